//! Names of players.

use super::printable::doubtful_characters;

/// The longest name, in characters: more would break the tables.
pub const MAX_NAME: usize = 40;

/// Why a text cannot be a player's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadName {
    #[error("it is empty")]
    Empty,
    #[error("it has {0} characters")]
    Long(usize),
    #[error("it contains the character U+{:04X}", u32::from(*.0))]
    Doubtful(char),
}

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
    if let Some((_, c)) = doubtful_characters(name).next() {
        return Err(BadName::Doubtful(c));
    }
    match name.chars().count() {
        0 => Err(BadName::Empty),
        count if count > MAX_NAME => Err(BadName::Long(count)),
        _ => Ok(name),
    }
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
            ("a\nb", "it contains the character U+000A"),
            (&"é".repeat(41), "it has 41 characters"),
        ] {
            assert_eq!(checked(name).unwrap_err().to_string(), why, "{name:?}");
        }
    }
}
