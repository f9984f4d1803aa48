//! What awards need to know about the bank.

use crate::bank::{Bank, Category, ReadError};
use crate::history::Career;

/// The bank as it is now, which a career does not tell.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The bank's categories.
    pub categories: Vec<Topic>,
    /// The category of each of [`Career::questions`], by position; `None` if the bank no longer
    /// has the question.
    pub homes: Vec<Option<usize>>,
}

/// A category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    pub slug: String,
    pub name: String,
    /// How many questions it has.
    pub questions: u32,
}

impl Topic {
    fn new(category: &Category) -> Self {
        Self {
            slug: category.slug.clone(),
            name: category.name.clone(),
            questions: category.len(),
        }
    }
}

impl Facts {
    /// # Errors
    /// [`ReadError`] if the bank's index cannot be read.
    pub fn new(career: &Career, bank: &Bank) -> Result<Self, ReadError> {
        let home = |id: &String| {
            let entry = bank.find(id)?.map(|entry| bank.index.entry(entry));
            Ok(entry.transpose()?.map(|entry| entry.category as usize))
        };
        Ok(Self {
            categories: bank.index.categories().iter().map(Topic::new).collect(),
            homes: career
                .questions
                .iter()
                .map(home)
                .collect::<Result<_, ReadError>>()?,
        })
    }

    /// How many questions the bank has.
    pub(super) fn questions(&self) -> u32 {
        self.categories.iter().map(|topic| topic.questions).sum()
    }
}
