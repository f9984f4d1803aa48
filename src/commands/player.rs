//! Who plays.

use std::env;

use super::failure::Failure;
use crate::text::name::{self, BadName};

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
    name::checked(name).map(str::to_owned).map_err(|reason| {
        Failure::usage(
            format!("could not use the player's name: {reason}"),
            BadName::help(),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::checked;

    #[test]
    fn a_name_that_no_table_can_show_is_wrong_usage() {
        assert_eq!(checked(" pam ").unwrap(), "pam");
        assert_eq!(checked("a\nb").unwrap_err().exit, 2);
    }
}
