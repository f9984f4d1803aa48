//! Question files of other programs: each format is read into records and written from them.
//!
//! Nothing here opens a file or prints: text is handed in, and text comes out.

use crate::bank::Difficulty;

/// One question as another format holds it, its text decoded and cleaned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Where it begins in its file, from 1.
    pub line: usize,
    /// The file's own name for it.
    pub name: Option<String>,
    pub category: Option<String>,
    pub difficulty: Option<Difficulty>,
    pub ask: String,
    pub body: Body,
    /// Why the answer is right.
    pub because: Option<String>,
    /// What had to be changed to read it.
    pub repairs: Vec<Repair>,
}

/// What is asked for, before the bank's own rules are applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// One right choice is a choice question, more are a question with several answers.
    Choices {
        right: Vec<String>,
        wrong: Vec<String>,
        /// The order of the choices as written, where it matters ("all of these" comes last).
        fixed: Option<Vec<String>>,
    },
    TrueFalse(bool),
    Typed {
        answer: String,
        accept: Vec<String>,
    },
    /// Decimal numbers as written.
    Number {
        answer: String,
        within: String,
        unit: Option<String>,
    },
    /// In the right order.
    Order(Vec<String>),
}

/// What a reader changed so that a record could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Repair {
    /// An empty or repeated choice was dropped.
    Choices,
    /// Markup was taken out.
    Markup,
    /// Text that was not UTF-8 was read as Windows-1252.
    Encoding,
}

/// A record that cannot be a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Where it begins in its file, from 1.
    pub line: usize,
    /// As in "matching questions cannot be imported".
    pub reason: String,
}

/// Takes what a reader finds, in the order of the file.
pub type Sink<'a> = dyn FnMut(Result<Record, LeftOut>) + 'a;
