//! The statistics of questions as they are drawn.

use super::{NARROWEST, WIDEST, labelled, stacked};
use crate::commands::stats::questions::{Disputed, Document, FlagRow, NeverChosen, QuestionRow};
use crate::files::builtin;
use crate::game::board::bank_title;
use crate::text::printable::Printable;
use crate::ui::charts::{Labelled, Layout, Share};
use crate::ui::fit::shorten;
use crate::ui::style::Style;
use crate::ui::tables::date;
use crate::ui::words::{hanging, plural, thousands};

/// Columns after which a typed text is cut: no answer is longer, and what is kept may be.
const LONGEST_TEXT: usize = 200;

/// The screen, in so many columns.
pub fn draw(document: &Document, width: usize, style: Style) -> String {
    let width = width.clamp(NARROWEST, WIDEST);
    if document.questions.is_empty() && document.flags.is_empty() {
        return textwrap::fill(&nothing(document), width) + "\n";
    }
    let questions: Vec<_> = document.questions.iter().map(row).collect();
    let charts = Layout::new(&questions, width).draw(&questions, style);
    let look = (width, style);
    let never = document.never_chosen.iter().map(|row| never(row, look));
    let disputed = document.disputed.iter().map(|row| disputed(row, look));
    let flags = document.flags.iter().map(|row| flag(row, look));
    let blocks = [
        (title(document, style), facts(document, width)),
        ("How often right".to_owned(), charts),
        ("Wrong answers never chosen".to_owned(), never.collect()),
        ("Disputed answers".to_owned(), disputed.collect()),
        ("Flagged".to_owned(), flags.collect()),
    ];
    stacked(blocks, width, style)
}

fn nothing(document: &Document) -> String {
    let player = document.player.as_ref();
    let asked = player.map_or("asked".to_owned(), |name| {
        format!("answered by {}", Printable(name))
    });
    if document.bank == builtin::NAME {
        return format!("No questions {asked} yet. `dundie play` asks some.");
    }
    let bank = Printable(bank_title(&document.bank));
    format!("No questions of {bank} {asked} yet. `dundie play --bank PATH` asks some.")
}

/// `The questions of dundie · everybody`
fn title(document: &Document, style: Style) -> String {
    let bank = Printable(bank_title(&document.bank));
    let player = document.player.as_deref().unwrap_or("everybody");
    let dot = style.sign("·");
    format!("The questions of {bank} {dot} {}", Printable(player))
}

fn facts(document: &Document, width: usize) -> String {
    let Document {
        right,
        answers,
        asked,
        length,
        ..
    } = *document;
    let percent = Share::new(right, answers).percent();
    let asked = format!("{} of {}", thousands(asked as u64), thousands(length));
    let right = format!("{percent}% of {}", plural(answers, "answer"));
    hanging("Asked", &asked, width) + &hanging("Right", &right, width)
}

fn row(row: &QuestionRow) -> Labelled {
    let gone = if row.ask.is_none() { " (gone)" } else { "" };
    labelled(
        format!("{}{gone}", Printable(&row.id)),
        row.right,
        row.asked,
    )
}

/// Something about a question, below its id and a word.
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
    let wrong = row.wrong.iter().map(|text| Printable(text).to_string());
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

fn flag(row: &FlagRow, look: (usize, Style)) -> String {
    let dot = look.1.sign("·");
    let word = format!("{} {dot} {}", Printable(&row.player), date(row.at));
    let note = row.note.as_deref().unwrap_or_default();
    about(&row.id, &word, &Printable(note).to_string(), look)
}
