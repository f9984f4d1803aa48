//! Careers for the tests.

use jiff::Timestamp;

use super::facts::{Facts, Topic};
use crate::history::{BoardKey, Career, CareerAnswer, CareerGame, GameId, Play};

/// A game to put in a career.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone)]
pub(super) struct Sample {
    /// One sign per answer: `+` right, `h` right with a hint, `q` quick and right, `X` hard and
    /// right, `-` wrong, `x` hard and wrong, `s` skipped.
    pub answers: &'static str,
    /// The first question; the others follow it.
    pub from: u32,
    pub points: u32,
    pub start: &'static str,
    pub end: Option<&'static str>,
    pub daily: Option<&'static str>,
    pub categories: &'static [&'static str],
    pub timed: bool,
    pub typed: bool,
    pub practice: bool,
    pub ranked: bool,
    pub in_turn: bool,
}

pub(super) fn sample(answers: &'static str) -> Sample {
    Sample {
        answers,
        from: 0,
        points: 100,
        start: "2026-11-22T11:55:00Z",
        end: Some("2026-11-22T12:00:00Z"),
        daily: None,
        categories: &[],
        timed: false,
        typed: false,
        practice: false,
        ranked: true,
        in_turn: false,
    }
}

/// A game on this day of November, at noon.
pub(super) fn on(day: u8, answers: &'static str) -> Sample {
    let times = DAYS[usize::from(day) - 1];
    Sample {
        start: times,
        end: Some(times),
        ..sample(answers)
    }
}

const DAYS: [&str; 10] = [
    "2026-11-01T12:00:00Z",
    "2026-11-02T12:00:00Z",
    "2026-11-03T12:00:00Z",
    "2026-11-04T12:00:00Z",
    "2026-11-05T12:00:00Z",
    "2026-11-06T12:00:00Z",
    "2026-11-07T12:00:00Z",
    "2026-11-08T12:00:00Z",
    "2026-11-09T12:00:00Z",
    "2026-11-10T12:00:00Z",
];

/// The ranked first try at the daily of this day of November.
pub(super) fn daily(day: u8) -> Sample {
    Sample {
        daily: Some(&DAYS[usize::from(day) - 1][..10]),
        ..on(day, "+-")
    }
}

/// The games in this order, numbered from 1.
pub(super) fn career(games: &[Sample]) -> Career {
    let mut career = Career::default();
    for (sample, id) in games.iter().zip(1..) {
        let key = key(sample);
        let known = career.boards.iter().position(|board| *board == key);
        let board = known.unwrap_or(career.boards.len());
        career.boards.extend(known.is_none().then_some(key));
        let at = millis(sample.end.unwrap_or(sample.start));
        let start = career.answers.len();
        let numbered = sample.answers.chars().zip(sample.from..);
        (career.answers).extend(numbered.map(|(sign, question)| answer(sign, question, at)));
        career.games.push(CareerGame {
            id: GameId(id),
            board,
            practice: sample.practice,
            ranked: sample.ranked,
            in_turn: sample.in_turn,
            started: millis(sample.start),
            utc_offset: 0,
            finished: sample.end.map(millis),
            points: sample.points,
            answers: start..career.answers.len(),
        });
    }
    let last = career.answers.iter().map(|answer| answer.question).max();
    let questions = 0..=last.unwrap_or(0);
    career.questions = questions.map(|n| n.to_string()).collect();
    career
}

/// A bank of two categories: questions 0 to 2, and 3 to 29.
pub(super) fn facts(career: &Career) -> Facts {
    let topic = |name: &str, questions| Topic {
        slug: name.to_lowercase(),
        name: name.to_owned(),
        questions,
    };
    let home = |question| match question {
        0..3 => Some(0),
        3..30 => Some(1),
        _ => None,
    };
    Facts {
        categories: vec![topic("Pam", 3), topic("Jim", 27)],
        homes: (0..career.questions.len()).map(home).collect(),
    }
}

fn key(sample: &Sample) -> BoardKey {
    BoardKey {
        bank: "office".to_owned(),
        categories: sample.categories.iter().map(|&slug| slug.into()).collect(),
        length: 10,
        difficulty: None,
        play: if sample.typed {
            Play::Typed
        } else {
            Play::Choice
        },
        timed: sample.timed.then_some(20),
        through: None,
        daily: sample.daily.map(str::to_owned),
    }
}

fn answer(sign: char, question: u32, at: i64) -> CareerAnswer {
    CareerAnswer {
        question,
        hard: matches!(sign, 'X' | 'x'),
        right: matches!(sign, '+' | 'h' | 'q' | 'X'),
        hinted: sign == 'h',
        skipped: sign == 's',
        millis: if sign == 'q' { 2_999 } else { 3_000 },
        at,
    }
}

fn millis(time: &str) -> i64 {
    time.parse::<Timestamp>().unwrap().as_millisecond()
}
