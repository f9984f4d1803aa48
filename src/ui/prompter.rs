//! What a game and the menus ask of a screen: a real terminal, or plain lines.

use std::sync::Arc;

use super::card::{Card, Verdict};
use super::layout::Look;
use super::style::Style;
use crate::quiz::Reply;

/// What the player does about a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    Reply(Reply),
    /// The time is up; what counts is what the player had put in by then.
    TimeUp(Option<Reply>),
    /// A question is wrong or unclear.
    Flag {
        /// The one before, not the current one.
        previous: bool,
        /// Perhaps empty.
        note: String,
    },
    /// The answer before, typed and judged wrong, was right.
    WasRight,
    Help,
    /// The player wants to leave the game.
    Stop,
}

/// What the player does after a verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum After {
    Next,
    Flag {
        note: String,
    },
    /// The answer was right.
    WasRight,
    Stop,
}

/// Text above a menu's items, safe to print, for this look and at most so many rows.
pub type Above = Arc<dyn Fn(Look, usize) -> String + Send + Sync>;

/// Items to choose one from. What follows a tab in an item describes it.
#[derive(Clone)]
pub struct Menu<'a> {
    /// What the page is called.
    pub title: &'a str,
    pub above: Option<Above>,
    /// What stands before the search.
    pub prompt: &'a str,
    /// What leaving does: `back`, `quit`.
    pub back: &'a str,
    pub items: &'a [String],
    /// Where the arrow starts.
    pub first: usize,
    /// Whether typing searches the items.
    pub searched: bool,
}

/// A page of text to read.
#[derive(Clone, Copy)]
pub struct Sheet<'a> {
    /// What the page is called; may be styled.
    pub title: &'a str,
    /// Lines for so many columns, safe to print; may be styled.
    pub text: &'a dyn Fn(usize) -> String,
    /// What Enter does: `next`, `menu`.
    pub next: &'a str,
}

/// A short text to ask for.
#[derive(Clone, Copy)]
pub struct Ask<'a> {
    pub title: &'a str,
    pub prompt: &'a str,
    /// What Enter alone gives.
    pub suggested: &'a str,
    /// Why a text cannot be taken.
    pub check: &'a dyn Fn(&str) -> Result<(), String>,
}

/// Why a prompt ended early.
#[derive(Debug, thiserror::Error)]
pub enum PromptError {
    /// A signal ends the program, or there is nobody at the keyboard any more.
    #[error("interrupted")]
    Interrupted,
    #[error("could not read from the terminal")]
    Io(#[from] std::io::Error),
}

/// Talks to the player. Each wait fails with [`PromptError`] if nothing can be
/// read any more.
pub trait Prompter {
    fn style(&self) -> Style;

    /// Whether there are pages, and keys to turn them; otherwise every line that
    /// comes is an answer.
    fn has_pages(&self) -> bool;

    /// Says something: at once, or on the next page. What cannot be shown is lost,
    /// and no reason to lose a game.
    fn say(&mut self, text: &str);

    /// Puts a text on the clipboard of a terminal that lets programs do that.
    fn copy(&mut self, text: &str);

    /// Leaves the pages for good; what is printed from now on stays.
    fn close(&mut self);

    /// Shows a new question.
    fn show(&mut self, card: &Card<'_>);

    /// Shows the same question after something happened to it; `note` says what,
    /// if the question itself does not show it.
    fn update(&mut self, card: &Card<'_>, note: &str);

    /// Waits for what the player does about the question shown.
    fn input(&mut self, card: &Card<'_>) -> Result<Input, PromptError>;

    /// Shows the verdict on the question, and waits until the player goes on. `note`
    /// says what came of the last thing the player did here; `None` at first.
    fn verdict(
        &mut self,
        card: &Card<'_>,
        verdict: &Verdict<'_>,
        note: Option<&str>,
    ) -> Result<After, PromptError>;

    /// Shows sheets, of which arrows show the one before and after, from the one at
    /// this place on. Gives the place where Enter was pressed; `None` if the player
    /// wants to leave.
    fn read(&mut self, sheets: &[Sheet<'_>], at: usize) -> Result<Option<usize>, PromptError>;

    /// A short text; `None` if the player gives none.
    fn text(&mut self, ask: &Ask<'_>) -> Result<Option<String>, PromptError>;

    /// Whether the player really wants to leave the game.
    fn confirm_stop(&mut self) -> Result<bool, PromptError>;

    /// One item of a menu; `None` if the player wants none.
    fn choose(&mut self, menu: &Menu<'_>) -> Result<Option<usize>, PromptError>;
}
