//! The question page, before and after the answer.

use unicode_width::UnicodeWidthStr as _;

use super::card::{Card, Verdict};
use super::help::commands;
use super::layout::{INDENT, Look, hang, listed, wrap};
use super::order;
use super::page::Page;
use super::selection::Selection;
use super::strip::{LONG_STREAK, strip};
use super::style::Style;
use super::verdict::{self, Paint};
use crate::quiz::Form;

const ANSWER: &str = "Your answer";

/// The question before it is answered. `note` tells what happened last.
pub fn open(card: &Card<'_>, selection: &Selection, note: &str, look: Look) -> Page {
    let Look { style, width } = look;
    let mut body = ask(card, look);
    let start = body.len();
    let choices = choices(card, selection, look, |n, is_open| {
        let is_here = selection.at == Some(n);
        let paint = match (is_open, is_here) {
            (false, _) => Style::faint,
            (true, true) => Style::accent,
            (true, false) => |_: Style, row: &str| row.to_owned(),
        };
        (if is_here { "▸" } else { "" }, paint)
    });
    let above = |at: usize| choices[..at].iter().map(Vec::len).sum::<usize>();
    let mut cursor = selection.at.and_then(|at| {
        // Before the arrow, which follows a space.
        Some((start + above(at), choices[at][0].find(' ')? + 1))
    });
    body.extend(choices.concat());
    if card.form() == Form::Arrange && !selection.picked.is_empty() {
        gap(&mut body);
        body.extend(order::so_far(card, &selection.picked, look));
    }
    let mut focus = start..body.len();
    paragraph(&mut body, &card.hint().unwrap_or_default(), width);
    if let Some(countdown) = card.countdown {
        gap(&mut body);
        let room = width.saturating_sub(INDENT.len());
        body.push(format!("{INDENT}{}", countdown.text(room, style)));
    }
    paragraph(&mut body, note, width);
    if card.form() == Form::Type {
        gap(&mut body);
        let (rows, byte) = typed(selection, look);
        focus = body.len()..body.len() + rows.len();
        body.extend(rows);
        cursor = Some((body.len() - 1, byte));
    }
    Page {
        strip: strip(card, None, look),
        body,
        keys: key_rows(&keys(card, selection, style), look),
        focus,
        cursor,
        scrolled: 0,
    }
}

/// The same question with its verdict.
pub fn judged(
    card: &Card<'_>,
    selection: &Selection,
    verdict: &Verdict<'_>,
    note: &str,
    look: Look,
) -> Page {
    let Look { style, width } = look;
    let mut body = ask(card, look);
    if card.form() == Form::Arrange {
        body.extend(order::judged(card, selection, verdict, look));
    } else {
        let taken = card.presented.taken(&verdict.answer.given);
        let mark = |n, _| verdict::mark(card.presented, &taken, n);
        let choices = choices(card, selection, look, mark);
        body.extend(choices.concat());
    }
    gap(&mut body);
    let start = body.len();
    for line in told(card, verdict, style) {
        body.extend(wrap(&line, width));
    }
    let streak = card.streak() + 1;
    if verdict.answer.right && streak >= LONG_STREAK {
        let row = format!("{streak} in a row! Keep it going.");
        body.extend(wrap(&row, width).iter().map(|row| style.warm(row)));
    }
    if let Some(practice) = &verdict.practice {
        body.extend(wrap(practice, width));
    }
    let focus = start..body.len();
    paragraph(&mut body, note, width);
    // Other players may still have a turn.
    let is_end = card.is_last() && card.player.is_none();
    let next = if is_end { "result" } else { "next" };
    let mut keys = vec![format!("Enter {} {next}", style.sign("▸"))];
    if card.disputable {
        keys.push("r count it as right".to_owned());
    }
    keys.extend(["f flag", "? help"].map(str::to_owned));
    Page {
        strip: strip(card, Some(verdict.answer), look),
        body,
        keys: key_rows(&keys, look),
        focus,
        ..Page::default()
    }
}

/// The verdict, without what the choices above already show.
fn told(card: &Card<'_>, verdict: &Verdict<'_>, style: Style) -> Vec<String> {
    let (answer, presented) = (verdict.answer, card.presented);
    let word = format!("{}.", verdict::word(answer, style));
    let headline = verdict::headline(answer, presented, style);
    let right = verdict::the_answer(presented);
    let mut lines = match card.form() {
        Form::Arrange => vec![word],
        _ if answer.right && !answer.credited => vec![headline],
        Form::Type => [vec![headline], right].concat(),
        Form::Toggle if !verdict::slips(answer, presented).is_empty() => {
            [vec![word], verdict::slips(answer, presented)].concat()
        }
        Form::Pick | Form::Truth | Form::Toggle => vec![format!("{word} {}", right.concat())],
    };
    lines.extend(verdict::reasons(verdict, presented, style));
    lines
}

/// The question's text, and a blank row.
fn ask(card: &Card<'_>, look: Look) -> Vec<String> {
    let rows = wrap(&card.ask(), look.width);
    let rows = rows.iter().map(|row| look.style.strong(row));
    rows.chain([String::new()]).collect()
}

/// Adds a blank row, unless there is one.
fn gap(body: &mut Vec<String>) {
    if body.last().is_some_and(|row| !row.is_empty()) {
        body.push(String::new());
    }
}

/// Adds a text below a blank row, if there is one to add.
fn paragraph(body: &mut Vec<String>, text: &str, width: usize) {
    if !text.is_empty() {
        gap(body);
        body.extend(wrap(text, width));
    }
}

/// The rows of each choice or item. `how` takes a position and whether it is open, and returns
/// its mark and color.
fn choices(
    card: &Card<'_>,
    selection: &Selection,
    look: Look,
    how: impl Fn(usize, bool) -> (&'static str, Paint),
) -> Vec<Vec<String>> {
    let Look { style, width } = look;
    let rows = card.choices().into_iter().enumerate().map(|(n, text)| {
        let (mark, paint) = how(n, text.is_some());
        let place = selection.picked.iter().position(|picked| *picked == n);
        let place = match place {
            _ if card.form() != Form::Arrange => {
                verdict::picked_box(card.presented, &selection.picked, n).to_owned()
            }
            Some(place) => format!(" [{}]", place + 1),
            None => "    ".to_owned(),
        };
        let first = format!(" {:1} {}{place}  ", style.sign(mark), n + 1);
        let next = " ".repeat(first.width());
        let text = text.as_deref().unwrap_or("(ruled out)");
        let rows = hang(text, width, &first, &next);
        rows.iter().map(|row| paint(style, row)).collect()
    });
    rows.collect()
}

/// The line that the player types, and the byte of its cursor.
fn typed(selection: &Selection, look: Look) -> (Vec<String>, usize) {
    let Look { style, width } = look;
    let sign = style.sign("›");
    let mut rows = Vec::new();
    let mut lead = format!("{INDENT}{ANSWER} {sign} ");
    if lead.width() * 2 > width {
        rows.push(style.strong(&format!("{INDENT}{ANSWER}")));
        lead = format!("{INDENT}{sign} ");
    }
    let (seen, cursor) = selection.line.view(width.saturating_sub(lead.width()));
    let lead = style.strong(&lead);
    rows.push(format!("{lead}{seen}"));
    (rows, lead.len() + cursor)
}

/// The key line while the question is open.
fn keys(card: &Card<'_>, selection: &Selection, style: Style) -> Vec<String> {
    let (last, picked) = (card.presented.choices.len(), selection.picked.len());
    let enter = format!("Enter {}", style.sign("▸"));
    let mut keys = match card.form() {
        Form::Pick => vec![format!("{} answer", numbers(card))],
        Form::Truth => vec!["t true".to_owned(), "f false".to_owned()],
        Form::Toggle => vec![format!("1-{last} pick"), format!("{enter} done")],
        Form::Arrange if picked == last => vec![format!("{enter} done")],
        Form::Arrange => vec![format!("1-{last} pick the next one")],
        Form::Type => vec![format!("{enter} answer")],
    };
    if picked > 0 && card.form() == Form::Arrange {
        keys.push("Backspace undo".to_owned());
    }
    keys.extend(commands(card));
    keys
}

/// The numbers to choose from: `1-4`, or `1/3` once a hint ruled some out.
fn numbers(card: &Card<'_>) -> String {
    let choices = card.choices();
    if choices.iter().all(Option::is_some) {
        return format!("1-{}", choices.len());
    }
    let open = choices.iter().zip(1..).filter(|(text, _)| text.is_some());
    let open: Vec<_> = open.map(|(_, n)| n.to_string()).collect();
    open.join("/")
}

/// The key line, in faint rows.
pub fn key_rows(keys: &[String], look: Look) -> Vec<String> {
    if keys.is_empty() {
        return Vec::new();
    }
    let rows = listed(keys, look.style.sign("·"), look.width);
    rows.iter().map(|row| look.style.faint(row)).collect()
}

/// The head of a page with a prompt below it, and the notices.
pub fn head(title: &str, said: &str, keys: &[String], look: Look) -> Page {
    let mut page = sheet(title, said, keys, look);
    if said.is_empty() {
        page.body.clear();
    } else {
        gap(&mut page.body);
    }
    page
}

/// A page of text to read.
pub fn sheet(title: &str, text: &str, keys: &[String], look: Look) -> Page {
    let body = wrap(text.trim_matches('\n'), look.width);
    Page {
        strip: hang(title, look.width, INDENT, INDENT),
        focus: 0..body.len(),
        body,
        keys: key_rows(keys, look),
        ..Page::default()
    }
}
