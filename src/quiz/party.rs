//! The questions of several players who take turns.

use super::draw::{DRAW, Request, Taken, draw, matching_each};
use super::random::generator;
use super::recency::Recency;
use crate::bank::{Index, ReadError};

/// One player's part in the draw.
#[derive(Debug, Clone)]
pub struct Seat {
    pub seed: u64,
    pub recency: Recency,
}

/// Draws a game for each seat: all of the same length and shares, with no question
/// twice. If possible no topic comes twice either, since waiting players hear the
/// answers. If the bank is too small, all games are equally shorter than
/// `request.count`, and other difficulties make up for a short share. Empty if there
/// is not even one question each.
///
/// # Errors
/// [`ReadError`] if the index cannot be read.
pub fn draw_party(
    index: &Index,
    request: &Request,
    seats: &[Seat],
) -> Result<Vec<Vec<u32>>, ReadError> {
    let most = matching_each(index, request)?.map(|count| count / seats.len().max(1) as u32);
    let deal = |count, with_topics| {
        let shares = fair_shares(request, count, most);
        if shares.is_none() {
            return Ok(None);
        }
        let request = Request {
            count,
            shares,
            ..request.clone()
        };
        deal(index, &request, seats, with_topics)
    };
    for with_topics in [true, false] {
        if let Some(hands) = deal(request.count, with_topics)? {
            return Ok(hands);
        }
    }
    let (mut enough, mut too_many) = (0, request.count);
    let mut best = Vec::new();
    while enough + 1 < too_many {
        let count = enough.midpoint(too_many);
        match deal(count, false)? {
            Some(hands) => (enough, best) = (count, hands),
            None => too_many = count,
        }
    }
    Ok(best)
}

/// The shares of `count` questions, none above `most`; others make up for a short
/// share, the easier first. `None` if there are too few in all.
fn fair_shares(request: &Request, count: u32, most: [u32; 3]) -> Option<[u32; 3]> {
    let mut shares = request.wanted(count);
    for (share, most) in shares.iter_mut().zip(most) {
        *share = most.min(*share);
    }
    let mut missing = count - shares.iter().sum::<u32>();
    for (share, most) in shares.iter_mut().zip(most) {
        let more = missing.min(most - *share);
        *share += more;
        missing -= more;
    }
    (missing == 0).then_some(shares)
}

/// `None` if the games would differ in length or shares.
fn deal(
    index: &Index,
    request: &Request,
    seats: &[Seat],
    with_topics: bool,
) -> Result<Option<Vec<Vec<u32>>>, ReadError> {
    let mut taken = Taken::default();
    let mut hands = Vec::new();
    let mut shares = None;
    for seat in seats {
        let request = Request {
            taken: taken.clone(),
            ..request.clone()
        };
        let rng = &mut generator(seat.seed, DRAW);
        let hand = draw(index, &request, &seat.recency, rng)?;
        let mut counts = [0; 3];
        for entry in &hand {
            let found = index.entry(*entry)?;
            counts[found.difficulty as usize] += 1;
            taken.topics.extend(with_topics.then_some(found.topic));
        }
        let is_alike = *shares.get_or_insert(counts) == counts;
        if hand.len() != request.count as usize || !is_alike {
            return Ok(None);
        }
        taken.entries.extend(&hand);
        hands.push(hand);
    }
    Ok(Some(hands))
}
