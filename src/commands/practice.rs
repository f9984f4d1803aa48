//! `dundie practice`: what was missed first, then what is new.

use super::app::{App, NamedBank, tell_notice};
use super::ending::boxed;
use super::failure::{Failure, Outcome, Stop, or_told};
use super::keeper::Keeper;
use super::play::{self, Wanted, random_seed};
use super::practising::Practising;
use super::{player, rounds};
use crate::cli::PracticeArgs;
use crate::quiz::Request;
use crate::quiz::draw::DRAW;
use crate::quiz::practice::{DISTANCE, practice};
use crate::quiz::random::generator;
use crate::ui::Prompter;

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
    let player = player::name(app, args.player.as_deref(), prompter)?;
    let mut wanted = Wanted::new(app, &args.game, bank)?;
    wanted.practice = true;
    let mut keeper = Keeper::new(app.folders(), &player, &bank.name, &bank.bank);
    tell_notice(keeper.open().as_ref());
    let asked = or_told(boxed(&keeper, &player, bank), prompter);
    let seed = random_seed()?;
    // Some more, to stand between a question missed late and its return.
    let request = Request {
        count: wanted.request.count.saturating_add(DISTANCE),
        ..wanted.request.clone()
    };
    let rng = &mut generator(seed, DRAW);
    let mut hand = practice(&bank.bank.index, &request, &asked, rng).map_err(Failure::from)?;
    if hand.is_empty() {
        return Err(play::nothing_left(&wanted, &args.game, 1).into());
    }
    let spares = hand.split_off(hand.len().min(wanted.request.count as usize));
    let plan = wanted.plan(player, seed, &hand)?;
    let mut game = wanted.game(plan, keeper, hand);
    game.practising = Some(Practising::new(spares));
    Ok(rounds::play(app, vec![game], prompter, args.game.json)?)
}
