//! What a question is once its text has been checked.

use std::ops::RangeInclusive;
use std::slice;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::text::number::Decimal;
use crate::text::printable::one_line;

/// The seasons that a bank may name and a player may stop at: enough for any story,
/// while a typo such as 47 or 2005 is caught.
pub const SEASONS: RangeInclusive<u8> = 1..=40;

/// The longest text of a question, in characters: more than a screen of 80 x 24.
pub const MAX_TEXT: usize = 1_000;
/// The longest choice, in characters.
pub const MAX_CHOICE: usize = 300;
/// The most right answers of a question, and the most wrong ones.
pub const MOST_RIGHT: usize = 6;
pub const MOST_WRONG: usize = 12;
/// The longest id, topic or name, in characters.
pub const MAX_ID: usize = 100;

/// How hard a fan finds a question; ordered from easy to hard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Difficulty {
    Easy,
    Medium,
    Hard,
}

impl Difficulty {
    /// From the easiest to the hardest.
    pub const ALL: [Self; 3] = [Self::Easy, Self::Medium, Self::Hard];

    #[must_use]
    pub fn name(self) -> &'static str {
        ["easy", "medium", "hard"][self as usize]
    }

    /// The difficulty that the bank format calls `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|d| d.name() == name)
    }
}

/// How a question is asked and answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Choice,
    TrueFalse,
    Order,
    Typed,
    Several,
    Number,
}

impl Kind {
    pub const ALL: [Self; 6] = [
        Self::Choice,
        Self::TrueFalse,
        Self::Order,
        Self::Typed,
        Self::Several,
        Self::Number,
    ];

    #[must_use]
    pub fn name(self) -> &'static str {
        [
            "choice",
            "true-false",
            "order",
            "typed",
            "several",
            "number",
        ][self as usize]
    }
}

/// Where the wrong answers of a choice question come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Distractors {
    /// Written with the question: 1 to 12.
    Own(Vec<String>),
    /// Taken from a shared list, without the answer and the `not` entries.
    List {
        name: String,
        not: Vec<String>,
        /// The entries that may be offered; filled in by the bank.
        entries: Vec<Arc<ListEntry>>,
    },
}

/// What counts as the answer when it is typed.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Expected {
    pub answer: String,
    /// Other texts that are right.
    pub accept: Vec<String>,
    /// Answers that are true but too general: the player tries again.
    pub more: Vec<String>,
    /// Texts that are near but wrong.
    pub rivals: Vec<String>,
    /// No typo is forgiven.
    pub exact: bool,
}

impl Expected {
    /// Whether a line is the answer or an alias to the letter, though not in its case.
    #[must_use]
    pub fn is_written(&self, line: &str) -> bool {
        let lower = |text: &str| one_line(text).to_lowercase();
        let mut texts = [&self.answer].into_iter().chain(&self.accept);
        texts.any(|text| lower(text) == lower(line))
    }
}

/// A number that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    pub answer: Decimal,
    /// How far from the answer is still right; not negative.
    pub within: Decimal,
    pub unit: Option<String>,
}

impl Quantity {
    /// As a player reads it: `3.5 km`.
    #[must_use]
    pub fn text(&self) -> String {
        let unit = self.unit.as_ref().map(|unit| format!(" {unit}"));
        format!("{}{}", self.answer, unit.unwrap_or_default())
    }

    /// With what else is right: `3.5 km (within 0.1)`.
    #[must_use]
    pub fn range(&self) -> String {
        if self.within.is_positive() {
            format!("{} (within {})", self.text(), self.within)
        } else {
            self.text()
        }
    }
}

/// What is asked for, by kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    Choice {
        expected: Expected,
        distractors: Distractors,
        /// All choices in the order to show them, if it matters.
        fixed: Option<Vec<String>>,
        /// Whether it may be asked without its choices.
        typed: bool,
    },
    /// All of the right answers, and none of the wrong ones.
    Several {
        /// 1 to 6.
        right: Vec<String>,
        /// 1 to 12.
        wrong: Vec<String>,
        /// All choices in the order to show them, if it matters.
        fixed: Option<Vec<String>>,
    },
    TrueFalse {
        answer: bool,
    },
    /// The items in the right order, 3 to 5.
    Order {
        items: Vec<String>,
    },
    Typed(Expected),
    Number(Quantity),
}

impl Body {
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Choice { .. } => Kind::Choice,
            Self::TrueFalse { .. } => Kind::TrueFalse,
            Self::Order { .. } => Kind::Order,
            Self::Typed(_) => Kind::Typed,
            Self::Several { .. } => Kind::Several,
            Self::Number(_) => Kind::Number,
        }
    }
}

/// One checked question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Never changes: the player's history refers to it.
    pub id: String,
    /// A game asks at most one question of a topic; the id if none is given.
    pub topic: String,
    /// The latest season that the question or its answers give away.
    pub season: Option<u8>,
    pub episode: Option<String>,
    pub difficulty: Difficulty,
    pub ask: String,
    pub because: Option<String>,
    /// Document and line, as `sources.toml` names them.
    pub source: Vec<String>,
    pub body: Body,
}

impl Question {
    /// What counts as the answer, for kinds that can be typed.
    #[must_use]
    pub fn expected(&self) -> Option<&Expected> {
        match &self.body {
            Body::Choice { expected, .. } | Body::Typed(expected) => Some(expected),
            _ => None,
        }
    }

    /// The right answer as text, for kinds that have one.
    #[must_use]
    pub fn answer(&self) -> Option<&str> {
        self.expected().map(|expected| expected.answer.as_str())
    }

    /// The right answers as text, if there are any.
    #[must_use]
    pub fn right(&self) -> &[String] {
        match &self.body {
            Body::Several { right, .. } => right,
            _ => (self.expected()).map_or(&[], |expected| slice::from_ref(&expected.answer)),
        }
    }

    /// The wrong answers written with the question.
    #[must_use]
    pub fn wrong(&self) -> &[String] {
        match &self.body {
            Body::Choice {
                distractors: Distractors::Own(wrong),
                ..
            }
            | Body::Several { wrong, .. } => wrong,
            _ => &[],
        }
    }

    /// The shared list of its wrong answers, and the entries that may be offered.
    #[must_use]
    pub fn list(&self) -> Option<(&str, &[Arc<ListEntry>])> {
        match &self.body {
            Body::Choice {
                distractors: Distractors::List { name, entries, .. },
                ..
            } => Some((name, entries)),
            _ => None,
        }
    }

    /// The items to put in order, in the right order.
    #[must_use]
    pub fn items(&self) -> &[String] {
        match &self.body {
            Body::Order { items } => items,
            _ => &[],
        }
    }

    /// All choices in the order to show them, if it matters.
    #[must_use]
    pub fn fixed(&self) -> Option<&[String]> {
        match &self.body {
            Body::Choice { fixed, .. } | Body::Several { fixed, .. } => fixed.as_deref(),
            _ => None,
        }
    }

    /// The number that it asks for.
    #[must_use]
    pub fn quantity(&self) -> Option<&Quantity> {
        match &self.body {
            Body::Number(quantity) => Some(quantity),
            _ => None,
        }
    }

    /// Whether its statement is true, if it is one.
    #[must_use]
    pub fn truth(&self) -> Option<bool> {
        match self.body {
            Body::TrueFalse { answer } => Some(answer),
            _ => None,
        }
    }

    /// Whether it may be asked without its choices, if it has some.
    #[must_use]
    pub fn may_be_typed(&self) -> Option<bool> {
        match self.body {
            Body::Choice { typed, .. } => Some(typed),
            _ => None,
        }
    }

    /// Other texts that are right when typed.
    #[must_use]
    pub fn accept(&self) -> &[String] {
        self.expected().map_or(&[], |expected| &expected.accept)
    }
}

/// An entry of a shared list of wrong answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListEntry {
    pub text: String,
    /// Entries of the right answer's season are drawn first.
    pub season: Option<u8>,
    /// Other texts that are right when typed.
    pub accept: Vec<String>,
}
