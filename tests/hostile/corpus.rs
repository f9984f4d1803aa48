//! Texts that are out to do harm.

use std::fmt::Write as _;
use std::io::{self, Write as _};

/// Every control character but NUL, which no argument can hold.
pub fn controls() -> impl Iterator<Item = char> {
    ('\u{1}'..='\u{1f}').chain('\u{7f}'..='\u{9f}')
}

/// What hides or reorders text.
const UNSEEN: &[char] = &[
    '\u{ad}',
    '\u{34f}',
    '\u{61c}',
    '\u{115f}',
    '\u{17b4}',
    '\u{180e}',
    '\u{200b}',
    '\u{200c}',
    '\u{200d}',
    '\u{200e}',
    '\u{200f}',
    '\u{2028}',
    '\u{2029}',
    '\u{202a}',
    '\u{202b}',
    '\u{202c}',
    '\u{202d}',
    '\u{202e}',
    '\u{2060}',
    '\u{2061}',
    '\u{2066}',
    '\u{2067}',
    '\u{2068}',
    '\u{2069}',
    '\u{206a}',
    '\u{2800}',
    '\u{3164}',
    '\u{fe00}',
    '\u{fe0f}',
    '\u{feff}',
    '\u{ffa0}',
    '\u{fff9}',
    '\u{1bca0}',
    '\u{1d173}',
    '\u{e0001}',
    '\u{e0041}',
    '\u{e007f}',
    '\u{e0100}',
    '\u{e01ef}',
];

/// Sequences that a terminal obeys, and stacks of marks.
pub fn sequences() -> Vec<String> {
    let mut sequences: Vec<String> = [
        "\x1b]0;title\x07",
        "\x1b]8;;http://example.invalid\x1b\\link\x1b]8;;\x1b\\",
        "\x1b]52;c;cm0gLXJm\x07",
        "\x1b[2J\x1b[H",
        "\x1b[1A\x1b[2K",
        "\x1b[31m",
        "\x1b[?1049h",
        "\x1b[6n",
        "\x1bP+q544e\x1b\\",
        "\x1bc",
        "\u{9d}0;title\u{9c}",
        "\u{9b}2J",
        "a\r\nerror: forged",
        "a\nerror: forged",
        "\u{202e}desrever\u{202c}",
        "\u{2066}isolated\u{2069}",
    ]
    .map(str::to_owned)
    .into();
    sequences.push(format!("Z{}", "\u{301}".repeat(300)));
    sequences.push("e\u{e0001}\u{e0041}\u{e007f}".to_owned());
    sequences
}

/// A text for each thing that can be wrong with one.
pub fn each() -> Vec<String> {
    let single = controls().chain(UNSEEN.iter().copied());
    single
        .map(|c| format!("a{c}b"))
        .chain(sequences())
        .collect()
}

/// Everything at once.
pub fn all() -> String {
    let mut text: String = controls().chain(UNSEEN.iter().copied()).collect();
    for sequence in sequences() {
        text.push_str(&sequence);
        text.push('x');
    }
    text
}

/// A few texts, of which each has something of every kind near its beginning.
pub fn few() -> [String; 4] {
    [
        "a\x1b]0;title\x07\u{9b}2J\u{202e}b\x7f".to_owned(),
        "a\nerror: forged\r\u{200b}\u{e0041}\u{feff}".to_owned(),
        format!("Z{}\u{2066}\u{fe0f}\u{200d}", "\u{301}".repeat(300)),
        all(),
    ]
}

/// The text as a TOML string has it, all of it in escapes.
pub fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |mut escaped, c| {
        let _ = write!(escaped, "\\U{:08x}", u32::from(c));
        escaped
    })
}

/// Says what is not checked here, past the test harness, which hides what a
/// test that passes prints.
pub fn skipped(what: &str) {
    let _ = writeln!(io::stderr(), "SKIPPED: {what}");
}
