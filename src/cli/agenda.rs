//! `eventlint agenda`.

use super::Error;
use super::args::Agenda;

/// Runs `agenda` and returns the exit code.
///
/// # Errors
/// When a post can't be read or the output can't be written.
pub fn run(_args: &Agenda) -> Result<u8, Error> {
    Err(Error::Said("this command is not there yet".to_owned()))
}
