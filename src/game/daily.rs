//! The questions of a day: the same ten for everyone.

use jiff::civil::Date;

use super::setup::{Setup, nothing_left};
use crate::app::{App, NamedBank};
use crate::bank::hash::hash;
use crate::cli::{Ceiling, GameArgs, Limit, WayArgs};
use crate::error::Error;
use crate::history::BoardKey;
use crate::quiz::draw::{DRAW, USUAL_COUNT, draw};
use crate::quiz::random::generator;
use crate::quiz::{Recency, Request};

/// The questions of a day.
pub struct Daily<'a> {
    pub setup: Setup<'a>,
    pub seed: u64,
    pub hand: Vec<u32>,
}

impl<'a> Daily<'a> {
    /// Ten of the bank, by the date alone: neither the player's history nor any
    /// setting except the spoiler limit makes a difference.
    ///
    /// # Errors
    /// If the bank has no question for it.
    pub fn of(
        app: &App,
        through: Option<Ceiling>,
        bank: &'a NamedBank,
        day: Date,
    ) -> Result<Self, Error> {
        let seed = hash(&format!("daily {day}"));
        let args = GameArgs {
            way: WayArgs {
                questions: Some(USUAL_COUNT),
                through,
                timed: Some(Limit::NONE),
                ..WayArgs::default()
            },
            ..GameArgs::default()
        };
        let mut setup = Setup::new(app, &args, bank)?;
        setup.daily = Some(day.to_string());
        let rng = &mut generator(seed, DRAW);
        let request: &Request = &setup.request;
        let hand = draw(&bank.bank.index, request, &Recency::none(), rng)?;
        if hand.is_empty() {
            return Err(nothing_left(&setup, &args, 1));
        }
        Ok(Self { setup, seed, hand })
    }

    /// The board of a day's daily.
    ///
    /// # Errors
    /// If the bank has no question for it.
    pub fn board_of(
        app: &App,
        through: Option<Ceiling>,
        bank: &'a NamedBank,
        day: Date,
    ) -> Result<BoardKey, Error> {
        Ok(Self::of(app, through, bank, day)?.board())
    }

    pub fn board(&self) -> BoardKey {
        self.setup
            .board(u32::try_from(self.hand.len()).unwrap_or(u32::MAX))
    }
}
