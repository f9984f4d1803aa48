//! Moving a damaged file out of the way without losing a byte of it.

use std::fmt;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::connect::{beside, immutable, is_moved};
use super::error::HistoryError;
use super::schema::{self, Kind};

/// The log and its index.
const LOG: [&str; 2] = ["-wal", "-shm"];

/// The database goes last: without it, what is left beside it would be taken for a new one's.
const ALL: [&str; 4] = ["-wal", "-shm", "-journal", ""];

/// What was moved out of the way, for the player to know. `Display` says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The score file.
    pub path: PathBuf,
    /// What the damaged file is called now.
    pub to: PathBuf,
    /// Whether only its log was damaged, and the file itself is still in use.
    pub is_log: bool,
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (path, to) = (self.path.display(), self.to.display());
        if self.is_log {
            write!(
                f,
                "the log of the score file {path} was damaged, so the latest answers may be missing; \
                 it is saved as {to}"
            )
        } else {
            write!(
                f,
                "the score file {path} was damaged; it is saved as {to}, and a new one was started"
            )
        }
    }
}

/// Moves the files of a damaged database to `history.damaged-1.db`, or the first number that is
/// free; if only its log is damaged, moves just that. `None` if another process is doing so, or
/// has done it.
pub(super) fn quarantine(path: &Path, found: &Connection) -> Result<Option<Notice>, HistoryError> {
    let failed = HistoryError::io("rename the damaged score file", path);
    if path.is_symlink() {
        // The file is somebody else's to move.
        let path = path.to_path_buf();
        return Err(HistoryError::Damaged { path });
    }
    // A lock on the damaged file itself: of several who find the damage, one moves it.
    let file = match File::open(path) {
        Err(err) if err.kind() == io::ErrorKind::NotFound => return Ok(None),
        file => file.map_err(&failed)?,
    };
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => return Ok(None),
        locked => locked.map_err(io::Error::from).map_err(&failed)?,
    }
    if is_moved(found) {
        return Ok(None);
    }
    let to = free_name(path);
    let is_log = is_log_to_blame(path);
    let moved = if is_log {
        replace_log(path, &to)
    } else {
        rename(path, &to, &ALL)
    };
    moved.map_err(failed)?;
    Ok(Some(Notice {
        path: path.to_path_buf(),
        to: if is_log { beside(&to, "-wal") } else { to },
        is_log,
    }))
}

/// Whether the file without its log is a good one.
fn is_log_to_blame(path: &Path) -> bool {
    fs::exists(beside(path, "-wal")).unwrap_or(false)
        && immutable(path)
            .and_then(|conn| schema::kind(&conn))
            .is_ok_and(|kind| kind != Kind::Damaged)
}

/// Moves the log away, and puts a copy in the place of the file: a process that still uses both
/// goes on with the old pair, and notices.
fn replace_log(path: &Path, to: &Path) -> io::Result<()> {
    let copy = beside(path, ".part");
    fs::copy(path, &copy)?;
    File::open(&copy)?.sync_all()?;
    rename(path, to, &LOG)?;
    fs::rename(&copy, path)
}

fn rename(path: &Path, to: &Path, suffixes: &[&str]) -> io::Result<()> {
    for suffix in suffixes {
        match fs::rename(beside(path, suffix), beside(to, suffix)) {
            Err(err) if err.kind() != io::ErrorKind::NotFound => return Err(err),
            _ => {}
        }
    }
    Ok(())
}

/// The first `history.damaged-<n>.db` that is free, with all that may be beside it.
fn free_name(path: &Path) -> PathBuf {
    let mut n = 1_u32;
    loop {
        let to = path.with_extension(format!("damaged-{n}.db"));
        if ALL
            .iter()
            .all(|suffix| fs::symlink_metadata(beside(&to, suffix)).is_err())
        {
            return to;
        }
        n += 1;
    }
}

#[cfg(test)]
mod tests;
