//! Roman numerals.

use std::borrow::Cow;

const NUMERALS: [(u32, &str, usize); 13] = [
    (1000, "M", 3),
    (900, "CM", 1),
    (500, "D", 1),
    (400, "CD", 1),
    (100, "C", 3),
    (90, "XC", 1),
    (50, "L", 1),
    (40, "XL", 1),
    (10, "X", 3),
    (9, "IX", 1),
    (5, "V", 1),
    (4, "IV", 1),
    (1, "I", 3),
];

/// The text with its Roman numerals in digits: capitals, unless they are rather an
/// initial or abbreviation ("C", "DC"), or `i`, `v` and `x` in any case if it `is_typed`.
#[must_use]
pub fn with_digits(text: &str, is_typed: bool) -> Cow<'_, str> {
    if !text.contains(|c: char| "IVXLCDMivx".contains(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_word) {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        match numeral(word, is_typed).filter(|_| !is_initial(after)) {
            Some(number) => out.push_str(&number.to_string()),
            None => out.push_str(word),
        }
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The apostrophe keeps "I'm" together.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}')
}

/// Whether a name follows the dot: "V. Smith", "I.Q.".
fn is_initial(after: &str) -> bool {
    let after = after.strip_prefix('.').unwrap_or_default();
    after.contains(char::is_alphanumeric)
}

fn numeral(word: &str, is_typed: bool) -> Option<u32> {
    let upper = word.to_ascii_uppercase();
    let is_small = upper.bytes().all(|b| b"IVX".contains(&b));
    let is_sure =
        is_small || (upper.len() > 1 && upper.contains(['I', 'V', 'X'])) || upper.len() > 2;
    if !is_sure || (upper != word && !(is_typed && is_small)) {
        return None;
    }
    let (mut number, mut rest) = (0, upper.as_str());
    for (value, letters, most) in NUMERALS {
        for _ in 0..most {
            if let Some(shorter) = rest.strip_prefix(letters) {
                (number, rest) = (number + value, shorter);
            }
        }
    }
    (number > 0 && rest.is_empty()).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_become_digits_where_they_are_meant() {
        for (text, written, typed) in [
            ("World War II", "World War 2", "World War 2"),
            ("world war ii", "world war ii", "world war 2"),
            ("Henry VIII's", "Henry VIII's", "Henry VIII's"),
            (
                "Louis XIV, Rocky IV",
                "Louis 14, Rocky 4",
                "Louis 14, Rocky 4",
            ),
            ("MCMXCIV", "1994", "1994"),
            (
                "I'm in CIVIL IIII",
                "I'm in CIVIL IIII",
                "I'm in CIVIL IIII",
            ),
            ("Mix DC C M", "Mix DC C M", "Mix DC C M"),
            ("V. Smith, I.Q.", "V. Smith, I.Q.", "V. Smith, I.Q."),
            ("Part I.", "Part 1.", "Part 1."),
            ("é", "é", "é"),
        ] {
            assert_eq!(with_digits(text, false), written, "{text}");
            assert_eq!(with_digits(text, true), typed, "{text}");
        }
    }
}
