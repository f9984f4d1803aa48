//! What stands on the terminal, as rows that fit the window.

use dialoguer::theme::Theme as _;
use unicode_width::UnicodeWidthStr as _;

use super::{ANSWER, Below, INDENT, Line, Terminal};
use crate::bank::Kind;
use crate::ui::fit::{fit, numbers, unbroken};
use crate::ui::frame::Spot;
use crate::ui::menu::Place;
use crate::ui::theme::theme;
use crate::ui::{Card, Menu};

/// Wider text is hard to read.
const MAX_WIDTH: usize = 96;

impl Terminal {
    pub(super) fn width(&self) -> usize {
        usize::from(self.term.size().1).clamp(8, MAX_WIDTH)
    }

    /// Each row of the wrapped text, indented, not wider than the window.
    pub(super) fn rows(&self, text: &str, first: &str, next: &str) -> Vec<String> {
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
            Below::Judged { skipped: true } if card.kind() == Kind::Order => " ",
            Below::Judged { .. } if card.kind() == Kind::Order => {
                let place = |order: &[usize]| order.iter().position(|item| *item == n);
                let is_right = place(&self.hand.picked) == place(&card.presented.key);
                self.style.sign(if is_right { "✓" } else { "✗" })
            }
            Below::Judged { .. } if card.presented.key.contains(&n) => self.style.sign("✓"),
            Below::Judged { skipped: false } if is_here => self.style.sign("✗"),
            Below::Judged { .. } => " ",
            _ if is_here => self.style.sign("▸"),
            _ => " ",
        }
    }

    /// What keys there are.
    fn keys_of(&self, card: &Card<'_>) -> String {
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
            Kind::TrueFalse => keys.push("! flag".to_owned()),
            _ => keys.push(format!("{colon}f flag")),
        }
        if card.number > 1 {
            keys.push(format!("{colon}p flag the last"));
        }
        keys.push(format!("{colon}q quit"));
        unbroken(&keys, self.style.sign("·"))
    }

    /// The choices and what belongs below them, and where the cursor stands.
    pub(super) fn rows_of(&self, card: &Card<'_>, below: Below<'_>) -> (Vec<String>, Option<Spot>) {
        let mut rows = self.choice_rows(card, below);
        if let Some(hint) = card.hint() {
            if !rows.is_empty() {
                rows.push(String::new());
            }
            rows.extend(self.rows(&hint, INDENT, INDENT));
        }
        if let Below::Keys { note } | Below::Line { note, .. } = below {
            if !rows.is_empty() {
                rows.push(String::new());
            }
            if let Some(countdown) = card.countdown {
                let text = countdown.text(self.width() - INDENT.len() - 1, self.style);
                rows.push(format!("{INDENT}{}", self.style.accent(&text)));
            }
            if !note.is_empty() {
                rows.extend(self.rows(note, INDENT, INDENT));
            }
            let keys = self.rows(&self.keys_of(card), INDENT, INDENT);
            rows.extend(keys.iter().map(|row| self.style.faint(row)));
        }
        let mut spot = None;
        if let Below::Line { line, .. } = below {
            spot = Some(self.line_row(line, &mut rows));
        }
        (rows, spot)
    }

    /// Adds the row of the line; where its cursor stands.
    pub(super) fn line_row(&self, line: &Line, rows: &mut Vec<String>) -> Spot {
        let prompt = self.prompt(&line.prompt, rows);
        let column = prompt.width();
        let (seen, cursor) = line.edit.view(self.width().saturating_sub(column + 1));
        rows.push(format!("{}{seen}", self.style.strong(&prompt)));
        (rows.len() - 1, column + cursor)
    }

    /// The prompt that the line stands behind; a long one gets rows of its own.
    fn prompt(&self, text: &str, rows: &mut Vec<String>) -> String {
        let sign = self.style.sign("›");
        let whole = format!("{INDENT}{text} {sign} ");
        if whole.width() * 2 <= self.width() {
            return whole;
        }
        let own = self.rows(text, INDENT, INDENT);
        rows.extend(own.iter().map(|row| self.style.strong(row)));
        format!("{INDENT}{sign} ")
    }

    /// The rows of a question about which nothing is being written yet.
    pub(super) fn first_rows(&self, card: &Card<'_>, note: &str) -> (Vec<String>, Option<Spot>) {
        let line = Line::new(ANSWER);
        if card.kind() == Kind::Typed {
            self.rows_of(card, Below::Line { note, line: &line })
        } else {
            self.rows_of(card, Below::Keys { note })
        }
    }

    /// What stands above a menu's items: nothing, where that would leave no room
    /// for them.
    fn menu_head(&self, menu: &Menu<'_>, place: &Place) -> (Vec<String>, Option<Spot>) {
        let mut rows = Vec::new();
        let mut spot = None;
        if menu.searched {
            let prompt = format!("{} (type to search)", menu.prompt);
            let edit = place.search.clone();
            spot = Some(self.line_row(&Line { prompt, edit }, &mut rows));
        } else {
            let mut row = String::new();
            // Writing to a string cannot fail.
            let _ = theme(self.style).format_select_prompt(&mut row, menu.prompt);
            rows.push(row);
        }
        if self.room_below(&rows) == 0 {
            return (Vec::new(), None);
        }
        (rows, spot)
    }

    /// How many rows more the window has than these and the one of the cursor.
    fn room_below(&self, rows: &[String]) -> usize {
        usize::from(self.term.size().0).saturating_sub(rows.len() + 1)
    }

    /// The rows of a menu, and how many items they may be.
    pub(super) fn menu_rows(
        &self,
        menu: &Menu<'_>,
        place: &Place,
    ) -> (Vec<String>, Option<Spot>, usize) {
        let (mut rows, spot) = self.menu_head(menu, place);
        let room = self.room_below(&rows);
        let width = self.width().saturating_sub(INDENT.len() + 1);
        for (item, is_here) in place.seen(room) {
            let item = fit(&menu.items[item], width, self.style.sign("…"));
            let mut row = String::new();
            let _ = theme(self.style).format_select_prompt_item(&mut row, &item, is_here);
            rows.push(row);
        }
        if place.seen(1).next().is_none() && room > 0 {
            rows.push(self.style.faint(&format!("{INDENT}nothing found")));
        }
        (rows, spot, room)
    }
}
