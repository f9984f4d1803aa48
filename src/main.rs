//! The `dundie` program: parse, run, print one error, exit.

use std::process::ExitCode;

use clap::Parser as _;
use dundie::cli::Cli;

fn main() -> ExitCode {
    dundie::commands::run(&Cli::parse())
}
