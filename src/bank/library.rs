//! A checked bank. Its questions are read one by one as they are drawn.

use std::io;
use std::sync::Arc;

use super::category::Category;
use super::chunks;
use super::hash::hash;
use super::index::{Index, ReadError};
use super::question::{Body, Distractors, Expected, Question};
use super::sources::Sources;
use crate::text::normalize::normalize;

/// The text of a bank's files.
pub trait Texts {
    /// A part of the category's file; offset and length in bytes.
    ///
    /// # Errors
    /// If the file has no such part, or it is not UTF-8.
    fn read(&self, category: &Category, offset: u64, len: u32) -> io::Result<String>;

    /// The documents that questions refer to; empty if the bank names none.
    fn sources(&self) -> Sources;
}

/// An index and the text it points into.
pub struct Bank {
    pub index: Index,
    texts: Box<dyn Texts>,
}

impl Bank {
    #[must_use]
    pub fn new(index: Index, texts: Box<dyn Texts>) -> Self {
        Self { index, texts }
    }

    /// Reads one question, with the entries of its list of wrong answers.
    ///
    /// # Errors
    /// [`ReadError`] if index or text cannot be read or do not match.
    pub fn question(&self, ordinal: u32) -> Result<Question, ReadError> {
        let entry = self.index.entry(ordinal)?;
        let category = self.category(entry.category)?;
        let text = self.text(category, entry.offset, entry.len)?;
        let mut question = chunks::question(&text)
            .filter(|question| hash(&question.id) == entry.id)
            .ok_or_else(|| ReadError::Changed {
                file: category.file.clone(),
            })?;
        question.resolve(&self.index)?;
        Ok(question)
    }

    /// A question's file within the bank and its first line, from 1.
    ///
    /// # Errors
    /// [`ReadError`] if index or text cannot be read or do not match.
    pub fn location(&self, ordinal: u32) -> Result<(&str, usize), ReadError> {
        let entry = self.index.entry(ordinal)?;
        let category = self.category(entry.category)?;
        let before = self.text(category, 0, entry.offset as u32)?;
        Ok((&category.file, before.matches('\n').count() + 1))
    }

    fn text(&self, category: &Category, offset: u64, len: u32) -> Result<String, ReadError> {
        let text = self.texts.read(category, offset, len);
        text.map_err(|source| ReadError::Text {
            file: category.file.clone(),
            source,
        })
    }

    /// The question with this id, if the bank still has it.
    ///
    /// # Errors
    /// [`ReadError`] if index or text cannot be read or do not match.
    pub fn find(&self, id: &str) -> Result<Option<u32>, ReadError> {
        self.index.find(hash(id))
    }

    /// # Errors
    /// [`ReadError`] if there is no such category.
    pub fn category(&self, number: u32) -> Result<&Category, ReadError> {
        self.index
            .categories()
            .get(number as usize)
            .ok_or(ReadError::Damaged)
    }

    #[must_use]
    pub fn sources(&self) -> Sources {
        self.texts.sources()
    }
}

impl Question {
    /// Looks up the entries of its list that are wrong here, if it has one. Adds to
    /// `accept` what the list accepts for the answer's own entry.
    ///
    /// # Errors
    /// [`ReadError`] if the index has no such list.
    pub fn resolve(&mut self, index: &Index) -> Result<(), ReadError> {
        let Body::Choice {
            expected: Expected { answer, accept, .. },
            distractors: Distractors::List { name, not, entries },
            ..
        } = &mut self.body
        else {
            return Ok(());
        };
        let list = index.list(name)?;
        let own = list.places([&*answer]);
        let right = list.places([&*answer].into_iter().chain(&*accept).chain(&*not));
        let wrong = (0..).zip(&list.entries).filter(|(n, _)| !right.contains(n));
        *entries = wrong.map(|(_, entry)| Arc::clone(entry)).collect();
        for own in own.iter().map(|n| &list.entries[*n]) {
            let is_other = normalize(&own.text) != normalize(answer);
            accept.extend(is_other.then(|| own.text.clone()));
            accept.extend(own.accept.iter().cloned());
        }
        Ok(())
    }
}
