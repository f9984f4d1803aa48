//! What keys do to a question on a terminal.

use dialoguer::console::Key;

use super::{Card, Input};
use crate::bank::Kind;
use crate::quiz::Reply;

/// The question that stands is flagged; the note is asked for.
const FLAG: Input = Input::Flag {
    previous: false,
    note: None,
};

/// Where the player's hand is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hand {
    /// The choice under the arrow; none at first, so that Enter alone does nothing.
    pub at: Option<usize>,
    /// Items picked so far, in order questions.
    pub picked: Vec<usize>,
}

impl Hand {
    /// What a key does; `None` where the question goes on standing.
    pub fn press(&mut self, key: &Key, card: &Card<'_>) -> Option<Input> {
        let open: Vec<usize> = {
            let choices = card.choices();
            (0..choices.len())
                .filter(|n| choices[*n].is_some())
                .collect()
        };
        let is_order = card.kind() == Kind::Order;
        match key {
            Key::ArrowUp | Key::Char('k') => self.at = step(&open, self.at, false),
            Key::ArrowDown | Key::Char('j') | Key::Tab => self.at = step(&open, self.at, true),
            Key::Backspace | Key::Del if is_order => {
                self.picked.pop();
            }
            Key::Enter if is_order && self.picked.len() == open.len() => {
                return Some(Input::Reply(Reply::Order(self.picked.clone())));
            }
            Key::Enter | Key::Char(' ') if self.at.is_some() => {
                return self.at.and_then(|at| self.choose(at, is_order, open.len()));
            }
            Key::Escape | Key::Char('q' | 'Q' | '\u{4}') => return Some(Input::Stop),
            Key::Char('h' | 'H') => return Some(Input::Reply(Reply::Hint)),
            Key::Char('s' | 'S') => return Some(Input::Reply(Reply::Skip)),
            Key::Char('!') => return Some(FLAG),
            Key::Char('p' | 'P') if card.number > 1 => {
                return Some(Input::Flag {
                    previous: true,
                    note: None,
                });
            }
            Key::Char(c) if card.kind() == Kind::TrueFalse && "tTfF".contains(*c) => {
                self.at = Some(usize::from(!"tT".contains(*c)));
                return self.at.map(|at| Input::Reply(Reply::Choice(at)));
            }
            Key::Char('f' | 'F') => return Some(FLAG),
            Key::Char(c) => {
                let place = place_of(*c).filter(|place| open.contains(place))?;
                return self.choose(place, is_order, open.len());
            }
            _ => {}
        }
        None
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
            self.picked
                .extend((0..items).find(|n| !self.picked.contains(n)));
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
