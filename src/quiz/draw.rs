//! Which questions a game asks.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;

use rand::Rng;

use super::random::shuffle;
use super::recency::Recency;
use super::strata::{Preferred, Shuffled, Stratum};
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
const FEW: usize = 256;

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
    let mut hand = Hand::new(index, request, recency);
    let wanted = request.wanted();
    hand.deal_sparingly(wanted, rng)?;
    for difficulty in Difficulty::ALL {
        hand.deal(difficulty, wanted[difficulty as usize], rng)?;
    }
    if hand.len() < request.count {
        hand.make_up(wanted, request, rng)?;
    }
    Ok(hand.in_order(rng))
}

/// How many questions a request matches, whatever their topics.
///
/// # Errors
/// [`ReadError`] if the index cannot be read.
pub fn matching(index: &Index, request: &Request) -> Result<u32, ReadError> {
    let mut count = 0;
    let recency = Recency::none();
    let hand = Hand::new(index, request, &recency);
    for difficulty in request.difficulties() {
        let stratum = hand.stratum(difficulty);
        match request.through {
            None if request.taken == Taken::default() => count += stratum.len(),
            _ => {
                for entry in stratum.entries() {
                    count += u32::from(hand.card(entry)?.is_some());
                }
            }
        }
    }
    Ok(count)
}

impl Request {
    /// How many easy, medium and hard questions it asks for.
    pub(super) fn wanted(&self) -> [u32; 3] {
        match (self.shares, self.difficulty) {
            (Some(shares), _) => shares,
            (None, Some(only)) => Difficulty::ALL.map(|d| if d == only { self.count } else { 0 }),
            (None, None) => shares(self.count),
        }
    }

    pub(super) fn difficulties(&self) -> impl Iterator<Item = Difficulty> + use<> {
        let only = self.difficulty;
        Difficulty::ALL
            .into_iter()
            .filter(move |d| only.is_none_or(|only| only == *d))
    }
}

/// A question that may be drawn.
#[derive(Debug, Clone, Copy)]
struct Card {
    entry: u32,
    topic: u64,
}

/// The questions drawn so far, by difficulty.
struct Hand<'a> {
    index: &'a Index,
    recency: &'a Recency,
    categories: Vec<u32>,
    through: Option<u8>,
    taken: &'a Taken,
    cards: [Vec<Card>; 3],
    topics: HashSet<u64>,
}

impl<'a> Hand<'a> {
    fn new(index: &'a Index, request: &'a Request, recency: &'a Recency) -> Self {
        let mut categories = request.categories.clone();
        categories.sort_unstable();
        categories.dedup();
        Self {
            index,
            recency,
            categories,
            through: request.through,
            taken: &request.taken,
            cards: [const { Vec::new() }; 3],
            topics: HashSet::new(),
        }
    }

    fn len(&self) -> u32 {
        self.cards.iter().map(|cards| cards.len() as u32).sum()
    }

    fn stratum(&self, difficulty: Difficulty) -> Stratum {
        let all = self.index.categories();
        let range = |category: &crate::bank::Category| category.strata[difficulty as usize].clone();
        Stratum(if self.categories.is_empty() {
            all.iter().map(range).collect()
        } else {
            let chosen = self.categories.iter();
            chosen
                .filter_map(|n| all.get(*n as usize).map(range))
                .collect()
        })
    }

    /// The entry as a card; `None` if it is a spoiler or taken.
    fn card(&self, entry: u32) -> Result<Option<Card>, ReadError> {
        let found = self.index.entry(entry)?;
        let is_spoiler =
            matches!((found.season, self.through), (Some(s), Some(through)) if s > through);
        let is_taken =
            self.taken.entries.contains(&entry) || self.taken.topics.contains(&found.topic);
        let allowed = !is_spoiler && !is_taken;
        Ok(allowed.then_some(Card {
            entry,
            topic: found.topic,
        }))
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
        let strata = Difficulty::ALL.map(|difficulty| self.stratum(difficulty));
        let entries = || strata.iter().flat_map(Stratum::entries);
        let is_fresh = |entry: u32| self.recency.last(entry) == 0;
        if entries().nth(FEW).is_some() || self.recency.is_none() {
            return Ok(());
        }
        let mut fresh = [const { Vec::new() }; 3];
        let mut left: HashMap<u64, u32> = HashMap::new();
        for (cards, stratum) in fresh.iter_mut().zip(&strata) {
            for entry in stratum.entries().filter(|entry| is_fresh(*entry)) {
                if let Some(card) = self.card(entry)? {
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
        let stratum = self.stratum(difficulty);
        let mut shuffled = Shuffled::new(stratum.len());
        let mut missing = count.saturating_sub(self.cards[difficulty as usize].len() as u32);
        for _ in 0..16 + 4 * missing {
            if missing == 0 {
                return Ok(());
            }
            let Some(place) = shuffled.next(rng) else {
                break;
            };
            let entry = stratum.get(place);
            if let Some(entry) = entry.filter(|entry| self.recency.last(*entry) == 0)
                && let Some(card) = self.card(entry)?
            {
                missing -= u32::from(self.take(difficulty, card));
            }
        }
        let mut preferred = Preferred::new(&stratum, self.recency);
        while missing > 0 {
            let Some(entry) = preferred.next(rng) else {
                break;
            };
            if let Some(card) = self.card(entry)? {
                missing -= u32::from(self.take(difficulty, card));
            }
        }
        Ok(())
    }

    /// Every card of a stratum, the preferred first.
    fn by_preference(&self, stratum: &Stratum, rng: &mut impl Rng) -> Result<Vec<Card>, ReadError> {
        let mut preferred = Preferred::new(stratum, self.recency);
        let mut cards = Vec::new();
        while let Some(entry) = preferred.next(rng) {
            cards.extend(self.card(entry)?);
        }
        Ok(cards)
    }

    /// Fills what [`Hand::deal`] could not: first the shares, by moving topics between
    /// difficulties, then the number of questions.
    fn make_up(
        &mut self,
        wanted: [u32; 3],
        request: &Request,
        rng: &mut impl Rng,
    ) -> Result<(), ReadError> {
        let mut all = [const { Vec::new() }; 3];
        for difficulty in request.difficulties() {
            all[difficulty as usize] = self.by_preference(&self.stratum(difficulty), rng)?;
        }
        self.fill(wanted, &all);
        for difficulty in request.difficulties() {
            for card in &all[difficulty as usize] {
                if self.len() == request.count {
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
            let Some(wanted) = all[difficulty]
                .iter()
                .find(|card| held.contains(&card.topic))
            else {
                continue;
            };
            if self.augment(holder, all, fresh, visited) {
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
