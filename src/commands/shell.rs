//! `dundie completions` and `dundie man`: for the shell and the manual.

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::app::print;
use super::failure::{Failure, Outcome};
use crate::cli::Cli;

/// # Errors
/// Where the script could not be written.
pub fn completions(shell: Shell) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "dundie", &mut script);
    print(&String::from_utf8_lossy(&script))
}

/// # Errors
/// Where the page could not be written.
pub fn man() -> Result<Outcome, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command())
        .render(&mut page)
        .map_err(|error| {
            Failure::failed(format!("could not make the page: {error}"), "try --help")
        })?;
    print(&String::from_utf8_lossy(&page))
}
