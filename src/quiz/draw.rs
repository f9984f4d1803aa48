//! Which questions a game asks.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;

use rand::Rng;

use super::random::shuffle;
use super::recency::Recency;
use super::strata::{Preferred, Stratum};
use crate::bank::{Difficulty, Index, ReadError};

/// How many questions a player may ask for.
pub const COUNTS: RangeInclusive<u32> = 1..=1_000_000;
/// How many a game has by default.
pub const USUAL_COUNT: u32 = 10;

/// The kind of game to draw.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// Positions in [`Index::categories`]; empty for the whole bank.
    pub categories: Vec<u32>,
    /// How many questions.
    pub count: u32,
    /// Only this difficulty, instead of the mix.
    pub difficulty: Option<Difficulty>,
    /// The number of easy, medium and hard questions, instead of the usual [`shares`].
    pub shares: Option<[u32; 3]>,
    /// Nothing that gives away a later season.
    pub through: Option<u8>,
    /// What has already been drawn for others.
    pub taken: Taken,
}

/// Questions that may not be drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    pub entries: HashSet<u32>,
    /// Hashes of topics.
    pub topics: HashSet<u64>,
}

/// The generator's purpose: the draw. Each question's own is the hash of its id.
pub const DRAW: u64 = 0;

/// Up to this many questions are looked at one by one.
const FEW: u32 = 256;

/// How many easy, medium and hard questions a game of `count` has: 40%, 40% and
/// 20%, rounded in favor of the easier.
#[must_use]
pub fn shares(count: u32) -> [u32; 3] {
    let hard = count / 5;
    let medium = (count - hard) / 2;
    [count - hard - medium, medium, hard]
}

/// Draws the entries of a game in rising difficulty.
///
/// At most one question of a topic. Questions that were never asked come first,
/// then those asked longest ago. If a difficulty has too few topics, others fill
/// its share, the easier first. Fewer than `count` only if the request matches
/// fewer topics.
///
/// # Errors
/// [`ReadError`] if the index cannot be read.
pub fn draw(
    index: &Index,
    request: &Request,
    recency: &Recency,
    rng: &mut impl Rng,
) -> Result<Vec<u32>, ReadError> {
    let mut hand = Hand {
        index,
        request,
        recency,
        strata: request.strata(index),
        cards: [const { Vec::new() }; 3],
        topics: HashSet::new(),
    };
    let wanted = request.wanted(request.count);
    hand.deal_sparingly(wanted, rng)?;
    for difficulty in Difficulty::ALL {
        hand.deal(difficulty, wanted[difficulty as usize], rng)?;
    }
    if hand.len() < request.count {
        hand.make_up(wanted, rng)?;
    }
    Ok(hand.in_order(rng))
}

/// How many questions a request matches, whatever their topics.
///
/// # Errors
/// [`ReadError`] if the index cannot be read.
pub fn matching(index: &Index, request: &Request) -> Result<u32, ReadError> {
    Ok(matching_each(index, request)?.iter().sum())
}

/// How many of each difficulty.
pub(super) fn matching_each(index: &Index, request: &Request) -> Result<[u32; 3], ReadError> {
    let mut counts = [0; 3];
    for (count, stratum) in counts.iter_mut().zip(request.strata(index)) {
        if request.through.is_none() && request.taken == Taken::default() {
            *count = stratum.len();
            continue;
        }
        for entry in stratum.entries() {
            *count += u32::from(request.card(index, entry)?.is_some());
        }
    }
    Ok(counts)
}

impl Request {
    /// How many of `count` questions are to be easy, medium and hard.
    pub(super) fn wanted(&self, count: u32) -> [u32; 3] {
        match (self.shares, self.difficulty) {
            (Some(shares), _) => shares,
            (None, Some(only)) => Difficulty::ALL.map(|d| if d == only { count } else { 0 }),
            (None, None) => shares(count),
        }
    }

    /// The entries of each difficulty in its categories.
    pub(super) fn strata(&self, index: &Index) -> [Stratum; 3] {
        let chosen = (0..)
            .zip(index.categories())
            .filter(|(n, _)| self.categories.is_empty() || self.categories.contains(n));
        Difficulty::ALL.map(|difficulty| {
            let is_wanted = self.difficulty.is_none_or(|only| only == difficulty);
            let chosen = chosen.clone().filter(|_| is_wanted);
            let ranges = chosen.map(|(_, category)| category.strata[difficulty as usize].clone());
            Stratum(ranges.collect())
        })
    }

    /// The entry as a card; `None` if it is a spoiler or taken.
    pub(super) fn card(&self, index: &Index, entry: u32) -> Result<Option<Card>, ReadError> {
        let found = index.entry(entry)?;
        let topic = found.topic;
        let is_spoiler =
            matches!((found.season, self.through), (Some(s), Some(through)) if s > through);
        let is_taken = self.taken.entries.contains(&entry) || self.taken.topics.contains(&topic);
        Ok((!is_spoiler && !is_taken).then_some(Card { entry, topic }))
    }
}

/// A question that may be drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Card {
    pub entry: u32,
    pub topic: u64,
}

/// The questions drawn so far, by difficulty.
struct Hand<'a> {
    index: &'a Index,
    request: &'a Request,
    recency: &'a Recency,
    strata: [Stratum; 3],
    cards: [Vec<Card>; 3],
    topics: HashSet<u64>,
}

impl Hand<'_> {
    fn len(&self) -> u32 {
        self.cards.iter().map(|cards| cards.len() as u32).sum()
    }

    fn card(&self, entry: u32) -> Result<Option<Card>, ReadError> {
        self.request.card(self.index, entry)
    }

    fn take(&mut self, difficulty: Difficulty, card: Card) -> bool {
        let is_new = self.topics.insert(card.topic);
        if is_new {
            self.cards[difficulty as usize].push(card);
        }
        is_new
    }

    /// Draws questions that were never asked if few are left: those of the topics
    /// with the most left go first, so that as many games as possible come without
    /// a repeat. Does nothing if there are many, or if recency does not matter.
    fn deal_sparingly(&mut self, wanted: [u32; 3], rng: &mut impl Rng) -> Result<(), ReadError> {
        let len: u32 = self.strata.iter().map(Stratum::len).sum();
        if len > FEW || self.recency.is_none() {
            return Ok(());
        }
        let mut fresh = [const { Vec::new() }; 3];
        let mut left: HashMap<u64, u32> = HashMap::new();
        for (cards, stratum) in fresh.iter_mut().zip(&self.strata) {
            for entry in stratum.entries() {
                if self.recency.last(entry) == 0
                    && let Some(card) = self.card(entry)?
                {
                    *left.entry(card.topic).or_default() += 1;
                    cards.push(card);
                }
            }
            shuffle(rng, cards);
        }
        for cards in &mut fresh {
            cards.sort_by_key(|card| Reverse(left.get(&card.topic).copied()));
        }
        self.fill(wanted, &fresh);
        Ok(())
    }

    /// Fills the shares from these cards as far as possible.
    fn fill(&mut self, wanted: [u32; 3], all: &[Vec<Card>; 3]) {
        let mut fresh = [0; 3];
        for (difficulty, wanted) in wanted.into_iter().enumerate() {
            while self.cards[difficulty].len() < wanted as usize
                && self.augment(difficulty, all, &mut fresh, [false; 3])
            {}
        }
    }

    /// Draws `count` of one difficulty. Tries a few random entries first: usually
    /// enough of them were never asked, and the bank may be large.
    fn deal(
        &mut self,
        difficulty: Difficulty,
        count: u32,
        rng: &mut impl Rng,
    ) -> Result<(), ReadError> {
        let stratum = self.strata[difficulty as usize].clone();
        let mut shuffled = stratum.shuffled();
        let mut missing = count.saturating_sub(self.cards[difficulty as usize].len() as u32);
        for _ in 0..16 + 4 * missing {
            if missing == 0 {
                return Ok(());
            }
            let Some(entry) = shuffled.next(rng) else {
                break;
            };
            if self.recency.last(entry) == 0
                && let Some(card) = self.card(entry)?
            {
                missing -= u32::from(self.take(difficulty, card));
            }
        }
        let mut preferred = Preferred::new(&stratum, self.recency);
        while missing > 0
            && let Some(entry) = preferred.next(rng)
        {
            if let Some(card) = self.card(entry)? {
                missing -= u32::from(self.take(difficulty, card));
            }
        }
        Ok(())
    }

    /// Fills what [`Hand::deal`] could not: first the shares, by moving topics between
    /// difficulties, then the number of questions.
    fn make_up(&mut self, wanted: [u32; 3], rng: &mut impl Rng) -> Result<(), ReadError> {
        let mut all = [const { Vec::new() }; 3];
        for (cards, stratum) in all.iter_mut().zip(&self.strata) {
            let mut preferred = Preferred::new(stratum, self.recency);
            while let Some(entry) = preferred.next(rng) {
                cards.extend(self.card(entry)?);
            }
        }
        self.fill(wanted, &all);
        for difficulty in Difficulty::ALL {
            for card in &all[difficulty as usize] {
                if self.len() == self.request.count {
                    return Ok(());
                }
                self.take(difficulty, *card);
            }
        }
        Ok(())
    }

    /// Adds one card of a difficulty, if need be by giving another difficulty a
    /// different topic for one that it holds: an augmenting path of bipartite matching
    /// (H. W. Kuhn, 1955). All topics of a difficulty before `fresh` are taken; a
    /// taken topic stays taken.
    fn augment(
        &mut self,
        difficulty: usize,
        all: &[Vec<Card>; 3],
        fresh: &mut [usize; 3],
        mut visited: [bool; 3],
    ) -> bool {
        while let Some(card) = all[difficulty].get(fresh[difficulty]) {
            fresh[difficulty] += 1;
            if self.topics.insert(card.topic) {
                self.cards[difficulty].push(*card);
                return true;
            }
        }
        visited[difficulty] = true;
        for holder in 0..3 {
            if visited[holder] {
                continue;
            }
            let held: HashSet<u64> = self.cards[holder].iter().map(|card| card.topic).collect();
            let mut cards = all[difficulty].iter();
            if let Some(wanted) = cards.find(|card| held.contains(&card.topic))
                && self.augment(holder, all, fresh, visited)
            {
                self.cards[holder].retain(|card| card.topic != wanted.topic);
                self.cards[difficulty].push(*wanted);
                return true;
            }
        }
        false
    }

    fn in_order(mut self, rng: &mut impl Rng) -> Vec<u32> {
        for cards in &mut self.cards {
            shuffle(rng, cards);
        }
        self.cards.iter().flatten().map(|card| card.entry).collect()
    }
}
