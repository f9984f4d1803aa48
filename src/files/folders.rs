//! The folders for data, caches and settings, and how files are written there.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, Write as _};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _, fchown};
use std::path::{Path, PathBuf};
use std::time::Duration;

use etcetera::app_strategy::{AppStrategy, AppStrategyArgs, choose_native_strategy};
use rustix::fs::{Dir, OFlags};
use tempfile::Builder;

use crate::clock;

/// Name prefix of files and folders that are still being written.
pub(super) const PART: &str = ".dundie-part-";
/// A partial file older than this is a leftover.
const LONGEST_WRITE: Duration = Duration::from_secs(60 * 60);
/// The group's and others' right to write.
const OTHERS_WRITE: u32 = 0o022;
/// The group's right to write.
const GROUP_WRITES: u32 = 0o020;

/// The player's data and cache folders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// What must not be lost: the history.
    pub data: PathBuf,
    /// What can be rebuilt: indexes. `None` if others could write there.
    pub cache: Option<PathBuf>,
}

#[derive(Debug, thiserror::Error)]
#[error("could not find a folder for scores: neither XDG_DATA_HOME nor HOME is an absolute path")]
pub struct NoFolder;

impl Folders {
    /// `--data-dir`, else `DUNDIE_DATA_DIR`, each with the cache inside it unless others may
    /// write there; else absolute XDG folders, else the platform's own below an absolute `HOME`.
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
        let is_named = named.is_some();
        let platform = platform(&env);
        let data = named
            .or_else(|| xdg(&env, "XDG_DATA_HOME"))
            .or_else(|| Some(platform.as_ref()?.data_dir()))
            .ok_or(NoFolder)?;
        let inside = || is_own(&data).then(|| data.join("cache"));
        let cache = is_named
            .then(inside)
            .flatten()
            .or_else(|| xdg(&env, "XDG_CACHE_HOME"))
            .or_else(|| Some(platform.as_ref()?.cache_dir()))
            .or_else(inside);
        let cache = cache.filter(|cache| is_own(cache));
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

/// Whether nobody else can write to the folder, or it is not there yet.
fn is_own(folder: &Path) -> bool {
    match fs::metadata(folder) {
        Ok(about) => {
            let is_mine = about.uid() == rustix::process::geteuid().as_raw();
            about.is_dir() && is_mine && about.mode() & OTHERS_WRITE == 0
        }
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

/// Replaces a file, or leaves it as it was; only its owner can read the new one.
///
/// # Errors
/// What the file system says.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace(path, |file| {
        file.write_all(bytes)?;
        file.sync_all()
    })
}

/// Likewise, with what `write` makes of the new file. Without a sync a power cut may leave
/// zeros in it.
///
/// # Errors
/// What the file system or `write` says.
pub fn replace(path: &Path, write: impl FnOnce(&mut fs::File) -> io::Result<()>) -> io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    create_private(folder)?;
    let mut file = Builder::new().prefix(PART).tempfile_in(folder)?;
    write(file.as_file_mut())?;
    file.persist(path)?;
    sweep(folder);
    Ok(())
}

/// Removes what processes that were killed while writing left behind.
pub(super) fn sweep(folder: &Path) {
    // Unlike `fs::read_dir` this does not panic if the folder cannot be closed.
    let entries = fs::File::open(folder)
        .ok()
        .and_then(|file| Dir::new(file).ok());
    for entry in entries.into_iter().flatten().flatten() {
        let name = entry.file_name().to_bytes();
        if !name.starts_with(PART.as_bytes()) {
            continue;
        }
        let path = folder.join(OsStr::from_bytes(name));
        let changed = fs::symlink_metadata(&path).and_then(|about| about.modified());
        let age = changed.ok().and_then(clock::age);
        if age.is_some_and(|age| age > LONGEST_WRITE) {
            let _ = fs::remove_file(&path).or_else(|_| fs::remove_dir_all(path));
        }
    }
}

/// Gives the folder's group these rights to a new file or folder in it, if the group can write to
/// the folder.
///
/// # Errors
/// What the file system says.
pub fn share(new: &fs::File, folder: &Path, mode: u32) -> io::Result<()> {
    let about = fs::metadata(folder)?;
    if about.mode() & GROUP_WRITES != 0 {
        if about.gid() != new.metadata()?.gid() {
            // Without the right to do so, the file keeps the player's group.
            let _ = fchown(new, None, Some(about.gid()));
        }
        new.set_permissions(fs::Permissions::from_mode(mode))?;
    }
    Ok(())
}

/// Opens a regular file. Never waits, as for the other end of a pipe.
///
/// # Errors
/// What the file system says; [`io::ErrorKind::InvalidInput`] for anything else.
pub fn open_file(path: &Path, options: &mut fs::OpenOptions) -> io::Result<fs::File> {
    open_with(path, options, OFlags::NONBLOCK)
}

/// As [`open_file`], but does not follow a link.
///
/// # Errors
/// As [`open_file`].
pub fn open_unlinked(path: &Path, options: &mut fs::OpenOptions) -> io::Result<fs::File> {
    open_with(path, options, OFlags::NONBLOCK | OFlags::NOFOLLOW)
}

fn open_with(path: &Path, options: &mut fs::OpenOptions, flags: OFlags) -> io::Result<fs::File> {
    let file = options
        .custom_flags(flags.bits().cast_signed())
        .open(path)?;
    if !file.metadata()?.is_file() {
        let error = io::Error::new(io::ErrorKind::InvalidInput, "not a regular file");
        return Err(error);
    }
    Ok(file)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_killed_processes_are_swept() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in [".dundie-part-old", ".dundie-part-new", "other"] {
            fs::write(at(name), "").unwrap();
        }
        let bank = at(".dundie-part-bank");
        fs::create_dir(&bank).unwrap();
        fs::write(bank.join("file"), "").unwrap();
        let old = std::time::SystemTime::UNIX_EPOCH;
        for name in [".dundie-part-old", ".dundie-part-bank", "other"] {
            let file = fs::File::open(at(name)).unwrap();
            file.set_modified(old).unwrap();
        }
        write_whole(&at("file"), b"whole").unwrap();
        assert_eq!(fs::read(at("file")).unwrap(), b"whole");
        assert!(!bank.exists());
        let is_left =
            [".dundie-part-old", ".dundie-part-new", "other"].map(|name| at(name).exists());
        assert_eq!(is_left, [false, true, true]);
    }
}
