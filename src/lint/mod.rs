//! The linter for question banks: flaws in the writing, and what a guesser gains.
//!
//! Works on a bank without errors. Pure, like the bank itself.

pub mod across;
pub mod cues;
pub mod item;
pub mod rules;
pub mod words;

use crate::bank::compile::{BankText, File};
use crate::bank::finding::{RawFinding, locate};
use crate::bank::{Body, Category, Distractors, Finding, Index, Question, ReadError, chunks};

/// One question and where it is in the bank.
#[derive(Debug, Clone)]
pub struct Item {
    pub question: Question,
    /// Position in [`BankText::questions`].
    pub file: usize,
    /// Byte offset of its header in the file.
    pub header: usize,
    /// Byte offsets of its keys' values in the file.
    keys: Vec<(String, usize)>,
}

impl Item {
    /// The offset of a key's value, or of the question's header.
    #[must_use]
    pub fn offset(&self, key: &str) -> usize {
        let found = self.keys.iter().find(|(name, _)| name == key);
        found.map_or(self.header, |(_, offset)| *offset)
    }

    /// The right answer, for kinds that have one.
    #[must_use]
    pub fn answer(&self) -> Option<&str> {
        match &self.question.body {
            Body::Choice { answer, .. } | Body::Typed { answer, .. } => Some(answer),
            Body::TrueFalse { .. } | Body::Order { .. } => None,
        }
    }

    /// The wrong answers written with the question.
    #[must_use]
    pub fn wrong(&self) -> &[String] {
        match &self.question.body {
            Body::Choice {
                distractors: Distractors::Own(wrong),
                ..
            } => wrong,
            _ => &[],
        }
    }

    /// A warning about one of its keys.
    #[must_use]
    pub fn warn(
        &self,
        rule: &'static str,
        key: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> RawFinding {
        RawFinding {
            rule,
            severity: rules::severity(rule),
            offset: self.offset(key),
            id: Some(self.question.id.clone()),
            message: message.into(),
            help: help.into(),
        }
    }
}

/// A bank without errors, ready to lint.
#[derive(Debug)]
pub struct Linted<'a> {
    text: &'a BankText,
    pub categories: Vec<Category>,
    pub items: Vec<Item>,
}

impl<'a> Linted<'a> {
    /// Reads every question of a checked bank, with its wrong answers.
    ///
    /// # Errors
    /// [`ReadError`] if index and text do not match.
    pub fn new(text: &'a BankText, index: &Index) -> Result<Self, ReadError> {
        let items = (0..index.len())
            .map(|ordinal| {
                let entry = index.entry(ordinal)?;
                let file = entry.category as usize;
                let header = usize::try_from(entry.offset).map_err(|_| ReadError::Damaged)?;
                let text = text
                    .questions
                    .get(file)
                    .and_then(|f| f.text.get(header..header + entry.len as usize))
                    .ok_or(ReadError::Damaged)?;
                let (mut question, keys) = chunks::question(text)
                    .zip(chunks::key_offsets(text))
                    .ok_or(ReadError::Damaged)?;
                question.resolve(index)?;
                Ok(Item {
                    question,
                    file,
                    header,
                    keys: keys.into_iter().map(|(k, at)| (k, header + at)).collect(),
                })
            })
            .collect::<Result<Vec<_>, ReadError>>()?;
        Ok(Self {
            text,
            categories: index.categories().to_vec(),
            items,
        })
    }

    /// Every warning, by file and line.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let mut located: Vec<Vec<RawFinding>> =
            self.text.questions.iter().map(|_| Vec::new()).collect();
        for item in &self.items {
            located[item.file].extend(item::flaws(item, self.text.sources.is_some()));
        }
        for (file, found) in across::flaws(&self.items) {
            located[file].push(found);
        }
        let files = self.text.questions.iter().zip(located);
        let mut findings: Vec<_> = files
            .flat_map(|(File { name, text }, located)| locate(name, text, located))
            .collect();
        if let Some(File { name, text }) = &self.text.lists {
            findings.extend(locate(name, text, across::unused_lists(text, &self.items)));
        }
        findings
    }

    /// What each blind strategy gains.
    #[must_use]
    pub fn cues(&self) -> Vec<cues::Cue> {
        cues::table(&self.items)
    }
}
