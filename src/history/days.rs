//! Days in a row.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// How many days in a row there are among the local dates of these times, in unix milliseconds.
/// The row ends today or yesterday: today is not over yet.
pub fn in_a_row(times: &BTreeSet<i64>, now: i64, zone: &TimeZone) -> u32 {
    let date = |millis: i64| {
        let time = Timestamp::from_millisecond(millis).ok()?;
        Some(Zoned::new(time, zone.clone()).date())
    };
    let days: BTreeSet<Date> = times.iter().filter_map(|millis| date(*millis)).collect();
    let Some(today) = date(now) else {
        return 0;
    };
    let last = [Some(today), today.yesterday().ok()];
    let last = last.into_iter().flatten().find(|day| days.contains(day));
    last.map_or(0, |last| row(&days, last))
}

/// How many days up to this one follow each other without a gap.
pub fn row(days: &BTreeSet<Date>, last: Date) -> u32 {
    let before = |day: &Date| day.yesterday().ok();
    let row = std::iter::successors(Some(last), before).take_while(|day| days.contains(day));
    u32::try_from(row.count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 60 * 60 * 1000;
    const DAY: i64 = 24 * HOUR;

    #[test]
    fn a_row_of_days_ends_today_or_yesterday() {
        // Day 100 at noon is now; what is played when, in days from the first.
        let cases: [(&[i64], u32, &str); 8] = [
            (&[], 0, "nothing"),
            (&[100], 1, "today"),
            (&[99], 1, "yesterday"),
            (&[98], 0, "too long ago"),
            (&[96, 98, 99, 100], 3, "a gap ends it"),
            (&[97, 98, 99], 3, "today is not over"),
            (&[100, 101], 1, "tomorrow is not played yet"),
            (&[i64::MAX / DAY], 0, "no date at all"),
        ];
        for (days, row, why) in cases {
            let times = days.iter().map(|day| day * DAY).collect();
            let counted = in_a_row(&times, 100 * DAY + 12 * HOUR, &TimeZone::UTC);
            assert_eq!(counted, row, "{why}");
        }
    }

    #[test]
    fn days_are_those_of_the_time_zone() {
        let times = BTreeSet::from([100 * DAY + 23 * HOUR, 101 * DAY + HOUR]);
        let now = 101 * DAY + 2 * HOUR;
        let zone = |hours| TimeZone::fixed(jiff::tz::offset(hours));
        assert_eq!(in_a_row(&times, now, &zone(0)), 2);
        assert_eq!(in_a_row(&times, now, &zone(-3)), 1);
        assert_eq!(in_a_row(&times, now, &zone(3)), 1);
    }
}
