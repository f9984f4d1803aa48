//! The result of a game, or of several played in turn.

use std::collections::HashSet;

use super::{Game, board, json, report_unsaved, share};
use crate::app::App;
use crate::error::{Outcome, Stop, or_report};
use crate::history::{GameId, Standing};
use crate::print::{print, width, wrapped};
use crate::text::printable::Printable;
use crate::ui::layout::text_width;
use crate::ui::prompter::{Prompter, Sheet};
use crate::ui::standings::{self, Place};
use crate::ui::style::Style;
use crate::ui::{verdict, words};

/// How many games of the board are shown after a game.
const TOP: u32 = 10;

/// Shows the results on a page, or prints them on stdout.
///
/// # Errors
/// If they cannot be printed, or the prompt is interrupted.
pub fn finish(
    app: &App,
    games: &[Game<'_>],
    prompter: &mut dyn Prompter,
    json: bool,
) -> Result<Outcome, Stop> {
    let (ranks, best) = rankings(games, prompter);
    report_unsaved(games, prompter);
    if json {
        let text = json::finished(games, &ranks)?;
        prompter.close();
        return Ok(print(&text)?);
    }
    let is_shown = prompter.has_pages();
    if is_shown {
        let text = text(games, &best, text_width(width()), prompter.style());
        let sheet = Sheet {
            title: &board::game(&games[0].plan.board),
            text: &text,
            next: "done",
        };
        prompter.read(&sheet)?;
    }
    if is_shown && app.is_stdout_terminal {
        let style = app.styles.stdout;
        app.farewell.replace(Some(farewell(games, &ranks, style)));
        return Ok(Outcome::Done);
    }
    Ok(print(&text(games, &best, width(), app.styles.stdout))?)
}

/// Result and board.
fn text(games: &[Game<'_>], best: &[Standing], width: usize, style: Style) -> String {
    let mut text = match games {
        [game] => one(game, style),
        several => in_turn(several, style),
    };
    text = textwrap::fill(&text, width);
    if !best.is_empty() {
        let new = games.iter().filter_map(|game| game.recorder.game());
        let new: Vec<GameId> = new.collect();
        text.push_str(&board::table(
            &games[0].plan.board,
            best,
            &new,
            width,
            style,
        ));
    }
    text
}

/// The result of a single game, above the board.
fn one(game: &Game<'_>, style: Style) -> String {
    let result = verdict::result(&game.session, game.most(), style);
    let praise = verdict::praise(game.session.right(), game.session.length());
    let mut text = format!("\n{result}\n{praise}\n");
    if let Some(practice) = &game.practice {
        let boxed = (game.recorder.boxed(&game.plan.player, game.bank)).unwrap_or_default();
        let summary = practice.summary(&boxed, game.bank.bank.index.len(), style.sign("·"));
        return format!("{text}\n{summary}\n");
    }
    if let Some(day) = &game.plan.board.daily {
        let shared = share::share(game, day, style);
        text = format!("{text}\n{shared}\n");
        if !game.plan.ranked {
            text.push_str("\nOnly the first try ranks, on the day itself and in one go.\n");
        }
    } else if !game.plan.ranked {
        text.push_str("Seeded games aren't ranked.\n");
    }
    text
}

/// The results of games played in turn, above their board.
fn in_turn(games: &[Game<'_>], style: Style) -> String {
    let mut text = standings::result(&places(games, true), style);
    if games.iter().any(|game| !game.plan.ranked) {
        text.push_str("Seeded games aren't ranked.\n");
    }
    text
}

/// What stays in the scrollback: the result, the rank, and how to go on.
fn farewell(games: &[Game<'_>], ranks: &[Option<u32>], style: Style) -> String {
    let dot = style.sign("·");
    let mut lines = Vec::new();
    for (game, rank) in games.iter().zip(ranks) {
        let result = verdict::result(&game.session, game.most(), style);
        let player = (games.len() > 1).then(|| Printable(&game.plan.player).to_string());
        let rank = rank.map(|rank| format!("{} on its board", words::ordinal(rank)));
        let parts = player.into_iter().chain([result]).chain(rank);
        lines.push(parts.collect::<Vec<_>>().join(&format!(" {dot} ")));
    }
    match games {
        [game] if game.plan.board.daily.is_some() => {
            let day = game.plan.board.daily.as_deref().unwrap_or_default();
            lines = vec![share::share(game, day, style)];
        }
        [game] if game.practice.is_some() => lines.push("Practice more: `dundie practice`".into()),
        _ => lines.push(format!(
            "Play again: `dundie play` {dot} High scores: `dundie scores`"
        )),
    }
    wrapped(&(lines.join("\n") + "\n"))
}

/// Each game's rank, and the best of the board with all of them among them.
fn rankings(games: &[Game<'_>], prompter: &mut dyn Prompter) -> (Vec<Option<u32>>, Vec<Standing>) {
    let mut ranks = Vec::new();
    let mut best: Vec<Standing> = Vec::new();
    for game in games {
        let (rank, top) = or_report(game.recorder.standings(&game.plan, TOP), prompter);
        ranks.push(rank);
        best.extend(top);
    }
    let mut seen = HashSet::new();
    best.retain(|standing| seen.insert(standing.game));
    best.sort_by_key(|standing| (standing.rank, standing.game));
    (ranks, best)
}

/// How several players stand, the best first; of equal ones the quicker, or who
/// comes first in turn.
#[must_use]
pub fn places(games: &[Game<'_>], by_time: bool) -> Vec<Place> {
    let mut places: Vec<Place> = games
        .iter()
        .map(|game| Place {
            player: game.plan.player.clone(),
            points: game.session.points(),
            right: game.session.right(),
            answered: game.session.position(),
            elapsed: game.session.elapsed(),
        })
        .collect();
    places.sort_by_key(|place| {
        let less = std::cmp::Reverse((place.points, place.right));
        (less, by_time.then_some(place.elapsed))
    });
    places
}
