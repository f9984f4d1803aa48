//! `dundie resume`: continue the unfinished game.

use crate::app::App;
use crate::cli::ResumeArgs;
use crate::error::{Error, Outcome};
use crate::game::{players, resume};
use crate::history::Unfinished;
use crate::print::print;

/// # Errors
/// If there is no unfinished game.
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
        return print(&(resume::discard(app, &game)? + "\n"));
    }
    let mut prompter = app.prompter();
    let outcome = resume::go_on(app, &game, prompter.as_mut(), args.json);
    app.settle(outcome)
}
