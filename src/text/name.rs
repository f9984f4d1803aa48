//! Names of players and banks.

use super::printable::{doubtful_characters, is_mark_of_direction};

/// The longest name, in characters: more would break the tables.
pub const MAX_NAME: usize = 40;

/// Why a text cannot be a player's name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("it {0}")]
pub struct BadName(String);

impl BadName {
    /// What to write instead.
    #[must_use]
    pub fn help() -> String {
        format!("use 1 to {MAX_NAME} letters, digits or symbols")
    }
}

/// The name without spaces around it.
///
/// # Errors
/// [`BadName`] if it is empty, too long, or has characters that no table can show.
pub fn checked(name: &str) -> Result<&str, BadName> {
    let name = name.trim();
    let count = name.chars().count();
    // Nobody could tell two such names apart.
    let direction = name
        .char_indices()
        .filter(|(_, c)| is_mark_of_direction(*c));
    let reason = match doubtful_characters(name).chain(direction).next() {
        Some((_, c)) => format!("contains the character U+{:04X}", u32::from(c)),
        None if count == 0 => "is empty".to_owned(),
        None if count > MAX_NAME => format!("has {count} characters"),
        None => return Ok(name),
    };
    Err(BadName(reason))
}

/// Whether it is a name for a bank: lowercase letters, digits and single hyphens, at most
/// [`MAX_NAME`]. So no path with a folder or an extension is one.
#[must_use]
pub fn is_bank_name(text: &str) -> bool {
    let is_in_word = |c: char| c.is_alphanumeric() && !c.is_uppercase();
    let is_word = |word: &str| !word.is_empty() && word.chars().all(is_in_word);
    text.split('-').all(is_word) && text.chars().count() <= MAX_NAME
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_banks_have_no_path_in_them() {
        for name in ["rivers", "rivers-2", "1", "日本", &"x".repeat(40)] {
            assert!(is_bank_name(name), "{name}");
        }
        let long = "x".repeat(41);
        for name in [
            "",
            "-",
            "-x",
            "x-",
            "x--y",
            ".",
            "..",
            "x.toml",
            "a/b",
            "../x",
            "/",
            "Rivers",
            "a b",
            "x\0",
            "x\u{202e}",
            &long,
        ] {
            assert!(!is_bank_name(name), "{name:?}");
        }
    }

    #[test]
    fn names_are_short_and_printable() {
        for name in ["pam", " Jim ", "Jörg", "日本", "a b", &"x".repeat(40)] {
            assert_eq!(checked(name), Ok(name.trim()));
        }
        for (name, why) in [
            ("", "it is empty"),
            ("  ", "it is empty"),
            ("a\x1bb", "it contains the character U+001B"),
            ("a\u{202e}b", "it contains the character U+202E"),
            ("Pa\u{200e}m", "it contains the character U+200E"),
            ("a\nb", "it contains the character U+000A"),
            (&"é".repeat(41), "it has 41 characters"),
        ] {
            assert_eq!(checked(name).unwrap_err().to_string(), why, "{name:?}");
        }
    }
}
