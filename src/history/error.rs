//! What can go wrong with the history, in words for the player.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode::{
    self, CannotOpen, DatabaseBusy, DatabaseCorrupt, DatabaseLocked, FileLockingProtocolFailed,
    NotADatabase, ReadOnly,
};

/// Why the history could not be opened, read or written. `Display` names the file; what to do
/// about it is [`help`](HistoryError::help).
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// The file system refused to do something to the file or its folder.
    #[error("could not {action} {}", path.display())]
    Io {
        action: &'static str,
        path: PathBuf,
        source: io::Error,
    },
    #[error("could not open the score file {}: it is not a regular file", .0.display())]
    NotAFile(PathBuf),
    #[error("could not write the score file {}: it is read-only", .0.display())]
    ReadOnly(PathBuf),
    #[error("could not use the score file {}: it is locked", .0.display())]
    Busy(PathBuf),
    /// The file stays unchanged.
    #[error("could not open the score file {}: it is another program's database", .0.display())]
    Foreign(PathBuf),
    /// The file stays unchanged. `found` and `known` are schema versions.
    #[error(
        "could not open the score file {}: it is from a newer dundie (format {found}, this one knows {known})",
        path.display()
    )]
    Newer {
        path: PathBuf,
        found: i64,
        known: i64,
    },
    /// The file is damaged, or holds a value that no version of the program writes.
    #[error("could not use the score file {}: it is damaged", .0.display())]
    Damaged(PathBuf),
    /// The file was removed or replaced after it was opened.
    #[error("could not save to the score file {}: it was moved, deleted or replaced", .0.display())]
    Replaced(PathBuf),
    /// The game is over or unknown, or has another question to answer first.
    #[error(
        "could not save to the score file {}: the game is over, or is being played in another dundie",
        .0.display()
    )]
    OutOfStep(PathBuf),
    /// Somebody is at the game.
    #[error("could not continue or discard the game in {}: it is being played in another dundie", .0.display())]
    Playing(PathBuf),
    /// The database failed in some other way.
    #[error("could not {action} the score file {}", path.display())]
    Database {
        /// `open`, `read` or `write`.
        action: &'static str,
        path: PathBuf,
        source: rusqlite::Error,
    },
}

impl HistoryError {
    /// What the player can do about it: one line, lower case, without a period.
    pub fn help(&self) -> Option<&'static str> {
        Some(match self {
            Self::Busy(_) => "another dundie is using the file; try again in a moment",
            Self::Newer { .. } => "update dundie, or use --data-dir to save scores somewhere else",
            Self::Damaged(_) => {
                "move the file away to start a new one, or use --data-dir to save scores somewhere else"
            }
            Self::Replaced(_) => "start dundie again to use the file that is there now",
            Self::Playing(_) => "quit it there first",
            Self::OutOfStep(_) => return None,
            _ => "use --data-dir to save scores somewhere else",
        })
    }

    /// Whether a game can be saved in a new file instead.
    pub fn is_replaceable(&self) -> bool {
        matches!(self, Self::Damaged(_) | Self::Replaced(_))
    }

    /// Whether the file, or its -wal or -shm, cannot be written or created.
    pub(super) fn is_access(&self) -> bool {
        match self {
            Self::ReadOnly(_) => true,
            Self::Database { source, .. } => code(source) == Some(CannotOpen),
            _ => false,
        }
    }

    /// An error of the file system while it tried to `action` the file or folder at `path`.
    pub(super) fn io(action: &'static str, path: &Path) -> impl Fn(io::Error) -> Self {
        move |source| Self::Io {
            action,
            path: path.to_path_buf(),
            source,
        }
    }

    /// Classifies an error of the database while it tried to `action` the file at `path`.
    pub(super) fn database(action: &'static str, path: &Path, source: rusqlite::Error) -> Self {
        let path = path.to_path_buf();
        // A value that does not fit its column.
        let is_odd = matches!(
            source,
            rusqlite::Error::IntegralValueOutOfRange(..)
                | rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::Utf8Error(..)
        );
        match code(&source) {
            Some(DatabaseBusy | DatabaseLocked | FileLockingProtocolFailed) => Self::Busy(path),
            Some(ReadOnly) => Self::ReadOnly(path),
            _ if is_odd || is_damage(&source) => Self::Damaged(path),
            _ => Self::Database {
                action,
                path,
                source,
            },
        }
    }
}

pub(super) fn is_damage(err: &rusqlite::Error) -> bool {
    matches!(code(err), Some(DatabaseCorrupt | NotADatabase))
}

/// The result code, including that of errors with a position in the SQL.
pub(super) fn code(err: &rusqlite::Error) -> Option<ErrorCode> {
    match err {
        rusqlite::Error::SqliteFailure(error, _) | rusqlite::Error::SqlInputError { error, .. } => {
            Some(error.code)
        }
        _ => None,
    }
}
