//! Bytes of a file to text.

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The text of a file, with `\n` at the end of each line, and whether some of it was not UTF-8.
/// A byte-order mark tells UTF-16; else a line that is not UTF-8 is read as Windows-1252, since
/// files that were put together mix them.
#[must_use]
pub fn decode(mut bytes: Vec<u8>) -> (String, bool) {
    let utf_16 = [(&b"\xff\xfe"[..], UTF_16LE), (b"\xfe\xff", UTF_16BE)];
    for (mark, encoding) in utf_16 {
        if let Some(bytes) = bytes.strip_prefix(mark) {
            return (with_line_ends(encoding.decode(bytes).0.into_owned()), true);
        }
    }
    if bytes.starts_with(b"\xef\xbb\xbf") {
        bytes.drain(..3);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return (with_line_ends(text), false),
        Err(error) => error.into_bytes(),
    };
    let lines = bytes.split_inclusive(|byte| *byte == b'\n').map(|line| {
        let text = std::str::from_utf8(line).map(Cow::from);
        text.unwrap_or_else(|_| WINDOWS_1252.decode(line).0)
    });
    (with_line_ends(lines.collect()), true)
}

fn with_line_ends(text: String) -> String {
    if text.contains('\r') {
        return text.replace("\r\n", "\n").replace('\r', "\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_encoding_and_line_end_is_read() {
        for (bytes, text, is_changed) in [
            (&b"a\r\nb\rc\n"[..], "a\nb\nc\n", false),
            (b"\xef\xbb\xbfa", "a", false),
            (b"\xff\xfea\0\xe9\0", "a\u{e9}", true),
            (b"\xfe\xff\0a", "a", true),
            (
                b"caf\xe9 \x93x\x94\ncaf\xc3\xa9\n",
                "caf\u{e9} \u{201c}x\u{201d}\ncaf\u{e9}\n",
                true,
            ),
        ] {
            let decoded = decode(bytes.to_vec());
            assert_eq!(decoded, (text.to_owned(), is_changed), "{bytes:?}");
        }
    }
}
