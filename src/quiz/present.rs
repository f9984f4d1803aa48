//! How each kind of question is presented, answered and judged.

use std::iter;

use super::answer::number::judge_number;
use super::answer::{Judgment, judge};
use super::choices::{arrange, pick_wrong, scramble};
use super::random::{generator, shuffle};
use crate::bank::hash::hash;
use crate::bank::{Body, Question};
use crate::text::normalize::normalize;

/// How a question is answered. Prompts draw and read keys by this, not by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One of the choices.
    Pick,
    /// True or false.
    Truth,
    /// Any number of the choices.
    Toggle,
    /// All of the items, in an order.
    Arrange,
    /// A line of text.
    Type,
}

/// What the player does with a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Positions in [`Presented::choices`], in the player's order.
    Places(Vec<usize>),
    Text(String),
    Hint,
    Skip,
    /// The clock has run out.
    TimeUp,
}

/// What a hint says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// The choices at these positions are wrong.
    Gone(Vec<usize>),
    /// The answer's first letters.
    Begins(String),
    /// This item comes first.
    First(usize),
    /// This many choices are right.
    Count(usize),
}

/// A question as it appears on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presented {
    pub question: Question,
    /// In the order shown: choices, "True" and "False", or the items to put in
    /// order; empty if the answer is typed.
    pub choices: Vec<String>,
    /// Positions in `choices`: the right one, or the right order of the items.
    pub key: Vec<usize>,
    /// The wrong positions that a hint rules out.
    pub weak: Vec<usize>,
}

/// The settings of a game that decide how its questions are presented.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rules {
    pub seed: u64,
    /// No choice gives away a later season.
    pub through: Option<u8>,
    /// Choice questions that allow it are asked without choices.
    pub typed: bool,
}

/// The longest answer, in words, that is asked without choices: people seldom write
/// a longer one the same way.
const MOST_WORDS: usize = 4;

/// Selects and orders what the player sees. Depends only on the question and the
/// rules, so that a resumed game shows the same.
#[must_use]
pub fn present(mut question: Question, rules: Rules) -> Presented {
    let mut rng = generator(rules.seed, hash(&question.id));
    let wrong = pick_wrong(&question, rules.through, &mut rng);
    if let Body::Choice { expected, .. } = &question.body
        && (wrong.is_empty() || (rules.typed && allows_typing(&question)))
    {
        question.body = Body::Typed(expected.clone());
    }
    let mut weak = Vec::new();
    let (choices, key) = match &question.body {
        Body::Choice { .. } => {
            let (choices, key) = arrange(&question, wrong, &mut rng);
            weak = (0..choices.len()).filter(|n| !key.contains(n)).collect();
            shuffle(&mut rng, &mut weak);
            weak.truncate(choices.len().saturating_sub(2));
            (choices, key)
        }
        Body::Several { .. } => arrange(&question, wrong, &mut rng),
        Body::TrueFalse { answer } => (
            vec!["True".to_owned(), "False".to_owned()],
            vec![usize::from(!answer)],
        ),
        Body::Order { items } => scramble(items, &mut rng),
        Body::Typed(_) | Body::Number(_) => (Vec::new(), Vec::new()),
    };
    Presented {
        question,
        choices,
        key,
        weak,
    }
}

/// Whether a choice question can be asked without its choices: it says so or does not
/// say otherwise, does not refer to them, and its answer is short and no wrong one equals
/// it when typed.
#[must_use]
pub fn allows_typing(question: &Question) -> bool {
    let (Some(answer), Some(true)) = (question.answer(), question.may_be_typed()) else {
        return false;
    };
    let answer = normalize(answer);
    let entries = question.list().map_or(&[][..], |(_, entries)| entries);
    let entries = entries.iter().map(|entry| &entry.text);
    let mut wrong = question.wrong().iter().chain(entries);
    let has_twin = wrong.any(|text| normalize(text) == answer);
    let asked = normalize(&question.ask);
    let points = ["of these", "of following", "following"];
    let is_pointing = points
        .iter()
        .any(|words| format!(" {asked} ").contains(&format!(" {words} ")));
    !is_pointing && !has_twin && answer.split(' ').count() <= MOST_WORDS
}

impl Presented {
    /// The length that a timed game's reading allowance is based on.
    #[must_use]
    pub fn characters(&self) -> usize {
        let choices: usize = self.choices.iter().map(|c| c.chars().count()).sum();
        self.question.ask.chars().count() + choices
    }

    #[must_use]
    pub fn form(&self) -> Form {
        match self.question.body {
            Body::Choice { .. } => Form::Pick,
            Body::TrueFalse { .. } => Form::Truth,
            Body::Order { .. } => Form::Arrange,
            Body::Several { .. } => Form::Toggle,
            Body::Typed(_) | Body::Number(_) => Form::Type,
        }
    }

    /// Whether only a number answers it.
    #[must_use]
    pub fn is_number(&self) -> bool {
        self.question.quantity().is_some()
    }

    /// The hint for this question. True-false and a choice of two have none, since it
    /// would be the answer; nor has a number, of which any digit would be most of it.
    #[must_use]
    pub fn hint(&self) -> Option<Hint> {
        match &self.question.body {
            Body::Choice { .. } if !self.weak.is_empty() => Some(Hint::Gone(self.weak.clone())),
            Body::Choice { .. } | Body::TrueFalse { .. } | Body::Number(_) => None,
            Body::Several { .. } => Some(Hint::Count(self.key.len())),
            Body::Order { .. } => self.key.first().map(|n| Hint::First(*n)),
            Body::Typed(expected) => Some(Hint::Begins(first_letters(&expected.answer))),
        }
    }

    /// Whether the hint has ruled out one of these positions.
    #[must_use]
    pub fn rules_out(&self, places: &[usize]) -> bool {
        places.iter().any(|place| self.weak.contains(place))
    }

    /// The right answer as a player reads it.
    #[must_use]
    pub fn answer(&self) -> String {
        match &self.question.body {
            Body::Typed(expected) => expected.answer.clone(),
            Body::Number(quantity) => quantity.text(),
            _ => self.shown(&self.key),
        }
    }

    /// The choices at these positions as one text.
    #[must_use]
    pub fn shown(&self, places: &[usize]) -> String {
        let texts = places.iter().filter_map(|n| self.choices.get(*n));
        texts.map(String::as_str).collect::<Vec<_>>().join("; ")
    }

    /// The positions whose choices make up this text, as [`told`](Self::told) writes it.
    #[must_use]
    pub fn taken(&self, given: &str) -> Vec<usize> {
        let places = 0..self.choices.len();
        let subsets = 1..1_usize << places.len();
        let chosen = |set: usize| -> Vec<usize> {
            let places = places.clone();
            places.filter(|n| set >> n & 1 == 1).collect()
        };
        let mut subsets = subsets.map(chosen);
        let taken = subsets.find(|places| self.takes(places) && self.shown(places) == given);
        taken.unwrap_or_default()
    }

    /// What a reply says as text; empty if it doesn't answer.
    #[must_use]
    pub fn told(&self, reply: &Reply) -> String {
        match reply {
            Reply::Places(places) if self.form() == Form::Toggle => {
                let mut places = places.clone();
                places.sort_unstable();
                self.shown(&places)
            }
            Reply::Places(places) => self.shown(places),
            Reply::Text(text) => text.trim().to_owned(),
            Reply::Hint | Reply::Skip | Reply::TimeUp => String::new(),
        }
    }

    /// Whether these positions can be an answer.
    #[must_use]
    pub fn takes(&self, places: &[usize]) -> bool {
        let mut sorted = places.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        let is_set = sorted.len() == places.len()
            && sorted.last().is_some_and(|last| *last < self.choices.len());
        is_set
            && match self.form() {
                Form::Pick | Form::Truth => places.len() == 1,
                Form::Toggle => true,
                Form::Arrange => places.len() == self.choices.len(),
                Form::Type => false,
            }
    }

    /// Whether a text can be an answer.
    #[must_use]
    pub fn reads(&self, text: &str) -> bool {
        let quantity = self.question.quantity();
        quantity.is_none_or(|quantity| judge_number(text, quantity) != Judgment::Unfit)
    }

    /// Judges a reply; a skip, and one after time ran out, is wrong. `names` returns the
    /// bank's other answers, normalized; it is only called for a typed text that is nearly
    /// right.
    pub fn judge(&self, reply: &Reply, names: impl FnOnce() -> Vec<String>) -> Judgment {
        match (reply, &self.question.body) {
            (Reply::Skip | Reply::TimeUp, _) => Judgment::Wrong,
            (Reply::Places(places), body) if self.takes(places) => {
                let mut places = places.clone();
                if matches!(body, Body::Several { .. }) {
                    places.sort_unstable();
                }
                if self.key == places {
                    Judgment::Right
                } else {
                    Judgment::Wrong
                }
            }
            (Reply::Text(text), Body::Number(quantity)) => judge_number(text, quantity),
            (Reply::Text(text), Body::Typed(expected)) => {
                judge(text, expected, iter::once_with(names).flatten())
            }
            _ => Judgment::Unfit,
        }
    }

    /// Whether the player may count a miss as right: a typed text may say the same in words
    /// that the bank does not know.
    #[must_use]
    pub fn is_debatable(&self) -> bool {
        matches!(self.question.body, Body::Typed(_))
    }
}

/// The first letter of each word: enough to jog the memory.
fn first_letters(answer: &str) -> String {
    let firsts = answer
        .split_whitespace()
        .filter_map(|word| word.chars().next());
    let letters: Vec<_> = firsts.map(|first| format!("{first}…")).collect();
    letters.join(" ")
}

#[cfg(test)]
mod tests;
