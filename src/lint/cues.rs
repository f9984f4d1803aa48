//! What a guesser who knows nothing gains by a strategy.
//!
//! Tries every set of choices that a game may show for each choice question; if a
//! strategy cannot tell choices apart, it takes one of them at random.

use std::collections::{BTreeSet, HashMap};
use std::iter;

use serde::Serialize;

use super::Item;
use super::words::content;
use crate::bank::Question;
use crate::quiz::present::{Rules, present};
use crate::text::normalize::normalize;

/// Sets of choices to try for a question whose wrong answers come from a list.
const SAMPLES: u64 = 24;
/// How far from chance a strategy may be.
pub const TOLERANCE: f64 = 0.05;

/// How one strategy does over a bank.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cue {
    /// What the guesser picks.
    pub strategy: &'static str,
    pub questions: usize,
    /// The share of right answers expected.
    pub hits: f64,
    /// The 95% interval of that share (E. B. Wilson, 1927).
    pub low: f64,
    pub high: f64,
    /// The share that a random choice gets right.
    pub chance: f64,
}

impl Cue {
    /// Whether it is too far from chance. A strategy that is seldom right tells a
    /// guesser something too.
    #[must_use]
    pub fn is_off(&self) -> bool {
        (self.hits - self.chance).abs() > TOLERANCE
    }
}

/// A choice as a guesser sees it.
struct Seen<'a> {
    text: &'a str,
    normal: String,
    words: BTreeSet<String>,
    letters: BTreeSet<(char, char)>,
}

/// What a strategy rates choices by: it picks the highest.
type Score = fn(&[Seen<'_>], usize, &Context<'_>) -> f64;

struct Context<'a> {
    asked: &'a BTreeSet<String>,
    /// How often each text is right and wrong in the bank.
    uses: &'a HashMap<String, (u32, u32)>,
    /// The right answer, normalized.
    answer: String,
    /// Whether the wrong answers are written with the question.
    are_own: bool,
}

const STRATEGIES: [(&str, Score); 8] = [
    ("the longest", |all, n, _| {
        all[n].text.chars().count() as f64
    }),
    ("the shortest", |all, n, _| {
        -(all[n].text.chars().count() as f64)
    }),
    ("the first in the alphabet", |all, n, _| -rank(all, n)),
    ("the last in the alphabet", |all, n, _| rank(all, n)),
    (
        "the one that shares the most words with the question",
        |all, n, context| all[n].words.intersection(context.asked).count() as f64,
    ),
    ("the one most like the others", |all, n, _| likeness(all, n)),
    ("the one most often right elsewhere", |all, n, context| {
        f64::from(elsewhere(all, n, context).0)
    }),
    ("the one least often wrong elsewhere", |all, n, context| {
        -f64::from(elsewhere(all, n, context).1)
    }),
];

/// How each strategy does over the choice questions.
#[must_use]
pub fn table(items: &[Item<'_>]) -> Vec<Cue> {
    let uses = uses(items);
    let mut hits = [0.0; STRATEGIES.len()];
    let (mut chance, mut questions) = (0.0, 0);
    for item in items {
        let sets = sets(&item.question);
        let Some(answer) = item.question.answer().filter(|_| !sets.is_empty()) else {
            continue;
        };
        let asked = content(&item.question.ask);
        let context = Context {
            asked: &asked,
            uses: &uses,
            answer: normalize(answer),
            are_own: !item.question.wrong().is_empty(),
        };
        questions += 1;
        for set in &sets {
            let seen: Vec<_> = set.iter().map(|text| Seen::new(text)).collect();
            let weight = 1.0 / sets.len() as f64;
            chance += weight / set.len() as f64;
            for (hits, (_, score)) in hits.iter_mut().zip(STRATEGIES) {
                *hits += weight * hit(&seen, answer, score, &context);
            }
        }
    }
    let all = questions as f64;
    STRATEGIES
        .iter()
        .zip(hits)
        .filter(|_| questions > 0)
        .map(|((strategy, _), hits)| {
            let (low, high) = wilson(hits / all, all);
            Cue {
                strategy,
                questions,
                hits: hits / all,
                low,
                high,
                chance: chance / all,
            }
        })
        .collect()
}

/// The probability that the strategy picks the right choice.
fn hit(seen: &[Seen<'_>], answer: &str, score: Score, context: &Context<'_>) -> f64 {
    let scores: Vec<f64> = (0..seen.len()).map(|n| score(seen, n, context)).collect();
    let best = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut ties = seen.iter().zip(scores).filter(|(_, score)| *score >= best);
    let count = ties.clone().count() as f64;
    let is_hit = ties.any(|(seen, _)| seen.text == answer);
    if is_hit { 1.0 / count } else { 0.0 }
}

/// The sets of choices that a game may show for a choice question. Others give a guesser no
/// single choice to take.
fn sets(question: &Question) -> Vec<Vec<String>> {
    if question.list().is_some() {
        let presented = (0..SAMPLES).map(|seed| {
            let rules = Rules {
                seed,
                ..Rules::default()
            };
            present(question.clone(), rules).choices
        });
        return presented.collect();
    }
    let Some(answer) = question.answer() else {
        return Vec::new();
    };
    let sets = drawn(question.wrong()).into_iter();
    sets.map(|mut set| {
        set.push(answer.to_owned());
        set
    })
    .collect()
}

/// Every draw of wrong answers: all of them, or three.
fn drawn(wrong: &[String]) -> Vec<Vec<String>> {
    if wrong.len() <= 3 {
        return iter::repeat_n(wrong.to_vec(), usize::from(!wrong.is_empty())).collect();
    }
    let mut sets = Vec::new();
    for a in 0..wrong.len() {
        for b in a + 1..wrong.len() {
            for c in b + 1..wrong.len() {
                sets.push([a, b, c].map(|n| wrong[n].clone()).to_vec());
            }
        }
    }
    sets
}

/// How often each text is the right answer, and how often a wrong one.
fn uses(items: &[Item<'_>]) -> HashMap<String, (u32, u32)> {
    let mut uses: HashMap<String, (u32, u32)> = HashMap::new();
    for item in items {
        if let Some(answer) = item.question.answer() {
            uses.entry(normalize(answer)).or_default().0 += 1;
        }
        for wrong in item.question.wrong() {
            uses.entry(normalize(wrong)).or_default().1 += 1;
        }
    }
    uses
}

/// Right and wrong uses in other questions.
fn elsewhere(all: &[Seen<'_>], n: usize, context: &Context<'_>) -> (u32, u32) {
    let uses = context.uses.get(&all[n].normal);
    let (right, wrong) = uses.copied().unwrap_or_default();
    if all[n].normal == context.answer {
        (right.saturating_sub(1), wrong)
    } else {
        (right, wrong.saturating_sub(u32::from(context.are_own)))
    }
}

fn rank(all: &[Seen<'_>], n: usize) -> f64 {
    let before = all.iter().filter(|other| other.normal < all[n].normal);
    before.count() as f64
}

/// Mean share of common letter pairs (Dice) with the other choices.
fn likeness(all: &[Seen<'_>], n: usize) -> f64 {
    let own = &all[n].letters;
    let others = all.iter().enumerate().filter(|(other, _)| *other != n);
    others
        .map(|(_, other)| {
            let common = own.intersection(&other.letters).count() as f64;
            let sum = (own.len() + other.letters.len()).max(1) as f64;
            2.0 * common / sum
        })
        .sum()
}

impl<'a> Seen<'a> {
    fn new(text: &'a str) -> Self {
        let normal = normalize(text);
        let pairs = normal.chars().zip(normal.chars().skip(1));
        Self {
            text,
            words: content(text),
            letters: pairs.collect(),
            normal,
        }
    }
}

fn wilson(share: f64, count: f64) -> (f64, f64) {
    const Z: f64 = 1.959_964;
    let spread = Z * (share * (1.0 - share) / count + Z * Z / (4.0 * count * count)).sqrt();
    let center = share + Z * Z / (2.0 * count);
    let scale = 1.0 + Z * Z / count;
    ((center - spread) / scale, (center + spread) / scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_agrees_with_published_values() {
        let (low, high) = wilson(0.5, 10.0);
        assert!((low - 0.2366).abs() < 1e-3 && (high - 0.7634).abs() < 1e-3);
        let (low, high) = wilson(0.0, 10.0);
        assert!(low.abs() < 1e-9 && (high - 0.2775).abs() < 1e-3);
    }
}
