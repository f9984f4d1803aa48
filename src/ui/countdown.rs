//! A question's clock, running while the player thinks.

use std::time::{Duration, Instant};

use super::style::Style;
use crate::clock::since;
use crate::scoring::Clock;

/// The most cells in the bar.
const CELLS: usize = 20;
/// The clock turns red below this.
const ALARM: Duration = Duration::from_secs(5);

/// A question's clock and when the question was shown.
#[derive(Debug, Clone, Copy)]
pub struct Countdown {
    pub clock: Clock,
    pub start: Instant,
}

impl Countdown {
    /// The time left, including the time to read.
    pub fn left(&self) -> Duration {
        self.clock.total().saturating_sub(since(self.start))
    }

    /// A shrinking bar and `17 s`, and `starts in 4` during the time to read. The bar is shorter
    /// if there is little room.
    pub fn text(&self, columns: usize, style: Style) -> String {
        text(self.left(), self.clock.limit, columns, style)
    }
}

fn text(left: Duration, limit: Duration, columns: usize, style: Style) -> String {
    let seconds = |time: Duration| time.as_millis().div_ceil(1000);
    let reading = left.saturating_sub(limit);
    let left = left.min(limit);
    let mut told = format!("{} s", seconds(left));
    if !reading.is_zero() {
        told = format!("{told} {} starts in {}", style.sign("·"), seconds(reading));
    }
    let cells = columns.saturating_sub(told.chars().count() + 1).min(CELLS);
    if cells > 0 {
        let limit = limit.as_millis().max(1);
        let full = (left.as_millis() * cells as u128).div_ceil(limit);
        let full = (full as usize).min(cells);
        let (on, off) = (style.sign("▰"), style.sign("▱"));
        told = format!("{}{} {told}", on.repeat(full), off.repeat(cells - full));
    }
    match left {
        left if left < ALARM => style.bad(&told),
        left if left * 3 <= limit => style.warm(&told),
        _ => style.accent(&told),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_shrinks_with_the_time_left() {
        let style = Style::default();
        let cases = [
            (23_001, 80, "#################### 20 s - starts in 4"),
            (20_001, 80, "#################### 20 s - starts in 1"),
            (20_000, 80, "#################### 20 s"),
            (19_000, 25, "###################- 19 s"),
            (10_000, 25, "##########---------- 10 s"),
            (1, 80, "#------------------- 1 s"),
            (0, 80, "-------------------- 0 s"),
            (10_000, 15, "#####----- 10 s"),
            (10_000, 5, "10 s"),
            (10_000, 0, "10 s"),
        ];
        for (millis, columns, expected) in cases {
            let left = Duration::from_millis(millis);
            let limit = Duration::from_secs(20);
            let told = text(left, limit, columns, style);
            assert_eq!(told, expected, "{millis} in {columns}");
        }
    }

    #[test]
    fn the_clock_turns_yellow_and_then_red() {
        colored::control::set_override(true);
        let style = Style {
            color: true,
            unicode: true,
        };
        colored::control::set_override(true);
        for (millis, limit, code) in [
            (7_000, 20, "\x1b[36m"),
            (6_666, 20, "\x1b[1;33m"),
            (5_000, 20, "\x1b[1;33m"),
            (4_999, 20, "\x1b[1;31m"),
            (20_000, 60, "\x1b[1;33m"),
        ] {
            let left = Duration::from_millis(millis);
            let told = text(left, Duration::from_secs(limit), 20, style);
            assert!(told.starts_with(code), "{millis} of {limit}: {told:?}");
        }
    }
}
