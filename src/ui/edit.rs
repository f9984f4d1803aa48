//! A line of text under the player's hands.

use std::ops::Range;

use dialoguer::console::Key;
use unicode_width::UnicodeWidthChar as _;

/// Longer text, in characters, is not taken: nobody types it.
const LONGEST: usize = 500;

/// What has been typed, and where the cursor stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edit {
    text: Vec<char>,
    cursor: usize,
}

impl Edit {
    pub fn text(&self) -> String {
        self.text.iter().collect()
    }

    /// Keys that do not edit change nothing.
    pub fn press(&mut self, key: &Key) {
        match key {
            Key::ArrowLeft => self.cursor = self.cursor.saturating_sub(1),
            Key::ArrowRight => self.cursor = (self.cursor + 1).min(self.text.len()),
            Key::Home => self.cursor = 0,
            Key::End => self.cursor = self.text.len(),
            Key::Backspace if self.cursor > 0 => {
                self.cursor -= 1;
                self.text.remove(self.cursor);
            }
            Key::Del if self.cursor < self.text.len() => {
                self.text.remove(self.cursor);
            }
            // Ctrl-U and Ctrl-W, as every shell has them.
            Key::Char('\u{15}') => {
                self.text.drain(..self.cursor);
                self.cursor = 0;
            }
            Key::Char('\u{17}') => self.drop_word(),
            Key::Char(c) if !c.is_control() && self.text.len() < LONGEST => {
                self.text.insert(self.cursor, *c);
                self.cursor += 1;
            }
            _ => {}
        }
    }

    fn drop_word(&mut self) {
        let before: String = self.text[..self.cursor].iter().collect();
        let kept = before
            .trim_end()
            .trim_end_matches(|c: char| !c.is_whitespace());
        let from = kept.chars().count();
        self.text.drain(from..self.cursor);
        self.cursor = from;
    }

    /// The part of the text that fits into this many columns, and the byte of it before which
    /// the cursor is. A joined emoji counts as its parts: terminals disagree.
    #[must_use]
    pub fn view(&self, columns: usize) -> (String, usize) {
        let width = |c: &char| c.width().unwrap_or(0);
        // A column is left for the cursor behind the text.
        let room = columns.saturating_sub(1);
        let (mut from, mut before) = (self.cursor, 0);
        while from > 0 && before + width(&self.text[from - 1]) <= room {
            from -= 1;
            before += width(&self.text[from]);
        }
        // A mark whose letter is out of view would go to the prompt.
        while from < self.cursor && width(&self.text[from]) == 0 {
            from += 1;
        }
        let (mut to, mut all) = (self.cursor, before);
        while to < self.text.len() && all + width(&self.text[to]) <= room {
            all += width(&self.text[to]);
            to += 1;
        }
        let seen = |range: Range<usize>| self.text[range].iter().collect::<String>();
        let before = seen(from..self.cursor);
        let cursor = before.len();
        (before + &seen(self.cursor..to), cursor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &[Key]) -> Edit {
        let mut edit = Edit::default();
        for key in keys {
            edit.press(key);
        }
        edit
    }

    fn keys(text: &str) -> Vec<Key> {
        text.chars().map(Key::Char).collect()
    }

    #[test]
    fn keys_edit_the_line_at_the_cursor() {
        let cases: [(&[Key], &str); 8] = [
            (&[Key::Backspace], "jim and pa"),
            (&[Key::Home, Key::Del], "im and pam"),
            (&[Key::ArrowLeft, Key::Char('l')], "jim and palm"),
            (&[Key::ArrowRight, Key::Char('!')], "jim and pam!"),
            (&[Key::Char('\u{15}')], ""),
            (&[Key::Char('\u{17}')], "jim and "),
            (&[Key::Char('\u{17}'), Key::Char('\u{17}')], "jim "),
            (&[Key::Char('\u{4}'), Key::Enter, Key::Tab], "jim and pam"),
        ];
        for (more, expected) in cases {
            let edit = typed(&[keys("jim and pam").as_slice(), more].concat());
            assert_eq!(edit.text(), expected, "{more:?}");
        }
    }

    #[test]
    fn the_view_never_gets_wider_than_its_columns() {
        let cases = [
            ("", 10, ("", 0)),
            ("short", 10, ("short", 5)),
            ("0123456789", 6, ("56789", 5)),
            ("日本語日本語", 6, ("本語", 6)),
            ("e\u{301}e\u{301}", 6, ("e\u{301}e\u{301}", 6)),
            ("e\u{301}e\u{301}", 2, ("e\u{301}", 3)),
            ("👩\u{200d}👧", 6, ("👩\u{200d}👧", 11)),
            ("👩\u{200d}👧", 4, ("👧", 4)),
        ];
        for (text, columns, (seen, cursor)) in cases {
            assert_eq!(
                typed(&keys(text)).view(columns),
                (seen.to_owned(), cursor),
                "{text}"
            );
        }
        let mut home = typed(&keys("0123456789"));
        home.press(&Key::Home);
        assert_eq!(home.view(6), ("01234".to_owned(), 0));
    }

    #[test]
    fn a_pasted_book_is_cut() {
        assert_eq!(typed(&keys(&"x".repeat(10_000))).text().len(), LONGEST);
    }
}
