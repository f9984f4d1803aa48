//! A checked bank, whose questions are read one by one when they are drawn.

use std::collections::HashSet;
use std::io;
use std::sync::Arc;

use super::chunks;
use super::hash::hash;
use super::index::{Category, Index, Listed, ReadError};
use super::question::{Body, Distractors, ListEntry, Question};
use super::sources::Sources;
use crate::text::normalize::normalize;

/// The text of a bank's files.
pub trait Texts {
    /// A stretch of the category's file, in bytes.
    ///
    /// # Errors
    /// Where the file has no such stretch, or it is not UTF-8.
    fn stretch(&self, category: &Category, offset: u64, len: u32) -> io::Result<String>;

    /// The documents that questions refer to; empty where the bank names none.
    fn sources(&self) -> Sources;
}

/// Why a question of a checked bank could not be had.
#[derive(Debug, thiserror::Error)]
pub enum BankError {
    #[error(transparent)]
    Index(#[from] ReadError),
    #[error("could not read a question from {file}")]
    Text { file: String, source: io::Error },
    /// The file is not the one that was checked.
    #[error("{file} has changed while it was in use")]
    Changed { file: String },
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
    /// [`BankError`] where index or text cannot be read or do not fit together.
    pub fn question(&self, ordinal: u32) -> Result<Question, BankError> {
        let entry = self.index.entry(ordinal)?;
        let category = self.category(entry.category)?;
        let text = self
            .texts
            .stretch(category, entry.offset, entry.len)
            .map_err(|source| BankError::Text {
                file: category.file.clone(),
                source,
            })?;
        let mut question = chunks::question(&text)
            .filter(|question| hash(&question.id) == entry.id)
            .ok_or_else(|| BankError::Changed {
                file: category.file.clone(),
            })?;
        question.resolve(&self.index)?;
        Ok(question)
    }

    /// The file of a question within the bank, and the line on which it begins,
    /// from 1.
    ///
    /// # Errors
    /// [`BankError`] where index or text cannot be read or do not fit together.
    pub fn place(&self, ordinal: u32) -> Result<(&str, usize), BankError> {
        let entry = self.index.entry(ordinal)?;
        let category = self.category(entry.category)?;
        let file = category.file.as_str();
        let len = u32::try_from(entry.offset).unwrap_or(u32::MAX);
        let before = self
            .texts
            .stretch(category, 0, len)
            .map_err(|source| BankError::Text {
                file: file.to_owned(),
                source,
            })?;
        Ok((file, before.matches('\n').count() + 1))
    }

    /// The question with this id, where the bank still has it.
    ///
    /// # Errors
    /// [`BankError`] where index or text cannot be read or do not fit together.
    pub fn find(&self, id: &str) -> Result<Option<u32>, BankError> {
        Ok(self.index.find(hash(id))?)
    }

    /// # Errors
    /// [`BankError`] where there is no such category.
    pub fn category(&self, number: u32) -> Result<&Category, BankError> {
        self.index
            .categories()
            .get(number as usize)
            .ok_or(BankError::Index(ReadError::Damaged))
    }

    #[must_use]
    pub fn sources(&self) -> Sources {
        self.texts.sources()
    }
}

impl Question {
    /// Looks up the entries of its list of wrong answers, if it has one.
    ///
    /// # Errors
    /// [`ReadError`] where the index has no such list.
    pub fn resolve(&mut self, index: &Index) -> Result<(), ReadError> {
        if let Body::Choice {
            answer,
            distractors: Distractors::List { name, not, entries },
            accept,
        } = &mut self.body
        {
            *entries = offered(index.list(name)?, answer, accept, not);
        }
        Ok(())
    }
}

/// The entries that are wrong here; what the list accepts for the answer's own
/// entry joins `accept`.
fn offered(
    list: &[Listed],
    answer: &str,
    accept: &mut Vec<String>,
    not: &[String],
) -> Vec<Arc<ListEntry>> {
    let answer = normalize(answer);
    let mut taken: HashSet<_> = accept.iter().chain(not).map(|t| normalize(t)).collect();
    taken.insert(answer.clone());
    let mut offered = Vec::with_capacity(list.len());
    for Listed { entry, normal } in list {
        if !normal.iter().any(|text| taken.contains(text)) {
            offered.push(Arc::clone(entry));
        } else if normal.contains(&answer) {
            let is_other = normal.first() != Some(&answer);
            accept.extend(is_other.then(|| entry.text.clone()));
            accept.extend(entry.accept.iter().cloned());
        }
    }
    offered
}
