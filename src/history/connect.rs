//! Connecting to a file that is there, and telling a history from everything else.

use std::fs;
use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, FileControl, MAIN_DB, OpenFlags};

use super::aside;
use super::error::{HistoryError, is_busy, is_damage};
use super::schema::{self, Kind};
use super::wait;

/// Opens the file and brings it up to date. `None` if it is damaged, not a history, or gone; then
/// nothing was written to it.
///
/// # Errors
///
/// [`HistoryError`] when the file cannot be read or brought up to date, is locked for longer than
/// [`LOCK_WAIT`](wait::LOCK_WAIT), or is of a newer version.
pub(super) fn connect(path: &Path) -> Result<Option<Connection>, HistoryError> {
    // SQLite takes a file of a single byte for an empty one, and would write over it.
    if fs::metadata(path).is_ok_and(|meta| meta.len() == 1) {
        return Ok(None);
    }
    let is_busy = |err: &HistoryError| matches!(err, HistoryError::Busy { .. });
    match wait::in_a_crowd(path, is_busy, || try_connect(path)) {
        Ok(connection) => Ok(connection),
        Err(_) if matches!(fs::exists(path), Ok(false)) => Ok(None),
        Err(err) => Err(err),
    }
}

fn try_connect(path: &Path) -> Result<Option<Connection>, HistoryError> {
    let failed = |source| HistoryError::database("open", path, source);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut conn = Connection::open_with_flags(path, flags).map_err(failed)?;
    configure(&mut conn).map_err(failed)?;
    match schema::kind(&conn) {
        Ok(Kind::Current) => {}
        Ok(Kind::Empty | Kind::Older) if conn.is_readonly(MAIN_DB).map_err(failed)? => {
            return Err(HistoryError::ReadOnly {
                path: path.to_path_buf(),
            });
        }
        Ok(Kind::Empty) => {
            use_wal(&conn).map_err(failed)?;
            schema::migrate(&mut conn).map_err(failed)?;
        }
        Ok(Kind::Older) => schema::migrate(&mut conn).map_err(failed)?,
        Ok(Kind::Newer(found)) => {
            leave_as_found(&conn, path).map_err(failed)?;
            return Err(HistoryError::Newer {
                path: path.to_path_buf(),
                found,
                known: schema::VERSION,
            });
        }
        Ok(Kind::Foreign) => return Ok(None),
        Err(err) if is_damage(&err) => return Ok(None),
        Err(err) => return Err(failed(err)),
    }
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)
        .map_err(failed)?;
    Ok(Some(conn))
}

/// Settings that live in the connection. They are calls, not statements, since statements cost
/// start-up time; that `synchronous` is FULL from the start is left to a test.
fn configure(conn: &mut Connection) -> rusqlite::Result<()> {
    conn.busy_handler(Some(wait::keeps_waiting))?;
    // The -wal and -shm files stay when the last process closes: making them anew is what would
    // cost the next start most, and a process that holds a file moved aside never deletes those
    // of its successor.
    conn.file_control(Some(MAIN_DB), FileControl::PersistWal(&mut 1))?;
    // Until the file is known to be ours, closing it writes nothing.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true)?;
    // Triggers and views that another program left in the file get no say.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    if cfg!(target_vendor = "apple") {
        // There a plain fsync does not reach the disk.
        conn.pragma_update(None, "fullfsync", true)?;
    }
    Ok(())
}

/// Switches a new file to write-ahead logging, which then sticks to the file.
fn use_wal(conn: &Connection) -> rusqlite::Result<()> {
    for times_before in 0.. {
        // SQLite does not wait here when another process is just about to do the same.
        match conn.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())) {
            Err(err) if is_busy(&err) && wait::keeps_waiting(times_before) => {}
            done => return done,
        }
    }
    Ok(())
}

/// Has an empty -wal taken away again, which looking at the file has made; one that holds
/// something stays untouched.
fn leave_as_found(conn: &Connection, path: &Path) -> rusqlite::Result<()> {
    let wal = aside::beside(path, "-wal");
    if fs::metadata(wal).is_ok_and(|meta| meta.len() == 0) {
        conn.file_control(Some(MAIN_DB), FileControl::PersistWal(&mut 0))?;
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
