//! One question of another format, between its reader and the bank.

use crate::bank::Difficulty;

/// One question as its file has it: decoded and unescaped by the rules of its format, but not
/// yet by those of a bank.
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
    /// Whether its texts are HTML, with entities and tags.
    pub is_html: bool,
}

impl Record {
    /// A question of plain text about which its file says no more.
    #[must_use]
    pub fn new(line: usize, ask: impl Into<String>, body: Body) -> Self {
        Self {
            line,
            name: None,
            category: None,
            difficulty: None,
            ask: ask.into(),
            body,
            because: None,
            is_html: false,
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// As written. One that is right makes a choice question, or one of true or false; more
    /// make a question with several answers.
    Choices(Vec<Choice>),
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

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub text: String,
    pub is_right: bool,
}

/// A record that cannot be a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Where it begins in its file, from 1.
    pub line: usize,
    /// As in "matching questions cannot be imported".
    pub reason: String,
}

impl LeftOut {
    pub fn new(line: usize, reason: impl Into<String>) -> Self {
        Self {
            line,
            reason: reason.into(),
        }
    }
}

/// What is written in a format.
pub struct Export<'a> {
    pub title: &'a str,
    /// Where the questions are from, for a comment or a line below them.
    pub notice: &'a str,
    pub records: &'a [Record],
}

/// Takes what a reader finds, in the order of the file.
pub type Sink<'a> = dyn FnMut(Result<Record, LeftOut>) + 'a;
