//! `dundie man`: the manual page of the program, or of one command.

use clap::{Command, CommandFactory as _};

use crate::cli::Cli;
use crate::error::{Error, Outcome};
use crate::print::print;
use crate::text::printable::Printable;
use crate::text::slug::nearest;

/// Prints the page of the command with this path, such as `bank check`.
///
/// # Errors
/// For an unknown command, or if the page cannot be written.
pub fn run(path: &[String]) -> Result<Outcome, Error> {
    // The page leaves out what the short help leaves out.
    let mut cli = Cli::command().mut_args(|arg| arg.hide_short_help(false));
    cli.build();
    let mut command = &cli;
    // One quoted path works as well, as in `dundie man "bank check"`.
    for name in path.iter().flat_map(|names| names.split_whitespace()) {
        command = command
            .find_subcommand(name)
            .ok_or_else(|| unknown(command, name))?;
    }
    let mut page = Vec::new();
    let rendered = clap_mangen::Man::new(command.clone()).render(&mut page);
    rendered.map_err(|error| {
        Error::failed(format!("could not make the page: {error}"), "try --help")
    })?;
    // Examples keep their lines, and nothing comes after them.
    let page = String::from_utf8_lossy(&page);
    print(&page.replace("\nExamples:", "\n.nf\nExamples:"))
}

fn unknown(parent: &Command, name: &str) -> Error {
    let names = parent.get_subcommands().map(Command::get_name);
    let meant = nearest(name, names).map(|meant| format!("did you mean `{meant}`?"));
    Error::usage(
        format!("no command is called `{}`", Printable(name)),
        meant.unwrap_or_else(|| "`dundie --help` lists them".to_owned()),
    )
}
