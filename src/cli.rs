//! The command line: from arguments to a run, from its report to an exit code.

use crate::nearest::nearest;
use crate::shown;
use clap::Parser;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub mod agenda;
pub mod args;
pub mod baseline;
pub mod check;
pub mod completions;
pub mod explain;
pub mod init;
pub mod lsp;
pub mod rules;
pub mod watch;
pub mod web;

use args::{COMMANDS, Cli, Command};

/// What stops a command.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The reader of our output is gone: not an error.
    #[error("the output was closed")]
    Closed,
    /// Writing failed.
    #[error("can't write the output: {0}")]
    Output(io::Error),
    /// A word that is neither a command nor a file.
    #[error("`{word}` is neither a command nor a file{hint}")]
    Unknown {
        /// The word.
        word: String,
        /// ` (did you mean …?)`, or where the commands are listed.
        hint: String,
    },
    /// Anything else, said in full.
    #[error("{0}")]
    Said(String),
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Error::Closed } else { Error::Output(error) }
    }
}

/// Runs the command line and returns its exit code: 0, 1 (findings) or 2.
#[must_use]
pub fn run(words: impl IntoIterator<Item = OsString>) -> ExitCode {
    let mut words: Vec<OsString> = words.into_iter().collect();
    let code = match insert_check(&mut words) {
        Err(error) => Err(error),
        Ok(()) => match Cli::try_parse_from(words) {
            Ok(cli) => dispatch(cli),
            Err(error) => {
                let code = if error.use_stderr() { 2 } else { 0 };
                // Nothing is left to be done when even this can't be printed.
                let _ = error.print();
                Ok(code)
            }
        },
    };
    match code {
        Ok(code) => ExitCode::from(code),
        Err(Error::Closed) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "eventlint: {}", shown::line(&error.to_string()));
            ExitCode::from(2)
        }
    }
}

fn dispatch(cli: Cli) -> Result<u8, Error> {
    match cli.command {
        Command::Check(args) => check::run(&args),
        Command::Agenda(args) => agenda::run(&args),
        Command::Lsp => lsp::run(),
        Command::Completions(args) => completions::run(&args.shell),
        Command::Explain(args) => explain::run(&args),
        Command::Rules(args) => rules::run(&args),
        Command::Init(args) => init::run(&args),
        Command::Cache(args) => web::cache(&args),
    }
}

/// Puts `check` before the first word when that is no command, so that
/// `eventlint PATH` and `eventlint --fix PATH` work.
fn insert_check(words: &mut Vec<OsString>) -> Result<(), Error> {
    let Some(first) = words.get(1) else {
        words.push("check".into());
        return Ok(());
    };
    let text = first.to_string_lossy().into_owned();
    if COMMANDS.contains(&text.as_str()) || ["-h", "--help", "-V", "--version"].contains(&text.as_str()) {
        return Ok(());
    }
    let looks_like_path = text.starts_with('-') || text.contains(['/', '\\', '.', '*']) || Path::new(first).exists();
    if !looks_like_path {
        let near = nearest(&text, COMMANDS.iter().copied());
        let hint = near.map_or_else(
            || "; `eventlint --help` lists the commands".to_owned(),
            |name| format!(" (did you mean `{name}`?)"),
        );
        return Err(Error::Unknown { word: text, hint });
    }
    words.insert(1, "check".into());
    Ok(())
}

/// Writes to standard output; a closed pipe is [`Error::Closed`].
///
/// # Errors
/// When writing fails.
pub fn print(text: &str) -> Result<(), Error> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// Whether a path is the word for standard input.
fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Where the text on standard input would stand.
fn piped_as(name: Option<&Path>, working: &Path) -> PathBuf {
    working.join(name.unwrap_or(Path::new("stdin.md")))
}

/// Whether to colour standard output.
#[must_use]
pub fn colour(choice: args::Colour) -> bool {
    use io::IsTerminal;
    match choice {
        args::Colour::Always => true,
        args::Colour::Never => false,
        args::Colour::Auto => std::env::var_os("NO_COLOR").is_none() && io::stdout().is_terminal(),
    }
}

/// Columns of the terminal: `COLUMNS`, else 80.
#[must_use]
pub fn width() -> usize {
    std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(80)
}
