//! What a typed line means.

use super::card::Card;
use super::prompter::Input;
use crate::bank::Kind;
use crate::quiz::Reply;
use crate::quiz::session::is_permutation;

/// What a line means for this question; `None` if it cannot be an answer.
pub fn parse_line(line: &str, card: &Card<'_>) -> Option<Input> {
    let kind = card.kind();
    let lower = line.to_lowercase();
    let command = match line.strip_prefix(':') {
        None if kind == Kind::Typed => "",
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
    let choices = card.choices();
    let reply = match kind {
        Kind::Choice => {
            let place = place(&lower, choices.len())?;
            choices[place].as_ref()?;
            Reply::Choice(place)
        }
        Kind::TrueFalse => match lower.as_str() {
            "t" | "true" | "1" => Reply::Choice(0),
            "f" | "false" | "2" => Reply::Choice(1),
            _ => return None,
        },
        Kind::Order => Reply::Order(order(&lower, choices.len())?),
        Kind::Typed if line == "?" => return Some(Input::Help),
        Kind::Typed if line.is_empty() || line.starts_with(':') => return None,
        // Meant for a question with choices; no answer of more letters is lost.
        Kind::Typed if is_key(&lower) && card.presented.answer().chars().count() > 1 => {
            return None;
        }
        Kind::Typed => Reply::Text(line.to_owned()),
    };
    Some(Input::Reply(reply))
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
        "f" | "F" if card.kind() != Kind::TrueFalse => false,
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

/// `3 1 2`, `3,1,2`, `312` or `c a b`: every place once.
fn order(text: &str, len: usize) -> Option<Vec<usize>> {
    let items = text.chars().filter(|c| !c.is_whitespace() && *c != ',');
    let places = items.map(|c| place(&c.to_string(), len));
    let places: Option<Vec<_>> = places.collect();
    places.filter(|places| is_permutation(places, len))
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(order(text, 3).as_deref(), expected, "{text:?}");
        }
    }
}
