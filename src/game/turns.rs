//! A game for one, or several in turn, from the first question to the result.

use super::{Game, Turn, players, report_unsaved, result};
use crate::app::App;
use crate::error::{Error, Outcome, Stop};
use crate::text::printable::Printable;
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
) -> Result<Outcome, Error> {
    if games.len() > 1 {
        record_all(&mut games, prompter)?;
    }
    report_unsaved(&games, prompter);
    let outcome = match questions(&mut games, prompter) {
        Ok(Turn::Done) => return result::finished(app, &games, prompter, json),
        Ok(Turn::Left) => Outcome::Done,
        Err(Stop::Prompt(error)) => app.broken_off(error)?,
        Err(Stop::Error(failure)) => return Err(failure),
    };
    farewell(app, &games, prompter);
    Ok(outcome)
}

/// Who has not had a turn when the games are left goes on with the others, too.
fn record_all(games: &mut [Game<'_>], prompter: &mut dyn Prompter) -> Result<(), Error> {
    let mut first = None;
    for game in games {
        if game.recorder.game().is_none() && game.recorder.lost().is_none() {
            game.plan.party = first;
            game.start_recording(prompter)?;
        }
        first = first.or(game.recorder.game());
    }
    Ok(())
}

fn questions(games: &mut [Game<'_>], prompter: &mut dyn Prompter) -> Result<Turn, Stop> {
    let many = games.len() > 1;
    let mut is_first = true;
    while let Some(next) = next(games) {
        let is_rested = std::mem::take(&mut is_first) || rest(&games[next], many, prompter)?;
        if !is_rested || games[next].turn(prompter)? == Turn::Left {
            return Ok(Turn::Left);
        }
        let done = games[0].session.position();
        let is_round = games.iter().all(|game| game.session.position() == done);
        if many && is_round && games.iter().any(|game| !game.session.is_over()) {
            prompter.say(&standings::line(
                &result::places(games, false),
                prompter.style(),
            ));
        }
    }
    // Keys may still be on their way to a question that the clock has ended.
    if let [game] = games
        && game
            .session
            .answers()
            .last()
            .is_some_and(|answer| answer.late)
    {
        rest(game, false, prompter)?;
    }
    Ok(Turn::Done)
}

/// Gives time to read what was said, and to hand over the keyboard, where the
/// next question would run or the next key would answer it; `false` where nobody
/// is there any more.
fn rest(game: &Game<'_>, many: bool, prompter: &mut dyn Prompter) -> Result<bool, Stop> {
    Ok(if many {
        let player = Printable(&game.plan.player);
        prompter.pause(&format!("Next: {player}. Any key goes on."))?
    } else if game.plan.board.timed.is_some() {
        prompter.pause("Any key goes on.")?
    } else {
        true
    })
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
    if report_unsaved(games, prompter) {
        return;
    }
    if games.iter().all(|game| game.session.is_over()) {
        prompter.say("\nThe last question was answered: the result is kept.");
        return;
    }
    let resume = resume_command(app, games);
    prompter.say(&match games {
        [game] if game.plan.ranked && game.plan.board.daily.is_some() => format!(
            "\nThe game is kept. `{resume}` goes on with it, but a daily ranks only when it is \
             played in one go."
        ),
        [_] => format!("\nThe game is kept. `{resume}` goes on with it."),
        _ => format!("\nThe games are kept. `{resume}` goes on with all of them."),
    });
}

/// What goes on with these games: it has to name a player, where the usual one
/// has none of them to finish.
fn resume_command(app: &App, games: &[Game<'_>]) -> String {
    let usual = players::known(app, None).ok();
    let open = games.iter().filter(|game| !game.session.is_over());
    let mut names = open.map(|game| &game.plan.player);
    match names.clone().next() {
        Some(name) if !names.any(|name| Some(name) == usual.as_ref()) => {
            format!("dundie resume {}", Printable(&player_option(name)))
        }
        _ => "dundie resume".to_owned(),
    }
}

/// The option that names this player, as a shell reads it.
fn player_option(name: &str) -> String {
    // Names have no NUL bytes, which no shell can quote.
    let word = shlex::try_quote(name).unwrap_or(name.into());
    let separator = if name.starts_with('-') { '=' } else { ' ' };
    format!("--player{separator}{word}")
}

#[cfg(test)]
mod tests {
    use super::player_option;

    #[test]
    fn a_shell_reads_the_player_as_one_word() {
        for (name, option) in [
            ("pam", "--player pam"),
            ("Pam B", "--player 'Pam B'"),
            ("Pam's", "--player \"Pam's\""),
            ("wow!", "--player 'wow!'"),
            ("-x", "--player=-x"),
            ("-x y", "--player='-x y'"),
        ] {
            assert_eq!(player_option(name), option);
        }
    }
}
