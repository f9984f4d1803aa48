//! The history: every game and every answer, in one database file.
//!
//! What goes in is durable when the call returns. Any number of processes may use the file at
//! once; a lock is waited for, five seconds at most where nothing happens meanwhile, and thirty in
//! a crowd. Nothing in here reads a clock for the time of
//! day: times come in as unix milliseconds. What comes out may have been written by another
//! program: it is well-formed, but not safe to print as it is.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the database is a file"
)]

mod aside;
mod asked;
mod boards;
mod connect;
mod dailies;
pub mod days;
mod error;
#[cfg(test)]
mod fixture;
mod flags;
mod games;
mod left;
mod lock;
mod open;
mod players;
mod row;
mod schema;
mod stats;
#[cfg(test)]
mod tests;
mod types;
mod wait;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, TransactionBehavior};

pub use self::aside::Notice;
pub use self::asked::BOXES;
pub use self::dailies::{DailyPlayed, FirstTry};
pub use self::error::HistoryError;
pub use self::stats::{Played, QuestionStats, Stats, Tally};
pub use self::types::{
    AnswerRecord, Board, BoardKey, Flag, GameId, NewGame, Play, SavedGame, Standing,
};

/// One open history file.
#[derive(Debug)]
pub struct History {
    conn: Connection,
    path: PathBuf,
}

impl History {
    /// Opens the history at `path` for playing. Where there is none it is created, readable by its
    /// owner only, and so is its folder. A damaged file is kept under another name and a new one
    /// started, of which the notice tells.
    ///
    /// # Errors
    ///
    /// [`HistoryError`] when the file cannot be had, cannot be written, is locked for long, or is
    /// of a newer version; it is then left as it was.
    pub fn open(path: &Path) -> Result<(Self, Option<Notice>), HistoryError> {
        open::open(path).map(Self::from_opened)
    }

    /// Opens the history at `path` for reading. `None` where there is none yet; none is created.
    /// Works on a file that may not be written, too.
    ///
    /// # Errors
    ///
    /// As [`open`](History::open).
    pub fn open_existing(path: &Path) -> Result<Option<(Self, Option<Notice>)>, HistoryError> {
        Ok(open::open_existing(path)?.map(Self::from_opened))
    }

    fn from_opened(opened: open::Opened) -> (Self, Option<Notice>) {
        let open::Opened { conn, path, notice } = opened;
        (Self { conn, path }, notice)
    }

    fn read<T>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, HistoryError> {
        work(&self.conn).map_err(|source| HistoryError::database("read", &self.path, source))
    }

    /// Runs `work` in one transaction, which is synced to disk once.
    fn write<T>(
        &mut self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, HistoryError> {
        let begin = || {
            // Immediate, since a lock that is only asked for half-way is refused, not waited for.
            Transaction::new_unchecked(&self.conn, TransactionBehavior::Immediate)
        };
        let result = wait::in_a_crowd(&self.path, error::is_busy, begin).and_then(|tx| {
            let value = work(&tx)?;
            tx.commit()?;
            Ok(value)
        });
        result.map_err(|source| HistoryError::database("write", &self.path, source))
    }
}

impl Drop for History {
    /// Has the -wal file emptied when the last process closes, so that the next to open has
    /// nothing to read back from it. If that fails, it only takes longer.
    fn drop(&mut self) {
        let _ = self
            .conn
            .query_row("PRAGMA journal_size_limit = 0", [], |_| Ok(()));
    }
}
