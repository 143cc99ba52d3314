//! `eventlint lsp`.

use super::Error;
use crate::lsp::{self, Surroundings};

/// Serves standard input and output until the client says goodbye; 0 after a
/// proper shutdown, 1 without one.
///
/// # Errors
/// When the client breaks the protocol.
pub fn run() -> Result<u8, Error> {
    let working = super::check::working_folder()?;
    match lsp::stdio(Surroundings { working: &working, today: &super::check::today }) {
        Ok(()) => Ok(0),
        Err(lsp::Error::NoShutdown) => Ok(1),
        Err(error) => Err(Error::Said(error.to_string())),
    }
}
