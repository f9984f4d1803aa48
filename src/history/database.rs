//! One open history file, and how it is read and written.

use std::path::PathBuf;

use rusqlite::{Connection, OptionalExtension, Params, Row, TransactionBehavior};

use super::connect::is_moved;
use super::error::HistoryError;

/// One open history file. A method that fails with [`HistoryError`] has changed nothing.
#[derive(Debug)]
pub struct History {
    pub(super) conn: Connection,
    pub(super) path: PathBuf,
}

impl History {
    /// Runs `work` in one transaction, so that it reads a consistent state.
    pub(super) fn read<T>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, HistoryError> {
        let read = if self.conn.is_autocommit() {
            self.conn.unchecked_transaction().and_then(|tx| work(&tx))
        } else {
            work(&self.conn)
        };
        read.map_err(|source| HistoryError::database("read", &self.path, source))
    }

    /// Reads several times in one transaction.
    pub(super) fn at_once<T>(
        &self,
        work: impl FnOnce() -> Result<T, HistoryError>,
    ) -> Result<T, HistoryError> {
        let transaction = self.conn.unchecked_transaction();
        let _open =
            transaction.map_err(|source| HistoryError::database("read", &self.path, source))?;
        work()
    }

    /// All rows that `sql` finds.
    pub(super) fn list<T>(
        &self,
        sql: &str,
        params: impl Params,
        row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, HistoryError> {
        self.read(|conn| conn.prepare_cached(sql)?.query_map(params, row)?.collect())
    }

    /// The first row that `sql` finds.
    pub(super) fn find<T>(
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
    pub(super) fn write<T>(
        &mut self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, HistoryError> {
        // Immediate, since SQLite refuses to wait for a lock in the middle of a transaction.
        let written = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .and_then(|tx| {
                let value = work(&tx)?;
                // Asked with the lock held: it may have been waited for.
                if is_moved(&tx) {
                    return Ok(None);
                }
                tx.commit()?;
                Ok(Some(value))
            });
        match written {
            Ok(Some(value)) => Ok(value),
            Err(source) if !is_moved(&self.conn) => {
                Err(HistoryError::database("write", &self.path, source))
            }
            _ => Err(HistoryError::Replaced(self.path.clone())),
        }
    }
}

impl Drop for History {
    /// Empties the -wal file when the last process closes, so that the next start has nothing to
    /// replay. If that fails, the start only takes longer.
    fn drop(&mut self) {
        let _ = self
            .conn
            .query_row("PRAGMA journal_size_limit = 0", [], |_| Ok(()));
    }
}
