//! `dundie` without a command: the menu.

use super::{daily, play, practice, scores, settings, stats};
use crate::app::{App, NamedBank};
use crate::cli::{
    DailyArgs, GameArgs, Level, Limit, PlayArgs, PracticeArgs, ScoresArgs, StatsArgs, WayArgs,
};
use crate::clock;
use crate::error::{Error, Outcome, Stop};
use crate::game::{players, resume};
use crate::history::Unfinished;
use crate::print::width;
use crate::text::name;
use crate::text::printable::Printable;
use crate::ui::prompter::{Ask, Menu, PromptError, Prompter, Sheet};
use crate::ui::style::Style;
use crate::ui::words::thousands;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Item {
    Resume,
    QuickQuiz,
    Daily,
    Category,
    Practice,
    TakeTurns,
    MoreWays,
    Scores,
    Stats,
    Settings,
    Discard,
    Quit,
}

/// # Errors
/// If the terminal fails, or what was chosen.
pub fn run(app: &mut App) -> Result<Outcome, Error> {
    let mut prompter = app.prompter();
    let bank = app.bank(None)?;
    let mut last = None;
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
            Err(Stop::Error(error)) => app.complain(&error),
            Err(stop) => return app.settle(Err(stop)),
        }
    }
}

/// Shows the menu and does what is chosen; `false` if the player quits. `last` is
/// where the arrow was.
fn once(
    app: &App,
    bank: &NamedBank,
    last: &mut Option<Item>,
    prompter: &mut dyn Prompter,
) -> Result<bool, Stop> {
    // A game is possible without it, and says what is wrong.
    let seen = Seen::look(app, bank).unwrap_or_default();
    let items = seen.items(prompter.style());
    let texts: Vec<_> = items.iter().map(|(_, text)| text.clone()).collect();
    let first = items.iter().position(|(item, _)| Some(*item) == *last);
    let chosen = prompter.choose(&Menu {
        title: "dundie",
        prompt: "",
        back: "quit",
        items: &texts,
        first: first.unwrap_or(0),
        searched: false,
    })?;
    let Some((item, _)) = chosen.and_then(|chosen| items.get(chosen)) else {
        return Ok(false);
    };
    *last = Some(*item);
    let _ = match (*item, seen.unfinished) {
        (Item::Resume, Some(game)) => resume::go_on(app, &game, prompter, false)?,
        (Item::Discard, Some(game)) => {
            prompter.say(&resume::discard(app, &game)?);
            Outcome::Done
        }
        (Item::QuickQuiz | Item::Resume | Item::Discard, _) => {
            play::start(app, &PlayArgs::default(), bank, prompter)?
        }
        (Item::Daily, _) => daily::start(app, &DailyArgs::default(), bank, prompter)?,
        (Item::Category, _) => match category(bank, seen.category.as_deref(), prompter)? {
            None => Outcome::Done,
            Some(args) => play::start(app, &args, bank, prompter)?,
        },
        (Item::Practice, _) => practice::start(app, &PracticeArgs::default(), bank, prompter)?,
        (Item::TakeTurns, _) => match take_turns(app, prompter)? {
            None => Outcome::Done,
            Some(args) => play::start(app, &args, bank, prompter)?,
        },
        (Item::MoreWays, _) => match way(prompter)? {
            None => Outcome::Done,
            Some(args) => play::start(app, &args, bank, prompter)?,
        },
        (Item::Scores, _) => {
            let text = scores::text(app, &ScoresArgs::usual(), width())?;
            show("High scores", &text, prompter)?
        }
        (Item::Stats, _) => {
            let text = stats::text(app, &StatsArgs::default(), bank, width())?;
            show("Statistics", &text, prompter)?
        }
        (Item::Settings, _) => show("Settings", &settings::text(app, width()), prompter)?,
        (Item::Quit, _) => return Ok(false),
    };
    Ok(true)
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
    let text = format!("  {}\n  {}", Printable(&error.message), Printable(help));
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

    /// What follows a tab describes an item.
    fn items(&self, style: Style) -> Vec<(Item, String)> {
        let mut items = Vec::new();
        if let Some(game) = &self.unfinished {
            items.push((
                Item::Resume,
                format!("Continue\t{}", resume::describe(game)),
            ));
        }
        let daily = match &self.daily {
            Some(result) => format!("Daily quiz\t{result}"),
            None => "Daily quiz\ttoday's ten, the same for everyone".to_owned(),
        };
        items.push((
            Item::QuickQuiz,
            "Quick quiz\tten questions, mixed".to_owned(),
        ));
        items.push((Item::Daily, daily));
        let more = format!("More ways to play\ttimed, typed, hard{}", style.sign("…"));
        for (item, text) in [
            (Item::Category, "Pick a category\tJim and Pam, and ten more"),
            (Item::Practice, "Practice\tyour misses first, then new ones"),
            (Item::TakeTurns, "Take turns\ttwo to six players"),
            (Item::MoreWays, &more),
            (Item::Scores, "High scores"),
            (Item::Stats, "Statistics"),
            (Item::Settings, "Settings"),
        ] {
            items.push((item, text.to_owned()));
        }
        if let Some(game) = &self.unfinished {
            items.push((
                Item::Discard,
                format!("Discard\t{}", resume::describe(game)),
            ));
        }
        items.push((Item::Quit, "Quit".to_owned()));
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
    Ok(chosen.map(|n| PlayArgs {
        game: GameArgs {
            categories: vec![categories[n].slug.clone()],
            ..GameArgs::default()
        },
        ..PlayArgs::default()
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
    let way = |change: fn(&mut WayArgs)| {
        let mut way = WayArgs::default();
        change(&mut way);
        way
    };
    let ways = [
        (
            "Timed\ttwenty seconds a question",
            way(|way| way.timed = Some(Limit::USUAL)),
        ),
        (
            "Typed\tno choices to pick from",
            way(|way| way.typed = true),
        ),
        (
            "Typed and timed",
            way(|way| {
                way.typed = true;
                way.timed = Some(Limit::USUAL);
            }),
        ),
        (
            "Easy questions only",
            way(|way| way.difficulty = Some(Level::Easy)),
        ),
        (
            "Hard questions only",
            way(|way| way.difficulty = Some(Level::Hard)),
        ),
        ("Twenty questions", way(|way| way.questions = Some(20))),
    ];
    let items: Vec<_> = ways.iter().map(|(text, _)| (*text).to_owned()).collect();
    let chosen = prompter.choose(&Menu {
        title: "More ways to play",
        prompt: "",
        back: "back",
        items: &items,
        first: 0,
        searched: false,
    })?;
    Ok(chosen.map(|n| PlayArgs {
        game: GameArgs {
            way: ways[n].1.clone(),
            ..GameArgs::default()
        },
        ..PlayArgs::default()
    }))
}

impl ScoresArgs {
    /// What `dundie scores` means without arguments.
    fn usual() -> Self {
        Self {
            top: 10,
            ..Self::default()
        }
    }
}
