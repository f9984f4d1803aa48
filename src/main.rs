//! The `dundie` program: answers a shell that completes a line, or parses, runs, prints any error
//! and exits.

use std::process::ExitCode;

use clap::Parser as _;
use dundie::cli::Cli;
use dundie::commands::{self, completions};

fn main() -> ExitCode {
    match completions::answer() {
        Ok(true) => return ExitCode::SUCCESS,
        Ok(false) => {}
        Err(error) => return commands::usage(error),
    }
    match Cli::try_parse() {
        Ok(cli) => commands::run(&cli),
        Err(error) => commands::usage(error),
    }
}
