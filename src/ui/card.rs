//! A question and its verdict, as pages and plain lines show them.

use super::countdown::Countdown;
use super::words;
use crate::quiz::present::Hint;
use crate::quiz::{Answer, Form, Presented};
use crate::text::printable::{Printable, PrintableLines};

/// A question and the state of its game.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone, Copy)]
pub struct Card<'a> {
    /// Whose turn it is, if players take turns.
    pub player: Option<&'a str>,
    /// The answers before this question.
    pub answers: &'a [Answer],
    /// How many questions the game has.
    pub total: u32,
    pub category: &'a str,
    /// Whether this is practice, which isn't ranked.
    pub practice: bool,
    pub presented: &'a Presented,
    /// Whether the player has used the hint.
    pub hinted: bool,
    /// Whether the game has hints at all.
    pub hints: bool,
    /// Whether the last answer was typed and wrong, so that the player may count it as right.
    pub disputable: bool,
    /// Only in timed games.
    pub countdown: Option<Countdown>,
}

/// A judged answer and what to tell about it.
#[derive(Debug, Clone)]
pub struct Verdict<'a> {
    pub answer: &'a Answer,
    /// Right answers in a row before it.
    pub streak: u32,
    /// Episode and source, safe to print.
    pub origin: Option<String>,
    /// How others answered it, safe to print.
    pub others: Option<String>,
    /// In practice, how the question moved between boxes.
    pub practice: Option<String>,
}

impl Card<'_> {
    pub fn form(&self) -> Form {
        self.presented.form()
    }

    /// From 1.
    pub fn number(&self) -> usize {
        self.answers.len() + 1
    }

    pub fn is_last(&self) -> bool {
        self.number() == self.total as usize
    }

    /// Player, practice, category and difficulty.
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
    pub fn points(&self) -> String {
        words::points(self.answers.iter().map(|answer| answer.points.total).sum())
    }

    /// Right answers in a row so far.
    pub fn streak(&self) -> u32 {
        let row = self.answers.iter().rev().take_while(|answer| answer.right);
        row.count() as u32
    }

    /// The question, safe to print.
    pub fn ask(&self) -> String {
        PrintableLines(&self.presented.question.ask).to_string()
    }

    /// The choices, safe to print; `None` for those that the hint ruled out.
    pub fn choices(&self) -> Vec<Option<String>> {
        let is_gone = |n| self.hinted && self.presented.weak.contains(&n);
        let choices = self.presented.choices.iter().enumerate();
        let shown =
            choices.map(|(n, text)| (!is_gone(n)).then(|| PrintableLines(text).to_string()));
        shown.collect()
    }

    /// The hint's text, if the choices do not show it.
    pub fn hint(&self) -> Option<String> {
        match self.presented.hint().filter(|_| self.hinted)? {
            Hint::Gone(_) => None,
            Hint::Begins(letters) => Some(format!("Starts with: {}", Printable(&letters))),
            Hint::Count(right) => Some(format!("Right answers: {right}")),
            Hint::First(item) => {
                let text = self.presented.choices.get(item)?;
                Some(format!("Comes first: {}", PrintableLines(text)))
            }
        }
    }

    /// Whether the player can still ask for a hint.
    pub fn has_hint(&self) -> bool {
        self.hints && !self.hinted && self.presented.hint().is_some()
    }
}

#[cfg(test)]
impl<'a> Card<'a> {
    /// The only question of a game.
    pub fn of(presented: &'a Presented) -> Self {
        Self {
            player: None,
            answers: &[],
            total: 1,
            category: "c",
            practice: false,
            presented,
            hinted: false,
            hints: true,
            disputable: false,
            countdown: None,
        }
    }
}
