//! Writing an index; [`super::index`] describes and reads it.

use std::fmt::Write as _;
use std::ops::Range;

use super::compile::{File, base_name};
use super::hash::hash;
use super::index::{Category, ENTRY, Entry, HEADER, MAGIC};
use super::lists::Lists;
use super::pieces::{Head, Piece};
use crate::text::slug::slug;

/// The index of a bank without errors.
pub(super) fn encode(files: &[File], contents: Vec<Piece>, lists: &Lists) -> Vec<u8> {
    let mut entries = Vec::new();
    let mut categories = Vec::new();
    let mut names = String::new();
    for (number, (file, content)) in files.iter().zip(contents).enumerate() {
        let head = content.head.unwrap_or(Head {
            name: file.name.clone(),
            about: None,
        });
        let strata = append_entries(&mut entries, content.entries, number);
        names.push_str(&content.names);
        categories.push(Category {
            slug: slug(&head.name),
            name: head.name,
            about: head.about,
            file: base_name(&file.name).to_owned(),
            strata,
        });
    }
    for (_, list) in lists.iter() {
        for entry in list.entries() {
            names.push_str(&entry.text);
            names.push('\n');
        }
    }
    let mut sorted: Vec<_> = names.lines().collect();
    sorted.sort_unstable();
    sorted.dedup();
    let mut out = Output(vec![0; HEADER]);
    let mut sections = Vec::from([out.place()]);
    out.categories(&categories);
    sections.push(out.place());
    out.entries(&entries);
    sections.push(out.place());
    out.ids(&entries);
    sections.push(out.place());
    out.lists(lists);
    sections.push(out.place());
    out.0.extend_from_slice(sorted.join("\n").as_bytes());
    sections.push(out.place());
    out.header(&entries, categories.len(), &sections);
    out.0
}

/// Adds a category's entries ordered by difficulty, and says where each lies.
fn append_entries(all: &mut Vec<Entry>, mut own: Vec<Entry>, category: usize) -> [Range<u32>; 3] {
    own.sort_by_key(|entry| entry.difficulty);
    let mut strata = [const { 0..0 }; 3];
    for entry in own {
        let range = &mut strata[entry.difficulty as usize];
        let at = size(all.len());
        if range.start == range.end {
            *range = at..at;
        }
        range.end = at + 1;
        all.push(Entry {
            category: size(category),
            ..entry
        });
    }
    strata
}

/// The formats' 32-bit sizes; a bank of four thousand million questions is
/// beyond the memory of the machine that checks it.
fn size(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

struct Output(Vec<u8>);

impl Output {
    fn place(&self) -> u64 {
        self.0.len() as u64
    }

    fn u32(&mut self, number: u32) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn u64(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.u32(size(text.len()));
        self.0.extend_from_slice(text.as_bytes());
    }

    fn categories(&mut self, categories: &[Category]) {
        for category in categories {
            self.text(&category.slug);
            self.text(&category.name);
            self.text(category.about.as_deref().unwrap_or_default());
            self.text(&category.file);
            for range in &category.strata {
                self.u32(range.start);
                self.u32(range.end);
            }
        }
    }

    fn entries(&mut self, entries: &[Entry]) {
        for entry in entries {
            self.u64(entry.id);
            self.u64(entry.topic);
            self.u64(entry.offset);
            self.u32(entry.len);
            self.u32(entry.category);
            let season = entry.season.unwrap_or(0);
            let bytes = [season, entry.kind as u8, entry.difficulty as u8];
            self.0.extend_from_slice(&bytes);
            self.0.extend_from_slice(&[0; ENTRY - 35]);
        }
    }

    fn ids(&mut self, entries: &[Entry]) {
        let mut ids: Vec<_> = entries.iter().map(|e| e.id).zip(0u32..).collect();
        ids.sort_unstable();
        for (id, ordinal) in ids {
            self.u64(id);
            self.u32(ordinal);
        }
    }

    fn lists(&mut self, lists: &Lists) {
        self.u32(size(lists.iter().len()));
        for (name, list) in lists.iter() {
            let mut inner = Self(Vec::new());
            inner.u32(size(list.entries().len()));
            for entry in list.entries() {
                inner.text(&entry.text);
                inner.0.push(entry.season.unwrap_or(0));
                inner.u32(size(entry.accept.len()));
                for text in &entry.accept {
                    inner.text(text);
                }
            }
            self.text(name);
            self.u32(size(inner.0.len()));
            self.0.extend_from_slice(&inner.0);
        }
    }

    fn header(&mut self, entries: &[Entry], categories: usize, sections: &[u64]) {
        let mut order = String::with_capacity(entries.len() * 16);
        for entry in entries {
            // Writing to a string cannot fail.
            let _ = write!(order, "{:016x}", entry.id);
        }
        let mut header = Self(MAGIC.to_vec());
        header.u64(hash(&order));
        header.u32(size(entries.len()));
        header.u32(size(categories));
        for section in sections {
            header.u64(*section);
        }
        self.0[..header.0.len()].copy_from_slice(&header.0);
    }
}
