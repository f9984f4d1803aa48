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

/// An item cut to fit below `width`, in columns and in bytes: dialoguer counts
/// the one when it draws and the other when it clears.
pub(super) fn fit(item: &str, width: usize, more: &str) -> String {
    if item.width() < width && item.len() < width {
        return item.to_owned();
    }
    let most = width.saturating_sub(more.len() + 1);
    let (mut cut, mut columns) = (String::new(), 0);
    for c in item.chars() {
        columns += c.width().unwrap_or(0);
        if columns > most || cut.len() + c.len_utf8() > most {
            break;
        }
        cut.push(c);
    }
    cut + more
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_fit_in_columns_and_bytes() {
        assert_eq!(fit("short", 20, "..."), "short");
        for item in ["x".repeat(50), "日本".repeat(20), "é".repeat(30)] {
            let cut = fit(&item, 20, "…");
            assert!(cut.width() < 20 && cut.len() < 20, "{cut}");
        }
    }
}
