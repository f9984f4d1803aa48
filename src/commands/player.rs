//! Who plays.

use std::env;

use super::failure::Failure;
use crate::text::printable::doubtful_characters;

/// The longest name, in characters: more would break the tables.
const MAX_NAME: usize = 40;

/// The player named on the command line, else the login name.
///
/// # Errors
/// Where the name is empty, too long, or holds characters that no table can show.
pub fn name(option: Option<&str>) -> Result<String, Failure> {
    match option {
        Some(name) => checked(name),
        None => Ok(["USER", "LOGNAME", "USERNAME"]
            .into_iter()
            .filter_map(|variable| env::var(variable).ok())
            .find_map(|name| checked(&name).ok())
            .unwrap_or_else(|| "player".to_owned())),
    }
}

fn checked(name: &str) -> Result<String, Failure> {
    let name = name.trim();
    let refuse = |reason: String| {
        Err(Failure::usage(
            format!("could not use the player's name: {reason}"),
            format!("use 1 to {MAX_NAME} letters, digits or signs"),
        ))
    };
    if let Some((_, c)) = doubtful_characters(name).next() {
        return refuse(format!("it holds the character U+{:04X}", u32::from(c)));
    }
    match name.chars().count() {
        0 => refuse("it is empty".to_owned()),
        count if count > MAX_NAME => refuse(format!("it has {count} characters")),
        _ => Ok(name.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::checked;

    #[test]
    fn names_are_short_and_printable() {
        for name in ["pam", " Jim ", "Jörg", "日本", "a b"] {
            assert_eq!(checked(name).unwrap(), name.trim());
        }
        for name in ["", "  ", "a\x1bb", "a\u{202e}b", &"x".repeat(41), "a\nb"] {
            assert_eq!(checked(name).unwrap_err().exit, 2, "{name:?}");
        }
    }
}
