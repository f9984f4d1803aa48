//! One game as a state machine: a question is asked, the player replies, the reply is judged.

use std::time::Duration;

use super::answer::Judgment;
use super::present::{Presented, Reply};
use crate::bank::Difficulty;
use crate::scoring::{self, Answering, Clock, Points};

/// The result of a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Step {
    /// The question is done; the answer is the last of [`Session::answers`].
    Judged(Answer),
    /// Still the same question, now with its hint.
    Hinted,
    /// Still the same question: it has no hint, or it was already given.
    NoHint,
    /// Still the same question: the text is true but too general.
    MoreSpecific,
    /// Still the same question: the reply cannot answer a question of this kind.
    Unfit,
}

/// One question of the game, done.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The question's id.
    pub question: String,
    /// The category's slug.
    pub category: String,
    pub difficulty: Difficulty,
    /// What the player answered, as text; empty if the question was skipped.
    pub given: String,
    pub right: bool,
    /// Right only because the player says so.
    pub credited: bool,
    pub hinted: bool,
    pub skipped: bool,
    /// Whether it came after time ran out.
    pub late: bool,
    /// From the question's appearance to the reply.
    pub elapsed: Duration,
    pub points: Points,
}

/// A game under way.
#[derive(Debug, Clone)]
pub struct Session {
    length: u32,
    limit: Option<Duration>,
    answers: Vec<Answer>,
    /// The question that was asked last, until a reply to it is judged.
    current: Option<Presented>,
    /// Its category's slug.
    category: String,
    /// Whether its hint was given.
    hinted: bool,
    /// What the last answer would have earned if it were right; only if it was typed and
    /// missed in time.
    creditable: Option<Points>,
}

impl Session {
    /// A game of `length` questions, of which some may already be answered; `limit`
    /// is the time for each in a timed game.
    #[must_use]
    pub fn new(length: u32, limit: Option<Duration>, answers: Vec<Answer>) -> Self {
        Self {
            length,
            limit,
            answers,
            current: None,
            category: String::new(),
            hinted: false,
            creditable: None,
        }
    }

    /// How many questions the game has.
    #[must_use]
    pub fn length(&self) -> u32 {
        self.length
    }

    /// The position of the next question, from 0.
    #[must_use]
    pub fn position(&self) -> u32 {
        u32::try_from(self.answers.len()).unwrap_or(u32::MAX)
    }

    #[must_use]
    pub fn is_over(&self) -> bool {
        self.position() >= self.length
    }

    #[must_use]
    pub fn answers(&self) -> &[Answer] {
        &self.answers
    }

    #[must_use]
    pub fn points(&self) -> u32 {
        self.answers.iter().map(|a| a.points.total).sum()
    }

    #[must_use]
    pub fn right(&self) -> u32 {
        self.answers.iter().map(|a| u32::from(a.right)).sum()
    }

    /// Time spent answering.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.answers.iter().map(|a| a.elapsed).sum()
    }

    /// Right answers in a row up to now.
    #[must_use]
    pub fn streak(&self) -> u32 {
        let row = self.answers.iter().rev().take_while(|a| a.right);
        u32::try_from(row.count()).unwrap_or(u32::MAX)
    }

    /// The most right answers in a row.
    #[must_use]
    pub fn best_streak(&self) -> u32 {
        let rows = self.answers.split(|answer| !answer.right);
        let longest = rows.map(<[Answer]>::len).max().unwrap_or(0);
        u32::try_from(longest).unwrap_or(u32::MAX)
    }

    /// The clock of a question, if the game is timed.
    #[must_use]
    pub fn clock(&self, presented: &Presented) -> Option<Clock> {
        let limit = self.limit?;
        Some(Clock::new(limit, presented.characters()))
    }

    /// Changes the number of questions.
    pub fn lengthen(&mut self, length: u32) {
        self.length = length.max(self.position());
    }

    /// Asks a question, which stays current until a reply is judged.
    pub fn ask(&mut self, presented: Presented, category: &str) {
        self.current = Some(presented);
        category.clone_into(&mut self.category);
        self.hinted = false;
    }

    /// Records `answer` for a question that cannot be asked.
    pub fn pass_over(&mut self, answer: Answer) {
        self.current = None;
        self.creditable = None;
        self.answers.push(answer);
    }

    /// Whether the player may count the last answer as right.
    #[must_use]
    pub fn can_credit(&self) -> bool {
        self.creditable.is_some()
    }

    /// The points of the last answer if the player counts it as right, which is possible
    /// once; with `is_counted` it is then right, and the streak goes on. `None` if it was
    /// not typed and missed.
    pub fn credit(&mut self, is_counted: bool) -> Option<Points> {
        let points = self.creditable.take()?;
        if let Some(answer) = self.answers.last_mut().filter(|_| is_counted) {
            (answer.right, answer.credited, answer.points) = (true, true, points);
        }
        Some(points)
    }

    /// Whether the current question's hint was given.
    #[must_use]
    pub fn is_hinted(&self) -> bool {
        self.current.is_some() && self.hinted
    }

    /// Takes a reply, `elapsed` after the question was shown. `names` returns the
    /// bank's other answers, normalized; it is only called for a typed text that is
    /// nearly right.
    pub fn reply(
        &mut self,
        reply: &Reply,
        elapsed: Duration,
        names: impl FnOnce() -> Vec<String>,
    ) -> Step {
        let Some(presented) = self.current.take() else {
            return Step::Unfit;
        };
        let step = match reply {
            Reply::Hint if self.hinted || presented.hint().is_none() => Step::NoHint,
            Reply::Hint => {
                self.hinted = true;
                Step::Hinted
            }
            Reply::Places(places) if self.hinted && presented.rules_out(places) => Step::Unfit,
            _ => match presented.judge(reply, names) {
                Judgment::MoreSpecific => Step::MoreSpecific,
                Judgment::Unfit => Step::Unfit,
                judgment => {
                    let is_right = judgment == Judgment::Right;
                    let answer = self.judged(&presented, reply, is_right, elapsed);
                    let is_missed = !answer.right && !answer.late && !answer.given.is_empty();
                    let score = || self.score(&presented, true, elapsed);
                    self.creditable = (presented.is_debatable() && is_missed).then(score);
                    self.answers.push(answer.clone());
                    return Step::Judged(answer);
                }
            },
        };
        self.current = Some(presented);
        step
    }

    fn judged(
        &self,
        presented: &Presented,
        reply: &Reply,
        is_right: bool,
        elapsed: Duration,
    ) -> Answer {
        let question = &presented.question;
        let clock = self.clock(presented);
        let is_over = clock.is_some_and(|clock| clock.is_over(elapsed));
        let late = is_over || *reply == Reply::TimeUp;
        let right = is_right && !late;
        Answer {
            question: question.id.clone(),
            category: self.category.clone(),
            difficulty: question.difficulty,
            given: presented.told(reply),
            right,
            credited: false,
            hinted: self.hinted,
            skipped: *reply == Reply::Skip,
            late,
            elapsed,
            points: self.score(presented, right, elapsed),
        }
    }

    fn score(&self, presented: &Presented, right: bool, elapsed: Duration) -> Points {
        scoring::score(&Answering {
            difficulty: presented.question.difficulty,
            right,
            streak: self.streak(),
            hinted: self.hinted,
            elapsed,
            clock: self.clock(presented),
        })
    }
}

#[cfg(test)]
mod tests;
