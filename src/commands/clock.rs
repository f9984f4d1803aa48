//! The only place that looks at a clock.
#![expect(clippy::disallowed_methods, reason = "time enters the program here")]

use std::env;
use std::sync::OnceLock;
use std::time::{Instant, SystemTime};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::failure::Failure;

/// Makes it always the same time, for trying out what depends on the day.
const NOW: &str = "DUNDIE_NOW";

static FIXED: OnceLock<Option<i64>> = OnceLock::new();

/// Settles what time it is, before anybody asks.
///
/// # Errors
/// Where the environment names a time that is none.
pub fn settle() -> Result<(), Failure> {
    let now = env::var_os(NOW).filter(|now| !now.is_empty());
    let now = now.map(|now| now.to_string_lossy().into_owned());
    let fixed = now.map(|now| match now.parse::<Timestamp>() {
        Ok(time) => Ok(time.as_millisecond()),
        Err(_) => Err(Failure::usage(
            format!("could not read the time in {NOW}: \"{now}\""),
            "write it as 2026-11-22T10:00:00Z, or take it out of the environment",
        )),
    });
    let _ = FIXED.set(fixed.transpose()?);
    Ok(())
}

/// Now, in unix milliseconds; 0 where the clock stands before 1970.
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

/// The local date.
pub fn today() -> Date {
    local_date(unix_millis()).unwrap_or_else(|| Zoned::now().date())
}

/// The local date of a time in unix milliseconds; `None` far beyond the calendar.
pub fn local_date(unix_millis: i64) -> Option<Date> {
    let time = Timestamp::from_millisecond(unix_millis).ok()?;
    Some(time.to_zoned(TimeZone::system()).date())
}
