//! Files that a player asks for by name.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use rustix::fs::{CWD, RenameFlags, renameat_with};
use tempfile::Builder;

use super::folders::PART;

/// Writes a whole file or nothing. The folder must exist.
///
/// # Errors
/// What the file system says, and [`io::ErrorKind::AlreadyExists`] if there is such a file and it
/// may not be replaced.
pub fn write(path: &Path, bytes: &[u8], replace: bool) -> io::Result<()> {
    let mut builder = Builder::new();
    // The umask reduces this, as for any new file.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.prefix(PART).tempfile_in(folder_of(path))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    let written = if replace {
        file.persist(path)
    } else {
        file.persist_noclobber(path)
    };
    written?;
    Ok(())
}

/// Writes a folder of files, whole or not at all. Only a folder of TOML files is replaced.
///
/// # Errors
/// As [`write()`].
pub fn write_folder(path: &Path, files: &[(&str, &str)], replace: bool) -> io::Result<()> {
    let is_there = fs::symlink_metadata(path).is_ok();
    if is_there && !(replace && has_only_banks(path)?) {
        return Err(ErrorKind::AlreadyExists.into());
    }
    let part = Builder::new().prefix(PART).tempdir_in(folder_of(path))?;
    let new = part.path().join("new");
    fs::create_dir(&new)?;
    for (name, text) in files {
        write(&new.join(name), text.as_bytes(), false)?;
    }
    let flags = if is_there {
        RenameFlags::EXCHANGE
    } else {
        RenameFlags::NOREPLACE
    };
    Ok(renameat_with(CWD, &new, CWD, path, flags)?)
}

/// Whether a folder has TOML files and nothing else.
fn has_only_banks(path: &Path) -> io::Result<bool> {
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let is_bank = entry
            .path()
            .extension()
            .is_some_and(|extension| extension == "toml");
        if !is_bank || !entry.file_type()?.is_file() {
            return Ok(false);
        }
    }
    Ok(true)
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Creates a folder and those above it, unless they exist.
///
/// # Errors
/// What the file system says.
pub fn create_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}
