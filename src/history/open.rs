//! Opening the file: creating it, and replacing a damaged one.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use rusqlite::MAIN_DB;
use rustix::fs::{Access, OFlags, access};

use super::busy;
use super::connect::{beside, connect, immutable, is_moved, look, prepare};
use super::database::History;
use super::error::HistoryError;
use super::quarantine::{Notice, quarantine};
use super::schema::{Kind, is_whole};
use crate::files::folders::{create_private, share};

const OPEN: &str = "open the score file";

/// The largest file to check before each game, in pages: it takes a tenth of a second.
const CHECKED_PAGES: u32 = 2048;

/// The rights on a file in a folder that a group shares.
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
        let (mut notice, mut is_suspected) = (None, false);
        for times_before in 0.. {
            create_database(&path)?;
            match connect(&path) {
                // SQLite calls it damage, too, if the device fails to read once.
                Ok((_, Kind::Damaged)) if !is_suspected => is_suspected = true,
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

    /// Checks the file for damage before a game, if it is small enough.
    ///
    /// # Errors
    ///
    /// [`HistoryError::Damaged`].
    pub fn check(&self) -> Result<(), HistoryError> {
        let is_sound = self.read(|conn| {
            let pages: u32 = conn.query_row("PRAGMA page_count", [], |row| row.get(0))?;
            Ok(pages > CHECKED_PAGES || is_whole(conn, "quick_check"))
        })?;
        is_sound
            .then_some(())
            .ok_or_else(|| HistoryError::Damaged(self.path.clone()))
    }

    /// Opens the file that is there now instead of this one, which a write found damaged or
    /// moved. A file that `SQLite` finds damaged is first saved under another name.
    ///
    /// # Errors
    ///
    /// As [`open`](History::open), and [`HistoryError::Damaged`] if only a value is odd.
    pub fn replace(self) -> Result<(Self, Notice), HistoryError> {
        let path = self.path.clone();
        let moved = if is_moved(&self.conn) {
            None
        } else if is_whole(&self.conn, "integrity_check") {
            return Err(HistoryError::Damaged(path));
        } else {
            quarantine(&path, &self.conn)?
        };
        drop(self);
        let (history, opened) = Self::open(&path)?;
        let notice = moved.or(opened).unwrap_or_else(|| {
            Notice(format!(
                "the score file {} was moved, deleted or replaced; this game is now saved in the \
                 file that is there",
                path.display()
            ))
        });
        Ok((history, notice))
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

/// Creates an empty file and its folder, unless they exist.
fn create_database(path: &Path) -> Result<(), HistoryError> {
    if size(path)?.is_some() {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(path);
    create_private(folder).map_err(HistoryError::io("create the folder", folder))?;
    // SQLite gives the files beside it the same rights.
    create(path).map(drop).map_err(HistoryError::io(OPEN, path))
}

/// Opens a file for writing, and creates it for its owner only if there is none. In a folder that
/// the group can write to, the group can write the file, too. Follows no link.
pub(super) fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    let options = options.write(true).mode(0o600);
    let options = options.custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed());
    match options.clone().create_new(true).open(path) {
        Err(err) if err.kind() == io::ErrorKind::AlreadyExists => options.open(path),
        Ok(file) => {
            share(&file, path.parent().unwrap_or(path), SHARED)?;
            Ok(file)
        }
        failed => failed,
    }
}

#[cfg(test)]
mod tests;
