//! A game for one, or several in turn, from the first question to the result.

use super::app::App;
use super::clock;
use super::ending;
use super::failure::{Failure, Outcome, Stop};
use super::game::{Asked, Game};
use super::player;
use crate::ui::{Prompter, standings, words};

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
        Err(Stop::Prompt(error)) => app.broken_off(error)?,
        Err(Stop::Failure(failure)) => return Err(failure),
    };
    farewell(app, &games, prompter);
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
            prompter.say(&standings::line(
                &ending::places(games, false),
                prompter.style(),
            ));
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

fn farewell(app: &App, games: &[Game<'_>], prompter: &mut dyn Prompter) {
    if games.iter().any(|game| game.tell_lost(prompter)) {
        return;
    }
    let Some(first) = games.first() else {
        return;
    };
    let player = &first.plan.player;
    let option = match player::known(app, None) {
        Ok(known) if games.iter().any(|game| game.plan.player == known) => String::new(),
        _ => format!(" --player {}", words::quoted(player)),
    };
    let resume = format!("`dundie resume{option}` goes on with");
    prompter.say(&match games {
        [game] if game.plan.ranked && game.plan.board.daily.is_some() => format!(
            "\nThe game is kept. {resume} it, but a daily ranks only when it is played in one go."
        ),
        [_] => format!("\nThe game is kept. {resume} it."),
        _ => format!("\nThe games are kept. {resume} all of them."),
    });
}
