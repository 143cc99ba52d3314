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
    let (connection, threads) = lsp_server::Connection::stdio();
    let configure = Everywhere::new(&Choice::default());
    let resolver = Resolver::default();
    let around = Surroundings { configure: &configure, resolver: Some(&resolver), today: &super::check::today };
    let served = lsp::serve(&connection, &around);
    // The writer ends when the connection is gone.
    drop(connection);
    match served {
        Ok(()) => {
            threads.join()?;
            Ok(0)
        }
        Err(lsp::Error::NoShutdown) => Ok(1),
        Err(error) => Err(Error::Said(error.to_string())),
    }
}
