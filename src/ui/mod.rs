//! The edge to the player: prompts, words, colour and keys.

pub mod card;
pub mod charts;
mod fit;
pub mod hand;
pub mod lines;
#[cfg(unix)]
pub mod quiet;
pub mod reading;
pub mod signals;
pub mod style;
pub mod tables;
pub mod terminal;
pub mod theme;
pub mod words;

pub use card::Card;
pub use style::Style;

use crate::quiz::Reply;

/// What the player does while a question stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    Reply(Reply),
    /// The question is wrong or unclear.
    Flag,
    /// The player wants to leave the game.
    Stop,
    /// Nobody is there any more.
    End,
}

/// Why no input can be had.
#[derive(Debug, thiserror::Error)]
pub enum PromptError {
    /// A signal asks the program to end.
    #[error("interrupted")]
    Interrupted,
    #[error("could not read from the terminal")]
    Io(#[from] std::io::Error),
}

/// Talks to the player: a real terminal, or plain lines.
pub trait Prompter {
    /// How text is to be styled here.
    fn style(&self) -> Style;

    /// Prints text as it is; what cannot be printed is lost, and no reason to
    /// lose a game.
    fn say(&mut self, text: &str);

    /// Puts a question, its choices and what keys there are.
    fn show(&mut self, card: &Card<'_>);

    /// Puts the same question again after something happened to it; `note` says
    /// what, where the question does not show it.
    fn update(&mut self, card: &Card<'_>, note: &str);

    /// Shows on the judged question itself what was right and what was chosen,
    /// where that can be shown.
    fn mark(&mut self, card: &Card<'_>, skipped: bool);

    /// Waits for what the player does about the question shown.
    ///
    /// # Errors
    /// [`PromptError`] where nothing can be read any more.
    fn input(&mut self, card: &Card<'_>) -> Result<Input, PromptError>;

    /// Whether the player really wants to leave the game.
    ///
    /// # Errors
    /// [`PromptError`] where nothing can be read any more.
    fn confirm_stop(&mut self) -> Result<bool, PromptError>;

    /// One of several items; `None` where the player wants none.
    ///
    /// # Errors
    /// [`PromptError`] where nothing can be read any more.
    fn choose(&mut self, prompt: &str, items: &[String]) -> Result<Option<usize>, PromptError>;
}
