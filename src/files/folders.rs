//! Where data, caches and settings are kept.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use etcetera::app_strategy::{AppStrategy, AppStrategyArgs, choose_native_strategy};

/// The two folders of this player.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// What must not be lost: the history.
    pub data: PathBuf,
    /// What can be made again: indexes.
    pub cache: PathBuf,
}

/// No folder could be settled on.
#[derive(Debug, thiserror::Error)]
#[error(
    "could not find a folder to keep scores in: neither XDG_DATA_HOME nor HOME is an absolute path"
)]
pub struct NoFolder;

impl Folders {
    /// `--data-dir`, else `DUNDIE_DATA_DIR`, else the platform's own folders.
    /// Where the data folder is named, caches lie inside it.
    ///
    /// # Errors
    /// [`NoFolder`] where nothing names an absolute folder.
    pub fn find(
        option: Option<&Path>,
        env: impl Fn(&str) -> Option<OsString>,
    ) -> Result<Self, NoFolder> {
        let named = option
            .map(Path::to_owned)
            .or_else(|| env("DUNDIE_DATA_DIR").map(PathBuf::from))
            .filter(|path| !path.as_os_str().is_empty());
        if let Some(data) = named {
            let cache = data.join("cache");
            return Ok(Self { data, cache });
        }
        let absolute = |name: &str| env(name).map(PathBuf::from).filter(|p| p.is_absolute());
        // The platform's rules read HOME themselves, relative or not.
        let platform = || absolute("HOME").and_then(|_| Self::of_platform());
        match (absolute("XDG_DATA_HOME"), absolute("XDG_CACHE_HOME")) {
            (Some(data), Some(cache)) => Some(Self::below(&data, &cache)),
            (Some(data), None) => {
                let data = data.join("dundie");
                let cache = platform().map_or_else(|| data.join("cache"), |p| p.cache);
                Some(Self { data, cache })
            }
            (None, Some(cache)) => platform().map(|p| Self {
                cache: cache.join("dundie"),
                ..p
            }),
            (None, None) => platform(),
        }
        .ok_or(NoFolder)
    }

    /// The folder of the player's settings: an absolute `XDG_CONFIG_HOME`, else
    /// the platform's own; `None` where nothing names an absolute folder. They
    /// belong to the person, so that a data folder shared by several has none.
    pub fn config(env: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
        let absolute = |name: &str| env(name).map(PathBuf::from).filter(|p| p.is_absolute());
        absolute("XDG_CONFIG_HOME")
            .map(|config| config.join("dundie"))
            .or_else(|| Some(absolute("HOME").and_then(|_| platform())?.config_dir()))
    }

    fn below(data: &Path, cache: &Path) -> Self {
        Self {
            data: data.join("dundie"),
            cache: cache.join("dundie"),
        }
    }

    fn of_platform() -> Option<Self> {
        let strategy = platform()?;
        Some(Self {
            data: strategy.data_dir(),
            cache: strategy.cache_dir(),
        })
    }

    #[must_use]
    pub fn history(&self) -> PathBuf {
        self.data.join("history.db")
    }
}

/// The platform's own folders, by its HOME.
fn platform() -> Option<impl AppStrategy> {
    choose_native_strategy(AppStrategyArgs {
        top_level_domain: String::new(),
        author: String::new(),
        app_name: "dundie".to_owned(),
    })
    .ok()
}

/// Writes a file so that it is there whole or not at all, and only its owner may
/// read it.
///
/// # Errors
/// What the file system says; the old file is then as it was.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        create_private(folder)?;
    }
    let unique = std::process::id();
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{unique}.part"));
    let part = path.with_file_name(name);
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options
        .open(&part)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&part, path));
    if written.is_err() {
        // Best effort: what matters is the first error.
        let _ = fs::remove_file(&part);
    }
    written
}

/// Opens what is there, if it is a regular file: opening a pipe could wait for
/// ever, and a device has no end.
///
/// # Errors
/// What the file system says; [`io::ErrorKind::InvalidInput`] for anything else.
pub fn open_file(path: &Path, options: &fs::OpenOptions) -> io::Result<fs::File> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    options.open(path)
}

/// Creates a folder, and those above it, that only its owner may enter.
///
/// # Errors
/// What the file system says.
pub fn create_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
