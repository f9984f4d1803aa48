//! The lock on a game that is being played.

use std::fs::{self, File, TryLockError};
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use super::connect::beside;
use super::database::History;
use super::error::HistoryError;
use super::open::create;
use super::types::GameId;

/// Held while a game is played, and gone with the process.
#[derive(Debug)]
pub struct GameLock {
    path: PathBuf,
    _file: File,
}

impl History {
    /// Locks a game, and those played in turn with it, by the one that was started first.
    ///
    /// # Errors
    ///
    /// [`HistoryError::Playing`] if another process has the lock.
    pub fn lock(&self, first: GameId) -> Result<GameLock, HistoryError> {
        let path = beside(&self.path, &format!("-game-{}", first.0));
        let failed = HistoryError::io("lock the game with", &path);
        loop {
            let file = create(&path).map_err(&failed)?;
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => {
                    return Err(HistoryError::Playing(self.path.clone()));
                }
                locked => locked.map_err(io::Error::from).map_err(&failed)?,
            }
            // Whoever had the lock before may just have removed the file.
            if is_at(&file, &path) {
                let path = path.clone();
                return Ok(GameLock { path, _file: file });
            }
        }
    }
}

fn is_at(file: &File, path: &Path) -> bool {
    let about = file.metadata().ok().zip(fs::symlink_metadata(path).ok());
    about.is_some_and(|(own, there)| (own.dev(), own.ino()) == (there.dev(), there.ino()))
}

impl Drop for GameLock {
    fn drop(&mut self) {
        // What is left over is only a file that nobody has locked.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Folder;
    use super::*;

    #[test]
    fn one_at_a_time_has_the_lock_and_leaves_nothing_behind() {
        let folder = Folder::new();
        let (history, other) = (folder.history(), folder.history());
        let before = folder.names();
        for _ in 0..2 {
            let lock = history.lock(GameId(1)).unwrap();
            let err = other.lock(GameId(1)).unwrap_err();
            assert!(matches!(err, HistoryError::Playing(_)), "{err:?}");
            drop(other.lock(GameId(2)).unwrap());
            drop(lock);
            assert_eq!(folder.names(), before);
        }
    }

    #[test]
    fn a_planted_link_is_not_followed() {
        let folder = Folder::new();
        let history = folder.history();
        std::os::unix::fs::symlink(folder.join("target"), folder.join("history.db-game-1"))
            .unwrap();
        let err = history.lock(GameId(1)).unwrap_err();
        assert!(matches!(err, HistoryError::Io { .. }), "{err:?}");
        assert!(!folder.join("target").exists());
    }
}
