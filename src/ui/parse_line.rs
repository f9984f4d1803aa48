//! What a typed line means.

use super::card::Card;
use super::prompter::Input;
use crate::quiz::{Form, Reply};

/// What a line means for this question; `None` if it cannot be an answer.
pub fn parse_line(line: &str, card: &Card<'_>) -> Option<Input> {
    let (presented, form) = (card.presented, card.form());
    let expected = presented.question.expected();
    if form == Form::Type && expected.is_some_and(|expected| expected.is_written(line)) {
        return Some(Input::Reply(Reply::Text(line.to_owned())));
    }
    let lower = line.to_lowercase();
    let command = match line.strip_prefix(':') {
        None if form == Form::Type => "",
        command => command.unwrap_or(line),
    };
    if let Some(flag) = flag(command, card) {
        return Some(flag);
    }
    match command.to_lowercase().as_str() {
        "?" | "help" => return Some(Input::Help),
        "r" | "right" if card.disputable => return Some(Input::WasRight),
        "h" | "hint" => return Some(Input::Reply(Reply::Hint)),
        "s" | "skip" => return Some(Input::Reply(Reply::Skip)),
        "q" | "quit" => return Some(Input::Stop),
        _ => {}
    }
    let places = match form {
        Form::Type if line == "?" => return Some(Input::Help),
        Form::Type if line.is_empty() || line.starts_with(':') => return None,
        // Meant for a question with choices.
        Form::Type if is_key(&lower) && presented.answer().chars().count() > 1 => return None,
        Form::Type if !presented.reads(line) => return None,
        Form::Type => return Some(Input::Reply(Reply::Text(line.to_owned()))),
        Form::Truth => vec![match lower.as_str() {
            "t" | "true" | "1" => 0,
            "f" | "false" | "2" => 1,
            _ => return None,
        }],
        Form::Pick | Form::Toggle | Form::Arrange => places(&lower, presented.choices.len())?,
    };
    let is_gone = card.hinted && presented.rules_out(&places);
    let is_open = !is_gone && presented.takes(&places);
    is_open.then_some(Input::Reply(Reply::Places(places)))
}

/// A key that is a command in the other kinds of question.
fn is_key(line: &str) -> bool {
    matches!(line, "h" | "s" | "q" | "f" | "p" | "r" | "!")
}

/// `f`, `!` or `p` for the question before, perhaps with a note.
fn flag(line: &str, card: &Card<'_>) -> Option<Input> {
    let (word, note) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let previous = match word {
        "!" => false,
        "f" | "F" if card.form() != Form::Truth => false,
        "p" | "P" if card.number() > 1 => true,
        _ => return None,
    };
    let note = note.trim().to_owned();
    Some(Input::Flag { previous, note })
}

/// A number from 1, or a letter from `a`, as a place from 0.
pub fn place(text: &str, len: usize) -> Option<usize> {
    let mut chars = text.chars();
    let place = match (chars.next(), chars.next()) {
        (Some(c @ 'a'..='z'), None) => c as usize - 'a' as usize,
        (Some('1'..='9'), _) => text.parse::<usize>().ok()?.checked_sub(1)?,
        _ => return None,
    };
    (place < len).then_some(place)
}

/// `3 1 2`, `3,1,2`, `312` or `c a b` as places from 0.
fn places(text: &str, len: usize) -> Option<Vec<usize>> {
    let items = text.chars().filter(|c| !c.is_whitespace() && *c != ',');
    items.map(|c| place(&c.to_string(), len)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::bank::{Body, Distractors, Expected};
    use crate::quiz::answer::{Judgment, judge};
    use crate::quiz::fixture::question;
    use crate::quiz::{Presented, Rules, present};
    use crate::text::normalize::normalize;

    fn presented(body: Body) -> Presented {
        let rules = Rules {
            typed: true,
            ..Rules::default()
        };
        present(question(body), rules)
    }

    fn parsed(line: &str, presented: &Presented) -> Option<Input> {
        let card = Card {
            disputable: true,
            ..Card::of(presented)
        };
        parse_line(line, &card)
    }

    #[test]
    fn an_accepted_answer_comes_before_a_command() {
        let expected = Expected {
            answer: "Sulfur".into(),
            accept: [":q", "S", "?"].map(str::to_owned).to_vec(),
            ..Expected::default()
        };
        let shown = presented(Body::Typed(expected));
        for line in [":q", ":Q", "S", "s", "?"] {
            let reply = Input::Reply(Reply::Text(line.to_owned()));
            assert_eq!(parsed(line, &shown), Some(reply));
        }
        assert_eq!(parsed(":quit", &shown), Some(Input::Stop));
        assert_eq!(parsed(":s", &shown), Some(Input::Reply(Reply::Skip)));
        assert_eq!(parsed("q", &shown), None);
    }

    proptest! {
        #[test]
        fn any_answer_typed_exactly_is_right(
            texts in prop::collection::vec(
                "[A-Za-z0-9:!?+.<>=é٣ -]{1,6}|[IVX]{1,4}|[0-9]{1,3}[., ][0-9]{3}|\\PC{1,12}"
                    .prop_filter("has content", |text| !normalize(text).is_empty()),
                1..4,
            ),
            rivals in prop::collection::vec("\\PC{0,4}", 0..3),
            exact: bool,
            is_choice: bool,
        ) {
            let expected = Expected {
                answer: texts[0].trim().into(),
                accept: texts[1..].to_vec(),
                more: Vec::new(),
                rivals,
                exact,
            };
            let wrong = ["other 1", "other 2", "other 3"].map(str::to_owned).to_vec();
            let shown = presented(if is_choice {
                Body::Choice {
                    expected: expected.clone(),
                    distractors: Distractors::Own(wrong),
                    fixed: None,
                    typed: true,
                }
            } else {
                Body::Typed(expected.clone())
            });
            // A long answer keeps its choices.
            prop_assume!(shown.form() == Form::Type);
            for text in &texts {
                let line = text.trim().to_owned();
                let input = parsed(&line, &shown);
                prop_assert_eq!(input, Some(Input::Reply(Reply::Text(line.clone()))));
                prop_assert_eq!(judge(&line, &expected, ["other 1"]), Judgment::Right);
            }
        }
    }

    #[test]
    fn places_are_numbers_or_letters() {
        let cases = [
            ("1", Some(0)),
            ("4", Some(3)),
            ("5", None),
            ("0", None),
            ("-1", None),
            ("a", Some(0)),
            ("d", Some(3)),
            ("e", None),
            ("", None),
            ("ab", None),
            ("1.", None),
            ("+1", None),
            ("01", None),
            ("99999999999999999999", None),
        ];
        for (text, expected) in cases {
            assert_eq!(place(text, 4), expected, "{text:?}");
        }
    }

    #[test]
    fn orders_name_each_item_once() {
        let items = ["x", "y", "z"].map(str::to_owned).to_vec();
        let shown = presented(Body::Order { items });
        let cases: [(&str, Option<&[usize]>); 9] = [
            ("3 1 2", Some(&[2, 0, 1])),
            ("3,1,2", Some(&[2, 0, 1])),
            ("312", Some(&[2, 0, 1])),
            ("c a b", Some(&[2, 0, 1])),
            ("cab", Some(&[2, 0, 1])),
            ("1 1 2", None),
            ("1 2", None),
            ("1 2 3 4", None),
            ("", None),
        ];
        for (text, expected) in cases {
            let reply = expected.map(|places| Input::Reply(Reply::Places(places.to_vec())));
            assert_eq!(parsed(text, &shown), reply, "{text:?}");
        }
    }
}
