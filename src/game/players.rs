//! The players' names.

use unicode_normalization::UnicodeNormalization as _;

use crate::app::App;
use crate::error::{Error, Stop};
use crate::files::settings::{Settings, login};
use crate::text::name::{self, BadName};
use crate::text::printable::Printable;
use crate::text::slug::nearest;
use crate::ui::prompter::{Ask, Prompter};

/// The most players who can take turns.
pub const MOST: usize = 6;

/// The name from the command line, else from the settings, else the login name.
///
/// # Errors
/// If the name is empty, too long, or has characters that a table cannot show.
pub fn known(app: &App, option: Option<&str>) -> Result<String, Error> {
    match option {
        Some(name) => checked(name),
        None => Ok(composed(&remembered(app).unwrap_or_else(login))),
    }
}

/// As [`known`], to look up what this player did.
///
/// # Errors
/// As [`known`]; and if nobody of this name has played, but somebody of nearly the same.
pub fn played(app: &App, option: Option<&str>) -> Result<String, Error> {
    let name = known(app, option)?;
    let players = match app.history()? {
        Some(history) if option.is_some() => history.players_unless(&name)?,
        _ => Vec::new(),
    };
    let lower: Vec<_> = players.iter().map(|name| name.to_lowercase()).collect();
    let meant = nearest(&name.to_lowercase(), lower.iter().map(String::as_str));
    let meant = players
        .iter()
        .zip(&lower)
        .find(|(_, lower)| meant == Some(lower));
    match meant {
        None => Ok(name),
        Some((meant, _)) => Err(Error::usage(
            format!("no player is called \"{}\"", Printable(&name)),
            format!("did you mean \"{}\"?", Printable(meant)),
        )),
    }
}

/// Like [`known`], but asks once if there is no name yet. `None` if the player goes back.
///
/// # Errors
/// If the name cannot be used, or the prompt is interrupted.
pub fn name(
    app: &App,
    option: Option<&str>,
    prompter: &mut dyn Prompter,
) -> Result<Option<String>, Stop> {
    if option.is_some() || remembered(app).is_some() {
        return Ok(Some(known(app, option)?));
    }
    // Without a settings file the question would come up every time.
    let Some(file) = app.settings_file.as_ref().filter(|_| prompter.has_pages()) else {
        return Ok(Some(composed(&login())));
    };
    let ask = Ask {
        title: "dundie",
        prompt: "What name goes on the scoreboard?",
        suggested: &login(),
        check: &|text: &str| {
            let checked = name::checked(text).map(drop);
            checked.map_err(|error| error.to_string())
        },
    };
    let Some(name) = prompter.text(&ask)? else {
        return Ok(None);
    };
    let name = checked(&name)?;
    match Settings::set(file, "name", &name) {
        Ok(()) => prompter.say("Saved. Change it any time in Settings."),
        Err(error) => prompter.say(&format!(
            "Your name wasn't saved: {}",
            Printable(&error.to_string())
        )),
    }
    Ok(Some(app.player.get_or_init(|| name).clone()))
}

/// Everyone who plays: one player, or several who take turns. `None` if they go back.
///
/// # Errors
/// If a name cannot be used or is repeated, there are too many, or the prompt is interrupted.
pub fn names(
    app: &App,
    options: &[String],
    prompter: &mut dyn Prompter,
) -> Result<Option<Vec<String>>, Stop> {
    if options.len() < 2 {
        let option = options.first().map(String::as_str);
        return Ok(name(app, option, prompter)?.map(|name| vec![name]));
    }
    if options.len() > MOST {
        let message = format!("could not start a game with {} players", options.len());
        return Err(Error::usage(message, format!("use --player at most {MOST} times")).into());
    }
    let mut names: Vec<String> = Vec::new();
    for option in options {
        let name = checked(option)?;
        if has(&names, &name) {
            let message = format!("two players are named {name}");
            return Err(Error::usage(message, "give each player a different name").into());
        }
        names.push(name);
    }
    Ok(Some(names))
}

/// Whether this is one of the names, ignoring case.
#[must_use]
pub fn has(names: &[String], name: &str) -> bool {
    let key = |name: &str| composed(&name.to_lowercase());
    names.iter().any(|other| key(other) == key(name))
}

fn remembered(app: &App) -> Option<String> {
    app.player.get().or(app.settings.name.as_ref()).cloned()
}

fn checked(name: &str) -> Result<String, Error> {
    name::checked(name).map(composed).map_err(|reason| {
        Error::usage(
            format!("could not use the player's name: {reason}"),
            BadName::help(),
        )
    })
}

/// The name in NFC, so that however it was typed it is the same player's.
fn composed(name: &str) -> String {
    name.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::checked;

    #[test]
    fn a_name_with_a_line_break_is_a_usage_error() {
        assert_eq!(checked(" pam ").unwrap(), "pam");
        assert_eq!(checked("Jo\u{308}rg").unwrap(), "J\u{f6}rg");
        assert_eq!(checked("a\nb").unwrap_err().exit, 2);
    }
}
