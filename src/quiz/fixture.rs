//! Questions for tests.

use super::present::{Presented, Rules, present};
use crate::bank::{Body, Difficulty, Distractors, Expected, Question};

/// A question that asks for this.
pub fn question(body: Body) -> Question {
    Question {
        id: "q".into(),
        topic: "t".into(),
        season: Some(3),
        episode: None,
        difficulty: Difficulty::Easy,
        ask: "Who?".into(),
        because: None,
        source: Vec::new(),
        body,
    }
}

/// As a game presents it.
pub fn presented(body: Body) -> Presented {
    present(question(body), Rules::default())
}

pub fn expected(answer: &str) -> Expected {
    Expected {
        answer: answer.into(),
        ..Expected::default()
    }
}

pub fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

pub fn choice(answer: &str, wrong: &[&str]) -> Body {
    Body::Choice {
        expected: expected(answer),
        distractors: Distractors::Own(texts(wrong)),
        fixed: None,
        typed: true,
    }
}
