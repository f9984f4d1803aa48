//! `dundie stats`: how a player does, and how the questions do.

mod player;
mod questions;
mod screen;

use crate::app::App;
use crate::app::NamedBank;
use crate::bank::Question;
use crate::bank::library::BankError;
use crate::cli::StatsArgs;
use crate::error::{Error, Outcome};

/// # Errors
/// Where the bank or the history cannot be read.
pub fn run(app: &App, args: &StatsArgs) -> Result<Outcome, Error> {
    let bank = app.bank(args.bank.as_deref())?;
    if args.questions {
        questions::run(app, args, &bank)
    } else {
        player::run(app, args, &bank)
    }
}

/// How a player does, for so many columns.
///
/// # Errors
/// If the bank or the history cannot be read.
pub fn text(app: &App, args: &StatsArgs, bank: &NamedBank, width: usize) -> Result<String, Error> {
    player::text(app, args, bank, width)
}

/// The question with this id, where the bank still has it.
fn question(bank: &NamedBank, id: &str) -> Result<Option<Question>, BankError> {
    let ordinal = bank.bank.find(id)?;
    ordinal.map(|n| bank.bank.question(n)).transpose()
}
