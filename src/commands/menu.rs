//! `dundie` without a command: the menu.

use super::{daily, play, practice, scores, settings, stats};
use crate::app::{App, NamedBank};
use crate::bank::Difficulty;
use crate::cli::{DailyArgs, Limit, PlayArgs, PracticeArgs, ScoresArgs, StatsArgs, WayArgs};
use crate::clock;
use crate::error::{Error, Outcome, Stop};
use crate::game::{players, resume};
use crate::history::Unfinished;
use crate::print::{complain, width};
use crate::text::name;
use crate::text::printable::Printable;
use crate::ui::layout::text_width;
use crate::ui::prompter::{Ask, Menu, PromptError, Prompter, Sheet};
use crate::ui::style::Style;
use crate::ui::words::thousands;

/// What choosing an item does.
type Action = fn(&App, &NamedBank, Seen, &mut dyn Prompter) -> Result<Outcome, Stop>;

/// # Errors
/// If the terminal fails, or what was chosen.
pub fn run(app: &mut App) -> Result<Outcome, Error> {
    let mut prompter = app.prompter();
    let bank = app.bank(None)?;
    let mut last = String::new();
    loop {
        match once(app, &bank, &mut last, prompter.as_mut()) {
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

/// Shows the menu and does what is chosen; `false` if the player quits. `last` is
/// where the arrow was.
fn once(
    app: &App,
    bank: &NamedBank,
    last: &mut String,
    prompter: &mut dyn Prompter,
) -> Result<bool, Stop> {
    // A game is possible without it, and says what is wrong.
    let seen = Seen::look(app, bank).unwrap_or_default();
    let (mut texts, actions): (Vec<_>, Vec<_>) = seen.items(prompter.style()).into_iter().unzip();
    texts.push("Quit".to_owned());
    let first = texts.iter().position(|text| name_of(text) == last);
    let chosen = prompter.choose(&Menu {
        title: "dundie",
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

/// An item without what describes it.
fn name_of(item: &str) -> &str {
    item.split('\t').next().unwrap_or_default()
}

/// Plays what was chosen, if anything was.
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

/// A page of text, until the player goes back to the menu.
fn show(title: &str, text: &str, prompter: &mut dyn Prompter) -> Result<Outcome, PromptError> {
    prompter.read(&Sheet {
        title,
        text,
        next: "menu",
    })?;
    Ok(Outcome::Done)
}

fn show_error(error: &Error, prompter: &mut dyn Prompter) -> Result<(), PromptError> {
    let help = error.help.as_deref().unwrap_or_default();
    let text = format!("{}\n{}", Printable(&error.message), Printable(help));
    show("Something went wrong", &text, prompter).map(drop)
}

/// What the menu says about the player.
#[derive(Default)]
struct Seen {
    /// The game to continue.
    unfinished: Option<Unfinished>,
    /// The category played last.
    category: Option<String>,
    /// The result of today's daily.
    daily: Option<String>,
}

impl Seen {
    fn look(app: &App, bank: &NamedBank) -> Result<Self, Error> {
        let player = players::known(app, None)?;
        let Some(history) = app.history()? else {
            return Ok(Self::default());
        };
        let today = clock::today().to_string();
        let seen = history.overview(&player, &bank.name, &today)?;
        let daily = seen.daily.filter(|tried| tried.is_finished).map(|tried| {
            format!(
                "played: {}/{}, {} points",
                tried.right,
                tried.of,
                thousands(tried.points)
            )
        });
        Ok(Self {
            unfinished: seen.unfinished.into_iter().find(resume::is_there),
            category: seen.last_category,
            daily,
        })
    }

    /// What there is to do. What follows a tab describes an item.
    fn items(&self, style: Style) -> Vec<(String, Action)> {
        let unfinished = self.unfinished.as_ref().map(resume::describe);
        let with = |name: &str, about: &str| format!("{name}\t{about}");
        let mut items: Vec<(String, Action)> = Vec::new();
        if let Some(about) = &unfinished {
            items.push((with("Continue", about), |app, _, seen, prompter| {
                let Some(game) = seen.unfinished else {
                    return Ok(Outcome::Done);
                };
                resume::go_on(app, &game, prompter, false)
            }));
        }
        let daily = self.daily.as_deref();
        let daily = daily.unwrap_or("today's ten, the same for everyone");
        let ways = format!("timed, typed, hard{}", style.sign("…"));
        let usual: [(String, Action); 9] = [
            (
                with("Quick quiz", "ten questions, mixed"),
                |app, bank, _, prompter| play::start(app, &PlayArgs::default(), bank, prompter),
            ),
            (with("Daily quiz", daily), |app, bank, _, prompter| {
                daily::start(app, &DailyArgs::default(), bank, prompter)
            }),
            (
                with("Pick a category", "Jim and Pam, and ten more"),
                |app, bank, seen, prompter| {
                    let args = category(bank, seen.category.as_deref(), prompter)?;
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
                    play_chosen(app, take_turns(app, prompter)?, bank, prompter)
                },
            ),
            (
                with("More ways to play", &ways),
                |app, bank, _, prompter| play_chosen(app, way(prompter)?, bank, prompter),
            ),
            ("High scores".to_owned(), |app, _, _, prompter| {
                let args = ScoresArgs {
                    top: 10,
                    ..ScoresArgs::default()
                };
                let text = scores::text(app, &args, text_width(width()))?;
                Ok(show("High scores", &text, prompter)?)
            }),
            ("Statistics".to_owned(), |app, bank, _, prompter| {
                let text = stats::text(app, &StatsArgs::default(), bank, text_width(width()))?;
                Ok(show("Statistics", &text, prompter)?)
            }),
            ("Settings".to_owned(), |app, _, _, prompter| {
                Ok(show(
                    "Settings",
                    &settings::text(app, text_width(width())),
                    prompter,
                )?)
            }),
        ];
        items.extend(usual);
        if let Some(about) = &unfinished {
            items.push((with("Discard", about), |app, _, seen, prompter| {
                let Some(game) = seen.unfinished else {
                    return Ok(Outcome::Done);
                };
                prompter.say(&resume::discard(app, &game)?);
                Ok(Outcome::Done)
            }));
        }
        items
    }
}

/// The categories, the largest first; the arrow on the one played last.
fn category(
    bank: &NamedBank,
    last: Option<&str>,
    prompter: &mut dyn Prompter,
) -> Result<Option<PlayArgs>, PromptError> {
    let mut categories: Vec<_> = bank.bank.index.categories().iter().collect();
    categories.sort_by_key(|category| std::cmp::Reverse(category.len()));
    let items: Vec<_> = categories
        .iter()
        .map(|category| {
            let about = category.about.as_deref().unwrap_or_default();
            let name = Printable(&category.name);
            format!("{name} ({})\t{}", category.len(), Printable(about))
        })
        .collect();
    let first = categories
        .iter()
        .position(|category| Some(category.slug.as_str()) == last);
    let chosen = prompter.choose(&Menu {
        title: "Pick a category",
        prompt: "Search",
        back: "back",
        items: &items,
        first: first.unwrap_or(0),
        searched: true,
    })?;
    Ok(chosen.map(|n| {
        let mut args = PlayArgs::default();
        args.game.categories.push(categories[n].slug.clone());
        args
    }))
}

/// Asks for names until there are no more; `None` if there are fewer than two.
fn take_turns(app: &App, prompter: &mut dyn Prompter) -> Result<Option<PlayArgs>, Stop> {
    let Some(first) = players::name(app, None, prompter)? else {
        return Ok(None);
    };
    let mut names = vec![first];
    while names.len() < players::MOST {
        let ask = Ask {
            title: &format!("Players: {}", Printable(&names.join(", "))),
            prompt: "Who else is playing? Press Enter on an empty line when done.",
            suggested: "",
            check: &|text: &str| match text.trim() {
                "" => Ok(()),
                text if players::has(&names, text) => Err("that name is taken".to_owned()),
                text => {
                    let checked = name::checked(text).map(drop);
                    checked.map_err(|error| error.to_string())
                }
            },
        };
        match prompter.text(&ask)? {
            None if prompter.has_pages() => return Ok(None),
            Some(name) if !name.is_empty() => names.push(name),
            _ => break,
        }
    }
    if names.len() < 2 {
        prompter.say("It takes two to take turns.");
        return Ok(None);
    }
    Ok(Some(PlayArgs {
        player: names,
        ..PlayArgs::default()
    }))
}

/// Other ways to play.
fn way(prompter: &mut dyn Prompter) -> Result<Option<PlayArgs>, PromptError> {
    type Change = fn(&mut WayArgs);
    let ways: [(&str, Change); 6] = [
        ("Timed\ttwenty seconds a question", |way| {
            way.timed = Some(Limit::USUAL);
        }),
        ("Typed\tno choices to pick from", |way| way.typed = true),
        ("Typed and timed", |way| {
            way.typed = true;
            way.timed = Some(Limit::USUAL);
        }),
        ("Easy questions only", |way| {
            way.difficulty = Some(Difficulty::Easy);
        }),
        ("Hard questions only", |way| {
            way.difficulty = Some(Difficulty::Hard);
        }),
        ("Twenty questions", |way| way.questions = Some(20)),
    ];
    let chosen = prompter.choose(&Menu {
        title: "More ways to play",
        prompt: "",
        back: "back",
        items: &ways.map(|(text, _)| text.to_owned()),
        first: 0,
        searched: false,
    })?;
    Ok(chosen.map(|n| {
        let mut args = PlayArgs::default();
        ways[n].1(&mut args.game.way);
        args
    }))
}
