//! Opening the file: creating it, and replacing a damaged one.

use std::fs::{self, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use rusqlite::MAIN_DB;
use rustix::fs::{Access, access};

use super::busy;
use super::connect::{beside, connect, immutable, is_moved, look, prepare};
use super::database::History;
use super::error::HistoryError;
use super::quarantine::{Notice, quarantine};
use super::schema::Kind;
use crate::files::folders::create_private;

const OPEN: &str = "open the score file";

/// The group's rights in a folder, and on a file in it.
const GROUP_WRITES: u32 = 0o020;
const SHARED: u32 = 0o660;

impl History {
    /// Opens the history at `path` for playing. Creates the file and its folder if they are missing,
    /// for their owner only. Moves a damaged file aside, starts a new one, and returns a notice that
    /// says so.
    ///
    /// # Errors
    ///
    /// [`HistoryError`] if the file cannot be opened or written, stays locked, belongs to another
    /// program, or is from a newer version. The file stays unchanged.
    pub fn open(path: &Path) -> Result<(Self, Option<Notice>), HistoryError> {
        let path = absolute(path)?;
        let mut wait = busy::handler(beside(&path, "-wal"));
        let mut notice = None;
        for times_before in 0.. {
            create(&path)?;
            match connect(&path) {
                Ok((conn, Kind::Damaged)) => notice = quarantine(&path, &conn)?.or(notice),
                // SQLite falls back to read-only even if the file was only missing for a moment.
                Ok((conn, _)) if conn.is_readonly(MAIN_DB).unwrap_or(true) => {
                    access(&path, Access::WRITE_OK)
                        .map_err(|_| HistoryError::ReadOnly(path.clone()))?;
                }
                Ok((conn, kind)) if !is_moved(&conn) => {
                    let conn = prepare(&path, conn, kind)?;
                    return Ok((Self { conn, path }, notice));
                }
                Err(err) if fs::symlink_metadata(&path).is_ok() => return Err(err),
                _ => {}
            }
            // This process or another moved the file aside.
            if !wait(times_before) {
                break;
            }
        }
        Err(HistoryError::Busy(path))
    }

    /// Opens the history at `path` for reading, even if the file is read-only. `None` if there is
    /// no file; creates none.
    ///
    /// # Errors
    ///
    /// Like [`open`](History::open), and [`HistoryError::Damaged`].
    pub fn open_existing(path: &Path) -> Result<Option<Self>, HistoryError> {
        let path = absolute(path)?;
        if matches!(size(&path)?, None | Some(0)) {
            return Ok(None);
        }
        let found = connect(&path).or_else(|err| match err {
            // Reading a log needs a -shm file, which a read-only folder may lack.
            err if err.is_access() => look(&path, immutable),
            err => Err(err),
        });
        match found? {
            (_, Kind::Damaged) => Err(HistoryError::Damaged(path)),
            (conn, kind) => {
                let conn = prepare(&path, conn, kind)?;
                Ok(Some(Self { conn, path }))
            }
        }
    }
}

/// The absolute path, since `SQLite` reads one that begins with "file:" as a URI.
fn absolute(path: &Path) -> Result<PathBuf, HistoryError> {
    std::path::absolute(path).map_err(HistoryError::io(OPEN, path))
}

/// The size of the file in bytes; `None` if there is none.
fn size(path: &Path) -> Result<Option<u64>, HistoryError> {
    match fs::metadata(path) {
        Ok(meta) if meta.is_file() => Ok(Some(meta.len())),
        Ok(_) => Err(HistoryError::NotAFile(path.into())),
        Err(err) if err.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(err) => Err(HistoryError::io(OPEN, path)(err)),
    }
}

/// Creates an empty file and its folder for their owner only, unless they exist. In a folder that
/// the group can write to, the group can write the file, too.
fn create(path: &Path) -> Result<(), HistoryError> {
    if size(path)?.is_some() {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(path);
    create_private(folder).map_err(HistoryError::io("create the folder", folder))?;
    let mut new = OpenOptions::new();
    let new = new.write(true).create_new(true).mode(0o600);
    let created = new.open(path).and_then(|file| {
        let is_shared = fs::metadata(folder)?.permissions().mode() & GROUP_WRITES != 0;
        if is_shared {
            // SQLite gives its -wal and -shm files the same rights.
            file.set_permissions(Permissions::from_mode(SHARED))?;
        }
        Ok(())
    });
    match created {
        Err(err) if err.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        created => created.map_err(HistoryError::io(OPEN, path)),
    }
}

#[cfg(test)]
mod tests;
