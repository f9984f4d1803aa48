//! A cache of what a player was asked, for a quick start.
//!
//! Opening the history takes a good part of a millisecond. The first question is
//! drawn from this log instead, and the history opens while the player reads it.
//! If the two differ the log is rebuilt from the history.
//!
//! ```text
//! magic 8 · the index's fingerprint 8 · answers in the history 8
//! then 4 bytes for each question asked, its entry, oldest first
//! ```

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::folders::{open_unlinked, write_whole};
use crate::bank::Index;
use crate::bank::hash::hash;
use crate::quiz::Recency;

const MAGIC: &[u8; 8] = b"DUNDIEr1";
const HEADER: usize = 24;

/// The log of one player and one bank.
#[derive(Debug)]
pub struct Recent {
    path: PathBuf,
    fingerprint: u64,
    len: u32,
}

/// The content of a log.
#[derive(Debug, PartialEq, Eq)]
pub struct Asked {
    pub recency: Recency,
    /// How many answers the history had at the last write.
    pub answers: u64,
}

impl Recent {
    #[must_use]
    pub fn new(cache: &Path, player: &str, bank: &str, index: &Index) -> Self {
        let name = format!("recent/{:016x}", hash(&format!("{player}\0{bank}")));
        Self {
            path: cache.join(name),
            fingerprint: index.fingerprint(),
            len: index.len(),
        }
    }

    /// `None` if there is no log for the bank as it is now, or if it has grown
    /// far beyond the size of the bank.
    #[must_use]
    pub fn read(&self) -> Option<Asked> {
        let mut bytes = Vec::new();
        let file = open_unlinked(&self.path, fs::OpenOptions::new().read(true)).ok()?;
        file.take(self.most() + 1).read_to_end(&mut bytes).ok()?;
        if bytes.len() as u64 > self.most() {
            return None;
        }
        let (header, entries) = bytes.split_at_checked(HEADER)?;
        let number = |at: usize| header[at..at + 8].try_into().map(u64::from_le_bytes);
        if header[..8] != *MAGIC || number(8).ok()? != self.fingerprint {
            return None;
        }
        let (entries, _) = entries.as_chunks();
        let asked = entries.iter().map(|entry| u32::from_le_bytes(*entry));
        Some(Asked {
            answers: number(16).ok()?.saturating_add(entries.len() as u64),
            recency: Recency::from_oldest_first(asked, self.len),
        })
    }

    /// Rebuilds the log from distinct entries, oldest first, and the number of
    /// answers in the history.
    ///
    /// # Errors
    /// What the file system says.
    pub fn rewrite(&self, entries: &[u32], answers: u64) -> io::Result<()> {
        let before = answers.saturating_sub(entries.len() as u64);
        let mut bytes = MAGIC.to_vec();
        bytes.extend_from_slice(&self.fingerprint.to_le_bytes());
        bytes.extend_from_slice(&before.to_le_bytes());
        for entry in entries {
            bytes.extend_from_slice(&entry.to_le_bytes());
        }
        write_whole(&self.path, &bytes)
    }

    /// Adds one question to an existing log.
    ///
    /// # Errors
    /// What the file system says.
    pub fn append(&self, entry: u32) -> io::Result<()> {
        let mut file = open_unlinked(&self.path, fs::OpenOptions::new().append(true))?;
        file.write_all(&entry.to_le_bytes())
    }

    /// The largest log that is read, in bytes.
    fn most(&self) -> u64 {
        HEADER as u64 + 4 * (u64::from(self.len).min(1 << 16) * 4 + 4096)
    }
}
