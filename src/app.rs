//! What every command needs: streams, folders, banks, a prompter.
#![expect(
    clippy::disallowed_methods,
    reason = "environment and streams enter the program here"
)]

use std::cell::{Cell, OnceCell};
use std::env;
use std::io::{self, BufReader, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI32, Ordering};
use std::time::Duration;

use crate::bank::Bank;
use crate::cli::Global;
use crate::clock;
use crate::error::{Error, Outcome, Stop};
use crate::files::banks::{BankFiles, nearest_bank};
use crate::files::builtin;
use crate::files::folders::{Folders, NoFolder};
use crate::files::settings::{BUILT_IN, ColorChoice, FILE, Settings};
use crate::files::shelf::Shelf;
use crate::history::History;
use crate::pager;
use crate::print::{print, tell, tell_notice};
use crate::text::name::is_bank_name;
use crate::text::printable::Printable;
use crate::text::slug::nearest;
use crate::ui::lines::Lines;
use crate::ui::prompter::{PromptError, Prompter};
use crate::ui::signals::Signals;
use crate::ui::style::Styles;
use crate::ui::terminal::Terminal;

/// Show progress after this long.
const PATIENCE: Duration = Duration::from_millis(500);

pub struct App {
    pub styles: Styles,
    pub is_stdout_terminal: bool,
    pub settings: Settings,
    /// `None` if the environment names no folder for it.
    pub settings_file: Option<PathBuf>,
    /// The name that the player gave in this run.
    pub player: OnceCell<String>,
    /// The last result, left in the scrollback once the pages are closed.
    pub farewell: Cell<Option<String>>,
    /// About the settings, until they are shown.
    warnings: Vec<String>,
    color: ColorChoice,
    plain: bool,
    folders: Result<Folders, NoFolder>,
    signals: Signals,
}

/// A bank and its name in the history.
pub struct NamedBank {
    pub bank: Bank,
    pub name: String,
}

impl NamedBank {
    /// Records where the bank is, and moves its history along if the bank was moved. If that
    /// fails, the game goes without it.
    pub fn find_in(&self, history: &mut History) {
        if self.name != builtin::NAME {
            let is_gone = |path: &str| !Path::new(path).exists();
            let _ = history.find_bank(&self.name, &self.bank.index.identity(), is_gone);
        }
    }
}

impl App {
    pub fn new(global: &Global) -> Self {
        let settings_file =
            Folders::config(|name| env::var_os(name)).map(|folder| folder.join(FILE));
        let folders = Folders::find(global.data_dir.as_deref(), |name| env::var_os(name));
        let read = settings_file
            .as_deref()
            .map(|file| read_settings(file, &folders));
        let (settings, warnings) = read.unwrap_or_default();
        let color = global.color.or(settings.color).unwrap_or_default();
        let is_asked = env::var_os("ACCESSIBLE").is_some_and(|value| !value.is_empty());
        let plain = global.plain || is_asked || settings.plain == Some(true);
        let is_painted = |is_terminal: bool| is_terminal && !plain;
        let is_terminal = [io::stdout().is_terminal(), io::stderr().is_terminal()];
        let env = |name: &str| env::var_os(name);
        let styles = Styles::decide(color, env, is_terminal.map(is_painted));
        Self {
            styles,
            is_stdout_terminal: is_terminal[0],
            settings,
            settings_file,
            player: OnceCell::new(),
            farewell: Cell::default(),
            warnings,
            color,
            plain,
            folders,
            signals: Signals::default(),
        }
    }

    /// Reads the settings again. Color and plain lines stay as they are.
    pub fn reload(&mut self) {
        if let Some(file) = &self.settings_file {
            let settings = read_settings(file, &self.folders).0;
            if settings.name != self.settings.name {
                self.player = OnceCell::new();
            }
            self.settings = settings;
        }
    }

    /// # Errors
    /// If nothing names a data folder.
    pub fn folders(&self) -> Result<&Folders, Error> {
        let help = "name a folder with --data-dir";
        let no_folder = |error: &NoFolder| Error::failed(error.to_string(), help);
        self.folders.as_ref().map_err(no_folder)
    }

    /// The added banks.
    ///
    /// # Errors
    /// If nothing names a data folder.
    pub fn shelf(&self) -> Result<Shelf, Error> {
        Ok(Shelf::new(&self.folders()?.data))
    }

    /// The bank of this name or path, else that of the settings, else the built-in one.
    ///
    /// # Errors
    /// If the bank cannot be read or has errors.
    pub fn bank(&self, bank: Option<&Path>) -> Result<NamedBank, Error> {
        let saved = self.settings.bank.as_deref().map(Path::new);
        match bank.or(saved) {
            Some(bank) if bank != Path::new(BUILT_IN) => self.bank_at(Some(&self.path_of(bank)?)),
            _ => self.bank_at(None),
        }
    }

    /// Where the bank of this name or path is. A bare word is the name of an added bank, or else
    /// a path.
    ///
    /// # Errors
    /// If a bare word is neither.
    pub fn path_of(&self, bank: &Path) -> Result<PathBuf, Error> {
        let name = bank.to_str().filter(|text| is_bank_name(text));
        let Some(name) = name else {
            return Ok(bank.to_owned());
        };
        let added = self.shelf().ok();
        if let Some(path) = added.as_ref().and_then(|shelf| shelf.find(name)) {
            return Ok(path);
        }
        if bank.exists() {
            return Ok(bank.to_owned());
        }
        let names = added.map(|shelf| shelf.names()).unwrap_or_default();
        let names = names.iter().map(String::as_str).chain([BUILT_IN]);
        let meant = nearest(name, names).map(str::to_owned);
        let meant = meant.or_else(|| Some(nearest_bank(bank)?.to_string_lossy().into_owned()));
        let help = match meant {
            Some(meant) => format!("did you mean {}?", Printable(&meant)),
            None => "`dundie bank list` lists the banks you added; to play a file or folder, name its path".to_owned(),
        };
        let message = format!("there is no bank `{}`", Printable(name));
        Err(Error::failed(message, help))
    }

    /// The bank at `path`, or the built-in one.
    ///
    /// # Errors
    /// As [`bank`](Self::bank).
    pub fn bank_at(&self, path: Option<&Path>) -> Result<NamedBank, Error> {
        let Some(path) = path else {
            let bank = builtin::bank()?;
            let name = builtin::NAME.to_owned();
            return Ok(NamedBank { bank, name });
        };
        let files = BankFiles::find(path)?;
        // Without a cache folder the bank is read again each time.
        let folders = self.folders.as_ref().ok();
        let cache = folders.and_then(|folders| folders.cache.as_deref());
        let work = |progress: &(dyn Fn(f64) + Sync)| files.open(cache, progress);
        let (bank, is_new) = self.with_progress(path, work)?;
        let bank = NamedBank {
            bank,
            name: files.path.to_string_lossy().into_owned(),
        };
        if is_new && let Ok(Some(mut history)) = self.history() {
            bank.find_in(&mut history);
        }
        Ok(bank)
    }

    /// Whether what stands on stderr can be drawn over.
    fn can_draw(&self) -> bool {
        let term = env::var("TERM").ok();
        !self.plain && io::stderr().is_terminal() && Terminal::is_usable(term.as_deref())
    }

    /// A prompter for this terminal or pipe.
    pub fn prompter(&mut self) -> Box<dyn Prompter> {
        for warning in std::mem::take(&mut self.warnings) {
            tell(&warning);
        }
        if io::stdin().is_terminal() && self.can_draw() {
            Box::new(Terminal::new(self.styles.stderr, self.signals.clone()))
        } else {
            // Plain lines have no color unless asked for.
            self.styles = Styles::decide(self.color, |name| env::var_os(name), [false; 2]);
            let input = BufReader::new(io::stdin());
            Box::new(Lines::new(input, io::stderr(), self.styles.stderr))
        }
    }

    /// The outcome of a command whose prompts may have ended early.
    ///
    /// # Errors
    /// If it failed for another reason.
    pub fn settle(&self, outcome: Result<Outcome, Stop>) -> Result<Outcome, Error> {
        match (outcome, self.signals.pending()) {
            (Err(Stop::Prompt(_)), Some(signal)) => Ok(Outcome::Signal(signal)),
            (Err(Stop::Prompt(PromptError::Interrupted)), None) => Ok(Outcome::Done),
            (Err(Stop::Prompt(error)), None) => Err(Error::from_error(error, Some("try --plain"))),
            (Err(Stop::Error(error)), _) => Err(error),
            (Ok(outcome), _) => Ok(outcome),
        }
    }

    /// The history for reading; `None` if there is none yet.
    ///
    /// # Errors
    /// If it exists but cannot be read.
    pub fn history(&self) -> Result<Option<History>, Error> {
        Ok(History::open_existing(&self.folders()?.history())?)
    }

    /// The history for writing; it is created if there is none yet.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn writable_history(&self) -> Result<History, Error> {
        let (history, notice) = History::open(&self.folders()?.history())?;
        tell_notice(notice.as_ref());
        Ok(history)
    }

    /// Prints results, longer ones in the pager if a player is at the terminal.
    ///
    /// # Errors
    /// As [`print()`].
    pub fn print_long(&self, text: &str) -> Result<Outcome, Error> {
        let term = env::var("TERM").ok();
        if !self.plain && self.is_stdout_terminal && Terminal::is_usable(term.as_deref()) {
            pager::show(text)
        } else {
            print(text)
        }
    }

    /// Checks a bank, with progress on stderr if that takes longer than half a second.
    pub fn with_progress<T>(
        &self,
        path: &Path,
        work: impl FnOnce(&(dyn Fn(f64) + Sync)) -> T,
    ) -> T {
        let is_terminal = self.can_draw();
        let start = clock::instant();
        // The next percentage to report.
        let told = AtomicI32::new(0);
        let name = path.display().to_string();
        let value = work(&|share| {
            let percent = if is_terminal {
                (share * 100.0) as i32
            } else {
                0
            };
            // The steps are small, so check the clock only when the percentage grows.
            if told.load(Ordering::Relaxed) > percent || clock::since(start) < PATIENCE {
                return;
            }
            if told.fetch_max(percent + 1, Ordering::Relaxed) > percent {
                return;
            }
            let text = format!("reading {}", Printable(&name));
            let _ = if is_terminal {
                write!(io::stderr(), "\r{text}: {percent:3}%")
            } else {
                writeln!(io::stderr(), "{text}")
            };
        });
        if told.into_inner() > 0 && is_terminal {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
        value
    }
}

/// The settings with their warnings. An added bank that is gone is left out, as a file would be.
fn read_settings(file: &Path, folders: &Result<Folders, NoFolder>) -> (Settings, Vec<String>) {
    let (mut settings, mut warnings) = Settings::read(file);
    let shelf = folders.as_ref().map(|folders| Shelf::new(&folders.data));
    let is_gone =
        |name: &String| is_bank_name(name) && !shelf.is_ok_and(|shelf| shelf.find(name).is_some());
    if let Some(name) = settings.bank.take_if(|name| is_gone(name)) {
        let file = Printable(&file.to_string_lossy()).to_string();
        warnings.push(format!("{file}: warning: no added bank is called `{name}`"));
    }
    (settings, warnings)
}
