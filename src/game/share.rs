//! The lines of a daily that can be shared.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::Game;
use crate::clock;
use crate::history::{DailyPlayed, History, days};
use crate::ui::strip;
use crate::ui::style::Style;
use crate::ui::words::thousands;

/// Lines to share that give no answer away: the day, right answers, points, days
/// in a row, and a mark for each question.
#[must_use]
pub fn share(game: &Game<'_>, day: &str, style: Style) -> String {
    let session = &game.session;
    let mut parts = vec![format!("dundie {day}")];
    if !game.plan.ranked {
        parts.push("practice".to_owned());
    }
    parts.extend([
        format!("{}/{}", session.right(), session.length()),
        format!("{} points", thousands(session.points())),
    ]);
    parts.extend(
        game.plan
            .board
            .through
            .map(|season| format!("through season {season}")),
    );
    let history = game.recorder.history();
    let days = history.map_or(0, |history| {
        let day = day.parse().ok();
        day.map_or(0, |day| {
            days_in_a_row(history, &game.plan.player, &game.plan.board.bank, day)
        })
    });
    if days > 1 {
        parts.push(format!("{days} days in a row"));
    }
    let marks: String = session
        .answers()
        .iter()
        .map(|answer| strip::mark(answer, style))
        .collect();
    format!("{}\n{marks}", parts.join(&format!(" {} ", style.sign("·"))))
}

/// On how many days in a row, up to this one, the player played the daily of the day.
#[must_use]
pub fn days_in_a_row(history: &History, player: &str, bank: &str, day: Date) -> u32 {
    let dailies = history.dailies(player, bank).unwrap_or_default();
    days::row(&on_their_day(&dailies), day)
}

/// The days whose daily was begun on the day itself.
fn on_their_day(played: &[DailyPlayed]) -> BTreeSet<Date> {
    let days = played.iter().filter_map(|daily| {
        let day: Date = daily.day.parse().ok()?;
        (clock::local_date(daily.started) == Some(day)).then_some(day)
    });
    days.collect()
}
