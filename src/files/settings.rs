//! What a player keeps: the settings file, read.

mod edit;
mod fault;
#[cfg(test)]
mod tests;

use std::fmt;
use std::fs;
use std::io::ErrorKind::{NotADirectory, NotFound};
use std::io::{self, Read as _};
use std::path::Path;

use clap::ValueEnum as _;
use serde::Serialize;
use toml::de::{DeTable, DeValue};

use super::banks::place_not_utf8;
use crate::bank::chunks::syntax_errors;
use crate::bank::finding::Findings;
use crate::bank::finding::locate;
use crate::bank::question::SEASONS;
use crate::bank::toml_table::TomlTable;
use crate::quiz::draw::COUNTS;
use crate::scoring::Clock;
use crate::text::name::{self, BadName};
use crate::text::number::within;
use crate::text::printable::Printable;
use crate::ui::style::ColorChoice;

pub use edit::SetError;
pub use fault::{Fault, notices};

/// The settings file in the config folder.
pub const FILE: &str = "settings.toml";
/// The largest settings file, in bytes.
const MAX_FILE: u64 = 64 << 10;
/// So many characters of a refused value are quoted.
const MAX_QUOTED: usize = 40;

/// What the file says; `None` where it says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    pub name: Option<String>,
    pub color: Option<ColorChoice>,
    /// Nothing that gives away a season after this one: of [`SEASONS`].
    pub through: Option<u8>,
    /// How many questions a game has: of [`COUNTS`].
    pub questions: Option<u32>,
    /// Seconds for an answer: of [`Clock::LIMITS`].
    pub timed: Option<u32>,
}

/// One of the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Name,
    Color,
    Through,
    Questions,
    Timed,
}

/// What one setting is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Value {
    Text(String),
    Number(u32),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => Printable(text).fmt(f),
            Self::Number(number) => number.fmt(f),
        }
    }
}

impl Key {
    pub const ALL: [Self; 5] = [
        Self::Name,
        Self::Color,
        Self::Through,
        Self::Questions,
        Self::Timed,
    ];

    /// As the file has it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Color => "color",
            Self::Through => "through",
            Self::Questions => "questions",
            Self::Timed => "timed",
        }
    }

    /// The setting that a player calls `text`.
    #[must_use]
    pub fn find(text: &str) -> Option<Self> {
        match text.trim().to_ascii_lowercase().as_str() {
            "name" | "player" => Some(Self::Name),
            "color" | "colour" => Some(Self::Color),
            "through" | "season" | "seasons" | "spoilers" => Some(Self::Through),
            "questions" | "n" => Some(Self::Questions),
            "timed" | "time" | "seconds" => Some(Self::Timed),
            _ => None,
        }
    }

    /// What to write for it.
    fn help(self) -> String {
        match self {
            Self::Name => BadName::help(),
            Self::Color => "write \"auto\", \"always\" or \"never\"".to_owned(),
            Self::Through => {
                let (first, last) = (SEASONS.start(), SEASONS.end());
                format!("write a season from {first} to {last}, such as 3")
            }
            Self::Questions => {
                let (least, most) = (COUNTS.start(), COUNTS.end());
                format!("write a number from {least} to {most}, such as 20")
            }
            Self::Timed => {
                let (least, most) = (Clock::LIMITS.start(), Clock::LIMITS.end());
                format!("write a number of seconds from {least} to {most}, such as 30")
            }
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Settings {
    /// Reads the file. Where there is none, nothing is set; what is wrong in it
    /// is a fault, and the rest of it counts.
    #[must_use]
    pub fn read(path: &Path) -> (Self, Vec<Fault>) {
        match read_text(path) {
            Ok(Some(text)) => Self::parse(&path.display().to_string(), &text),
            Ok(None) => (Self::default(), Vec::new()),
            Err(fault) => (Self::default(), vec![fault]),
        }
    }

    fn parse(file: &str, text: &str) -> (Self, Vec<Fault>) {
        let mut found = Findings::default();
        let mut settings = Self::default();
        let (table, errors) = DeTable::parse_recoverable(text);
        if errors.is_empty() {
            settings.take(TomlTable::new(table.get_ref(), 0, &mut found));
        } else {
            syntax_errors(&errors, &mut found);
        }
        let findings = locate(file, text, found.found);
        (settings, findings.into_iter().map(Fault::from).collect())
    }

    /// Takes what is right, and notes what is not.
    fn take(&mut self, mut fields: TomlTable<'_, '_, '_>) {
        for key in Key::ALL {
            let Some(value) = fields.value(key.name()) else {
                continue;
            };
            let is_text = matches!(key, Key::Name | Key::Color);
            let text = match value.get_ref() {
                DeValue::String(text) if is_text => text.to_string(),
                DeValue::Integer(number) if !is_text => {
                    u64::from_str_radix(number.as_str(), number.radix())
                        .map_or_else(|_| number.to_string(), |number| number.to_string())
                }
                _ => {
                    let wanted = if is_text { "text" } else { "a whole number" };
                    fields.wrong_type(key.name(), value, wanted, &key.help());
                    continue;
                }
            };
            if let Err(message) = self.put(key, &text) {
                fields.error("bad-value", value.span().start, message, key.help());
            }
        }
        fields.finish(&Key::ALL.map(Key::name));
    }

    /// Sets a value as people type it.
    ///
    /// # Errors
    /// Why it cannot be.
    fn put(&mut self, key: Key, text: &str) -> Result<(), String> {
        match key {
            Key::Name => {
                let name = name::checked(text).map_err(|reason| reason.to_string());
                name.map(|name| self.name = Some(name.to_owned()))
            }
            Key::Color => ColorChoice::from_str(text, true)
                .map(|color| self.color = Some(color))
                .map_err(|_| "it is none of the words for it".to_owned()),
            Key::Through => within(text, &SEASONS).map(|season| self.through = Some(season)),
            Key::Questions => within(text, &COUNTS).map(|count| self.questions = Some(count)),
            Key::Timed => within(text, &Clock::LIMITS).map(|limit| self.timed = Some(limit)),
        }
        .map_err(|reason| format!("`{key}` cannot be {}: {reason}", quoted(text)))
    }

    #[must_use]
    pub fn get(&self, key: Key) -> Option<Value> {
        match key {
            Key::Name => self.name.clone().map(Value::Text),
            Key::Color => self.color.map(|color| Value::Text(word(color))),
            Key::Through => self.through.map(u32::from).map(Value::Number),
            Key::Questions => self.questions.map(Value::Number),
            Key::Timed => self.timed.map(Value::Number),
        }
    }
}

/// The word that stands for the choice.
fn word(color: ColorChoice) -> String {
    let word = color.to_possible_value();
    word.map_or_else(String::new, |word| word.get_name().to_owned())
}

/// The value in quotes, cut to a readable length.
fn quoted(text: &str) -> String {
    let cut: String = text.chars().take(MAX_QUOTED).collect();
    let more = if cut.len() < text.len() { "..." } else { "" };
    format!("\"{cut}{more}\"")
}

/// The file's text; `None` where there is no file.
fn read_text(path: &Path) -> Result<Option<String>, Fault> {
    let file = path.display().to_string();
    let unreadable = |error: io::Error| {
        let message = format!("could not read the settings: {error}");
        Fault::of_file(&file, message, "see that you may read the file")
    };
    let unusable = |reason: &str| {
        let message = format!("could not use it for settings: {reason}");
        Fault::of_file(&file, message, "move it away, and set again what you keep")
    };
    let about = match fs::metadata(path) {
        // Below a file there is none either.
        Err(error) if matches!(error.kind(), NotFound | NotADirectory) => return Ok(None),
        about => about.map_err(unreadable)?,
    };
    // Opening a pipe would wait for its writer.
    if !about.is_file() {
        return Err(unusable("it is not a regular file"));
    }
    let mut bytes = Vec::new();
    fs::File::open(path)
        .and_then(|file| file.take(MAX_FILE + 1).read_to_end(&mut bytes))
        .map_err(unreadable)?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(unusable("it is larger than 64 KiB"));
    }
    String::from_utf8(bytes).map(Some).map_err(|error| {
        let finding = place_not_utf8(&file, &error).into_iter().next();
        finding.map_or_else(|| unusable("it is not UTF-8"), Fault::from)
    })
}
