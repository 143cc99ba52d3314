//! `eventlint completions`: shell completions and the manual page, from the
//! same definition as the arguments.

use super::args::Cli;
use super::{Error, print};
use clap::CommandFactory;
use clap_complete::Shell;
use std::str::FromStr;

/// Prints completions for a shell, or the manual page for `man`.
///
/// # Errors
/// When the shell is not known or the output can't be written.
pub fn run(shell: &str) -> Result<u8, Error> {
    let mut command = Cli::command();
    let mut out = Vec::new();
    if shell == "man" {
        clap_mangen::Man::new(command).render(&mut out)?;
    } else {
        let shell = Shell::from_str(shell).map_err(|_| {
            Error::Said(format!("there are no completions for `{shell}`: bash, elvish, fish, powershell, zsh, man"))
        })?;
        clap_complete::generate(shell, &mut command, "eventlint", &mut out);
    }
    print(&String::from_utf8_lossy(&out))?;
    Ok(0)
}
