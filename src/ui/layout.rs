//! Text made to fit the width of a window.

use unicode_width::UnicodeWidthStr as _;

use super::style::Style;

/// Wider text is hard to read.
const WIDEST: usize = 96;
/// What rows of a page begin with.
pub const INDENT: &str = "  ";

/// How a page looks: signs and colors, and its columns.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    pub style: Style,
    pub width: usize,
}

/// How many columns a page of this window takes; the window's last one stays free, since some
/// terminals wrap there.
pub fn page_width(columns: usize) -> usize {
    columns.saturating_sub(1).clamp(8, WIDEST)
}

/// How many columns a text to read has on a page of this window.
pub fn text_width(columns: usize) -> usize {
    page_width(columns) - INDENT.len()
}

/// Rows of at most so many columns: the first begins with `first`, the others with `next`.
pub fn hang(text: &str, width: usize, first: &str, next: &str) -> Vec<String> {
    let options = textwrap::Options::new(width)
        .initial_indent(first)
        .subsequent_indent(next);
    let rows = textwrap::wrap(text, options);
    // Having held the words together, they are spaces like any other.
    rows.into_iter()
        .map(|row| row.replace('\u{a0}', " ").trim_end().to_owned())
        .collect()
}

/// Rows of at most so many columns, indented; line breaks, blank lines and the lines' own
/// indents stay.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let lines = text.split('\n');
    lines
        .flat_map(|line| {
            let text = line.trim_start_matches(' ');
            let own = (line.len() - text.len()).min(width / 2);
            let indent = format!("{INDENT}{:own$}", "");
            hang(text, width, &indent, &indent)
        })
        .collect()
}

/// Items with signs between them, broken only after a sign.
pub fn listed(items: &[String], sign: &str, width: usize) -> Vec<String> {
    let fixed: Vec<_> = items
        .iter()
        .map(|item| item.replace(' ', "\u{a0}"))
        .collect();
    hang(
        &fixed.join(&format!("\u{a0}{sign} ")),
        width,
        INDENT,
        INDENT,
    )
}

/// The text, cut to so many columns; `more` ends what was cut.
pub fn shorten(text: &str, columns: usize, more: &str) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let more = if more.width() > columns { "" } else { more };
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    let fitting = ends.take_while(|end| text[..*end].width() + more.width() <= columns);
    let cut = &text[..fitting.last().unwrap_or(0)];
    // A joiner has nothing left to join.
    cut.trim_end_matches(['\u{200c}', '\u{200d}']).to_owned() + more
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_fits_with_its_sign() {
        let cases = [
            ("Pam", 3, "…", "Pam"),
            ("Pamela", 4, "…", "Pam…"),
            ("Pamela", 4, "...", "P..."),
            ("Pamela", 2, "...", "Pa"),
            ("日本語", 5, "…", "日本…"),
            ("日本語", 4, "…", "日…"),
            ("e\u{301}e\u{301}e\u{301}", 2, "…", "e\u{301}…"),
            ("Pamela", 0, "…", ""),
            ("éé\u{200d}éééé", 5, "...", "éé..."),
        ];
        for (text, columns, more, cut) in cases {
            assert_eq!(shorten(text, columns, more), cut, "{text} in {columns}");
        }
    }

    #[test]
    fn line_breaks_and_blank_lines_stay() {
        assert_eq!(
            wrap("one two\n\nthree", 8),
            ["  one", "  two", "", "  three"]
        );
        assert_eq!(
            wrap("do\n    one  two three\n\n  end", 18),
            ["  do", "      one  two", "      three", "", "    end"]
        );
    }

    #[test]
    fn lists_break_only_after_a_sign() {
        let items = ["1-4 answer", "h hint", "s skip"].map(str::to_owned);
        let rows = listed(&items, "·", 24);
        assert_eq!(rows, ["  1-4 answer · h hint ·", "  s skip"]);
    }
}
