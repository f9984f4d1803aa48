//! The lines of a daily that can be shared.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::Game;
use crate::clock;
use crate::history::{DailyPlayed, days};
use crate::ui::strip;
use crate::ui::style::Style;
use crate::ui::words::thousands;

/// Lines to share that give no answer away: the day, right answers, points, days
/// in a row, and a mark for each question.
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
    let days = days_in_a_row(game, day);
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

fn days_in_a_row(game: &Game<'_>, day: &str) -> u32 {
    let Some(history) = game.recorder.history() else {
        return 0;
    };
    let (player, bank) = (&game.plan.player, &game.plan.board.bank);
    let dailies = history.dailies(player, bank).unwrap_or_default();
    day.parse()
        .map_or(0, |day| days::row(&on_their_day(&dailies), day))
}

/// The days whose daily was begun on the day itself.
fn on_their_day(played: &[DailyPlayed]) -> BTreeSet<Date> {
    let days = played.iter().filter_map(|daily| {
        let day: Date = daily.day.parse().ok()?;
        (clock::local_date(daily.started) == Some(day)).then_some(day)
    });
    days.collect()
}
