//! What practice adds to a game: repeats of missed questions, and boxes.

use std::collections::HashSet;

use super::record::Recorder;
use crate::app::NamedBank;
use crate::bank::{Difficulty, Index, ReadError};
use crate::error::Error;
use crate::history::{BOXES, NewGame};
use crate::quiz::Request;
use crate::quiz::draw::Taken;
use crate::quiz::practice::{Boxed, DISTANCE, box_counts, comes_back, distance, practice};
use crate::quiz::random::generator;

/// The generator's purpose for placing a missed question: this plus the questions done.
const RETURN: u64 = 1;

/// The generator's purpose for choosing spares.
const SPARES: u64 = u64::MAX;

/// A round of practice.
#[derive(Debug, Default)]
pub struct Practice {
    /// Questions to insert if a missed one would come back too soon.
    spares: Vec<u32>,
    /// The spares inserted so far; they do not come back themselves.
    fillers: Vec<u32>,
    up: u32,
    back: u32,
    stayed: u32,
}

impl Practice {
    pub fn new(spares: Vec<u32>) -> Self {
        Self {
            spares,
            ..Self::default()
        }
    }

    /// Inserts the question just missed, the last of `done`, three or four later, or at the end
    /// if there are no spares left. `false` if it has come back often enough.
    pub fn bring_back(&mut self, round: &mut Vec<Option<u32>>, done: usize, seed: u64) -> bool {
        let missed = round[done - 1];
        let is_filler = missed.is_some_and(|entry| self.fillers.contains(&entry));
        if is_filler || !comes_back(round, done) {
            return false;
        }
        while round.len() < done + DISTANCE as usize
            && let Some(spare) = self.spares.pop()
        {
            self.fillers.push(spare);
            round.push(Some(spare));
        }
        let place = done + distance(&mut generator(seed, RETURN + done as u64));
        round.insert(place.min(round.len()), missed);
        true
    }

    /// The question's new box, in a sentence. `before` is `None` if it was never asked.
    pub fn moved(
        &mut self,
        before: Option<u8>,
        after: u8,
        comes_back: bool,
        is_right: bool,
    ) -> String {
        let mut text = match before {
            None if after > 1 => {
                self.up += 1;
                format!("First time, and right: box {after} of {BOXES}.")
            }
            Some(before) if after > before => {
                self.up += 1;
                format!("Up to box {after} of {BOXES}.")
            }
            Some(before) if after < before => {
                self.back += 1;
                format!("Back to box {after} of {BOXES}.")
            }
            Some(_) if is_right && after == 1 => {
                format!("Right this time: box {after} of {BOXES} until your next round.")
            }
            _ => {
                self.stayed += 1;
                format!("Box {after} of {BOXES}.")
            }
        };
        if comes_back {
            text.push_str(" You'll see it again this round.");
        }
        text
    }

    /// One line about the round and one about the boxes.
    pub fn summary(&self, boxed: &[Boxed], questions: u32, dot: &str) -> String {
        let counted = box_counts(boxed, BOXES).into_iter().zip(1..);
        let counted = counted.map(|(count, number)| format!("box {number}: {count}"));
        let mut parts: Vec<_> = counted.collect();
        let fresh = questions.saturating_sub(boxed.len() as u32);
        parts.push(format!("never asked: {fresh}"));
        format!(
            "{} up, {} back to box 1, {} unchanged.\n{}",
            self.up,
            self.back,
            self.stayed,
            parts.join(&format!(" {dot} "))
        )
    }
}

/// The practice part of a resumed game.
///
/// # Errors
/// If the history or the bank cannot be read.
pub fn resumed(
    recorder: &Recorder,
    bank: &NamedBank,
    plan: &NewGame,
    round: &[Option<u32>],
) -> Result<Practice, Error> {
    let (index, board) = (&bank.bank.index, &plan.board);
    let place = |slug: &String| index.categories().iter().position(|c| c.slug == *slug);
    let places = board.categories.iter().filter_map(place);
    let request = Request {
        categories: places.filter_map(|n| u32::try_from(n).ok()).collect(),
        difficulty: board.difficulty.as_deref().and_then(Difficulty::from_name),
        through: board.through,
        ..Request::default()
    };
    let asked = recorder.boxed(&plan.player, bank)?;
    let round: Vec<u32> = round.iter().copied().flatten().collect();
    let mut seen = HashSet::new();
    let distinct = round.iter().copied().filter(|entry| seen.insert(*entry));
    Ok(Practice {
        // They come after the questions drawn for the round.
        fillers: distinct.skip(board.length as usize).collect(),
        ..Practice::new(spares(index, &request, &asked, &round, plan.seed)?)
    })
}

/// Extra questions like the round's, to ask between a question missed late and its repeat.
///
/// # Errors
/// If the index cannot be read.
pub fn spares(
    index: &Index,
    request: &Request,
    asked: &[Boxed],
    round: &[u32],
    seed: u64,
) -> Result<Vec<u32>, ReadError> {
    let topics = round
        .iter()
        .map(|entry| index.entry(*entry).map(|e| e.topic));
    let request = Request {
        count: DISTANCE,
        taken: Taken {
            entries: HashSet::new(),
            topics: topics.collect::<Result<_, _>>()?,
        },
        ..request.clone()
    };
    practice(index, &request, asked, &mut generator(seed, SPARES))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missed_question_comes_back_three_or_four_later() {
        for seed in 0..50 {
            let mut round: Vec<_> = (0..10).map(Some).collect();
            assert!(Practice::default().bring_back(&mut round, 2, seed));
            let again = round.iter().rposition(|entry| *entry == Some(1)).unwrap();
            assert!((5..=6).contains(&again), "{round:?}");
            assert_eq!(round.len(), 11);
        }
    }

    #[test]
    fn spares_come_before_a_repeat_at_the_end() {
        for seed in 0..50 {
            let mut round: Vec<_> = (0..4).map(Some).collect();
            let mut practice = Practice::new(vec![20, 21, 22]);
            assert!(practice.bring_back(&mut round, 4, seed));
            assert_eq!(round.len(), 8);
            assert_eq!(round[7], Some(3), "{round:?}");
        }
    }

    #[test]
    fn missing_everything_keeps_a_short_round_short() {
        let mut round = vec![Some(0)];
        let mut practice = Practice::new(vec![20, 21, 22]);
        let mut done = 0;
        while done < round.len() {
            done += 1;
            practice.bring_back(&mut round, done, 7);
        }
        assert_eq!(round.len(), 5, "{round:?}");
    }

    #[test]
    fn missing_everything_still_ends_the_round() {
        let mut round: Vec<_> = (0..10).map(Some).collect();
        let mut practice = Practice::new(vec![20, 21, 22]);
        let mut done = 0;
        while done < round.len() {
            done += 1;
            practice.bring_back(&mut round, done, 7);
        }
        assert!((20..=23).contains(&round.len()), "{round:?}");
    }
}
