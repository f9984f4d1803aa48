//! `dundie settings`: show or change the player's settings.

use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use crate::app::App;
use crate::cli::SettingsArgs;
use crate::error::{Error, Outcome};
use crate::files::settings::{KEYS, Key, SetError, Settings};
use crate::print::{json, print, tell, width};
use crate::text::name::is_bank_name;
use crate::text::printable::Printable;
use crate::ui::layout::hang;
use crate::ui::prompter::{Above, Ask, Menu, PromptError, Prompter};
use crate::ui::tables::table;

#[derive(Serialize)]
struct SettingList {
    /// `null` if the environment names no folder for it.
    file: Option<String>,
    settings: Vec<Setting>,
}

#[derive(Serialize)]
struct Setting {
    key: &'static str,
    /// `null` for no limit.
    value: Option<Value>,
    /// `file` or `default`.
    from: &'static str,
}

fn source(settings: &Settings, key: &Key, saved: &'static str) -> &'static str {
    if key.is_saved(settings) {
        saved
    } else {
        "default"
    }
}

/// # Errors
/// For an unknown setting or a bad value, and if it cannot be saved.
pub fn run(app: &App, args: &SettingsArgs) -> Result<Outcome, Error> {
    let key = args.key.as_deref().map(Key::find).transpose()?;
    let change = key.filter(|_| args.unset || args.value.is_some());
    if let Some(key) = change {
        save(app, key, args.value.as_deref().unwrap_or(key.none))?;
    }
    let (settings, warnings) = read(app);
    for warning in warnings {
        tell(&warning);
    }
    print(&match key {
        _ if args.json => {
            let keys = key.map_or(&KEYS[..], std::slice::from_ref).iter();
            let setting = |key: &Key| Setting {
                key: key.name,
                value: key.value(&settings),
                from: source(&settings, key, "file"),
            };
            json(&SettingList {
                file: file(app),
                settings: keys.map(setting).collect(),
            })?
        }
        None => list(app, &settings, width()),
        Some(key) if change.is_some() => changed(app, &settings, key),
        Some(key) => key.shown(&settings) + "\n",
    })
}

/// Saves one setting as players type it.
///
/// # Errors
/// For a bad value, and if it cannot be saved.
pub fn save(app: &App, key: &Key, value: &str) -> Result<(), Error> {
    let file = app.settings_file.as_deref().ok_or_else(no_folder)?;
    let is_added = || app.shelf().is_ok_and(|shelf| shelf.find(value).is_some());
    if key.name == "bank" && is_bank_name(value) && value != key.none && !is_added() {
        // With a folder it is no name of an added bank.
        let path = Path::new(".").join(app.path_of(Path::new(value))?);
        return Ok(Settings::set(file, key.name, &path.to_string_lossy())?);
    }
    Ok(Settings::set(file, key.name, value)?)
}

/// The page on which settings are changed, until the player goes back.
///
/// # Errors
/// If the prompt is interrupted.
pub fn page(app: &App, prompter: &mut dyn Prompter) -> Result<(), PromptError> {
    let place = where_saved(app);
    let above: Above = Arc::new(move |look, rows| {
        let rows = hang(&place, look.width, "", "").into_iter().take(rows);
        rows.collect::<Vec<_>>().join("\n")
    });
    let mut first = 0;
    loop {
        let settings = read(app).0;
        let widest = KEYS.iter().map(|key| key.label.len()).max();
        let item = |key: &Key| {
            let (label, value) = (key.label, key.shown(&settings));
            format!("{label:0$}  {value}\t{1}", widest.unwrap_or(0), key.about)
        };
        let items: Vec<_> = KEYS.iter().map(item).collect();
        let chosen = prompter.choose(&Menu {
            title: "Settings",
            above: Some(Arc::clone(&above)),
            prompt: "",
            back: "back",
            items: &items,
            first,
            searched: false,
        })?;
        let Some(chosen) = chosen else {
            return Ok(());
        };
        first = chosen;
        let key = &KEYS[chosen];
        let Some(value) = new_value(key, &settings, prompter)? else {
            continue;
        };
        match save(app, key, &value) {
            Ok(()) => prompter.say(changed(app, &read(app).0, key).trim_end()),
            Err(error) => prompter.say(&Printable(&error.message).to_string()),
        }
        if matches!(key.name, "color" | "plain") {
            prompter.say("It takes effect the next time dundie starts.");
        }
    }
}

/// The value that the player wants; `None` to leave it as it is.
fn new_value(
    key: &Key,
    settings: &Settings,
    prompter: &mut dyn Prompter,
) -> Result<Option<String>, PromptError> {
    let title = format!("{}: {}", key.label, key.about);
    if !key.choices.is_empty() {
        let items: Vec<_> = key.choices.iter().map(|text| (*text).to_owned()).collect();
        let now = key.shown(settings);
        let chosen = prompter.choose(&Menu {
            title: &title,
            above: None,
            prompt: "",
            back: "back",
            items: &items,
            first: items.iter().position(|item| *item == now).unwrap_or(0),
            searched: false,
        })?;
        return Ok(chosen.map(|n| items[n].clone()));
    }
    prompter.text(&Ask {
        title: &title,
        prompt: key.expects,
        suggested: &key.shown(settings),
        check: &|text| Settings::check(key, text),
    })
}

/// The settings as the file has them now, and the warnings.
fn read(app: &App) -> (Settings, Vec<String>) {
    let read = app.settings_file.as_deref().map(Settings::read);
    read.unwrap_or_default()
}

fn list(app: &App, settings: &Settings, width: usize) -> String {
    let rows = KEYS.each_ref().map(|key| {
        let source = source(settings, key, "saved").to_owned();
        vec![key.name.to_owned(), key.shown(settings), source]
    });
    let head = ["Setting", "Value", "Source"];
    let table = table(&head, rows, &[], &[], app.styles.stdout);
    let place = where_saved(app);
    let how = "`dundie settings KEY VALUE` changes one, such as `dundie settings questions 20`.";
    textwrap::fill(&format!("{table}\n{place}\n{how}\n"), width)
}

fn where_saved(app: &App) -> String {
    match file(app) {
        Some(file) => format!("Settings file: {}", Printable(&file)),
        None => "No settings file: set HOME or XDG_CONFIG_HOME first.".to_owned(),
    }
}

/// The settings file as text: its path need not be UTF-8.
fn file(app: &App) -> Option<String> {
    let path = app.settings_file.as_ref();
    path.map(|path| path.display().to_string())
}

fn changed(app: &App, settings: &Settings, key: &Key) -> String {
    let (label, value) = (key.label, key.shown(settings));
    if !key.is_saved(settings) {
        return format!("{label} back to the default: {value}.\n");
    }
    let value = key.phrase.replace("{}", &value);
    let file = file(app).unwrap_or_default();
    format!("{label} set to {value} (saved in {}).\n", Printable(&file))
}

fn no_folder() -> Error {
    Error::failed(
        "could not save the setting: neither XDG_CONFIG_HOME nor HOME is an absolute path",
        "set one of them to the folder for your settings",
    )
}

impl From<SetError> for Error {
    fn from(error: SetError) -> Self {
        let message = error.to_string();
        match error {
            SetError::Usage { help, .. } => Self::usage(message, help),
            SetError::File { .. } => {
                Self::failed(message, "check the file and its folder, then try again")
            }
        }
    }
}
