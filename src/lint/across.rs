//! Flaws that only show when the questions of a bank are compared.
//!
//! No rule compares all pairs: words that few questions share narrow the search.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::Item;
use super::rules::severity;
use super::words::content;
use crate::bank::finding::RawFinding;
use crate::bank::{Body, Distractors};
use crate::text::normalize::normalize;

/// The share of common words (Jaccard) that makes questions nearly the same; less is
/// enough if the answers are equal.
const SAME: f64 = 0.8;
const SAME_WITH_ANSWER: f64 = 0.6;
/// A word in more questions than this says little, and leads to too many of them.
const COMMON: usize = 100;
/// If another question contains this share of a question's meaning, it may give it
/// away.
const TOLD: f64 = 0.6;

/// Each finding with the number of its file.
#[must_use]
pub fn flaws(items: &[Item]) -> Vec<(usize, RawFinding)> {
    let texts: Vec<_> = items
        .iter()
        .map(|item| content(&item.question.ask))
        .collect();
    let mut found = near_duplicates(items, &texts);
    found.extend(giveaways(items, &texts));
    found.extend(repeated_because(items));
    found.extend(unbalanced_truth(items));
    found
}

/// Questions with nearly the same words, by prefix filtering (Bayardo, Ma and
/// Srikant, "Scaling Up All Pairs Similarity Search", 2007): two sets of a given
/// similarity share one of their rarest words.
fn near_duplicates(items: &[Item], texts: &[BTreeSet<String>]) -> Vec<(usize, RawFinding)> {
    let rarity = Rarity::of(texts);
    let mut by_word: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut found = Vec::new();
    for (n, words) in texts.iter().enumerate() {
        let ordered = rarity.rarest_first(words);
        // Of n words a similar set shares at least 0.6 n, so one of the n - 0.6 n + 1 rarest.
        let prefix = ordered.len() - (ordered.len() * 3).div_ceil(5) + 1;
        let mut candidates = BTreeSet::new();
        for word in ordered.iter().take(prefix) {
            if rarity.count(word) > COMMON {
                break;
            }
            let others = by_word.entry(word).or_default();
            candidates.extend(others.iter().copied());
            others.push(n);
        }
        let twin = candidates.into_iter().find(|other| {
            let common = words.intersection(&texts[*other]).count() as f64;
            let all = words.union(&texts[*other]).count() as f64;
            let needed = if same_answer(&items[n], &items[*other]) {
                SAME_WITH_ANSWER
            } else {
                SAME
            };
            common >= 3.0 && common / all >= needed && both_choose(&items[n], &items[*other])
        });
        if let Some(other) = twin {
            found.push((
                items[n].file,
                items[n].warn(
                    "near-duplicate",
                    "ask",
                    format!(
                        "this is nearly the same question as `{}`",
                        items[other].question.id
                    ),
                    "drop one, or ask something else",
                ),
            ));
        }
    }
    found
}

/// "Put these in order" says nothing by itself.
fn both_choose(a: &Item, b: &Item) -> bool {
    let is_order = |item: &Item| matches!(item.question.body, Body::Order { .. });
    !is_order(a) && !is_order(b)
}

fn same_answer(a: &Item, b: &Item) -> bool {
    match (a.answer(), b.answer()) {
        (Some(a), Some(b)) => normalize(a) == normalize(b),
        _ => false,
    }
}

/// How rare each word is among the questions.
struct Rarity<'a> {
    counts: HashMap<&'a str, usize>,
    questions: f64,
}

impl<'a> Rarity<'a> {
    fn of(texts: &'a [BTreeSet<String>]) -> Self {
        let mut counts = HashMap::new();
        for word in texts.iter().flatten() {
            *counts.entry(word.as_str()).or_insert(0) += 1;
        }
        Self {
            counts,
            questions: texts.len() as f64,
        }
    }

    fn count(&self, word: &str) -> usize {
        self.counts.get(word).copied().unwrap_or(0)
    }

    fn rarest_first<'b>(&self, words: &'b BTreeSet<String>) -> Vec<&'b str> {
        let mut words: Vec<_> = words.iter().map(String::as_str).collect();
        words.sort_by_key(|word| (self.count(word), *word));
        words
    }

    /// Inverse document frequency: what a word tells.
    fn weight(&self, word: &str) -> f64 {
        (1.0 + self.questions / (1.0 + self.count(word) as f64)).ln()
    }
}

/// Questions whose text contains another's answer and most of what it asks.
fn giveaways(items: &[Item], texts: &[BTreeSet<String>]) -> Vec<(usize, RawFinding)> {
    let rarity = Rarity::of(texts);
    let mut by_word: HashMap<&str, Vec<usize>> = HashMap::new();
    for (n, words) in texts.iter().enumerate() {
        for word in words {
            by_word.entry(word).or_default().push(n);
        }
    }
    let mut found = Vec::new();
    for (n, item) in items.iter().enumerate() {
        let answer = item.answer().map(content).unwrap_or_default();
        let Some(rarest) = rarity.rarest_first(&answer).first().copied() else {
            continue;
        };
        let asked: BTreeSet<_> = texts[n].difference(&answer).collect();
        let whole: f64 = asked.iter().map(|word| rarity.weight(word)).sum();
        let tellers = by_word
            .get(rarest)
            .filter(|tellers| tellers.len() <= COMMON);
        let teller = tellers.into_iter().flatten().find(|other| {
            let told = &texts[**other];
            let shared: f64 = asked
                .iter()
                .filter(|word| told.contains(**word))
                .map(|word| rarity.weight(word))
                .sum();
            **other != n
                && items[**other].question.topic != item.question.topic
                && answer.is_subset(told)
                && whole > 0.0
                && shared / whole >= TOLD
        });
        if let Some(other) = teller {
            found.push((
                item.file,
                item.warn(
                    "gives-away",
                    "answer",
                    format!("`{}` gives this answer away", items[*other].question.id),
                    "give both the same topic, or reveal less there",
                ),
            ));
        }
    }
    found
}

fn repeated_because(items: &[Item]) -> Vec<(usize, RawFinding)> {
    let mut seen: HashMap<String, &str> = HashMap::new();
    let mut found = Vec::new();
    for item in items {
        let Some(because) = &item.question.because else {
            continue;
        };
        if let Some(other) = seen.insert(normalize(because), &item.question.id) {
            found.push((
                item.file,
                item.warn(
                    "repeated-because",
                    "because",
                    format!("`{other}` has the same `because`"),
                    "say what is worth knowing here",
                ),
            ));
        }
    }
    found
}

/// Reported at the last true-false question, if there are at least ten.
fn unbalanced_truth(items: &[Item]) -> Option<(usize, RawFinding)> {
    let truths: Vec<(&Item, bool)> = items
        .iter()
        .filter_map(|item| match item.question.body {
            Body::TrueFalse { answer } => Some((item, answer)),
            _ => None,
        })
        .collect();
    let (last, _) = truths.last()?;
    let right = truths.iter().filter(|(_, answer)| *answer).count();
    let share = right as f64 / truths.len() as f64;
    (truths.len() >= 10 && !(0.4..=0.6).contains(&share)).then(|| {
        (
            last.file,
            last.warn(
                "unbalanced-truth",
                "answer",
                format!("{right} of {} true-false questions are true", truths.len()),
                "make it about half",
            ),
        )
    })
}

/// Lists, and entries of lists, that no question can offer.
#[must_use]
pub fn unused_lists(text: &str, items: &[Item]) -> Vec<RawFinding> {
    let mut offered: HashMap<&str, HashSet<&str>> = HashMap::new();
    for item in items {
        if let Body::Choice {
            answer,
            distractors: Distractors::List { name, entries, .. },
            ..
        } = &item.question.body
        {
            let used = offered.entry(name).or_default();
            used.extend(entries.iter().map(|entry| entry.text.as_str()));
            used.insert(answer);
        }
    }
    let mut found = Vec::new();
    for list in crate::bank::lists::offsets(text) {
        let warn = |rule, offset, message: String| RawFinding {
            rule,
            severity: severity(rule),
            offset,
            id: None,
            message,
            help: "remove it, or use it".to_owned(),
        };
        match offered.get(list.name.as_str()) {
            None => found.push(warn(
                "unused-list",
                list.offset,
                format!("no question uses the list \"{}\"", list.name),
            )),
            Some(used) => {
                for (entry, offset) in list.entries {
                    if !used.contains(entry.as_str()) {
                        let message = format!("no question offers \"{entry}\"");
                        found.push(warn("unused-entry", offset, message));
                    }
                }
            }
        }
    }
    found
}
