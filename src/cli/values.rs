//! Values as they are written on the command line.

use clap::ValueEnum;
use jiff::civil::Date;

use crate::bank::Difficulty;
use crate::bank::question::SEASONS;
use crate::quiz::draw::COUNTS;
use crate::scoring::Clock;
use crate::text::number::within;

/// A difficulty as the command line names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Level {
    Easy,
    Medium,
    Hard,
}

impl From<Level> for Difficulty {
    fn from(level: Level) -> Self {
        match level {
            Level::Easy => Self::Easy,
            Level::Medium => Self::Medium,
            Level::Hard => Self::Hard,
        }
    }
}

pub(super) fn parse_count(text: &str) -> Result<u32, String> {
    within(text, &COUNTS)
}

/// Nothing that gives away a later season; `None` for no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ceiling(Option<u8>);

impl From<Ceiling> for Option<u8> {
    fn from(ceiling: Ceiling) -> Self {
        ceiling.0
    }
}

/// Seconds for an answer; `None` for no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit(Option<u32>);

impl Limit {
    /// No clock, whatever the settings say.
    pub const NONE: Self = Self(None);
    /// What `--timed` means without a number.
    pub const USUAL: Self = Self(Some(20));
}

impl From<Limit> for Option<u32> {
    fn from(limit: Limit) -> Self {
        limit.0
    }
}

pub(super) fn parse_ceiling(text: &str) -> Result<Ceiling, String> {
    match text {
        "all" => Ok(Ceiling(None)),
        _ => within(text, &SEASONS)
            .map(|season| Ceiling(Some(season)))
            .map_err(|error| format!("{error}, or `all`")),
    }
}

pub(super) fn parse_limit(text: &str) -> Result<Limit, String> {
    match text {
        "off" => Ok(Limit(None)),
        _ => within(text, &Clock::LIMITS)
            .map(|seconds| Limit(Some(seconds)))
            .map_err(|error| match text.parse::<f64>() {
                Ok(_) => format!("{error}, or `off`"),
                Err(_) => format!("{error}, or `off`; put a category before --timed"),
            }),
    }
}

pub(super) fn parse_seed(text: &str) -> Result<u64, String> {
    within(text, &(0..=u64::MAX))
}

pub(super) fn parse_date(text: &str) -> Result<Date, String> {
    text.parse()
        .map_err(|_| "it is not a day of the calendar, such as 2026-11-21".to_owned())
}
