//! `dundie resume`: continue the unfinished game.

use std::path::PathBuf;

use super::{play, practice};
use crate::app::App;
use crate::bank::Difficulty;
use crate::cli::{Ceiling, Limit, PlayArgs, ResumeArgs, WayArgs};
use crate::error::{Error, Outcome, Stop};
use crate::files::builtin;
use crate::game::result::Next;
use crate::game::{players, resume};
use crate::history::{Play, Unfinished};
use crate::print::print;
use crate::ui::prompter::Prompter;

/// # Errors
/// If there is no unfinished game.
pub fn run(app: &mut App, args: &ResumeArgs) -> Result<Outcome, Error> {
    let player = players::played(app, args.player.as_deref())?;
    // A game whose bank is gone can still be dropped.
    let is_meant = |game: &Unfinished| args.drop || resume::is_there(game);
    let Some(game) = resume::unfinished(app, &player, is_meant)? else {
        return Err(Error::failed(
            format!("\"{player}\" has no unfinished game"),
            "start one with `dundie play`, or name another player with --player",
        ));
    };
    if args.drop {
        return print(&(resume::discard(app, &game)? + "\n"));
    }
    let mut prompter = app.prompter();
    let outcome = go_on(app, &game, &player, prompter.as_mut(), args.json);
    app.settle(outcome)
}

/// Continues a game of the player, and then plays what the player wants.
///
/// # Errors
/// If its bank is gone or has errors, or a prompt ends early.
pub fn go_on(
    app: &App,
    game: &Unfinished,
    player: &str,
    prompter: &mut dyn Prompter,
    json: bool,
) -> Result<Outcome, Stop> {
    let next = match resume::go_on(app, game, prompter, json)? {
        Next::Done(outcome) => return Ok(outcome),
        next => next,
    };
    let board = &game.board;
    let path = (board.bank != builtin::NAME).then(|| PathBuf::from(&board.bank));
    let bank = app.bank_at(path.as_deref())?;
    match next {
        Next::Again(player) => {
            let way = WayArgs {
                questions: Some(board.length),
                difficulty: board.difficulty.as_deref().and_then(Difficulty::from_name),
                through: Some(Ceiling(board.through)),
                timed: Some(Limit(board.timed)),
                typed: board.play == Play::Typed,
            };
            let mut args = PlayArgs {
                player,
                ..PlayArgs::default()
            };
            args.game.categories.clone_from(&board.categories);
            args.game.way = way;
            play::start(app, &args, &bank, prompter)
        }
        Next::Practice(entries) => practice::missed(app, &bank, Some(player), entries, prompter),
        Next::Done(outcome) => Ok(outcome),
    }
}
