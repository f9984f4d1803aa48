//! The result of one player's game, on a page or printed.

use std::time::Duration;

use textwrap::core::display_width;

use super::layout::{Look, hang, shorten};
use super::strip::mark;
use super::style::Style;
use super::words::{clock, ordinal, thousands};
use crate::quiz::Answer;
use crate::text::printable::{Printable, one_line};

/// Columns between the parts of the score.
const GAP: usize = 5;
/// The most feats on a page.
const MOST_FEATS: usize = 3;
/// Columns before the text of a missed question.
const LEAD: usize = 4;

/// The summary of a game.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    pub right: u32,
    pub of: u32,
    pub points: u32,
    /// Rank and number of games on the board, if it is ranked.
    pub rank: Option<(u32, u32)>,
    /// Time spent answering.
    pub elapsed: Duration,
    pub answers: Vec<Answer>,
    /// The feats of the game, most important first.
    pub feats: Vec<String>,
    /// Notes below the score, safe to print; some are wrapped, others not.
    pub notes: Vec<String>,
    pub missed: Vec<Missed>,
}

/// A question that the player did not get right.
#[derive(Debug, Clone)]
pub struct Missed {
    /// From 1.
    pub number: usize,
    pub ask: String,
    pub answer: String,
    /// Empty if there was no answer.
    pub given: String,
}

impl Summary {
    fn is_perfect(&self) -> bool {
        self.of > 0 && self.right == self.of
    }

    /// The summary for a page, in at most this many rows.
    #[must_use]
    pub fn page(&self, look: Look, most: usize) -> String {
        let Look { style, .. } = look;
        let width = look.width.saturating_sub(2);
        let mut rows = self.score(width, style);
        rows.extend(self.marks(width, style));
        for feat in self.feats.iter().take(MOST_FEATS) {
            rows.extend(starred(feat, width, style));
        }
        for note in &self.notes {
            for line in note.lines() {
                rows.extend(hang(line, width, "", ""));
            }
        }
        // Reserve a blank row, the heading, and the row that counts the rest.
        let room = most.saturating_sub(rows.len() + 3) / 2;
        if room > 0 && !self.missed.is_empty() {
            rows.push(String::new());
            rows.push(style.strong("Missed"));
            rows.extend(self.list(room, width, style));
        }
        rows.truncate(most.max(1));
        rows.join("\n")
    }

    /// The lines below the printed result.
    #[must_use]
    pub fn lines(&self, width: usize, style: Style) -> String {
        let mut rows = Vec::new();
        for feat in &self.feats {
            rows.extend(starred(feat, width, style));
        }
        for note in &self.notes {
            rows.push(textwrap::fill(note, width));
        }
        if !self.missed.is_empty() {
            rows.push(format!("\n{}", style.strong("Missed")));
            rows.extend(self.list(usize::MAX, width, style));
        }
        rows.push(String::new());
        rows.join("\n")
    }

    /// Right answers, points, rank and time, in a row if there is room.
    fn score(&self, width: usize, style: Style) -> Vec<String> {
        let right = format!("{} / {}", self.right, self.of);
        let mut parts = vec![
            if self.is_perfect() {
                let star = style.sign("★");
                style.warm(&format!("{star} {right} {star} Perfect game"))
            } else {
                style.strong(&right)
            },
            style.strong(&format!("{} points", thousands(self.points))),
        ];
        parts.extend(self.rank.map(|(rank, of)| {
            let text = format!("{} of {}", ordinal(rank), thousands(of));
            if rank == 1 && of > 1 {
                style.warm(&text)
            } else {
                text
            }
        }));
        parts.push(style.faint(&clock(self.elapsed)));
        let mut rows = vec![String::new()];
        for part in parts {
            let row = rows.last_mut().map(std::mem::take).unwrap_or_default();
            rows.pop();
            let beside = display_width(&row) + GAP + display_width(&part);
            if row.is_empty() {
                rows.push(part);
            } else if beside <= width {
                rows.push(format!("{row}{:GAP$}{part}", ""));
            } else {
                rows.extend([row, part]);
            }
        }
        rows
    }

    fn marks(&self, width: usize, style: Style) -> Vec<String> {
        let paint = |answer: &Answer| {
            let mark = mark(answer, style);
            match answer {
                Answer { right: true, .. } => style.good(mark),
                Answer { skipped: true, .. } => style.faint(mark),
                _ => style.bad(mark),
            }
        };
        let each: Vec<_> = self.answers.iter().map(paint).collect();
        let in_row = width.div_ceil(2).max(1);
        each.chunks(in_row).map(|row| row.join(" ")).collect()
    }

    /// At most this many missed questions, two rows each.
    fn list(&self, most: usize, width: usize, style: Style) -> Vec<String> {
        let more = style.sign("…");
        let mut rows = Vec::new();
        for missed in self.missed.iter().take(most) {
            let one_line = |text: &str| Printable(&one_line(text)).to_string();
            let given = match one_line(&missed.given) {
                given if given.is_empty() => String::new(),
                given => format!("   (you: {given})"),
            };
            let room = width.saturating_sub(LEAD);
            let ask = shorten(&one_line(&missed.ask), room, more);
            let answer = shorten(&(one_line(&missed.answer) + &given), room, more);
            rows.push(format!("{:>2}  {ask}", missed.number));
            rows.push(format!("{:LEAD$}{}", "", style.faint(&answer)));
        }
        if let Some(left) = self.missed.len().checked_sub(most).filter(|left| *left > 0) {
            rows.push(style.faint(&format!("{:LEAD$}and {left} more", "")));
        }
        rows
    }
}

fn starred(feat: &str, width: usize, style: Style) -> Vec<String> {
    let first = format!("{} ", style.sign("★"));
    let rows = hang(feat, width, &first, "  ");
    rows.iter().map(|row| style.warm(row)).collect()
}
