//! Local days, and days in a row.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// Counts at times in unix milliseconds, added up by local date. Times beyond the calendar are
/// left out.
pub fn by_date(counts: &BTreeMap<i64, u64>, zone: &TimeZone) -> BTreeMap<Date, u64> {
    let mut dates = BTreeMap::new();
    for (millis, count) in counts {
        if let Ok(time) = Timestamp::from_millisecond(*millis) {
            let date = Zoned::new(time, zone.clone()).date();
            *dates.entry(date).or_default() += count;
        }
    }
    dates
}

/// How many of these days follow each other up to today or yesterday: today is not over yet.
pub fn in_a_row(days: &BTreeSet<Date>, today: Date) -> u32 {
    let last = [Some(today), today.yesterday().ok()];
    let last = last.into_iter().flatten().find(|day| days.contains(day));
    last.map_or(0, |last| row(days, last))
}

/// How many days up to this one follow each other without a gap.
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
    fn a_row_of_days_ends_today_or_yesterday() {
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
    fn days_are_those_of_the_time_zone() {
        let zones = [
            ("UTC", TimeZone::UTC),
            ("UTC-3", TimeZone::fixed(jiff::tz::offset(-3))),
            // The clocks go forward on March 8 and back on November 1.
            (
                "New York",
                TimeZone::posix("EST5EDT,M3.2.0,M11.1.0").unwrap(),
            ),
        ];
        let cases = [
            ("2026-03-08T04:59:00Z", ["03-08", "03-08", "03-07"], "EST"),
            ("2026-03-09T03:59:00Z", ["03-09", "03-09", "03-08"], "EDT"),
            ("2026-03-09T04:00:00Z", ["03-09", "03-09", "03-09"], "EDT"),
            (
                "2026-11-02T04:59:00Z",
                ["11-02", "11-02", "11-01"],
                "EST again",
            ),
            (
                "2026-12-31T02:59:00Z",
                ["12-31", "12-30", "12-30"],
                "a year ends",
            ),
            (
                "2024-02-29T02:00:00Z",
                ["02-29", "02-28", "02-28"],
                "a leap day",
            ),
        ];
        for (time, expected, why) in cases {
            let time: Timestamp = time.parse().unwrap();
            let counts = BTreeMap::from([(time.as_millisecond(), 2), (i64::MAX, 1)]);
            for ((name, zone), day) in zones.iter().zip(expected) {
                let days = by_date(&counts, zone).into_iter();
                let days: Vec<_> = days.map(|(day, n)| (day.to_string(), n)).collect();
                let year = time.strftime("%Y");
                assert_eq!(days, [(format!("{year}-{day}"), 2)], "{why}, {name}");
            }
        }
    }

    #[test]
    fn counts_of_a_day_add_up() {
        const HOUR: i64 = 60 * 60 * 1000;
        let counts = BTreeMap::from([(0, 2), (23 * HOUR, 3), (24 * HOUR, 4)]);
        let days = [(date(1970, 1, 1), 5), (date(1970, 1, 2), 4)];
        assert_eq!(by_date(&counts, &TimeZone::UTC), days.into());
    }
}
