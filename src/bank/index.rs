//! The index of a bank: what the draw needs to know of each question, and where
//! its text stands.
//!
//! Laid out so that a game reads a few dozen bytes for each question it draws,
//! whatever the size of the bank. All numbers are little-endian:
//!
//! ```text
//! header      magic, counts, the offsets of the sections, a fingerprint
//! categories  file, name, about, and the first entry and number per difficulty
//! entries     40 bytes a question, ordered by category and difficulty
//! ids         12 bytes a question (hash and entry), ordered by hash
//! lists       the shared lists of wrong answers
//! names       every answer of the bank, right and wrong, a line each
//! ```

use std::collections::HashMap;
use std::io;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::question::{Difficulty, Kind, ListEntry};
use crate::text::normalize::normalize;

pub(super) const MAGIC: [u8; 8] = *b"DUNDIE\x00\x01";
pub(super) const HEADER: usize = 72;
pub(super) const ENTRY: usize = 40;
pub(super) const ID: usize = 12;

/// Bytes that can be read at any place: a compiled-in slice, or a file.
pub trait Blob {
    /// Fills `buffer` from `offset` on.
    ///
    /// # Errors
    /// Where the bytes are not there or cannot be read.
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()>;
}

impl Blob for &'static [u8] {
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        let bytes = usize::try_from(offset)
            .ok()
            .and_then(|start| self.get(start..start.checked_add(buffer.len())?))
            .ok_or(io::ErrorKind::UnexpectedEof)?;
        buffer.copy_from_slice(bytes);
        Ok(())
    }
}

/// Why an index could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("could not read the index")]
    Io(#[from] io::Error),
    #[error("the index of the bank is damaged")]
    Damaged,
}

/// What the draw knows of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// [`hash`](super::hash::hash) of the id.
    pub id: u64,
    /// Hash of the topic.
    pub topic: u64,
    /// Where its text stands in the category's file, in bytes.
    pub offset: u64,
    pub len: u32,
    /// Place in [`Index::categories`].
    pub category: u32,
    pub season: Option<u8>,
    pub kind: Kind,
    pub difficulty: Difficulty,
}

/// One category: a file of the bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// The name as people type it.
    pub slug: String,
    pub name: String,
    pub about: Option<String>,
    /// The file's name within the bank.
    pub file: String,
    /// The entries of each difficulty, from easy to hard.
    pub strata: [Range<u32>; 3],
}

impl Category {
    /// How many questions the category has.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.strata
            .iter()
            .map(|range| range.end - range.start)
            .sum()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// An entry of a shared list, which all questions share.
#[derive(Debug)]
pub struct Listed {
    pub entry: Arc<ListEntry>,
    /// Its text and what is right for it when typed, normalized.
    pub normal: Vec<String>,
}

impl Listed {
    fn new(entry: ListEntry) -> Self {
        let texts = [&entry.text].into_iter().chain(&entry.accept);
        Self {
            normal: texts.map(|text| normalize(text)).collect(),
            entry: Arc::new(entry),
        }
    }
}

/// The lists by name: as they are written, and once they were asked for.
type ReadLists = HashMap<String, (Vec<u8>, OnceLock<Vec<Listed>>)>;

/// The index of one bank.
pub struct Index {
    blob: Box<dyn Blob + Send + Sync>,
    count: u32,
    fingerprint: u64,
    entries: u64,
    ids: u64,
    lists: Range<u64>,
    read_lists: OnceLock<ReadLists>,
    names: Range<u64>,
    categories: Vec<Category>,
}

impl Index {
    /// Reads header and categories; the rest is read when it is asked for.
    ///
    /// # Errors
    /// [`ReadError`] where the bytes are not an index of this version.
    pub fn open(blob: Box<dyn Blob + Send + Sync>) -> Result<Self, ReadError> {
        let mut header = [0; HEADER];
        blob.read_at(0, &mut header)?;
        let mut input = Input(&header);
        if input.bytes(MAGIC.len())? != MAGIC {
            return Err(ReadError::Damaged);
        }
        let fingerprint = input.u64()?;
        let (count, categories) = (input.u32()?, input.u32()?);
        let [table, entries, ids, lists, names, end] = [(); 6].map(|()| input.u64());
        let (table, entries, ids) = (table?, entries?, ids?);
        let (lists, names, end) = (lists?, names?, end?);
        let size = |each: usize| u64::from(count) * each as u64;
        let is_whole = entries.checked_add(size(ENTRY)) == Some(ids)
            && ids.checked_add(size(ID)) == Some(lists)
            && lists <= names
            && names <= end;
        if !is_whole || (end > 0 && blob.read_at(end - 1, &mut [0]).is_err()) {
            return Err(ReadError::Damaged);
        }
        let bytes = read_section(blob.as_ref(), &(table..entries))?;
        let mut input = Input(&bytes);
        let categories = (0..categories)
            .map(|_| category(&mut input, count))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            blob,
            count,
            fingerprint,
            entries,
            ids,
            lists: lists..names,
            read_lists: OnceLock::new(),
            names: names..end,
            categories,
        })
    }

    /// How many questions the bank has; entries are numbered from 0.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.count
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Differs where the numbering of the questions differs.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    #[must_use]
    pub fn categories(&self) -> &[Category] {
        &self.categories
    }

    /// # Errors
    /// [`ReadError`], also where there is no such entry.
    pub fn entry(&self, ordinal: u32) -> Result<Entry, ReadError> {
        if ordinal >= self.count {
            return Err(ReadError::Damaged);
        }
        let mut bytes = [0; ENTRY];
        let offset = self.entries + u64::from(ordinal) * ENTRY as u64;
        self.blob.read_at(offset, &mut bytes)?;
        let mut input = Input(&bytes);
        let (id, topic, offset) = (input.u64()?, input.u64()?, input.u64()?);
        let (len, category) = (input.u32()?, input.u32()?);
        let [season, kind, difficulty] = [input.u8()?, input.u8()?, input.u8()?];
        if category as usize >= self.categories.len() {
            return Err(ReadError::Damaged);
        }
        Ok(Entry {
            id,
            topic,
            offset,
            len,
            category,
            season: (season != 0).then_some(season),
            kind: pick(Kind::ALL, kind)?,
            difficulty: pick(Difficulty::ALL, difficulty)?,
        })
    }

    /// The entry whose id has this hash.
    ///
    /// # Errors
    /// [`ReadError`] where the index cannot be read.
    pub fn find(&self, id: u64) -> Result<Option<u32>, ReadError> {
        let (mut low, mut high) = (0, self.count);
        while low < high {
            let middle = low + (high - low) / 2;
            let mut bytes = [0; ID];
            let offset = self.ids + u64::from(middle) * ID as u64;
            self.blob.read_at(offset, &mut bytes)?;
            let mut input = Input(&bytes);
            let (hash, ordinal) = (input.u64()?, input.u32()?);
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
    /// [`ReadError`], also where there is no such list.
    pub fn list(&self, name: &str) -> Result<&[Listed], ReadError> {
        let lists = kept(&self.read_lists, || {
            let bytes = read_section(self.blob.as_ref(), &self.lists)?;
            let mut input = Input(&bytes);
            let mut lists = HashMap::new();
            for _ in 0..input.u32()? {
                let (name, size) = (input.text()?, input.u32()?);
                let bytes = input.bytes(size as usize)?.to_vec();
                lists.insert(name.to_owned(), (bytes, OnceLock::new()));
            }
            Ok(lists)
        })?;
        let (bytes, list) = lists.get(name).ok_or(ReadError::Damaged)?;
        let list = kept(list, || {
            let mut input = Input(bytes);
            let entries = (0..input.u32()?).map(|_| list_entry(&mut input).map(Listed::new));
            entries.collect()
        })?;
        Ok(list)
    }

    /// Every answer, right or wrong, and list entry of the bank, a line each.
    ///
    /// # Errors
    /// [`ReadError`] where the index cannot be read.
    pub fn names(&self) -> Result<String, ReadError> {
        let bytes = read_section(self.blob.as_ref(), &self.names)?;
        String::from_utf8(bytes).map_err(|_| ReadError::Damaged)
    }
}

/// What is in the cell, made when it is first asked for.
fn kept<T>(
    cell: &OnceLock<T>,
    make: impl FnOnce() -> Result<T, ReadError>,
) -> Result<&T, ReadError> {
    if let Some(value) = cell.get() {
        return Ok(value);
    }
    let value = make()?;
    Ok(cell.get_or_init(|| value))
}

fn read_section(blob: &dyn Blob, range: &Range<u64>) -> Result<Vec<u8>, ReadError> {
    /// Keeps a damaged header from asking for all the memory there is.
    const MOST: u64 = 1 << 32;
    let size = range
        .end
        .checked_sub(range.start)
        .filter(|size| *size < MOST)
        .and_then(|size| usize::try_from(size).ok())
        .ok_or(ReadError::Damaged)?;
    // The last byte first: a damaged size must fail before it is allocated.
    if size > 0 {
        blob.read_at(range.end - 1, &mut [0])?;
    }
    let mut bytes = vec![0; size];
    blob.read_at(range.start, &mut bytes)?;
    Ok(bytes)
}

fn category(input: &mut Input<'_>, count: u32) -> Result<Category, ReadError> {
    let [slug, name, about, file] = [(); 4].map(|()| input.text().map(str::to_owned));
    let mut strata = [const { 0..0 }; 3];
    for range in &mut strata {
        let (start, end) = (input.u32()?, input.u32()?);
        if start > end || end > count {
            return Err(ReadError::Damaged);
        }
        *range = start..end;
    }
    Ok(Category {
        slug: slug?,
        name: name?,
        about: Some(about?).filter(|about| !about.is_empty()),
        file: file?,
        strata,
    })
}

fn list_entry(input: &mut Input<'_>) -> Result<ListEntry, ReadError> {
    let (text, season) = (input.text()?.to_owned(), input.u8()?);
    let accept = (0..input.u32()?)
        .map(|_| input.text().map(str::to_owned))
        .collect::<Result<_, _>>()?;
    Ok(ListEntry {
        text,
        season: (season != 0).then_some(season),
        accept,
    })
}

fn pick<T: Copy, const N: usize>(all: [T; N], number: u8) -> Result<T, ReadError> {
    all.get(usize::from(number))
        .copied()
        .ok_or(ReadError::Damaged)
}

/// Bytes being read from the front, every length checked.
struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn bytes(&mut self, len: usize) -> Result<&'a [u8], ReadError> {
        let (taken, rest) = self.0.split_at_checked(len).ok_or(ReadError::Damaged)?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ReadError> {
        let (taken, rest) = self.0.split_first_chunk().ok_or(ReadError::Damaged)?;
        self.0 = rest;
        Ok(*taken)
    }

    fn u8(&mut self) -> Result<u8, ReadError> {
        self.array().map(|[byte]| byte)
    }

    fn u32(&mut self) -> Result<u32, ReadError> {
        self.array().map(u32::from_le_bytes)
    }

    fn u64(&mut self) -> Result<u64, ReadError> {
        self.array().map(u64::from_le_bytes)
    }

    fn text(&mut self) -> Result<&'a str, ReadError> {
        let len = self.u32()?;
        std::str::from_utf8(self.bytes(len as usize)?).map_err(|_| ReadError::Damaged)
    }
}
