//! `dundie resume`: go on with the game that was left.

use crate::app::App;
use crate::cli::ResumeArgs;
use crate::error::{Error, Outcome};
use crate::game::{players, resume};
use crate::history::Unfinished;

/// # Errors
/// Where there is no game to go on with.
pub fn run(app: &mut App, args: &ResumeArgs) -> Result<Outcome, Error> {
    let player = players::known(app, args.player.as_deref())?;
    // A game whose bank is gone can still be dropped.
    let is_meant = |game: &Unfinished| args.drop || resume::is_there(game);
    let Some(game) = resume::unfinished(app, &player, is_meant)? else {
        return Err(Error::failed(
            format!("there is no unfinished game of \"{player}\""),
            "start one with `dundie play`, or name another player with --player",
        ));
    };
    if args.drop {
        return resume::discard(app, &game);
    }
    let mut prompter = app.prompter();
    let outcome = resume::go_on(app, &game, prompter.as_mut(), args.json);
    app.settle(outcome)
}
