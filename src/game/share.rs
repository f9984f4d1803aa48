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
#[must_use]
pub fn share(game: &Game<'_>, day: &str, style: Style) -> String {
    with_marks(game, day, style, |answer| strip::mark(answer, style))
}

/// The same with colored squares, as other daily games have them.
#[must_use]
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
    let marks: String = session.answers().iter().map(mark).collect();
    format!("{}\n{marks}", parts.join(&format!(" {} ", style.sign("·"))))
}

/// On how many days in a row, up to this one, the player played the daily of the day.
#[must_use]
pub fn days_in_a_row(history: &History, player: &str, bank: &str, day: Date) -> u32 {
    let found = history.dailies(player, bank).unwrap_or_default();
    let found = found.iter().filter_map(|day| day.parse().ok()).collect();
    days::row(&found, day)
}
