//! Moving a damaged file out of the way without losing a byte of it.

use std::ffi::OsString;
use std::fmt;
use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::error::HistoryError;

/// The files that are kept beside a database.
const SIDECARS: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Something that happened on opening which the player should hear of. `Display` says it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Notice {
    /// The file was damaged, or no history of ours; it was kept and a new one started.
    MovedAside {
        /// Where the file was, and the new one is.
        damaged: PathBuf,
        /// Where it is now.
        to: PathBuf,
    },
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MovedAside { damaged, to } => write!(
                f,
                "the score file {} was damaged; it is kept as {} and a new one was started",
                damaged.display(),
                to.display()
            ),
        }
    }
}

/// Moves `history.db` and what is kept beside it to `history.damaged-1.db`, or the first
/// number that is free. Only under [`exclusive`](super::lock::exclusive) lock.
pub(super) fn move_aside(path: &Path) -> Result<Notice, HistoryError> {
    let failed = |source| HistoryError::MoveAside {
        path: path.to_path_buf(),
        source,
    };
    let to = claim_free_name(path).map_err(failed)?;
    if let Err(source) = rename_all(path, &to) {
        // The claim is still the empty file that it was. If it cannot be removed, so be it.
        let _ = fs::remove_file(&to);
        return Err(failed(source));
    }
    Ok(Notice::MovedAside {
        damaged: path.to_path_buf(),
        to,
    })
}

/// The database goes last: without it, and if this stops half-way, what is left beside it would be
/// taken for that of a new one.
fn rename_all(path: &Path, to: &Path) -> io::Result<()> {
    for sidecar in SIDECARS {
        match fs::rename(beside(path, sidecar), beside(to, sidecar)) {
            Err(err) if err.kind() != io::ErrorKind::NotFound => return Err(err),
            _ => {}
        }
    }
    fs::rename(path, to)
}

/// Creates the first `history.damaged-<n>.db` that no file is in the way of, so that nobody else
/// takes the name.
fn claim_free_name(path: &Path) -> io::Result<PathBuf> {
    let mut n = 1_u32;
    loop {
        let mut name = path.file_stem().map(OsString::from).unwrap_or_default();
        name.push(format!(".damaged-{n}"));
        if let Some(extension) = path.extension() {
            name.push(".");
            name.push(extension);
        }
        let to = path.with_file_name(name);
        let taken = |sidecar| fs::symlink_metadata(beside(&to, sidecar)).is_ok();
        if !SIDECARS.into_iter().any(taken) {
            match OpenOptions::new().write(true).create_new(true).open(&to) {
                Ok(_) => return Ok(to),
                Err(err) if err.kind() != io::ErrorKind::AlreadyExists => return Err(err),
                Err(_) => {}
            }
        }
        n += 1;
    }
}

/// The path with `suffix` put after the file name.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests;
