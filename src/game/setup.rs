//! From options and settings to a game ready to start.

use std::time::Duration;

use rand::TryRng as _;
use rand::rngs::SysRng;

use super::record::Recorder;
use super::{Game, Shown, category};
use crate::app::{App, NamedBank};
use crate::bank::Difficulty;
use crate::cli::GameArgs;
use crate::clock;
use crate::error::Error;
use crate::history::{BoardKey, NewGame, Play};
use crate::quiz::draw::{DRAW, USUAL_COUNT};
use crate::quiz::party::{Seat, draw_party};
use crate::quiz::random::generator;
use crate::quiz::{Request, Session, draw};
use crate::scoring;

/// The game the player asked for: options first, then settings.
pub struct Setup<'a> {
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

impl<'a> Setup<'a> {
    /// # Errors
    /// If a category is unknown.
    pub fn new(app: &App, args: &GameArgs, bank: &'a NamedBank) -> Result<Self, Error> {
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

    /// A hand for each seat, all with the same mix of difficulties.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn deal(&self, seats: &[Seat]) -> Result<Vec<Vec<u32>>, Error> {
        let index = &self.bank.bank.index;
        Ok(match seats {
            [alone] => {
                let rng = &mut generator(alone.seed, DRAW);
                vec![draw(index, &self.request, &alone.recency, rng)?]
            }
            several => draw_party(index, &self.request, several)?,
        })
    }

    /// The board of a game of `length` questions.
    ///
    /// Hints are not part of the key: they only ever lower the points.
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

    /// A new game with this hand, not ranked yet.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn plan(&self, player: String, seed: u64, hand: &[u32]) -> Result<NewGame, Error> {
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

    /// The game at its first question.
    #[must_use]
    pub fn game(&self, plan: NewGame, recorder: Recorder, hand: Vec<u32>) -> Game<'a> {
        let length = plan.board.length;
        Game {
            bank: self.bank,
            session: Session::new(length, limit(&plan.board), Vec::new()),
            entries: hand.into_iter().map(Some).collect(),
            plan,
            recorder,
            hinted: false,
            spent: Duration::ZERO,
            in_turn: false,
            practice: None,
            shown: Shown::default(),
        }
    }
}

/// The time limit of an answer on this board.
#[must_use]
pub fn limit(board: &BoardKey) -> Option<Duration> {
    board
        .timed
        .map(|seconds| Duration::from_secs(seconds.into()))
}

/// # Errors
/// If the system has no randomness to give.
pub fn random_seed() -> Result<u64, Error> {
    let random = SysRng.try_next_u64().map_err(|error| {
        Error::failed(
            format!("could not get a random number from the system: {error}"),
            "choose one yourself with --seed",
        )
    })?;
    // JSON readers may keep only 53 bits of a number.
    Ok(random >> 11)
}

/// The error for filters that no question passes.
#[must_use]
pub fn nothing_left(setup: &Setup<'_>, args: &GameArgs, players: usize) -> Error {
    let mut filters = Vec::new();
    if !args.categories.is_empty() {
        filters.push(format!(
            "the category \"{}\"",
            args.categories.join("\", \"")
        ));
    }
    if let Some(difficulty) = setup.request.difficulty {
        filters.push(format!("--difficulty {}", difficulty.name()));
    }
    if let Some(season) = setup.request.through {
        let kept = if args.way.through.is_none() {
            " (from your settings)"
        } else {
            ""
        };
        filters.push(format!("--through {season}{kept}"));
    }
    let matching = match filters.as_slice() {
        [] => String::new(),
        _ => format!(" match {}", filters.join(" and ")),
    };
    if players > 1 {
        return Error::usage(
            format!("too few questions{matching} for {players} players"),
            "play with fewer players, or leave out an option",
        );
    }
    Error::usage(format!("no questions{matching}"), "leave out an option")
}
