//! The strip at the top of a question: how the game is going.

use textwrap::core::display_width;

use super::card::Card;
use super::layout::{INDENT, Look, hang};
use super::style::Style;
use super::words::points;
use crate::quiz::Answer;

/// A longer game shows a bar instead of a mark for each question.
const MOST_MARKS: usize = 20;
const BAR: usize = 10;
/// The least space between the parts of a strip.
const GAP: usize = 3;
/// From this length on, a streak gets a color.
pub const LONG_STREAK: u32 = 5;

/// Marks, place and points in one row, or in several if the window is narrow. Counts an answer
/// that was just `judged`.
pub fn strip(card: &Card<'_>, judged: Option<&Answer>, look: Look) -> Vec<String> {
    let Look { style, width } = look;
    let room = width.saturating_sub(INDENT.len());
    let answers: Vec<&Answer> = card.answers.iter().chain(judged).collect();
    let place = style.join(card.place());
    let marks = marks(card, &answers, style, room);
    let points = standing(&answers, style);
    let sides = display_width(&marks) + display_width(&points);
    if let Some(free) = room.checked_sub(sides + display_width(&place))
        && free >= 2 * GAP
    {
        let (left, right) = (" ".repeat(free / 2), " ".repeat(free - free / 2));
        let place = style.faint(&place);
        return vec![format!("{INDENT}{marks}{left}{place}{right}{points}")];
    }
    let mut rows = if sides + GAP <= room {
        let gap = " ".repeat(room - sides);
        vec![format!("{INDENT}{marks}{gap}{points}")]
    } else {
        vec![format!("{INDENT}{marks}"), format!("{INDENT}{points}")]
    };
    let place = hang(&place, width, INDENT, INDENT);
    rows.extend(place.iter().map(|row| style.faint(row)));
    rows
}

/// The mark of an answer, here and in the lines to share.
pub fn mark(answer: &Answer, style: Style) -> &'static str {
    style.sign(match answer {
        Answer { right: true, .. } => "✓",
        Answer { skipped: true, .. } => "–",
        _ => "✗",
    })
}

/// A mark for each question, or the question's number and a bar.
fn marks(card: &Card<'_>, answers: &[&Answer], style: Style, room: usize) -> String {
    let total = card.total as usize;
    if total > MOST_MARKS || 2 * total > room + 1 {
        let full = (answers.len() * BAR / total.max(1)).min(BAR);
        let (on, off) = (style.sign("▰"), style.sign("▱"));
        let bar = format!("{}{}", on.repeat(full), off.repeat(BAR - full));
        return format!("{}/{total} {}", card.number(), style.accent(&bar));
    }
    // A dash already means skipped, so ASCII needs another sign.
    let open = if style.unicode { "·" } else { "." };
    let marks = (0..total).map(|n| match answers.get(n) {
        Some(answer) if answer.right => style.good(mark(answer, style)),
        Some(answer) if answer.skipped => style.faint(mark(answer, style)),
        Some(answer) => style.bad(mark(answer, style)),
        None if n == answers.len() => style.accent(style.sign("▸")),
        None => style.faint(open),
    });
    marks.collect::<Vec<_>>().join(" ")
}

/// Points so far, and a streak of two or more.
fn standing(answers: &[&Answer], style: Style) -> String {
    let points = points(answers.iter().map(|answer| answer.points.total).sum());
    let streak = answers.iter().rev().take_while(|answer| answer.right);
    match streak.count() as u32 {
        0 | 1 => points,
        streak if streak < LONG_STREAK => format!("{points}   {streak} in a row"),
        streak => format!("{points}   {}", style.warm(&format!("{streak} in a row"))),
    }
}
