//! The edge to the player: prompts, words, colour and keys.

pub mod card;
pub mod charts;
pub mod countdown;
mod edit;
mod fit;
mod frame;
pub mod hand;
mod keys;
pub mod lines;
mod menu;
#[cfg(unix)]
pub mod quiet;
pub mod reading;
pub mod signals;
pub mod standings;
pub mod style;
pub mod tables;
pub mod terminal;
pub mod theme;
#[cfg(unix)]
mod wake;
pub mod words;

pub use card::Card;
pub use countdown::Countdown;
pub use style::Style;

use crate::quiz::Reply;

/// What the player does while a question stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    Reply(Reply),
    /// A question is wrong or unclear.
    Flag {
        /// The one before, not the one that stands.
        previous: bool,
        note: Option<String>,
    },
    /// The answer before, which was typed and judged wrong, was right.
    WasRight,
    /// The player wants to leave the game.
    Stop,
    /// Nobody is there any more.
    End,
}

/// Items of which one is chosen.
#[derive(Debug, Clone, Copy)]
pub struct Menu<'a> {
    pub prompt: &'a str,
    pub items: &'a [String],
    /// Where the arrow stands at first.
    pub first: usize,
    /// Whether typing searches the items: where there may be many.
    pub searched: bool,
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

    /// Whether the player says that the typed answer just judged wrong was right.
    /// Where that cannot be asked for without stopping the game it is not asked,
    /// and [`Input::WasRight`] may still come, unless the game is over.
    ///
    /// # Errors
    /// [`PromptError`] where nothing can be read any more.
    fn was_right(&mut self, is_last: bool) -> Result<bool, PromptError>;

    /// Waits until whoever is named in the text is ready, where keys are pressed:
    /// the question that comes may have a clock. `false` where nobody is there any
    /// more.
    ///
    /// # Errors
    /// [`PromptError`] where nothing can be read any more.
    fn pause(&mut self, text: &str) -> Result<bool, PromptError>;

    /// Whether the player can be asked something that is no question of the quiz.
    fn can_ask(&self) -> bool;

    /// A short text that `check` finds nothing wrong with, `suggested` at first;
    /// `None` where the player gives none.
    ///
    /// # Errors
    /// [`PromptError`] where nothing can be read any more.
    fn text(
        &mut self,
        prompt: &str,
        suggested: &str,
        check: &dyn Fn(&str) -> Result<(), String>,
    ) -> Result<Option<String>, PromptError>;

    /// Whether the player really wants to leave the game.
    ///
    /// # Errors
    /// [`PromptError`] where nothing can be read any more.
    fn confirm_stop(&mut self) -> Result<bool, PromptError>;

    /// One item of a menu; `None` where the player wants none.
    ///
    /// # Errors
    /// [`PromptError`] where nothing can be read any more.
    fn choose(&mut self, menu: &Menu<'_>) -> Result<Option<usize>, PromptError>;
}
