//! `dundie play`: draw a game, or one for each of several players, and play.

use rand::TryRng as _;
use rand::rngs::SysRng;

use super::app::{App, NamedBank, tell_notice};
use super::failure::{Failure, Outcome, Stop};
use super::game::{Game, Shown};
use super::keeper::Keeper;
use super::{category, clock, player, rounds};
use crate::bank::Difficulty;
use crate::cli::{GameArgs, PlayArgs};
use crate::history::{BoardKey, NewGame, Play};
use crate::quiz::draw::{DRAW, USUAL_COUNT, matching};
use crate::quiz::party::{Seat, draw_party};
use crate::quiz::random::generator;
use crate::quiz::{Recency, Request, Session, draw};
use crate::scoring;
use crate::ui::Prompter;

/// # Errors
/// Where bank, categories or filters leave nothing to play.
pub fn run(app: &mut App, args: &PlayArgs) -> Result<Outcome, Failure> {
    let bank = app.bank(args.game.bank.as_deref())?;
    let mut prompter = app.prompter();
    let outcome = start(app, args, &bank, prompter.as_mut());
    app.settle(outcome)
}

/// Plays a new game of this bank.
///
/// # Errors
/// Where categories or filters leave nothing to play, or the prompt is broken off.
pub fn start(
    app: &App,
    args: &PlayArgs,
    bank: &NamedBank,
    prompter: &mut dyn Prompter,
) -> Result<Outcome, Stop> {
    let wanted = Wanted::new(app, &args.game, bank)?;
    let players = player::names(app, &args.player, prompter)?;
    let seed = match args.seed {
        Some(seed) => seed,
        None => random_seed()?,
    };
    let mut seats = Vec::new();
    let mut keepers = Vec::new();
    for (player, seed) in players
        .iter()
        .zip(0..)
        .map(|(p, n)| (p, seed.wrapping_add(n)))
    {
        let mut keeper = Keeper::new(app.folders(), player, &bank.name, &bank.bank);
        let recency = if args.seed.is_some() {
            Recency::none()
        } else {
            let (recency, notice) = keeper.recency(player, &bank.name, &bank.bank);
            tell_notice(notice.as_ref());
            recency
        };
        seats.push(Seat { seed, recency });
        keepers.push(keeper);
    }
    let hands = wanted.deal(&seats)?;
    let drawn = hands.first().map_or(0, Vec::len);
    if drawn == 0 {
        return Err(nothing_left(&wanted, &args.game, players.len()).into());
    }
    let drawn = u32::try_from(drawn).unwrap_or(u32::MAX);
    if drawn < wanted.request.count {
        prompter.say(&fewer(
            drawn,
            matching(&bank.bank.index, &wanted.request).map_err(Failure::from)?,
            players.len(),
        ));
    }
    let mut games = Vec::new();
    let everybody = players.into_iter().zip(keepers).zip(seats).zip(hands);
    for (((player, keeper), seat), hand) in everybody {
        let plan = NewGame {
            ranked: args.seed.is_none(),
            ..wanted.plan(player, seat.seed, &hand)?
        };
        games.push(wanted.game(plan, keeper, hand));
    }
    let in_turn = games.len() > 1;
    for game in &mut games {
        game.in_turn = in_turn;
    }
    Ok(rounds::play(app, games, prompter, args.game.json)?)
}

/// A game as the player wants it: options, and where they say nothing settings.
pub struct Wanted<'a> {
    pub bank: &'a NamedBank,
    pub request: Request,
    pub play: Play,
    /// Seconds for an answer.
    pub timed: Option<u32>,
    pub hints: bool,
    /// The day of a daily.
    pub daily: Option<String>,
    pub practice: bool,
}

impl<'a> Wanted<'a> {
    /// # Errors
    /// Where a category is unknown.
    pub fn new(app: &App, args: &GameArgs, bank: &'a NamedBank) -> Result<Self, Failure> {
        let mut categories = args
            .categories
            .iter()
            .map(|name| category::find(&bank.bank.index, name))
            .collect::<Result<Vec<_>, _>>()?;
        categories.sort_unstable();
        categories.dedup();
        let kept = &app.settings;
        Ok(Self {
            bank,
            request: Request {
                categories,
                count: args.way.questions.or(kept.questions).unwrap_or(USUAL_COUNT),
                difficulty: args.way.difficulty.map(Difficulty::from),
                through: args.way.through.map_or(kept.through, Into::into),
                ..Request::default()
            },
            play: if args.way.typed {
                Play::Typed
            } else {
                Play::Choice
            },
            timed: args.way.timed.map_or(kept.timed, Into::into),
            hints: !args.no_hints,
            daily: None,
            practice: false,
        })
    }

    /// A hand for each seat; all alike.
    fn deal(&self, seats: &[Seat]) -> Result<Vec<Vec<u32>>, Failure> {
        let index = &self.bank.bank.index;
        Ok(match seats {
            [alone] => {
                let rng = &mut generator(alone.seed, DRAW);
                vec![draw(index, &self.request, &alone.recency, rng)?]
            }
            several => draw_party(index, &self.request, several)?,
        })
    }

    /// Where a game of so many questions ranks.
    ///
    /// Hints are no part of it: they only ever lower the points, and a game
    /// without them could have been played just so with them at hand.
    #[must_use]
    pub fn board(&self, length: u32) -> BoardKey {
        let all = self.bank.bank.index.categories();
        let chosen = self.request.categories.iter();
        BoardKey {
            bank: self.bank.name.clone(),
            categories: chosen
                .filter_map(|n| all.get(*n as usize).map(|c| c.slug.clone()))
                .collect(),
            length,
            difficulty: self.request.difficulty.map(|d| d.name().to_owned()),
            play: self.play,
            timed: self.timed,
            through: self.request.through,
            daily: self.daily.clone(),
        }
    }

    /// The game of this hand, as it begins; it ranks nowhere.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn plan(&self, player: String, seed: u64, hand: &[u32]) -> Result<NewGame, Failure> {
        let difficulties = hand
            .iter()
            .map(|entry| {
                self.bank
                    .bank
                    .index
                    .entry(*entry)
                    .map(|entry| entry.difficulty)
            })
            .collect::<Result<Vec<_>, _>>()?;
        Ok(NewGame {
            player,
            board: self.board(u32::try_from(hand.len()).unwrap_or(u32::MAX)),
            seed,
            ranked: false,
            practice: self.practice,
            hints: self.hints,
            party: None,
            questions: Vec::new(),
            max_points: scoring::most(difficulties),
            started: clock::unix_millis(),
        })
    }

    /// A game that has just been dealt.
    #[must_use]
    pub fn game(&self, plan: NewGame, keeper: Keeper, hand: Vec<u32>) -> Game<'a> {
        let length = plan.board.length;
        Game {
            bank: self.bank,
            session: Session::new(length, limit(&plan.board), Vec::new()),
            entries: hand.into_iter().map(Some).collect(),
            plan,
            keeper,
            hinted: false,
            spent: std::time::Duration::ZERO,
            in_turn: false,
            practising: None,
            shown: Shown::default(),
        }
    }
}

/// The time for an answer in a game of this board.
#[must_use]
pub fn limit(board: &BoardKey) -> Option<std::time::Duration> {
    board
        .timed
        .map(|seconds| std::time::Duration::from_secs(seconds.into()))
}

/// # Errors
/// Where the system has no randomness to give.
pub fn random_seed() -> Result<u64, Failure> {
    let random = SysRng.try_next_u64().map_err(|error| {
        Failure::failed(
            format!("could not get a random number from the system: {error}"),
            "choose one yourself with --seed",
        )
    })?;
    // Who reads JSON may keep no more than 53 bits of a number.
    Ok(random >> 11)
}

/// What keeps every question from being asked.
#[must_use]
pub fn nothing_left(wanted: &Wanted<'_>, args: &GameArgs, players: usize) -> Failure {
    let mut filters = Vec::new();
    if !args.categories.is_empty() {
        filters.push(format!(
            "the category \"{}\"",
            args.categories.join("\", \"")
        ));
    }
    if let Some(difficulty) = wanted.request.difficulty {
        filters.push(format!("--difficulty {}", difficulty.name()));
    }
    if let Some(season) = wanted.request.through {
        let kept = if args.way.through.is_none() {
            ", which your settings say"
        } else {
            ""
        };
        filters.push(format!("--through {season}{kept}"));
    }
    let message = match filters.as_slice() {
        [] => "there are no questions".to_owned(),
        _ => format!("no question is left by {}", filters.join(" and ")),
    };
    if players > 1 {
        return Failure::usage(
            format!("{message} for each of {players} players"),
            "play with fewer players, or leave an option out",
        );
    }
    Failure::usage(message, "leave one of them out")
}

/// `drawn` of `matching` questions each: fewer than wanted.
fn fewer(drawn: u32, matching: u32, players: usize) -> String {
    if players > 1 {
        return format!(
            "{matching} questions match, too few for all; each of you gets {drawn} of them."
        );
    }
    if drawn == matching {
        return format!("Only {matching} questions match, so the game has {drawn}.");
    }
    format!(
        "{matching} questions match, on {drawn} topics. A game asks one question of a topic, so \
         this one has {drawn}."
    )
}
