//! Bars and sparklines. Nothing is wider than the given columns.

use unicode_width::UnicodeWidthStr as _;

use super::layout::shorten;
use super::style::Style;
use super::words::thousands;
use crate::history::Tally;

/// From zero to seven eighths of a column.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
const FULL: &str = "█";
/// From low to high, and the same for an ASCII locale.
const LEVELS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const ASCII_LEVELS: [char; 8] = ['.', ':', '-', '=', '+', '*', '#', '@'];

const INDENT: usize = 2;
const GAP: usize = 2;
/// `100%`
const PERCENT: usize = 4;
const SHORTEST_BAR: usize = 8;
const LONGEST_BAR: usize = 24;
/// Below this width, rows drop the counts first.
const NARROW: usize = 60;

/// A part of a whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    part: u64,
    whole: u64,
}

impl Share {
    /// Caps `part` at `whole`. A share of 0 is 0.
    pub fn new(part: u64, whole: u64) -> Self {
        let part = part.min(whole);
        Self { part, whole }
    }

    /// Rounded; 0 only for nothing, 100 only for all.
    pub fn percent(self) -> u64 {
        self.steps(100)
    }

    /// How many of `most` steps, rounded; 0 only for nothing, `most` only for all.
    fn steps(self, most: u64) -> u64 {
        if self.part == 0 || self.part == self.whole {
            return if self.part == 0 { 0 } else { most };
        }
        let (part, whole) = (u128::from(self.part), u128::from(self.whole));
        let rounded = (2 * part * u128::from(most) + whole) / (2 * whole);
        (rounded as u64)
            .clamp(1, most.saturating_sub(1).max(1))
            .min(most)
    }
}

/// A bar that has this many columns when full, with no padding.
pub fn bar(share: Share, columns: usize, style: Style) -> String {
    if !style.unicode {
        return "#".repeat(share.steps(columns as u64) as usize);
    }
    let eighths = share.steps(columns as u64 * 8) as usize;
    FULL.repeat(eighths / 8) + EIGHTHS[eighths % 8]
}

/// A meter of this many columns, filled up to the share.
#[must_use]
pub fn meter(share: Share, columns: usize, style: Style) -> String {
    let on = usize::try_from(share.steps(columns as u64)).unwrap_or(columns);
    let (full, empty) = (style.sign("▰"), style.sign("▱"));
    full.repeat(on) + &empty.repeat(columns.saturating_sub(on))
}

/// One column per share; the last ones if there are too many.
pub fn sparkline(shares: &[Share], columns: usize, style: Style) -> String {
    let levels = if style.unicode { LEVELS } else { ASCII_LEVELS };
    let shown = &shares[shares.len().saturating_sub(columns)..];
    let level = |share: &Share| levels[share.steps(7) as usize];
    shown.iter().map(level).collect()
}

/// A share with a label that is safe to print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled {
    pub label: String,
    pub share: Share,
}

/// The columns of labels, numbers and bars, shared by all rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    width: usize,
    /// Columns for the label; `None` if labels have their own row.
    label: Option<usize>,
    /// Columns for the counts; `None` if they are left out.
    counts: Option<usize>,
    bar: usize,
}

impl Layout {
    /// A layout that fits each of these rows into `width` columns.
    pub fn new<'a>(rows: impl IntoIterator<Item = &'a Labelled>, width: usize) -> Self {
        let (mut label, mut counts) = (0, 0);
        for row in rows {
            label = label.max(row.label.width());
            counts = counts.max(row.counts().len());
        }
        let bar_beside = |label: Option<usize>, counts: Option<usize>| {
            let numbers = PERCENT + counts.map_or(0, |counts| GAP + counts);
            width.saturating_sub(INDENT + label.unwrap_or(0) + GAP + numbers + GAP)
        };
        let shown = (width >= NARROW).then_some(counts);
        let ways = [(Some(label), shown), (None, Some(counts))];
        let is_fit = |(label, counts): &_| bar_beside(*label, *counts) >= SHORTEST_BAR;
        let (label, counts) = ways.into_iter().find(is_fit).unwrap_or_default();
        Self {
            width,
            label,
            counts,
            bar: bar_beside(label, counts).min(LONGEST_BAR),
        }
    }

    /// The rows, each ending with a newline.
    pub fn draw(&self, rows: &[Labelled], style: Style) -> String {
        rows.iter().map(|row| self.row(row, style)).collect()
    }

    fn row(&self, row: &Labelled, style: Style) -> String {
        let chart = self.chart(row, style);
        if let Some(columns) = self.label {
            let blank = columns - row.label.width().min(columns);
            return format!(
                "{:INDENT$}{}{:blank$}{:GAP$}{chart}\n",
                "", row.label, "", ""
            );
        }
        let label = shorten(
            &row.label,
            self.width.saturating_sub(INDENT),
            style.sign("…"),
        );
        // In a very narrow window, the numbers need the indent's columns.
        let most = self.width.saturating_sub(PERCENT);
        let [outer, inner] = [INDENT, INDENT + INDENT].map(|indent| indent.min(most));
        format!("{:outer$}{label}\n{:inner$}{chart}\n", "", "")
    }

    /// Numbers and bar.
    fn chart(&self, row: &Labelled, style: Style) -> String {
        let percent = format!("{:>PERCENT$}", format!("{}%", row.share.percent()));
        let counts = self.counts.map_or(String::new(), |columns| {
            format!("{:GAP$}{:>columns$}", "", row.counts())
        });
        let bar = bar(row.share, self.bar, style);
        if bar.is_empty() {
            return percent + &counts;
        }
        format!("{percent}{counts}{:GAP$}{}", "", style.accent(&bar))
    }
}

impl Labelled {
    /// The share of right answers.
    pub fn new(label: String, tally: Tally) -> Self {
        let share = Share::new(tally.right, tally.asked);
        Self { label, share }
    }

    fn counts(&self) -> String {
        let Share { part, whole } = self.share;
        format!("{}/{}", thousands(part), thousands(whole))
    }
}

#[cfg(test)]
mod tests;
