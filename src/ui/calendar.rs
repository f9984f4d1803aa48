//! A calendar of the last year: a cell per day, a column per week, Sunday first.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::style::Style;
use super::words::plural;

/// A year is 52 weeks and a day or two.
const WEEKS: usize = 53;
const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
/// Columns before the first week: `  Sun `
const LEAD: usize = 6;
/// The width of a month's name.
const MONTH: usize = 3;
/// The fewest questions of each level above zero.
const LEVELS: [u64; 4] = [1, 10, 20, 40];
/// From zero up, and the same for an ASCII locale.
const SIGNS: [&str; 5] = ["·", "░", "▒", "▓", "█"];
const ASCII_SIGNS: [&str; 5] = [".", ":", "+", "*", "#"];
const PAINTS: [fn(Style, &str) -> String; 5] = [
    Style::faint,
    Style::accent,
    Style::accent,
    Style::good,
    Style::warm,
];

/// The questions answered on each day of the last year, or of as many weeks as fit into `width`
/// columns: a heading, and rows that each end with a newline.
#[must_use]
pub fn draw(
    days: &BTreeMap<Date, u64>,
    today: Date,
    width: usize,
    style: Style,
) -> (String, String) {
    let room = width.saturating_sub(LEAD);
    let weeks = room.clamp(1, WEEKS);
    let weekday = usize::from(today.weekday().to_sunday_zero_offset().unsigned_abs());
    let back = today.series(-1.day()).take(7 * weeks - 6 + weekday);
    let mut dates: Vec<Date> = back.collect();
    dates.reverse();

    let mut months = String::new();
    for (n, week) in dates.chunks(7).enumerate() {
        let first = week.iter().find(|date| date.day() == 1);
        if let Some(first) = first.filter(|_| n + MONTH <= room) {
            months = format!("{months:n$}{}", first.strftime("%b"));
        }
    }
    let mut rows = vec![format!("{:LEAD$}{months}", "")];
    let signs = if style.unicode { SIGNS } else { ASCII_SIGNS };
    let cells = |levels: &[usize]| -> String {
        let runs = levels.chunk_by(|a, b| a == b);
        runs.map(|run| PAINTS[run[0]](style, &signs[run[0]].repeat(run.len())))
            .collect()
    };
    for (n, day) in DAYS.iter().enumerate() {
        let row = dates.iter().skip(n).step_by(7);
        let levels: Vec<_> = row.map(|date| level(days.get(date))).collect();
        rows.push(format!("  {day} {}", cells(&levels)));
    }
    rows.push(format!("  less {} more\n", cells(&[0, 1, 2, 3, 4])));

    let shown: Vec<u64> = dates
        .iter()
        .filter_map(|date| days.get(date).copied())
        .collect();
    let period = match weeks {
        WEEKS => "The last year".to_owned(),
        weeks => format!("The last {weeks} weeks"),
    };
    let heading = format!(
        "{period}: {} on {}",
        plural(shown.iter().sum(), "question"),
        plural(shown.len() as u64, "day")
    );
    (heading, rows.join("\n"))
}

fn level(count: Option<&u64>) -> usize {
    LEVELS
        .iter()
        .filter(|from| count.is_some_and(|count| count >= from))
        .count()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use unicode_width::UnicodeWidthStr as _;

    use super::*;

    const UNICODE: Style = Style {
        color: false,
        unicode: true,
    };
    const ASCII: Style = Style {
        color: false,
        unicode: false,
    };

    fn drawn(counts: &[(Date, u64)], today: Date, width: usize, style: Style) -> String {
        let (heading, rows) = draw(&counts.iter().copied().collect(), today, width, style);
        heading + "\n" + &rows
    }

    #[test]
    fn a_year_has_53_weeks_and_ends_today() {
        let counts = [
            (date(2025, 11, 22), 99),
            (date(2025, 11, 23), 1),
            (date(2025, 12, 31), 9),
            (date(2026, 1, 1), 10),
            (date(2026, 11, 23), 19),
            (date(2026, 11, 24), 20),
            (date(2026, 11, 25), 40),
            (date(2026, 11, 26), 99),
        ];
        insta::assert_snapshot!(drawn(&counts, date(2026, 11, 25), 80, UNICODE), @r"
        The last year: 99 questions on 6 days
               Dec Jan  Feb Mar Apr May  Jun Jul Aug  Sep Oct  Nov
          Sun ░····················································
          Mon ····················································▒
          Tue ····················································▓
          Wed ·····░··············································█
          Thu ·····▒··············································
          Fri ····················································
          Sat ····················································
          less ·░▒▓█ more
        ");
    }

    #[test]
    fn a_narrow_window_shows_the_last_weeks_across_a_leap_day() {
        let counts = [(date(2024, 2, 29), 12), (date(2024, 3, 1), 3)];
        insta::assert_snapshot!(drawn(&counts, date(2024, 3, 2), 17, ASCII), @r"
        The last 11 weeks: 15 questions on 2 days
                Jan Feb
          Sun ...........
          Mon ...........
          Tue ...........
          Wed ...........
          Thu ..........+
          Fri ..........:
          Sat ...........
          less .:+*# more
        ");
    }

    #[test]
    fn more_questions_reach_a_higher_level() {
        let cases = [
            (0, 0),
            (1, 1),
            (9, 1),
            (10, 2),
            (19, 2),
            (20, 3),
            (39, 3),
            (40, 4),
            (u64::MAX, 4),
        ];
        for (count, expected) in cases {
            assert_eq!(level(Some(&count)), expected, "{count}");
        }
        assert_eq!(level(None), 0);
    }

    proptest::proptest! {
        #[test]
        fn every_day_has_one_cell_and_no_row_is_too_wide(
            today in -700_i32..700, width in 17_usize..100,
        ) {
            let today = date(2025, 1, 1).saturating_add(today.days());
            let drawn = drawn(&[(today, 1)], today, width, UNICODE);
            let rows: Vec<_> = drawn.lines().skip(1).collect();
            for row in &rows {
                proptest::prop_assert!(row.width() <= width, "{row:?} in {width}");
            }
            let rows = &rows[1..=7];
            let weekday: usize = today.weekday().to_sunday_zero_offset().unsigned_abs().into();
            proptest::prop_assert!(rows[weekday].ends_with('░'), "{drawn}");
            let cells = |n: usize| rows[n].width() - LEAD;
            for n in 1..7 {
                proptest::prop_assert_eq!(cells(n), cells(0) - usize::from(n > weekday));
            }
        }
    }
}
