//! The cursor at the arrow of a menu, where screen readers look for it.
//!
//! dialoguer hides the cursor and leaves it below the items. It draws each item
//! by itself, moving relative to where it stopped; so the cursor goes to the arrow
//! after each write, and back before the next.

use std::io::{self, Write};

#[cfg(unix)]
use std::os::fd::{AsRawFd, RawFd};

use dialoguer::console::Term;

/// Stands before the arrow: DECSC, which saves the cursor's place.
pub const MARK: &str = "\x1b7";
const TO_MARK: &str = "\x1b8";
const HIDE: &str = "\x1b[?25l";

/// A terminal on stderr for dialoguer.
#[cfg(unix)]
#[must_use]
pub fn term() -> Term {
    Term::read_write_pair(io::stdin(), AtArrow::new(io::stderr()))
}

#[cfg(not(unix))]
#[must_use]
pub fn term() -> Term {
    Term::stderr()
}

#[derive(Debug)]
struct AtArrow<W> {
    inner: W,
    /// Rows from the arrow down to where dialoguer stopped; 0 without an arrow.
    below: usize,
    is_at_arrow: bool,
}

impl<W: Write> AtArrow<W> {
    fn new(inner: W) -> Self {
        Self {
            inner,
            below: 0,
            is_at_arrow: false,
        }
    }
}

impl<W: Write> Write for AtArrow<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(bytes).replace(HIDE, "");
        let mut out = String::new();
        if std::mem::take(&mut self.is_at_arrow) {
            // Items end with a line break, so it stopped at the start of a row.
            out = format!("\x1b[{}B\r", self.below);
        }
        out.push_str(&text);
        let rows = |text: &str| text.matches('\n').count();
        let is_up = text.starts_with("\x1b[") && text.ends_with('A');
        self.below = match text.rfind(MARK) {
            Some(at) => rows(&text[at..]),
            // The items are drawn again.
            None if is_up || self.below == 0 => 0,
            None => self.below + rows(&text),
        };
        if self.below > 0 {
            out.push_str(TO_MARK);
            self.is_at_arrow = true;
        }
        self.inner.write_all(out.as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(unix)]
impl<W: AsRawFd> AsRawFd for AtArrow<W> {
    fn as_raw_fd(&self) -> RawFd {
        self.inner.as_raw_fd()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_goes_to_the_arrow_and_back() {
        let mut arrow = AtArrow::new(Vec::new());
        for text in [
            "\x1b[?25l",
            "prompt\n",
            "  one\n",
            " \x1b7> two\n",
            "  three\n",
        ] {
            arrow.write_all(text.as_bytes()).unwrap();
        }
        let drawn = String::from_utf8(arrow.inner.clone()).unwrap();
        let expected = "prompt\n  one\n \x1b7> two\n\x1b8\x1b[1B\r  three\n\x1b8";
        assert_eq!(drawn, expected);
        arrow.inner.clear();
        // Cleared rows have no arrow any more.
        arrow.write_all(b"\x1b[3A").unwrap();
        arrow.write_all(b"  one\n").unwrap();
        let drawn = String::from_utf8(arrow.inner).unwrap();
        assert_eq!(drawn, "\x1b[2B\r\x1b[3A  one\n");
    }
}
