//! `dundie play`: draws a game for each player, and plays.

use super::practice;
use crate::app::{App, NamedBank};
use crate::cli::PlayArgs;
use crate::error::{Outcome, Stop};
use crate::game::record::Recorder;
use crate::game::result::Next;
use crate::game::setup::{Setup, nothing_left, random_seed};
use crate::game::{players, turns};
use crate::print::tell_notice;
use crate::quiz::Recency;
use crate::quiz::draw::matching;
use crate::quiz::party::Seat;
use crate::ui::prompter::Prompter;
use crate::ui::words::plural;

/// Plays games from this bank until the player stops.
///
/// # Errors
/// If no questions match, or the prompt is interrupted.
pub fn start(
    app: &App,
    args: &PlayArgs,
    bank: &NamedBank,
    prompter: &mut dyn Prompter,
) -> Result<Outcome, Stop> {
    let mut args = args.clone();
    loop {
        match one(app, &args, bank, prompter)? {
            // Playing again with the same seed would repeat the questions.
            Next::Again(players) => {
                (args.seed, args.player) = (None, players);
            }
            Next::Practice(entries) => {
                let player = args.player.first().map(String::as_str);
                return practice::missed(app, bank, player, entries, prompter);
            }
            Next::Done(outcome) => return Ok(outcome),
        }
    }
}

fn one(
    app: &App,
    args: &PlayArgs,
    bank: &NamedBank,
    prompter: &mut dyn Prompter,
) -> Result<Next, Stop> {
    let setup = Setup::new(app, &args.game, bank)?;
    let Some(players) = players::names(app, &args.player, prompter)? else {
        return Ok(Next::Done(Outcome::Done));
    };
    let seed = args.seed.map_or_else(random_seed, Ok)?;
    let (mut seats, mut recorders) = (Vec::new(), Vec::new());
    for (player, n) in players.iter().zip(0..) {
        let seed = seed.wrapping_add(n);
        let mut recorder = Recorder::new(app, player, bank);
        let recency = if args.seed.is_some() {
            Recency::none()
        } else {
            let (recency, notice) = recorder.recency(player, bank);
            tell_notice(notice.as_ref());
            recency
        };
        seats.push(Seat { seed, recency });
        recorders.push(recorder);
    }
    let hands = setup.deal(&seats)?;
    let drawn = hands.first().map_or(0, |hand| hand.len() as u32);
    if drawn == 0 {
        return Err(nothing_left(&setup, &args.game, players.len()).into());
    }
    if drawn < setup.request.count {
        let matching = matching(&bank.bank.index, &setup.request)?;
        prompter.say(&fewer(drawn, matching, players.len()));
    }
    let in_turn = players.len() > 1;
    let mut games = Vec::new();
    let everybody = players.into_iter().zip(recorders).zip(seats).zip(hands);
    for (((player, recorder), seat), hand) in everybody {
        let mut game = setup.game(player, seat.seed, hand, recorder)?;
        game.plan.ranked = args.seed.is_none();
        game.in_turn = in_turn;
        games.push(game);
    }
    turns::play(app, games, prompter, args.game.json)
}

/// Says why a game has only `drawn` of the `matching` questions.
fn fewer(drawn: u32, matching: u32, players: usize) -> String {
    let questions = |count: u32| plural(u64::from(count), "question");
    if players > 1 {
        return format!(
            "{} match, too few for everyone, so each of you gets {drawn}.",
            questions(matching)
        );
    }
    if drawn == matching {
        let verb = if matching == 1 { "matches" } else { "match" };
        return format!("Only {} {verb}, so that's the game.", questions(matching));
    }
    format!(
        "{} match but cover only {}, and a game never repeats a topic. This one has {}.",
        questions(matching),
        plural(u64::from(drawn), "topic"),
        questions(drawn)
    )
}
