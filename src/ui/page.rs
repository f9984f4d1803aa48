//! A page: what the player sees at one moment, as rows. Drawing it is one write.

use std::ops::Range;

/// Rows and columns of the window.
pub type Size = (usize, usize);

/// A taller window leaves rows empty below: the eye should not have to travel.
const TALLEST: usize = 30;

/// A window too small for all of a page still has rows for this many items.
const LEAST_ITEMS: usize = 3;
/// A row that an item is drawn into; not blank, since those are given up.
const ITEM: &str = " ";

/// Rows that fit the window's width, styled and safe to print.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Where the player is, at the top.
    pub strip: Vec<String>,
    pub body: Vec<String>,
    /// What keys do, at the bottom.
    pub keys: Vec<String>,
    /// The rows of the body that a small window shows before all others.
    pub focus: Range<usize>,
    /// Row of the body, and the byte of it before which the cursor is: the terminal knows
    /// best how wide the text before is. It is hidden if there is none.
    pub cursor: Option<(usize, usize)>,
    /// How many rows further down than usual the window looks, or up.
    pub scrolled: isize,
}

/// What of a page is in the window.
#[derive(Debug, PartialEq, Eq)]
struct View<'a> {
    rows: Vec<&'a str>,
    cursor: Option<(usize, usize)>,
    focus: Range<usize>,
}

/// A row on its way into the window, with its place in the body.
type Placed<'a> = (&'a str, Option<usize>);

impl Page {
    /// The rows for a window of this height. A page that is too tall gives up its
    /// blank rows first, from the bottom, then its keys, and then scrolls to what
    /// is in focus.
    fn view(&self, height: usize) -> View<'_> {
        let height = height.max(1);
        let other = |row| (String::as_str(row), None);
        let strip = self.strip.iter().map(other);
        let body = self.body.iter().zip(0..);
        let body = body.map(|(row, n)| (row.as_str(), Some(n)));
        let mut rows: Vec<_> = strip.chain([("", None)]).chain(body).collect();
        let wanted = |rows: &[Placed<'_>]| rows.len() + 1 + self.keys.len();
        while wanted(&rows) > height
            && let Some(blank) = rows.iter().rposition(|(text, _)| text.is_empty())
        {
            rows.remove(blank);
        }
        let has_gap = wanted(&rows) <= height;
        let has_keys = has_gap || rows.len() + self.keys.len() <= height;
        if has_keys && !self.keys.is_empty() {
            if has_gap {
                let bottom = height.min(TALLEST) - self.keys.len();
                rows.resize(bottom.max(rows.len() + 1), ("", None));
            }
            rows.extend(self.keys.iter().map(other));
        }
        let top = self.top(&rows, height);
        let shown = &rows[top..rows.len().min(top + height)];
        let cursor = self.cursor.and_then(|(row, byte)| {
            let at = shown.iter().position(|(_, body)| *body == Some(row))?;
            Some((at, byte))
        });
        let is_focus = |(_, body): &&Placed<'_>| body.is_some_and(|n| self.focus.contains(&n));
        let start = shown.iter().position(|placed| is_focus(&placed));
        let start = start.unwrap_or(shown.len());
        View {
            rows: shown.iter().map(|(text, _)| *text).collect(),
            cursor,
            focus: start..start + shown.iter().filter(is_focus).count(),
        }
    }

    /// The first row that is shown.
    fn top(&self, rows: &[Placed<'_>], height: usize) -> usize {
        let last = rows.len().saturating_sub(height);
        let at = |wanted: usize| {
            let reached = |(_, body): &Placed<'_>| body.is_some_and(|row| row >= wanted);
            rows.iter().position(reached).unwrap_or(rows.len())
        };
        let (start, end) = (at(self.focus.start), at(self.focus.end));
        // All of the focus if it fits, else its beginning, with as much above it as there
        // is room; but the cursor always.
        let mut usual = end.saturating_sub(height).min(start).min(last);
        if let Some((row, _)) = self.cursor {
            usual = usual.min(at(row)).max((at(row) + 1).saturating_sub(height));
        }
        usual.saturating_add_signed(self.scrolled).min(last)
    }

    /// Adds rows for items at the end of the body, and puts them in focus: for all of
    /// them, or as many as a window of this height has room for beside the rest.
    pub fn with_items(mut self, count: usize, height: usize) -> Self {
        let rest = self.strip.len() + self.body.len() + self.keys.len();
        let room = height.saturating_sub(rest + 2).max(LEAST_ITEMS);
        let start = self.body.len();
        self.body.resize(start + count.min(room), ITEM.to_owned());
        self.focus = start..self.body.len();
        self
    }

    /// Where the rows in focus are in a window of this height.
    pub fn focused(&self, height: usize) -> Range<usize> {
        self.view(height).focus
    }

    /// How many rows the page takes in a window of this height.
    pub fn height(&self, height: usize) -> usize {
        self.view(height).rows.len()
    }

    /// Whether scrolling by this many rows would show something else.
    pub fn can_scroll(&self, height: usize, by: isize) -> bool {
        let moved = Self {
            scrolled: self.scrolled + by,
            ..self.clone()
        };
        moved.view(height) != self.view(height)
    }

    /// The bytes that draw the page over whatever the window shows (ECMA-48).
    pub fn paint(&self, (height, _): Size) -> String {
        let view = self.view(height);
        let mut bytes = String::from("\x1b[?25l\x1b[H");
        for (n, row) in view.rows.iter().enumerate() {
            if n > 0 {
                bytes.push_str("\r\n");
            }
            match view.cursor {
                Some((at, byte)) if at == n => {
                    let (before, behind) = row.split_at(byte);
                    bytes.extend([before, "\x1b7", behind]);
                }
                _ => bytes.push_str(row),
            }
            bytes.push_str("\x1b[K");
        }
        bytes.push_str("\x1b[J");
        if view.cursor.is_some() {
            bytes.push_str("\x1b8\x1b[0m\x1b[?25h");
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<String> {
        text.split('/').map(str::to_owned).collect()
    }

    fn page() -> Page {
        Page {
            strip: rows("strip"),
            body: rows("ask//1/2/3"),
            keys: rows("keys"),
            focus: 2..5,
            cursor: Some((3, 1)),
            scrolled: 0,
        }
    }

    #[test]
    fn a_page_gives_up_blanks_then_keys_and_then_scrolls_to_its_focus() {
        let cases = [
            (11, "strip//ask//1/2/3////keys"),
            (9, "strip//ask//1/2/3//keys"),
            (8, "strip//ask/1/2/3//keys"),
            (7, "strip/ask/1/2/3//keys"),
            (6, "strip/ask/1/2/3/keys"),
            (5, "strip/ask/1/2/3"),
            (4, "ask/1/2/3"),
            (3, "1/2/3"),
            (2, "1/2"),
            (1, "2"),
        ];
        for (height, expected) in cases {
            assert_eq!(page().view(height).rows.join("/"), expected, "{height}");
        }
    }

    #[test]
    fn what_is_out_of_sight_can_be_scrolled_to() {
        for (scrolled, expected) in [(-9, "strip/ask"), (-1, "ask/1"), (1, "2/3"), (9, "2/3")] {
            let page = Page { scrolled, ..page() };
            assert_eq!(page.view(2).rows.join("/"), expected, "{scrolled}");
        }
    }

    #[test]
    fn the_cursor_follows_its_row() {
        for (height, cursor) in [(9, Some((5, 1))), (3, Some((1, 1))), (1, Some((0, 1)))] {
            assert_eq!(page().view(height).cursor, cursor, "{height}");
        }
        let painted = page().paint((9, 20));
        assert!(painted.contains("2\x1b7\x1b[K"), "{painted:?}");
        assert!(
            painted.ends_with("\x1b[J\x1b8\x1b[0m\x1b[?25h"),
            "{painted:?}"
        );
        let hidden = Page {
            cursor: None,
            ..page()
        };
        assert!(hidden.paint((9, 20)).ends_with("\x1b[J"));
    }

    #[test]
    fn items_get_rows_of_their_own() {
        let head = Page {
            body: Vec::new(),
            cursor: None,
            ..page()
        };
        for (count, height, focus) in [(4, 9, 2..6), (9, 9, 2..7), (9, 5, 1..4), (9, 3, 0..3)] {
            let page = head.clone().with_items(count, height);
            assert_eq!(page.focused(height), focus, "{count} in {height}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_window_never_gets_more_rows_than_it_has(
            body in proptest::collection::vec("[a ]?", 0..40),
            height in 1_usize..40, start in 0_usize..40, len in 0_usize..9, scrolled in -50_isize..50,
        ) {
            let page = Page { body, focus: start..start + len, scrolled, ..page() };
            let view = page.view(height);
            proptest::prop_assert!(view.rows.len() <= height);
            let focus = page.focus.start..page.focus.end.min(page.body.len());
            let full = focus.clone().filter(|n| !page.body[*n].is_empty()).count();
            if scrolled == 0 && focus.len() <= height {
                let shown = view.rows.iter().filter(|row| row.trim() == "a" || **row == " ").count();
                proptest::prop_assert!(shown >= full.min(height), "{:?}", view);
            }
        }
    }
}
