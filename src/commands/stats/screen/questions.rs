//! The statistics of each question on the screen.

use super::{NARROWEST, WIDEST, stacked};
use crate::commands::stats::questions::{Disputed, NeverChosen, QuestionReport, QuestionRow};
use crate::files::builtin;
use crate::game::board::bank_title;
use crate::history::Flag;
use crate::text::printable::{Printable, one_line};
use crate::ui::charts::{Labelled, Layout, Share};
use crate::ui::layout::shorten;
use crate::ui::style::Style;
use crate::ui::tables::date;
use crate::ui::words::{hanging, plural, thousands};

/// The most columns of a typed answer that are shown.
const LONGEST_TEXT: usize = 200;

/// The statistics, in this many columns.
pub fn draw(report: &QuestionReport, width: usize, style: Style) -> String {
    let width = width.clamp(NARROWEST, WIDEST);
    if report.questions.is_empty() && report.flags.is_empty() {
        return textwrap::fill(&nothing(report), width) + "\n";
    }
    let questions: Vec<_> = report.questions.iter().map(row).collect();
    let charts = Layout::new(&questions, width).draw(&questions, style);
    let look = (width, style);
    let never = report.never_chosen.iter().map(|row| never(row, look));
    let disputed = report.disputed.iter().map(|row| disputed(row, look));
    let flags = report.flags.iter().map(|row| flag(row, look));
    let blocks = [
        (title(report, style), facts(report, width)),
        ("Right answers".to_owned(), charts),
        ("Wrong answers never chosen".to_owned(), never.collect()),
        ("Disputed answers".to_owned(), disputed.collect()),
        ("Flagged".to_owned(), flags.collect()),
    ];
    stacked(blocks, width, style)
}

fn nothing(report: &QuestionReport) -> String {
    let player = report.player.as_ref();
    let asked = player.map_or("asked".to_owned(), |name| {
        format!("answered by {}", Printable(name))
    });
    if report.bank == builtin::NAME {
        return format!("No questions {asked} yet. Start with `dundie play`.");
    }
    let bank = Printable(bank_title(&report.bank));
    format!("No questions from {bank} {asked} yet. Start with `dundie play --bank PATH`.")
}

/// `Questions in dundie · all players`
fn title(report: &QuestionReport, style: Style) -> String {
    let bank = Printable(bank_title(&report.bank));
    let player = report.player.as_deref().unwrap_or("all players");
    let dot = style.sign("·");
    format!("Questions in {bank} {dot} {}", Printable(player))
}

fn facts(report: &QuestionReport, width: usize) -> String {
    let QuestionReport {
        right,
        answers,
        asked,
        length,
        ..
    } = *report;
    let percent = Share::new(right, answers).percent();
    let asked = format!("{} of {}", thousands(asked as u64), thousands(length));
    let right = format!("{percent}% of {}", plural(answers, "answer"));
    hanging("Asked", &asked, width) + &hanging("Right", &right, width)
}

fn row(row: &QuestionRow) -> Labelled {
    let gone = if row.ask.is_none() { " (removed)" } else { "" };
    Labelled::new(format!("{}{gone}", Printable(&row.id)), row.tally)
}

/// A text about a question, below its id and a detail.
fn about(id: &str, word: &str, text: &str, (width, style): (usize, Style)) -> String {
    let head = format!("{} {} {word}", Printable(id), style.sign("·"));
    let lines = [("  ", head.as_str()), ("    ", text)];
    let lines = lines.iter().filter(|(_, text)| !text.is_empty());
    let lines = lines.map(|(indent, text)| {
        let options = textwrap::Options::new(width)
            .initial_indent(indent)
            .subsequent_indent(indent);
        textwrap::fill(text, options) + "\n"
    });
    lines.collect()
}

fn never(row: &NeverChosen, look: (usize, Style)) -> String {
    let wrong = row
        .wrong
        .iter()
        .map(|text| Printable(&one_line(text)).to_string());
    let wrong: Vec<_> = wrong.collect();
    about(
        &row.id,
        &plural(row.picks, "answer"),
        &wrong.join("; "),
        look,
    )
}

fn disputed(row: &Disputed, look: (usize, Style)) -> String {
    let text = Printable(&row.text).to_string();
    let text = shorten(&text, LONGEST_TEXT, look.1.sign("…"));
    about(&row.id, &plural(row.times, "time"), &text, look)
}

fn flag(row: &Flag, look: (usize, Style)) -> String {
    let dot = look.1.sign("·");
    let word = format!("{} {dot} {}", Printable(&row.player), date(row.at));
    let note = row.note.as_deref().unwrap_or_default();
    about(&row.question, &word, &Printable(note).to_string(), look)
}
