//! A real terminal: one key a question, arrows, menus.
//!
//! Long text is printed and wrapped here, each row by itself, since dialoguer
//! leaves stale rows behind prompts and items that are wider than the window.

use std::fmt::Write as _;
use std::io;

use dialoguer::console::{Key, Term};
use dialoguer::{Confirm, FuzzySelect, Input as TextInput, Select};
use unicode_width::UnicodeWidthStr as _;

use super::fit::{fit, numbers, unbroken};
use super::hand::Hand;
use super::reading::read_line;
use super::signals::Signals;
use super::theme::theme;
use super::{Card, Input, PromptError, Prompter, Style};
use crate::bank::Kind;

/// Wider text is hard to read.
const MAX_WIDTH: usize = 96;
const INDENT: &str = "  ";
/// From so many items on a menu can be searched by typing.
const SEARCHABLE: usize = 8;

pub struct Terminal {
    term: Term,
    style: Style,
    signals: Signals,
    /// What stands below the question's text, to be drawn again.
    drawn: Drawn,
    /// What the player has done about the question that stands.
    hand: Hand,
    #[cfg(unix)]
    _quiet: super::quiet::Quiet,
}

/// How the choices were drawn last.
#[derive(Debug, Default, Clone, Copy)]
struct Drawn {
    rows: usize,
    /// Rows and columns of the window then.
    window: (u16, u16),
}

/// What stands below the choices.
#[derive(Debug, Clone, Copy)]
enum Below<'a> {
    /// The question stands.
    Keys { note: &'a str },
    /// It has been answered.
    Nothing,
    /// It has been judged.
    Judged { skipped: bool },
}

impl Terminal {
    #[must_use]
    pub fn new(style: Style, signals: Signals) -> Self {
        Self {
            term: Term::stderr(),
            style,
            signals,
            drawn: Drawn::default(),
            hand: Hand::default(),
            #[cfg(unix)]
            _quiet: super::quiet::Quiet::start(),
        }
    }

    /// Whether a terminal of this kind and size can carry the prompts.
    #[must_use]
    pub fn is_usable(term: Option<&str>) -> bool {
        let (rows, columns) = Term::stderr().size_checked().unwrap_or((24, 80));
        term.is_some_and(|term| !term.is_empty() && term != "dumb") && rows >= 6 && columns >= 20
    }

    fn width(&self) -> usize {
        usize::from(self.term.size().1).clamp(8, MAX_WIDTH)
    }

    fn print(&self, text: &str) {
        // What cannot be shown is lost; the answers are kept all the same.
        let _ = self.term.write_str(text);
    }

    /// Each row of the wrapped text, indented, not wider than the window.
    fn rows(&self, text: &str, first: &str, next: &str) -> Vec<String> {
        let options = textwrap::Options::new(self.width() - 1)
            .initial_indent(first)
            .subsequent_indent(next);
        let rows = textwrap::wrap(text, options);
        // Having held the words together, they are spaces like any other.
        rows.into_iter()
            .map(|row| row.replace('\u{a0}', " "))
            .collect()
    }

    fn choice_rows(&self, card: &Card<'_>, below: Below<'_>) -> Vec<String> {
        let mut rows = Vec::new();
        for (n, text) in card.choices().into_iter().enumerate() {
            let mark = self.mark_of(n, card, below);
            let place = self.hand.picked.iter().position(|picked| *picked == n);
            let place = match (card.kind(), place) {
                (Kind::Order, Some(place)) => format!(" [{}]", place + 1),
                (Kind::Order, None) => " [ ]".to_owned(),
                _ => String::new(),
            };
            let first = format!(" {mark} {}{place}  ", n + 1);
            let next = " ".repeat(first.width());
            let own = match &text {
                Some(text) => self.rows(text, &first, &next),
                None => vec![format!("{first}{}", self.style.sign("…"))],
            };
            rows.extend(own.into_iter().map(|row| match (&text, mark) {
                (None, _) => self.style.faint(&row),
                (_, "✓" | "+") => self.style.good(&row),
                (_, "✗" | "x") => self.style.bad(&row),
                (_, " ") => row,
                _ => self.style.accent(&row),
            }));
        }
        rows
    }

    /// What stands before a choice: the arrow, or once judged right and wrong.
    fn mark_of(&self, n: usize, card: &Card<'_>, below: Below<'_>) -> &'static str {
        let is_here = self.hand.at == Some(n);
        match below {
            Below::Judged { .. } if card.kind() == Kind::Order => " ",
            Below::Judged { .. } if card.presented.key.contains(&n) => self.style.sign("✓"),
            Below::Judged { skipped: false } if is_here => self.style.sign("✗"),
            Below::Judged { .. } => " ",
            _ if is_here => self.style.sign("▸"),
            _ => " ",
        }
    }

    /// What keys there are.
    fn keys(&self, card: &Card<'_>) -> String {
        let last = card.presented.choices.len();
        let mut keys = match card.kind() {
            Kind::Choice => vec![format!("{} answer", numbers(card))],
            Kind::TrueFalse => vec!["t true".to_owned(), "f false".to_owned()],
            Kind::Order if self.hand.picked.len() == last => {
                vec!["Enter done".to_owned(), "Backspace undo".to_owned()]
            }
            Kind::Order => vec![
                format!("1-{last} what comes next"),
                "Backspace undo".to_owned(),
            ],
            Kind::Typed => vec!["type your answer".to_owned()],
        };
        let colon = if card.kind() == Kind::Typed { ":" } else { "" };
        if card.has_hint() {
            keys.push(format!("{colon}h hint"));
        }
        keys.push(format!("{colon}s skip"));
        match card.kind() {
            Kind::Typed => {}
            Kind::TrueFalse => keys.push("! flag".to_owned()),
            Kind::Choice | Kind::Order => keys.push("f flag".to_owned()),
        }
        keys.push(format!("{colon}q quit"));
        unbroken(&keys, self.style.sign("·"))
    }

    /// Draws the choices and what belongs below them.
    fn draw(&mut self, card: &Card<'_>, below: Below<'_>) {
        let mut rows = self.choice_rows(card, below);
        if let Some(hint) = card.hint() {
            rows.push(String::new());
            rows.extend(self.rows(&hint, INDENT, INDENT));
        }
        if let Below::Keys { note } = below {
            if !rows.is_empty() {
                rows.push(String::new());
            }
            if !note.is_empty() {
                rows.extend(self.rows(note, INDENT, INDENT));
            }
            let keys = self.rows(&self.keys(card), INDENT, INDENT);
            rows.extend(keys.iter().map(|row| self.style.faint(row)));
        }
        let text = rows
            .iter()
            .fold(String::new(), |text, row| text + row + "\n");
        self.print(&text);
        self.drawn = Drawn {
            rows: rows.len(),
            window: self.term.size(),
        };
    }

    /// Draws them over those drawn before.
    fn redraw(&mut self, card: &Card<'_>, below: Below<'_>) {
        let window = self.term.size();
        let fits = self.drawn.rows < usize::from(window.0);
        if window != self.drawn.window || !fits {
            // Rows may have been wrapped anew or scrolled away: only a fresh
            // copy below is sure to be whole.
            self.head(card);
        } else {
            let _ = self.term.clear_last_lines(self.drawn.rows);
        }
        self.draw(card, below);
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

    fn key(&self) -> Result<Key, PromptError> {
        if self.signals.pending().is_some() {
            return Err(PromptError::Interrupted);
        }
        self.term.read_key().map_err(|error| self.failed(error))
    }

    /// Broken off by a signal, or really failed.
    fn failed(&self, error: io::Error) -> PromptError {
        if self.signals.pending().is_some() || error.kind() == io::ErrorKind::Interrupted {
            // A prompt that is broken off leaves the cursor hidden.
            let _ = self.term.show_cursor();
            return PromptError::Interrupted;
        }
        PromptError::Io(error)
    }

    fn prompted<T>(&self, result: dialoguer::Result<T>) -> Result<T, PromptError> {
        result.map_err(|dialoguer::Error::IO(error)| self.failed(error))
    }

    fn typed(&mut self, card: &Card<'_>) -> Result<Input, PromptError> {
        loop {
            let line: String = self.prompted(
                TextInput::with_theme(&theme(self.style))
                    .with_prompt("Your answer")
                    .allow_empty(true)
                    .report(true)
                    .interact_text_on(&self.term),
            )?;
            if let Some(input) = read_line(line.trim(), card) {
                return Ok(input);
            }
            if !line.trim().is_empty() {
                self.say("That is no command here; :h, :s and :q are.");
            }
        }
    }
}

impl Prompter for Terminal {
    fn style(&self) -> Style {
        self.style
    }

    fn say(&mut self, text: &str) {
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
        #[cfg(unix)]
        super::quiet::forget_keys();
        self.hand = Hand::default();
        self.head(card);
        self.draw(card, Below::Keys { note: "" });
    }

    fn update(&mut self, card: &Card<'_>, note: &str) {
        if card.kind() == Kind::Typed {
            // The line that was typed stays where it is.
            self.drawn.rows = 0;
        }
        self.redraw(card, Below::Keys { note });
    }

    fn mark(&mut self, card: &Card<'_>, skipped: bool) {
        if card.kind() != Kind::Typed {
            self.redraw(card, Below::Judged { skipped });
        }
    }

    fn input(&mut self, card: &Card<'_>) -> Result<Input, PromptError> {
        if card.kind() == Kind::Typed {
            return self.typed(card);
        }
        loop {
            let key = match self.key() {
                Err(PromptError::Io(e)) if e.kind() == io::ErrorKind::UnexpectedEof => {
                    return Ok(Input::End);
                }
                key => key?,
            };
            let before = self.hand.clone();
            if let Some(input) = self.hand.press(&key, card) {
                self.redraw(card, Below::Nothing);
                return Ok(input);
            }
            if before != self.hand {
                self.redraw(card, Below::Keys { note: "" });
            }
        }
    }

    fn confirm_stop(&mut self) -> Result<bool, PromptError> {
        let answer = self.prompted(
            Confirm::with_theme(&theme(self.style))
                .with_prompt("Leave? The game is kept")
                .default(true)
                .wait_for_newline(false)
                .report(false)
                .interact_on_opt(&self.term),
        )?;
        // The key that asked to leave, pressed again, means it.
        Ok(answer.unwrap_or(true))
    }

    fn choose(&mut self, prompt: &str, items: &[String]) -> Result<Option<usize>, PromptError> {
        let (rows, columns) = self.term.size();
        let width = usize::from(columns).saturating_sub(4);
        let more = self.style.sign("…");
        let items: Vec<_> = items.iter().map(|item| fit(item, width, more)).collect();
        let look = theme(self.style);
        // Select panics below three rows.
        let chosen = if items.len() < SEARCHABLE && rows >= 3 {
            Select::with_theme(&look)
                .with_prompt(prompt)
                .items(&items)
                .default(0)
                .report(false)
                .interact_on_opt(&self.term)
        } else {
            FuzzySelect::with_theme(&look)
                .with_prompt(format!("{prompt} (type to search)"))
                .items(&items)
                .default(0)
                .report(false)
                .interact_on_opt(&self.term)
        };
        self.prompted(chosen)
    }
}
