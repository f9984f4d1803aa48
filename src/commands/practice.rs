//! `dundie practice`: what was missed first, then what is new.

use std::collections::HashSet;

use super::app::{App, NamedBank, tell_notice};
use super::ending::boxed;
use super::failure::{Failure, Outcome, Stop, or_told};
use super::keeper::Keeper;
use super::play::{self, Wanted, random_seed};
use super::practising::Practising;
use super::{player, rounds};
use crate::bank::{Difficulty, Index, ReadError};
use crate::cli::PracticeArgs;
use crate::history::NewGame;
use crate::quiz::Request;
use crate::quiz::draw::{DRAW, Taken};
use crate::quiz::practice::{Boxed, DISTANCE, practice};
use crate::quiz::random::generator;
use crate::ui::Prompter;

/// What the generator is for that chooses spares.
const SPARES: u64 = u64::MAX;

/// # Errors
/// Where bank, categories or filters leave nothing to practise.
pub fn run(app: &mut App, args: &PracticeArgs) -> Result<Outcome, Failure> {
    let bank = app.bank(args.game.bank.as_deref())?;
    let mut prompter = app.prompter();
    let outcome = start(app, args, &bank, prompter.as_mut());
    app.settle(outcome)
}

/// A round of practice.
///
/// # Errors
/// Where categories or filters leave nothing to practise.
pub fn start(
    app: &App,
    args: &PracticeArgs,
    bank: &NamedBank,
    prompter: &mut dyn Prompter,
) -> Result<Outcome, Stop> {
    let mut wanted = Wanted::new(app, &args.game, bank)?;
    let player = player::name(app, args.player.as_deref(), prompter)?;
    wanted.practice = true;
    let mut keeper = Keeper::new(app.folders(), &player, &bank.name, &bank.bank);
    tell_notice(keeper.open().as_ref());
    let asked = or_told(boxed(&keeper, &player, bank), prompter);
    let seed = random_seed()?;
    let rng = &mut generator(seed, DRAW);
    let index = &bank.bank.index;
    let hand = practice(index, &wanted.request, &asked, rng).map_err(Failure::from)?;
    if hand.is_empty() {
        return Err(play::nothing_left(&wanted, &args.game, 1).into());
    }
    let spares = spares(index, &wanted.request, &asked, &hand, seed).map_err(Failure::from)?;
    let plan = wanted.plan(player, seed, &hand)?;
    let mut game = wanted.game(plan, keeper, hand);
    game.practising = Some(Practising::new(spares));
    Ok(rounds::play(app, vec![game], prompter, args.game.json)?)
}

/// A round of practice that was left, to be gone on with.
///
/// # Errors
/// Where history or bank cannot be read.
pub fn gone_on(
    keeper: &Keeper,
    bank: &NamedBank,
    plan: &NewGame,
    round: &[Option<u32>],
) -> Result<Practising, Failure> {
    let (index, board) = (&bank.bank.index, &plan.board);
    let place = |slug: &String| index.categories().iter().position(|c| c.slug == *slug);
    let places = board.categories.iter().filter_map(place);
    let request = Request {
        categories: places.filter_map(|n| u32::try_from(n).ok()).collect(),
        difficulty: board.difficulty.as_deref().and_then(Difficulty::from_name),
        through: board.through,
        ..Request::default()
    };
    let asked = boxed(keeper, &plan.player, bank)?;
    let round: Vec<u32> = round.iter().copied().flatten().collect();
    let spares = spares(index, &request, &asked, &round, plan.seed)?;
    Ok(Practising::gone_on(spares, &round, board.length as usize))
}

/// Some more of what a round asks, to stand between a question missed late and
/// its return.
fn spares(
    index: &Index,
    request: &Request,
    asked: &[Boxed],
    round: &[u32],
    seed: u64,
) -> Result<Vec<u32>, ReadError> {
    let topics = round
        .iter()
        .map(|entry| index.entry(*entry).map(|e| e.topic));
    let request = Request {
        count: DISTANCE,
        taken: Taken {
            entries: HashSet::new(),
            topics: topics.collect::<Result<_, _>>()?,
        },
        ..request.clone()
    };
    practice(index, &request, asked, &mut generator(seed, SPARES))
}
