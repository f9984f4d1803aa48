//! `dundie completions`: a completion script for a shell.

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::cli::Cli;
use crate::error::{Error, Outcome};
use crate::print::print;

/// # Errors
/// If the script cannot be written.
pub fn run(shell: Shell) -> Result<Outcome, Error> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "dundie", &mut script);
    print(&String::from_utf8_lossy(&script))
}
