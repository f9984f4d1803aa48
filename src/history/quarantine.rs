//! Moving a damaged file out of the way without losing a byte of it.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tempfile::NamedTempFile;

use super::connect::{beside, immutable, is_moved};
use super::error::HistoryError;
use super::schema::{self, Kind, is_whole};

/// The log and its index.
const LOG: [&str; 2] = ["-wal", "-shm"];

/// The database goes last: without it, a new database would adopt the files left behind.
const ALL: [&str; 4] = ["-wal", "-shm", "-journal", ""];

/// Tells the player what was moved out of the way.
#[derive(Debug, PartialEq, Eq)]
pub struct Notice(pub String);

/// Moves the files of a damaged database to `history.damaged-1.db`, or the first free number. If
/// only its log is damaged, moves just that. `None` if another process is doing it or has done it.
pub(super) fn quarantine(path: &Path, found: &Connection) -> Result<Option<Notice>, HistoryError> {
    let failed = HistoryError::io("rename the damaged score file", path);
    if path.is_symlink() {
        // A link's target belongs somewhere else, so leave it there.
        return Err(HistoryError::Damaged(path.into()));
    }
    // Lock the damaged file itself, so that only one process moves it.
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
    let (shown, to) = (path.display(), free_name(path));
    Ok(Some(Notice(if is_log_to_blame(path) {
        replace_log(path, &to).map_err(failed)?;
        let to = beside(&to, "-wal");
        format!(
            "the log of the score file {shown} was damaged, so the latest answers may be missing; \
             it is saved as {}",
            to.display()
        )
    } else {
        rename(path, &to, &ALL).map_err(failed)?;
        format!(
            "the score file {shown} was damaged; it is saved as {}, and a new one was started",
            to.display()
        )
    })))
}

/// Whether the file is intact without its log.
fn is_log_to_blame(path: &Path) -> bool {
    fs::exists(beside(path, "-wal")).unwrap_or(false)
        && immutable(path)
            .and_then(|conn| {
                Ok(schema::kind(&conn)? != Kind::Damaged && is_whole(&conn, "quick_check"))
            })
            .unwrap_or(false)
}

/// Moves the log away and replaces the file with a copy. A process that still uses both keeps the
/// old pair, and notices.
fn replace_log(path: &Path, to: &Path) -> io::Result<()> {
    let mut file = File::open(path)?;
    let mut copy = NamedTempFile::new_in(path.parent().unwrap_or(path))?;
    io::copy(&mut file, &mut copy)?;
    copy.as_file()
        .set_permissions(file.metadata()?.permissions())?;
    copy.as_file().sync_all()?;
    rename(path, to, &LOG)?;
    copy.persist(path)?;
    Ok(())
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

/// The first `history.damaged-<n>.db` with neither a file nor a log.
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
