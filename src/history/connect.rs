//! Connecting to a file, and recognizing ours, other programs' and damaged ones.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, FileControl, MAIN_DB, OpenFlags};

use super::busy;
use super::error::{HistoryError, code};
use super::schema::{self, Kind};

/// Connects to a file that is empty, ours or damaged.
pub(super) fn connect(path: &Path) -> Result<(Connection, Kind), HistoryError> {
    if fs::exists(beside(path, "-journal")).unwrap_or(false) {
        // Reading rolls back a hot journal, so check first that the file is ours.
        look(path, immutable)?;
    }
    look(path, |path| {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Connection::open_with_flags(path, flags)
    })
}

/// Opens the file read-only as it is on disk, without locks, log or journal.
pub(super) fn immutable(path: &Path) -> rusqlite::Result<Connection> {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_bytes() {
        // Writing to a string cannot fail.
        let _ = write!(uri, "%{byte:02x}");
    }
    uri.push_str("?immutable=1");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
}

/// Opens a file and checks what it is. Refuses one of another program or a newer version, and
/// leaves it unchanged.
pub(super) fn look(
    path: &Path,
    open: impl FnOnce(&Path) -> rusqlite::Result<Connection>,
) -> Result<(Connection, Kind), HistoryError> {
    let looked = open(path).and_then(|mut conn| {
        conn.busy_handler(Some(busy::handler(beside(path, "-wal"))))?;
        // Closing must write nothing until the file is known to be ours.
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        let kind = schema::kind(&conn)?;
        let is_refused = matches!(kind, Kind::Newer(_) | Kind::Foreign);
        if is_refused && fs::metadata(beside(path, "-wal")).is_ok_and(|meta| meta.len() == 0) {
            // The check created it, and the last process to close removes it.
            conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
        }
        Ok((conn, kind))
    });
    match looked.map_err(|source| HistoryError::database("open", path, source))? {
        (_, Kind::Newer(found)) => Err(HistoryError::Newer {
            path: path.into(),
            found,
            known: schema::VERSION,
        }),
        (_, Kind::Foreign) => Err(HistoryError::Foreign(path.into())),
        found => Ok(found),
    }
}

/// Sets up a connection to our file and updates its tables. Uses calls, since statements would
/// slow down the start; `synchronous` is FULL by default.
pub(super) fn prepare(
    path: &Path,
    mut conn: Connection,
    kind: Kind,
) -> Result<Connection, HistoryError> {
    let mut setup = || {
        // Keep the -wal and -shm files when the last process closes: creating them again would
        // cost the next start most.
        conn.file_control(Some(MAIN_DB), FileControl::PersistWal(&mut 1))?;
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
        // Ignore triggers and views that another program left in the file.
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        if cfg!(target_vendor = "apple") {
            // A plain fsync does not reach the disk here.
            conn.pragma_update(None, "fullfsync", true)?;
        }
        if kind == Kind::Older {
            use_wal(&conn, path)?;
            schema::migrate(&mut conn)?;
        }
        Ok(())
    };
    setup().map_err(|source| HistoryError::database("open", path, source))?;
    Ok(conn)
}

/// Switches to write-ahead logging; the file remembers it.
fn use_wal(conn: &Connection, path: &Path) -> rusqlite::Result<()> {
    let mut wait = busy::handler(beside(path, "-wal"));
    for times_before in 0.. {
        // SQLite does not wait here if another process is doing the same.
        match conn.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())) {
            Err(err) if code(&err) == Some(ErrorCode::DatabaseBusy) && wait(times_before) => {}
            done => return done,
        }
    }
    Ok(())
}

/// Whether the file at its path was removed or replaced.
pub(super) fn is_moved(conn: &Connection) -> bool {
    let mut moved = 0;
    let asked = conn.file_control(Some(MAIN_DB), FileControl::HasMoved(&mut moved));
    asked.is_ok() && moved != 0
}

/// The path with `suffix` after the file name.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}
