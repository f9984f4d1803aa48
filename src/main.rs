//! The `dundie` program: parses, runs, prints any error and exits.

use std::process::ExitCode;

use clap::Parser as _;
use dundie::cli::Cli;
use dundie::commands;

fn main() -> ExitCode {
    match Cli::try_parse() {
        Ok(cli) => commands::run(&cli),
        Err(error) => commands::usage(error),
    }
}
