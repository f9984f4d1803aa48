//! The items of an order question, while the player picks them and after the verdict.

use unicode_width::UnicodeWidthStr as _;

use super::card::{Card, Verdict};
use super::layout::{INDENT, Look, hang};
use super::selection::Selection;
use super::style::Style;
use crate::text::printable::Printable;

/// From this width on, two orders are shown side by side.
const BESIDE: usize = 60;

/// The items picked so far, in the order picked.
pub fn so_far(card: &Card<'_>, picked: &[usize], look: Look) -> Vec<String> {
    let mut rows = vec![look.style.faint(&format!("{INDENT}Your order"))];
    rows.extend(numbered(card, picked, look.width, |_| INDENT.to_owned()).concat());
    rows
}

/// The rows of each item, with a lead and its number.
fn numbered(
    card: &Card<'_>,
    places: &[usize],
    width: usize,
    lead: impl Fn(usize) -> String,
) -> Vec<Vec<String>> {
    let items = places.iter().map(|n| &card.presented.choices[*n]);
    let rows = items.enumerate().map(|(n, item)| {
        let first = format!("{}{}. ", lead(n), n + 1);
        let item = Printable(item).to_string();
        hang(&item, width, &first, &" ".repeat(first.width()))
    });
    rows.collect()
}

/// The right order, beside or below the player's order if that was wrong.
pub fn judged(
    card: &Card<'_>,
    selection: &Selection,
    verdict: &Verdict<'_>,
    look: Look,
) -> Vec<String> {
    let Look { style, width } = look;
    let (key, picked) = (&card.presented.key, &selection.picked);
    let is_missed = !verdict.answer.right && picked.len() == key.len();
    let is_beside = is_missed && width >= BESIDE;
    let half = if is_beside { width / 2 } else { width };
    let right = numbered(card, key, half, |_| INDENT.to_owned());
    let head = format!("{INDENT}Right order");
    let mut rows = Vec::new();
    if !is_missed {
        if !verdict.answer.right {
            rows.push(style.faint(&head));
        }
        rows.extend(right.concat().iter().map(|row| style.good(row)));
        return rows;
    }
    let (own_head, own_width) = ("   Your order", if is_beside { half - 2 } else { width });
    let is_right = |n: usize| picked[n] == key[n];
    let sign = |n| style.sign(if is_right(n) { "✓" } else { "✗" });
    let paint = |n| if is_right(n) { Style::good } else { Style::bad };
    let yours = numbered(card, picked, own_width, |n| format!(" {} ", sign(n)));
    if !is_beside {
        rows.push(style.faint(own_head));
        for (n, own) in yours.iter().enumerate() {
            rows.extend(own.iter().map(|row| paint(n)(style, row)));
        }
        rows.extend([String::new(), style.faint(&head)]);
        rows.extend(right.concat());
        return rows;
    }
    rows.push(style.faint(&format!("{own_head:half$}{head}")));
    for (n, (left, right)) in yours.iter().zip(&right).enumerate() {
        for at in 0..left.len().max(right.len()) {
            let [left, right] = [left, right].map(|rows| rows.get(at).map_or("", String::as_str));
            let gap = " ".repeat(half.saturating_sub(left.width()));
            rows.push(format!("{}{gap}{right}", paint(n)(style, left)));
        }
    }
    rows
}
