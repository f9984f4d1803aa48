//! Unfinished games: found again, and continued.

use std::iter;
use std::path::Path;
use std::time::Duration;

use super::record::Recorder;
use super::result::Next;
use super::{Game, board, practice, turns};
use crate::app::{App, NamedBank};
use crate::clock;
use crate::error::{Error, Stop};
use crate::files::builtin;
use crate::history::{Play, SavedGame, Unfinished};
use crate::ui::prompter::Prompter;
use crate::ui::words;

/// Discards a game, and those played in turn with it: their answers stay, and they are
/// not ranked. Returns what to say.
///
/// # Errors
/// If that cannot be saved.
pub fn discard(app: &App, game: &Unfinished) -> Result<String, Error> {
    let mut history = app.writable_history()?;
    let _lock = history.lock(game.first())?;
    let games = history.party(game.first())?;
    if games.iter().all(|game| game.is_finished) {
        return Err(over());
    }
    for game in games.iter().filter(|game| !game.is_finished) {
        history.discard(game.id, clock::unix_millis())?;
    }
    let answers = if games.len() > 1 { "Their" } else { "Its" };
    Ok(format!(
        "Discarded: {}. {answers} answers still count in your statistics.",
        describe(game)
    ))
}

/// `Quick quiz, question 3 of 10`
pub fn describe(game: &Unfinished) -> String {
    let mut parts = vec![if game.practice {
        "Practice".to_owned()
    } else {
        board::game(&game.board)
    }];
    parts.extend(game.party.map(|_| "taking turns".to_owned()));
    parts.extend((game.board.play == Play::Typed).then(|| "typed".to_owned()));
    let timed = game.board.timed;
    parts.extend(timed.map(|seconds| format!("{seconds} s a question")));
    let question = (game.answered + 1).min(game.of);
    parts.push(format!("question {question} of {}", game.of));
    parts.join(", ")
}

/// The game that the player left last, of those that `is_meant`.
///
/// # Errors
/// If the history cannot be read.
pub fn unfinished(
    app: &App,
    player: &str,
    is_meant: impl Fn(&Unfinished) -> bool,
) -> Result<Option<Unfinished>, Error> {
    let Some(history) = app.history()? else {
        return Ok(None);
    };
    Ok(history.unfinished(player)?.into_iter().find(is_meant))
}

/// Whether the game's bank is there. A game of a bank that is gone waits for it, and does
/// not come before others.
#[expect(
    clippy::disallowed_methods,
    reason = "a bank of a file is called by its path"
)]
pub fn is_there(game: &Unfinished) -> bool {
    let bank = game.board.bank.as_str();
    bank == builtin::NAME || Path::new(bank).exists()
}

/// Asks the rest of a saved game, and of those played in turn with it.
///
/// # Errors
/// If its bank is gone or has faults, or a prompt ends early.
pub fn go_on(
    app: &App,
    game: &Unfinished,
    prompter: &mut dyn Prompter,
    json: bool,
) -> Result<Next, Stop> {
    let name = &game.board.bank;
    let path = (name != builtin::NAME).then(|| Path::new(name));
    let bank = NamedBank {
        name: name.clone(),
        ..app.bank_at(path)?
    };
    let mut history = app.writable_history()?;
    let lock = history.lock(game.first()).map_err(Error::from)?;
    // It may have been played on since the menu was shown.
    let mut saved = history.party(game.first())?;
    if saved.iter().all(|game| game.is_finished) {
        return Err(over().into());
    }
    if let [game] = saved.as_mut_slice()
        && let Some(day) = &game.game.board.daily
    {
        // A daily counts only when it is played in one go.
        let counts = if std::mem::take(&mut game.game.ranked) {
            history.unrank(game.id)?;
            "You left it, so it won't be ranked."
        } else {
            "This round isn't ranked."
        };
        prompter.say(&format!(
            "Back to the daily of {}. {counts}",
            words::date(day)
        ));
    }
    let in_turn = saved.len() > 1;
    let histories = iter::once(Ok(history)).chain(iter::repeat_with(|| app.writable_history()));
    let locks = iter::once(Some(lock)).chain(iter::repeat_with(|| None));
    let mut games = Vec::new();
    for ((saved, history), lock) in saved.into_iter().zip(histories).zip(locks) {
        let recorder = Recorder::new(app, &saved.game.player, &bank);
        let recorder = recorder.resumed(history?, saved.id, lock);
        let mut game = load(&bank, saved, recorder, prompter)?;
        game.in_turn = in_turn;
        games.push(game);
    }
    turns::play(app, games, prompter, json)
}

fn over() -> Error {
    let message = "the game was finished or discarded in the meantime";
    Error::failed(message, "start one with `dundie play`")
}

/// The saved game, ready to be played.
fn load<'a>(
    bank: &'a NamedBank,
    saved: SavedGame,
    recorder: Recorder,
    prompter: &mut dyn Prompter,
) -> Result<Game<'a>, Error> {
    let entries = saved
        .game
        .questions
        .iter()
        .map(|id| bank.bank.find(id))
        .collect::<Result<Vec<_>, _>>()?;
    let hinted = saved.hinted == Some(saved.answers.len() as u32);
    let mut game = Game::new(bank, saved.game, entries, saved.answers, recorder);
    // It may have been left after its last answer, and is still open.
    if game.session.is_over() && !saved.is_finished {
        let now = clock::unix_millis();
        game.write(prompter, |history, id| history.finish(id, now));
    }
    if game.plan.practice {
        let resumed = practice::resumed(&game.recorder, bank, &game.plan, &game.entries)?;
        game.practice = Some(resumed);
    }
    game.hinted = hinted;
    game.spent = Duration::from_millis(saved.spent);
    Ok(game)
}
