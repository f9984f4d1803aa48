//! How a command ends: its outcome or its error.

use std::io;
use std::path::Path;

use crate::bank::{Finding, ReadError};
use crate::files::banks::{OpenError, nearest_bank};
use crate::files::shelf::ShelfError;
use crate::history::HistoryError;
use crate::text::name::MAX_NAME;
use crate::text::printable::Printable;
use crate::ui::prompter::{PromptError, Prompter};

/// A successful exit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Outcome {
    Done,
    /// The player wants the menu.
    Menu,
    /// The process ends with this signal.
    Signal(i32),
}

/// An error as the player sees it.
#[derive(Debug)]
pub struct Error {
    /// 1: failed; 2: wrong usage.
    pub exit: u8,
    /// Lower case: what could not be done, with which file or value.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Every error in a bank.
    pub findings: Vec<Finding>,
}

impl Error {
    pub fn usage(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            exit: 2,
            message: message.into(),
            help: Some(help.into()),
            findings: Vec::new(),
        }
    }

    pub fn failed(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            exit: 1,
            ..Self::usage(message, help)
        }
    }

    /// The error with its causes, on one line.
    pub fn from_error(error: impl Into<anyhow::Error>, help: Option<&str>) -> Self {
        let mut message = String::new();
        let mut last = String::new();
        for cause in error.into().chain().map(ToString::to_string) {
            // SQLite repeats its message as its own cause.
            if !last.is_empty() && cause.ends_with(&last) {
                continue;
            }
            let colon = if message.is_empty() { "" } else { ": " };
            message = message + colon + &cause;
            last = cause;
        }
        Self {
            help: help.map(str::to_owned),
            ..Self::failed(message, "")
        }
    }
}

/// The value, or else its default after telling the player why. For what a game can do without.
pub fn or_report<T: Default>(read: Result<T, impl Into<Error>>, prompter: &mut dyn Prompter) -> T {
    read.unwrap_or_else(|error| {
        prompter.say(&Printable(&error.into().message).to_string());
        T::default()
    })
}

impl From<OpenError> for Error {
    fn from(error: OpenError) -> Self {
        let message = error.to_string();
        if let OpenError::Findings(_, findings) = error {
            let help = "fix the errors above, then run `dundie bank check` again";
            return Self {
                findings,
                ..Self::failed(message, help)
            };
        }
        let meant = match &error {
            OpenError::Io(path, source) if source.kind() == io::ErrorKind::NotFound => {
                nearest_bank(Path::new(path))
            }
            _ => None,
        };
        let help = match meant {
            Some(path) => format!("did you mean {}?", Printable(&path.to_string_lossy())),
            None => "name a .toml file of questions, or a folder of such files".to_owned(),
        };
        Self::from_error(error, Some(&help))
    }
}

impl From<ShelfError> for Error {
    fn from(error: ShelfError) -> Self {
        let message = error.to_string();
        match &error {
            ShelfError::BadName(_) => Self::usage(
                message,
                format!("use 1 to {MAX_NAME} lowercase letters, digits and hyphens with --name"),
            ),
            ShelfError::Taken(name) => Self::failed(
                message,
                format!("add --replace to replace {name}, or choose another name with --name"),
            ),
            ShelfError::Unknown(_, meant) => Self::failed(
                message,
                match meant {
                    Some(name) => format!("did you mean `{name}`?"),
                    None => "`dundie bank list` lists them".to_owned(),
                },
            ),
            ShelfError::Io(..) => {
                let help = "check that you may write there and that there is free space";
                Self::from_error(error, Some(help))
            }
        }
    }
}

impl From<HistoryError> for Error {
    fn from(error: HistoryError) -> Self {
        let help = error.help();
        Self::from_error(error, help)
    }
}

impl From<ReadError> for Error {
    fn from(error: ReadError) -> Self {
        Self::from_error(error, Some("start again to use the bank as it is now"))
    }
}

/// Why a prompt ended early.
pub enum Stop {
    Prompt(PromptError),
    Error(Error),
}

impl From<PromptError> for Stop {
    fn from(error: PromptError) -> Self {
        Self::Prompt(error)
    }
}

impl<E: Into<Error>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_cause_is_left_out() {
        let error = anyhow::anyhow!("Error code 778: disk I/O error")
            .context("disk I/O error")
            .context("could not write");
        let failure = Error::from_error(error, None);
        assert_eq!(failure.message, "could not write: disk I/O error");
    }
}
