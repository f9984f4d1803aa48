//! The interface of games and menus to the screen: a real terminal, or plain lines.

use std::sync::Arc;

use super::card::{Card, Verdict};
use super::layout::Look;
use super::style::Style;
use crate::quiz::Reply;

/// What the player does with a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    Reply(Reply),
    /// Time is up, with what the player had entered by then.
    TimeUp(Option<Reply>),
    /// A question is wrong or unclear.
    Flag {
        /// The previous question, not the current one.
        previous: bool,
        /// May be empty.
        note: String,
    },
    /// The player counts the previous answer, typed and judged wrong, as right.
    WasRight,
    Help,
    /// The player wants to quit the game.
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
    /// The player counts the answer as right.
    WasRight,
    Stop,
}

/// Text above a menu's items, safe to print, for this look and at most this many rows.
pub type Above = Arc<dyn Fn(Look, usize) -> String + Send + Sync>;

/// Items to choose from. A tab separates an item from its description.
#[derive(Clone)]
pub struct Menu<'a> {
    /// The page's title.
    pub title: &'a str,
    pub above: Option<Above>,
    /// The label of the search field.
    pub prompt: &'a str,
    /// What the key to leave does: `back`, `quit`.
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
    /// The page's title; may be styled.
    pub title: &'a str,
    /// Lines for this many columns, safe to print; may be styled.
    pub text: &'a dyn Fn(usize) -> String,
    /// What Enter does: `next`, `menu`.
    pub next: &'a str,
}

/// A short text to ask for.
#[derive(Clone, Copy)]
pub struct Ask<'a> {
    pub title: &'a str,
    pub prompt: &'a str,
    /// The default on an empty line.
    pub suggested: &'a str,
    /// Returns why a text is not valid.
    pub check: &'a dyn Fn(&str) -> Result<(), String>,
}

/// Why a prompt ended early.
#[derive(Debug, thiserror::Error)]
pub enum PromptError {
    /// A signal ends the program, or the input has ended.
    #[error("interrupted")]
    Interrupted,
    #[error("could not read from the terminal")]
    Io(#[from] std::io::Error),
}

/// Talks to the player. Methods that wait fail with [`PromptError`] if no more input can be read.
pub trait Prompter {
    fn style(&self) -> Style;

    /// Whether there are pages, and keys to turn them; otherwise every line of input is an answer.
    fn has_pages(&self) -> bool;

    /// Says something, at once or on the next page. Ignores output errors, so they never end a
    /// game.
    fn say(&mut self, text: &str);

    /// Copies a text to the clipboard, if the terminal allows it.
    fn copy(&mut self, text: &str);

    /// Leaves the pages for good, so that later output stays on the screen.
    fn close(&mut self);

    /// Shows a new question.
    fn show(&mut self, card: &Card<'_>);

    /// Shows the same question after a change. `note` describes a change that the question does
    /// not show.
    fn update(&mut self, card: &Card<'_>, note: &str);

    /// Waits for the player to do something with the question.
    fn input(&mut self, card: &Card<'_>) -> Result<Input, PromptError>;

    /// Shows the verdict on the question and waits until the player continues. `note` tells the
    /// outcome of the player's last action here; `None` at first.
    fn verdict(
        &mut self,
        card: &Card<'_>,
        verdict: &Verdict<'_>,
        note: Option<&str>,
    ) -> Result<After, PromptError>;

    /// Shows sheets, starting at `at`; arrows turn the pages. Returns the sheet where the player
    /// pressed Enter; `None` if they want to leave.
    fn read(&mut self, sheets: &[Sheet<'_>], at: usize) -> Result<Option<usize>, PromptError>;

    /// Asks for a short text; `None` if the player goes back.
    fn text(&mut self, ask: &Ask<'_>) -> Result<Option<String>, PromptError>;

    /// Asks whether the player really wants to quit the game.
    fn confirm_stop(&mut self) -> Result<bool, PromptError>;

    /// Lets the player choose a menu item; `None` if they go back.
    fn choose(&mut self, menu: &Menu<'_>) -> Result<Option<usize>, PromptError>;
}
