//! `dundie resume`: go on with the game that was left.

use std::path::Path;
use std::time::Duration;

use super::app::{App, NamedBank, tell_notice};
use super::failure::{Failure, Outcome};
use super::game::Game;
use super::keeper::Keeper;
use super::player;
use crate::bank::Difficulty;
use crate::cli::ResumeArgs;
use crate::history::{AnswerRecord, History, SavedGame};
use crate::quiz::{Answer, Session};
use crate::scoring::Points;
use crate::store::builtin;
use crate::ui::Prompter;

/// # Errors
/// Where there is no game to go on with.
pub fn run(app: &mut App, args: &ResumeArgs) -> Result<Outcome, Failure> {
    let player = player::name(args.player.as_deref())?;
    let Some((saved, history)) = unfinished(app, &player)? else {
        return Err(Failure::failed(
            format!("there is no unfinished game of {player}"),
            "start one with `dundie play`, or name another player with --player",
        ));
    };
    let mut prompter = app.prompter();
    go_on(app, saved, history, prompter.as_mut(), args.json)
}

/// The game that the player left last, and the open history.
///
/// # Errors
/// Where the history cannot be read.
pub fn unfinished(app: &App, player: &str) -> Result<Option<(SavedGame, History)>, Failure> {
    let path = app.folders()?.history();
    if app.history()?.is_none() {
        return Ok(None);
    }
    let (history, notice) = History::open(&path)?;
    tell_notice(notice.as_ref());
    let saved = history.unfinished(player, |game| is_there(&game.board.bank))?;
    Ok(saved.map(|saved| (saved, history)))
}

/// A game of a bank that is gone waits for it, and does not stand before others.
fn is_there(bank: &str) -> bool {
    bank == builtin::NAME || Path::new(bank).exists()
}

/// Asks the rest of a saved game.
///
/// # Errors
/// Where its bank is gone or has faults.
pub fn go_on(
    app: &App,
    saved: SavedGame,
    history: History,
    prompter: &mut dyn Prompter,
    json: bool,
) -> Result<Outcome, Failure> {
    let name = &saved.game.board.bank;
    let path = (name != builtin::NAME).then(|| Path::new(name.as_str()));
    let NamedBank { bank, .. } = app.bank(path)?;
    let bank = NamedBank {
        bank,
        name: name.clone(),
    };
    let entries = saved
        .game
        .questions
        .iter()
        .map(|id| bank.bank.find(id))
        .collect::<Result<Vec<_>, _>>()?;
    let length = u32::try_from(entries.len()).unwrap_or(u32::MAX);
    let answers = saved.answers.iter().map(from_record).collect();
    let limit = saved
        .game
        .board
        .timed
        .map(|s| Duration::from_secs(s.into()));
    let keeper = Keeper::new(app.folders(), &saved.game.player, name, &bank.bank);
    let game = Game {
        bank: &bank,
        entries,
        session: Session::new(length, limit, answers),
        keeper: keeper.resumed(history, saved.id),
        hinted: saved
            .hinted
            .is_some_and(|hinted| hinted as usize == saved.answers.len()),
        plan: saved.game,
        json,
    };
    game.play(app, prompter)
}

fn from_record(record: &AnswerRecord) -> Answer {
    Answer {
        question: record.question.clone(),
        category: record.category.clone(),
        difficulty: Difficulty::from_name(&record.difficulty).unwrap_or(Difficulty::Easy),
        given: record.given.clone(),
        right: record.right,
        hinted: record.hinted,
        skipped: record.skipped,
        late: record.late,
        elapsed: Duration::from_millis(record.millis),
        points: Points {
            base: u32::try_from(record.base).unwrap_or(0),
            speed: i32::try_from(record.speed).unwrap_or(0),
            streak: u32::try_from(record.streak).unwrap_or(0),
            hinted: record.hinted,
            total: record.points,
        },
    }
}
