//! The strip at the top of a question: how the game goes so far.

use unicode_width::UnicodeWidthStr as _;

use super::card::Card;
use super::fit::{INDENT, hang, shorten};
use super::style::Style;
use crate::quiz::Answer;

/// A longer game shows a bar instead of a mark for each question.
const MOST_MARKS: usize = 20;
const BAR: usize = 10;
/// Between the parts of a strip.
const GAP: usize = 3;
/// From this streak on it is worth a color.
pub const LONG_STREAK: usize = 5;

/// A text and how it looks.
struct Part {
    plain: String,
    styled: String,
}

/// A row with marks, place and points, or one for each in a narrow window.
#[must_use]
pub fn strip(card: &Card<'_>, judged: Option<&Answer>, style: Style, width: usize) -> Vec<String> {
    let dot = format!(" {} ", style.sign("·"));
    let place = card.place().join(&dot);
    let marks = marks(card, judged, style, width.saturating_sub(INDENT.len()));
    let points = points(card, judged, style);
    let room = width.saturating_sub(INDENT.len());
    let taken = [&marks.plain, &place, &points.plain].map(|part| part.width());
    let free = room.checked_sub(taken.iter().sum());
    if let Some(free) = free.filter(|free| *free >= 2 * GAP) {
        let left = " ".repeat(free / 2);
        let right = " ".repeat(free - free / 2);
        let place = style.faint(&place);
        let row = format!(
            "{INDENT}{}{left}{place}{right}{}",
            marks.styled, points.styled
        );
        return vec![row];
    }
    let mut rows = match room.checked_sub(taken[0] + taken[2]) {
        Some(free) if free >= GAP => {
            let gap = " ".repeat(free);
            vec![format!("{INDENT}{}{gap}{}", marks.styled, points.styled)]
        }
        _ => vec![
            format!("{INDENT}{}", marks.styled),
            format!(
                "{INDENT}{}",
                style.faint(&shorten(&points.plain, room, style.sign("…")))
            ),
        ],
    };
    let place = hang(&place, width, INDENT, INDENT);
    rows.extend(place.iter().map(|row| style.faint(row)));
    rows
}

/// The mark of an answer, also in the lines that a daily shares.
#[must_use]
pub fn mark(answer: &Answer, style: Style) -> &'static str {
    style.sign(match answer {
        Answer { right: true, .. } => "✓",
        Answer { skipped: true, .. } => "–",
        _ => "✗",
    })
}

/// A mark for each question, or their number and a bar.
fn marks(card: &Card<'_>, judged: Option<&Answer>, style: Style, room: usize) -> Part {
    let total = card.total as usize;
    let answers: Vec<&Answer> = card.answers.iter().chain(judged).collect();
    if total > MOST_MARKS || 2 * total > room + 1 {
        let number = format!("{}/{total}", card.number());
        let full = answers.len() * BAR / total.max(1);
        let (on, off) = (style.sign("▰"), style.sign("▱"));
        let bar = format!("{}{}", on.repeat(full), off.repeat(BAR - full.min(BAR)));
        return Part {
            plain: format!("{number} {bar}"),
            styled: format!("{number} {}", style.accent(&bar)),
        };
    }
    let mut plain = Vec::new();
    let mut styled = Vec::new();
    for n in 0..total {
        let (sign, look) = match answers.get(n) {
            Some(answer) => {
                let sign = mark(answer, style);
                let look = match answer {
                    Answer { right: true, .. } => style.good(sign),
                    Answer { skipped: true, .. } => style.faint(sign),
                    _ => style.bad(sign),
                };
                (sign, look)
            }
            None if n == answers.len() => (style.sign("▸"), style.accent(style.sign("▸"))),
            None => {
                // A skipped question is a dash already.
                let sign = if style.unicode { "·" } else { "." };
                (sign, style.faint(sign))
            }
        };
        plain.push(sign);
        styled.push(look);
    }
    Part {
        plain: plain.join(" "),
        styled: styled.join(" "),
    }
}

/// Points so far, and a streak of two or more.
fn points(card: &Card<'_>, judged: Option<&Answer>, style: Style) -> Part {
    let all = Card {
        answers: &card
            .answers
            .iter()
            .chain(judged)
            .cloned()
            .collect::<Vec<_>>(),
        ..*card
    };
    let points = all.points();
    let streak = all.streak();
    if streak < 2 {
        return Part {
            styled: points.clone(),
            plain: points,
        };
    }
    let row = format!("{streak} in a row");
    let look = if streak >= LONG_STREAK {
        style.warm(&row)
    } else {
        row.clone()
    };
    Part {
        plain: format!("{points}   {row}"),
        styled: format!("{points}   {look}"),
    }
}
