//! Opening the file: making it, and telling ours from others' and from damaged ones.

use std::fmt::Write as _;
use std::fs::{self, OpenOptions, Permissions};
use std::io;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, FileControl, MAIN_DB, OpenFlags};
use rustix::fs::{Access, access};

use super::busy;
use super::error::{HistoryError, is_busy};
use super::quarantine::{Notice, beside, quarantine};
use super::schema::{self, Kind};
use crate::files::folders::create_private;

const OPEN: &str = "open the score file";

/// What the group may do in a folder, and with a file in it.
const GROUP_WRITES: u32 = 0o020;
const SHARED: u32 = 0o660;

/// Opens the history at `path` for playing: creates it if there is none, replaces a damaged one.
pub(super) fn open(path: &Path) -> Result<(Connection, Option<Notice>), HistoryError> {
    let mut wait = busy::handler(path);
    let mut notice = None;
    for times_before in 0.. {
        create(path)?;
        match connect(path) {
            Ok((conn, Kind::Damaged)) => notice = quarantine(path, &conn)?.or(notice),
            // SQLite falls back to reading, also if the file was only missing for a moment.
            Ok((conn, _)) if conn.is_readonly(MAIN_DB).unwrap_or(true) => {
                access(path, Access::WRITE_OK)
                    .map_err(|_| HistoryError::ReadOnly { path: path.into() })?;
            }
            Ok((conn, kind)) if !is_moved(&conn) => {
                return Ok((prepare(path, conn, kind)?, notice));
            }
            Err(err) if fs::symlink_metadata(path).is_ok() => return Err(err),
            _ => {}
        }
        // The file was moved away, by this process or another.
        if !wait(times_before) {
            break;
        }
    }
    Err(HistoryError::Busy { path: path.into() })
}

/// Opens the history at `path` for reading. `None` if there is none yet.
pub(super) fn open_existing(path: &Path) -> Result<Option<Connection>, HistoryError> {
    if matches!(size(path)?, None | Some(0)) {
        return Ok(None);
    }
    let found = match connect(path) {
        // Reading a log takes a -shm, which a read-only folder may not have.
        Err(err @ (HistoryError::Database { .. } | HistoryError::ReadOnly { .. })) => {
            look(path, immutable).map_err(|_| err)
        }
        found => found,
    };
    match found? {
        (_, Kind::Damaged) => Err(HistoryError::Damaged { path: path.into() }),
        (conn, kind) => prepare(path, conn, kind).map(Some),
    }
}

/// The path from the root, since `SQLite` takes one that begins with "file:" for a URI.
pub(super) fn absolute(path: &Path) -> Result<PathBuf, HistoryError> {
    std::path::absolute(path).map_err(HistoryError::io(OPEN, path))
}

/// The size of the file in bytes; `None` if there is none.
fn size(path: &Path) -> Result<Option<u64>, HistoryError> {
    match fs::metadata(path) {
        Ok(meta) if meta.is_file() => Ok(Some(meta.len())),
        Ok(_) => Err(HistoryError::NotAFile { path: path.into() }),
        Err(err) if err.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(err) => Err(HistoryError::io(OPEN, path)(err)),
    }
}

/// Makes an empty file, and its folder, for their owner alone, unless there is one. In a folder
/// whose group may write, the group may write the file.
fn create(path: &Path) -> Result<(), HistoryError> {
    if size(path)?.is_some() {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(path);
    create_private(folder).map_err(HistoryError::io("create the folder", folder))?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(0o600);
    let created = options.open(path).and_then(|file| {
        let is_shared = fs::metadata(folder)?.permissions().mode() & GROUP_WRITES != 0;
        if is_shared {
            // SQLite gives the files beside it the same rights.
            file.set_permissions(Permissions::from_mode(SHARED))?;
        }
        Ok(())
    });
    match created {
        Err(err) if err.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        created => created.map_err(HistoryError::io(OPEN, path)),
    }
}

/// Connects to a file that is empty, ours or damaged.
fn connect(path: &Path) -> Result<(Connection, Kind), HistoryError> {
    if fs::exists(beside(path, "-journal")).unwrap_or(false) {
        // Reading rolls a hot journal back, so look first whose it is.
        look(path, immutable)?;
    }
    look(path, |path| {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Connection::open_with_flags(path, flags)
    })
}

/// Opens the file as it lies on the disk, without locks, log and journal, and only to read.
pub(super) fn immutable(path: &Path) -> rusqlite::Result<Connection> {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_bytes() {
        // Writing to a string cannot fail.
        let _ = match byte {
            b'/' | b'.' | b'-' | b'_' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                write!(uri, "{}", char::from(*byte))
            }
            byte => write!(uri, "%{byte:02x}"),
        };
    }
    uri.push_str("?immutable=1");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
}

/// Opens a file and looks what it is. Refuses that of another program and of a newer version, and
/// leaves it as it was.
fn look(
    path: &Path,
    open: impl FnOnce(&Path) -> rusqlite::Result<Connection>,
) -> Result<(Connection, Kind), HistoryError> {
    let failed = |source| HistoryError::database("open", path, source);
    let mut conn = open(path).map_err(failed)?;
    conn.busy_handler(Some(busy::handler(path)))
        .map_err(failed)?;
    // Until the file is known to be ours, closing it writes nothing.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
        .map_err(failed)?;
    let refused = match schema::kind(&conn).map_err(failed)? {
        Kind::Newer(found) => HistoryError::Newer {
            path: path.into(),
            found,
            known: schema::VERSION,
        },
        Kind::Foreign => HistoryError::Foreign { path: path.into() },
        kind => return Ok((conn, kind)),
    };
    if fs::metadata(beside(path, "-wal")).is_ok_and(|meta| meta.len() == 0) {
        // Looking has made it, and the last to close takes it away.
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)
            .map_err(failed)?;
    }
    Err(refused)
}

/// Sets up a connection to a file that is ours, and brings its tables up to date. The settings are
/// calls, not statements, which would cost start-up time; `synchronous` is FULL by default.
fn prepare(path: &Path, mut conn: Connection, kind: Kind) -> Result<Connection, HistoryError> {
    let mut setup = || {
        // The -wal and -shm files stay when the last process closes: making them again is what
        // would cost the next start most.
        conn.file_control(Some(MAIN_DB), FileControl::PersistWal(&mut 1))?;
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
        // Triggers and views that another program left in the file get no say.
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        if cfg!(target_vendor = "apple") {
            // There a plain fsync does not reach the disk.
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

/// Switches to write-ahead logging, which then sticks to the file.
fn use_wal(conn: &Connection, path: &Path) -> rusqlite::Result<()> {
    let mut wait = busy::handler(path);
    for times_before in 0.. {
        // SQLite does not wait here if another process is just about to do the same.
        match conn.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())) {
            Err(err) if is_busy(&err) && wait(times_before) => {}
            done => return done,
        }
    }
    Ok(())
}

/// Whether the file is no longer at its path: removed, or replaced by another.
pub(super) fn is_moved(conn: &Connection) -> bool {
    let mut moved = 0;
    let asked = conn.file_control(Some(MAIN_DB), FileControl::HasMoved(&mut moved));
    asked.is_ok() && moved != 0
}

#[cfg(test)]
mod tests;
