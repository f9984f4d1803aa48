//! One question of a game, and its verdict, as every kind of screen shows them.

use super::countdown::Countdown;
use super::words;
use crate::bank::Kind;
use crate::quiz::session::Hint;
use crate::quiz::{Answer, Presented};
use crate::text::printable::{Printable, PrintableLines};

/// A question and what the game knows around it.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone, Copy)]
pub struct Card<'a> {
    /// Whose turn it is, if several play.
    pub player: Option<&'a str>,
    /// What was answered before this question.
    pub answers: &'a [Answer],
    /// How many questions the game has.
    pub total: u32,
    pub category: &'a str,
    /// Whether this is practice, which ranks on no board.
    pub practice: bool,
    pub presented: &'a Presented,
    /// Whether the hint has been given.
    pub hinted: bool,
    /// Whether the game has hints at all.
    pub hints: bool,
    /// Whether the answer before was typed and missed, so that the player may
    /// count it as right.
    pub disputable: bool,
    /// Only in timed games.
    pub countdown: Option<Countdown>,
}

/// What came of an answer.
#[derive(Debug, Clone)]
pub struct Verdict<'a> {
    pub answer: &'a Answer,
    /// Right answers in a row before it.
    pub streak: u32,
    /// Episode and source, safe to print.
    pub origin: Option<String>,
    /// How others answered it, safe to print.
    pub others: Option<String>,
    /// In practice, what became of the question's box.
    pub practice: Option<String>,
    /// Whether the player may count it as right: it was typed and missed.
    pub disputable: bool,
    /// Whether the game is over.
    pub is_last: bool,
}

impl Card<'_> {
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.presented.question.body.kind()
    }

    /// From 1.
    #[must_use]
    pub fn number(&self) -> usize {
        self.answers.len() + 1
    }

    /// Player, practice, category and difficulty.
    #[must_use]
    pub fn place(&self) -> Vec<String> {
        let player = self.player.map(|name| Printable(name).to_string());
        let practice = self.practice.then(|| "Practice".to_owned());
        let question = [
            Printable(self.category).to_string(),
            self.presented.question.difficulty.name().to_owned(),
        ];
        player.into_iter().chain(practice).chain(question).collect()
    }

    /// Points so far.
    #[must_use]
    pub fn points(&self) -> String {
        words::points(self.answers.iter().map(|answer| answer.points.total).sum())
    }

    /// Right answers in a row up to now.
    #[must_use]
    pub fn streak(&self) -> usize {
        let row = self.answers.iter().rev().take_while(|answer| answer.right);
        row.count()
    }

    /// The question, safe to print.
    #[must_use]
    pub fn ask(&self) -> String {
        PrintableLines(&self.presented.question.ask).to_string()
    }

    /// The choices, safe to print; `None` for those that the hint ruled out.
    #[must_use]
    pub fn choices(&self) -> Vec<Option<String>> {
        let hint = if self.hinted {
            self.presented.hint()
        } else {
            None
        };
        let choices = self.presented.choices.iter().enumerate();
        choices
            .map(|(n, text)| match &hint {
                Some(Hint::Gone(gone)) if gone.contains(&n) => None,
                _ => Some(PrintableLines(text).to_string()),
            })
            .collect()
    }

    /// What the hint says, if the choices do not show it.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        if !self.hinted {
            return None;
        }
        match self.presented.hint()? {
            Hint::Gone(_) => None,
            Hint::Begins(letters) => Some(format!("It begins: {}", Printable(&letters))),
            Hint::First(item) => {
                let text = self.presented.choices.get(item)?;
                Some(format!("First comes: {}", PrintableLines(text)))
            }
        }
    }

    /// Whether the question still has a hint to give.
    #[must_use]
    pub fn has_hint(&self) -> bool {
        self.hints && !self.hinted && self.presented.hint().is_some()
    }
}
