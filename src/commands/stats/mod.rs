//! `dundie stats`: statistics of a player, or of each question.

mod player;
mod questions;
mod screen;

use self::player::PlayerReport;
use self::questions::QuestionReport;
use crate::app::{App, NamedBank};
use crate::cli::StatsArgs;
use crate::error::{Error, Outcome, Stop};
use crate::print::{json, print, width};
use crate::quiz::{Rules, present};
use crate::ui::prompter::{PromptError, Prompter, Sheet};
use crate::ui::{review, verdict};

/// How many missed questions a page shows.
const MISSED: u32 = 10;

/// # Errors
/// If the bank or the history cannot be read.
pub fn run(app: &App, args: &StatsArgs) -> Result<Outcome, Error> {
    let bank = app.bank(args.bank.as_deref())?;
    let style = app.styles.stdout;
    match (args.questions, args.json) {
        (false, true) => print(&json(&PlayerReport::read(app, args, &bank)?)?),
        (true, true) => print(&json(&QuestionReport::read(app, args, &bank)?)?),
        (false, false) => {
            let report = PlayerReport::read(app, args, &bank)?;
            let pages = screen::pages(&report);
            app.print_long(&screen::draw(&report, &pages, width(), style))
        }
        (true, false) => {
            let report = QuestionReport::read(app, args, &bank)?;
            app.print_long(&screen::questions::draw(&report, width(), style))
        }
    }
}

/// Shows the statistics as pages; Enter on the last one reviews the questions missed most.
///
/// # Errors
/// If the history cannot be read, or the terminal fails.
pub fn browse(app: &App, bank: &NamedBank, prompter: &mut dyn Prompter) -> Result<Outcome, Stop> {
    let args = StatsArgs {
        top: prompter.has_pages().then_some(MISSED),
        ..StatsArgs::default()
    };
    let report = PlayerReport::read(app, &args, bank)?;
    let style = prompter.style();
    let pages = screen::pages(&report);
    let texts = pages.chunks(1).map(|page| {
        let text = |width| screen::draw(&report, page, width, style);
        ("Statistics".to_owned(), text)
    });
    let texts: Vec<_> = texts.collect();
    // A question that left the bank cannot be reviewed.
    let can_review = report.missed.iter().any(|row| row.question.is_some());
    let sheets = sheets(&texts, "menu", if can_review { "review" } else { "menu" });
    let mut at = 0;
    while let Some(read) = prompter.read(&sheets, at)? {
        at = read;
        if !can_review || at + 1 < sheets.len() {
            break;
        }
        review(app, bank, &report, prompter)?;
        // Plain lines have no pages to go back to.
        if !prompter.has_pages() {
            break;
        }
    }
    Ok(Outcome::Done)
}

/// Shows the questions missed most with their answers, one after another.
fn review(
    app: &App,
    bank: &NamedBank,
    report: &PlayerReport,
    prompter: &mut dyn Prompter,
) -> Result<(), PromptError> {
    let style = prompter.style();
    let sources = bank.bank.sources();
    let rules = Rules {
        through: app.settings.through,
        ..Rules::default()
    };
    let missed = report.missed.iter().filter_map(|row| {
        let question = row.question.clone()?;
        let origin = verdict::origin(&question, &sources, style);
        let title = format!("Missed {} of {}", row.tally.missed(), row.tally.asked);
        let presented = present(question, rules);
        let text = move |width| review::text(&presented, None, origin.as_deref(), width, style);
        Some((title, text))
    });
    let missed: Vec<_> = missed.collect();
    let sheets = sheets(&missed, "next", "back");
    let mut at = 0;
    while at < sheets.len()
        && let Some(read) = prompter.read(&sheets, at)?
    {
        at = read + 1;
    }
    Ok(())
}

/// A sheet for each title and text; `next` and `at_last` say what Enter does.
fn sheets<'a>(
    texts: &'a [(String, impl Fn(usize) -> String)],
    next: &'a str,
    at_last: &'a str,
) -> Vec<Sheet<'a>> {
    let sheets = texts.iter().enumerate().map(|(n, (title, text))| {
        let is_last = n + 1 == texts.len();
        let next = if is_last { at_last } else { next };
        Sheet { title, text, next }
    });
    sheets.collect()
}
