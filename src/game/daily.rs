//! The daily quiz: the same ten questions for everyone.

use jiff::civil::Date;

use super::setup::{Setup, nothing_left};
use crate::app::{App, NamedBank};
use crate::bank::hash::hash;
use crate::cli::{Ceiling, GameArgs, Limit, WayArgs};
use crate::error::Error;
use crate::quiz::draw::USUAL_COUNT;
use crate::quiz::random::generator;
use crate::quiz::{Recency, draw};

/// The generator's purpose for the draw, so that no seed of another game draws the same.
const DAILY: u64 = u64::MAX - 1;

/// The quiz of one day.
pub struct Daily<'a> {
    pub setup: Setup<'a>,
    pub seed: u64,
    pub hand: Vec<u32>,
}

impl<'a> Daily<'a> {
    /// Ten questions from the bank that depend only on the date and the spoiler limit.
    ///
    /// # Errors
    /// If the bank has no question for it.
    pub fn of(
        app: &App,
        through: Option<Ceiling>,
        bank: &'a NamedBank,
        day: Date,
    ) -> Result<Self, Error> {
        // JSON readers may keep only 53 bits of a number.
        let seed = hash(&format!("daily {day}")) >> 11;
        let args = GameArgs {
            way: WayArgs {
                questions: Some(USUAL_COUNT),
                through,
                timed: Some(Limit(None)),
                ..WayArgs::default()
            },
            ..GameArgs::default()
        };
        let mut setup = Setup::new(app, &args, bank)?;
        let rng = &mut generator(seed, DAILY);
        let hand = draw(&bank.bank.index, &setup.request, &Recency::none(), rng);
        let hand = hand.map_err(Error::from)?;
        if hand.is_empty() {
            return Err(nothing_left(&setup, &args, 1));
        }
        setup.board.daily = Some(day.to_string());
        setup.board.length = u32::try_from(hand.len()).unwrap_or(u32::MAX);
        Ok(Self { setup, seed, hand })
    }
}
