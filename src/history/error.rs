//! What can go wrong with the history, in words for the player.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ffi::ErrorCode;

/// Why the history could not be opened, read or written.
///
/// The message names the file; the cause, where the system or the database gave one, is the
/// [`source`](std::error::Error::source). What the player can do about it is
/// [`help`](HistoryError::help).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HistoryError {
    /// The folder of the file is missing and could not be made.
    #[error("could not create the folder {}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file could not be reached or created.
    #[error("could not open the score file {}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Something else than a file is at the path: a folder, a pipe, a device.
    #[error("could not open the score file {}: it is not a regular file", path.display())]
    NotAFile {
        /// The path.
        path: PathBuf,
    },
    /// The file, or its folder, may be read but not written.
    #[error("could not write the score file {}: it is read-only", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// Another process held the file for longer than is worth waiting for.
    #[error("could not use the score file {}: it is locked", path.display())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// A later version of the program wrote the file. It was left as it was.
    #[error(
        "could not open the score file {}: it is from a newer dundie (format {found}, this one knows {known})",
        path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// The schema version of the file.
        found: i64,
        /// The last schema version that this program knows.
        known: i64,
    },
    /// The file turned out to be damaged after it was opened.
    #[error("could not use the score file {}: it is damaged", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// The file is damaged and could not be moved out of the way.
    #[error("could not move the damaged score file {} aside", path.display())]
    MoveAside {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The disk is full.
    #[error("could not write the score file {}: the disk is full", path.display())]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// The game is finished, its question is answered already, or it has no such game or question.
    #[error(
        "could not keep this in the score file {}: the game is over, or goes on in another dundie",
        path.display()
    )]
    OutOfStep {
        /// The file.
        path: PathBuf,
    },
    /// The database failed in some other way.
    #[error("could not {action} the score file {}", path.display())]
    Database {
        /// `open`, `read` or `write`.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// What the database said.
        source: rusqlite::Error,
    },
}

impl HistoryError {
    /// What the player can do about it: one line, lower case, without a full stop.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        let elsewhere = "use --data-dir to keep scores elsewhere";
        let help = match self {
            Self::Folder { .. }
            | Self::Open { .. }
            | Self::NotAFile { .. }
            | Self::ReadOnly { .. }
            | Self::Database { .. } => elsewhere.to_owned(),
            Self::Busy { .. } => "another dundie holds the file; try again in a moment".to_owned(),
            Self::Newer { .. } => format!("update dundie, or {elsewhere}"),
            Self::Damaged { .. } | Self::MoveAside { .. } => {
                format!("move the file away to start a new one, or {elsewhere}")
            }
            Self::Full { .. } => format!("free some space, or {elsewhere}"),
            Self::OutOfStep { .. } => return None,
        };
        Some(help)
    }

    /// Sorts what the database said while it was asked to `action` the file at `path`.
    pub(super) fn database(action: &'static str, path: &Path, source: rusqlite::Error) -> Self {
        let path = path.to_path_buf();
        match code(&source) {
            Some(
                ErrorCode::DatabaseBusy
                | ErrorCode::DatabaseLocked
                | ErrorCode::FileLockingProtocolFailed,
            ) => Self::Busy { path },
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged { path },
            Some(ErrorCode::DiskFull) => Self::Full { path },
            Some(ErrorCode::ReadOnly) => Self::ReadOnly { path },
            _ => Self::Database {
                action,
                path,
                source,
            },
        }
    }
}

pub(super) fn is_busy(err: &rusqlite::Error) -> bool {
    code(err) == Some(ErrorCode::DatabaseBusy)
}

pub(super) fn is_damage(err: &rusqlite::Error) -> bool {
    matches!(
        code(err),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
    )
}

/// The result code, also of the errors that come with a place in the SQL.
fn code(err: &rusqlite::Error) -> Option<ErrorCode> {
    match err {
        rusqlite::Error::SqliteFailure(error, _) | rusqlite::Error::SqlInputError { error, .. } => {
            Some(error.code)
        }
        _ => None,
    }
}
