//! A lock on the folder, around opening: shared by those who open the file, and not shared by who
//! moves a damaged one aside.
//!
//! The database's own locks cannot do this. It finds its journal and -wal by name, so a process
//! that still had the damaged file open would take those of the new one for its own.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::time::Duration;

use super::error::HistoryError;
use crate::files::lock::lock_folder;

/// Held until dropped. There is nothing to hold where the folder cannot be locked.
#[derive(Debug)]
#[must_use]
pub(super) struct Lock {
    _folder: Option<File>,
}

/// For opening the file. Where the folder cannot be locked, nobody moves the file aside either.
///
/// # Errors
///
/// [`HistoryError::Busy`] after `wait`.
pub(super) fn shared(path: &Path, wait: Duration) -> Result<Lock, HistoryError> {
    match lock(path, wait, File::try_lock_shared) {
        Err(HistoryError::MoveAside { .. }) => Ok(Lock { _folder: None }),
        done => done,
    }
}

/// For moving the file aside.
///
/// # Errors
///
/// [`HistoryError::Busy`] after `wait`, [`HistoryError::MoveAside`] where the folder cannot be
/// locked.
pub(super) fn exclusive(path: &Path, wait: Duration) -> Result<Lock, HistoryError> {
    lock(path, wait, File::try_lock)
}

fn lock(
    path: &Path,
    wait: Duration,
    attempt: impl Fn(&File) -> Result<(), TryLockError>,
) -> Result<Lock, HistoryError> {
    if !cfg!(unix) {
        // No lock on folders, and no need of one: a file that is open cannot be moved.
        return Ok(Lock { _folder: None });
    }
    // The folder, since a file made for it could never be deleted again without a race, and the
    // database must not be opened: closing it would drop the locks that SQLite has on it.
    match lock_folder(path.parent().unwrap_or(path), wait, attempt) {
        Ok(folder) => Ok(Lock {
            _folder: Some(folder),
        }),
        Err(err) if err.kind() == io::ErrorKind::WouldBlock => Err(HistoryError::Busy {
            path: path.to_path_buf(),
        }),
        Err(source) => Err(HistoryError::MoveAside {
            path: path.to_path_buf(),
            source,
        }),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::super::fixture::Folder;
    use super::*;

    const SHORT: Duration = Duration::from_millis(30);

    #[test]
    fn a_folder_that_cannot_be_locked_may_be_read_but_nothing_is_moved_in_it() {
        let path = Folder::new().join("missing/history.db");
        let _opening = shared(&path, SHORT).unwrap();
        let err = exclusive(&path, SHORT).unwrap_err();
        assert!(matches!(err, HistoryError::MoveAside { .. }), "{err:?}");
    }

    #[test]
    fn many_may_open_a_file_but_not_while_one_moves_it() {
        let folder = Folder::new();
        let path = folder.path();
        let opening = [shared(&path, SHORT).unwrap(), shared(&path, SHORT).unwrap()];
        assert!(matches!(
            exclusive(&path, SHORT),
            Err(HistoryError::Busy { .. })
        ));
        drop(opening);
        let _moving = exclusive(&path, SHORT).unwrap();
        assert!(matches!(
            exclusive(&path, SHORT),
            Err(HistoryError::Busy { .. })
        ));
        assert!(matches!(
            shared(&path, SHORT),
            Err(HistoryError::Busy { .. })
        ));
    }
}
