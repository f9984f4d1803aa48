//! The result of a game, or of several played in turn.

use std::collections::HashSet;

use super::practice::boxed;
use super::{Game, board, json, share};
use crate::app::App;
use crate::error::{Error, Outcome, or_report};
use crate::history::{GameId, Standing};
use crate::print::{print, width, wrapped};
use crate::ui::standings::{self, Place};
use crate::ui::{Prompter, Style, words};

/// How many games of the board are shown after a game.
const TOP: u32 = 10;
const SEEDED: &str = "A game with a seed ranks on no board.\n";

/// Prints the results on stdout.
///
/// # Errors
/// Where they cannot be printed.
pub fn finished(
    app: &App,
    games: &[Game<'_>],
    prompter: &mut dyn Prompter,
    json: bool,
) -> Result<Outcome, Error> {
    let (ranks, best) = rankings(games, prompter);
    super::report_unsaved(games, prompter);
    if json {
        return print(&json::finished(games, &ranks)?);
    }
    let style = app.styles.stdout;
    let mut text = match games {
        [game] => one(app, game),
        several => in_turn(several, style),
    };
    text = wrapped(&text);
    if !best.is_empty() {
        let new: Vec<GameId> = games
            .iter()
            .filter_map(|game| game.recorder.game())
            .collect();
        let key = &games[0].plan.board;
        text.push_str(&board::table(key, &best, &new, width(), style));
    }
    print(&text)
}

/// The result of a single game, above the board.
fn one(app: &App, game: &Game<'_>) -> String {
    let style = app.styles.stdout;
    let result = words::result(&game.session, game.most(), style);
    let praise = words::praise(game.session.right(), game.session.length());
    let mut text = format!("\n{result}\n{praise}\n");
    if let Some(practice) = &game.practice {
        let boxed = boxed(&game.recorder, &game.plan.player, game.bank).unwrap_or_default();
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
        text.push_str(SEEDED);
    }
    text
}

/// The results of games played in turn, above their board.
fn in_turn(games: &[Game<'_>], style: Style) -> String {
    let mut text = standings::result(&places(games, true), style);
    if games.iter().any(|game| !game.plan.ranked) {
        text.push_str("Games with a seed rank on no board.\n");
    }
    text
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
