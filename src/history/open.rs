//! Opening the file: finding or making it, and replacing a damaged one.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, MAIN_DB};

use super::aside::{self, Notice};
use super::connect::connect;
use super::error::HistoryError;
use super::lock;
use super::wait::LOCK_WAIT;

/// An open file and where it really is.
pub(super) struct Opened {
    pub(super) conn: Connection,
    pub(super) path: PathBuf,
    pub(super) notice: Option<Notice>,
}

/// Opens the history at `path` for playing, and creates it where there is none.
pub(super) fn open(path: &Path) -> Result<Opened, HistoryError> {
    let (path, size) = find(path)?;
    if size.is_none() {
        create_folder(&path)?;
    }
    let opened = open_or_replace(path, size.is_none())?;
    match opened.conn.is_readonly(MAIN_DB) {
        Ok(false) => Ok(opened),
        Ok(true) => Err(HistoryError::ReadOnly { path: opened.path }),
        Err(source) => Err(HistoryError::database("open", &opened.path, source)),
    }
}

/// Opens the history at `path` for reading. `None` where there is nothing yet.
pub(super) fn open_existing(path: &Path) -> Result<Option<Opened>, HistoryError> {
    match find(path)? {
        (_, None | Some(0)) => Ok(None),
        (path, Some(_)) => open_or_replace(path, false).map(Some),
    }
}

/// Where the file really is, and its size in bytes if it is there.
fn find(path: &Path) -> Result<(PathBuf, Option<u64>), HistoryError> {
    let failed = |source| HistoryError::Open {
        path: path.to_path_buf(),
        source,
    };
    // Absolute, because SQLite takes a path that begins with "file:" for a URI.
    let mut real = std::path::absolute(path).map_err(failed)?;
    let mut found = fs::symlink_metadata(&real);
    if found.as_ref().is_ok_and(fs::Metadata::is_symlink) {
        // What is done to the file is done to the link's target, and the link stays.
        real = fs::canonicalize(&real).map_err(failed)?;
        found = fs::symlink_metadata(&real);
    }
    match found {
        Ok(meta) if meta.is_file() => Ok((real, Some(meta.len()))),
        Ok(_) => Err(HistoryError::NotAFile { path: real }),
        Err(err) if err.kind() == io::ErrorKind::NotFound => Ok((real, None)),
        Err(source) => Err(failed(source)),
    }
}

/// Makes the folder of the file, for its owner alone.
fn create_folder(path: &Path) -> Result<(), HistoryError> {
    let Some(folder) = path.parent() else {
        return Ok(());
    };
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(folder)
        .map_err(|source| HistoryError::Folder {
            path: folder.to_path_buf(),
            source,
        })
}

/// Makes an empty file, for its owner alone, unless there is one.
fn create(path: &Path) -> Result<(), HistoryError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(err) if err.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(source) => Err(HistoryError::Open {
            path: path.to_path_buf(),
            source,
        }),
    }
}

fn open_or_replace(path: PathBuf, is_missing: bool) -> Result<Opened, HistoryError> {
    let opened = |conn, path, notice| Opened { conn, path, notice };
    let shared = lock::shared(&path, LOCK_WAIT)?;
    if is_missing {
        create(&path)?;
    }
    if let Some(conn) = connect(&path)? {
        return Ok(opened(conn, path, None));
    }
    drop(shared);

    let _exclusive = lock::exclusive(&path, LOCK_WAIT)?;
    // Looked at again: another process may have replaced it in the meantime, or may have been
    // stopped half-way.
    create(&path)?;
    if let Some(conn) = connect(&path)? {
        return Ok(opened(conn, path, None));
    }
    let notice = aside::move_aside(&path)?;
    create(&path)?;
    match connect(&path)? {
        Some(conn) => Ok(opened(conn, path, Some(notice))),
        None => Err(HistoryError::Damaged { path }),
    }
}

#[cfg(test)]
mod tests;
