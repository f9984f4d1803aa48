//! Plays a game for one player, or for several who take turns, from start to result.

use super::result::Next;
use super::{Game, Turn, players, report_unsaved, result};
use crate::app::App;
use crate::error::{Error, Outcome, Stop};
use crate::history::History;
use crate::text::printable::Printable;
use crate::ui::prompter::{PromptError, Prompter, Sheet};
use crate::ui::standings;

/// Asks the remaining questions, and shows the results.
///
/// # Errors
/// If the bank or the terminal fails; what was answered is saved.
pub fn play(
    app: &App,
    mut games: Vec<Game<'_>>,
    prompter: &mut dyn Prompter,
    json: bool,
) -> Result<Next, Stop> {
    if games.len() > 1 {
        record_all(&mut games, prompter)?;
    }
    report_unsaved(&games, prompter);
    let turn = questions(&mut games, prompter);
    match turn {
        Ok(Turn::Done) => return result::finish(app, &games, prompter, json),
        Ok(Turn::Left) | Err(Stop::Error(_) | Stop::Prompt(PromptError::Interrupted)) => {
            for game in games.iter_mut().filter(|game| !game.session.is_over()) {
                game.write(prompter, History::confirm);
            }
            farewell(app, &games, prompter);
        }
        Err(Stop::Prompt(_)) => {}
    }
    turn.map(|_| Next::Done(Outcome::Done))
}

/// Starts recording for everyone, so that a resumed game includes players who had no turn yet.
fn record_all(games: &mut [Game<'_>], prompter: &mut dyn Prompter) -> Result<(), Error> {
    let mut first = None;
    for game in games {
        if game.recorder.game().is_none() && game.recorder.error().is_none() {
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
        let is_handed_over = std::mem::take(&mut is_first)
            || !many
            || hand_over(games, &games[next].plan.player, prompter)?;
        if !is_handed_over || games[next].turn(prompter)? == Turn::Left {
            return Ok(Turn::Left);
        }
        let done = games[0].session.position();
        let is_round = games.iter().all(|game| game.session.position() == done);
        let is_open = games.iter().any(|game| !game.session.is_over());
        if many && is_round && is_open && !prompter.has_pages() {
            let places = result::places(games, false);
            prompter.say(&standings::line(&places, prompter.style()));
        }
    }
    Ok(Turn::Done)
}

/// Shows the standings until the next player has the keyboard; `false` if they quit.
fn hand_over(games: &[Game<'_>], player: &str, prompter: &mut dyn Prompter) -> Result<bool, Stop> {
    if !prompter.has_pages() {
        return Ok(true);
    }
    let places = result::places(games, false);
    let player = Printable(player).to_string();
    let text = format!(
        "{}\nNext: {}",
        standings::table(&places, prompter.style()),
        prompter.style().strong(&player)
    );
    let sheet = Sheet {
        title: "Standings",
        text: &|_| text.clone(),
        next: &player,
    };
    loop {
        if prompter.read(&[sheet], 0)?.is_some() {
            return Ok(true);
        }
        if prompter.confirm_stop()? {
            return Ok(false);
        }
    }
}

/// Whose turn it is: the first of those with the fewest answers.
fn next(games: &[Game<'_>]) -> Option<usize> {
    let open = (0..games.len()).filter(|n| !games[*n].session.is_over());
    open.min_by_key(|n| games[*n].session.position())
}

fn farewell(app: &App, games: &[Game<'_>], prompter: &mut dyn Prompter) {
    if report_unsaved(games, prompter) {
        return;
    }
    if games.iter().all(|game| game.session.is_over()) {
        prompter.say("\nThat was the last question. Your result is saved.");
        return;
    }
    let resume = resume_command(app, games);
    prompter.say(&match games {
        [game] if game.plan.ranked && game.plan.board.daily.is_some() => format!(
            "\nGame saved. Pick it up with `{resume}`; it won't be ranked, since a daily only \
             counts if you finish it in one go."
        ),
        [_] => format!("\nGame saved. Pick it up with `{resume}`."),
        _ => format!("\nGames saved. Pick them up with `{resume}`."),
    });
}

/// The command that resumes these games. It names a player if the usual one has none to finish.
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

/// The option that names this player, quoted for a shell.
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
