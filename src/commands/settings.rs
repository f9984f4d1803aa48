//! `dundie settings`: what the player keeps.

use std::path::Path;

use serde::Serialize;

use crate::app::App;
use crate::cli::SettingsArgs;
use crate::error::{Error, Outcome};
use crate::files::settings::{Key, SetError, Settings, Value, notices};
use crate::game::players;
use crate::print::json;
use crate::print::{print, tell, wrapped};
use crate::quiz::draw::USUAL_COUNT;
use crate::text::printable::Printable;
use crate::text::slug::nearest;
use crate::ui::tables::table;

#[derive(Serialize)]
struct Document {
    schema: u32,
    file: Option<String>,
    settings: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    key: &'static str,
    /// `null` for none.
    value: Option<Value>,
    /// Where the value comes from.
    from: From,
    /// What the player calls no value.
    #[serde(skip)]
    none: &'static str,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum From {
    File,
    Default,
}

impl Row {
    fn new(settings: &Settings, key: Key) -> Self {
        let kept = settings.get(key);
        Self {
            key: key.name(),
            from: if kept.is_some() {
                From::File
            } else {
                From::Default
            },
            value: kept.or_else(|| usual(key)),
            none: none(key),
        }
    }

    fn shown(&self) -> String {
        let value = self.value.as_ref().map(Value::to_string);
        value.unwrap_or_else(|| self.none.to_owned())
    }
}

/// What the option for it calls no limit.
fn none(key: Key) -> &'static str {
    match key {
        Key::Through => "all",
        Key::Timed => "off",
        Key::Name | Key::Color | Key::Questions => "default",
    }
}

fn is_none(key: Key, value: &str) -> bool {
    let value = value.trim().to_lowercase();
    value == none(key) || matches!(key, Key::Through | Key::Timed) && value == "none"
}

/// What holds where the file says nothing.
fn usual(key: Key) -> Option<Value> {
    match key {
        Key::Name => Some(Value::Text(players::login())),
        Key::Color => Some(Value::Text("auto".to_owned())),
        Key::Questions => Some(Value::Number(USUAL_COUNT)),
        Key::Through | Key::Timed => None,
    }
}

/// # Errors
/// Where there is no such setting or value, or it cannot be kept.
pub fn run(app: &App, args: &SettingsArgs) -> Result<Outcome, Error> {
    let key = args.key.as_deref().map(find).transpose()?;
    let file = app.settings_file.clone();
    let is_change = args.unset || args.value.is_some();
    if let Some(key) = key.filter(|_| is_change) {
        let path = file.as_deref().ok_or_else(nowhere)?;
        match &args.value {
            Some(value) if !is_none(key, value) => Settings::set(path, key, value),
            _ => Settings::unset(path, key),
        }
        .map_err(|error| failure(&error))?;
    }
    let (settings, faults) = file.as_deref().map(Settings::read).unwrap_or_default();
    for notice in notices(&faults) {
        tell(&notice);
    }
    let keys = key.map_or_else(|| Key::ALL.to_vec(), |key| vec![key]);
    let rows: Vec<_> = keys
        .into_iter()
        .map(|key| Row::new(&settings, key))
        .collect();
    if args.json {
        return print(&json(&Document {
            schema: 1,
            // A path need not be text.
            file: file.map(|path| path.display().to_string()),
            settings: rows,
        })?);
    }
    print(&match (rows.as_slice(), file) {
        ([row], Some(path)) if is_change => changed(row, &path),
        ([row], _) => row.shown() + "\n",
        (rows, file) => listed(rows, file.as_deref(), app),
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "a player is told if there is a file"
)]
fn listed(rows: &[Row], file: Option<&Path>, app: &App) -> String {
    let cells: Vec<_> = rows
        .iter()
        .map(|row| {
            let from = match row.from {
                From::File => "the file",
                From::Default => "default",
            };
            vec![row.key.to_owned(), row.shown(), from.to_owned()]
        })
        .collect();
    let table = table(
        &["Setting", "Value", "From"],
        &cells,
        &[],
        None,
        app.styles.stdout,
    );
    let place = match file {
        Some(path) if path.exists() => format!("The file is {}", shown(path)),
        Some(path) => format!("There is no file yet; it would be {}", shown(path)),
        None => "There is no folder to keep a file in.".to_owned(),
    };
    let how = "`dundie settings KEY VALUE` changes one, such as `dundie settings questions 20`.";
    wrapped(&format!("{table}\n{place}\n{how}\n"))
}

/// What holds after a change.
fn changed(row: &Row, path: &Path) -> String {
    match row.from {
        From::File => format!("{} is {}, kept in {}\n", row.key, row.shown(), shown(path)),
        From::Default => format!("{} is {} again, the default\n", row.key, row.shown()),
    }
}

fn shown(path: &Path) -> String {
    Printable(&path.display().to_string()).to_string()
}

fn find(text: &str) -> Result<Key, Error> {
    Key::find(text).ok_or_else(|| {
        let names = Key::ALL.map(Key::name);
        let help = match nearest(&text.to_lowercase(), names) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("there are: {}", names.join(", ")),
        };
        Error::usage(format!("no setting is called \"{text}\""), help)
    })
}

fn nowhere() -> Error {
    Error::failed(
        "could not keep the setting: neither XDG_CONFIG_HOME nor HOME is an absolute path",
        "set one of them to the folder where settings are to be kept",
    )
}

fn failure(error: &SetError) -> Error {
    let (message, help) = (error.to_string(), error.help());
    match error {
        SetError::Refused { .. } => Error::usage(message, help),
        SetError::Unusable(_) | SetError::Busy { .. } | SetError::Io { .. } => {
            Error::failed(message, help)
        }
    }
}
