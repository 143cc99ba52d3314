//! The `eventlint` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    eventlint::cli::run(std::env::args_os())
}
