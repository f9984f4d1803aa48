//! The lines of a daily that can be shared.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::Game;
use crate::clock;
use crate::history::days;
use crate::ui::strip;
use crate::ui::style::Style;
use crate::ui::words::thousands;

/// Lines to share that give no answer away: the day, right answers, points, days
/// in a row, and a mark for each question.
pub fn share(game: &Game<'_>, day: &str, style: Style) -> String {
    let session = &game.session;
    let days = days_in_a_row(game, day);
    let season = game.plan.board.through;
    let parts = [
        Some(format!("dundie {day}")),
        (!game.plan.ranked).then(|| "practice".to_owned()),
        Some(format!("{}/{}", session.right(), session.length())),
        Some(format!("{} points", thousands(session.points()))),
        season.map(|season| format!("through season {season}")),
        (days > 1).then(|| format!("{days} days in a row")),
    ];
    let marks = session.answers().iter();
    let marks: String = marks.map(|answer| strip::mark(answer, style)).collect();
    format!("{}\n{marks}", style.join(parts.into_iter().flatten()))
}

/// Of the days whose daily was begun on the day itself.
fn days_in_a_row(game: &Game<'_>, day: &str) -> u32 {
    let (player, bank) = (&game.plan.player, &game.plan.board.bank);
    let history = game.recorder.history();
    let dailies = history.and_then(|history| history.dailies(player, bank).ok());
    let days = dailies.iter().flatten().filter_map(|daily| {
        let day: Date = daily.day.parse().ok()?;
        (clock::local_date(daily.started) == Some(day)).then_some(day)
    });
    let days: BTreeSet<_> = days.collect();
    day.parse().map_or(0, |day| days::row(&days, day))
}
