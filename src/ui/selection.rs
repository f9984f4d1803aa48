//! What the player has done about the current question: arrow, order, typed line.

use dialoguer::console::Key;

use super::card::Card;
use super::edit::{Edit, Pressed};
use super::parse_line::parse_line;
use super::prompter::Input;
use crate::bank::Kind;
use crate::quiz::Reply;

/// The current question is flagged; the note is still to be asked for.
const FLAG: Input = Input::Flag {
    previous: false,
    note: None,
};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// The choice at the arrow; none at first, so that Enter alone does nothing.
    pub at: Option<usize>,
    /// Items picked so far, in order questions.
    pub picked: Vec<usize>,
    /// The text typed so far, in typed questions.
    pub line: Edit,
}

/// What a key did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// The question stays, perhaps with another selection.
    Stay,
    Do(Input),
    /// The typed line is none of the commands.
    Unknown,
}

impl Selection {
    pub fn press(&mut self, key: &Key, card: &Card<'_>) -> Act {
        if card.kind() == Kind::Typed {
            return self.type_key(key, card);
        }
        let choices = card.choices();
        let open: Vec<usize> = (0..choices.len())
            .filter(|n| choices[*n].is_some())
            .collect();
        let is_order = card.kind() == Kind::Order;
        let act = match key {
            Key::ArrowUp | Key::Char('k') => {
                self.at = step(&open, self.at, false);
                None
            }
            Key::ArrowDown | Key::Char('j') | Key::Tab => {
                self.at = step(&open, self.at, true);
                None
            }
            Key::Backspace | Key::Del if is_order => {
                self.picked.pop();
                None
            }
            Key::Enter if is_order && self.picked.len() == open.len() => self.order(open.len()),
            Key::Enter | Key::Char(' ') => {
                self.at.and_then(|at| self.choose(at, is_order, open.len()))
            }
            Key::Escape | Key::Char('q' | 'Q' | '\u{4}') => Some(Input::Stop),
            Key::Char('h' | 'H') => Some(Input::Reply(Reply::Hint)),
            Key::Char('s' | 'S') => Some(Input::Reply(Reply::Skip)),
            Key::Char('?') => Some(Input::Help),
            Key::Char('!') => Some(FLAG),
            Key::Char(c) if card.kind() == Kind::TrueFalse && "tTfF".contains(*c) => {
                self.choose(usize::from(!"tT".contains(*c)), false, 2)
            }
            Key::Char('f' | 'F') => Some(FLAG),
            Key::Char(c) => place_of(*c)
                .filter(|place| open.contains(place))
                .and_then(|place| self.choose(place, is_order, open.len())),
            _ => None,
        };
        act.map_or(Act::Stay, Act::Do)
    }

    fn type_key(&mut self, key: &Key, card: &Card<'_>) -> Act {
        match self.line.press(key) {
            Pressed::On => Act::Stay,
            Pressed::Escape => Act::Do(Input::Stop),
            Pressed::End => Act::Do(Input::End),
            Pressed::Done => {
                let line = self.line.text();
                let line = line.trim();
                match parse_line(line, card) {
                    Some(input) => {
                        // An answer stays to be read; a command has been obeyed.
                        if !matches!(input, Input::Reply(Reply::Text(_))) {
                            self.line = Edit::default();
                        }
                        Act::Do(input)
                    }
                    None if line.is_empty() => Act::Stay,
                    None => {
                        self.line = Edit::default();
                        Act::Unknown
                    }
                }
            }
        }
    }

    /// What would be judged if the time were up now.
    #[must_use]
    pub fn reply(&self, card: &Card<'_>) -> Option<Reply> {
        match card.kind() {
            Kind::Order if self.picked.len() == card.presented.choices.len() => {
                Some(Reply::Order(self.picked.clone()))
            }
            Kind::Typed => match parse_line(self.line.text().trim(), card)? {
                Input::Reply(reply @ Reply::Text(_)) => Some(reply),
                _ => None,
            },
            _ => None,
        }
    }

    fn order(&self, items: usize) -> Option<Input> {
        let is_whole = self.picked.len() == items;
        is_whole.then(|| Input::Reply(Reply::Order(self.picked.clone())))
    }

    /// Takes a choice, or the next item of an order; the last item needs no key.
    fn choose(&mut self, place: usize, is_order: bool, items: usize) -> Option<Input> {
        if !is_order {
            self.at = Some(place);
            return Some(Input::Reply(Reply::Choice(place)));
        }
        if !self.picked.contains(&place) {
            self.picked.push(place);
        }
        if self.picked.len() + 1 == items {
            let last = (0..items).find(|n| !self.picked.contains(n));
            self.picked.extend(last);
        }
        None
    }
}

/// `1` to `9` and `a` to `i` as places from 0.
fn place_of(c: char) -> Option<usize> {
    let c = c.to_ascii_lowercase();
    match c {
        '1'..='9' => Some(c as usize - '1' as usize),
        'a'..='i' => Some(c as usize - 'a' as usize),
        _ => None,
    }
}

/// The next or the previous open choice, round and round.
fn step(open: &[usize], at: Option<usize>, down: bool) -> Option<usize> {
    let len = open.len();
    let here = at.and_then(|at| open.iter().position(|n| *n == at));
    let next = match (here, down) {
        (None, true) => 0,
        (None, false) => len.checked_sub(1)?,
        (Some(here), true) => (here + 1) % len,
        (Some(here), false) => (here + len - 1) % len,
    };
    open.get(next).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_go_round_the_open_choices() {
        let open = [0, 2, 3];
        let cases = [
            (None, true, Some(0)),
            (None, false, Some(3)),
            (Some(0), true, Some(2)),
            (Some(3), true, Some(0)),
            (Some(0), false, Some(3)),
            (Some(1), true, Some(0)),
        ];
        for (at, down, expected) in cases {
            assert_eq!(step(&open, at, down), expected, "{at:?} {down}");
        }
        assert_eq!(step(&[], None, true), None);
        assert_eq!(step(&[], None, false), None);
    }
}
