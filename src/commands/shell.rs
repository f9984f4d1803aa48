//! `dundie completions` and `dundie man`: for the shell and the manual.

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::cli::Cli;
use crate::error::{Error, Outcome};
use crate::print::print;
use crate::text::printable::Printable;

/// # Errors
/// Where the script could not be written.
pub fn completions(shell: Shell) -> Result<Outcome, Error> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "dundie", &mut script);
    print(&String::from_utf8_lossy(&script))
}

/// # Errors
/// Where there is no such command, or the page could not be written.
pub fn man(name: Option<&str>) -> Result<Outcome, Error> {
    let mut cli = Cli::command();
    cli.build();
    let command = match name {
        None => &cli,
        Some(name) => cli.find_subcommand(name).ok_or_else(|| {
            Error::usage(
                format!("no command is called `{}`", Printable(name)),
                "`dundie --help` lists them",
            )
        })?,
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone())
        .render(&mut page)
        .map_err(|error| {
            Error::failed(format!("could not make the page: {error}"), "try --help")
        })?;
    print(&String::from_utf8_lossy(&page))
}
