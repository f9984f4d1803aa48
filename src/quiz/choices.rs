//! Which choices a question is presented with, and in which order.

use std::cmp::Ordering;

use rand::Rng;

use super::random::shuffle;
use crate::bank::{ListEntry, Question};
use crate::text::normalize::normalize;

/// How many wrong answers are shown at most.
const WRONG: usize = 3;

/// Up to three wrong answers. Of a list, those nearest in season come first, and none from
/// a later season than `through`, even if fewer than three are left.
pub(super) fn pick_wrong(
    question: &Question,
    through: Option<u8>,
    rng: &mut impl Rng,
) -> Vec<String> {
    let Some((_, entries)) = question.list() else {
        let mut wrong = question.wrong().to_vec();
        shuffle(rng, &mut wrong);
        wrong.truncate(WRONG);
        return wrong;
    };
    let mut entries: Vec<&ListEntry> = entries.iter().map(AsRef::as_ref).collect();
    shuffle(rng, &mut entries);
    entries.retain(|entry| !matches!((entry.season, through), (Some(s), Some(t)) if s > t));
    entries.sort_by_key(|entry| match (entry.season, question.season) {
        (Some(season), Some(near)) => season.abs_diff(near),
        _ => u8::MAX,
    });
    let nearest = entries.into_iter().take(WRONG);
    nearest.map(|entry| entry.text.clone()).collect()
}

/// The question's right choices with these wrong ones, and the places of the right ones: as
/// written if their order is fixed, sorted if they are numbers, else in random order.
pub(super) fn arrange(
    question: &Question,
    wrong: Vec<String>,
    rng: &mut impl Rng,
) -> (Vec<String>, Vec<usize>) {
    let mut choices = wrong;
    choices.extend_from_slice(question.right());
    if let Some(fixed) = question.fixed() {
        choices = fixed
            .iter()
            .filter(|choice| choices.contains(choice))
            .cloned()
            .collect();
    } else {
        shuffle(rng, &mut choices);
        sort_numbers(&mut choices);
    }
    let places = 0..choices.len();
    let key = places.filter(|n| question.right().contains(&choices[*n]));
    let key = key.collect();
    (choices, key)
}

/// Sorts texts that differ in nothing but their numbers.
fn sort_numbers(choices: &mut Vec<String>) {
    if let Some(measured) = choices
        .iter()
        .map(|choice| measure(choice))
        .collect::<Option<Vec<_>>>()
        && measured.windows(2).all(|pair| pair[0].1 == pair[1].1)
    {
        let mut order: Vec<usize> = (0..choices.len()).collect();
        let less = |a: &usize, b: &usize| measured[*a].0.partial_cmp(&measured[*b].0);
        order.sort_by(|a, b| less(a, b).unwrap_or(Ordering::Equal));
        *choices = order.iter().map(|n| choices[*n].clone()).collect();
    }
}

/// The numbers in a text, with months as numbers and years BC as negative ones, and the
/// text around them: `June 10` and `May 8` are alike, and can be sorted.
fn measure(text: &str) -> Option<(Vec<f64>, String)> {
    const MONTHS: &str = "january february march april may june july august september october \
                          november december";
    let (mut numbers, mut frame) = (Vec::<f64>::new(), String::new());
    let normal = normalize(text);
    if let Some(hours) = duration(&normal) {
        return Some((vec![hours], "duration".to_owned()));
    }
    // Year, month and day, whatever their order in the text.
    let mut date = [0.0; 3];
    let mut sign = 1.0;
    for word in normal.split(' ') {
        let (part, number) = if let Some(number) = number(word) {
            frame.push('#');
            (if number > 31.0 { 0 } else { 2 }, number * sign)
        } else if let Some(month) = (0_u8..).zip(MONTHS.split(' ')).find(|(_, m)| *m == word) {
            frame.push('@');
            (1, month.0.into())
        } else {
            match (word, numbers.last_mut()) {
                ("minus", _) => sign = -1.0,
                ("bc" | "bce", Some(year)) => *year = -*year,
                ("ad" | "ce", _) => {}
                _ => {
                    frame.push_str(word.trim_end_matches('s'));
                    frame.push(' ');
                }
            }
            continue;
        };
        sign = 1.0;
        numbers.push(number);
        date[part] = number;
    }
    if frame.contains('@') {
        numbers = date.to_vec();
    }
    (!numbers.is_empty()).then_some((numbers, frame))
}

/// The number that a word of digits is.
fn number(word: &str) -> Option<f64> {
    // Rust also reads "inf" and "1e5".
    let is_plain = word.starts_with(|c: char| c.is_ascii_digit()) && !word.contains(['e', 'E']);
    word.parse().ok().filter(|_| is_plain)
}

/// Hours in a normalized text such as `3 weeks` or `half a year`.
fn duration(normal: &str) -> Option<f64> {
    const UNITS: [(&str, f64); 6] = [
        ("hour", 1.0),
        ("day", 24.0),
        ("week", 7.0 * 24.0),
        ("fortnight", 14.0 * 24.0),
        ("month", 30.0 * 24.0),
        ("year", 365.0 * 24.0),
    ];
    let (count, unit) = normal.split_once(' ')?;
    let unit = unit.strip_prefix("a ").unwrap_or(unit);
    let (_, hours) = UNITS
        .iter()
        .find(|(name, _)| unit.strip_suffix('s').unwrap_or(unit) == *name)?;
    let count = if count == "half" { 0.5 } else { number(count)? };
    Some(count * hours)
}

/// The items in a wrong order.
pub(super) fn scramble(items: &[String], rng: &mut impl Rng) -> (Vec<String>, Vec<usize>) {
    let mut order: Vec<usize> = (0..items.len()).collect();
    while items.len() > 1 && order.is_sorted() {
        shuffle(rng, &mut order);
    }
    let choices = order.iter().map(|n| items[*n].clone()).collect();
    let key = (0..items.len())
        .filter_map(|item| order.iter().position(|n| *n == item))
        .collect();
    (choices, key)
}
