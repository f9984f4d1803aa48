//! The items of an order question: as they are picked, and once they are judged.

use unicode_width::UnicodeWidthStr as _;

use super::card::{Card, Verdict};
use super::layout::{INDENT, Look, hang};
use super::selection::Selection;

/// From so many columns on, two orders stand beside each other.
const BESIDE: usize = 60;

/// The items picked so far, in the order picked.
pub fn so_far(card: &Card<'_>, picked: &[usize], look: Look) -> Vec<String> {
    let mut rows = vec![look.style.faint(&format!("{INDENT}Your order"))];
    rows.extend(numbered(card, picked, look.width).concat());
    rows
}

/// Items with their numbers: the rows of each.
fn numbered(card: &Card<'_>, places: &[usize], width: usize) -> Vec<Vec<String>> {
    let choices = card.choices();
    let items = places.iter().filter_map(|n| choices.get(*n)?.as_deref());
    let rows = items.zip(1..).map(|(item, n)| {
        let first = format!("{INDENT}{n}. ");
        hang(item, width, &first, &" ".repeat(first.len()))
    });
    rows.collect()
}

/// The right order, beside or below the player's if that was another.
pub fn judged(
    card: &Card<'_>,
    selection: &Selection,
    verdict: &Verdict<'_>,
    look: Look,
) -> Vec<String> {
    let Look { style, width } = look;
    let key = &card.presented.key;
    let picked = &selection.picked;
    let is_missed = !verdict.answer.right && picked.len() == key.len();
    let is_right = |n: usize| picked.get(n) == key.get(n);
    let half = width / 2;
    let is_beside = is_missed && width >= BESIDE;
    let right = numbered(card, key, if is_beside { half } else { width });
    let mut rows = Vec::new();
    if !is_missed {
        if !verdict.answer.right {
            rows.push(style.faint(&format!("{INDENT}Right order")));
        }
        rows.extend(right.concat().iter().map(|row| style.good(row)));
        return rows;
    }
    let marked = |n: usize, row: &str| {
        if is_right(n) {
            style.good(row)
        } else {
            style.bad(row)
        }
    };
    let choices = card.choices();
    let own_width = if is_beside { half - 2 } else { width };
    let yours = picked.iter().enumerate().map(|(n, place)| {
        let sign = style.sign(if is_right(n) { "✓" } else { "✗" });
        let first = format!(" {sign} {}. ", n + 1);
        let item = choices.get(*place).and_then(Option::as_deref);
        hang(
            item.unwrap_or_default(),
            own_width,
            &first,
            &" ".repeat(first.width()),
        )
    });
    if is_beside {
        let head = format!("{:half$}{INDENT}Right order", "   Your order");
        rows.push(style.faint(&head));
        for (n, (left, right)) in yours.zip(right).enumerate() {
            for at in 0..left.len().max(right.len()) {
                let cell = |cells: &[String]| cells.get(at).cloned().unwrap_or_default();
                let (left, right) = (cell(&left), cell(&right));
                let gap = " ".repeat(half.saturating_sub(left.width()));
                rows.push(format!("{}{gap}{right}", marked(n, &left)));
            }
        }
        return rows;
    }
    rows.push(style.faint("   Your order"));
    for (n, own) in yours.enumerate() {
        rows.extend(own.iter().map(|row| marked(n, row)));
    }
    rows.push(String::new());
    rows.push(style.faint(&format!("{INDENT}Right order")));
    rows.extend(right.concat());
    rows
}
