//! `dundie man`: the manual page of the program or of one command, or all of them in a folder.

use std::io;
use std::path::Path;

use clap::{Command, CommandFactory as _};

use crate::cli::Cli;
use crate::error::{Error, Outcome};
use crate::files::output;
use crate::print::print;
use crate::text::printable::Printable;
use crate::text::slug::nearest;

/// Prints the page of the command with this path, such as `bank check`, or writes it and those
/// of the commands below it into a folder.
///
/// # Errors
/// For an unknown command, or if a page cannot be written.
pub fn run(path: &[String], folder: Option<&Path>) -> Result<Outcome, Error> {
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
    let Some(folder) = folder else {
        return print(&page(command)?);
    };
    output::create_folder(folder).map_err(|error| not_written(folder, &error))?;
    let mut written = Vec::new();
    write(command, folder, &mut written)?;
    print(&(written.join("\n") + "\n"))
}

/// Writes the page of a command and those of the commands below it; adds their paths to `written`.
fn write(command: &Command, folder: &Path, written: &mut Vec<String>) -> Result<(), Error> {
    let name = command.get_display_name().unwrap_or(command.get_name());
    let path = folder.join(format!("{name}.1"));
    output::write(&path, page(command)?.as_bytes(), true)
        .map_err(|error| not_written(&path, &error))?;
    written.push(Printable(&path.display().to_string()).to_string());
    let mut below = command
        .get_subcommands()
        .filter(|command| !command.is_hide_set() && command.get_name() != "help");
    below.try_for_each(|command| write(command, folder, written))
}

fn page(command: &Command) -> Result<String, Error> {
    let mut page = Vec::new();
    let rendered = clap_mangen::Man::new(command.clone()).render(&mut page);
    rendered.map_err(|error| {
        Error::failed(format!("could not make the page: {error}"), "try --help")
    })?;
    // Examples keep their lines, and nothing comes after them.
    let page = String::from_utf8_lossy(&page);
    Ok(page.replace("\nExamples:", "\n.nf\nExamples:"))
}

fn not_written(path: &Path, error: &io::Error) -> Error {
    let path = path.display().to_string();
    Error::failed(
        format!("could not write {}: {error}", Printable(&path)),
        "name a folder that you can write to",
    )
}

fn unknown(parent: &Command, name: &str) -> Error {
    let names = parent.get_subcommands().map(Command::get_name);
    let meant = nearest(name, names).map(|meant| format!("did you mean `{meant}`?"));
    Error::usage(
        format!("no command is called `{}`", Printable(name)),
        meant.unwrap_or_else(|| "`dundie --help` lists them".to_owned()),
    )
}
