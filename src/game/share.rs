//! The lines of a daily that can be shared.

use super::Game;
use crate::history::days;
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
    let history = game.recorder.history();
    let dailies = history.and_then(|history| history.dailies(player, bank).ok());
    let row = dailies.zip(day.parse().ok());
    let days = row.map_or(0, |(dailies, day)| days::row(&dailies, day));
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
