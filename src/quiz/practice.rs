//! Practice: which questions come first, and when a missed one comes back.
//!
//! The boxes are S. Leitner's ("So lernt man lernen", 1972): a right answer moves
//! a question up one box, a wrong one back to the first.

use std::collections::HashSet;
use std::iter;

use rand::Rng;

use super::draw::Request;
use super::random::below;
use super::strata::Stratum;
use crate::bank::{Index, ReadError};

/// How often a question may come back in one round.
const MOST_RETURNS: usize = 1;
/// The fewest other questions before a missed one comes back; there may be one more.
pub const DISTANCE: u32 = 3;

/// A question that the player has answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Boxed {
    pub entry: u32,
    /// Its Leitner box, from 1: the player missed it last time.
    pub number: u8,
}

/// Up to `request.count` entries to practice, at most one of a topic: missed ones
/// first, then those never asked, then those asked longest ago. `asked` starts with
/// the question answered longest ago. Shares of difficulty do not matter here.
///
/// # Errors
/// [`ReadError`] if the index cannot be read.
pub fn practice(
    index: &Index,
    request: &Request,
    asked: &[Boxed],
    rng: &mut impl Rng,
) -> Result<Vec<u32>, ReadError> {
    let strata = request.strata(index).into_iter();
    let all = Stratum(strata.flat_map(|stratum| stratum.0).collect());
    let [missed, known] = [true, false].map(|is_missed| {
        let is_in = |entry: &u32| all.0.iter().any(|range| range.contains(entry));
        let boxed = asked.iter().filter(move |b| (b.number <= 1) == is_missed);
        boxed.map(|boxed| boxed.entry).filter(is_in)
    });
    let seen: HashSet<u32> = asked.iter().map(|boxed| boxed.entry).collect();
    let mut shuffled = all.shuffled();
    let fresh = iter::from_fn(|| shuffled.next(rng)).filter(|entry| !seen.contains(entry));
    let mut candidates = missed.chain(fresh).chain(known);
    let mut topics = HashSet::new();
    let mut round = Vec::new();
    while round.len() < request.count as usize
        && let Some(entry) = candidates.next()
    {
        if let Some(card) = request.card(index, entry)?
            && topics.insert(card.topic)
        {
            round.push(entry);
        }
    }
    Ok(round)
}

/// Whether the question that was just missed, the last of the `done` ones of this
/// round, comes back: only if it has not done so too often.
pub fn comes_back<T: PartialEq>(round: &[T], done: usize) -> bool {
    let asked = round
        .iter()
        .filter(|question| **question == round[done - 1]);
    asked.count() <= MOST_RETURNS
}

/// How many other questions come before a missed one returns.
pub fn distance(rng: &mut impl Rng) -> usize {
    (DISTANCE + below(rng, 2)) as usize
}

/// How often the question at `place` was asked earlier in the round.
#[must_use]
pub fn times_before<T: PartialEq>(round: &[T], place: usize) -> u64 {
    let before = round[..place].iter();
    before.filter(|question| **question == round[place]).count() as u64
}

/// The number of questions in each box, from the first.
#[must_use]
pub fn box_counts(asked: &[Boxed], boxes: u8) -> Vec<u32> {
    let mut counts = vec![0; usize::from(boxes)];
    for boxed in asked {
        counts[usize::from(boxed.number.clamp(1, boxes)) - 1] += 1;
    }
    counts
}
