//! What the player has entered for the current question: arrow, order, typed line.

use dialoguer::console::Key;

use super::card::Card;
use super::edit::Edit;
use super::parse_line::{parse_line, place};
use super::prompter::Input;
use crate::quiz::{Form, Reply};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// The choice at the arrow; `None` at first, so that Enter alone does nothing.
    pub at: Option<usize>,
    /// Choices picked so far, or items in their order.
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
        if card.form() == Form::Type {
            return self.type_key(key, card);
        }
        let choices = card.choices();
        let picks = matches!(card.form(), Form::Toggle | Form::Arrange);
        let input = match key {
            Key::ArrowUp | Key::Char('k') => self.step(&choices, false),
            Key::ArrowDown | Key::Char('j') | Key::Tab => self.step(&choices, true),
            Key::Backspace | Key::Del if picks => {
                self.picked.pop();
                None
            }
            Key::Enter if card.form() == Form::Toggle => self.done(card),
            Key::Enter if picks && card.presented.takes(&self.picked) => self.done(card),
            Key::Enter | Key::Char(' ') => match self.at {
                Some(at) if picks => self.pick(at, card),
                at => at.map(|at| Input::Reply(Reply::Places(vec![at]))),
            },
            Key::Escape | Key::Char('\u{4}') => Some(Input::Stop),
            Key::Char(c) => {
                let line = c.to_lowercase().to_string();
                match place(&line, choices.len()) {
                    Some(at) if picks => self.pick(at, card),
                    _ => parse_line(&line, card),
                }
            }
            _ => None,
        };
        if let Some(Input::Reply(Reply::Places(places))) = &input
            && let [at] = places[..]
        {
            self.at = Some(at);
        }
        input
    }

    /// The picked choices or items as the answer.
    fn done(&mut self, card: &Card<'_>) -> Option<Input> {
        let is_answer = card.presented.takes(&self.picked);
        if !is_answer {
            "Pick at least one.".clone_into(&mut self.note);
        }
        is_answer.then(|| Input::Reply(Reply::Places(self.picked.clone())))
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
            let note = if line.starts_with(':') || !card.presented.is_number() {
                "Unknown command. Try :h, :s, :f or :q."
            } else {
                "Type a number."
            };
            note.clone_into(&mut self.note);
        }
        input
    }

    /// What to judge if time runs out now.
    pub fn reply(&self, card: &Card<'_>) -> Option<Reply> {
        match card.form() {
            Form::Toggle | Form::Arrange if card.presented.takes(&self.picked) => {
                Some(Reply::Places(self.picked.clone()))
            }
            Form::Type => match parse_line(self.line.text().trim(), card)? {
                Input::Reply(reply @ Reply::Text(_)) => Some(reply),
                _ => None,
            },
            _ => None,
        }
    }

    /// Picks a choice, or takes it back; of an order, the next item, and the last one
    /// automatically.
    fn pick(&mut self, at: usize, card: &Card<'_>) -> Option<Input> {
        let is_order = card.form() == Form::Arrange;
        match self.picked.iter().position(|picked| *picked == at) {
            Some(place) if !is_order => drop(self.picked.remove(place)),
            Some(_) => {}
            None => self.picked.push(at),
        }
        let items = card.presented.choices.len();
        if is_order && self.picked.len() + 1 == items {
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
    use crate::bank::Body;
    use crate::quiz::fixture::{presented, texts};

    #[test]
    fn what_is_picked_is_the_answer_when_time_runs_out() {
        let shown = presented(Body::Several {
            right: texts(&["a", "b"]),
            wrong: texts(&["c"]),
            fixed: None,
        });
        let card = Card::of(&shown);
        let mut selection = Selection::default();
        assert_eq!(selection.reply(&card), None);
        assert_eq!(selection.press(&Key::Enter, &card), None);
        assert_eq!(selection.note, "Pick at least one.");
        for key in ['3', '2', '1', '2'] {
            assert_eq!(selection.press(&Key::Char(key), &card), None);
        }
        let reply = Reply::Places(vec![2, 0]);
        assert_eq!(selection.reply(&card), Some(reply.clone()));
        let done = selection.press(&Key::Enter, &card);
        assert_eq!(done, Some(Input::Reply(reply)));
    }

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
