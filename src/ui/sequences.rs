//! What the bytes of a terminal mean.
//!
//! Sources: ECMA-48, the control sequences of xterm, and kitty's keyboard protocol.

use dialoguer::console::Key;

pub const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
/// The end of a string, and the same in one byte.
const ST: &[u8] = b"\x1b\\";
const ST8: u8 = 0x9c;
/// The end of a paste.
pub const PASTED: &[u8] = b"\x1b[201~";

/// What can be of any length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Long {
    Paste,
    /// A reply. It ends with ST; an OSC also with BEL, a C1 string also with ST in one byte.
    Text {
        is_osc: bool,
        is_c1: bool,
    },
}

impl Long {
    /// Where the next thing begins, if the end has come.
    pub fn end(self, bytes: &[u8]) -> Option<usize> {
        let Self::Text { is_osc, is_c1 } = self else {
            let at = bytes.windows(PASTED.len()).position(|end| end == PASTED);
            return at.map(|at| at + PASTED.len());
        };
        for (at, byte) in bytes.iter().enumerate() {
            match *byte {
                BEL if is_osc => return Some(at + 1),
                ST8 if is_c1 => return Some(at + 1),
                ESC if bytes[at..].starts_with(ST) => return Some(at + ST.len()),
                // Something else begins: the string was broken off.
                ESC if at + 1 < bytes.len() => return Some(at),
                _ => {}
            }
        }
        None
    }
}

/// What the first bytes are.
#[derive(Debug, PartialEq, Eq)]
pub enum Parsed {
    /// A key, and how many bytes it has.
    Key(Key, usize),
    /// This many bytes are no key.
    Skip(usize),
    /// This many bytes begin something long.
    Begin(Long, usize),
    /// Not enough bytes yet.
    More,
}

impl Parsed {
    /// The same, after this many bytes.
    fn behind(self, bytes: usize) -> Self {
        match self {
            Self::Key(key, used) => Self::Key(key, bytes + used),
            Self::Skip(used) => Self::Skip(bytes + used),
            Self::Begin(long, used) => Self::Begin(long, bytes + used),
            Self::More => Self::More,
        }
    }

    /// The same with Alt, which no key here uses.
    fn with_alt(self) -> Self {
        match self.behind(1) {
            Self::Key(_, used) => Self::Skip(used),
            other => other,
        }
    }
}

/// Reads one key or sequence from the start of the bytes.
pub fn parse(bytes: &[u8]) -> Parsed {
    match bytes {
        [] => Parsed::More,
        [ESC, rest @ ..] => match rest {
            [] => Parsed::More,
            [ESC, ESC, ..] => Parsed::Key(Key::Escape, 1),
            [
                byte @ (b'[' | b'O' | b']' | b'P' | b'X' | b'^' | b'_'),
                rest @ ..,
            ] => control(*byte, rest, false).behind(2),
            // Alt with a character, or with a key that sends a sequence itself.
            _ => parse(rest).with_alt(),
        },
        // The same in one byte, as an 8-bit terminal sends them: no text begins so.
        [
            byte @ (0x8f | 0x90 | 0x98 | 0x9b | 0x9d | 0x9e | 0x9f),
            rest @ ..,
        ] => control(byte - 0x40, rest, true).behind(1),
        [b'\t', ..] => Parsed::Key(Key::Tab, 1),
        [b'\r' | b'\n', ..] => Parsed::Key(Key::Enter, 1),
        [0x01, ..] => Parsed::Key(Key::Home, 1),
        [0x05, ..] => Parsed::Key(Key::End, 1),
        [0x08 | 0x7f, ..] => Parsed::Key(Key::Backspace, 1),
        _ => character(bytes).map_or(Parsed::More, |found| match found {
            Ok(c) => Parsed::Key(Key::Char(c), c.len_utf8()),
            Err(length) => Parsed::Skip(length),
        }),
    }
}

/// The first character, or how many bytes are none; `None` if it is not whole.
fn character(bytes: &[u8]) -> Option<Result<char, usize>> {
    let valid = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.valid_up_to() == 0 => return error.error_len().map(Err),
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).ok()?,
    };
    valid.chars().next().map(Ok)
}

/// Parses what follows the introducer of a control sequence or a string.
fn control(introducer: u8, rest: &[u8], is_c1: bool) -> Parsed {
    match introducer {
        b'[' => csi(rest),
        b'O' => ss3(rest),
        _ => {
            let is_osc = introducer == b']';
            Parsed::Begin(Long::Text { is_osc, is_c1 }, 0)
        }
    }
}

/// A control sequence, behind its introducer.
fn csi(rest: &[u8]) -> Parsed {
    // The Linux console's function keys.
    if rest.first() == Some(&b'[') {
        return more_characters(&rest[1..], 1).behind(1);
    }
    let Some(end) = rest.iter().position(|byte| !matches!(byte, 0x20..=0x3f)) else {
        return Parsed::More;
    };
    let used = end + 1;
    let key = match (&rest[..end], rest[end]) {
        (b"", b'A') => Key::ArrowUp,
        (b"", b'B') => Key::ArrowDown,
        (b"", b'C') => Key::ArrowRight,
        (b"", b'D') => Key::ArrowLeft,
        (b"", b'H') | (b"1" | b"7", b'~') => Key::Home,
        (b"", b'F') | (b"4" | b"8", b'~') => Key::End,
        (b"", b'Z') => Key::BackTab,
        (b"3", b'~') => Key::Del,
        (b"5", b'~') => Key::PageUp,
        (b"6", b'~') => Key::PageDown,
        // Mouse reports of X10 and of xterm's highlighting.
        (b"", b'M') => return more_characters(&rest[used..], 3).behind(used),
        (b"", b't') => return more_characters(&rest[used..], 2).behind(used),
        (b"", b'T') => return more_characters(&rest[used..], 6).behind(used),
        (b"200", b'~') => return Parsed::Begin(Long::Paste, used),
        (_, 0x40..=0x7e) => return Parsed::Skip(used),
        // Something else begins: the sequence was broken off.
        _ => return Parsed::Skip(end),
    };
    Parsed::Key(key, used)
}

/// Skips this many more characters of a report. A byte that is not UTF-8 counts as one.
fn more_characters(bytes: &[u8], count: usize) -> Parsed {
    let mut used = 0;
    for _ in 0..count {
        match character(&bytes[used..]) {
            None => return Parsed::More,
            Some(Ok(c)) => used += c.len_utf8(),
            Some(Err(_)) => used += 1,
        }
    }
    Parsed::Skip(used)
}

/// A key in application mode, behind its introducer.
fn ss3(rest: &[u8]) -> Parsed {
    let key = match rest.first() {
        None => return Parsed::More,
        Some(b'A') => Key::ArrowUp,
        Some(b'B') => Key::ArrowDown,
        Some(b'C') => Key::ArrowRight,
        Some(b'D') => Key::ArrowLeft,
        Some(b'H') => Key::Home,
        Some(b'F') => Key::End,
        Some(b'M') => Key::Enter,
        // The keypad's digits.
        Some(byte @ b'p'..=b'y') => Key::Char(char::from(byte - b'p' + b'0')),
        // With a modifier, as older terminals send it.
        Some(b'0'..=b'9' | b';') => return csi(rest),
        Some(byte) => return Parsed::Skip(usize::from(matches!(byte, 0x20..=0x7e))),
    };
    Parsed::Key(key, 1)
}
