//! Untrusted text on its way to a terminal.

use std::borrow::Cow;
use std::fmt;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The most combining marks that may follow one character.
///
/// Unicode Standard Annex 15 (stream-safe text) allows 30; no written language
/// needs more than a handful, and stacks of them paint over other lines.
const MAX_MARKS: usize = 8;

/// Text from a bank, a name, a path or a database. Characters that could move the
/// cursor, or hide or reorder text, are shown as code points.
#[derive(Debug, Clone, Copy)]
pub struct Printable<'a>(pub &'a str);

impl fmt::Display for Printable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut plain = 0;
        for (at, c) in doubtful_characters(self.0) {
            f.write_str(&self.0[plain..at])?;
            write!(f, "\\u{{{:x}}}", u32::from(c))?;
            plain = at + c.len_utf8();
        }
        f.write_str(&self.0[plain..])
    }
}

/// What a reader sees of a text: two texts are told apart on a screen only if this
/// differs. Composes letters, drops what shows nothing, and makes all spaces alike.
#[must_use]
pub fn appearance(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let shown = text.nfc().filter(|c| !is_mark_of_direction(*c));
    let shown = shown.map(|c| if c.is_whitespace() { ' ' } else { c });
    Cow::Owned(shown.collect())
}

/// What tells a terminal in which direction neutral characters run, and shows nothing.
fn is_mark_of_direction(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}')
}

/// The characters of `text` that must not reach a terminal, with their byte offsets.
pub fn doubtful_characters(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    // Nearly all text is plain, and a large bank has a lot of it.
    let is_plain = text.is_ascii()
        && !text
            .bytes()
            .fold(false, |any, b| any | b.is_ascii_control());
    let text = if is_plain { "" } else { text };
    // What is shown before a character: a doubtful one ends in a brace.
    let mut before = ' ';
    let mut marks = 0;
    text.char_indices().filter(move |&(at, c)| {
        if is_combining_mark(c) {
            marks += 1;
        } else if !is_doubtful(c) {
            marks = 0;
        }
        let after = text[at + c.len_utf8()..].chars().next().unwrap_or(' ');
        let can_join = |c: char| !c.is_ascii() && !is_doubtful(c);
        let joins = match c {
            '\u{200c}' | '\u{200d}' => {
                // A mark too many is shown as its code point, which nothing joins.
                let stays = !is_combining_mark(after) || marks < MAX_MARKS;
                (can_join(before) || before == '\u{fe0f}') && can_join(after) && stays
            }
            // It asks for an emoji instead of a plain sign.
            '\u{fe0f}' => can_join(before) && !before.is_alphanumeric(),
            _ => false,
        };
        let is_refused = marks > MAX_MARKS || (is_doubtful(c) && !joins);
        before = if is_refused { '}' } else { c };
        is_refused
    })
}

/// Controls, line separators, and characters that show nothing or reorder text.
///
/// This includes the joiners U+200C and U+200D and the emoji selector U+FE0F, which
/// are fine between characters that use them.
fn is_doubtful(c: char) -> bool {
    c.is_control()
        || is_ignorable(c)
        || matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{2800}' | '\u{FFF9}'..='\u{FFFC}'
        )
}

/// What shows nothing: `Default_Ignorable_Code_Point` of the Unicode character database.
pub(super) fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}'
        | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFF8}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_doubtful_characters_as_code_points() {
        let zalgo = format!("a{}", "\u{301}".repeat(10));
        let cases = [
            ("plain", "plain", "ASCII stays"),
            ("Café 日本", "Café 日本", "letters stay"),
            ("a\x1b[31mb", "a\\u{1b}[31mb", "escape"),
            ("a\u{9b}31m", "a\\u{9b}31m", "C1 introducer"),
            ("a\nb\tc", "a\\u{a}b\\u{9}c", "line breaks"),
            ("\u{202e}abc", "\\u{202e}abc", "override"),
            ("a\u{200b}b", "a\\u{200b}b", "zero width space"),
            ("a\u{200d}b", "a\\u{200d}b", "joiner between ASCII"),
            ("👩\u{200d}🚀", "👩\u{200d}🚀", "joiner in an emoji"),
            ("❤\u{fe0f}", "❤\u{fe0f}", "emoji presentation"),
            (
                "❤\u{fe0f}\u{200d}🔥",
                "❤\u{fe0f}\u{200d}🔥",
                "joiner behind a picture sign",
            ),
            (
                "é\u{200c}\u{200c}é",
                "é\\u{200c}\\u{200c}é",
                "a run of joiners",
            ),
            (
                "Jos\u{e9}\u{200d}",
                "Jos\u{e9}\\u{200d}",
                "joiner at the end",
            ),
            ("pam\u{fe0f}", "pam\\u{fe0f}", "picture of a letter"),
            ("\u{2800}", "\\u{2800}", "blank pattern"),
            ("x\u{e0041}", "x\\u{e0041}", "tag"),
        ];
        for (text, shown, why) in cases {
            assert_eq!(Printable(text).to_string(), shown, "{why}");
        }
        assert_eq!(doubtful_characters(&zalgo).count(), 10 - MAX_MARKS);
        let full = format!("a{}\u{200c}\u{301}", "\u{301}".repeat(MAX_MARKS));
        assert_eq!(doubtful_characters(&full).count(), 2, "{full:?}");
        let joined = format!("a{0}\u{200d}{0}", "\u{301}".repeat(MAX_MARKS));
        assert_eq!(doubtful_characters(&joined).count(), MAX_MARKS + 1);
    }

    proptest::proptest! {
        #[test]
        fn prints_no_control_character(
            text in "\\PC*|.*|[aé❤🔥\u{200c}\u{200d}\u{fe0f}\u{301}\u{202e}]{0,30}",
        ) {
            let shown = Printable(&text).to_string();
            proptest::prop_assert_eq!(doubtful_characters(&shown).next(), None);
            proptest::prop_assert_eq!(Printable(&shown).to_string(), shown);
        }
    }
}
