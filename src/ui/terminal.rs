//! A real terminal: one key a question, arrows, menus.
//!
//! Long text is printed and wrapped here, each row by itself, since dialoguer
//! leaves stale rows behind prompts and items that are wider than the window.
//! Lines are edited and menus drawn here, too, in dialoguer's look: its own know
//! no time limit, and do not bear a window that changes.

mod rows;

use std::fmt::Write as _;
use std::time::Duration;

use dialoguer::Confirm;
use dialoguer::console::{Key, Term};

use super::edit::{Edit, Pressed};
use super::fit::unbroken;
use super::frame::{Frame, Spot};
use super::hand::Hand;
use super::keys::{self, Event, Keys};
use super::menu::{Chosen, Place};
use super::reading::read_line;
use super::signals::Signals;
use super::theme::theme;
use super::{Card, Input, Menu, PromptError, Prompter, Style};
use crate::bank::Kind;
use crate::quiz::Reply;
use crate::text::printable::Printable;

const INDENT: &str = "  ";
const ANSWER: &str = "Your answer";
const NOTE: &str = "What is wrong with it? (Enter for no note)";

pub struct Terminal {
    term: Term,
    style: Style,
    keys: Keys,
    /// What stands below the question's text.
    frame: Frame,
    /// What the player has done about the question that stands.
    hand: Hand,
    /// What was said last about the question that stands.
    note: String,
}

/// What stands below the choices.
#[derive(Debug, Clone, Copy)]
enum Below<'a> {
    /// The question stands.
    Keys { note: &'a str },
    /// The player writes a line.
    Line { note: &'a str, line: &'a Line },
    /// It has been answered.
    Nothing,
    /// It has been judged.
    Judged { skipped: bool },
}

/// A line that the player writes, behind its prompt.
#[derive(Debug, Clone)]
struct Line {
    prompt: String,
    edit: Edit,
}

impl Line {
    fn new(prompt: &str) -> Self {
        Self {
            prompt: prompt.to_owned(),
            edit: Edit::default(),
        }
    }
}

/// What ended a wait.
enum Waited {
    Key(Key),
    TimeUp,
    /// There will be no more keys.
    End,
}

impl Terminal {
    #[must_use]
    pub fn new(style: Style, signals: Signals) -> Self {
        let term = Term::stderr();
        Self {
            keys: Keys::new(term.clone(), signals),
            term,
            style,
            frame: Frame::default(),
            hand: Hand::default(),
            note: String::new(),
        }
    }

    /// Whether a terminal of this kind and size can carry the prompts.
    #[must_use]
    pub fn is_usable(term: Option<&str>) -> bool {
        let (rows, columns) = Term::stderr().size_checked().unwrap_or((24, 80));
        term.is_some_and(|term| !term.is_empty() && term != "dumb") && rows >= 6 && columns >= 20
    }

    fn print(&self, text: &str) {
        // What cannot be shown is lost; the answers are kept all the same.
        let _ = self.term.write_str(text);
    }

    /// Draws them over those drawn before.
    fn redraw(&mut self, card: &Card<'_>, below: Below<'_>) {
        let (rows, spot) = self.rows_of(card, below);
        self.draw(card, rows, spot);
    }

    fn draw(&mut self, card: &Card<'_>, rows: Vec<String>, spot: Option<Spot>) {
        if !self.frame.is_whole(&self.term) {
            // Rows may have been wrapped anew or scrolled away: only a fresh
            // copy below is sure to be whole.
            self.frame.leave(&self.term);
            self.head(card);
        }
        self.frame.draw(&self.term, rows, spot);
    }

    fn head(&self, card: &Card<'_>) {
        let mut text = String::from("\n");
        for row in self.rows(
            &unbroken(&card.status(), self.style.sign("·")),
            INDENT,
            INDENT,
        ) {
            let _ = writeln!(text, "{}", self.style.faint(&row));
        }
        text.push('\n');
        for row in self.rows(&card.ask(), INDENT, INDENT) {
            let _ = writeln!(text, "{}", self.style.strong(&row));
        }
        text.push('\n');
        self.print(&text);
    }

    /// Waits for a key, or for the end of the card's time. Meanwhile the
    /// countdown runs, and the question is drawn again where the window changes.
    fn wait(&mut self, card: &Card<'_>, below: Below<'_>) -> Result<Waited, PromptError> {
        loop {
            if card.countdown.is_some_and(|countdown| countdown.is_over()) {
                return Ok(Waited::TimeUp);
            }
            match self.next(card.countdown.map(|countdown| countdown.until_change()))? {
                Event::Key(key) => return Ok(Waited::Key(key)),
                Event::End => return Ok(Waited::End),
                // Where the question does not fit, each tick would print it anew.
                Event::Time if !self.frame.is_whole(&self.term) => {}
                _ => self.redraw(card, below),
            }
        }
    }

    /// As [`Keys::next`]; after a stop what stands must be drawn below whatever
    /// came meanwhile.
    fn next(&mut self, limit: Option<Duration>) -> Result<Event, PromptError> {
        let event = self.keys.next(limit)?;
        #[cfg(unix)]
        match event {
            Event::Suspend => {
                self.frame.leave(&self.term);
                self.keys.suspend();
            }
            Event::Continued => {
                self.frame.leave(&self.term);
                self.keys.resume();
            }
            _ => {}
        }
        Ok(event)
    }

    /// Waits for a key under rows that stand alone.
    fn key_under(
        &mut self,
        rows: impl Fn(&Self) -> (Vec<String>, Option<Spot>),
    ) -> Result<Event, PromptError> {
        loop {
            if !self.frame.is_whole(&self.term) {
                self.frame.leave(&self.term);
            }
            let (drawn, spot) = rows(self);
            self.frame.draw(&self.term, drawn, spot);
            match self.next(None) {
                Ok(event @ (Event::Key(_) | Event::End)) => return Ok(event),
                Ok(_) => {}
                Err(error) => {
                    self.frame.leave(&self.term);
                    return Err(error);
                }
            }
        }
    }

    /// A line below the question.
    fn line(&mut self, card: &Card<'_>, prompt: &str, note: &str) -> Result<Written, PromptError> {
        let mut line = Line::new(prompt);
        loop {
            self.redraw(card, Below::Line { note, line: &line });
            let key = match self.wait(card, Below::Line { note, line: &line })? {
                Waited::Key(key) => key,
                Waited::TimeUp => return Ok(Written::TimeUp(line.edit.text())),
                Waited::End => return Ok(Written::End),
            };
            match line.edit.press(&key) {
                Pressed::On => {}
                Pressed::Done => return Ok(Written::Text(line.edit.text())),
                Pressed::Escape => return Ok(Written::Nothing),
                Pressed::End => return Ok(Written::End),
            }
        }
    }

    fn typed(&mut self, card: &Card<'_>) -> Result<Input, PromptError> {
        let mut note = std::mem::take(&mut self.note);
        loop {
            let line = match self.line(card, ANSWER, &note)? {
                Written::Text(line) => line,
                Written::Nothing => return Ok(Input::Stop),
                Written::End => return Ok(Input::End),
                Written::TimeUp(_) => return Ok(Input::Reply(Reply::TimeUp)),
            };
            match read_line(line.trim(), card) {
                Some(input) => return Ok(input),
                None if line.trim().is_empty() => note.clear(),
                None => "That is no command here.".clone_into(&mut note),
            }
        }
    }

    fn pressed(&mut self, card: &Card<'_>) -> Result<Input, PromptError> {
        let note = std::mem::take(&mut self.note);
        loop {
            let key = match self.wait(card, Below::Keys { note: &note })? {
                Waited::Key(key) => key,
                Waited::End => return Ok(Input::End),
                Waited::TimeUp => {
                    self.redraw(card, Below::Nothing);
                    return Ok(Input::Reply(Reply::TimeUp));
                }
            };
            let before = self.hand.clone();
            let Some(input) = self.hand.press(&key, card) else {
                if before != self.hand {
                    self.redraw(card, Below::Keys { note: &note });
                }
                continue;
            };
            self.redraw(card, Below::Nothing);
            return Ok(input);
        }
    }
}

/// What became of a line.
enum Written {
    Text(String),
    /// The player wants none.
    Nothing,
    /// What had been written when the time was up.
    TimeUp(String),
    End,
}

impl Prompter for Terminal {
    fn style(&self) -> Style {
        self.style
    }

    fn say(&mut self, text: &str) {
        self.frame.leave(&self.term);
        let mut wrapped = String::new();
        for line in text.lines() {
            if line.is_empty() {
                wrapped.push('\n');
                continue;
            }
            for row in self.rows(line, INDENT, INDENT) {
                let _ = writeln!(wrapped, "{row}");
            }
        }
        self.print(&wrapped);
    }

    fn show(&mut self, card: &Card<'_>) {
        // Keys that were meant for what stood before must not answer this.
        keys::forget();
        self.hand = Hand::default();
        self.note.clear();
        self.frame.leave(&self.term);
        let (rows, spot) = self.first_rows(card, "");
        self.draw(card, rows, spot);
    }

    fn update(&mut self, card: &Card<'_>, note: &str) {
        note.clone_into(&mut self.note);
        let (rows, spot) = self.first_rows(card, note);
        self.draw(card, rows, spot);
    }

    fn mark(&mut self, card: &Card<'_>, skipped: bool) {
        // The line that was typed stays where it is.
        if card.kind() != Kind::Typed {
            self.redraw(card, Below::Judged { skipped });
        }
        self.frame.leave(&self.term);
    }

    fn input(&mut self, card: &Card<'_>) -> Result<Input, PromptError> {
        loop {
            let input = if card.kind() == Kind::Typed {
                self.typed(card)?
            } else {
                self.pressed(card)?
            };
            let Input::Flag {
                previous,
                note: None,
            } = input
            else {
                return Ok(input);
            };
            let note = match self.line(card, NOTE, "")? {
                Written::Text(text) | Written::TimeUp(text) => text.trim().to_owned(),
                Written::End => return Ok(Input::End),
                // The key was pressed by mistake.
                Written::Nothing => {
                    self.update(card, "");
                    continue;
                }
            };
            let note = Some(note).filter(|note| !note.is_empty());
            return Ok(Input::Flag { previous, note });
        }
    }

    fn was_right(&mut self, _is_last: bool) -> Result<bool, PromptError> {
        keys::forget();
        let keys = [
            "r I was right".to_owned(),
            "any other key goes on".to_owned(),
        ];
        let event = self.key_under(|terminal| {
            let dot = terminal.style.sign("·");
            let rows = terminal.rows(&unbroken(&keys, dot), INDENT, INDENT);
            let rows = rows.iter().map(|row| terminal.style.faint(row));
            (rows.collect(), None)
        })?;
        self.frame.draw(&self.term, Vec::new(), None);
        Ok(matches!(event, Event::Key(Key::Char('r' | 'R'))))
    }

    fn pause(&mut self, text: &str) -> Result<bool, PromptError> {
        keys::forget();
        let told = |terminal: &Self| {
            let rows = terminal.rows(text, INDENT, INDENT);
            let rows = rows.iter().map(|row| terminal.style.faint(row));
            (std::iter::once(String::new()).chain(rows).collect(), None)
        };
        let event = self.key_under(told)?;
        self.frame.draw(&self.term, Vec::new(), None);
        Ok(!matches!(event, Event::End))
    }

    fn can_ask(&self) -> bool {
        true
    }

    fn text(
        &mut self,
        prompt: &str,
        suggested: &str,
        check: &dyn Fn(&str) -> Result<(), String>,
    ) -> Result<Option<String>, PromptError> {
        let mut line = Line::new(&match suggested {
            "" => prompt.to_owned(),
            suggested => format!("{prompt} ({})", Printable(suggested)),
        });
        let mut fault = String::new();
        self.frame.leave(&self.term);
        loop {
            let event = self.key_under(|terminal| {
                let mut rows = terminal.rows(&fault, INDENT, INDENT);
                rows.retain(|row| !row.is_empty());
                let spot = terminal.line_row(&line, &mut rows);
                (rows, Some(spot))
            })?;
            let Event::Key(key) = event else {
                break;
            };
            let text = match line.edit.press(&key) {
                Pressed::On => continue,
                Pressed::Done => line.edit.text(),
                Pressed::Escape | Pressed::End => break,
            };
            let text = match text.trim() {
                "" => suggested,
                text => text,
            };
            match check(text) {
                Ok(()) => {
                    if self.frame.is_whole(&self.term) {
                        let mut rows = Vec::new();
                        self.line_row(&line, &mut rows);
                        self.frame.draw(&self.term, rows, None);
                    }
                    self.frame.leave(&self.term);
                    return Ok(Some(text.to_owned()));
                }
                Err(reason) => fault = format!("{} {reason}", self.style.sign("✗")),
            }
        }
        self.frame.leave(&self.term);
        Ok(None)
    }

    fn confirm_stop(&mut self) -> Result<bool, PromptError> {
        self.frame.step_below(&self.term);
        loop {
            let answer = Confirm::with_theme(&theme(self.style))
                .with_prompt("Leave? The game is kept")
                .default(true)
                .wait_for_newline(false)
                .report(false)
                .interact_on_opt(&self.term);
            match answer {
                // The key that asked to leave, pressed again, means it.
                Ok(answer) => return Ok(answer.unwrap_or(true)),
                Err(dialoguer::Error::IO(error)) => {
                    if !self.keys.only_woken() {
                        self.keys.ended(error)?;
                        return Ok(true);
                    }
                    self.print("\r\x1b[2K");
                }
            }
        }
    }

    fn choose(&mut self, menu: &Menu<'_>) -> Result<Option<usize>, PromptError> {
        let mut place = Place::new(menu);
        loop {
            let event = self.key_under(|terminal| {
                let (rows, spot, _) = terminal.menu_rows(menu, &place);
                (rows, spot)
            })?;
            let (_, _, room) = self.menu_rows(menu, &place);
            let chosen = match event {
                Event::Key(key) => place.press(&key, menu, room),
                _ => Chosen::Nothing,
            };
            let item = match chosen {
                Chosen::NotYet => continue,
                Chosen::Item(item) => Some(item),
                Chosen::Nothing => None,
            };
            if self.frame.is_whole(&self.term) {
                self.frame.draw(&self.term, Vec::new(), None);
            }
            self.frame.leave(&self.term);
            return Ok(item);
        }
    }
}
