//! The questions of one difficulty, and the orders in which the draw looks at them.

use std::collections::{BinaryHeap, HashMap};
use std::ops::Range;

use rand::Rng;

use super::random::below;
use super::recency::Recency;

/// The entries of one difficulty: a range for each category.
pub(super) struct Stratum(pub(super) Vec<Range<u32>>);

impl Stratum {
    pub(super) fn len(&self) -> u32 {
        self.0.iter().map(|range| range.end - range.start).sum()
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.iter().cloned().flatten()
    }

    pub(super) fn get(&self, mut place: u32) -> Option<u32> {
        for range in &self.0 {
            let len = range.end - range.start;
            if place < len {
                return Some(range.start + place);
            }
            place -= len;
        }
        None
    }
}

/// The numbers from 0 to `len` in random order, made one at a time, so that a few of
/// 200,000 cost no more than a few of thirty.
pub(super) struct Shuffled {
    next: u32,
    len: u32,
    moved: HashMap<u32, u32>,
}

impl Shuffled {
    pub(super) fn new(len: u32) -> Self {
        Self {
            next: 0,
            len,
            moved: HashMap::new(),
        }
    }

    pub(super) fn next(&mut self, rng: &mut impl Rng) -> Option<u32> {
        if self.next == self.len {
            return None;
        }
        let chosen = self.next + below(rng, self.len - self.next);
        let here = self.moved.remove(&self.next).unwrap_or(self.next);
        let place = if chosen == self.next {
            here
        } else {
            self.moved.insert(chosen, here).unwrap_or(chosen)
        };
        self.next += 1;
        Some(place)
    }
}

/// The entries of a stratum by preference: those never asked, at random, then those
/// asked longest ago. The latter are sorted a few at a time, since a game needs few
/// and the bank may be large.
pub(super) struct Preferred<'a> {
    stratum: &'a Stratum,
    recency: &'a Recency,
    fresh: Vec<u32>,
    /// The next ones, longest ago last: time in the upper half, entry in the lower.
    asked: Vec<u64>,
    /// All up to this one have been returned.
    floor: u64,
    batch: usize,
}

impl<'a> Preferred<'a> {
    pub(super) fn new(stratum: &'a Stratum, recency: &'a Recency) -> Self {
        let is_fresh = |entry: &u32| recency.last(*entry) == 0;
        Self {
            stratum,
            recency,
            fresh: stratum.entries().filter(is_fresh).collect(),
            asked: Vec::new(),
            floor: 0,
            batch: 16,
        }
    }

    pub(super) fn next(&mut self, rng: &mut impl Rng) -> Option<u32> {
        if !self.fresh.is_empty() {
            let bound = u32::try_from(self.fresh.len()).unwrap_or(u32::MAX);
            return Some(self.fresh.swap_remove(below(rng, bound) as usize));
        }
        if self.asked.is_empty() {
            self.find_oldest();
        }
        self.floor = self.asked.pop()?;
        Some(self.floor as u32)
    }

    fn find_oldest(&mut self) {
        self.batch *= 2;
        let mut oldest = BinaryHeap::with_capacity(self.batch);
        // An entry from here on is too recent for the batch.
        let mut youngest = u64::MAX;
        for entry in self.stratum.entries() {
            let last = u64::from(self.recency.last(entry)) << 32 | u64::from(entry);
            if last >= youngest || last >> 32 == 0 || last <= self.floor {
                continue;
            }
            if oldest.len() == self.batch {
                oldest.pop();
            }
            oldest.push(last);
            if oldest.len() == self.batch {
                youngest = oldest.peek().copied().unwrap_or(youngest);
            }
        }
        self.asked = oldest.into_sorted_vec();
        self.asked.reverse();
    }
}
