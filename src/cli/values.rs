//! Values of command-line options.

use std::str::FromStr;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use jiff::civil::Date;

use crate::bank::Difficulty;
use crate::bank::question::SEASONS;
use crate::formats::FORMATS;
use crate::formats::export::TARGETS;
use crate::quiz::draw::COUNTS;
use crate::scoring::Clock;
use crate::text::number::within;

pub(super) fn difficulty() -> impl TypedValueParser<Value = Difficulty> {
    PossibleValuesParser::new(Difficulty::ALL.map(Difficulty::name))
        .try_map(|name| Difficulty::from_name(&name).ok_or("unknown difficulty"))
}

pub(super) fn format_names() -> PossibleValuesParser {
    let named = FORMATS
        .iter()
        .map(|format| PossibleValue::new(format.name).help(format.about));
    named.collect::<Vec<_>>().into()
}

pub(super) fn target_names() -> PossibleValuesParser {
    let named = TARGETS
        .iter()
        .map(|target| PossibleValue::new(target.name).help(target.about));
    named.collect::<Vec<_>>().into()
}

pub(super) fn parse_count(text: &str) -> Result<u32, String> {
    within(text, &COUNTS)
}

/// The last season a question may give away; `None` for no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ceiling(pub Option<u8>);

impl FromStr for Ceiling {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "all" => Ok(Self(None)),
            _ => within(text, &SEASONS)
                .map(|season| Self(Some(season)))
                .map_err(|error| error + ", or `all`"),
        }
    }
}

/// Seconds a question; `None` for no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit(pub Option<u32>);

impl Limit {
    /// What `--timed` means without a number.
    pub const USUAL: Self = Self(Some(20));
}

impl FromStr for Limit {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "off" => Ok(Self(None)),
            _ => within(text, &Clock::LIMITS)
                .map(|seconds| Self(Some(seconds)))
                .map_err(|error| match text.parse::<f64>() {
                    Ok(_) => error + ", or `off`",
                    Err(_) => error + ", or `off`; put a category before --timed",
                }),
        }
    }
}

pub(super) fn parse_seed(text: &str) -> Result<u64, String> {
    within(text, &(0..=u64::MAX))
}

pub(super) fn parse_date(text: &str) -> Result<Date, String> {
    text.parse()
        .map_err(|_| "not a valid date; write it like 2026-11-21".to_owned())
}
