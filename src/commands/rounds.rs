//! A game for one, or several in turn, from the first question to the result.

use super::app::App;
use super::clock;
use super::ending;
use super::failure::{Failure, Outcome, Stop};
use super::game::{Asked, Game};
use crate::ui::{Prompter, standings};

/// Asks what is left to be asked, and prints the results.
///
/// # Errors
/// Where the bank or the terminal fail; what was answered is kept.
pub fn play(
    app: &App,
    mut games: Vec<Game<'_>>,
    prompter: &mut dyn Prompter,
    json: bool,
) -> Result<Outcome, Failure> {
    for game in &games {
        game.tell_lost(prompter);
    }
    let outcome = match questions(&mut games, prompter) {
        Ok(Asked::Done) => return ending::finished(app, &games, prompter, json),
        Ok(Asked::Left) => Outcome::Done,
        Err(Stop::Prompt(error)) => {
            let outcome = app.broken_off(error)?;
            prompter.say("\n");
            outcome
        }
        Err(Stop::Failure(failure)) => return Err(failure),
    };
    farewell(&games, prompter);
    Ok(outcome)
}

fn questions(games: &mut [Game<'_>], prompter: &mut dyn Prompter) -> Result<Asked, Stop> {
    let many = games.len() > 1;
    // A game may have been left after its last answer, and is still open.
    for game in games.iter_mut().filter(|game| game.session.is_over()) {
        game.keeper.close(clock::unix_millis());
    }
    while let Some(next) = next(games) {
        let first = games[0].keeper.game();
        let game = &mut games[next];
        if next > 0 {
            game.plan.party = game.plan.party.or(first);
        }
        if game.turn(prompter)? == Asked::Left {
            return Ok(Asked::Left);
        }
        let done = games[0].session.position();
        let is_round = games.iter().all(|game| game.session.position() == done);
        if many && is_round && games.iter().any(|game| !game.session.is_over()) {
            prompter.say(&standings::line(&ending::places(games), prompter.style()));
        }
    }
    Ok(Asked::Done)
}

/// Whose turn it is: who has answered least, the first of them.
fn next(games: &[Game<'_>]) -> Option<usize> {
    let open = games
        .iter()
        .enumerate()
        .filter(|(_, game)| !game.session.is_over());
    open.min_by_key(|(n, game)| (game.session.position(), *n))
        .map(|(n, _)| n)
}

fn farewell(games: &[Game<'_>], prompter: &mut dyn Prompter) {
    let lost = games.iter().any(|game| game.tell_lost(prompter));
    if !lost {
        prompter.say(match games {
            [game] if game.plan.board.daily.is_some() => {
                "The game is kept. `dundie resume` goes on with it, but a daily ranks only when it \
                 is played in one go."
            }
            [_] => "The game is kept. `dundie resume` goes on with it.",
            _ => "The games are kept. `dundie resume` goes on with all of them.",
        });
    }
}
