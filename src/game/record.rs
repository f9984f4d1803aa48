//! Records a game: each answer is saved before its verdict is shown.

use std::path::Path;
use std::time::Duration;

use crate::bank::Bank;
use crate::error::Error;
use crate::files::folders::Folders;
use crate::files::recent::{Asked, Recent};
use crate::history::{AnswerRecord, GameId, History, HistoryError, NewGame, Notice, Standing};
use crate::quiz::{Answer, Recency};

/// The history of one player and bank during a game.
pub struct Recorder {
    folders: Option<Folders>,
    recent: Option<Recent>,
    history: State,
    game: Option<GameId>,
}

enum State {
    /// Not opened yet: the first question is shown before.
    Waiting {
        answers: Option<u64>,
    },
    Open(History),
    /// Why the game cannot be saved.
    Failed(Error),
}

impl Recorder {
    #[must_use]
    pub fn new(folders: Result<&Folders, Error>, player: &str, bank: &str, index: &Bank) -> Self {
        let (folders, history) = match folders {
            Ok(folders) => (Some(folders.clone()), State::Waiting { answers: None }),
            Err(failure) => (None, State::Failed(failure)),
        };
        let recent = folders
            .as_ref()
            .map(|folders| Recent::new(&folders.cache, player, bank, &index.index));
        Self {
            folders,
            recent,
            history,
            game: None,
        }
    }

    /// For a resumed game.
    #[must_use]
    pub fn resumed(mut self, history: History, game: GameId) -> Self {
        self.history = State::Open(history);
        self.game = Some(game);
        self
    }

    /// What the player was asked: from the log if it is good, else from the history,
    /// which this opens. The notice is for the player.
    pub fn recency(&mut self, player: &str, bank: &str, index: &Bank) -> (Recency, Option<Notice>) {
        let log = self.recent.as_ref().and_then(Recent::read);
        if let Some(Asked { recency, answers }) = log.filter(|_| self.is_there()) {
            self.history = State::Waiting {
                answers: Some(answers),
            };
            return (recency, None);
        }
        let notice = self.open();
        (self.refresh(player, bank, index), notice)
    }

    /// Whether the history appears writable.
    fn is_there(&self) -> bool {
        let path = self.folders.as_ref().map(Folders::history);
        path.is_some_and(|path| is_writable(&path))
    }

    /// Opens the history, unless it is open. The notice is for the player.
    pub fn open(&mut self) -> Option<Notice> {
        let (State::Waiting { .. }, Some(folders)) = (&self.history, &self.folders) else {
            return None;
        };
        match History::open(&folders.history()) {
            Ok((history, notice)) => {
                self.history = State::Open(history);
                notice
            }
            Err(error) => {
                self.history = State::Failed(error.into());
                None
            }
        }
    }

    /// Rebuilds the log from the history.
    fn refresh(&mut self, player: &str, bank: &str, index: &Bank) -> Recency {
        let State::Open(history) = &self.history else {
            return Recency::none();
        };
        let asked = history.boxes(player, bank);
        let (Ok(asked), Ok(answers)) = (asked, history.asked_count(player, bank)) else {
            return Recency::none();
        };
        let entries: Vec<u32> = asked
            .iter()
            .filter_map(|(id, _)| index.find(id).ok().flatten())
            .collect();
        if let Some(recent) = &self.recent {
            // Without the log the next start is only slower.
            let _ = recent.rewrite(&entries, answers);
        }
        Recency::from_oldest_first(entries, index.index.len())
    }

    /// Saves the new game. The notice is for the player.
    pub fn start(&mut self, game: &NewGame, index: &Bank) -> Option<Notice> {
        let expected = match &self.history {
            State::Waiting { answers } => *answers,
            _ => None,
        };
        let notice = self.open();
        let State::Open(history) = &mut self.history else {
            return notice;
        };
        let (player, bank) = (&game.player, &game.board.bank);
        let is_stale = expected.is_some_and(|expected| {
            let counted = history.asked_count(player, bank);
            counted.is_ok_and(|counted| counted != expected)
        });
        match history.start_game(game) {
            Ok(id) => self.game = Some(id),
            Err(error) => self.history = State::Failed(error.into()),
        }
        if is_stale {
            self.refresh(player, bank, index);
        }
        notice
    }

    /// Saves that the hint was given. Returns the error if saving just failed.
    pub fn hint(&mut self, position: u32) -> Option<&Error> {
        let (State::Open(history), Some(game)) = (&mut self.history, self.game) else {
            return None;
        };
        let noted = history.hint(game, position);
        self.noted(noted)
    }

    /// Saves the time spent on the current question. If that fails, its time starts
    /// over.
    pub fn leave(&mut self, position: u32, elapsed: Duration, at: i64) {
        if let (State::Open(history), Some(game)) = (&mut self.history, self.game) {
            let millis = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
            let _ = history.leave(game, position, millis, at);
        }
    }

    /// Whether the game, just started, is ranked.
    #[must_use]
    pub fn is_ranked(&self) -> bool {
        let (State::Open(history), Some(game)) = (&self.history, self.game) else {
            return false;
        };
        history.is_ranked(game).unwrap_or(false)
    }

    fn noted(&mut self, result: Result<(), HistoryError>) -> Option<&Error> {
        match result {
            Ok(()) => None,
            Err(error) => {
                self.history = State::Failed(error.into());
                self.error()
            }
        }
    }

    /// Saves one answer, durably unless the game is not saved; `is_last` finishes the
    /// game. Returns the error if saving just failed.
    pub fn record(
        &mut self,
        position: u32,
        answer: &Answer,
        entry: Option<u32>,
        at: i64,
        is_last: bool,
    ) -> Option<&Error> {
        let (State::Open(history), Some(game)) = (&mut self.history, self.game) else {
            return None;
        };
        let finished = is_last.then_some(at);
        let recorded = history.record(game, &to_record(position, answer, at), finished);
        if let (Ok(()), Some(recent), Some(entry)) = (&recorded, &self.recent, entry) {
            // The next start rebuilds a log that lags behind.
            let _ = recent.append(entry);
        }
        self.noted(recorded)
    }

    /// Saves the changed list of questions. Returns the error if saving just failed.
    pub fn requeue(&mut self, questions: &[String]) -> Option<&Error> {
        let (State::Open(history), Some(game)) = (&mut self.history, self.game) else {
            return None;
        };
        let changed = history.requeue(game, questions);
        self.noted(changed)
    }

    /// Saves that the player disputes a verdict.
    ///
    /// # Errors
    /// If it cannot be saved.
    pub fn dispute(&mut self, position: u32) -> Result<(), HistoryError> {
        match (&mut self.history, self.game) {
            (State::Open(history), Some(game)) => history.dispute(game, position),
            _ => Ok(()),
        }
    }

    /// Closes a game all of whose questions have been answered.
    pub fn close(&mut self, at: i64) {
        if let (State::Open(history), Some(game)) = (&mut self.history, self.game) {
            let closed = history.finish(game, at);
            self.noted(closed);
        }
    }

    /// The Leitner box of a question; `None` if it was never asked or cannot be read.
    #[must_use]
    pub fn box_of(&self, game: &NewGame, question: &str) -> Option<u8> {
        let State::Open(history) = &self.history else {
            return None;
        };
        let found = history.box_of(&game.player, &game.board.bank, question);
        found.ok().flatten()
    }

    /// The history, if it is open.
    #[must_use]
    pub fn history(&self) -> Option<&History> {
        match &self.history {
            State::Open(history) => Some(history),
            _ => None,
        }
    }

    /// Why the game is not saved, if so.
    #[must_use]
    pub fn error(&self) -> Option<&Error> {
        match &self.history {
            State::Failed(failure) => Some(failure),
            _ => None,
        }
    }

    /// The game's number in the history, if it is saved.
    #[must_use]
    pub fn game(&self) -> Option<GameId> {
        self.game.filter(|_| self.error().is_none())
    }

    /// Whether at least the start of the game is saved.
    #[must_use]
    pub fn is_begun(&self) -> bool {
        self.game.is_some()
    }

    /// Flags a question as wrong or unclear.
    ///
    /// # Errors
    /// If it cannot be saved.
    pub fn flag(
        &mut self,
        game: &NewGame,
        question: &str,
        note: Option<&str>,
        at: i64,
    ) -> Result<(), HistoryError> {
        match &mut self.history {
            State::Open(history) => {
                history.flag(&game.player, &game.board.bank, question, note, at)
            }
            _ => Ok(()),
        }
    }

    /// The finished game's rank, and the top of its board including it.
    ///
    /// # Errors
    /// If the history cannot be read.
    pub fn standings(
        &self,
        game: &NewGame,
        top: u32,
    ) -> Result<(Option<u32>, Vec<Standing>), HistoryError> {
        let (State::Open(history), Some(id)) = (&self.history, self.game) else {
            return Ok((None, Vec::new()));
        };
        let rank = history.rank(id)?;
        let mut games = history.top(&game.board, top, None)?;
        if let Some(rank) = rank.filter(|rank| *rank > top) {
            let own = history.top(&game.board, rank, Some(&game.player))?;
            games.extend(own.into_iter().filter(|standing| standing.game == id));
        }
        Ok((rank, games))
    }
}

/// Looked at, not opened: closing it again would drop the locks on it of a
/// player who takes turns with this one.
#[expect(
    clippy::disallowed_methods,
    reason = "the history may not be opened here"
)]
fn is_writable(path: &Path) -> bool {
    let about = std::fs::metadata(path);
    let is_file = about.is_ok_and(|about| about.is_file() && !about.permissions().readonly());
    #[cfg(unix)]
    let is_file = is_file && rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok();
    is_file
}

fn to_record(position: u32, answer: &Answer, at: i64) -> AnswerRecord {
    AnswerRecord {
        position,
        question: answer.question.clone(),
        category: answer.category.clone(),
        difficulty: answer.difficulty.name().to_owned(),
        given: answer.given.clone(),
        right: answer.right,
        hinted: answer.hinted,
        skipped: answer.skipped,
        late: answer.late,
        millis: u64::try_from(answer.elapsed.as_millis()).unwrap_or(u64::MAX),
        base: i64::from(answer.points.base),
        speed: i64::from(answer.points.speed),
        streak: i64::from(answer.points.streak),
        points: answer.points.total,
        at,
    }
}
