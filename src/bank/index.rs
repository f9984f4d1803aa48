//! The index of a bank: what the draw needs to know of each question, and where
//! its text is.
//!
//! A game reads a few dozen bytes for each question it draws, whatever the size
//! of the bank:
//!
//! ```text
//! start    magic, length of the head
//! head     counts, categories, lengths of lists and names
//! entries  44 bytes a question, ordered by category and difficulty
//! ids      15 bytes a question (hash and entry), ordered by hash
//! lists    the shared lists of wrong answers
//! names    the answers of every question, right and wrong, one a line
//! ```

use std::collections::{BTreeSet, HashMap};
use std::io;
use std::ops::Range;
use std::sync::OnceLock;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::category::Category;
use super::lists::{List, Lists};
use super::question::{Difficulty, Kind, ListEntry};

const MAGIC: [u8; 8] = *b"DUNDIE\x00\x04";
/// Fixed sizes in bytes, with room for the largest value as postcard writes it: magic
/// and length of the head; an [`Entry`]; the hash of an id and its entry.
const START: usize = 13;
const ENTRY: usize = 44;
const ID: usize = 15;

/// Bytes that can be read at any offset: a compiled-in slice, or a file.
pub trait Blob {
    /// Fills `buffer` from `offset` on.
    ///
    /// # Errors
    /// If the bytes are not there or cannot be read.
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()>;
}

impl<T: AsRef<[u8]>> Blob for T {
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        let bytes = usize::try_from(offset)
            .ok()
            .and_then(|start| self.as_ref().get(start..start.checked_add(buffer.len())?))
            .ok_or(io::ErrorKind::UnexpectedEof)?;
        buffer.copy_from_slice(bytes);
        Ok(())
    }
}

/// Why a checked bank could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("could not read the index")]
    Io(#[from] io::Error),
    #[error("the index of the bank is damaged")]
    Damaged,
    #[error("could not read a question from {file}")]
    Text { file: String, source: io::Error },
    /// The file is not the one that was checked.
    #[error("{file} changed while it was in use")]
    Changed { file: String },
}

/// What the draw knows of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// [`hash`](super::hash::hash) of the id.
    pub id: u64,
    /// Hash of the topic.
    pub topic: u64,
    /// Where its text is in the category's file, in bytes.
    pub offset: u64,
    pub len: u32,
    /// Position in [`Index::categories`].
    pub category: u32,
    pub season: Option<u8>,
    pub kind: Kind,
    pub difficulty: Difficulty,
}

#[derive(Serialize, Deserialize)]
struct Head {
    fingerprint: u64,
    count: u32,
    categories: Vec<Category>,
    /// Name and length in bytes.
    lists: Vec<(String, u32)>,
    names: u32,
}

/// Where a list is, and its entries once they are read.
type StoredList = (Range<u64>, OnceLock<List>);

/// The index of one bank.
pub struct Index {
    blob: Box<dyn Blob + Send + Sync>,
    head: Head,
    entries: Range<u64>,
    ids: Range<u64>,
    lists: HashMap<String, StoredList>,
    names: Range<u64>,
}

impl Index {
    /// Reads the head; the rest is read on demand.
    ///
    /// # Errors
    /// [`ReadError`] if the bytes are not an index of this version.
    pub fn open(blob: Box<dyn Blob + Send + Sync>) -> Result<Self, ReadError> {
        let mut end = 0;
        let mut next = |len: u64| {
            let start = end;
            end += len;
            start..end
        };
        let start = read(blob.as_ref(), next(START as u64))?;
        let (magic, len): ([u8; 8], u32) = decode(&start)?;
        if magic != MAGIC {
            return Err(ReadError::Damaged);
        }
        let head: Head = decode(&read(blob.as_ref(), next(len.into()))?)?;
        let mut strata = head.categories.iter().flat_map(|c| &c.strata);
        if strata.any(|range| range.start > range.end || range.end > head.count) {
            return Err(ReadError::Damaged);
        }
        let count = u64::from(head.count);
        let entries = next(count * ENTRY as u64);
        let ids = next(count * ID as u64);
        let lists = head.lists.iter();
        let lists = lists.map(|(name, len)| (name.clone(), (next((*len).into()), OnceLock::new())));
        let lists = lists.collect();
        let names = next(head.names.into());
        // A file that is cut short is found out now, not in the middle of a game.
        blob.read_at(names.end - 1, &mut [0])?;
        Ok(Self {
            blob,
            head,
            entries,
            ids,
            lists,
            names,
        })
    }

    /// The number of questions; entries are numbered from 0.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.head.count
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.head.count == 0
    }

    /// Differs if the questions are numbered differently.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        self.head.fingerprint
    }

    /// What a bank is known by wherever its files are: its id, else its names and the ids of its
    /// questions.
    #[must_use]
    pub fn identity(&self) -> String {
        let categories = &self.head.categories;
        if let Some(id) = categories.iter().find_map(|category| category.id.as_ref()) {
            return format!("id {id}");
        }
        let names: Vec<_> = categories
            .iter()
            .map(|category| category.slug.as_str())
            .collect();
        format!("{} {:016x}", names.join(" "), self.head.fingerprint)
    }

    #[must_use]
    pub fn categories(&self) -> &[Category] {
        &self.head.categories
    }

    /// Where the questions are from, each credit once.
    #[must_use]
    pub fn credits(&self) -> Vec<String> {
        let credits = self.categories().iter().filter_map(Category::credit);
        credits.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// # Errors
    /// [`ReadError`], also if there is no such entry.
    pub fn entry(&self, ordinal: u32) -> Result<Entry, ReadError> {
        let entry: Entry = self.nth::<_, ENTRY>(&self.entries, ordinal)?;
        if entry.category as usize >= self.head.categories.len() {
            return Err(ReadError::Damaged);
        }
        Ok(entry)
    }

    /// A row of a table whose rows have `N` bytes.
    fn nth<T: DeserializeOwned, const N: usize>(
        &self,
        table: &Range<u64>,
        row: u32,
    ) -> Result<T, ReadError> {
        if row >= self.head.count {
            return Err(ReadError::Damaged);
        }
        let mut bytes = [0; N];
        let offset = table.start + u64::from(row) * N as u64;
        self.blob.read_at(offset, &mut bytes)?;
        decode(&bytes)
    }

    /// The entry whose id has this hash.
    ///
    /// # Errors
    /// [`ReadError`] if the index cannot be read.
    pub fn find(&self, id: u64) -> Result<Option<u32>, ReadError> {
        let (mut low, mut high) = (0, self.head.count);
        while low < high {
            let middle = low + (high - low) / 2;
            let (hash, ordinal): (u64, u32) = self.nth::<_, ID>(&self.ids, middle)?;
            match hash.cmp(&id) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Ok(Some(ordinal)),
            }
        }
        Ok(None)
    }

    /// A shared list of wrong answers.
    ///
    /// # Errors
    /// [`ReadError`], also if there is no such list.
    pub fn list(&self, name: &str) -> Result<&List, ReadError> {
        let (range, list) = self.lists.get(name).ok_or(ReadError::Damaged)?;
        if let Some(list) = list.get() {
            return Ok(list);
        }
        let entries: Vec<ListEntry> = decode(&read(self.blob.as_ref(), range.clone())?)?;
        Ok(list.get_or_init(|| List::new(entries)))
    }

    /// Every answer, right or wrong, and list entry of the bank, one a line.
    ///
    /// # Errors
    /// [`ReadError`] if the index cannot be read.
    pub fn names(&self) -> Result<String, ReadError> {
        let bytes = read(self.blob.as_ref(), self.names.clone())?;
        String::from_utf8(bytes).map_err(|_| ReadError::Damaged)
    }
}

fn read(blob: &dyn Blob, range: Range<u64>) -> Result<Vec<u8>, ReadError> {
    let size = usize::try_from(range.end - range.start).map_err(|_| ReadError::Damaged)?;
    // The last byte first: a damaged size must fail before it is allocated.
    if size > 0 {
        blob.read_at(range.end - 1, &mut [0])?;
    }
    let mut bytes = vec![0; size];
    blob.read_at(range.start, &mut bytes)?;
    Ok(bytes)
}

fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ReadError> {
    postcard::from_bytes(bytes).map_err(|_| ReadError::Damaged)
}

/// The bytes of an index. `names` are one a line, and each line has its end.
pub(super) fn encode(
    categories: Vec<Category>,
    entries: &[Entry],
    lists: &Lists,
    names: &[String],
) -> Vec<u8> {
    let lists = lists.0.iter().map(|(name, list)| {
        let entries: Vec<&ListEntry> = list.entries.iter().map(AsRef::as_ref).collect();
        (name, bytes(&entries))
    });
    let lists: Vec<_> = lists.collect();
    let sizes = lists
        .iter()
        .map(|(name, list)| ((*name).clone(), list.len() as u32));
    let names_len: usize = names.iter().map(String::len).sum();
    let head = bytes(&Head {
        // As in FNV-1a, with an id in place of a byte.
        fingerprint: entries.iter().fold(0, |hash, entry| {
            (hash ^ entry.id).wrapping_mul(0x0100_0000_01b3)
        }),
        count: entries.len() as u32,
        categories,
        lists: sizes.collect(),
        names: names_len as u32,
    });
    let mut ids: Vec<_> = entries.iter().map(|entry| entry.id).zip(0_u32..).collect();
    ids.sort_unstable();
    let rows_len = entries.len() * (ENTRY + ID);
    let mut out = Vec::with_capacity(START + head.len() + rows_len + names_len);
    out.extend(fixed::<START>(&(MAGIC, head.len() as u32)));
    out.extend(head);
    for entry in entries {
        out.extend_from_slice(&fixed::<ENTRY>(entry));
    }
    for id in &ids {
        out.extend_from_slice(&fixed::<ID>(id));
    }
    for (_, list) in lists {
        out.extend_from_slice(&list);
    }
    for names in names {
        out.extend_from_slice(names.as_bytes());
    }
    out
}

fn bytes<T: Serialize + ?Sized>(value: &T) -> Vec<u8> {
    // Writing to memory cannot fail.
    postcard::to_allocvec(value).unwrap_or_default()
}

fn fixed<const N: usize>(value: &impl Serialize) -> [u8; N] {
    let mut bytes = [0; N];
    // The sizes above leave room for the largest value.
    let _ = postcard::to_slice(value, &mut bytes);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_entry_fits_its_row() {
        let entry = Entry {
            id: u64::MAX,
            topic: u64::MAX,
            offset: u64::MAX,
            len: u32::MAX,
            category: u32::MAX,
            season: Some(u8::MAX),
            kind: Kind::Number,
            difficulty: Difficulty::Hard,
        };
        assert_eq!(decode::<Entry>(&fixed::<ENTRY>(&entry)).unwrap(), entry);
        let id = (u64::MAX, u32::MAX);
        assert_eq!(decode::<(u64, u32)>(&fixed::<ID>(&id)).unwrap(), id);
        let start = (MAGIC, u32::MAX);
        assert_eq!(
            decode::<([u8; 8], u32)>(&fixed::<START>(&start)).unwrap(),
            start
        );
    }
}
