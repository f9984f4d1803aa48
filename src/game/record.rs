//! Records a game: each answer is saved before its verdict is shown.

use std::mem;
use std::path::{Path, PathBuf};

use crate::app::{App, NamedBank};
use crate::clock;
use crate::error::Error;
use crate::files::recent::Recent;
use crate::history::{GameId, GameLock, History, HistoryError, NewGame, Notice, Rank, Standing};
use crate::quiz::practice::Boxed;
use crate::quiz::{Answer, Recency};

/// The history of one player and bank during a game.
pub struct Recorder {
    recent: Option<Recent>,
    path: PathBuf,
    /// `None` until it is opened: the first question is shown before. The error is why
    /// the game cannot be saved.
    history: Result<Option<History>, Error>,
    /// How many answers the log expects the history to have.
    expected: Option<u64>,
    game: Option<GameId>,
    /// Of several games played in turn, the first has the lock of all.
    lock: Option<GameLock>,
}

/// A game as it is now.
pub struct Progress<'a> {
    pub plan: &'a NewGame,
    pub answers: &'a [Answer],
    /// The position of the current question if it had its hint.
    pub hinted: Option<u32>,
    pub is_over: bool,
}

impl Recorder {
    pub fn new(app: &App, player: &str, bank: &NamedBank) -> Self {
        let folders = app.folders();
        let found = folders.as_ref().ok();
        Self {
            recent: found
                .and_then(|folders| folders.cache.as_deref())
                .map(|cache| Recent::new(cache, player, &bank.name, &bank.bank.index)),
            path: found.map(|folders| folders.history()).unwrap_or_default(),
            history: folders.map(|_| None),
            expected: None,
            game: None,
            lock: None,
        }
    }

    /// For a resumed game.
    #[must_use]
    pub fn resumed(self, history: History, game: GameId, lock: Option<GameLock>) -> Self {
        Self {
            history: Ok(Some(history)),
            game: Some(game),
            lock,
            ..self
        }
    }

    /// What the player was asked: from the log if it is good, else from the history,
    /// which this opens. The notice is for the player.
    pub fn recency(&mut self, player: &str, bank: &NamedBank) -> (Recency, Option<Notice>) {
        if let Ok(None) = self.history
            && let Some(log) = self.recent.as_ref().and_then(Recent::read)
            && is_writable(&self.path)
        {
            self.expected = Some(log.answers);
            return (log.recency, None);
        }
        let notice = self.open();
        (self.refresh(player, bank), notice)
    }

    /// Opens the history, unless it is open. The notice is for the player.
    pub fn open(&mut self) -> Option<Notice> {
        if !matches!(self.history, Ok(None)) {
            return None;
        }
        let opened = History::open(&self.path).map_err(Error::from);
        let (history, notice) = opened.map_or_else(
            |error| (Err(error), None),
            |(history, notice)| (Ok(Some(history)), notice),
        );
        self.history = history;
        notice
    }

    /// The questions the player was asked, the longest ago first, with their boxes.
    ///
    /// # Errors
    /// If the history or the bank cannot be read.
    pub fn boxed(&self, player: &str, bank: &NamedBank) -> Result<Vec<Boxed>, Error> {
        let mut boxed = Vec::new();
        if let Some(history) = self.history() {
            for (id, number) in history.boxes(player, &bank.name)? {
                let entry = bank.bank.find(&id)?;
                boxed.extend(entry.map(|entry| Boxed { entry, number }));
            }
        }
        Ok(boxed)
    }

    /// Rebuilds the log from the history.
    fn refresh(&self, player: &str, bank: &NamedBank) -> Recency {
        let counted = (self.history()).map(|history| history.asked_count(player, &bank.name));
        let (Some(Ok(answers)), Ok(asked)) = (counted, self.boxed(player, bank)) else {
            return Recency::none();
        };
        let entries: Vec<u32> = asked.iter().map(|boxed| boxed.entry).collect();
        if let Some(recent) = &self.recent {
            // Without the log the next start is only slower.
            let _ = recent.rewrite(&entries, answers);
        }
        Recency::from_oldest_first(entries, bank.bank.index.len())
    }

    /// Saves the new game. The notice is for the player.
    pub fn start(&mut self, game: &NewGame, bank: &NamedBank) -> Option<Notice> {
        let notice = self.open();
        let Ok(Some(history)) = &mut self.history else {
            return notice;
        };
        bank.find_in(history);
        let is_stale = self.expected.is_some_and(|expected| {
            let counted = history.asked_count(&game.player, &bank.name);
            counted.is_ok_and(|counted| counted != expected)
        });
        let started = history.check().and_then(|()| history.start_game(game));
        let notice = match started {
            Ok(id) => {
                self.begin(game, id);
                notice
            }
            Err(error) => notice.or(self.replace(
                error,
                &Progress {
                    plan: game,
                    answers: &[],
                    hinted: None,
                    is_over: false,
                },
            )),
        };
        if is_stale {
            self.refresh(&game.player, bank);
        }
        notice
    }

    fn begin(&mut self, plan: &NewGame, id: GameId) {
        self.game = Some(id);
        if plan.party.is_none() {
            // Without the lock, two could play it at once, but only one is saved.
            self.lock = self.history().and_then(|history| history.lock(id).ok());
        }
    }

    /// After an error, saves the game as it is now in another file if the old one is damaged or
    /// gone, and returns what to say; else the rest of the game is not saved.
    pub fn replace(&mut self, error: HistoryError, now: &Progress<'_>) -> Option<Notice> {
        let history = match mem::replace(&mut self.history, Ok(None)) {
            Ok(Some(history)) if error.is_replaceable() => history,
            _ => {
                self.history = Err(error.into());
                return None;
            }
        };
        // The first of those who play in turn is in the old file.
        let plan = NewGame {
            party: None,
            ..now.plan.clone()
        };
        let restored = history.replace().and_then(|(mut history, notice)| {
            let (answers, time) = (now.answers, clock::unix_millis());
            let id = history.restore(&plan, answers, now.hinted, now.is_over, time)?;
            Ok((history, id, notice))
        });
        match restored {
            Ok((history, id, notice)) => {
                self.history = Ok(Some(history));
                self.begin(&plan, id);
                Some(notice)
            }
            Err(error) => {
                self.history = Err(error.into());
                None
            }
        }
    }

    /// The history and the game's number in it, if the game is saved.
    pub fn saved(&mut self) -> Option<(&mut History, GameId)> {
        Some((self.history.as_mut().ok()?.as_mut()?, self.game?))
    }

    /// Adds an answered question to the log.
    pub fn log(&self, entry: u32) {
        if let (Some(_), Some(recent)) = (self.game(), &self.recent) {
            // The next start rebuilds a log that lags behind.
            let _ = recent.append(entry);
        }
    }

    /// The history, if it is open.
    pub fn history(&self) -> Option<&History> {
        self.history.as_ref().ok()?.as_ref()
    }

    /// Why the game is not saved, if so.
    pub fn error(&self) -> Option<&Error> {
        self.history.as_ref().err()
    }

    /// The game's number in the history, if it is saved.
    pub fn game(&self) -> Option<GameId> {
        self.game.filter(|_| self.history.is_ok())
    }

    /// Whether at least the start of the game is saved.
    pub fn is_begun(&self) -> bool {
        self.game.is_some()
    }

    /// The finished game's rank, with the top of its board, the game and its neighbors.
    ///
    /// # Errors
    /// If the history cannot be read.
    pub fn standings(&self, top: u32) -> Result<Option<(Rank, Vec<Standing>)>, HistoryError> {
        match (self.history(), self.game) {
            (Some(history), Some(id)) => history.rank(id, top),
            _ => Ok(None),
        }
    }
}

/// Looked at, not opened: closing it again would drop the locks on it of a
/// player who takes turns with this one.
#[expect(
    clippy::disallowed_methods,
    reason = "the history may not be opened here"
)]
fn is_writable(path: &Path) -> bool {
    path.is_file() && rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok()
}
