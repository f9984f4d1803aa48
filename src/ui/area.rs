//! The part of a page in which dialoguer draws the items of a menu.
//!
//! dialoguer draws relative to where it stopped, and knows nothing about the page around it. Here
//! each of its frames becomes a whole page, so that a resized window is right again after the next
//! key. The cursor goes to the arrow, where screen readers look for it.

use std::fmt::{self, Write as _};
use std::io::{self, Write};

#[cfg(unix)]
use std::os::fd::{AsRawFd, RawFd};

use dialoguer::console::{Term, truncate_str};

use super::page::{Page, Size};

/// Marks the arrow of an item; the terminal never sees it.
pub const ARROW: char = '\u{1}';

/// The page around the items in a window of this size.
pub type Around = Box<dyn Fn(Size) -> Page + Send>;

/// A terminal on stderr that draws its input into the page.
#[cfg(unix)]
#[expect(clippy::disallowed_methods, reason = "menus leave the program here")]
pub fn term(around: Around) -> Term {
    let size = || {
        let (rows, columns) = Term::stderr().size();
        (rows.into(), columns.into())
    };
    Term::read_write_pair(io::stdin(), Area::new(io::stderr(), around, size))
}

#[cfg(not(unix))]
pub fn term(_: Around) -> Term {
    Term::stderr()
}

struct Area<W> {
    inner: W,
    around: Around,
    size: fn() -> Size,
    /// The next text begins a frame.
    is_fresh: bool,
    /// The next row to draw, and the first row after the items.
    row: usize,
    end: usize,
    columns: usize,
    arrow: Option<(usize, usize)>,
}

impl<W> fmt::Debug for Area<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Area").finish_non_exhaustive()
    }
}

impl<W: Write> Area<W> {
    fn new(inner: W, around: Around, size: fn() -> Size) -> Self {
        Self {
            inner,
            around,
            size,
            is_fresh: true,
            row: 0,
            end: 0,
            columns: 0,
            arrow: None,
        }
    }

    /// Draws the page without the items.
    fn begin(&mut self, out: &mut String) {
        let size = (self.size)();
        let page = (self.around)(size);
        out.push_str(&page.paint(size));
        let rows = page.focused(size.0);
        (self.row, self.end, self.columns) = (rows.start, rows.end, size.1);
        self.arrow = None;
        self.is_fresh = false;
    }

    fn draw(&mut self, line: &str, out: &mut String) {
        if self.row < self.end {
            let (before, shown) = match line.split_once(ARROW) {
                Some((before, _)) => (Some(before), line.replace(ARROW, "")),
                None => (None, line.to_owned()),
            };
            let column = before.map(textwrap::core::display_width);
            self.arrow = column.map(|column| (self.row, column)).or(self.arrow);
            // Writing to a string cannot fail.
            let shown = truncate_str(&shown, self.columns, "");
            let _ = write!(out, "\x1b[{};1H{shown}", self.row + 1);
        }
        self.row += 1;
    }
}

impl<W: Write> Write for Area<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(bytes);
        let is_move = text.starts_with("\x1b[") && text.ends_with(['A', 'B', 'l', 'h']);
        if is_move || text == "\r\x1b[2K" {
            // dialoguer moves back to its start, or shows or hides the cursor.
            self.is_fresh |= !text.ends_with(['l', 'h']);
            return Ok(bytes.len());
        }
        let mut out = String::new();
        if self.is_fresh {
            self.begin(&mut out);
        }
        for line in text.lines() {
            self.draw(line, &mut out);
        }
        if let Some((row, column)) = self.arrow {
            let _ = write!(out, "\x1b[{};{}H\x1b[?25h", row + 1, column + 1);
        }
        self.inner.write_all(out.as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(unix)]
impl<W: AsRawFd> AsRawFd for Area<W> {
    fn as_raw_fd(&self) -> RawFd {
        self.inner.as_raw_fd()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around((rows, _): Size) -> Page {
        let page = Page {
            strip: vec!["head".to_owned()],
            keys: vec!["keys".to_owned()],
            ..Page::default()
        };
        page.with_items(9, rows)
    }

    /// The contents of a window of seven rows after these writes, and its cursor.
    fn shown(writes: &[&str]) -> (String, (u16, u16)) {
        let mut area = Area::new(Vec::new(), Box::new(around), || (7, 20));
        for text in writes {
            area.write_all(text.as_bytes()).unwrap();
        }
        let size = |n| std::num::NonZeroU16::new(n).unwrap();
        let mut parser = vt100::Parser::new(size(7), size(20), 0);
        parser.process(&area.inner);
        let screen = parser.screen();
        (screen.contents(), screen.cursor_position())
    }

    #[test]
    fn a_frame_is_a_whole_page_with_the_cursor_at_the_arrow() {
        let frame = ["\x1b[?25l", " \u{1}> one\n", "   two\n"];
        let first = ("head\n\n > one\n   two\n \n\nkeys".to_owned(), (2, 1));
        assert_eq!(shown(&frame), first);
        let next = [
            "\x1b[2A",
            "\r\x1b[2K",
            "\x1b[1B",
            "\r\x1b[2K",
            "\x1b[1B",
            "\x1b[2A",
        ];
        let moved = ["   one\n", " \u{1}> two\n"];
        let second = ("head\n\n   one\n > two\n \n\nkeys".to_owned(), (3, 1));
        assert_eq!(shown(&[&frame[..], &next, &moved].concat()), second);
    }

    #[test]
    fn items_do_not_wrap_or_cover_the_key_line() {
        let long = "x".repeat(30) + "\n";
        let (screen, _) = shown(&[&long, "b\n", "c\n", "d\n"]);
        let expected = format!("head\n\n{}\nb\nc\n\nkeys", "x".repeat(20));
        assert_eq!(screen, expected);
    }
}
