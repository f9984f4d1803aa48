//! The linter for question banks: flaws in the writing, and what a guesser gains.
//!
//! Works on a bank without errors. Pure, like the bank itself.

mod across;
pub mod cues;
mod item;
pub mod rules;
mod style;
mod words;

use crate::bank::compile::BankText;
use crate::bank::finding::locate;
use crate::bank::{Finding, Index, Question, ReadError, Severity, chunks};

/// One question and where it is in the bank.
#[derive(Debug, Clone)]
pub struct Item<'a> {
    pub question: Question,
    /// Position in [`BankText::questions`].
    file: usize,
    /// Byte offset of its header in the file.
    header: usize,
    text: &'a str,
}

impl Item<'_> {
    /// The offset of a key's value in the file, or of the question's header.
    fn offset(&self, key: &str) -> usize {
        self.header + chunks::key_offset(self.text, key).unwrap_or(0)
    }
}

/// The warnings about each file of questions.
struct Warnings(Vec<Vec<Finding>>);

impl Warnings {
    /// Notes the flaws, if any, in one of the question's keys.
    fn warn(
        &mut self,
        item: &Item<'_>,
        rule: &'static str,
        key: &str,
        messages: impl IntoIterator<Item: Into<String>>,
    ) {
        let id = Some(item.question.id.as_str());
        for message in messages {
            self.0[item.file].push(warning(rule, item.offset(key), id, message));
        }
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

/// Every question of a bank without errors, with its wrong answers.
///
/// # Errors
/// [`ReadError`] if index and text do not match.
pub fn items<'a>(bank: &'a BankText, index: &Index) -> Result<Vec<Item<'a>>, ReadError> {
    let item = |ordinal| {
        let entry = index.entry(ordinal)?;
        let (file, header) = (entry.category as usize, entry.offset as usize);
        let text = &bank.questions[file].text[header..header + entry.len as usize];
        let mut question = chunks::question(text).ok_or(ReadError::Damaged)?;
        question.resolve(index)?;
        Ok(Item {
            question,
            file,
            header,
            text,
        })
    };
    (0..index.len()).map(item).collect()
}

/// Every warning about a bank, by file and line; those of the house style if it `is_ours`.
#[must_use]
pub fn findings(bank: &BankText, items: &[Item<'_>], is_ours: bool) -> Vec<Finding> {
    let mut warnings = Warnings(vec![Vec::new(); bank.questions.len()]);
    for item in items {
        item::flaws(item, bank.sources.is_some(), &mut warnings);
        if is_ours {
            style::flaws(item, &mut warnings);
        }
    }
    across::flaws(items, &mut warnings);
    let mut files: Vec<_> = bank.questions.iter().zip(warnings.0).collect();
    if let Some(file) = &bank.lists {
        files.push((file, across::unused_lists(&file.text, items)));
    }
    let located = files
        .into_iter()
        .map(|(file, found)| locate(&file.name, &file.text, found));
    located.flatten().collect()
}
