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

/// Likewise, for a text whose line breaks count: each line by itself.
#[derive(Debug, Clone, Copy)]
pub struct PrintableLines<'a>(pub &'a str);

impl fmt::Display for PrintableLines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, line) in self.0.split('\n').enumerate() {
            let break_before = if n > 0 { "\n" } else { "" };
            write!(f, "{break_before}{}", Printable(line))?;
        }
        Ok(())
    }
}

/// Whether it is ASCII without control characters. Nearly all text is, and a large bank has a
/// lot of it.
#[must_use]
pub fn is_plain(text: &str) -> bool {
    // Without an early end, the compiler looks at many bytes at once.
    let is_plain = |byte| matches!(byte, b' '..=b'~');
    text.bytes().fold(true, |all, byte| all & is_plain(byte))
}

/// The text on one line, with single spaces.
#[must_use]
pub fn one_line(text: &str) -> Cow<'_, str> {
    let mut before = b' ';
    let has_single_spaces = text.bytes().all(|byte| {
        let is_second = byte == b' ' && before == b' ';
        before = byte;
        !is_second
    });
    if is_plain(text) && has_single_spaces && before != b' ' {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
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

/// Whether some of it is in a script that runs from right to left.
fn is_right_to_left(text: &str) -> bool {
    let is_rtl = |c| {
        matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    };
    text.chars().any(|c| is_rtl(c) && !is_mark_of_direction(c))
}

/// The text without what shows nothing in it: soft hyphens, and marks of direction if all of
/// it runs from left to right.
#[must_use]
pub fn without_idle_marks(text: &str) -> String {
    let has_rtl = is_right_to_left(text);
    let is_idle = |c: &char| *c == '\u{AD}' || (is_mark_of_direction(*c) && !has_rtl);
    text.chars().filter(|c| !is_idle(c)).collect()
}

/// What tells a terminal in which direction neutral characters run, and shows nothing.
pub(super) fn is_mark_of_direction(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}')
}

/// The characters of `text` that must not reach a terminal, with their byte offsets.
pub fn doubtful_characters(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let text = if is_plain(text) { "" } else { text };
    let has_rtl = is_right_to_left(text);
    // The previous character as printed: an escaped one ends in a brace.
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
                // An excess mark prints as a code point, so a joiner before it has nothing to join.
                let stays = !is_combining_mark(after) || marks < MAX_MARKS;
                let is_between = (can_join(before) || before == '\u{fe0f}') && can_join(after);
                (is_between && stays) || (is_joined_script(before) && !is_combining_mark(after))
            }
            // Variation selectors: text or emoji style; in a keycap, after a digit.
            '\u{fe0e}' | '\u{fe0f}' if after == '\u{20e3}' => {
                matches!(before, '0'..='9' | '#' | '*')
            }
            '\u{fe0e}' | '\u{fe0f}' => can_join(before) && !before.is_alphanumeric(),
            // They choose a form of an ideograph, and of a Mongolian letter.
            '\u{fe00}'..='\u{fe02}' | '\u{e0100}'..='\u{e01ef}' => is_ideograph(before),
            '\u{180b}'..='\u{180d}' | '\u{180f}' => matches!(before, '\u{1820}'..='\u{18aa}'),
            '\u{e0020}'..='\u{e007f}' => is_in_flag(text, at),
            c => is_mark_of_direction(c) && has_rtl,
        };
        let is_refused = marks > MAX_MARKS || (is_doubtful(c) && !joins);
        before = if is_refused { '}' } else { c };
        is_refused
    })
}

/// Scripts in which a joiner at the end of a word, too, chooses the form of its letter:
/// Arabic and Syriac, and those of India and its neighbors.
fn is_joined_script(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{7ff}' | '\u{900}'..='\u{df4}' | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{17d3}' | '\u{1807}' | '\u{1820}'..='\u{18aa}')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether the tag at `at` belongs to the flag of a region, as England's: a black flag,
/// three to six letters or digits, and an end.
fn is_in_flag(text: &str, at: usize) -> bool {
    const FLAG: char = '\u{1f3f4}';
    let is_region = |c: &char| matches!(c, '\u{e0030}'..='\u{e0039}' | '\u{e0061}'..='\u{e007a}');
    let mut before = text[..at].char_indices().rev().take(7);
    let Some((start, _)) = before.find(|(_, c)| *c == FLAG) else {
        return false;
    };
    let tags = &text[start + FLAG.len_utf8()..];
    let region = tags.chars().take(7).take_while(is_region);
    let length: usize = region.clone().map(char::len_utf8).sum();
    let has_end = tags[length..].starts_with('\u{e007f}');
    has_end && (3..=6).contains(&region.count()) && at <= text.len() - tags.len() + length
}

/// Controls, line separators, and characters that show nothing or reorder text.
///
/// This includes joiners, selectors and tags, which are fine beside characters that use
/// them.
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
            (
                "1\u{fe0f}\u{20e3}#\u{20e3}",
                "1\u{fe0f}\u{20e3}#\u{20e3}",
                "keycaps",
            ),
            ("1\u{fe0f}", "1\\u{fe0f}", "picture of a digit"),
            (
                "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}!",
                "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}!",
                "the flag of England",
            ),
            (
                "🏴\u{e0067}\u{e0062}\u{e0065}",
                "🏴\\u{e0067}\\u{e0062}\\u{e0065}",
                "a flag without end",
            ),
            ("a\u{200e}b", "a\\u{200e}b", "an idle mark of direction"),
            ("שלום\u{200e}!", "שלום\u{200e}!", "a mark of direction"),
            (
                "می\u{200c} ",
                "می\u{200c} ",
                "a joiner at the end of a Persian word",
            ),
            ("葛\u{e0100}城", "葛\u{e0100}城", "a form of an ideograph"),
            ("ᠠ\u{180b}", "ᠠ\u{180b}", "a form of a Mongolian letter"),
            ("a\u{e0100}", "a\\u{e0100}", "a form of a Latin letter"),
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
            text in "\\PC*|.*|[a1é❤🔥🏴葛م\u{200c}\u{200d}\u{200e}\u{fe0f}\u{20e3}\u{301}\u{64b}\u{202e}\u{e0067}\u{e007f}\u{e0100}]{0,30}",
        ) {
            let shown = Printable(&text).to_string();
            proptest::prop_assert_eq!(doubtful_characters(&shown).next(), None);
            proptest::prop_assert_eq!(Printable(&shown).to_string(), shown);
        }
    }
}
