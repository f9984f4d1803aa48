//! `dundie play`: draw a game and play it.

use rand::TryRng as _;
use rand::rngs::SysRng;

use super::app::{App, NamedBank, tell_notice};
use super::failure::{Failure, Outcome};
use super::game::Game;
use super::keeper::Keeper;
use super::{category, clock, player};
use crate::bank::Difficulty;
use crate::cli::PlayArgs;
use crate::history::{BoardKey, NewGame, Play};
use crate::quiz::random::generator;
use crate::quiz::{Recency, Request, Session, draw, draw::matching};
use crate::scoring;
use crate::ui::Prompter;

/// What the draw's generator is for, apart from those of the questions.
const DRAW: u64 = 0;

/// # Errors
/// Where bank, categories or filters leave nothing to play.
pub fn run(app: &mut App, args: &PlayArgs) -> Result<Outcome, Failure> {
    let bank = app.bank(args.bank.as_deref())?;
    let mut prompter = app.prompter();
    start(app, args, &bank, prompter.as_mut())
}

/// Plays a new game of this bank.
///
/// # Errors
/// Where categories or filters leave nothing to play.
pub fn start(
    app: &App,
    args: &PlayArgs,
    bank: &NamedBank,
    prompter: &mut dyn Prompter,
) -> Result<Outcome, Failure> {
    let player = player::name(args.player.as_deref())?;
    let request = request(args, bank)?;
    let mut keeper = Keeper::new(app.folders(), &player, &bank.name, &bank.bank);
    let seed = match args.seed {
        Some(seed) => seed,
        None => random_seed()?,
    };
    let recency = if args.seed.is_some() {
        Recency::none()
    } else {
        let (recency, notice) = keeper.recency(&player, &bank.name, &bank.bank);
        tell_notice(notice.as_ref());
        recency
    };
    let index = &bank.bank.index;
    let entries = draw(index, &request, &recency, &mut generator(seed, DRAW))?;
    let drawn = u32::try_from(entries.len()).unwrap_or(u32::MAX);
    if drawn == 0 {
        return Err(nothing_left(args));
    }
    if drawn < request.count {
        prompter.say(&fewer(drawn, matching(index, &request)?));
    }
    let difficulties = entries
        .iter()
        .map(|entry| index.entry(*entry).map(|entry| entry.difficulty))
        .collect::<Result<Vec<_>, _>>()?;
    let plan = NewGame {
        player,
        board: board(&request, bank, drawn),
        practice: false,
        hints: true,
        party: None,
        seed,
        ranked: args.seed.is_none(),
        questions: Vec::new(),
        max_points: scoring::most(difficulties),
        started: clock::unix_millis(),
    };
    let game = Game {
        bank,
        entries: entries.into_iter().map(Some).collect(),
        plan,
        session: Session::new(drawn, None, Vec::new()),
        keeper,
        hinted: false,
        json: args.json,
    };
    game.play(app, prompter)
}

fn request(args: &PlayArgs, bank: &NamedBank) -> Result<Request, Failure> {
    let mut categories = args
        .categories
        .iter()
        .map(|name| category::find(&bank.bank.index, name))
        .collect::<Result<Vec<_>, _>>()?;
    categories.sort_unstable();
    categories.dedup();
    Ok(Request {
        categories,
        count: args.questions,
        difficulty: args.difficulty.map(Difficulty::from),
        through: args.through,
    })
}

/// Where a game of this request ranks.
fn board(request: &Request, bank: &NamedBank, length: u32) -> BoardKey {
    let all = bank.bank.index.categories();
    let chosen = request.categories.iter();
    BoardKey {
        bank: bank.name.clone(),
        categories: chosen
            .filter_map(|n| all.get(*n as usize).map(|c| c.slug.clone()))
            .collect(),
        length,
        difficulty: request.difficulty.map(|d| d.name().to_owned()),
        play: Play::Choice,
        timed: None,
        through: request.through,
        daily: None,
    }
}

fn random_seed() -> Result<u64, Failure> {
    SysRng.try_next_u64().map_err(|error| {
        Failure::failed(
            format!("could not get a random number from the system: {error}"),
            "choose one yourself with --seed",
        )
    })
}

fn nothing_left(args: &PlayArgs) -> Failure {
    let mut filters = Vec::new();
    if !args.categories.is_empty() {
        filters.push(format!(
            "the category \"{}\"",
            args.categories.join("\", \"")
        ));
    }
    if let Some(level) = args.difficulty {
        filters.push(format!("--difficulty {}", Difficulty::from(level).name()));
    }
    if let Some(season) = args.through {
        filters.push(format!("--through {season}"));
    }
    Failure::usage(
        format!("no question is left by {}", filters.join(" and ")),
        "leave one of them out",
    )
}

/// `drawn` of `matching` questions: fewer than wanted.
fn fewer(drawn: u32, matching: u32) -> String {
    if drawn == matching {
        return format!("Only {matching} questions match, so the game has {drawn}.");
    }
    format!(
        "{matching} questions match, on {drawn} topics. A game asks one question of a topic, so \
         this one has {drawn}."
    )
}
