//! Numbers as people type them.

use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// The whole number in `text`.
///
/// # Errors
/// What was expected, unless it is in `range`.
pub fn within<T>(text: &str, range: &RangeInclusive<T>) -> Result<T, String>
where
    T: FromStr + PartialOrd + Display,
{
    text.parse()
        .ok()
        .filter(|number| range.contains(number))
        .ok_or_else(|| {
            format!(
                "expected a number from {} to {}",
                range.start(),
                range.end()
            )
        })
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn only_whole_numbers_of_the_range_count() {
        for (text, number) in [("1", 1), ("40", 40), ("007", 7)] {
            assert_eq!(within(text, &(1..=40_u8)), Ok(number));
        }
        for text in ["", "0", "41", "300", "-1", "1.5", "one", " 1", "1e1"] {
            assert_eq!(
                within(text, &(1..=40_u8)).unwrap_err(),
                "expected a number from 1 to 40",
                "{text:?}"
            );
        }
    }
}
