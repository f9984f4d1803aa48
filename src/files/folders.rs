//! The folders for data, caches and settings, and how files are written there.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use etcetera::app_strategy::{AppStrategy, AppStrategyArgs, choose_native_strategy};
use tempfile::NamedTempFile;

/// The player's data and cache folders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// What must not be lost: the history.
    pub data: PathBuf,
    /// What can be rebuilt: indexes.
    pub cache: PathBuf,
}

#[derive(Debug, thiserror::Error)]
#[error("could not find a folder for scores: neither XDG_DATA_HOME nor HOME is an absolute path")]
pub struct NoFolder;

impl Folders {
    /// `--data-dir`, else `DUNDIE_DATA_DIR`, each with the cache inside it; else
    /// absolute XDG folders, else the platform's own below an absolute `HOME`.
    ///
    /// # Errors
    /// [`NoFolder`] if nothing names an absolute data folder.
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
        let platform = platform(&env);
        let data = xdg(&env, "XDG_DATA_HOME")
            .or_else(|| Some(platform.as_ref()?.data_dir()))
            .ok_or(NoFolder)?;
        let cache = xdg(&env, "XDG_CACHE_HOME")
            .or_else(|| Some(platform.as_ref()?.cache_dir()))
            .unwrap_or_else(|| data.join("cache"));
        Ok(Self { data, cache })
    }

    /// The folder of the player's settings. They belong to the person: `--data-dir`
    /// does not move them, since several people may share a data folder.
    pub fn config(env: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
        xdg(&env, "XDG_CONFIG_HOME").or_else(|| Some(platform(&env)?.config_dir()))
    }

    #[must_use]
    pub fn history(&self) -> PathBuf {
        self.data.join("history.db")
    }
}

/// The program's folder below the absolute one that this variable names.
fn xdg(env: &impl Fn(&str) -> Option<OsString>, variable: &str) -> Option<PathBuf> {
    let folder = env(variable).map(PathBuf::from)?;
    folder.is_absolute().then(|| folder.join("dundie"))
}

/// The platform's own folders. Its rules read `HOME` themselves, relative or not.
fn platform(env: &impl Fn(&str) -> Option<OsString>) -> Option<impl AppStrategy> {
    PathBuf::from(env("HOME")?).is_absolute().then_some(())?;
    choose_native_strategy(AppStrategyArgs {
        top_level_domain: String::new(),
        author: String::new(),
        app_name: "dundie".to_owned(),
    })
    .ok()
}

/// Replaces a file, or leaves it as it was; only its owner can read the new one.
///
/// # Errors
/// What the file system says.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    create_private(folder)?;
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

/// Opens a regular file: opening a pipe could wait for ever, and a device has no
/// end.
///
/// # Errors
/// What the file system says; [`io::ErrorKind::InvalidInput`] for anything else.
pub fn open_file(path: &Path, options: &fs::OpenOptions) -> io::Result<fs::File> {
    if !fs::metadata(path)?.is_file() {
        let error = io::Error::new(io::ErrorKind::InvalidInput, "not a regular file");
        return Err(error);
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
