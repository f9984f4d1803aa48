//! How a question is presented: which choices, in which order.

use std::cmp::Ordering;

use rand::Rng;

use super::random::{generator, shuffle};
use crate::bank::hash::hash;
use crate::bank::{Body, Distractors, ListEntry, Question};
use crate::text::normalize::normalize;

/// How many wrong answers are shown with the right one.
const WRONG: usize = 3;

/// A question as it appears on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presented {
    pub question: Question,
    /// In the order shown: choices, "True" and "False", or the items to put in
    /// order; empty if the answer is typed.
    pub choices: Vec<String>,
    /// Positions in `choices`: the right one, or the right order of the items.
    pub key: Vec<usize>,
    /// The wrong positions that a hint rules out.
    pub weak: Vec<usize>,
}

/// The settings of a game that decide how its questions are presented.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rules {
    pub seed: u64,
    /// No choice gives away a later season.
    pub through: Option<u8>,
    /// Choice questions that allow it are asked without choices.
    pub typed: bool,
}

/// The longest answer, in words, that is asked without choices: people seldom write
/// a longer one the same way.
const MOST_WORDS: usize = 4;

/// Selects and orders what the player sees. Depends only on the question and the
/// rules, so that a resumed game shows the same.
#[must_use]
pub fn present(mut question: Question, rules: Rules) -> Presented {
    let mut rng = generator(rules.seed, hash(&question.id));
    let mut wrong = Vec::new();
    if let Body::Choice {
        expected,
        distractors,
        ..
    } = &question.body
    {
        wrong = pick_wrong(distractors, question.season, rules.through, &mut rng);
        if wrong.is_empty() || (rules.typed && allows_typing(&question)) {
            question.body = Body::Typed(expected.clone());
        }
    }
    let mut weak = Vec::new();
    let (choices, key) = match &question.body {
        Body::Choice { expected, .. } => {
            let (choices, key) = arrange(&expected.answer, wrong, &mut rng);
            weak = (0..choices.len()).filter(|n| !key.contains(n)).collect();
            shuffle(&mut rng, &mut weak);
            weak.truncate(choices.len().saturating_sub(2));
            (choices, key)
        }
        Body::TrueFalse { answer } => (
            vec!["True".to_owned(), "False".to_owned()],
            vec![usize::from(!answer)],
        ),
        Body::Order { items } => scramble(items, &mut rng),
        Body::Typed(_) => (Vec::new(), Vec::new()),
    };
    Presented {
        question,
        choices,
        key,
        weak,
    }
}

/// Whether a choice question can be asked without its choices: it says so or does not
/// say otherwise, does not refer to them, and its answer is short and no wrong one equals
/// it when typed.
#[must_use]
pub fn allows_typing(question: &Question) -> bool {
    let Body::Choice {
        expected,
        distractors,
        typed: true,
    } = &question.body
    else {
        return false;
    };
    let answer = normalize(&expected.answer);
    let is_answer = |text: &String| normalize(text) == answer;
    let has_twin = match distractors {
        Distractors::Own(wrong) => wrong.iter().any(is_answer),
        Distractors::List { entries, .. } => entries.iter().any(|entry| is_answer(&entry.text)),
    };
    let asked = normalize(&question.ask);
    let points = ["of these", "of following", "following"];
    let is_pointing = points
        .iter()
        .any(|words| format!(" {asked} ").contains(&format!(" {words} ")));
    !is_pointing && !has_twin && answer.split(' ').count() <= MOST_WORDS
}

/// Three wrong answers. Of a list, those nearest in season come first, and none from
/// a later season than `through`, even if fewer than three are left.
fn pick_wrong(
    distractors: &Distractors,
    near: Option<u8>,
    through: Option<u8>,
    rng: &mut impl Rng,
) -> Vec<String> {
    match distractors {
        Distractors::Own(wrong) => {
            let mut wrong = wrong.clone();
            shuffle(rng, &mut wrong);
            wrong.truncate(WRONG);
            wrong
        }
        Distractors::List { entries, .. } => {
            let mut entries: Vec<&ListEntry> = entries.iter().map(AsRef::as_ref).collect();
            shuffle(rng, &mut entries);
            entries.retain(|entry| !matches!((entry.season, through), (Some(s), Some(t)) if s > t));
            entries.sort_by_key(|entry| match (entry.season, near) {
                (Some(season), Some(near)) => season.abs_diff(near),
                _ => u8::MAX,
            });
            let nearest = entries.into_iter().take(WRONG);
            nearest.map(|entry| entry.text.clone()).collect()
        }
    }
}

/// All choices in random order, or sorted if they are numbers.
fn arrange(answer: &str, wrong: Vec<String>, rng: &mut impl Rng) -> (Vec<String>, Vec<usize>) {
    let mut choices = wrong;
    choices.push(answer.to_owned());
    shuffle(rng, &mut choices);
    if let Some(measured) = choices
        .iter()
        .map(|choice| measure(choice))
        .collect::<Option<Vec<_>>>()
        && measured.windows(2).all(|pair| pair[0].1 == pair[1].1)
    {
        let mut order: Vec<usize> = (0..choices.len()).collect();
        let less = |a: &usize, b: &usize| measured[*a].0.partial_cmp(&measured[*b].0);
        order.sort_by(|a, b| less(a, b).unwrap_or(Ordering::Equal));
        choices = order.iter().map(|n| choices[*n].clone()).collect();
    }
    let key = choices.iter().position(|choice| choice == answer);
    (choices, key.into_iter().collect())
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
fn scramble(items: &[String], rng: &mut impl Rng) -> (Vec<String>, Vec<usize>) {
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

#[cfg(test)]
mod tests;
