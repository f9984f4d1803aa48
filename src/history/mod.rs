//! The history: every game and every answer, in one database file.
//!
//! What goes in is durable when the call returns. Any number of processes may use the file at
//! once: a lock is waited for. Nothing in here reads a clock: times come in as unix milliseconds.
//! What comes out may have been written by another program, so it is not safe to print as it is.

mod asked;
mod boards;
mod busy;
mod dailies;
pub mod days;
mod error;
#[cfg(test)]
mod fixture;
mod flags;
mod games;
mod open;
mod overview;
mod players;
mod quarantine;
mod schema;
mod stats;
#[cfg(test)]
mod tests;
mod types;
mod unfinished;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, Params, Row, TransactionBehavior};

pub use self::asked::BOXES;
pub use self::dailies::{DailyPlayed, FirstTry};
pub use self::error::HistoryError;
pub use self::overview::Overview;
pub use self::quarantine::Notice;
pub use self::stats::{Played, QuestionStats, Stats, Tally};
pub use self::types::{
    AnswerRecord, Board, BoardKey, Flag, GameId, NewGame, Play, SavedGame, Standing, Unfinished,
};

/// One open history file. A method that fails with [`HistoryError`] has changed nothing.
#[derive(Debug)]
pub struct History {
    conn: Connection,
    path: PathBuf,
}

impl History {
    /// Opens the history at `path` for playing. If there is none it is created, readable by its
    /// owner only, and so is its folder. A damaged file is saved under another name, a new one is
    /// started, and the notice says so.
    ///
    /// # Errors
    ///
    /// [`HistoryError`] if the file cannot be opened or written, stays locked, belongs to another
    /// program or is of a newer version; it is then left as it was.
    pub fn open(path: &Path) -> Result<(Self, Option<Notice>), HistoryError> {
        let path = open::absolute(path)?;
        let (conn, notice) = open::open(&path)?;
        Ok((Self { conn, path }, notice))
    }

    /// Opens the history at `path` for reading; works on a read-only file, too. `None` if there is
    /// none yet; none is created.
    ///
    /// # Errors
    ///
    /// As [`open`](History::open), and [`HistoryError::Damaged`].
    pub fn open_existing(path: &Path) -> Result<Option<Self>, HistoryError> {
        let path = open::absolute(path)?;
        let conn = open::open_existing(&path)?;
        Ok(conn.map(|conn| Self { conn, path }))
    }

    /// Runs `work` in one transaction, so that what it reads belongs together.
    fn read<T>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, HistoryError> {
        let read = self.conn.unchecked_transaction().and_then(|tx| work(&tx));
        read.map_err(|source| HistoryError::database("read", &self.path, source))
    }

    /// All rows that `sql` finds.
    fn list<T>(
        &self,
        sql: &str,
        params: impl Params,
        row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, HistoryError> {
        self.read(|conn| conn.prepare_cached(sql)?.query_map(params, row)?.collect())
    }

    /// The first row that `sql` finds.
    fn find<T>(
        &self,
        sql: &str,
        params: impl Params,
        row: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, HistoryError> {
        self.read(|conn| {
            let mut found = conn.prepare_cached(sql)?;
            found.query_row(params, row).optional()
        })
    }

    /// Runs `work` in one transaction, which is synced to disk once.
    fn write<T>(
        &mut self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, HistoryError> {
        if open::is_moved(&self.conn) {
            let path = self.path.clone();
            return Err(HistoryError::Replaced { path });
        }
        // Immediate, since a lock that is only asked for half-way is refused, not waited for.
        let written = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .and_then(|tx| {
                let value = work(&tx)?;
                tx.commit()?;
                Ok(value)
            });
        written.map_err(|source| HistoryError::database("write", &self.path, source))
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
