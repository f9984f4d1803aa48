//! One file per subcommand.

mod awards;
mod bank;
mod categories;
pub mod completions;
mod daily;
mod flags;
mod man;
mod menu;
mod play;
mod practice;
mod resume;
mod scores;
mod settings;
mod stats;

use std::path::Path;
use std::process::ExitCode;

use clap::error::ContextValue;

use crate::app::{App, NamedBank};
use crate::cli::{BankCommand, Cli, Command, JSON};
use crate::clock;
use crate::error::{Error, Outcome, Stop};
use crate::print::{complain, print, tell};
use crate::text::printable::Printable;
use crate::ui::prompter::Prompter;
use crate::ui::style::Style;
use crate::ui::{signals, words};

/// Prints clap's help and version on stdout, and its errors on stderr. Quoted arguments are
/// untrusted input.
#[must_use]
pub fn usage(mut error: clap::Error) -> ExitCode {
    // A quoted argument must not start a new line.
    let quoted: Vec<_> = error
        .context()
        .filter_map(|(kind, value)| match value {
            ContextValue::String(text) => Some((kind, Printable(text).to_string())),
            _ => None,
        })
        .collect();
    for (kind, text) in quoted {
        error.insert(kind, ContextValue::String(text));
    }
    let text = words::safe_lines(&error.render().to_string()) + "\n";
    if error.use_stderr() {
        tell(text.trim_end());
        return ExitCode::from(2);
    }
    match print(&text) {
        Ok(_) => ExitCode::SUCCESS,
        Err(failure) => {
            complain(&failure, Style::default());
            ExitCode::from(failure.exit)
        }
    }
}

/// Runs the command and prints its error, if any.
#[must_use]
pub fn run(cli: &Cli) -> ExitCode {
    signals::outlive_file_limits();
    let mut app = App::new(&cli.global);
    let settled =
        clock::settle().map_err(|error| Error::usage(error.to_string(), clock::BadTime::HELP));
    let outcome = settled.and_then(|()| match command(&mut app, cli) {
        Ok(Outcome::Menu) => menu::run(&mut app),
        outcome => outcome,
    });
    // The screen is back to normal by now.
    let outcome = match app.farewell.take() {
        Some(text) => print(&text).and(outcome),
        None => outcome,
    };
    match outcome {
        Ok(Outcome::Done | Outcome::Menu) => ExitCode::SUCCESS,
        Ok(Outcome::Signal(signal)) => {
            signals::die_of(signal);
            ExitCode::FAILURE
        }
        Err(failure) => {
            complain(&failure, app.styles.stderr);
            ExitCode::from(failure.exit)
        }
    }
}

/// Starts a game with the bank at this path, or the usual one.
fn game<A>(
    app: &mut App,
    args: &A,
    bank: Option<&Path>,
    start: fn(&App, &A, &NamedBank, &mut dyn Prompter) -> Result<Outcome, Stop>,
) -> Result<Outcome, Error> {
    let bank = app.bank(bank)?;
    let mut prompter = app.prompter();
    let outcome = start(app, args, &bank, prompter.as_mut());
    app.settle(outcome)
}

fn command(app: &mut App, cli: &Cli) -> Result<Outcome, Error> {
    match &cli.command {
        None => menu::run(app),
        Some(Command::Play(args)) => game(app, args, args.game.bank.as_deref(), play::start),
        Some(Command::Daily(args)) => game(app, args, args.bank.as_deref(), daily::start),
        Some(Command::Practice(args)) => {
            game(app, args, args.game.bank.as_deref(), practice::start)
        }
        Some(Command::Resume(args)) => resume::run(app, args),
        Some(Command::Scores(args)) => scores::run(app, args),
        Some(Command::Stats(args)) => stats::run(app, args),
        Some(Command::Awards(args)) => awards::run(app, args),
        Some(Command::Categories(args)) => categories::run(app, args),
        Some(Command::Bank(BankCommand::Add(args))) => bank::add::run(app, args),
        Some(Command::Bank(BankCommand::Export(args))) => bank::export::run(app, args),
        Some(Command::Bank(BankCommand::Import(args))) => bank::import::run(app, args),
        Some(Command::Bank(BankCommand::List(args))) => bank::list::run(app, args),
        Some(Command::Bank(BankCommand::Remove(args))) => bank::remove::run(app, args),
        Some(Command::Bank(BankCommand::Check(args))) => bank::check::run(app, args),
        Some(Command::Bank(BankCommand::Show(args))) => bank::show::run(app, args),
        Some(Command::Settings(args)) => settings::run(app, args),
        Some(Command::Flags(args)) => flags::run(app, args),
        Some(Command::Completions { shell }) => completions::run(*shell),
        Some(Command::Man { command, out }) => man::run(command, out.as_deref()),
        Some(Command::Json) => print(JSON),
    }
}
