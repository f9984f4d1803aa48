//! The clock of a question, running while the player thinks.

use std::time::{Duration, Instant};

use super::Style;
use crate::clock;
use crate::scoring::Clock;

/// How many cells the bar has where there is room.
const CELLS: usize = 20;

/// A question's clock and when the question was put.
#[derive(Debug, Clone, Copy)]
pub struct Countdown {
    pub clock: Clock,
    pub start: Instant,
}

impl Countdown {
    /// Until the question ends, reading included.
    #[must_use]
    pub fn left(&self) -> Duration {
        (self.clock.allowance + self.clock.limit).saturating_sub(clock::since(self.start))
    }

    #[must_use]
    pub fn is_over(&self) -> bool {
        self.left().is_zero()
    }

    /// Until what is shown changes.
    #[must_use]
    pub fn until_change(&self) -> Duration {
        let left = self.left();
        let rest = Duration::from_nanos(u64::from(left.subsec_nanos()));
        let reading = left.saturating_sub(self.clock.limit);
        let next = if rest.is_zero() {
            Duration::from_secs(1)
        } else {
            rest
        };
        // While the question is read the clock stands.
        next.max(reading).min(left)
    }

    /// `17 s` with a bar that gets shorter. While the player may read without
    /// loss of points it is full, and says so. In few columns the bar has fewer
    /// cells.
    #[must_use]
    pub fn text(&self, columns: usize, style: Style) -> String {
        text(self.left(), self.clock.limit, columns, style)
    }
}

fn text(left: Duration, limit: Duration, columns: usize, style: Style) -> String {
    let reading = if left > limit { ", reading" } else { "" };
    let left = left.min(limit);
    let seconds = format!("{} s{reading}", left.as_millis().div_ceil(1000));
    let cells = columns.saturating_sub(seconds.len() + 1).min(CELLS);
    if cells == 0 {
        return seconds;
    }
    let limit = limit.as_millis().max(1);
    let full = (left.as_millis() * cells as u128).div_ceil(limit);
    let full = usize::try_from(full).unwrap_or(0).min(cells);
    let (on, off) = (style.sign("▰"), style.sign("▱"));
    let bar = on.repeat(full) + &off.repeat(cells - full);
    format!("{bar} {seconds}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_shrinks_with_the_time_left() {
        let style = Style::default();
        let cases = [
            (20_001, 80, "#################### 20 s, reading"),
            (20_000, 80, "#################### 20 s"),
            (19_001, 80, "#################### 20 s"),
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
}
