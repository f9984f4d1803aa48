//! Names of players.

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

#[cfg(test)]
mod tests {
    use super::*;

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
