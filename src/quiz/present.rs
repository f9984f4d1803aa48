//! How a drawn question is put to the player: which choices, in which order.

use rand::Rng;

use super::random::{generator, shuffle};
use crate::bank::hash::hash;
use crate::bank::{Body, Distractors, ListEntry, Question};
use crate::text::normalise::normalise;

/// How many wrong answers stand beside the right one.
const WRONG: usize = 3;

/// A question as it stands on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presented {
    pub question: Question,
    /// What is offered, in the order shown: choices, "True" and "False", or the
    /// items to be put in order; empty where the answer is typed.
    pub choices: Vec<String>,
    /// Places in `choices`: the right one, or the right order of the items.
    pub key: Vec<usize>,
    /// Two wrong places that a hint takes away.
    pub weak: Vec<usize>,
}

/// What of a game decides how its questions are put.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rules {
    pub seed: u64,
    /// Nothing that gives away a later season is offered.
    pub through: Option<u8>,
    /// Choice questions that bear it are asked without choices.
    pub typed: bool,
}

/// The longest answer, in words, that is asked without choices: beyond it two
/// who mean the same seldom write the same.
const MOST_WORDS: usize = 4;

/// Chooses and arranges what the player sees. Depends only on the question and
/// the rules, so that a resumed game shows the same.
#[must_use]
pub fn present(question: Question, rules: Rules) -> Presented {
    let mut rng = generator(rules.seed, hash(&question.id));
    let wrong = match &question.body {
        Body::Choice { distractors, .. } => {
            pick_wrong(distractors, question.season, rules.through, &mut rng)
        }
        _ => Vec::new(),
    };
    let question = match &question.body {
        Body::Choice { .. } if wrong.is_empty() || (rules.typed && bears_typing(&question)) => {
            without_choices(question)
        }
        _ => question,
    };
    let (choices, key) = match &question.body {
        Body::Choice { answer, .. } => arrange(answer, wrong, &mut rng),
        Body::TrueFalse { answer } => (
            vec!["True".to_owned(), "False".to_owned()],
            vec![usize::from(!answer)],
        ),
        Body::Order { items } => scramble(items, &mut rng),
        Body::Typed { .. } => (Vec::new(), Vec::new()),
    };
    let mut weak = Vec::new();
    if matches!(question.body, Body::Choice { .. }) {
        weak = (0..choices.len()).filter(|n| !key.contains(n)).collect();
        shuffle(&mut rng, &mut weak);
        weak.truncate(choices.len().saturating_sub(2));
    }
    Presented {
        question,
        choices,
        key,
        weak,
    }
}

/// Whether a choice question can be asked without its choices: it does not point
/// at them, and its answer is short.
#[must_use]
pub fn bears_typing(question: &Question) -> bool {
    let Body::Choice { answer, .. } = &question.body else {
        return false;
    };
    let asked = normalise(&question.ask);
    let points = ["of these", "of following", "following"];
    let is_pointing = points
        .iter()
        .any(|words| format!(" {asked} ").contains(&format!(" {words} ")));
    !is_pointing && normalise(answer).split(' ').count() <= MOST_WORDS
}

/// The question as one whose answer is typed.
fn without_choices(mut question: Question) -> Question {
    if let Body::Choice { answer, accept, .. } = question.body {
        question.body = Body::Typed {
            answer,
            accept,
            more: Vec::new(),
        };
    }
    question
}

/// Three wrong answers. From a list those nearest in season come first, and none
/// above the ceiling, even where fewer than three are left.
fn pick_wrong(
    distractors: &Distractors,
    near: Option<u8>,
    through: Option<u8>,
    rng: &mut impl Rng,
) -> Vec<String> {
    match distractors {
        Distractors::Own(wrong) => {
            let mut wrong = wrong.clone();
            shuffle(rng, &mut wrong);
            wrong.truncate(WRONG);
            wrong
        }
        Distractors::List { entries, .. } => {
            let mut entries: Vec<&ListEntry> = entries.iter().map(AsRef::as_ref).collect();
            shuffle(rng, &mut entries);
            entries.retain(|entry| !matches!((entry.season, through), (Some(s), Some(t)) if s > t));
            entries.sort_by_key(|entry| match (entry.season, near) {
                (Some(season), Some(near)) => season.abs_diff(near),
                _ => u8::MAX,
            });
            let nearest = entries.into_iter().take(WRONG);
            nearest.map(|entry| entry.text.clone()).collect()
        }
    }
}

/// All choices in a random order, or in their own where they are numbers.
fn arrange(answer: &str, wrong: Vec<String>, rng: &mut impl Rng) -> (Vec<String>, Vec<usize>) {
    let mut choices = wrong;
    choices.push(answer.to_owned());
    shuffle(rng, &mut choices);
    if let Some(measured) = choices
        .iter()
        .map(|choice| measure(choice))
        .collect::<Option<Vec<_>>>()
        && measured.windows(2).all(|pair| pair[0].1 == pair[1].1)
    {
        let mut order: Vec<usize> = (0..choices.len()).collect();
        order.sort_by(|a, b| measured[*a].0.cmp(&measured[*b].0));
        choices = order.iter().map(|n| choices[*n].clone()).collect();
    }
    let key = choices.iter().position(|choice| choice == answer);
    (choices, key.into_iter().collect())
}

/// The numbers in a text, months counted as numbers, and what stands around
/// them: `June 10` and `May 8` are of a kind, and can be sorted.
fn measure(text: &str) -> Option<(Vec<u64>, String)> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let (mut numbers, mut frame) = (Vec::new(), String::new());
    let normal = normalise(text);
    if let Some(hours) = duration(&normal) {
        return Some((vec![hours], "duration".to_owned()));
    }
    for word in normal.split(' ') {
        if let Ok(number) = word.parse() {
            numbers.push(number);
            frame.push('#');
        } else if let Some(month) = MONTHS.iter().position(|month| *month == word) {
            numbers.push(month as u64);
            frame.push('@');
        } else {
            frame.push_str(word.trim_end_matches('s'));
            frame.push(' ');
        }
    }
    if frame.contains('@') {
        numbers = by_date(&frame, &numbers);
    }
    (!numbers.is_empty()).then_some((numbers, frame))
}

/// Year, month and day, whatever the order in which a date names them.
fn by_date(frame: &str, numbers: &[u64]) -> Vec<u64> {
    let marks = frame.chars().filter(|c| matches!(c, '#' | '@'));
    let mut date = [0; 3];
    for (mark, number) in marks.zip(numbers) {
        let part = match mark {
            '@' => 1,
            _ if *number > 31 => 0,
            _ => 2,
        };
        date[part] = *number;
    }
    date.to_vec()
}

/// Hours in a text such as `3 weeks` or `half a year`, already normalised.
fn duration(normal: &str) -> Option<u64> {
    const UNITS: [(&str, u64); 6] = [
        ("hour", 1),
        ("day", 24),
        ("week", 7 * 24),
        ("fortnight", 14 * 24),
        ("month", 30 * 24),
        ("year", 365 * 24),
    ];
    let (number, unit) = normal.split_once(' ')?;
    let unit = unit.strip_prefix("a ").unwrap_or(unit);
    let (_, hours) = UNITS
        .iter()
        .find(|(name, _)| unit.strip_suffix('s').unwrap_or(unit) == *name)?;
    match number {
        "half" => Some(hours / 2),
        _ => number.parse::<u64>().ok()?.checked_mul(*hours),
    }
}

/// The items in an order that is not the right one.
fn scramble(items: &[String], rng: &mut impl Rng) -> (Vec<String>, Vec<usize>) {
    let mut order: Vec<usize> = (0..items.len()).collect();
    while items.len() > 1 && order.is_sorted() {
        shuffle(rng, &mut order);
    }
    let choices = order.iter().map(|n| items[*n].clone()).collect();
    let key = (0..items.len())
        .filter_map(|item| order.iter().position(|n| *n == item))
        .collect();
    (choices, key)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::bank::Difficulty;

    fn question(body: Body) -> Question {
        Question {
            id: "q".into(),
            topic: "t".into(),
            season: Some(3),
            episode: None,
            difficulty: Difficulty::Easy,
            ask: "?".into(),
            because: None,
            source: Vec::new(),
            body,
        }
    }

    fn seeded(seed: u64) -> Rules {
        Rules {
            seed,
            ..Rules::default()
        }
    }

    fn choice(answer: &str, wrong: &[&str]) -> Question {
        question(Body::Choice {
            answer: answer.into(),
            distractors: Distractors::Own(wrong.iter().map(|w| (*w).into()).collect()),
            accept: Vec::new(),
        })
    }

    #[test]
    fn numbers_dates_and_seasons_stand_in_their_own_order() {
        let cases: [(&str, [&str; 3], [&str; 4]); 8] = [
            (
                "June 10, 2005",
                ["May 8, 2009", "March 3, 2011", "July 1, 2003"],
                [
                    "July 1, 2003",
                    "June 10, 2005",
                    "May 8, 2009",
                    "March 3, 2011",
                ],
            ),
            (
                "One week",
                ["Three months", "One day", "Half a year"],
                ["One day", "One week", "Three months", "Half a year"],
            ),
            ("10", ["9", "100", "2"], ["2", "9", "10", "100"]),
            (
                "season two",
                ["season 10", "Season 3", "season one"],
                ["season one", "season two", "Season 3", "season 10"],
            ),
            (
                "June 10",
                ["May 8", "June 9", "October 1"],
                ["May 8", "June 9", "June 10", "October 1"],
            ),
            (
                "1 month",
                ["3 months", "2 months", "12 months"],
                ["1 month", "2 months", "3 months", "12 months"],
            ),
            (
                "1,200",
                ["900", "1,000", "2,000"],
                ["900", "1,000", "1,200", "2,000"],
            ),
            (
                "twelve years",
                ["nine years", "ten years", "two years"],
                ["two years", "nine years", "ten years", "twelve years"],
            ),
        ];
        for (answer, wrong, sorted) in cases {
            let shown = present(choice(answer, &wrong), seeded(1));
            assert_eq!(shown.choices, sorted);
            assert_eq!(shown.choices[shown.key[0]], answer);
        }
    }

    #[test]
    fn other_choices_come_in_every_order() {
        let orders: BTreeSet<_> = (0..500)
            .map(|seed| present(choice("a", &["b", "c", "d"]), seeded(seed)).choices)
            .collect();
        assert_eq!(orders.len(), 24);
    }

    #[test]
    fn three_of_the_wrong_answers_are_drawn_and_a_hint_takes_two() {
        let mut drawn = BTreeSet::new();
        for seed in 0..200 {
            let shown = present(choice("a", &["b", "c", "d", "e", "f"]), seeded(seed));
            assert_eq!(shown.choices.len(), 4);
            assert_eq!(shown.choices[shown.key[0]], "a");
            assert_eq!(shown.weak.len(), 2);
            assert!(!shown.weak.contains(&shown.key[0]));
            drawn.extend(shown.choices);
        }
        assert_eq!(drawn.len(), 6);
    }

    #[test]
    fn list_entries_near_the_season_come_first_and_spoilers_last() {
        let entry = |text: &str, season| ListEntry {
            text: text.into(),
            season,
            accept: Vec::new(),
        };
        let listed = |entries: Vec<ListEntry>| {
            question(Body::Choice {
                answer: "right".into(),
                distractors: Distractors::List {
                    name: "l".into(),
                    not: Vec::new(),
                    entries: entries.into_iter().map(Into::into).collect(),
                },
                accept: Vec::new(),
            })
        };
        let entries = vec![
            entry("none", None),
            entry("s9", Some(9)),
            entry("s3", Some(3)),
            entry("s4", Some(4)),
            entry("s1", Some(1)),
        ];
        let texts = |through| {
            let rules = Rules {
                through,
                ..seeded(5)
            };
            let mut shown = present(listed(entries.clone()), rules).choices;
            shown.sort();
            shown
        };
        assert_eq!(texts(None), ["right", "s1", "s3", "s4"]);
        assert_eq!(texts(Some(3)), ["none", "right", "s1", "s3"]);
        assert_eq!(texts(Some(2)), ["none", "right", "s1"]);
        let all_spoil = present(
            listed(vec![entry("s9", Some(9))]),
            Rules {
                through: Some(3),
                ..seeded(1)
            },
        );
        assert_eq!(all_spoil.question.body.kind(), crate::bank::Kind::Typed);
    }

    #[test]
    fn items_are_never_shown_in_the_right_order() {
        let items: Vec<String> = ["a", "b", "c"].map(String::from).to_vec();
        for seed in 0..100 {
            let shown = present(
                question(Body::Order {
                    items: items.clone(),
                }),
                seeded(seed),
            );
            assert_ne!(shown.choices, items);
            let put: Vec<_> = shown
                .key
                .iter()
                .map(|n| shown.choices[*n].clone())
                .collect();
            assert_eq!(put, items);
        }
    }

    #[test]
    fn short_answers_to_questions_that_point_at_no_choices_are_typed() {
        let cases = [
            ("Who is it?", "Jim", true),
            ("Where is it?", "At the front desk", true),
            ("Why is it?", "Because he is not over Pam", false),
            ("Which of these is it?", "Jim", false),
            ("Which of the following is it?", "Jim", false),
        ];
        for (ask, answer, is_typed) in cases {
            let mut asked = choice(answer, &["b", "c", "d"]);
            asked.ask = ask.into();
            let rules = |typed| Rules { typed, ..seeded(1) };
            let kind = |rules| present(asked.clone(), rules).question.body.kind();
            assert_eq!(
                kind(rules(true)) == crate::bank::Kind::Typed,
                is_typed,
                "{ask}"
            );
            assert_eq!(kind(rules(false)), crate::bank::Kind::Choice);
        }
    }

    #[test]
    fn true_and_false_keep_their_places() {
        for answer in [true, false] {
            let shown = present(question(Body::TrueFalse { answer }), seeded(3));
            assert_eq!(shown.choices, ["True", "False"]);
            assert_eq!(shown.key, [usize::from(!answer)]);
        }
    }
}
