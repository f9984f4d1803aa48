//! `dundie stats`: statistics of a player, or of each question.

mod player;
mod questions;
mod screen;

use self::player::PlayerReport;
use self::questions::QuestionReport;
use crate::app::{App, NamedBank};
use crate::cli::StatsArgs;
use crate::error::{Error, Outcome};
use crate::print::{json, print, width};

/// # Errors
/// If the bank or the history cannot be read.
pub fn run(app: &App, args: &StatsArgs) -> Result<Outcome, Error> {
    let bank = app.bank(args.bank.as_deref())?;
    print(&match (args.json, args.questions) {
        (false, _) => text(app, args, &bank, width())?,
        (true, false) => json(&PlayerReport::read(app, args, &bank)?)?,
        (true, true) => json(&QuestionReport::read(app, args, &bank)?)?,
    })
}

/// The statistics, in this many columns.
///
/// # Errors
/// If the bank or the history cannot be read.
pub fn text(app: &App, args: &StatsArgs, bank: &NamedBank, width: usize) -> Result<String, Error> {
    let style = app.styles.stdout;
    Ok(if args.questions {
        let report = QuestionReport::read(app, args, bank)?;
        screen::questions::draw(&report, width, style)
    } else {
        screen::draw(&PlayerReport::read(app, args, bank)?, width, style)
    })
}
