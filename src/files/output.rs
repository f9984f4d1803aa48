//! Files that a player asks for by name.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use tempfile::Builder;

/// Writes a whole file or nothing. The folder must exist.
///
/// # Errors
/// What the file system says, and [`io::ErrorKind::AlreadyExists`] if there is such a file and it
/// may not be replaced.
pub fn write(path: &Path, bytes: &[u8], replace: bool) -> io::Result<()> {
    let mut builder = Builder::new();
    // The umask takes away what it does elsewhere.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = builder.tempfile_in(folder)?;
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

/// Creates a folder and those above it, unless they exist.
///
/// # Errors
/// What the file system says.
pub fn create_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}
