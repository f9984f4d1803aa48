//! One question as text: status, question, choices.

use super::Countdown;
use super::words::thousands;
use crate::bank::Kind;
use crate::quiz::Presented;
use crate::quiz::session::Hint;
use crate::text::printable::Printable;

/// What stands on the screen while a question is open.
#[derive(Debug, Clone, Copy)]
pub struct Card<'a> {
    /// Whose turn it is, where there are several.
    pub player: Option<&'a str>,
    /// From 1.
    pub number: u32,
    pub total: u32,
    pub category: &'a str,
    pub points: u32,
    pub streak: u32,
    pub presented: &'a Presented,
    /// Whether the hint has been given.
    pub hinted: bool,
    /// Whether the game has hints at all.
    pub hints: bool,
    /// Whether the answer before was typed and missed, so that the player may
    /// say that it was right.
    pub disputable: bool,
    /// Only in timed games.
    pub countdown: Option<Countdown>,
}

impl Card<'_> {
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.presented.question.body.kind()
    }

    /// The player, `4/10`, category, difficulty, points so far and streak.
    #[must_use]
    pub fn status(&self) -> Vec<String> {
        let points = match self.points {
            1 => "1 point".to_owned(),
            points => format!("{} points", thousands(points)),
        };
        let player = self.player.map(|name| Printable(name).to_string());
        let game = [
            format!("{}/{}", self.number, self.total),
            Printable(self.category).to_string(),
            self.presented.question.difficulty.name().to_owned(),
            points,
            format!("streak {}", self.streak),
        ];
        player.into_iter().chain(game).collect()
    }

    /// The question, safe to print.
    #[must_use]
    pub fn ask(&self) -> String {
        Printable(&self.presented.question.ask).to_string()
    }

    /// The choices, safe to print; `None` for those that the hint took away.
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
                _ => Some(Printable(text).to_string()),
            })
            .collect()
    }

    /// What the hint says, where it does not show in the choices.
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
                Some(format!("First comes: {}", Printable(text)))
            }
        }
    }

    /// Whether there is still a hint to be had.
    #[must_use]
    pub fn has_hint(&self) -> bool {
        self.hints && !self.hinted && self.presented.hint().is_some()
    }
}
