//! `dundie practice`: missed questions first, then new ones.

use crate::app::{App, NamedBank};
use crate::cli::PracticeArgs;
use crate::error::{Outcome, Stop, or_report};
use crate::game::practice::{Practice, spares};
use crate::game::record::Recorder;
use crate::game::result::Next;
use crate::game::setup::{Setup, nothing_left, random_seed};
use crate::game::{players, turns};
use crate::print::tell_notice;
use crate::quiz::draw::DRAW;
use crate::quiz::practice::practice;
use crate::quiz::random::generator;
use crate::ui::prompter::Prompter;

/// Plays rounds of practice until the player stops.
///
/// # Errors
/// If no questions match, or the prompt is interrupted.
pub fn start(
    app: &App,
    args: &PracticeArgs,
    bank: &NamedBank,
    prompter: &mut dyn Prompter,
) -> Result<Outcome, Stop> {
    rounds(app, args, bank, prompter, None)
}

fn rounds(
    app: &App,
    args: &PracticeArgs,
    bank: &NamedBank,
    prompter: &mut dyn Prompter,
    mut entries: Option<Vec<u32>>,
) -> Result<Outcome, Stop> {
    loop {
        match round(app, args, bank, prompter, entries.take())? {
            Next::Again(_) => {}
            Next::Practice(missed) => entries = Some(missed),
            Next::Done(outcome) => return Ok(outcome),
        }
    }
}

/// Plays a round of practice with these entries, or with those that need it most.
fn round(
    app: &App,
    args: &PracticeArgs,
    bank: &NamedBank,
    prompter: &mut dyn Prompter,
    entries: Option<Vec<u32>>,
) -> Result<Next, Stop> {
    let mut setup = Setup::new(app, &args.game, bank)?;
    let Some(player) = players::name(app, args.player.as_deref(), prompter)? else {
        return Ok(Next::Done(Outcome::Done));
    };
    setup.practice = true;
    let mut recorder = Recorder::new(app, &player, bank);
    tell_notice(recorder.open().as_ref());
    let asked = or_report(recorder.boxed(&player, bank), prompter);
    let seed = random_seed()?;
    let rng = &mut generator(seed, DRAW);
    let index = &bank.bank.index;
    let hand = match entries {
        Some(entries) => entries,
        None => practice(index, &setup.request, &asked, rng)?,
    };
    if hand.is_empty() {
        return Err(nothing_left(&setup, &args.game, 1).into());
    }
    setup.board.length = u32::try_from(hand.len()).unwrap_or(u32::MAX);
    let spares = spares(index, &setup.request, &asked, &hand, seed)?;
    let mut game = setup.game(player, seed, hand, recorder)?;
    game.practice = Some(Practice::new(spares));
    turns::play(app, vec![game], prompter, args.game.json)
}

/// Practices the questions missed in a game.
///
/// # Errors
/// As [`start`].
pub fn missed(
    app: &App,
    bank: &NamedBank,
    player: Option<&str>,
    entries: Vec<u32>,
    prompter: &mut dyn Prompter,
) -> Result<Outcome, Stop> {
    let args = PracticeArgs {
        player: player.map(str::to_owned),
        ..PracticeArgs::default()
    };
    rounds(app, &args, bank, prompter, Some(entries))
}
