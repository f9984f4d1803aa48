//! One setting of the file changed; what else the player wrote there stays.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use toml_edit::{Document, DocumentMut, Item};

use super::{Fault, Key, Settings, Value, read_text};
use crate::bank::fields::Findings;
use crate::bank::finding::place;
use crate::bank::pieces::syntax_error;
use crate::files::folders::{create_private, write_whole};
use crate::files::lock::lock_folder;
use crate::text::printable::Printable;

/// How long to wait for another that writes settings.
const LOCK_WAIT: Duration = Duration::from_secs(2);

/// Why a setting was not changed. The file is then as it was.
#[derive(Debug, thiserror::Error)]
pub enum SetError {
    /// No such value.
    #[error("could not keep the setting: {message}")]
    Refused { message: String, help: String },
    /// The file is there and cannot be changed.
    #[error("could not change {}", said(.0))]
    Unusable(Fault),
    #[error(
        "could not write the settings file {}: its folder is locked",
        Printable(path)
    )]
    Busy { path: String },
    #[error("could not write the settings file {}: {source}", Printable(path))]
    Io { path: String, source: io::Error },
}

impl SetError {
    /// What to do.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::Refused { help, .. } => help.clone(),
            Self::Unusable(fault) => format!("mend the file first: {}", fault.help),
            Self::Busy { .. } => "another dundie writes there; try again in a moment".to_owned(),
            Self::Io { .. } => "see that you may write the file and its folder".to_owned(),
        }
    }
}

fn said(fault: &Fault) -> String {
    let place = fault
        .place
        .map(|(line, column)| format!(", line {line}, column {column}"));
    let place = place.unwrap_or_default();
    format!("{}{place}: {}", Printable(&fault.file), fault.message)
}

impl Settings {
    /// Keeps one setting in the file, as people type it. The file and its folder
    /// are made where there are none.
    ///
    /// # Errors
    /// [`SetError`] where the value is none that the setting can have, or the
    /// file is not TOML or cannot be written.
    pub fn set(path: &Path, key: Key, text: &str) -> Result<(), SetError> {
        let mut wanted = Self::default();
        wanted.put(key, text).map_err(|message| SetError::Refused {
            message,
            help: key.help(),
        })?;
        let Some(value) = wanted.get(key) else {
            return Ok(());
        };
        change(path, |text| with(text, key, &value))
    }

    /// Takes one setting out of the file, with what follows on its line.
    ///
    /// # Errors
    /// [`SetError`] where the file is not TOML or cannot be written.
    pub fn unset(path: &Path, key: Key) -> Result<(), SetError> {
        if read_text(path).is_ok_and(|text| text.is_none()) {
            return Ok(());
        }
        change(path, |text| without(text, key))
    }
}

/// Writes the file anew where `edit` changes its text.
fn change(
    path: &Path,
    edit: impl FnOnce(&str) -> Result<String, toml_edit::TomlError>,
) -> Result<(), SetError> {
    // A link to a file that is kept elsewhere stays one.
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let failed = |source| SetError::Io {
        path: real.display().to_string(),
        source,
    };
    let folder = real.parent().map(PathBuf::from).unwrap_or_default();
    create_private(&folder).map_err(failed)?;
    // Without it two that write at once could lose one of two settings; no file
    // system must be able to lock for that.
    let lock = lock_folder(&folder, LOCK_WAIT);
    if matches!(&lock, Err(error) if error.kind() == io::ErrorKind::WouldBlock) {
        return Err(SetError::Busy {
            path: real.display().to_string(),
        });
    }
    let text = read_text(&real)
        .map_err(SetError::Unusable)?
        .unwrap_or_default();
    let changed = edit(&text).map_err(|error| not_toml(&real, &text, &error))?;
    if changed != text {
        write_whole(&real, changed.as_bytes()).map_err(failed)?;
    }
    drop(lock);
    Ok(())
}

fn not_toml(path: &Path, text: &str, error: &toml_edit::TomlError) -> SetError {
    let file = path.display().to_string();
    let mut found = Findings::default();
    syntax_error(error.message(), error.span(), &mut found);
    let findings = place(&file, text, found.found).into_iter();
    let fault = findings.map(Fault::from).next();
    SetError::Unusable(fault.unwrap_or_else(|| Fault::of_file(&file, "not TOML", "mend it")))
}

/// The text with this setting.
pub(super) fn with(text: &str, key: Key, value: &Value) -> Result<String, toml_edit::TomlError> {
    let mut file: DocumentMut = text.parse()?;
    let mut value = match value {
        Value::Text(text) => toml_edit::Value::from(text.as_str()),
        Value::Number(number) => toml_edit::Value::from(i64::from(*number)),
    };
    if let Some(old) = file.get_mut(key.name()).and_then(Item::as_value_mut) {
        *value.decor_mut() = old.decor().clone();
        *old = value;
        return Ok(file.to_string());
    }
    let is_flat = file.iter().all(|(_, item)| item.is_value());
    file.insert(key.name(), Item::Value(value));
    // What stands below the last setting stays above the new one.
    let below = file.trailing().as_str().unwrap_or_default().to_owned();
    if let Some(mut key) = file
        .key_mut(key.name())
        .filter(|_| is_flat && !below.is_empty())
    {
        let line_end = if below.ends_with('\n') { "" } else { "\n" };
        key.leaf_decor_mut().set_prefix(below + line_end);
        file.set_trailing("");
    }
    Ok(file.to_string())
}

/// The text without this setting. Its line is cut out, since removing it from
/// the document would take the comments above it along.
pub(super) fn without(text: &str, key: Key) -> Result<String, toml_edit::TomlError> {
    let file = Document::parse(text)?;
    let Some((name, item)) = file.get_key_value(key.name()) else {
        return Ok(text.to_owned());
    };
    let spans = name
        .span()
        .zip(item.as_value().and_then(toml_edit::Value::span));
    let Some((name, value)) = spans else {
        let mut file = file.into_mut();
        file.remove(key.name());
        return Ok(file.to_string());
    };
    let start = text[..name.start].rfind('\n').map_or(0, |end| end + 1);
    let line_end = text[value.end..].find('\n').map(|end| value.end + end + 1);
    let end = line_end.unwrap_or(text.len());
    Ok([&text[..start], &text[end..]].concat())
}
