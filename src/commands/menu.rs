//! `dundie` without a command: the menu.

use super::{daily, play, practice, scores, settings, stats};
use crate::app::{App, NamedBank};
use crate::cli::{
    DailyArgs, GameArgs, Level, Limit, PlayArgs, PracticeArgs, ScoresArgs, SettingsArgs, StatsArgs,
    WayArgs,
};
use crate::clock;
use crate::error::{Error, Outcome, Stop};
use crate::game::{board, players, resume};
use crate::history::{Play, Unfinished};
use crate::text::name;
use crate::text::printable::Printable;
use crate::ui::words::thousands;
use crate::ui::{Menu, PromptError, Prompter};

#[derive(Clone, Copy)]
enum Item {
    Resume,
    QuickQuiz,
    Daily,
    Category,
    Practice,
    Party,
    OtherWay,
    Scores,
    Stats,
    Settings,
    Drop,
    Leave,
}

/// # Errors
/// Where the terminal fails, or what was chosen.
pub fn run(app: &mut App) -> Result<Outcome, Error> {
    let mut prompter = app.prompter();
    let bank = app.bank(None)?;
    loop {
        match once(app, &bank, prompter.as_mut()) {
            Ok(Some(Outcome::Done)) => prompter.say("\n"),
            Ok(Some(signal)) => return Ok(signal),
            Ok(None) => return Ok(Outcome::Done),
            Err(Stop::Error(failure)) => app.complain(&failure),
            Err(stop) => return app.settle(Err(stop)),
        }
    }
}

/// Shows the menu and does what is chosen; `None` where the player leaves.
fn once(app: &App, bank: &NamedBank, prompter: &mut dyn Prompter) -> Result<Option<Outcome>, Stop> {
    // Where that fails a game is still possible; it says what is wrong.
    let seen = Seen::look(app, bank).unwrap_or_default();
    let items = seen.items();
    let texts: Vec<_> = items.iter().map(|(_, text)| text.clone()).collect();
    let Some(chosen) = prompter.choose(&menu("dundie", &texts))? else {
        return Ok(None);
    };
    let outcome = match (items[chosen].0, seen.unfinished) {
        (Item::Resume, Some(game)) => resume::go_on(app, &game, prompter, false)?,
        (Item::Drop, Some(game)) => resume::discard(app, &game)?,
        (Item::QuickQuiz | Item::Resume | Item::Drop, _) => {
            play::start(app, &PlayArgs::default(), bank, prompter)?
        }
        (Item::Daily, _) => daily::start(app, &DailyArgs::default(), bank, prompter)?,
        (Item::Category, _) => match category(bank, seen.category.as_deref(), prompter)? {
            None => Outcome::Done,
            Some(args) => play::start(app, &args, bank, prompter)?,
        },
        (Item::Practice, _) => practice::start(app, &PracticeArgs::default(), bank, prompter)?,
        (Item::Party, _) => match players(app, prompter)? {
            None => Outcome::Done,
            Some(args) => play::start(app, &args, bank, prompter)?,
        },
        (Item::OtherWay, _) => match way(prompter)? {
            None => Outcome::Done,
            Some(args) => play::start(app, &args, bank, prompter)?,
        },
        (Item::Scores, _) => scores::run(app, &ScoresArgs::usual())?,
        (Item::Stats, _) => stats::run(app, &StatsArgs::default())?,
        (Item::Settings, _) => settings::run(app, &SettingsArgs::default())?,
        (Item::Leave, _) => return Ok(None),
    };
    Ok(Some(outcome))
}

/// A menu of a few items.
fn menu<'a>(prompt: &'a str, items: &'a [String]) -> Menu<'a> {
    Menu {
        prompt,
        items,
        first: 0,
        searched: false,
    }
}

/// What the menu tells of the player.
#[derive(Default)]
struct Seen {
    /// The game to continue.
    unfinished: Option<Unfinished>,
    /// The category played last.
    category: Option<String>,
    /// Today's daily, where it was played.
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
                "{}/{}, {} points",
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

    fn items(&self) -> Vec<(Item, String)> {
        let mut items = Vec::new();
        if let Some(game) = &self.unfinished {
            items.push((Item::Resume, go_on(game)));
        }
        let daily = match &self.daily {
            Some(result) => format!("Today's daily (played: {result})"),
            None => "Today's daily: the same ten for everybody".to_owned(),
        };
        items.push((Item::QuickQuiz, "Quick quiz".to_owned()));
        items.push((Item::Daily, daily));
        for (item, text) in [
            (Item::Category, "Pick a category"),
            (
                Item::Practice,
                "Practice: what you missed, then what is new",
            ),
            (Item::Party, "Two or more players, in turn"),
            (Item::OtherWay, "Another way: timed, typed, hard ..."),
            (Item::Scores, "High scores"),
            (Item::Stats, "Statistics"),
            (Item::Settings, "Settings"),
        ] {
            items.push((item, text.to_owned()));
        }
        if self.unfinished.is_some() {
            items.push((Item::Drop, "Drop the game you left".to_owned()));
        }
        items.push((Item::Leave, "Leave".to_owned()));
        items
    }
}

/// The greeting of an unfinished game.
fn go_on(game: &Unfinished) -> String {
    let mut what = vec![match &game.board.daily {
        Some(day) => format!("Daily of {}", Printable(day)),
        None if game.practice => "Practice".to_owned(),
        None if game.board.categories.is_empty() => "Quick quiz".to_owned(),
        None => board::category_names(&game.board),
    }];
    what.extend(game.party.is_some().then(|| "in turn".to_owned()));
    if game.board.play == Play::Typed {
        what.push("typed".to_owned());
    }
    what.extend(
        game.board
            .timed
            .map(|seconds| format!("{seconds} s a question")),
    );
    let question = (game.answered + 1).min(game.of);
    what.push(format!("question {question} of {}", game.of));
    format!("Go on? {}", what.join(", "))
}

/// The category menu, the largest first; the arrow on the one played last.
fn category(
    bank: &NamedBank,
    last: Option<&str>,
    prompter: &mut dyn Prompter,
) -> Result<Option<PlayArgs>, PromptError> {
    let mut categories: Vec<_> = bank.bank.index.categories().iter().collect();
    categories.sort_by_key(|category| std::cmp::Reverse(category.len()));
    let items: Vec<_> = categories
        .iter()
        .map(|c| format!("{} ({})", Printable(&c.name), c.len()))
        .collect();
    let first = categories
        .iter()
        .position(|category| Some(category.slug.as_str()) == last);
    let chosen = prompter.choose(&Menu {
        first: first.unwrap_or(0),
        searched: true,
        ..menu("Category", &items)
    })?;
    Ok(chosen.map(|n| PlayArgs {
        game: GameArgs {
            categories: vec![categories[n].slug.clone()],
            ..GameArgs::default()
        },
        ..PlayArgs::default()
    }))
}

/// Asks for names until there are no more; `None` where there are fewer than two.
fn players(app: &App, prompter: &mut dyn Prompter) -> Result<Option<PlayArgs>, Stop> {
    let mut names = vec![players::name(app, None, prompter)?];
    prompter.say("Who plays besides you? Enter alone ends the list.");
    while names.len() < players::MOST {
        let check = |text: &str| match text.trim() {
            "" => Ok(()),
            text if players::has(&names, text) => Err("that name is taken".to_owned()),
            text => name::checked(text)
                .map(drop)
                .map_err(|error| error.to_string()),
        };
        let prompt = format!("Player {}", names.len() + 1);
        match prompter.text(&prompt, "", &check)? {
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
            "Against the clock",
            way(|way| way.timed = Some(Limit::USUAL)),
        ),
        ("Typed, without choices", way(|way| way.typed = true)),
        (
            "Typed, against the clock",
            way(|way| {
                way.typed = true;
                way.timed = Some(Limit::USUAL);
            }),
        ),
        (
            "Only easy questions",
            way(|way| way.difficulty = Some(Level::Easy)),
        ),
        (
            "Only hard questions",
            way(|way| way.difficulty = Some(Level::Hard)),
        ),
        ("Twenty questions", way(|way| way.questions = Some(20))),
    ];
    let items: Vec<_> = ways.iter().map(|(text, _)| (*text).to_owned()).collect();
    let chosen = prompter.choose(&menu("How", &items))?;
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
