//! From options and settings to a game ready to start.

use std::collections::BTreeSet;

use rand::TryRng as _;
use rand::rngs::SysRng;

use super::record::Recorder;
use super::{Game, category};
use crate::app::{App, NamedBank};
use crate::cli::GameArgs;
use crate::clock;
use crate::error::Error;
use crate::history::{BoardKey, NewGame, Play};
use crate::quiz::draw::{DRAW, USUAL_COUNT};
use crate::quiz::party::{Seat, draw_party};
use crate::quiz::random::generator;
use crate::quiz::{Request, draw};
use crate::scoring;

/// The game the player asked for: options first, then settings.
pub struct Setup<'a> {
    pub bank: &'a NamedBank,
    pub request: Request,
    /// The board of a game of as many questions as asked for, also if there are fewer. Hints
    /// are not part of it: they only ever lower the points.
    pub board: BoardKey,
    pub hints: bool,
    pub practice: bool,
}

impl<'a> Setup<'a> {
    /// # Errors
    /// If a category is unknown.
    pub fn new(app: &App, args: &GameArgs, bank: &'a NamedBank) -> Result<Self, Error> {
        let named = args.categories.iter();
        let found = named.map(|name| category::find(&bank.bank.index, name));
        let categories = found.collect::<Result<BTreeSet<_>, _>>()?;
        let way = &args.way;
        let kept = &app.settings;
        let request = Request {
            count: way.questions.or(kept.questions).unwrap_or(USUAL_COUNT),
            difficulty: way.difficulty,
            through: way.through.map_or(kept.through, |through| through.0),
            categories: categories.into_iter().collect(),
            ..Request::default()
        };
        let all = bank.bank.index.categories();
        let chosen = request.categories.iter().map(|n| &all[*n as usize]);
        let board = BoardKey {
            bank: bank.name.clone(),
            categories: chosen.map(|category| category.slug.clone()).collect(),
            length: request.count,
            difficulty: request.difficulty.map(|d| d.name().to_owned()),
            play: if way.typed { Play::Typed } else { Play::Choice },
            timed: way.timed.map_or(kept.timed, |limit| limit.0),
            through: request.through,
            daily: None,
        };
        Ok(Self {
            bank,
            request,
            board,
            hints: !args.no_hints,
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

    /// A new game with this hand at its first question, not ranked yet.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn game(
        &self,
        player: String,
        seed: u64,
        hand: Vec<u32>,
        recorder: Recorder,
    ) -> Result<Game<'a>, Error> {
        let index = &self.bank.bank.index;
        let entries = hand.iter().map(|entry| index.entry(*entry));
        let difficulties = entries.map(|entry| Ok(entry?.difficulty));
        let difficulties = difficulties.collect::<Result<Vec<_>, Error>>()?;
        let plan = NewGame {
            player,
            board: self.board.clone(),
            seed,
            ranked: false,
            practice: self.practice,
            hints: self.hints,
            party: None,
            questions: Vec::new(),
            max_points: scoring::most(difficulties),
            started: clock::unix_millis(),
            utc_offset: clock::utc_offset(),
        };
        let entries = hand.into_iter().map(Some).collect();
        Ok(Game::new(self.bank, plan, entries, Vec::new(), recorder))
    }
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
pub fn nothing_left(setup: &Setup<'_>, args: &GameArgs, players: usize) -> Error {
    let names = args.categories.join("\", \"");
    let category = (!names.is_empty()).then(|| format!("the category \"{names}\""));
    let difficulty = setup.request.difficulty;
    let difficulty = difficulty.map(|difficulty| format!("--difficulty {}", difficulty.name()));
    let kept = match args.way.through {
        None => " (from your settings)",
        Some(_) => "",
    };
    let through = setup.request.through;
    let through = through.map(|season| format!("--through {season}{kept}"));
    let filters = [category, difficulty, through].into_iter().flatten();
    let filters = filters.collect::<Vec<_>>().join(" and ");
    let matching = Some(filters).filter(|filters| !filters.is_empty());
    let matching = matching.map_or(String::new(), |filters| format!(" match {filters}"));
    if players > 1 {
        return Error::usage(
            format!("too few questions{matching} for {players} players"),
            "play with fewer players, or leave out an option",
        );
    }
    Error::usage(format!("no questions{matching}"), "leave out an option")
}
