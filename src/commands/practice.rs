//! `dundie practice`: missed questions first, then new ones.

use crate::app::{App, NamedBank};
use crate::cli::PracticeArgs;
use crate::error::{Outcome, Stop, or_report};
use crate::game::practice::{Practice, boxed, spares};
use crate::game::record::Recorder;
use crate::game::setup::{Setup, nothing_left, random_seed};
use crate::game::{players, turns};
use crate::print::tell_notice;
use crate::quiz::draw::DRAW;
use crate::quiz::practice::practice;
use crate::quiz::random::generator;
use crate::ui::prompter::Prompter;

/// Plays a round of practice.
///
/// # Errors
/// If no questions match, or the prompt is interrupted.
pub fn start(
    app: &App,
    args: &PracticeArgs,
    bank: &NamedBank,
    prompter: &mut dyn Prompter,
) -> Result<Outcome, Stop> {
    let mut setup = Setup::new(app, &args.game, bank)?;
    let Some(player) = players::name(app, args.player.as_deref(), prompter)? else {
        return Ok(Outcome::Done);
    };
    setup.practice = true;
    let mut recorder = Recorder::new(app, &player, bank);
    tell_notice(recorder.open().as_ref());
    let asked = or_report(boxed(&recorder, &player, bank), prompter);
    let seed = random_seed()?;
    let rng = &mut generator(seed, DRAW);
    let index = &bank.bank.index;
    let hand = practice(index, &setup.request, &asked, rng)?;
    if hand.is_empty() {
        return Err(nothing_left(&setup, &args.game, 1).into());
    }
    let spares = spares(index, &setup.request, &asked, &hand, seed)?;
    let mut game = setup.game(player, seed, hand, recorder)?;
    game.practice = Some(Practice::new(spares));
    turns::play(app, vec![game], prompter, args.game.json)
}
