//! Everything the program asks besides quiz questions, using dialoguer.

use std::io;
use std::panic::{self, AssertUnwindSafe};

use dialoguer::console::Term;
use dialoguer::theme::Theme as _;
use dialoguer::{Confirm, Error, FuzzySelect, Input, Select};
use unicode_width::UnicodeWidthStr as _;

use super::area::{self, Around};
use super::layout::shorten;
use super::page::Size;
use super::prompter::{Ask, Menu};
use super::screen;
use super::style::Style;
use super::theme::PageTheme;

/// dialoguer's Select panics with fewer rows.
const LEAST_ROWS: usize = 3;
/// Columns before an item.
const LEAD: usize = 3;
/// Between an item and its description.
const GAP: usize = 2;
/// A description cut shorter than this is left out.
const LEAST_ABOUT: usize = 8;

/// The answer; `None` if the window is too small, so the caller has to ask again in a larger one.
pub type Asked<T> = io::Result<Option<T>>;

/// Lets the player choose a menu item, on a page with this many rows for items. `None` if they go
/// back.
pub fn choose(
    menu: &Menu<'_>,
    around: Around,
    (rows, columns): Size,
    style: Style,
) -> Asked<Option<usize>> {
    let items = items(menu.items, columns, style);
    let term = area::term(around);
    let theme = PageTheme::new(style);
    if menu.searched {
        let shown = rows.saturating_sub(1).max(1);
        return ask(|| {
            FuzzySelect::with_theme(&theme)
                .with_prompt(menu.prompt)
                .items(&items)
                // An item further down would start out of sight.
                .default(Some(menu.first).filter(|n| *n < shown).unwrap_or(0))
                .max_length(shown)
                .report(false)
                .interact_on_opt(&term)
        });
    }
    ask(|| {
        Select::with_theme(&theme)
            .items(&items)
            .default(menu.first.min(items.len().saturating_sub(1)))
            // Select subtracts two rows for a prompt.
            .max_length(rows + 2)
            .report(false)
            .interact_on_opt(&term)
    })
}

/// Asks for a line of text; `begun` was typed already.
pub fn text(wanted: &Ask<'_>, prompt: &str, begun: &str, style: Style) -> Asked<String> {
    let theme = PageTheme::new(style);
    ask(|| {
        let mut input = Input::<String>::with_theme(&theme)
            .with_prompt(prompt)
            .with_initial_text(begun)
            .allow_empty(true)
            .validate_with(|text: &String| (wanted.check)(text.trim()))
            .report(false);
        if !wanted.suggested.is_empty() {
            input = input.default(wanted.suggested.to_owned());
        }
        input.interact_text_on(&Term::stderr())
    })
}

/// Asks yes or no; Esc is no.
pub fn confirm(prompt: &str, style: Style) -> Asked<bool> {
    let theme = PageTheme::new(style);
    ask(|| {
        let answer = Confirm::with_theme(&theme)
            .with_prompt(prompt)
            .default(true)
            .report(false)
            .interact_on_opt(&Term::stderr());
        answer.map(|answer| answer.unwrap_or(false))
    })
}

/// Runs a prompt. dialoguer panics in a window of a row or two, even if it shrinks during the
/// prompt.
fn ask<T>(prompt: impl FnOnce() -> dialoguer::Result<T>) -> Asked<T> {
    let is_too_small = || usize::from(Term::stderr().size().0) < LEAST_ROWS;
    if is_too_small() {
        return Ok(None);
    }
    let hook = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !is_too_small() {
            screen::give_back();
            screen::print(&info.to_string());
        }
    }));
    let asked = panic::catch_unwind(AssertUnwindSafe(prompt));
    panic::set_hook(hook);
    match asked {
        Ok(answer) => answer.map(Some).map_err(|Error::IO(error)| error),
        Err(_) if is_too_small() => Ok(None),
        Err(panic) => panic::resume_unwind(panic),
    }
}

/// The items, one row each, with their descriptions in a column.
fn items(items: &[String], columns: usize, style: Style) -> Vec<String> {
    let room = columns.saturating_sub(LEAD + 1);
    let more = style.sign("…");
    let split = |item: &String| {
        let (label, about) = item.split_once('\t').unwrap_or((item, ""));
        (shorten(label, room, more), about.to_owned())
    };
    let items: Vec<_> = items.iter().map(split).collect();
    let widest = items.iter().map(|(label, _)| label.width()).max();
    let column = widest.unwrap_or(0) + GAP;
    let left = room.saturating_sub(column);
    let whole = |(label, about): (String, String)| {
        if about.is_empty() || left < LEAST_ABOUT {
            return label;
        }
        let pad = " ".repeat(column - label.width());
        format!("{label}{pad}\t{}", shorten(&about, left, more))
    };
    items.into_iter().map(whole).collect()
}

/// The prompt of a line of text, as dialoguer draws it.
pub fn input_prompt(prompt: &str, suggested: &str, style: Style) -> String {
    let suggested = Some(suggested).filter(|text| !text.is_empty());
    let mut row = String::new();
    // Writing to a string cannot fail.
    let _ = PageTheme::new(style).format_input_prompt(&mut row, prompt, suggested);
    row
}

#[cfg(test)]
mod tests {
    use crate::ui::style::Style;

    #[test]
    fn descriptions_align_and_are_cut_before_labels() {
        let items = ["Quick quiz\tten, mixed", "Daily\ttoday's ten"].map(str::to_owned);
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
            let shown = super::items(&items, columns, Style::default());
            assert_eq!(shown, expected, "{columns}");
        }
    }
}
