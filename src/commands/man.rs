//! `dundie man`: the manual page of the program, or of one command.

use clap::CommandFactory as _;

use crate::cli::Cli;
use crate::error::{Error, Outcome};
use crate::print::print;
use crate::text::printable::Printable;

/// # Errors
/// For an unknown command, or if the page cannot be written.
pub fn run(name: Option<&str>) -> Result<Outcome, Error> {
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
    let rendered = clap_mangen::Man::new(command.clone()).render(&mut page);
    rendered.map_err(|error| {
        Error::failed(format!("could not make the page: {error}"), "try --help")
    })?;
    print(&String::from_utf8_lossy(&page))
}
