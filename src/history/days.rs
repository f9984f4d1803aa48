//! Local days, and days in a row.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// The local time for a time in unix milliseconds and an offset in seconds east of UTC. `None` if
/// it is beyond the calendar.
pub fn local(unix_millis: i64, utc_offset: i32) -> Option<DateTime> {
    let millis = unix_millis.checked_add(i64::from(utc_offset) * 1000)?;
    let time = Timestamp::from_millisecond(millis).ok()?;
    Some(time.to_zoned(TimeZone::UTC).datetime())
}

/// Turns counts by days since 1970-01-01 into counts by date. Leaves out days beyond the
/// calendar.
pub fn by_date(counts: &BTreeMap<i64, u64>) -> BTreeMap<Date, u64> {
    let date = |day: &i64| Some(local(day.checked_mul(24 * 60 * 60 * 1000)?, 0)?.date());
    let dated = counts
        .iter()
        .filter_map(|(day, count)| Some((date(day)?, *count)));
    dated.collect()
}

/// How many days in a row end today or yesterday, since today is not over yet.
pub fn in_a_row(days: &BTreeSet<Date>, today: Date) -> u32 {
    let last = [Some(today), today.yesterday().ok()];
    let last = last.into_iter().flatten().find(|day| days.contains(day));
    last.map_or(0, |last| row(days, last))
}

/// How many days in a row end on this day.
pub fn row(days: &BTreeSet<Date>, last: Date) -> u32 {
    let before = |day: &Date| day.yesterday().ok();
    let row = std::iter::successors(Some(last), before).take_while(|day| days.contains(day));
    u32::try_from(row.count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_in_a_row_end_today_or_yesterday() {
        // Today is the 20th.
        let cases: [(&[i8], u32, &str); 7] = [
            (&[], 0, "nothing"),
            (&[20], 1, "today"),
            (&[19], 1, "yesterday"),
            (&[18], 0, "too long ago"),
            (&[16, 18, 19, 20], 3, "a gap ends it"),
            (&[17, 18, 19], 3, "today is not over"),
            (&[20, 21], 1, "tomorrow is not played yet"),
        ];
        for (days, row, why) in cases {
            let days = days.iter().map(|day| date(2026, 11, *day)).collect();
            assert_eq!(in_a_row(&days, date(2026, 11, 20)), row, "{why}");
        }
    }

    #[test]
    fn the_local_offset_decides_the_day() {
        const HOUR: i32 = 60 * 60;
        for (time, hours, day) in [
            ("2026-03-08T04:59:00Z", -5, "2026-03-07"),
            ("2026-03-09T04:00:00Z", -4, "2026-03-09"),
            ("2026-12-31T23:30:00Z", 1, "2027-01-01"),
            ("2024-02-29T23:00:00Z", 0, "2024-02-29"),
        ] {
            let time: Timestamp = time.parse().unwrap();
            let local = local(time.as_millisecond(), hours * HOUR).unwrap();
            assert_eq!(local.date().to_string(), day);
        }
        assert_eq!(local(i64::MAX, HOUR), None);
    }
}
