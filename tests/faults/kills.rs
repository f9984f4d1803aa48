//! Games killed at any moment: what was judged is kept, the file is whole, and the game goes on.

use std::thread;
use std::time::Duration;

use super::Report;
use super::run::{PATIENCE, run, start};
use super::stores::{Dundie, Ground, Kept, Naive, QUESTIONS, Store, answers};

/// Between two answers of the player.
const PAUSE: Duration = Duration::from_millis(8);

/// Kills `kills` games one after the other on one data folder.
fn battery(store: &dyn Store, kills: u64) -> Report {
    let ground = Ground::new();
    let mut report = Report::default();
    // Moments spread over the game's length, in an order of no pattern.
    let span = PAUSE.as_micros() as u64 * (QUESTIONS as u64 + 2);
    let golden = span * 618 / 1000;
    let mut before = Kept::default();
    for n in 0..kills {
        let moment = Duration::from_micros(n * golden % span);
        let game = start(&store.play(&ground.data(), "pam"), &answers(), PAUSE);
        thread::sleep(moment);
        game.kill();
        let ended = game.wait(PATIENCE);
        report.runs += 1;
        report.check(!ended.panicked() && !ended.is_loss_said(), || {
            format!("kill {n} after {moment:?}: {ended:?}")
        });
        let told = ended.verdicts();
        match store.kept(&ground.data()) {
            Ok(kept) => {
                let new = kept.answers.saturating_sub(before.answers);
                // One may be written and not told yet.
                report.check((told..=told + 1).contains(&new), || {
                    format!("kill {n} after {moment:?}: {told} judged, {new} kept")
                });
                before = go_on(store, &ground, kept, &mut report);
            }
            Err(damage) => report
                .violations
                .push(format!("kill {n} after {moment:?}: {damage}")),
        }
    }
    report
}

/// Goes on with what was left, and gives what is kept then.
fn go_on(store: &dyn Store, ground: &Ground, kept: Kept, report: &mut Report) -> Kept {
    let Some(resume) = store.resume(&ground.data()).filter(|_| kept.left > 0) else {
        return kept;
    };
    let ended = run(&resume, &answers());
    report.check(ended.code == Some(0) && !ended.is_loss_said(), || {
        format!("resume: {ended:?}")
    });
    let after = store.kept(&ground.data());
    let finished = (kept.finished + kept.left) * QUESTIONS;
    report.check(
        after
            == Ok(Kept {
                finished: kept.finished + kept.left,
                left: 0,
                answers: finished,
            }),
        || format!("resume: {kept:?} became {after:?}"),
    );
    after.unwrap_or(kept)
}

#[test]
fn a_few_kills_lose_nothing() {
    battery(&Dundie, 25).is_clean("25 kills");
}

#[test]
#[ignore = "takes a minute"]
fn five_hundred_kills_lose_nothing() {
    battery(&Dundie, 500).is_clean("500 kills");
}

#[test]
fn a_store_that_writes_at_the_end_is_caught() {
    battery(&Naive, 25).is_caught("25 kills");
}
