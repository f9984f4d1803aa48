//! The player's added banks: a folder each, in `banks` of the data folder.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, RenameFlags, renameat_with};
use tempfile::{Builder, TempDir};

use super::folders::{PART, create_private, share, sweep};
use super::settings::BUILT_IN;
use crate::bank::compile::BankText;
use crate::text::name::is_bank_name;
use crate::text::printable::Printable;
use crate::text::slug::{nearest, slug};

/// Rights in a folder that a group shares.
const SHARED_FILE: u32 = 0o660;
const SHARED_FOLDER: u32 = 0o770;

/// Why a bank was not added or removed. Everything is as it was.
#[derive(Debug, thiserror::Error)]
pub enum ShelfError {
    #[error("`{}` can't be the name of a bank", Printable(.0))]
    BadName(String),
    #[error("a bank called `{0}` was already added")]
    Taken(String),
    /// The name that was probably meant comes second.
    #[error("no added bank is called `{}`", Printable(.0))]
    Unknown(String, Option<String>),
    #[error("could not write to the folder of added banks, {}", Printable(&.0.to_string_lossy()))]
    Io(PathBuf, #[source] io::Error),
}

/// The folder of added banks.
#[derive(Debug)]
pub struct Shelf {
    folder: PathBuf,
}

impl Shelf {
    /// The banks in this data folder.
    #[must_use]
    pub fn new(data: &Path) -> Self {
        let data = data.canonicalize().unwrap_or_else(|_| data.to_owned());
        let folder = data.join("banks");
        Self { folder }
    }

    /// The names of the banks, sorted. Links are left out, as their targets may not be ours.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let mut names: Vec<_> = names.filter(|name| self.find(name).is_some()).collect();
        names.sort();
        names
    }

    /// Where the bank of this name is.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<PathBuf> {
        let is_folder = |path: &Path| fs::symlink_metadata(path).is_ok_and(|it| it.is_dir());
        let path = is_bank_name(name).then(|| self.path(name))?;
        (is_folder(&self.folder) && is_folder(&path)).then_some(path)
    }

    /// Where the bank of this name would be.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Adds a bank, whole or not at all.
    ///
    /// # Errors
    /// [`ShelfError`] for a bad name, one that is taken, or if the bank cannot be written.
    pub fn add(&self, name: &str, text: &BankText, replace: bool) -> Result<(), ShelfError> {
        if !is_bank_name(name) || name == BUILT_IN {
            return Err(ShelfError::BadName(name.to_owned()));
        }
        let path = self.path(name);
        let is_taken = self.find(name).is_some();
        if is_taken && !replace {
            return Err(ShelfError::Taken(name.to_owned()));
        }
        let part = self.part()?;
        let new = part.path().join(name);
        self.write(&new, text).map_err(|error| self.io(error))?;
        let put = if is_taken {
            renameat_with(CWD, &new, CWD, &path, RenameFlags::EXCHANGE).map_err(io::Error::from)
        } else {
            fs::rename(&new, &path)
        };
        put.map_err(|error| match error.kind() {
            // Another process was faster.
            ErrorKind::DirectoryNotEmpty | ErrorKind::AlreadyExists => {
                ShelfError::Taken(name.to_owned())
            }
            _ => self.io(error),
        })
    }

    /// Removes a bank, as a whole.
    ///
    /// # Errors
    /// [`ShelfError`] if there is none of this name, or it cannot be removed.
    pub fn remove(&self, name: &str) -> Result<(), ShelfError> {
        let path = self.find(name).ok_or_else(|| self.unknown(name))?;
        let part = self.part()?;
        let renamed = fs::rename(path, part.path().join(name));
        renamed.map_err(|error| self.io(error))
    }

    #[must_use]
    pub fn unknown(&self, name: &str) -> ShelfError {
        let names = self.names();
        let meant = nearest(name, names.iter().map(String::as_str));
        ShelfError::Unknown(name.to_owned(), meant.map(str::to_owned))
    }

    /// A folder for what is being added or removed, gone when it is dropped.
    fn part(&self) -> Result<TempDir, ShelfError> {
        let make = || {
            let data = self.folder.parent().unwrap_or(&self.folder);
            create_private(data)?;
            match fs::symlink_metadata(&self.folder) {
                Ok(about) if about.is_dir() => {}
                Ok(_) => return Err(ErrorKind::NotADirectory.into()),
                Err(_) => {
                    create_private(&self.folder)?;
                    share(&File::open(&self.folder)?, data, SHARED_FOLDER)?;
                }
            }
            sweep(&self.folder);
            Builder::new().prefix(PART).tempdir_in(&self.folder)
        };
        make().map_err(|error| self.io(error))
    }

    fn write(&self, new: &Path, text: &BankText) -> io::Result<()> {
        create_private(new)?;
        for file in text.files() {
            let name = Path::new(&file.name).file_name().unwrap_or_default();
            let mut options = OpenOptions::new();
            let options = options.write(true).create_new(true).mode(0o600);
            let mut copy = options.open(new.join(name))?;
            share(&copy, &self.folder, SHARED_FILE)?;
            copy.write_all(file.text.as_bytes())?;
            copy.sync_all()?;
        }
        let new = File::open(new)?;
        share(&new, &self.folder, SHARED_FOLDER)?;
        new.sync_all()
    }

    fn io(&self, error: io::Error) -> ShelfError {
        ShelfError::Io(self.folder.clone(), error)
    }
}

/// A name for the bank in this file or folder, which may not be valid.
#[must_use]
pub fn name_for(path: &Path) -> String {
    // `.` and `..` have no name of their own.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let stem = if path.is_dir() {
        path.file_name()
    } else {
        path.file_stem()
    };
    let stem = stem.unwrap_or_default().to_string_lossy().into_owned();
    if is_bank_name(&stem) {
        stem
    } else {
        slug(&stem)
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};

    use super::*;
    use crate::bank::compile;

    fn text(ask: &str) -> BankText {
        let mut text = BankText::default();
        for name in ["from/rivers.toml", "from/lists.toml"] {
            text.add(compile::File {
                name: name.to_owned(),
                text: ask.to_owned(),
            });
        }
        text
    }

    /// Everything in the folder of added banks, hidden or not.
    fn all(shelf: &Shelf) -> Vec<String> {
        let entries = fs::read_dir(&shelf.folder).into_iter().flatten();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.collect()
    }

    #[test]
    fn a_file_gives_its_bank_a_name() {
        for (path, name) in [
            ("rivers.toml", "rivers"),
            ("/banks/the-office.toml", "the-office"),
            ("German Rivers (2).toml", "german-rivers-2"),
            ("quiz.night.gift", "quiz-night"),
            ("日本.toml", "日本"),
        ] {
            assert_eq!(name_for(Path::new(path)), name, "{path}");
        }
        let folder = tempfile::tempdir().unwrap();
        let v2 = folder.path().join("rivers.v2");
        fs::create_dir(&v2).unwrap();
        assert_eq!(name_for(&v2.join(".")), "rivers-v2");
    }

    #[test]
    fn a_bank_is_added_replaced_and_removed_as_a_whole() {
        let data = tempfile::tempdir().unwrap();
        let shelf = Shelf::new(data.path());
        assert_eq!(shelf.names(), [""; 0]);
        shelf.add("rivers", &text("old"), false).unwrap();
        let read = |name: &str| fs::read_to_string(shelf.path("rivers").join(name)).unwrap();
        assert_eq!([read("rivers.toml"), read("lists.toml")], ["old", "old"]);
        let taken = shelf.add("rivers", &text("new"), false);
        assert!(matches!(taken, Err(ShelfError::Taken(_))), "{taken:?}");
        assert_eq!(read("lists.toml"), "old");
        shelf.add("rivers", &text("new"), true).unwrap();
        assert_eq!(read("lists.toml"), "new");
        assert_eq!(
            (shelf.names(), all(&shelf)),
            (vec!["rivers".to_owned()], vec!["rivers".to_owned()])
        );
        shelf.remove("rivers").unwrap();
        assert_eq!(all(&shelf), [""; 0]);
        let gone = shelf.remove("rivers");
        assert!(matches!(gone, Err(ShelfError::Unknown(..))), "{gone:?}");
    }

    #[test]
    fn a_shared_folder_shares_its_banks_and_no_other_does() {
        for (mode, expected) in [
            (0o700, [0o700, 0o700, 0o600]),
            (0o770, [0o770, 0o770, 0o660]),
        ] {
            let data = tempfile::tempdir().unwrap();
            fs::set_permissions(data.path(), fs::Permissions::from_mode(mode)).unwrap();
            let shelf = Shelf::new(data.path());
            shelf.add("rivers", &text("x"), false).unwrap();
            let bank = shelf.path("rivers");
            let modes = [shelf.folder.clone(), bank.clone(), bank.join("rivers.toml")]
                .map(|path| fs::metadata(path).unwrap().mode() & 0o777);
            assert_eq!(modes, expected, "{mode:o}");
        }
    }

    #[test]
    fn links_are_not_followed() {
        let [data, other] = [(); 2].map(|()| tempfile::tempdir().unwrap());
        let shelf = Shelf::new(data.path());
        symlink(other.path(), &shelf.folder).unwrap();
        let error = shelf.add("rivers", &text("x"), false);
        assert!(matches!(error, Err(ShelfError::Io(..))), "{error:?}");
        fs::remove_file(&shelf.folder).unwrap();
        shelf.add("rivers", &text("x"), false).unwrap();
        symlink(other.path(), shelf.path("linked")).unwrap();
        assert_eq!(shelf.names(), ["rivers"]);
        shelf.add("linked", &text("x"), true).unwrap_err();
        assert_eq!(fs::read_dir(other.path()).unwrap().count(), 0);
    }
}
