//! The only place that looks at a clock.
#![expect(clippy::disallowed_methods, reason = "time enters the program here")]

use std::env;
use std::fs;
use std::sync::OnceLock;
use std::time::{Duration, Instant, SystemTime};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::text::printable::Printable;

/// Fixes the time, for trying out what depends on the day.
const NOW: &str = "DUNDIE_NOW";

static FIXED: OnceLock<Option<i64>> = OnceLock::new();

/// The environment fixes a time that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("could not read the time in {NOW}: \"{}\"", Printable(.0))]
pub struct BadTime(String);

impl BadTime {
    /// What to do about it.
    pub const HELP: &str = "write it as 2026-11-22T10:00:00Z, or unset the variable";
}

/// Reads the fixed time from the environment, before anything asks for the time.
///
/// # Errors
/// [`BadTime`] if it is not an RFC 3339 time.
pub fn settle() -> Result<(), BadTime> {
    let now = env::var_os(NOW).filter(|now| !now.is_empty());
    let now = now.map(|now| now.to_string_lossy().into_owned());
    let fixed = now.map(|now| match now.parse::<Timestamp>() {
        Ok(time) => Ok(time.as_millisecond()),
        Err(_) => Err(BadTime(now)),
    });
    let _ = FIXED.set(fixed.transpose()?);
    Ok(())
}

/// Now, in unix milliseconds; 0 if the clock is set before 1970.
pub fn unix_millis() -> i64 {
    let fixed = FIXED.get().copied().flatten();
    fixed.unwrap_or_else(|| {
        SystemTime::now()
            .duration_since(SystemTime::UNIX_EPOCH)
            .ok()
            .and_then(|since| i64::try_from(since.as_millis()).ok())
            .unwrap_or(0)
    })
}

/// Now, for measuring.
pub fn instant() -> Instant {
    Instant::now()
}

/// The time since `start`.
pub fn since(start: Instant) -> Duration {
    start.elapsed()
}

/// How old something is that was made at this time; `None` if that is in the future.
pub fn age(time: SystemTime) -> Option<Duration> {
    time.elapsed().ok()
}

/// The local date.
pub fn today() -> Date {
    local_date(unix_millis()).unwrap_or_else(|| Zoned::now().date())
}

/// The local date of a time in unix milliseconds; `None` far beyond the calendar.
pub fn local_date(unix_millis: i64) -> Option<Date> {
    let time = Timestamp::from_millisecond(unix_millis).ok()?;
    Some(time.to_zoned(zone()).date())
}

/// The time until the local day ends; `None` far beyond the calendar.
pub fn until_tomorrow() -> Option<Duration> {
    let now = Timestamp::from_millisecond(unix_millis())
        .ok()?
        .to_zoned(zone());
    let tomorrow = now.tomorrow().ok()?.start_of_day().ok()?;
    Duration::try_from(now.duration_until(&tomorrow)).ok()
}

/// How far local time is ahead of UTC now, in seconds.
pub fn utc_offset() -> i32 {
    let now = Timestamp::from_millisecond(unix_millis()).unwrap_or_default();
    zone().to_offset(now).seconds()
}

/// The local time zone, read from its one file: the library would list the whole database
/// first, which takes longer than all else at the start.
pub fn zone() -> TimeZone {
    static ZONE: OnceLock<TimeZone> = OnceLock::new();
    let read = || {
        let name = env::var("TZ").unwrap_or_default();
        let name = name.trim_start_matches(':');
        let is_word = |c: char| c.is_ascii_alphanumeric() || "_+-/".contains(c);
        let path = match name {
            "" => Some("/etc/localtime".to_owned()),
            name if name.chars().all(is_word) => Some(format!("/usr/share/zoneinfo/{name}")),
            _ => None,
        };
        let file = path.and_then(|path| fs::read(path).ok());
        let zone = file.and_then(|bytes| TimeZone::tzif(name, &bytes).ok());
        zone.unwrap_or_else(TimeZone::system)
    };
    ZONE.get_or_init(read).clone()
}
