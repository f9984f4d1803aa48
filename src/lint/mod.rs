//! The linter for question banks: flaws in the writing, and what a guesser gains.
//!
//! Works on a bank without errors. Pure, like the bank itself.

mod across;
pub mod cues;
mod item;
pub mod rules;
mod words;

use crate::bank::compile::BankText;
use crate::bank::finding::locate;
use crate::bank::{
    Body, Category, Distractors, Finding, Index, Question, ReadError, Severity, chunks,
};

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
}

/// The warnings about each file of questions.
struct Warnings(Vec<Vec<Finding>>);

impl Warnings {
    /// Notes a flaw in one of the question's keys.
    fn warn(&mut self, item: &Item, rule: &'static str, key: &str, message: impl Into<String>) {
        let offset = item.offset(key);
        let id = Some(item.question.id.as_str());
        self.0[item.file].push(warning(rule, offset, id, message));
    }
}

fn warning(
    rule: &'static str,
    offset: usize,
    id: Option<&str>,
    message: impl Into<String>,
) -> Finding {
    let help = rules::help(rule);
    Finding::new(Severity::Warning, rule, offset, id, message, help)
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
        let BankText {
            questions, lists, ..
        } = self.text;
        let mut warnings = Warnings(vec![Vec::new(); questions.len()]);
        for item in &self.items {
            item::flaws(item, self.text.sources.is_some(), &mut warnings);
        }
        across::flaws(&self.items, &mut warnings);
        let mut files: Vec<_> = questions.iter().zip(warnings.0).collect();
        if let Some(file) = lists {
            files.push((file, across::unused_lists(&file.text, &self.items)));
        }
        let located = files
            .into_iter()
            .map(|(file, found)| locate(&file.name, &file.text, found));
        located.flatten().collect()
    }

    /// What each blind strategy gains.
    #[must_use]
    pub fn cues(&self) -> Vec<cues::Cue> {
        cues::table(&self.items)
    }
}
