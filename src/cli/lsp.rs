//! `eventlint lsp`.

use super::Error;
use crate::configure::{Configuration, Wanted};
use crate::lsp::{self, Surroundings};
use crate::resolve::Resolver;

/// Serves standard input and output until the client says goodbye; 0 after a
/// proper shutdown, 1 without one.
///
/// # Errors
/// When the client breaks the protocol.
pub fn run() -> Result<u8, Error> {
    let working = super::check::working_folder()?;
    let configure = Configuration::new(&working, Wanted::default()).map_err(|error| Error::Said(error.to_string()))?;
    let resolver = Resolver::default();
    let forget = || {
        configure.forget();
        resolver.forget();
    };
    let around =
        Surroundings { configure: &configure, forget: &forget, resolver: Some(&resolver), today: &super::check::today };
    match lsp::stdio(&around) {
        Ok(()) => Ok(0),
        Err(lsp::Error::NoShutdown) => Ok(1),
        Err(error) => Err(Error::Said(error.to_string())),
    }
}
