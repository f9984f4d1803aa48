//! Keys out of the bytes that a terminal sends.
//!
//! The console library's reader takes what it does not know apart into letters,
//! which would answer questions: a late reply of the terminal, a mouse report,
//! Alt with an arrow. Here every sequence is read to its end (ECMA-48, and the
//! control sequences of xterm).

use std::io;
use std::time::Duration;

use dialoguer::console::Key;

/// How long the rest of a sequence may take to arrive; a lone Escape is a key.
const SEQUENCE: Duration = Duration::from_millis(50);

/// A longer sequence, in bytes, is none.
#[cfg(unix)]
const LONGEST: usize = 1 << 16;

/// The keyboard, and bytes that have come but are no whole key yet.
#[derive(Debug, Default)]
pub struct Keys {
    #[cfg(unix)]
    bytes: Vec<u8>,
}

#[cfg(unix)]
impl Keys {
    /// Waits for a key; `None` if none comes in time.
    ///
    /// # Errors
    /// What the system says, and [`io::ErrorKind::Interrupted`] if there will be no more
    /// keys; a wait that a signal ends is no error.
    pub fn next(&mut self, limit: Duration) -> io::Result<Option<Key>> {
        loop {
            if let Some(key) = self.read_already() {
                return Ok(Some(key));
            }
            let is_new = self.bytes.is_empty();
            if !wait(if is_new { limit } else { SEQUENCE })? {
                // The rest of a sequence never came.
                let bytes = std::mem::take(&mut self.bytes);
                if is_new || bytes.iter().all(|byte| *byte == ESC) {
                    return Ok((!is_new).then_some(Key::Escape));
                }
                continue;
            }
            if self.bytes.len() > LONGEST {
                self.bytes.clear();
            }
            let mut buffer = [0; 256];
            match rustix::io::read(rustix::stdio::stdin(), &mut buffer) {
                Ok(0) => return Err(io::ErrorKind::Interrupted.into()),
                Ok(read) => self.bytes.extend_from_slice(&buffer[..read]),
                Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// The next key of those that came along with the last one.
    pub fn read_already(&mut self) -> Option<Key> {
        loop {
            let (used, key) = parse(&self.bytes)?;
            self.bytes.drain(..used);
            if key.is_some() {
                return key;
            }
        }
    }

    /// Drops the keys that have come and not been read.
    pub fn forget(&mut self) {
        use rustix::termios::{QueueSelector, tcflush};
        self.bytes.clear();
        // If that fails they are read as they come.
        let _ = tcflush(rustix::stdio::stdin(), QueueSelector::IFlush);
    }
}

/// Whether something can be read before the limit; a signal ends the wait, too.
#[cfg(unix)]
fn wait(limit: Duration) -> io::Result<bool> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let stdin = rustix::stdio::stdin();
    let mut fds = [PollFd::new(&stdin, PollFlags::IN)];
    let limit = Timespec::try_from(limit).ok();
    match poll(&mut fds, limit.as_ref()) {
        Ok(ready) => Ok(ready > 0),
        Err(rustix::io::Errno::INTR) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Elsewhere the console library reads keys, and waits for as long as it takes.
#[cfg(not(unix))]
impl Keys {
    pub fn next(&mut self, _: Duration) -> io::Result<Option<Key>> {
        dialoguer::console::Term::stderr().read_key().map(Some)
    }

    pub fn read_already(&mut self) -> Option<Key> {
        None
    }

    pub fn forget(&mut self) {}
}

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;

/// How many of the first bytes belong together, and the key that they are, if they are
/// one; `None` if the rest of them has to come.
type Parsed = Option<(usize, Option<Key>)>;

fn parse(bytes: &[u8]) -> Parsed {
    let key = match *bytes.first()? {
        ESC => return escape(&bytes[1..]),
        b'\r' | b'\n' => Key::Enter,
        b'\t' => Key::Tab,
        0x01 => Key::Home,
        0x05 => Key::End,
        0x08 | 0x7f => Key::Backspace,
        byte => {
            let length = match byte {
                0x00..=0x7f => 1,
                0xc2..=0xdf => 2,
                0xe0..=0xef => 3,
                0xf0..=0xf4 => 4,
                _ => return Some((1, None)),
            };
            let text = std::str::from_utf8(bytes.get(..length)?).unwrap_or_default();
            let c = text.chars().next();
            return Some((text.len().max(1), c.map(Key::Char)));
        }
    };
    Some((1, Some(key)))
}

/// What follows Escape.
fn escape(rest: &[u8]) -> Parsed {
    match rest {
        [b'[', rest @ ..] => csi(rest),
        [b'O', rest @ ..] => Some((3, application_key(*rest.first()?))),
        // OSC ends with BEL, too; DCS, SOS, PM and APC only with ST.
        [b']', rest @ ..] => string(rest, true),
        [b'P' | b'X' | b'^' | b'_', rest @ ..] => string(rest, false),
        [ESC, ESC, ..] => Some((1, Some(Key::Escape))),
        // Alt with a character, or with a key that sends a sequence itself.
        _ => parse(rest).map(|(used, _)| (1 + used, None)),
    }
}

/// A control sequence, behind `ESC [`.
fn csi(rest: &[u8]) -> Parsed {
    const LEAD: usize = 2;
    const END_OF_PASTE: &[u8] = b"\x1b[201~";
    // The Linux console's function keys.
    if *rest.first()? == b'[' {
        return rest.get(1).map(|_| (LEAD + 2, None));
    }
    let end = rest.iter().position(|byte| !matches!(byte, 0x20..=0x3f))?;
    let mut used = LEAD + end + 1;
    let key = match (&rest[..end], rest[end]) {
        (b"1" | b"7", b'~') => Some(Key::Home),
        (b"4" | b"8", b'~') => Some(Key::End),
        (b"3", b'~') => Some(Key::Del),
        (b"5", b'~') => Some(Key::PageUp),
        (b"6", b'~') => Some(Key::PageDown),
        (b"", b'Z') => Some(Key::BackTab),
        // A mouse report of X10: button, column and row follow.
        (b"", b'M') => {
            rest.get(end + 3)?;
            used += 3;
            None
        }
        (b"200", b'~') => {
            let mut pasted = rest[end + 1..].windows(END_OF_PASTE.len());
            used += pasted.position(|bytes| bytes == END_OF_PASTE)? + END_OF_PASTE.len();
            None
        }
        (b"", letter) => cursor_key(letter),
        _ => None,
    };
    Some((used, key))
}

/// The key that ends with this letter, in both modes.
fn cursor_key(letter: u8) -> Option<Key> {
    match letter {
        b'A' => Some(Key::ArrowUp),
        b'B' => Some(Key::ArrowDown),
        b'C' => Some(Key::ArrowRight),
        b'D' => Some(Key::ArrowLeft),
        b'H' => Some(Key::Home),
        b'F' => Some(Key::End),
        _ => None,
    }
}

/// A key in application mode, behind `ESC O`.
fn application_key(byte: u8) -> Option<Key> {
    match byte {
        b'M' => Some(Key::Enter),
        // The keypad's digits.
        b'p'..=b'y' => Some(Key::Char(char::from(byte - b'p' + b'0'))),
        letter => cursor_key(letter),
    }
}

/// A reply that is a string, behind its two first bytes.
fn string(rest: &[u8], ends_with_bell: bool) -> Parsed {
    let is_end = |byte: &u8| *byte == ESC || (*byte == BEL && ends_with_bell);
    let at = rest.iter().position(is_end)?;
    let used = match (rest[at], rest.get(at + 1)) {
        (BEL, _) => at + 3,
        (_, Some(b'\\')) => at + 4,
        // Something else begins: the string was broken off.
        (_, Some(_)) => at + 2,
        (_, None) => return None,
    };
    Some((used, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every key in these bytes.
    fn keys(mut bytes: &[u8]) -> Vec<Key> {
        let mut keys = Vec::new();
        while let Some((used, key)) = parse(bytes) {
            keys.extend(key);
            bytes = &bytes[used..];
        }
        keys
    }

    #[test]
    fn keys_are_told_in_every_spelling() {
        let cases: [(&[u8], Key); 16] = [
            (b"a", Key::Char('a')),
            ("é".as_bytes(), Key::Char('é')),
            ("👩".as_bytes(), Key::Char('👩')),
            (b"\r", Key::Enter),
            (b"\n", Key::Enter),
            (b"\x7f", Key::Backspace),
            (b"\x08", Key::Backspace),
            (b"\x1b[A", Key::ArrowUp),
            (b"\x1bOA", Key::ArrowUp),
            (b"\x1bOM", Key::Enter),
            (b"\x1bOq", Key::Char('1')),
            (b"\x1b[H", Key::Home),
            (b"\x1b[1~", Key::Home),
            (b"\x1b[3~", Key::Del),
            (b"\x1b[6~", Key::PageDown),
            (b"\x1b[Z", Key::BackTab),
        ];
        for (bytes, key) in cases {
            assert_eq!(keys(bytes), [key], "{bytes:?}");
        }
    }

    #[test]
    fn what_is_no_key_presses_none() {
        let cases: [&[u8]; 22] = [
            b"\x1b\x1b[A",
            b"\x1b\x1bOA",
            b"\x1b[1;3A",
            b"\x1b[1;5C",
            b"\x1b1",
            b"\x1bs",
            "\x1bé".as_bytes(),
            b"\x1bOP",
            b"\x1b[15~",
            b"\x1b[[A",
            b"\x1b[97;5u",
            b"\x1b[?1;2c",
            b"\x1b[I",
            b"\x1b[O",
            b"\x1b[M !!",
            b"\x1b[<0;12;7M",
            b"\x1b[200~1 q\r\x1b[201~",
            b"\x1b]11;rgb:0000/0000/0000\x07",
            b"\x1b]11;rgb:0000/0000/0000\x1b\\",
            b"\x1bP1$r0q\x1b\\",
            b"\x1b_Gi=1;OK\x1b\\",
            b"\xff\xfe\xc3(\x80",
        ];
        for bytes in cases {
            let expected: &[Key] = if bytes.starts_with(b"\xff") {
                &[Key::Char('(')]
            } else {
                &[]
            };
            assert_eq!(
                keys(bytes),
                expected,
                "{:?}",
                bytes.escape_ascii().to_string()
            );
            // And the key behind it is one.
            let behind = [bytes, b"2"].concat();
            let expected = [expected, &[Key::Char('2')]].concat();
            assert_eq!(
                keys(&behind),
                expected,
                "{:?}",
                bytes.escape_ascii().to_string()
            );
        }
    }

    #[test]
    fn the_beginning_of_a_sequence_waits_for_its_rest() {
        for bytes in [
            &b"\x1b"[..],
            b"\x1b[",
            b"\x1b[1;",
            b"\x1bO",
            b"\x1b]11;rgb",
            b"\x1b\x1b",
            b"\xc3",
        ] {
            assert_eq!(parse(bytes), None, "{bytes:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_are_read_twice_or_beyond_their_end(
            bytes in proptest::collection::vec(
                proptest::prop_oneof![proptest::arbitrary::any::<u8>(), proptest::sample::select(b"\x1b[O]PM~\\\x07;0A".to_vec())],
                0..40,
            ),
        ) {
            let mut rest = bytes.as_slice();
            while let Some((used, _)) = parse(rest) {
                proptest::prop_assert!(used > 0 && used <= rest.len(), "{:?}", rest);
                rest = &rest[used..];
            }
        }
    }
}
