//! Counts up a career, game by game.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use jiff::civil::{Date, DateTime};

use super::facts::Facts;
use crate::history::{BOXES, Career, CareerAnswer, CareerGame, Play, days};

/// The fewest questions in a perfect game.
const FULL: usize = 5;
/// The fewest questions in a perfect game without a hint.
const TEN: usize = 10;
/// The fewest hard questions in a sweep.
const HARD: usize = 2;
/// A quick answer takes less than this, in milliseconds.
const QUICK: u64 = 3_000;
/// A comeback starts with this many misses and has this many right in a row later.
const DOWN: usize = 3;
const UP: u32 = 7;
/// How many misses of a question make a later right answer count as learned.
const STUBBORN: u32 = 3;
/// Local hours.
const NIGHT: Range<i8> = 0..4;
const MORNING: Range<i8> = 4..7;

/// The counts that awards are based on. They never go down.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Finished games, including practice.
    pub games: u32,
    /// Questions answered, not skipped.
    pub answered: u32,
    /// Dailies finished on their day.
    pub dailies: u32,
    /// The most days in a row with such a daily.
    pub daily_row: u32,
    /// Games of five or more with every answer right, excluding practice.
    pub perfect: u32,
    /// Perfect games of ten or more without a hint.
    pub unaided: u32,
    /// Perfect timed games.
    pub perfect_timed: u32,
    /// Perfect typed games.
    pub perfect_typed: u32,
    /// The most right answers in a row within a game, including practice.
    pub streak: u32,
    /// The most right answers in a row within a game, each in less than three seconds.
    pub quick_row: u32,
    /// Categories of the bank with an answer that was not skipped.
    pub categories: u32,
    /// Categories with every question right at least once.
    pub complete: u32,
    /// Questions of the bank that were right at least once.
    pub known: u32,
    /// Games with two or more hard questions, all of them right, excluding practice.
    pub sweeps: u32,
    /// Games that begin with three misses and have seven right in a row later, excluding
    /// practice.
    pub comebacks: u32,
    /// Games finished at night, and in the early morning.
    pub nights: u32,
    pub mornings: u32,
    /// Right answers to questions missed three times before. A miss shows the answer, so a
    /// repeat in the same game does not count.
    pub learned: u32,
    /// Questions that went from the first Leitner box to the last.
    pub promoted: u32,
    /// Finished games with players who took turns.
    pub in_turn: u32,
    /// Ranked games with more points than any before on their board.
    pub raises: u32,
}

/// The history of one question.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    misses: u32,
    known: bool,
    /// Its Leitner box as the history counts it; 0 until it is answered.
    number: u8,
    /// Whether it was in the first box since it last reached the last one.
    was_first: bool,
    /// The game that asked it last, counted from 1.
    game: u32,
}

/// The player's best ranked game on a board.
#[derive(Debug, Clone, Copy)]
pub(super) struct Best {
    pub points: u32,
    /// In unix milliseconds.
    pub finished: i64,
    pub utc_offset: i32,
}

/// A count in progress.
pub(super) struct Fold<'a> {
    career: &'a Career,
    facts: &'a Facts,
    pub tally: Tally,
    /// The days with an answer that was not skipped.
    pub days: BTreeSet<Date>,
    /// The days with a daily that was finished on its day.
    pub dailies: BTreeSet<Date>,
    /// By position in [`Career::boards`].
    pub best: HashMap<usize, Best>,
    /// By category: how many of its questions were right at least once.
    known: Vec<u32>,
    is_played: Vec<bool>,
    questions: Vec<Seen>,
    /// How many games were counted.
    nth: u32,
    streak: u32,
    quick_row: u32,
}

impl<'a> Fold<'a> {
    pub fn new(career: &'a Career, facts: &'a Facts) -> Self {
        Self {
            career,
            facts,
            tally: Tally::default(),
            days: BTreeSet::new(),
            dailies: BTreeSet::new(),
            best: HashMap::new(),
            known: vec![0; facts.categories.len()],
            is_played: vec![false; facts.categories.len()],
            questions: vec![Seen::default(); career.questions.len()],
            nth: 0,
            streak: 0,
            quick_row: 0,
        }
    }

    /// Counts one game. Calls `then` after each answer and at the end, with the tally and the
    /// time in unix milliseconds.
    pub fn count(&mut self, game: &CareerGame, mut then: impl FnMut(&Tally, i64)) {
        (self.streak, self.quick_row) = (0, 0);
        self.nth += 1;
        let answers = &self.career.answers[game.answers.clone()];
        for answer in answers {
            self.answer(answer, game.utc_offset);
            then(&self.tally, answer.at);
        }
        if let Some(finished) = game.finished {
            self.finish(game, answers, finished);
            then(&self.tally, finished);
        }
    }

    /// The positions of categories with every question right at least once.
    pub fn complete(&self) -> BTreeSet<usize> {
        let categories = self.facts.categories.iter().zip(&self.known);
        let numbered = categories.enumerate();
        let complete = numbered.filter(|(_, (topic, known))| **known == topic.questions);
        complete.map(|(n, _)| n).collect()
    }

    fn answer(&mut self, answer: &CareerAnswer, utc_offset: i32) {
        let tally = &mut self.tally;
        let row = |row: u32, goes_on: bool| if goes_on { row + 1 } else { 0 };
        self.streak = row(self.streak, answer.right);
        self.quick_row = row(self.quick_row, answer.right && answer.millis < QUICK);
        tally.streak = tally.streak.max(self.streak);
        tally.quick_row = tally.quick_row.max(self.quick_row);
        let home = self.facts.homes[answer.question as usize];
        if !answer.skipped {
            tally.answered += 1;
            self.days
                .extend(days::local(answer.at, utc_offset).map(DateTime::date));
            if let Some(home) = home
                && !std::mem::replace(&mut self.is_played[home], true)
            {
                tally.categories += 1;
            }
        }
        let seen = &mut self.questions[answer.question as usize];
        let is_again = std::mem::replace(&mut seen.game, self.nth) == self.nth;
        if !answer.right {
            seen.misses += 1;
            (seen.number, seen.was_first) = (1, true);
            return;
        }
        if !is_again {
            tally.learned += u32::from(seen.misses >= STUBBORN);
            seen.number = (seen.number.max(1) + 1).min(BOXES);
            if seen.number == BOXES && std::mem::take(&mut seen.was_first) {
                tally.promoted += 1;
            }
        }
        if let Some(home) = home
            && !std::mem::replace(&mut seen.known, true)
        {
            tally.known += 1;
            self.known[home] += 1;
            let is_complete = self.known[home] == self.facts.categories[home].questions;
            tally.complete += u32::from(is_complete);
        }
    }

    fn finish(&mut self, game: &CareerGame, answers: &[CareerAnswer], finished: i64) {
        let board = &self.career.boards[game.board];
        let tally = &mut self.tally;
        tally.games += 1;
        tally.in_turn += u32::from(game.in_turn);
        if let Some(time) = days::local(finished, game.utc_offset) {
            tally.nights += u32::from(NIGHT.contains(&time.hour()));
            tally.mornings += u32::from(MORNING.contains(&time.hour()));
        }
        if !game.practice {
            let is_perfect = answers.len() >= FULL && answers.iter().all(|answer| answer.right);
            let is_unaided = answers.len() >= TEN && answers.iter().all(|answer| !answer.hinted);
            tally.perfect += u32::from(is_perfect);
            tally.unaided += u32::from(is_perfect && is_unaided);
            tally.perfect_timed += u32::from(is_perfect && board.timed.is_some());
            tally.perfect_typed += u32::from(is_perfect && board.play == Play::Typed);
            tally.sweeps += u32::from(is_sweep(answers));
            tally.comebacks += u32::from(is_comeback(answers));
        }
        if let Some(day) = self.day_of_daily(game) {
            self.dailies.insert(day);
            self.tally.dailies = self.dailies.len() as u32;
            let row = days::row(&self.dailies, day);
            self.tally.daily_row = self.tally.daily_row.max(row);
        }
        if game.ranked {
            let before = self.best.get(&game.board).map(|best| best.points);
            self.tally.raises += u32::from(before.is_some_and(|points| points < game.points));
            if before.is_none_or(|points| points < game.points) {
                let (points, utc_offset) = (game.points, game.utc_offset);
                let best = Best {
                    points,
                    finished,
                    utc_offset,
                };
                self.best.insert(game.board, best);
            }
        }
    }

    /// The day of a daily that was started on its day. Only such a daily is ranked, so a ranked
    /// one counts even if the player has since changed time zones.
    pub fn day_of_daily(&self, game: &CareerGame) -> Option<Date> {
        let day = self.career.boards[game.board].daily.as_ref()?;
        let day: Date = day.parse().ok()?;
        let begun = days::local(game.started, game.utc_offset).map(DateTime::date);
        (game.ranked || begun == Some(day)).then_some(day)
    }
}

fn is_sweep(answers: &[CareerAnswer]) -> bool {
    let hard = || answers.iter().filter(|answer| answer.hard);
    hard().count() >= HARD && hard().all(|answer| answer.right)
}

fn is_comeback(answers: &[CareerAnswer]) -> bool {
    let Some((start, rest)) = answers.split_at_checked(DOWN) else {
        return false;
    };
    let rows = rest.split(|answer| !answer.right);
    let longest = rows.map(<[CareerAnswer]>::len).max().unwrap_or(0);
    start.iter().all(|answer| !answer.right) && longest >= UP as usize
}
