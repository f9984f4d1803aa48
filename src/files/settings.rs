//! The player's settings: one TOML file, which players may edit by hand.

#[cfg(test)]
mod tests;

use std::env;
use std::fs::{self, OpenOptions};
use std::io::ErrorKind::{FileTooLarge, InvalidData, NotADirectory, NotFound};
use std::io::{self, Read as _};
use std::path::Path;

use clap::ValueEnum;
use serde_json::Value;
use toml::de::{DeTable, DeValue, Error as TomlError};

use super::folders::{open_file, write_whole};
use crate::bank::question::SEASONS;
use crate::quiz::draw::{COUNTS, USUAL_COUNT};
use crate::scoring::Clock;
use crate::text::name::{self, BadName};
use crate::text::number::within;
use crate::text::printable::Printable;
use crate::text::slug::nearest;

/// The settings file in the config folder.
pub const FILE: &str = "settings.toml";
/// The largest settings file, in bytes.
const MAX_FILE: u64 = 64 << 10;

/// What the file says; `None` if unset.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    pub name: Option<String>,
    pub color: Option<ColorChoice>,
    /// Nothing that gives away a later season: of [`SEASONS`].
    pub through: Option<u8>,
    /// Questions in a game: of [`COUNTS`].
    pub questions: Option<u32>,
    /// Seconds for an answer: of [`Clock::LIMITS`].
    pub timed: Option<u32>,
    /// Plain lines instead of pages.
    pub plain: Option<bool>,
    /// Path or name of the bank to play if no other is named.
    pub bank: Option<String>,
}

/// When to color.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    #[default]
    Auto,
    Always,
    Never,
}

/// One setting.
#[derive(Debug)]
pub struct Key {
    /// In the file and on the command line.
    pub name: &'static str,
    /// What else players call it on the command line.
    aliases: &'static [&'static str],
    /// In a sentence.
    pub label: &'static str,
    /// Its value in a sentence, for `{}`.
    pub phrase: &'static str,
    /// What it is for, in a menu.
    pub about: &'static str,
    /// What to type, if there are no choices.
    pub expects: &'static str,
    /// The word for "unset".
    pub none: &'static str,
    /// The value if unset; `None` for no limit.
    default: fn() -> Option<Value>,
    get: fn(&Settings) -> Option<Value>,
    /// Takes a value as players type it, or says why not.
    set: fn(&mut Settings, &str) -> Result<(), String>,
    /// All values, if there are few.
    pub choices: &'static [&'static str],
}

pub static KEYS: [Key; 7] = [
    Key {
        name: "name",
        aliases: &["player"],
        label: "Name",
        phrase: "{}",
        about: "on the scoreboard",
        expects: "New name",
        none: "default",
        default: || Some(login().into()),
        get: |settings| Some(settings.name.clone()?.into()),
        set: |settings, text| {
            let name = name::checked(text).map_err(|e| format!("{e}; {}", BadName::help()))?;
            settings.name = Some(name.to_owned());
            Ok(())
        },
        choices: &[],
    },
    Key {
        name: "color",
        aliases: &["colour"],
        label: "Color",
        phrase: "{}",
        about: "when to use it",
        expects: "",
        none: "default",
        default: || Some("auto".into()),
        get: |settings| Some(settings.color?.to_possible_value()?.get_name().into()),
        set: |settings, text| {
            let color = ColorChoice::from_str(text, true);
            settings.color = Some(color.map_err(|_| "expected auto, always or never")?);
            Ok(())
        },
        choices: &["auto", "always", "never"],
    },
    Key {
        name: "through",
        aliases: &["season", "seasons", "spoilers"],
        label: "Spoiler limit",
        phrase: "season {}",
        about: "no questions about later seasons",
        expects: "1 to 40, or all",
        none: "all",
        default: || None,
        get: |settings| Some(settings.through?.into()),
        set: |settings, text| within(text, &SEASONS).map(|n| settings.through = Some(n)),
        choices: &[],
    },
    Key {
        name: "questions",
        aliases: &["n"],
        label: "Questions per game",
        phrase: "{}",
        about: "unless you pick another number",
        expects: "How many?",
        none: "default",
        default: || Some(USUAL_COUNT.into()),
        get: |settings| Some(settings.questions?.into()),
        set: |settings, text| within(text, &COUNTS).map(|n| settings.questions = Some(n)),
        choices: &[],
    },
    Key {
        name: "timed",
        aliases: &["time", "seconds"],
        label: "Time limit",
        phrase: "{} seconds",
        about: "seconds for each question",
        expects: "5 to 600, or off",
        none: "off",
        default: || None,
        get: |settings| Some(settings.timed?.into()),
        set: |settings, text| within(text, &Clock::LIMITS).map(|n| settings.timed = Some(n)),
        choices: &[],
    },
    Key {
        name: "plain",
        aliases: &["accessible"],
        label: "Plain lines",
        phrase: "{}",
        about: "no pages, for screen readers",
        expects: "",
        none: "default",
        default: || Some(false.into()),
        get: |settings| Some(settings.plain?.into()),
        set: |settings, text| {
            settings.plain = Some(match text.trim().to_lowercase().as_str() {
                "on" | "true" | "yes" => true,
                "off" | "false" | "no" => false,
                _ => return Err("expected on or off".to_owned()),
            });
            Ok(())
        },
        choices: &["on", "off"],
    },
    Key {
        name: "bank",
        aliases: &["file"],
        label: "Bank",
        phrase: "{}",
        about: "the questions to play",
        expects: "Path of a .toml file or a folder, an added bank, or built-in",
        none: BUILT_IN,
        default: || None,
        get: |settings| Some(settings.bank.clone()?.into()),
        set: |settings, text| {
            let text = text.trim();
            if name::is_bank_name(text) {
                settings.bank = Some(text.to_owned());
                return Ok(());
            }
            let path = fs::canonicalize(text);
            let path = path.map_err(|_| "there is no such file or folder")?;
            let path = path.to_str().ok_or("its path is not UTF-8")?;
            settings.bank = Some(path.to_owned());
            Ok(())
        },
        choices: &[],
    },
];

/// What players call the built-in bank.
pub const BUILT_IN: &str = "built-in";

impl Key {
    /// The setting that players call `text`.
    ///
    /// # Errors
    /// [`SetError::Usage`] if there is none.
    pub fn find(text: &str) -> Result<&'static Self, SetError> {
        let name = text.trim().to_lowercase();
        let mut keys = KEYS.iter();
        keys.find(|key| key.name == name || key.aliases.contains(&name.as_str()))
            .ok_or_else(|| SetError::Usage {
                message: format!("no setting is called \"{text}\""),
                help: suggestion(&name),
            })
    }

    #[must_use]
    pub fn is_saved(&self, settings: &Settings) -> bool {
        (self.get)(settings).is_some()
    }

    /// The value, saved or default; `None` for no limit.
    #[must_use]
    pub fn value(&self, settings: &Settings) -> Option<Value> {
        (self.get)(settings).or_else(self.default)
    }

    /// The value in a word.
    #[must_use]
    pub fn shown(&self, settings: &Settings) -> String {
        match self.value(settings) {
            None => self.none.to_owned(),
            Some(Value::String(text)) => Printable(&text).to_string(),
            Some(Value::Bool(is_on)) => if is_on { "on" } else { "off" }.to_owned(),
            Some(value) => value.to_string(),
        }
    }

    fn apply(&self, settings: &mut Settings, text: &str) -> Result<(), String> {
        if text.trim().eq_ignore_ascii_case(self.none) {
            return Ok(());
        }
        let or = match self.none {
            "default" => String::new(),
            none => format!(", or `{none}`"),
        };
        (self.set)(settings, text)
            .map_err(|reason| format!("`{}` can't be \"{text}\": {reason}{or}", self.name))
    }
}

fn suggestion(name: &str) -> String {
    let names = KEYS.each_ref().map(|key| key.name);
    match nearest(name, names) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("the settings are {}", names.join(", ")),
    }
}

/// Why a setting was not saved. The file is as it was.
#[derive(Debug, thiserror::Error)]
pub enum SetError {
    #[error("{message}")]
    Usage { message: String, help: String },
    #[error("could not change the settings file {}: {source}", Printable(path))]
    File { path: String, source: io::Error },
}

impl Settings {
    /// Reads the file, if there is one. Each warning names the file and, for a bad
    /// key or value, line and column; all other settings count.
    #[must_use]
    pub fn read(path: &Path) -> (Self, Vec<String>) {
        let warning = |place: &str, message: &str| {
            Printable(&format!("{}{place}: warning: {message}", path.display())).to_string()
        };
        match read_text(path) {
            Ok(text) => {
                let (settings, faults) = parse(&text);
                let warnings = faults.iter().map(|(offset, message)| {
                    let (line, column) = position(&text, *offset);
                    warning(&format!(":{line}:{column}"), message)
                });
                (settings, warnings.collect())
            }
            Err(error) if matches!(error.kind(), NotFound | NotADirectory) => Default::default(),
            Err(error) => {
                let message = format!("could not read the settings: {error}");
                (Self::default(), vec![warning("", &message)])
            }
        }
    }

    /// Why `text` is no value of the setting. The name of a bank may still be unknown.
    ///
    /// # Errors
    /// The reason.
    pub fn check(key: &Key, text: &str) -> Result<(), String> {
        key.apply(&mut Self::default(), text)
    }

    /// Saves one setting as players type it; its word for "unset" removes it.
    ///
    /// The file is replaced as a whole. There is no lock: of two writers at the
    /// same moment the last one wins.
    ///
    /// # Errors
    /// [`SetError`] for a bad key or value, and for a file that is not TOML or
    /// cannot be written.
    pub fn set(path: &Path, key: &str, text: &str) -> Result<(), SetError> {
        let key = Key::find(key)?;
        let mut wanted = Self::default();
        key.apply(&mut wanted, text).map_err(|message| {
            let help = format!("`dundie settings {} --unset` resets it", key.name);
            SetError::Usage { message, help }
        })?;
        change(path, key.name, (key.get)(&wanted)).map_err(|source| {
            let path = path.display().to_string();
            SetError::File { path, source }
        })
    }
}

/// The name that the system gives the player.
#[must_use]
pub fn login() -> String {
    let variables = ["USER", "LOGNAME", "USERNAME"].into_iter();
    variables
        .filter_map(|variable| env::var(variable).ok())
        .find_map(|name| name::checked(&name).ok().map(str::to_owned))
        .unwrap_or_else(|| "player".to_owned())
}

/// The valid settings, and what is wrong at which byte.
fn parse(text: &str) -> (Settings, Vec<(usize, String)>) {
    let mut settings = Settings::default();
    let table = match DeTable::parse(text) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            let offset = error.span().map_or(0, |span| span.start);
            let message = format!("not TOML: {}", error.message());
            return (settings, vec![(offset, message)]);
        }
    };
    let mut faults = Vec::new();
    for (name, value) in &table {
        let (name, at) = (name.get_ref(), name.span().start);
        let Some(key) = KEYS.iter().find(|key| key.name == name) else {
            faults.push((at, format!("unknown key `{name}`; {}", suggestion(name))));
            continue;
        };
        let typed = match value.get_ref() {
            DeValue::String(text) => Ok(text.to_string()),
            DeValue::Integer(number) => Ok(number.to_string()),
            DeValue::Boolean(flag) => Ok(flag.to_string()),
            _ => Err(format!("`{name}` must be a text or a whole number")),
        };
        if let Err(message) = typed.and_then(|typed| key.apply(&mut settings, &typed)) {
            faults.push((value.span().start, message));
        }
    }
    faults.sort();
    (settings, faults)
}

/// Line and column of a byte, from 1, the column in characters.
fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

fn read_text(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    open_file(path, OpenOptions::new().read(true))?
        .take(MAX_FILE + 1)
        .read_to_string(&mut text)?;
    if text.len() as u64 > MAX_FILE {
        return Err(io::Error::new(FileTooLarge, "larger than 64 KiB"));
    }
    Ok(text)
}

/// Sets the key in the file, or removes it.
fn change(path: &Path, name: &str, value: Option<Value>) -> io::Result<()> {
    // A link to a file elsewhere stays a link, and one to nothing is an error.
    let path = match path.canonicalize() {
        Err(error) if error.kind() == NotFound && !path.is_symlink() => path.to_owned(),
        path => path?,
    };
    let text = match read_text(&path) {
        Err(error) if error.kind() == NotFound => String::new(),
        text => text?,
    };
    let changed = edited(&text, name, value).map_err(|error| {
        let (line, column) = position(&text, error.span().map_or(0, |span| span.start));
        let message = error.message();
        let message = format!("not TOML in line {line}, column {column}: {message}");
        io::Error::new(InvalidData, message)
    })?;
    if changed == text {
        return Ok(());
    }
    write_whole(&path, changed.as_bytes())
}

/// The text with the key set, or without its line; all else stays.
fn edited(text: &str, name: &str, value: Option<Value>) -> Result<String, TomlError> {
    const MARK: char = '\u{feff}';
    let (mark, text) = text.split_at(if text.starts_with(MARK) {
        MARK.len_utf8()
    } else {
        0
    });
    let file = DeTable::parse(text)?;
    // Before the tables: a key of theirs has no `=` of its own here.
    let mut values: Vec<_> = (file.get_ref().iter())
        .filter(|(key, _)| text[key.span().end..].trim_start().starts_with('='))
        .map(|(key, value)| (key.get_ref().as_ref(), key.span().start, value.span()))
        .collect();
    values.sort_by_key(|(_, start, _)| *start);
    let old = values.iter().find(|(key, ..)| *key == name);
    let line_after = |end: usize| text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    let eol = if text.contains("\r\n") { "\r\n" } else { "\n" };
    // A text or number of JSON is one of TOML, too.
    let (range, new) = match (old, value) {
        (None, None) => (0..0, String::new()),
        (Some((_, start, span)), None) => {
            let start = text[..*start].rfind('\n').map_or(0, |at| at + 1);
            (start..line_after(span.end), String::new())
        }
        (Some((.., span)), Some(value)) => (span.clone(), value.to_string()),
        (None, Some(value)) => {
            let at = match values.last() {
                Some((.., span)) => line_after(span.end),
                // Below comments, if there is nothing else.
                None if file.get_ref().is_empty() => text.len(),
                None => 0,
            };
            let before = if at == 0 || text[..at].ends_with('\n') {
                ""
            } else {
                eol
            };
            (at..at, format!("{before}{name} = {value}{eol}"))
        }
    };
    let changed = [&text[..range.start], &new, &text[range.end..]].concat();
    DeTable::parse(&changed)?;
    Ok(format!("{mark}{changed}"))
}
