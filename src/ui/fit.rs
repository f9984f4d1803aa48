//! Text made to fit a window.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::Card;

/// The numbers that can be chosen: `1-4`, or `1/3` once a hint took some away.
pub(super) fn numbers(card: &Card<'_>) -> String {
    let choices = card.choices();
    if choices.iter().all(Option::is_some) {
        return format!("1-{}", choices.len());
    }
    let open = choices.iter().zip(1..).filter(|(text, _)| text.is_some());
    let open: Vec<_> = open.map(|(_, n)| n.to_string()).collect();
    open.join("/")
}

/// Items with signs between them, to be wrapped only behind a sign.
pub(super) fn unbroken(items: &[String], sign: &str) -> String {
    let fixed: Vec<_> = items
        .iter()
        .map(|item| item.replace(' ', "\u{a0}"))
        .collect();
    fixed.join(&format!("\u{a0}{sign} "))
}

/// An item cut to so many columns.
pub(super) fn fit(item: &str, width: usize, more: &str) -> String {
    if item.width() <= width {
        return item.to_owned();
    }
    let mut left = width.saturating_sub(more.width());
    let fits = |c: &char| {
        let rest = left.checked_sub(c.width().unwrap_or(0));
        left = rest.unwrap_or(0);
        rest.is_some()
    };
    let cut: String = item.chars().take_while(fits).collect();
    cut + more
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_cut_to_columns() {
        let cases = [
            ("short", 5, "short"),
            ("longer", 5, "long…"),
            ("naïve é", 7, "naïve é"),
            ("日本日本", 7, "日本日…"),
            ("日本日本", 6, "日本…"),
            ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
        ];
        for (item, width, expected) in cases {
            assert_eq!(fit(item, width, "…"), expected, "{item} in {width}");
        }
    }
}
