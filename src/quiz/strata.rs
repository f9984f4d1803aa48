//! The questions of one difficulty, and the orders in which the draw looks at them.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use rand::Rng;

use super::random::below;
use super::recency::Recency;

/// The entries of one difficulty: a range for each category.
#[derive(Clone)]
pub(super) struct Stratum(pub(super) Vec<Range<u32>>);

impl Stratum {
    pub(super) fn len(&self) -> u32 {
        self.0.iter().map(|range| range.end - range.start).sum()
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.iter().cloned().flatten()
    }

    /// Its entries in random order.
    pub(super) fn shuffled(&self) -> Shuffled<'_> {
        Shuffled {
            stratum: self,
            next: 0,
            moved: HashMap::new(),
        }
    }
}

/// Makes a random order one entry at a time, so that a few of 200,000 cost no more
/// than a few of thirty.
pub(super) struct Shuffled<'a> {
    stratum: &'a Stratum,
    next: u32,
    moved: HashMap<u32, u32>,
}

impl Shuffled<'_> {
    pub(super) fn next(&mut self, rng: &mut impl Rng) -> Option<u32> {
        let left = self.stratum.len() - self.next;
        if left == 0 {
            return None;
        }
        let chosen = self.next + below(rng, left);
        let here = self.moved.remove(&self.next).unwrap_or(self.next);
        let place = if chosen == self.next {
            here
        } else {
            self.moved.insert(chosen, here).unwrap_or(chosen)
        };
        self.next += 1;
        self.stratum.entries().nth(place as usize)
    }
}

/// The entries of a stratum by preference: those never asked, at random, then those
/// asked longest ago.
pub(super) struct Preferred {
    fresh: Vec<u32>,
    /// The one asked longest ago is last.
    asked: Vec<u32>,
}

impl Preferred {
    pub(super) fn new(stratum: &Stratum, recency: &Recency) -> Self {
        let is_fresh = |entry: &u32| recency.last(*entry) == 0;
        let (fresh, mut asked): (Vec<_>, Vec<_>) = stratum.entries().partition(is_fresh);
        asked.sort_unstable_by_key(|entry| Reverse(recency.last(*entry)));
        Self { fresh, asked }
    }

    pub(super) fn next(&mut self, rng: &mut impl Rng) -> Option<u32> {
        match self.fresh.len() {
            0 => self.asked.pop(),
            len => Some(self.fresh.swap_remove(below(rng, len as u32) as usize)),
        }
    }
}
