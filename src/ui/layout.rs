//! Text made to fit the width of a window.

use dialoguer::console::truncate_str;
use unicode_width::UnicodeWidthStr as _;

use super::style::Style;
use crate::text::code;

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

/// Rows of at most this many columns: the first begins with `first`, the others with `next`.
/// Line breaks stay, and code is cut.
pub fn hang(text: &str, width: usize, first: &str, next: &str) -> Vec<String> {
    let mut rows = Vec::new();
    for (line, is_code) in code::lines(text) {
        let lead = if rows.is_empty() { first } else { next };
        if is_code {
            rows.push(cut(lead, line, width));
            continue;
        }
        let options = textwrap::Options::new(width)
            .initial_indent(lead)
            .subsequent_indent(next);
        let wrapped = textwrap::wrap(line, options).into_iter();
        // Having held the words together, they are spaces like any other.
        rows.extend(wrapped.map(|row| row.replace('\u{a0}', " ").trim_end().to_owned()));
    }
    rows
}

/// Rows of at most this many columns, indented; line breaks, blank lines and the lines' own
/// indents stay, and code is cut.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    code::lines(text)
        .flat_map(|(line, is_code)| {
            if is_code {
                return vec![cut(INDENT, line, width)];
            }
            let text = line.trim_start_matches(' ');
            let own = (line.len() - text.len()).min(width / 2);
            let indent = format!("{INDENT}{:own$}", "");
            hang(text, width, &indent, &indent)
        })
        .collect()
}

/// A line of code with what it hangs on, ending in `>` if there is more of it.
fn cut(lead: &str, line: &str, width: usize) -> String {
    let row = format!("{lead}{line}");
    truncate_str(row.trim_end(), width, ">").into_owned()
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

/// The text, cut to this many columns; `more` ends what was cut.
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
            wrap("do\n   one  two three\n\n  end", 18),
            ["  do", "     one  two", "     three", "", "    end"]
        );
    }

    #[test]
    fn code_is_cut_and_never_wrapped() {
        let code =
            "What is it?\n    for n in 1..=9 {\n        n\n```\nlet a = \"日本語\";\n```\nTell me.";
        assert_eq!(
            wrap(code, 16),
            [
                "  What is it?",
                "      for n in >",
                "          n",
                "  ```",
                "  let a = \"日本>",
                "  ```",
                "  Tell me.",
            ]
        );
        assert_eq!(
            hang("a long one\n    and code here", 11, " 1  ", "    "),
            [" 1  a long", "    one", "        an>"]
        );
    }

    #[test]
    fn lists_break_only_after_a_sign() {
        let items = ["1-4 answer", "h hint", "s skip"].map(str::to_owned);
        let rows = listed(&items, "·", 24);
        assert_eq!(rows, ["  1-4 answer · h hint ·", "  s skip"]);
    }
}
