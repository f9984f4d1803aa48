//! Banks on disk: found, checked on first use, then read through their index.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, BufWriter, Read as _, Seek as _};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::SystemTime;

use super::folders::{open_file, open_unlinked, replace};
use super::sealed;
use crate::bank::compile::{BankText, File, compile};
use crate::bank::finding::locate;
use crate::bank::hash::hash;
use crate::bank::index::Blob;
use crate::bank::sources::Sources;
use crate::bank::{Bank, Category, Finding, Index, Texts};
use crate::clock;
use crate::text::printable::Printable;
use crate::text::slug::nearest;

/// The largest file of a bank, in bytes.
const MAX_FILE: u64 = 1 << 30;
/// The files that all categories of a bank share.
const SHARED: [&str; 2] = ["lists.toml", "sources.toml"];

/// Why a bank on disk cannot be played; the first field is its path.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("could not read the bank {}", Printable(.0))]
    Io(String, #[source] io::Error),
    #[error("could not use {} as a bank: {}", Printable(.0), .1)]
    Unusable(String, &'static str),
    #[error("could not use the bank {}: it has {} error{}",
        Printable(.0), .1.len(), if .1.len() == 1 { "" } else { "s" })]
    Findings(String, Vec<Finding>),
}

impl OpenError {
    fn io(path: &Path, source: io::Error) -> Self {
        Self::Io(path.display().to_string(), source)
    }

    fn unusable(path: &Path, reason: &'static str) -> Self {
        Self::Unusable(path.display().to_string(), reason)
    }
}

/// The files of a bank, not yet read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankFiles {
    /// The bank's identity: its canonical path.
    pub path: PathBuf,
    /// The path as the player wrote it, for findings.
    written: PathBuf,
    /// The real paths of question files and shared files, ordered by name.
    files: Vec<PathBuf>,
    /// Changes when any file does.
    stamp: u64,
    /// When a file was last changed.
    changed: Option<SystemTime>,
}

impl BankFiles {
    /// Finds the files of a bank: one TOML file, or every `.toml` of a folder.
    /// `lists.toml` and `sources.toml` next to a single file belong to it.
    ///
    /// # Errors
    /// [`OpenError`] if there is no such bank.
    pub fn find(path: &Path) -> Result<Self, OpenError> {
        let real = path.canonicalize().map_err(|e| OpenError::io(path, e))?;
        let files = if real.is_dir() {
            toml_files(&real).map_err(|e| OpenError::io(path, e))?
        } else {
            let shared = SHARED.map(|name| real.with_file_name(name));
            let shared = shared.into_iter().filter(|p| p.is_file() && *p != real);
            [real.clone()].into_iter().chain(shared).collect()
        };
        let is_shared = |path: &PathBuf| SHARED.iter().any(|name| path.ends_with(name));
        if files.iter().all(is_shared) {
            let reason = "there is no .toml file with questions";
            return Err(OpenError::unusable(path, reason));
        }
        let mut seen = String::new();
        let mut changed = None;
        for file in &files {
            let about = fs::metadata(file).map_err(|e| OpenError::io(file, e))?;
            if !about.is_file() {
                return Err(OpenError::unusable(file, "it is not a regular file"));
            }
            if about.len() > MAX_FILE {
                return Err(OpenError::unusable(file, "it is larger than 1 GiB"));
            }
            // The history and the index store it as text.
            if file.to_str().is_none() {
                return Err(OpenError::unusable(file, "its path is not UTF-8"));
            }
            changed = changed.max(about.modified().ok());
            // Writing to a string cannot fail.
            let _ = write!(seen, "{}\0{}\0", file.display(), identity(&about));
        }
        Ok(Self {
            path: real,
            written: path.to_owned(),
            files,
            stamp: hash(&seen),
            changed,
        })
    }

    /// Reads every file; notes those that are not UTF-8.
    ///
    /// # Errors
    /// [`OpenError`] if a file cannot be read.
    pub fn read(&self) -> Result<BankText, OpenError> {
        let mut bank = BankText::default();
        for path in &self.files {
            let name = self.shown(path);
            let mut bytes = Vec::new();
            open_file(path, fs::OpenOptions::new().read(true))
                .and_then(|mut file| file.read_to_end(&mut bytes))
                .map_err(|e| OpenError::io(path, e))?;
            match String::from_utf8(bytes) {
                Ok(text) => bank.add(File { name, text }),
                Err(error) => bank.unreadable.extend(not_utf8(&name, &error)),
            }
        }
        Ok(bank)
    }

    /// As [`read`](Self::read), for a copy of the bank in a folder of its own.
    ///
    /// # Errors
    /// As [`read`](Self::read), and if the folder would be no bank.
    pub fn read_for_copy(&self) -> Result<BankText, OpenError> {
        if !self.path.is_dir() && !is_toml(&self.path) {
            let reason = "its name does not end in .toml";
            return Err(OpenError::unusable(&self.written, reason));
        }
        self.read()
    }

    /// A file's name for findings, under the path that the player wrote.
    fn shown(&self, file: &Path) -> String {
        let shown = match file.file_name() {
            Some(name) if self.path.is_dir() => self.written.join(name),
            Some(name) if *file != self.path => self.written.with_file_name(name),
            _ => self.written.clone(),
        };
        shown.display().to_string()
    }

    /// The checked bank: from its cached index if that is still good, else by reading
    /// all of it, which it then says. Calls `progress` with the share done, from 0 to 1.
    ///
    /// # Errors
    /// [`OpenError`] with every finding if the bank has errors.
    pub fn open(
        &self,
        cache: Option<&Path>,
        progress: &(dyn Fn(f64) + Sync),
    ) -> Result<(Bank, bool), OpenError> {
        let cached = cache.map(|cache| self.index_in(cache));
        if let Some(index) = cached.as_deref().and_then(|path| self.cached_index(path)) {
            return Ok((Bank::new(index, Box::new(self.clone())), false));
        }
        let index = checked(&self.read()?, &self.path, progress)?;
        // File systems count times in steps of up to two seconds.
        let age = self.changed.and_then(clock::age);
        if let Some(cached) = cached
            && age.is_some_and(|age| age.as_secs() >= 2)
        {
            self.save_index(&cached, &index);
        }
        let index = Index::open(Box::new(index))
            .map_err(|_| OpenError::unusable(&self.path, "its index could not be made"))?;
        Ok((Bank::new(index, Box::new(self.clone())), true))
    }

    /// Where its index is cached.
    #[must_use]
    pub fn index_in(&self, cache: &Path) -> PathBuf {
        cache.join(format!("index/{:016x}", hash(&self.path.to_string_lossy())))
    }

    /// Caches the index of the files as they are now.
    pub fn save_index(&self, cached: &Path, index: &[u8]) {
        // Without a cache the next start is only slower. It need not reach the disk now: a block
        // that a power cut takes has a wrong checksum.
        let _ = replace(cached, |file| {
            let file = BufWriter::with_capacity(1 << 16, file);
            sealed::write(index, self.stamp, file)
        });
    }

    fn cached_index(&self, path: &Path) -> Option<Index> {
        let file = open_unlinked(path, fs::OpenOptions::new().read(true)).ok()?;
        // Before it is trusted: a fault here costs no more than reading the bank as a whole.
        sealed::read_at(&file, self.stamp, 0, &mut [0]).ok()?;
        let cached = Cached {
            file,
            path: path.to_owned(),
            bank: self.clone(),
            rebuilt: OnceLock::new(),
        };
        Index::open(Box::new(cached)).ok()
    }

    fn file(&self, name: &str) -> Option<&PathBuf> {
        let mut files = self.files.iter();
        files.find(|path| path.file_name().is_some_and(|n| n == name))
    }
}

impl Texts for BankFiles {
    fn read(&self, category: &Category, offset: u64, len: u32) -> io::Result<String> {
        let path = self.file(&category.file).ok_or(io::ErrorKind::NotFound)?;
        let mut file = open_file(path, fs::OpenOptions::new().read(true))?;
        file.seek(io::SeekFrom::Start(offset))?;
        let mut text = String::new();
        file.take(len.into()).read_to_string(&mut text)?;
        Ok(text)
    }

    fn sources(&self) -> Sources {
        let path = self.file("sources.toml");
        let file = path.and_then(|path| open_file(path, fs::OpenOptions::new().read(true)).ok());
        let text = file.and_then(|file| io::read_to_string(file).ok());
        Sources::parse(&text.unwrap_or_default())
    }
}

/// The index of a bank with this text. Calls `progress` with the share done, from 0 to 1.
///
/// # Errors
/// [`OpenError`] with every finding if the bank has errors.
pub fn checked(
    text: &BankText,
    path: &Path,
    progress: &(dyn Fn(f64) + Sync),
) -> Result<Vec<u8>, OpenError> {
    let size: usize = text.questions.iter().map(|file| file.text.len()).sum();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    compile(text, threads, &|done| {
        progress(done as f64 / size.max(1) as f64);
    })
    .map_err(|findings| OpenError::Findings(path.display().to_string(), findings))
}

/// The bank next to this path with nearly the same name.
#[must_use]
pub fn nearest_bank(path: &Path) -> Option<PathBuf> {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let entries = fs::read_dir(folder).ok()?.filter_map(Result::ok);
    let paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    let stem = |path: &Path| Some(path.file_stem()?.to_str()?.to_owned());
    let is_bank = |path: &&PathBuf| path.is_dir() || path.extension() == Some("toml".as_ref());
    let stems: Vec<_> = paths
        .iter()
        .filter(is_bank)
        .filter_map(|path| stem(path))
        .collect();
    let meant = nearest(&stem(path)?, stems.iter().map(String::as_str))?;
    let meant = paths
        .iter()
        .filter(is_bank)
        .find(|path| stem(path).as_deref() == Some(meant))?;
    Some(path.with_file_name(meant.file_name()?))
}

fn toml_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let mut files = paths.collect::<io::Result<Vec<_>>>()?;
    files.retain(|path| is_toml(path));
    files.sort();
    Ok(files)
}

/// Whether a folder's file belongs to its bank, by its name.
fn is_toml(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    name.ends_with(b".toml") && !name.starts_with(b".")
}

/// What changes when a file does: size, times, and which file it is.
fn identity(about: &fs::Metadata) -> String {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        format!(
            "{} {} {} {}.{} {}.{}",
            about.dev(),
            about.ino(),
            about.size(),
            about.mtime(),
            about.mtime_nsec(),
            about.ctime(),
            about.ctime_nsec()
        )
    }
    #[cfg(not(unix))]
    {
        format!("{} {:?}", about.len(), about.modified().ok())
    }
}

/// Where a file stops being UTF-8.
fn not_utf8(name: &str, error: &std::string::FromUtf8Error) -> Vec<Finding> {
    let offset = error.utf8_error().valid_up_to();
    let (readable, rest) = error.as_bytes().split_at(offset);
    let message = format!("the byte 0x{:02x} is not UTF-8", rest[0]);
    let help = "save the file in UTF-8";
    let error = Finding::error("not-utf-8", offset, None, message, help);
    locate(name, &String::from_utf8_lossy(readable), vec![error])
}

/// An index file, read on demand. If that fails it is rebuilt, so that a broken cache
/// does not end a game.
struct Cached {
    file: fs::File,
    path: PathBuf,
    bank: BankFiles,
    rebuilt: OnceLock<Option<Vec<u8>>>,
}

impl Blob for Cached {
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        let Err(error) = sealed::read_at(&self.file, self.bank.stamp, offset, buffer) else {
            return Ok(());
        };
        let rebuilt = self.rebuilt.get_or_init(|| {
            // The next start rebuilds it.
            let _ = fs::remove_file(&self.path);
            let text = self.bank.read().ok()?;
            let index = checked(&text, &self.bank.path, &|_| ()).ok()?;
            let now = BankFiles::find(&self.bank.path).ok()?;
            (now.stamp == self.bank.stamp).then_some(index)
        });
        let index = rebuilt.as_ref().ok_or(error)?;
        index.read_at(offset, buffer)
    }
}
