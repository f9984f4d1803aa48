//! The questions of several players who take turns.

use std::collections::HashSet;

use super::draw::{DRAW, Request, Taken, draw};
use super::random::generator;
use super::recency::Recency;
use crate::bank::{Index, ReadError};

/// One player's part in the draw.
#[derive(Debug, Clone)]
pub struct Seat {
    pub seed: u64,
    pub recency: Recency,
}

/// Draws a game for each seat: all of the same length and shares, and no
/// question twice. No topic comes twice either, while there are enough of them,
/// since who waits hears the answers. Where the bank is too small the games are
/// shorter than `request.count`, alike for all; empty where not even one
/// question each can be had.
///
/// # Errors
/// [`ReadError`] where the index cannot be read.
pub fn draw_party(
    index: &Index,
    request: &Request,
    seats: &[Seat],
) -> Result<Vec<Vec<u32>>, ReadError> {
    for with_topics in [true, false] {
        if let Some(hands) = deal(index, request, seats, request.count, with_topics)? {
            return Ok(hands);
        }
    }
    let (mut enough, mut too_many) = (0, request.count);
    let mut best = Vec::new();
    while enough + 1 < too_many {
        let count = enough.midpoint(too_many);
        match deal(index, request, seats, count, false)? {
            Some(hands) => (enough, best) = (count, hands),
            None => too_many = count,
        }
    }
    Ok(best)
}

/// `None` where the games would differ in length or shares.
fn deal(
    index: &Index,
    request: &Request,
    seats: &[Seat],
    count: u32,
    with_topics: bool,
) -> Result<Option<Vec<Vec<u32>>>, ReadError> {
    let mut taken = Taken::default();
    let mut hands = Vec::new();
    let mut shares = None;
    for seat in seats {
        let request = Request {
            count,
            taken: taken.clone(),
            ..request.clone()
        };
        let rng = &mut generator(seat.seed, DRAW);
        let hand = draw(index, &request, &seat.recency, rng)?;
        let mut counts = [0; 3];
        let mut topics = HashSet::new();
        for entry in &hand {
            let found = index.entry(*entry)?;
            counts[found.difficulty as usize] += 1;
            topics.insert(found.topic);
        }
        let is_alike = *shares.get_or_insert(counts) == counts;
        if hand.len() != count as usize || !is_alike {
            return Ok(None);
        }
        taken.entries.extend(&hand);
        if with_topics {
            taken.topics.extend(topics);
        }
        hands.push(hand);
    }
    Ok(Some(hands))
}
