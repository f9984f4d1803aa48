//! The question page: as it is asked, and with its verdict.

use std::ops::Range;

use textwrap::core::display_width;
use unicode_width::UnicodeWidthStr as _;

use super::card::{Card, Verdict};
use super::layout::{INDENT, Look, hang, listed, wrap};
use super::order;
use super::page::Page;
use super::selection::Selection;
use super::strip::{LONG_STREAK, strip};
use super::style::Style;
use super::verdict;
use crate::bank::Kind;
use crate::text::printable::PrintableLines;

const ANSWER: &str = "Your answer";

/// The question while it is open. `note` says what happened last.
#[must_use]
pub fn open(card: &Card<'_>, selection: &Selection, note: &str, look: Look) -> Page {
    let Look { style, width } = look;
    let mut body = ask(card, look);
    let start = body.len();
    let mut cursor = None;
    for (n, text) in card.choices().iter().enumerate() {
        let is_here = selection.at == Some(n);
        if is_here {
            cursor = Some((body.len(), 1));
        }
        let mark = style.sign(if is_here { "▸" } else { "" });
        let place = selection.picked.iter().position(|picked| *picked == n);
        let rows = choice(n, text.as_deref(), mark, place, card.kind(), look);
        let paint = match (text, is_here) {
            (None, _) => Style::faint,
            (Some(_), true) => Style::accent,
            (Some(_), false) => |_: Style, row: &str| row.to_owned(),
        };
        body.extend(rows.iter().map(|row| paint(style, row)));
    }
    if card.kind() == Kind::Order && !selection.picked.is_empty() {
        gap(&mut body);
        body.extend(order::so_far(card, &selection.picked, look));
    }
    let mut focus = start..body.len();
    if let Some(hint) = card.hint() {
        gap(&mut body);
        body.extend(wrap(&hint, width));
    }
    if let Some(countdown) = card.countdown {
        gap(&mut body);
        let room = width.saturating_sub(INDENT.len());
        body.push(format!("{INDENT}{}", countdown.text(room, style)));
    }
    if !note.is_empty() {
        gap(&mut body);
        body.extend(wrap(note, width));
    }
    if card.kind() == Kind::Typed {
        gap(&mut body);
        let (rows, column) = typed(selection, look);
        focus = body.len()..body.len() + rows.len();
        body.extend(rows);
        cursor = Some((body.len() - 1, column));
    }
    Page {
        strip: strip(card, None, style, width),
        body,
        keys: faint(&keys(card, selection, style), look),
        focus,
        cursor,
        scrolled: 0,
    }
}

/// The same question with its verdict, until the player goes on.
#[must_use]
pub fn judged(
    card: &Card<'_>,
    selection: &Selection,
    verdict: &Verdict<'_>,
    note: &str,
    look: Look,
) -> Page {
    let Look { style, width } = look;
    let mut body = ask(card, look);
    match card.kind() {
        Kind::Typed => {}
        Kind::Order => body.extend(order::judged(card, selection, verdict, look)),
        Kind::Choice | Kind::TrueFalse => {
            for (n, text) in card.choices().iter().enumerate() {
                let is_right = card.presented.key.contains(&n);
                let is_chosen = selection.at == Some(n) && !verdict.answer.given.is_empty();
                let (mark, paint): (_, fn(Style, &str) -> String) = match (is_right, is_chosen) {
                    (true, _) => ("✓", Style::good),
                    (false, true) => ("✗", Style::bad),
                    (false, false) => ("", Style::faint),
                };
                let rows = choice(
                    n,
                    text.as_deref(),
                    style.sign(mark),
                    None,
                    card.kind(),
                    look,
                );
                body.extend(rows.iter().map(|row| paint(style, row)));
            }
        }
    }
    gap(&mut body);
    let start = body.len();
    for line in told(card, verdict, style) {
        body.extend(wrap(&line, width));
    }
    let streak = verdict.streak as usize + usize::from(verdict.answer.right);
    if verdict.answer.right && streak >= LONG_STREAK {
        let row = format!("{streak} in a row! Keep it going.");
        body.extend(wrap(&row, width).iter().map(|row| style.warm(row)));
    }
    if let Some(practice) = &verdict.practice {
        body.extend(wrap(practice, width));
    }
    let focus = start..body.len();
    if !note.is_empty() {
        gap(&mut body);
        body.extend(wrap(note, width));
    }
    let next = if verdict.is_last { "result" } else { "next" };
    let mut keys = vec![format!("Enter {} {next}", style.sign("▸"))];
    if verdict.disputable {
        keys.push("r count it as right".to_owned());
    }
    keys.extend(["f flag", "? help"].map(str::to_owned));
    Page {
        strip: strip(card, Some(verdict.answer), style, width),
        body,
        keys: faint(&keys, look),
        focus,
        cursor: None,
        scrolled: 0,
    }
}

/// The verdict, without what the page shows above it.
fn told(card: &Card<'_>, verdict: &Verdict<'_>, style: Style) -> Vec<String> {
    let (answer, presented) = (verdict.answer, card.presented);
    let mut lines = match card.kind() {
        Kind::Order => vec![format!("{}.", verdict::word(answer, style))],
        Kind::Choice | Kind::TrueFalse if !answer.right => {
            let right = PrintableLines(&presented.answer()).to_string();
            vec![format!("{}. Answer: {right}", verdict::word(answer, style))]
        }
        _ => vec![verdict::headline(answer, presented, style)],
    };
    if card.kind() == Kind::Typed && (!answer.right || answer.credited) {
        lines.extend(verdict::the_answer(presented));
    }
    lines.extend(verdict::reasons(verdict, presented, style));
    lines
}

/// The question's text, and a blank row.
fn ask(card: &Card<'_>, look: Look) -> Vec<String> {
    let rows = wrap(&card.ask(), look.width);
    let rows = rows.iter().map(|row| look.style.strong(row));
    rows.chain([String::new()]).collect()
}

/// A blank row, unless there is one.
fn gap(body: &mut Vec<String>) {
    if body.last().is_some_and(|row| !row.is_empty()) {
        body.push(String::new());
    }
}

/// The rows of one choice, or item to be put in order.
fn choice(
    n: usize,
    text: Option<&str>,
    mark: &str,
    place: Option<usize>,
    kind: Kind,
    look: Look,
) -> Vec<String> {
    let mark = if mark.is_empty() { " " } else { mark };
    let place = match (kind, place) {
        (Kind::Order, Some(place)) => format!(" [{}]", place + 1),
        (Kind::Order, None) => "    ".to_owned(),
        _ => String::new(),
    };
    let first = format!(" {mark} {}{place}  ", n + 1);
    let next = " ".repeat(first.width());
    hang(text.unwrap_or("(ruled out)"), look.width, &first, &next)
}

/// The line that is being typed, and the column of its cursor.
fn typed(selection: &Selection, look: Look) -> (Vec<String>, usize) {
    let Look { style, width } = look;
    let sign = style.sign("›");
    let mut rows = Vec::new();
    let mut lead = format!("{INDENT}{ANSWER} {sign} ");
    if lead.width() * 2 > width {
        rows.push(style.strong(&format!("{INDENT}{ANSWER}")));
        lead = format!("{INDENT}{sign} ");
    }
    let column = lead.width();
    let (seen, cursor) = selection.line.view(width.saturating_sub(column));
    rows.push(format!("{}{seen}", style.strong(&lead)));
    (rows, column + cursor)
}

/// What keys do while the question is open.
fn keys(card: &Card<'_>, selection: &Selection, style: Style) -> Vec<String> {
    let last = card.presented.choices.len();
    let mut keys = match card.kind() {
        Kind::Choice => vec![format!("{} answer", numbers(card))],
        Kind::TrueFalse => vec!["t true".to_owned(), "f false".to_owned()],
        Kind::Order if selection.picked.len() == last => {
            vec![
                format!("Enter {} done", style.sign("▸")),
                "Backspace undo".to_owned(),
            ]
        }
        Kind::Order => vec![format!("1-{last} pick the next one")],
        Kind::Typed => vec![format!("Enter {} answer", style.sign("▸"))],
    };
    if card.kind() == Kind::Order && (1..last).contains(&selection.picked.len()) {
        keys.push("Backspace undo".to_owned());
    }
    let colon = if card.kind() == Kind::Typed { ":" } else { "" };
    if card.has_hint() {
        keys.push(format!("{colon}h hint"));
    }
    let flag = if card.kind() == Kind::TrueFalse {
        "!"
    } else {
        "f"
    };
    keys.extend([
        format!("{colon}s skip"),
        format!("{colon}{flag} flag"),
        format!("{colon}? help"),
        format!("{colon}q quit"),
    ]);
    keys
}

/// The numbers that can be chosen: `1-4`, or `1/3` once a hint ruled some out.
fn numbers(card: &Card<'_>) -> String {
    let choices = card.choices();
    if choices.iter().all(Option::is_some) {
        return format!("1-{}", choices.len());
    }
    let open = choices.iter().zip(1..).filter(|(text, _)| text.is_some());
    let open: Vec<_> = open.map(|(_, n)| n.to_string()).collect();
    open.join("/")
}

fn faint(keys: &[String], look: Look) -> Vec<String> {
    if keys.is_empty() {
        return Vec::new();
    }
    let rows = listed(keys, look.style.sign("·"), look.width);
    rows.iter().map(|row| look.style.faint(row)).collect()
}

/// The head of a page that asks for something below, with what was said.
#[must_use]
pub fn head(title: &str, said: &str, keys: &[String], look: Look) -> Page {
    let mut page = sheet(title, "", keys, look);
    page.body.clear();
    if !said.is_empty() {
        page.body = wrap(said, look.width);
        gap(&mut page.body);
    }
    page
}

/// A page of text to read.
#[must_use]
pub fn sheet(title: &str, text: &str, keys: &[String], look: Look) -> Page {
    let mut body = Vec::new();
    for line in text.trim_matches('\n').split('\n') {
        // Tables and bars are laid out already: their own indent stays.
        let text = line.trim_start_matches(' ');
        let indent = format!("{INDENT}{}", &line[..line.len() - text.len()]);
        if text.is_empty() || indent.len() + display_width(text) <= look.width {
            body.push(format!("{indent}{text}").trim_end().to_owned());
        } else {
            body.extend(hang(text, look.width, &indent, &indent));
        }
    }
    let focus: Range<usize> = 0..body.len();
    Page {
        strip: hang(title, look.width, INDENT, INDENT),
        body,
        keys: faint(keys, look),
        focus,
        cursor: None,
        scrolled: 0,
    }
}
