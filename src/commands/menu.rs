//! `dundie` without a command: the menu.

mod banks;
mod category;
mod saved;
mod ways;

use std::sync::Arc;

use super::{awards, daily, play, practice, scores, settings, stats};
use crate::app::{App, NamedBank};
use crate::cli::{AwardsArgs, DailyArgs, PlayArgs, PracticeArgs, ScoresArgs};
use crate::clock;
use crate::error::{Error, Outcome, Stop};
use crate::files::builtin;
use crate::game::category::summary;
use crate::game::{board, players, resume};
use crate::history::{Unfinished, days};
use crate::print::{complain, width};
use crate::text::printable::Printable;
use crate::ui::layout::{hang, listed, text_width};
use crate::ui::prompter::{Above, Menu, PromptError, Prompter, Sheet};
use crate::ui::style::Style;
use crate::ui::words::{plural, thousands};

/// What choosing an item does.
type Action = fn(&App, &NamedBank, Seen, &mut dyn Prompter) -> Result<Outcome, Stop>;

/// # Errors
/// If the terminal fails, or the bank cannot be read.
pub fn run(app: &mut App) -> Result<Outcome, Error> {
    let mut prompter = app.prompter();
    let mut bank = app.bank(None)?;
    let mut last = String::new();
    loop {
        let done = once(app, &bank, &mut last, prompter.as_mut());
        let before = app.settings.bank.clone();
        app.reload();
        if app.settings.bank != before {
            bank = app.bank(None)?;
        }
        match done {
            Ok(true) => {}
            Ok(false) => return Ok(Outcome::Done),
            Err(Stop::Error(error)) if prompter.has_pages() => {
                let shown = show_error(&error, prompter.as_mut());
                if let Err(stop) = shown {
                    return app.settle(Err(stop.into()));
                }
            }
            Err(Stop::Error(error)) => complain(&error, app.styles.stderr),
            Err(stop) => return app.settle(Err(stop)),
        }
    }
}

/// Shows the menu and does what the player picks; `false` if they quit. `last` is the item
/// picked last.
fn once(
    app: &App,
    bank: &NamedBank,
    last: &mut String,
    prompter: &mut dyn Prompter,
) -> Result<bool, Stop> {
    // A game works without the history, and says what is wrong.
    let seen = Seen {
        banks: app.shelf().map_or(0, |shelf| shelf.names().len()),
        ..Seen::look(app, bank).unwrap_or_default()
    };
    let above = seen.above(bank, prompter.style());
    let (mut texts, actions): (Vec<_>, Vec<_>) =
        seen.items(bank, prompter.style()).into_iter().unzip();
    texts.push("Quit".to_owned());
    let first = texts.iter().position(|text| name_of(text) == last);
    let chosen = prompter.choose(&Menu {
        title: "dundie",
        above: Some(above),
        prompt: "",
        back: "quit",
        items: &texts,
        first: first.unwrap_or(0),
        searched: false,
    })?;
    let Some((chosen, action)) = chosen.and_then(|n| Some((&texts[n], actions.get(n)?))) else {
        return Ok(false);
    };
    name_of(chosen).clone_into(last);
    let _ = action(app, bank, seen, prompter)?;
    Ok(true)
}

/// An item without its description.
fn name_of(item: &str) -> &str {
    item.split('\t').next().unwrap_or_default()
}

/// Plays the chosen game, if any.
fn play_chosen(
    app: &App,
    args: Option<PlayArgs>,
    bank: &NamedBank,
    prompter: &mut dyn Prompter,
) -> Result<Outcome, Stop> {
    match args {
        Some(args) => play::start(app, &args, bank, prompter),
        None => Ok(Outcome::Done),
    }
}

/// Shows a page of text until the player goes back to the menu.
fn show(title: &str, text: &str, prompter: &mut dyn Prompter) -> Result<Outcome, PromptError> {
    let text = &|_| text.to_owned();
    let next = "menu";
    prompter.read(&[Sheet { title, text, next }], 0)?;
    Ok(Outcome::Done)
}

fn show_error(error: &Error, prompter: &mut dyn Prompter) -> Result<(), PromptError> {
    let help = error.help.as_deref().unwrap_or_default();
    let text = format!("{}\n{}", Printable(&error.message), Printable(help));
    show("Something went wrong", &text, prompter).map(drop)
}

/// What the menu shows about the player.
#[derive(Default)]
struct Seen {
    player: String,
    /// Unfinished games, the one played last first.
    unfinished: Vec<Unfinished>,
    /// Days in a row with a daily, up to today or yesterday.
    days: u32,
    /// The category played last.
    category: Option<String>,
    /// The result of today's daily.
    daily: Option<String>,
    /// How many banks the player added.
    banks: usize,
}

impl Seen {
    fn look(app: &App, bank: &NamedBank) -> Result<Self, Error> {
        let player = players::known(app, None)?;
        let Some(history) = app.history()? else {
            return Ok(Self::default());
        };
        let today = clock::today();
        let seen = history.overview(&player, &bank.name, &today.to_string())?;
        let daily = seen.daily.filter(|tried| tried.is_finished).map(|tried| {
            format!(
                "played: {}/{}, {} points",
                tried.right,
                tried.of,
                thousands(tried.points)
            )
        });
        let days = days::in_a_row(&seen.dailies, today);
        Ok(Self {
            unfinished: seen.unfinished,
            days,
            player,
            category: seen.last_category,
            daily,
            banks: 0,
        })
    }

    /// The bank, the daily and the saved games.
    fn above(&self, bank: &NamedBank, style: Style) -> Above {
        let mut news = vec![plural(bank.bank.index.len().into(), "question")];
        if bank.name == builtin::NAME {
            news[0] += " about Jim, Pam and the people around them";
        } else {
            let name = board::bank_title(&bank.name);
            news[0] = format!("{} from {}", news[0], Printable(name));
        }
        let days = (self.days > 1).then(|| format!("{} days in a row", self.days));
        news.extend(match (&self.daily, days) {
            (None, Some(days)) => Some(format!("{days}: today's daily is waiting")),
            (None, None) => Some("Today's daily is waiting".to_owned()),
            (Some(_), days) => days,
        });
        let saved = self.unfinished.len() as u64;
        news.extend((saved > 0).then(|| plural(saved, "saved game")));
        let dot = style.sign("·");
        Arc::new(move |look, rows| {
            let mut shown = hang(&news[0], look.width, "", "");
            let more = listed(&news[1..], dot, look.width);
            shown.extend(more.iter().map(|row| row.trim_start().to_owned()));
            shown.truncate(rows);
            shown.join("\n")
        })
    }

    /// The items with their actions. A tab separates a name from its description.
    fn items(&self, bank: &NamedBank, style: Style) -> Vec<(String, Action)> {
        let unfinished = self.unfinished.iter().find(|game| resume::is_there(game));
        let unfinished = unfinished.map(resume::describe);
        let with = |name: &str, about: &str| format!("{name}\t{about}");
        let mut items: Vec<(String, Action)> = Vec::new();
        if let Some(about) = unfinished {
            items.push((
                with("Continue", &about),
                |app, _, seen, prompter| match seen
                    .unfinished
                    .iter()
                    .find(|game| resume::is_there(game))
                {
                    Some(game) => super::resume::go_on(app, game, &seen.player, prompter, false),
                    None => Ok(Outcome::Done),
                },
            ));
        }
        let daily = self.daily.as_deref();
        let daily = daily.unwrap_or("today's ten, the same for everyone");
        let ways = format!("timed, typed, hard{}", style.sign("…"));
        let usual: [(String, Action); 10] = [
            (
                with("Quick quiz", "ten questions, mixed"),
                |app, bank, _, prompter| play::start(app, &PlayArgs::default(), bank, prompter),
            ),
            (with("Daily quiz", daily), |app, bank, _, prompter| {
                daily::start(app, &DailyArgs::default(), bank, prompter)
            }),
            (
                with("Pick a category", &summary(&bank.bank.index)),
                |app, bank, seen, prompter| {
                    let args = category::choose(app, bank, seen.category.as_deref(), prompter)?;
                    play_chosen(app, args, bank, prompter)
                },
            ),
            (
                with("Practice", "your misses first, then new ones"),
                |app, bank, _, prompter| {
                    practice::start(app, &PracticeArgs::default(), bank, prompter)
                },
            ),
            (
                with("Take turns", "two to six players"),
                |app, bank, _, prompter| {
                    play_chosen(app, ways::take_turns(app, prompter)?, bank, prompter)
                },
            ),
            (
                with("More ways to play", &ways),
                |app, bank, _, prompter| play_chosen(app, ways::way(prompter)?, bank, prompter),
            ),
            ("High scores".to_owned(), |app, _, _, prompter| {
                let args = ScoresArgs {
                    top: 10,
                    ..ScoresArgs::default()
                };
                let text = scores::text(app, &args, text_width(width()))?;
                Ok(show("dundie", &text, prompter)?)
            }),
            ("Awards".to_owned(), |app, bank, _, prompter| {
                let args = AwardsArgs::default();
                let text = awards::text(app, &args, bank, text_width(width()))?;
                Ok(show("Awards", &text, prompter)?)
            }),
            ("Statistics".to_owned(), |app, bank, _, prompter| {
                stats::browse(app, bank, prompter)
            }),
            (
                with("Settings", "name, spoilers, time limit, bank"),
                |app, _, _, prompter| {
                    settings::page(app, prompter)?;
                    Ok(Outcome::Done)
                },
            ),
        ];
        items.extend(usual);
        if self.banks > 0 {
            let about = plural(self.banks as u64, "added bank");
            items.push((
                with("Use another bank", &about),
                |app, bank, _, prompter| banks::choose(app, bank, prompter),
            ));
        }
        if !self.unfinished.is_empty() {
            let about = format!("{} to continue or discard", self.unfinished.len());
            items.push((with("Saved games", &about), |app, _, seen, prompter| {
                saved::choose(app, &seen.player, seen.unfinished, prompter)
            }));
        }
        items
    }
}
