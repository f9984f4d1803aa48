//! Numbers as people type them.

use std::fmt::{self, Display};
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

/// The most digits of a [`Decimal`]: two of them can be compared without overflow.
const MOST_DIGITS: usize = 30;

/// A decimal number without rounding: `digits` / 10^`scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    digits: i128,
    scale: u32,
}

impl Decimal {
    pub const ZERO: Self = Self {
        digits: 0,
        scale: 0,
    };

    /// Reads `-12.5` or `1.5e6`, of at most 30 digits when written out.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let exponent: i32 = exponent.parse().ok()?;
        let scale = i32::try_from(part.len()).ok()?.checked_sub(exponent)?;
        let zeros = scale.min(0).unsigned_abs() as usize;
        let length = (whole.len() + part.len()).saturating_add(zeros);
        let is_short = length.max(scale.max(0).cast_unsigned() as usize) <= MOST_DIGITS;
        if !is_short || whole.is_empty() || !part.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let digits = format!("{whole}{part}{}", "0".repeat(zeros));
        Some(Self {
            digits: digits.parse().ok()?,
            scale: scale.max(0).cast_unsigned(),
        })
    }

    #[must_use]
    pub fn is_positive(self) -> bool {
        self.digits > 0
    }

    #[must_use]
    pub fn is_negative(self) -> bool {
        self.digits < 0
    }

    /// Whether the numbers differ by at most `distance`.
    #[must_use]
    pub fn is_within(self, distance: Self, other: Self) -> bool {
        let all = [self, distance, other];
        let scale = all.iter().map(|number| number.scale).max().unwrap_or(0);
        let scaled = all.map(|number| {
            let factor = 10_i128.checked_pow(scale - number.scale)?;
            number.digits.checked_mul(factor)
        });
        let [Some(a), Some(distance), Some(b)] = scaled else {
            return false;
        };
        a.checked_sub(b)
            .is_some_and(|apart| apart.abs() <= distance)
    }
}

impl Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.is_negative() { "-" } else { "" };
        let scale = self.scale as usize;
        let digits = format!("{:0>1$}", self.digits.unsigned_abs(), scale + 1);
        let (whole, part) = digits.split_at(digits.len() - scale);
        let point = if part.is_empty() { "" } else { "." };
        write!(f, "{sign}{whole}{point}{part}")
    }
}

#[cfg(test)]
mod tests {
    use super::{Decimal, within};

    #[test]
    fn decimals_are_read_and_written_as_they_are() {
        for (text, shown) in [
            ("3.14", Some("3.14")),
            ("-0.50", Some("-0.50")),
            ("+7", Some("7")),
            ("1.5e6", Some("1500000")),
            ("25e-3", Some("0.025")),
            ("0", Some("0")),
            ("", None),
            ("-", None),
            (".5", None),
            ("1.2.3", None),
            ("1.-2", None),
            ("1e", None),
            ("inf", None),
            ("nan", None),
            ("1e99", None),
            ("1e-99", None),
            ("1e-2147483648", None),
            ("1234567890123456789012345678901", None),
        ] {
            let read = Decimal::parse(text).map(|number| number.to_string());
            assert_eq!(read.as_deref(), shown, "{text:?}");
        }
    }

    #[test]
    fn the_bounds_of_a_distance_are_within_it() {
        for (a, distance, b, is_within) in [
            ("3.15", "0.01", "3.14", true),
            ("3.13", "0.01", "3.14", true),
            ("3.1500001", "0.01", "3.14", false),
            ("0.3", "0.1", "0.2", true),
            ("-2", "0", "2", false),
            ("2.0", "0", "2", true),
            ("9007199254740993", "0", "9007199254740992", false),
            ("1e29", "0", "1e-29", false),
        ] {
            let [a, distance, b] = [a, distance, b].map(|text| Decimal::parse(text).unwrap());
            assert_eq!(a.is_within(distance, b), is_within, "{a} {b}");
        }
    }

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
