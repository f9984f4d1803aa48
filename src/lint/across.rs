//! Flaws that only show when the questions of a bank are compared.
//!
//! No rule compares all pairs: words that few questions share narrow the search.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::words::content;
use super::{Item, Warnings, warning};
use crate::bank::Finding;
use crate::bank::lists::Lists;
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

pub(super) fn flaws(items: &[Item<'_>], found: &mut Warnings) {
    let asked = items.iter().map(|item| content(&item.question.ask));
    let words = Words::new(asked.collect());
    near_duplicates(items, &words, found);
    giveaways(items, &words, found);
    repeated_because(items, found);
    unbalanced_truth(items, found);
}

/// The words of each question, and the questions of each word.
struct Words {
    of: Vec<BTreeSet<String>>,
    uses: HashMap<String, Vec<usize>>,
}

impl Words {
    fn new(of: Vec<BTreeSet<String>>) -> Self {
        let mut uses: HashMap<String, Vec<usize>> = HashMap::new();
        for (n, words) in of.iter().enumerate() {
            for word in words {
                uses.entry(word.clone()).or_default().push(n);
            }
        }
        Self { of, uses }
    }

    fn uses(&self, word: &str) -> &[usize] {
        self.uses.get(word).map_or(&[], Vec::as_slice)
    }

    fn rarest_first<'a>(&self, words: &'a BTreeSet<String>) -> Vec<&'a String> {
        let mut words: Vec<_> = words.iter().collect();
        words.sort_by_key(|word| self.uses(word).len());
        words
    }

    /// Inverse document frequency: how much a word says.
    fn weight(&self, word: &str) -> f64 {
        (1.0 + self.of.len() as f64 / (1.0 + self.uses(word).len() as f64)).ln()
    }
}

/// Questions with nearly the same words, by prefix filtering (Bayardo, Ma and
/// Srikant, "Scaling Up All Pairs Similarity Search", 2007): two sets of a given
/// similarity share one of their rarest words.
fn near_duplicates(items: &[Item<'_>], words: &Words, found: &mut Warnings) {
    let mut by_word: HashMap<&String, Vec<usize>> = HashMap::new();
    for (n, item) in items.iter().enumerate() {
        let own = &words.of[n];
        // Of n words a similar set shares at least 0.6 n, so one of the n - 0.6 n + 1 rarest.
        let prefix = own.len() - (own.len() * 3).div_ceil(5) + 1;
        let mut candidates = BTreeSet::new();
        for word in words.rarest_first(own).into_iter().take(prefix) {
            if words.uses(word).len() <= COMMON {
                let others = by_word.entry(word).or_default();
                candidates.extend(others.iter().copied());
                others.push(n);
            }
        }
        let twin = candidates.into_iter().find(|other| {
            let common = own.intersection(&words.of[*other]).count();
            let all = own.len() + words.of[*other].len() - common;
            let other = &items[*other].question;
            let is_same = item.question.answer().is_some()
                && item.question.answer().map(normalize) == other.answer().map(normalize);
            let needed = if is_same { SAME_WITH_ANSWER } else { SAME };
            // "Put these in order" says nothing by itself.
            let is_order = [&item.question, other].map(|q| !q.items().is_empty());
            common >= 3 && common as f64 / all as f64 >= needed && is_order == [false; 2]
        });
        let twin = twin.map(|other| &items[other].question.id);
        let same = twin.map(|id| format!("this is nearly the same question as `{id}`"));
        found.warn(item, "near-duplicate", "ask", same);
    }
}

/// Questions whose text contains another's answer and most of what it asks.
fn giveaways(items: &[Item<'_>], words: &Words, found: &mut Warnings) {
    for (n, item) in items.iter().enumerate() {
        let answer = item.question.answer().map(content).unwrap_or_default();
        let Some(rarest) = words.rarest_first(&answer).first().copied() else {
            continue;
        };
        let asked: Vec<_> = words.of[n].difference(&answer).collect();
        let whole: f64 = asked.iter().map(|word| words.weight(word)).sum();
        let tellers = words.uses(rarest);
        if whole <= 0.0 || tellers.len() > COMMON {
            continue;
        }
        let teller = tellers.iter().find(|other| {
            let told = &words.of[**other];
            let shared = asked.iter().filter(|word| told.contains(**word));
            **other != n
                && items[**other].question.topic != item.question.topic
                && answer.is_subset(told)
                && shared.map(|word| words.weight(word)).sum::<f64>() / whole >= TOLD
        });
        let teller = teller.map(|other| &items[*other].question.id);
        let told = teller.map(|id| format!("`{id}` gives this answer away"));
        found.warn(item, "gives-away", "answer", told);
    }
}

fn repeated_because(items: &[Item<'_>], found: &mut Warnings) {
    let mut seen: HashMap<String, &str> = HashMap::new();
    for item in items {
        let Some(because) = &item.question.because else {
            continue;
        };
        let other = seen.insert(normalize(because), &item.question.id);
        let same = other.map(|other| format!("`{other}` has the same `because`"));
        found.warn(item, "repeated-because", "because", same);
    }
}

/// Reported at the last true-false question, if there are at least ten.
fn unbalanced_truth(items: &[Item<'_>], found: &mut Warnings) {
    let truths: Vec<(&Item<'_>, bool)> = items
        .iter()
        .filter_map(|item| Some((item, item.question.truth()?)))
        .collect();
    let [.., (last, _)] = truths[..] else { return };
    let right = truths.iter().filter(|(_, answer)| *answer).count();
    let share = right as f64 / truths.len() as f64;
    let is_off = truths.len() >= 10 && !(0.4..=0.6).contains(&share);
    let message = format!("{right} of {} true-false questions are true", truths.len());
    found.warn(
        last,
        "unbalanced-truth",
        "answer",
        is_off.then_some(message),
    );
}

/// Lists, and entries of lists, that no question can offer.
pub(super) fn unused_lists(text: &str, items: &[Item<'_>]) -> Vec<Finding> {
    let mut offered: HashMap<&str, HashSet<&str>> = HashMap::new();
    for item in items {
        if let Some((name, entries)) = item.question.list() {
            let used = offered.entry(name).or_default();
            used.extend(entries.iter().map(|entry| entry.text.as_str()));
            used.extend(item.question.right().iter().map(String::as_str));
        }
    }
    let mut found = Vec::new();
    for (name, list) in Lists::parse(text).0 {
        let Some(used) = offered.get(name.as_str()) else {
            let message = format!("no question uses the list \"{name}\"");
            found.push(warning("unused-list", list.offset, None, message));
            continue;
        };
        for (entry, offset) in list.entries.iter().zip(list.offsets) {
            if !used.contains(entry.text.as_str()) {
                let message = format!("no question offers \"{}\"", entry.text);
                found.push(warning("unused-entry", offset, None, message));
            }
        }
    }
    found
}
