//! The only place that looks at a clock.
#![expect(clippy::disallowed_methods, reason = "time enters the program here")]

use std::time::{Instant, SystemTime};

/// Now, in unix milliseconds; 0 where the clock stands before 1970.
pub fn unix_millis() -> i64 {
    SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .ok()
        .and_then(|since| i64::try_from(since.as_millis()).ok())
        .unwrap_or(0)
}

/// Now, for measuring.
pub fn instant() -> Instant {
    Instant::now()
}
