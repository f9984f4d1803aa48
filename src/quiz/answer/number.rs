//! Whether a typed number is the answer.

use super::Judgment;
use super::commas::with_points_for_commas;
use crate::bank::Quantity;
use crate::text::normalize::normalize;
use crate::text::number::Decimal;
use crate::text::roman;

/// Judges a typed number. It is right if any reading of it is near enough, and unfit if there
/// is none.
///
/// It is read as [`normalize`] and [`judge`](super::judge) read numbers: in words or digits of
/// any script, in groups, with a point or a comma, as a Roman numeral. The unit may be left out;
/// another one makes it unreadable.
pub fn judge_number(given: &str, quantity: &Quantity) -> Judgment {
    let unit = normalize(quantity.unit.as_deref().unwrap_or_default());
    let read = |text: &str| value(&normalize(text), &unit);
    let mut values: Vec<_> = [given, &with_points_for_commas(given)]
        .into_iter()
        .filter_map(read)
        .collect();
    if values.is_empty() {
        // Only then: the unit of "5 m" is no thousand.
        values.extend(read(&roman::with_digits(given, true)));
    }
    let is_near = |value: &Decimal| value.is_within(quantity.within, quantity.answer);
    if values.is_empty() {
        Judgment::Unfit
    } else if values.iter().any(is_near) {
        Judgment::Right
    } else {
        Judgment::Wrong
    }
}

/// The number in a normalized text, before or behind its unit.
fn value(text: &str, unit: &str) -> Option<Decimal> {
    let singular = unit.trim_end_matches('s');
    let bare = [&format!("{singular}s"), unit, singular]
        .into_iter()
        .filter(|unit| !unit.is_empty())
        .find_map(|unit| text.strip_suffix(unit).or(text.strip_prefix(unit)));
    let number = bare.unwrap_or(text).trim();
    let (sign, number) = match number.strip_prefix("minus ") {
        Some(number) => ("-", number),
        None => ("", number),
    };
    Decimal::parse(&format!("{sign}{number}"))
}

#[cfg(test)]
mod tests {
    use Judgment::{Right, Unfit, Wrong};

    use super::*;

    #[test]
    fn numbers_are_judged_by_value() {
        // Answer, within, unit; what is right, wrong and no number.
        let cases: [([&str; 3], [&str; 3]); 7] = [
            (
                ["3.14", "0.01", ""],
                [
                    "3.14|3,14|3.15|3.13|3.140|٣.١٤",
                    "3.151|3|-3.14",
                    "pi|3.14 or so|",
                ],
            ),
            (
                ["1500000", "0", ""],
                [
                    "1,500,000|1 500 000|1.500.000|1.5 million|1.5e6|\
                     one million five hundred thousand",
                    "1500001|1.5",
                    "1.5 millions",
                ],
            ),
            (
                ["12", "0", ""],
                ["XII|twelve|the 12th", "1.2|-12", "twelve or so"],
            ),
            (
                ["-40", "0.5", "°C"],
                ["-40|−40 °C|minus forty c|-40.5|-39.5", "40|-41", "-40 °F"],
            ),
            (
                ["5", "0", "meters"],
                [
                    "5|5 meters|5 METER|five meters",
                    "6 meters",
                    "5 miles|meters",
                ],
            ),
            (["5", "0", "m"], ["5 m|5m", "1005", "5 km"]),
            (
                ["45", "0", "%"],
                ["45|45%|45 percent", "0.45", "45 of them"],
            ),
        ];
        for ([answer, within, unit], judged) in cases {
            let [answer, within] = [answer, within].map(|text| Decimal::parse(text).unwrap());
            let unit = Some(unit.to_owned()).filter(|unit| !unit.is_empty());
            let quantity = Quantity {
                answer,
                within,
                unit,
            };
            for (texts, judgment) in judged.into_iter().zip([Right, Wrong, Unfit]) {
                for given in texts.split('|') {
                    let found = judge_number(given, &quantity);
                    assert_eq!(found, judgment, "{given:?} for {}", quantity.text());
                }
            }
        }
    }
}
