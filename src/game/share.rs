//! The lines of a daily that can be shared.

use jiff::civil::Date;

use super::Game;
use crate::history::{History, days};
use crate::quiz::Answer;
use crate::ui::strip;
use crate::ui::style::Style;
use crate::ui::words::thousands;

/// Lines to share that give no answer away: the day, right answers, points, days
/// in a row, and a mark for each question.
pub fn share(game: &Game<'_>, day: &str, style: Style) -> String {
    with_marks(game, day, style, |answer| strip::mark(answer, style))
}

/// The same with colored squares, as other daily games have them.
pub fn squares(game: &Game<'_>, day: &str, style: Style) -> String {
    with_marks(game, day, style, |answer| match answer {
        Answer { right: true, .. } => "🟩",
        Answer { skipped: true, .. } => "⬜",
        _ => "🟥",
    })
}

fn with_marks(
    game: &Game<'_>,
    day: &str,
    style: Style,
    mark: impl Fn(&Answer) -> &'static str,
) -> String {
    let session = &game.session;
    let season = game.plan.board.through;
    let (player, bank) = (&game.plan.player, &game.plan.board.bank);
    let days = game.recorder.history().zip(day.parse().ok());
    let days = days.map_or(0, |(history, day)| {
        days_in_a_row(history, player, bank, day)
    });
    let parts = [
        Some(format!("dundie {day}")),
        (!game.plan.ranked).then(|| "practice".to_owned()),
        Some(format!("{}/{}", session.right(), session.length())),
        Some(format!("{} points", thousands(session.points()))),
        season.map(|season| format!("through season {season}")),
        (days > 1).then(|| format!("{days} days in a row")),
    ];
    let marks: String = session.answers().iter().map(mark).collect();
    format!("{}\n{marks}", style.join(parts.into_iter().flatten()))
}

/// On how many days in a row, up to this one, the player played the daily of the day.
pub fn days_in_a_row(history: &History, player: &str, bank: &str, day: Date) -> u32 {
    let found = history.dailies(player, bank).unwrap_or_default();
    let found = found.iter().filter_map(|day| day.parse().ok()).collect();
    days::row(&found, day)
}
