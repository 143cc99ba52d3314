//! `eventlint lsp`.

use super::Error;
use super::everywhere::Everywhere;
use crate::lsp::{self, Surroundings};
use crate::resolve::Resolver;
use crate::ruleset::Choice;

/// Serves standard input and output until the client says goodbye; 0 after a
/// proper shutdown, 1 without one.
///
/// # Errors
/// When the client breaks the protocol.
pub fn run() -> Result<u8, Error> {
    let configure = Everywhere::new(&Choice::default());
    let resolver = Resolver::default();
    let around = Surroundings { configure: &configure, resolver: Some(&resolver), today: &super::check::today };
    match lsp::stdio(&around) {
        Ok(()) => Ok(0),
        Err(lsp::Error::NoShutdown) => Ok(1),
        Err(error) => Err(Error::Said(error.to_string())),
    }
}
