//! All that is asked and is no quiz question, by dialoguer.

use std::panic::{self, AssertUnwindSafe};

use dialoguer::console::Term;
use dialoguer::theme::Theme as _;
use dialoguer::{Confirm, Error, FuzzySelect, Input, Select};
use unicode_width::UnicodeWidthStr as _;

use super::cursor;
use super::fit::shorten;
use super::prompter::{Ask, Menu};
use super::style::Style;
use super::theme::PageTheme;

/// dialoguer's Select needs a row for an item, one for its prompt, and one below.
const LEAST_ROWS: usize = 3;
/// Columns before an item.
const LEAD: usize = 3;
/// Between an item and its description.
const GAP: usize = 2;

/// Where dialoguer draws: from the cursor down.
pub struct Place {
    pub style: Style,
    /// Rows that are left, and columns.
    pub rows: usize,
    pub columns: usize,
}

/// What came of asking.
pub enum Asked<T> {
    Answer(T),
    /// The window is too small; it has to be asked again in a larger one.
    TooSmall,
    Failed(std::io::Error),
}

impl Place {
    /// One item of a menu; `None` if the player wants none.
    pub fn choose(&self, menu: &Menu<'_>) -> Asked<Option<usize>> {
        if self.rows < LEAST_ROWS {
            return Asked::TooSmall;
        }
        let items = self.items(menu.items);
        self.ask(|term, theme| {
            if menu.searched {
                let shown = self.rows - 2;
                return FuzzySelect::with_theme(theme)
                    .with_prompt(menu.prompt)
                    .items(&items)
                    // Further down it would start out of sight.
                    .default(Some(menu.first).filter(|n| *n < shown).unwrap_or(0))
                    .max_length(shown)
                    .report(false)
                    .interact_on_opt(term);
            }
            Select::with_theme(theme)
                .with_prompt(menu.prompt)
                .items(&items)
                .default(menu.first.min(items.len().saturating_sub(1)))
                .max_length(self.rows)
                .report(false)
                .interact_on_opt(term)
        })
    }

    /// A line of text, `begun` with what was typed already.
    pub fn text(&self, ask: &Ask<'_>, prompt: &str, begun: &str) -> Asked<String> {
        self.ask(|term, theme| {
            let mut input = Input::<String>::with_theme(theme)
                .with_prompt(prompt)
                .with_initial_text(begun)
                .allow_empty(true)
                .validate_with(|text: &String| (ask.check)(text.trim()))
                .report(false);
            if !ask.suggested.is_empty() {
                input = input.default(ask.suggested.to_owned());
            }
            input.interact_text_on(term)
        })
    }

    /// Yes or no; no if the player does not want to say.
    pub fn confirm(&self, prompt: &str) -> Asked<bool> {
        self.ask(|term, theme| {
            let answer = Confirm::with_theme(theme)
                .with_prompt(prompt)
                .default(true)
                .report(false)
                .interact_on_opt(term);
            answer.map(|answer| answer.unwrap_or(false))
        })
    }

    fn ask<T>(&self, prompt: impl FnOnce(&Term, &PageTheme) -> dialoguer::Result<T>) -> Asked<T> {
        let theme = PageTheme::new(self.style);
        let term = cursor::term();
        // dialoguer panics in a window that shrinks to a row or two while it asks.
        let hook = panic::take_hook();
        panic::set_hook(Box::new(|_| ()));
        let asked = panic::catch_unwind(AssertUnwindSafe(|| prompt(&term, &theme)));
        panic::set_hook(hook);
        match asked {
            Ok(Ok(answer)) => Asked::Answer(answer),
            Ok(Err(Error::IO(error))) => Asked::Failed(error),
            Err(_) if usize::from(term.size().0) < LEAST_ROWS => Asked::TooSmall,
            Err(panic) => panic::resume_unwind(panic),
        }
    }

    /// The items with their descriptions in a column, each in one row.
    fn items(&self, items: &[String]) -> Vec<String> {
        let room = self.columns.saturating_sub(LEAD + 1);
        let more = self.style.sign("…");
        let split = |item: &String| {
            let (label, about) = item.split_once('\t').unwrap_or((item, ""));
            (shorten(label, room, more), about.to_owned())
        };
        let items: Vec<_> = items.iter().map(split).collect();
        let widest = items.iter().map(|(label, _)| label.width()).max();
        let column = widest.unwrap_or(0) + GAP;
        let whole = |(label, about): &(String, String)| {
            let left = room.saturating_sub(column);
            let pad = " ".repeat(column - label.width());
            let about = self.about(about, left);
            if about.is_empty() {
                label.clone()
            } else {
                format!("{label}{pad}\t{about}")
            }
        };
        items
            .iter()
            .map(|item| self.in_a_row(whole(item)))
            .collect()
    }

    /// A description that fits, or none: a few letters of it help nobody.
    fn about(&self, about: &str, room: usize) -> String {
        const LEAST: usize = 8;
        if room < LEAST {
            return String::new();
        }
        shorten(about, room, self.style.sign("…"))
    }

    /// dialoguer counts bytes for columns when it clears what it drew.
    fn in_a_row(&self, mut item: String) -> String {
        while item.len() > self.columns {
            item.pop();
        }
        item
    }
}

/// What stands before a line of text, as dialoguer draws it.
#[must_use]
pub fn input_prompt(prompt: &str, suggested: &str, style: Style) -> String {
    let suggested = Some(suggested).filter(|text| !text.is_empty());
    let mut row = String::new();
    // Writing to a string cannot fail.
    let _ = PageTheme::new(style).format_input_prompt(&mut row, prompt, suggested);
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_stand_in_a_column_and_leave_first() {
        let items = ["Quick quiz\tten, mixed", "Daily\ttoday's ten"].map(str::to_owned);
        let place = |columns| Place {
            style: Style::default(),
            rows: 9,
            columns,
        };
        let cases = [
            (
                40,
                ["Quick quiz  \tten, mixed", "Daily       \ttoday's ten"],
            ),
            (24, ["Quick quiz  \tten, ...", "Daily       \ttoday..."]),
            (20, ["Quick quiz", "Daily"]),
            (11, ["Quic...", "Daily"]),
        ];
        for (columns, expected) in cases {
            assert_eq!(place(columns).items(&items), expected, "{columns}");
        }
        let wide = place(20).items(&["日本語日本語日本語".to_owned()]);
        assert!(wide[0].len() <= 20, "{wide:?}");
    }
}
