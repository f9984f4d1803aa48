//! What the player has entered for the current question: arrow, order, typed line.

use dialoguer::console::Key;

use super::card::Card;
use super::edit::Edit;
use super::parse_line::{parse_line, place};
use super::prompter::Input;
use crate::bank::Kind;
use crate::quiz::Reply;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// The choice at the arrow; `None` at first, so that Enter alone does nothing.
    pub at: Option<usize>,
    /// Items picked so far, in order questions.
    pub picked: Vec<usize>,
    /// The text typed so far, in typed questions.
    pub line: Edit,
    /// What happened last.
    pub note: String,
}

impl Selection {
    /// Handles a key. Returns what it does besides changing the selection.
    pub fn press(&mut self, key: &Key, card: &Card<'_>) -> Option<Input> {
        self.note.clear();
        if card.kind() == Kind::Typed {
            return self.type_key(key, card);
        }
        let choices = card.choices();
        let is_order = card.kind() == Kind::Order;
        let input = match key {
            Key::ArrowUp | Key::Char('k') => self.step(&choices, false),
            Key::ArrowDown | Key::Char('j') | Key::Tab => self.step(&choices, true),
            Key::Backspace | Key::Del if is_order => {
                self.picked.pop();
                None
            }
            Key::Enter if is_order && self.picked.len() == choices.len() => {
                Some(Input::Reply(Reply::Order(self.picked.clone())))
            }
            Key::Enter | Key::Char(' ') => match self.at {
                Some(at) if is_order => self.pick(at, choices.len()),
                at => at.map(|at| Input::Reply(Reply::Choice(at))),
            },
            Key::Escape | Key::Char('\u{4}') => Some(Input::Stop),
            Key::Char(c) => {
                let line = c.to_lowercase().to_string();
                match place(&line, choices.len()) {
                    Some(at) if is_order => self.pick(at, choices.len()),
                    _ => parse_line(&line, card),
                }
            }
            _ => None,
        };
        if let Some(Input::Reply(Reply::Choice(at))) = input {
            self.at = Some(at);
        }
        input
    }

    fn type_key(&mut self, key: &Key, card: &Card<'_>) -> Option<Input> {
        match key {
            Key::Enter => {}
            Key::Escape => return Some(Input::Stop),
            key => {
                self.line.press(key);
                return None;
            }
        }
        let line = self.line.text();
        let line = Some(line.trim()).filter(|line| !line.is_empty())?;
        let input = parse_line(line, card);
        // Keep an answer in sight; clear a command.
        if !matches!(input, Some(Input::Reply(Reply::Text(_)))) {
            self.line = Edit::default();
        }
        if input.is_none() {
            "Unknown command. Try :h, :s, :f or :q.".clone_into(&mut self.note);
        }
        input
    }

    /// What to judge if time runs out now.
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

    /// Picks the next item of an order, and the last one automatically.
    fn pick(&mut self, item: usize, items: usize) -> Option<Input> {
        if !self.picked.contains(&item) {
            self.picked.push(item);
        }
        if self.picked.len() + 1 == items {
            let last = (0..items).find(|n| !self.picked.contains(n));
            self.picked.extend(last);
        }
        None
    }

    /// Moves to the next or previous open choice, wrapping around.
    fn step(&mut self, choices: &[Option<String>], down: bool) -> Option<Input> {
        let len = choices.len();
        let mut at = self.at.unwrap_or(if down { len - 1 } else { 0 });
        for _ in 0..len {
            at = if down { at + 1 } else { at + len - 1 } % len;
            if choices[at].is_some() {
                self.at = Some(at);
                break;
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_wrap_around_the_open_choices() {
        let choices = [Some(String::new()), None, Some(String::new())];
        let cases = [
            (None, true, 0),
            (None, false, 2),
            (Some(0), true, 2),
            (Some(2), true, 0),
            (Some(0), false, 2),
            (Some(1), true, 2),
        ];
        for (at, down, expected) in cases {
            let mut selection = Selection {
                at,
                ..Selection::default()
            };
            selection.step(&choices, down);
            assert_eq!(selection.at, Some(expected), "{at:?} {down}");
        }
    }
}
