//! Many who play at once on one data folder: no game is lost or doubled.

use std::thread;

use super::Report;
use super::run::{PATIENCE, start};
use super::stores::{Dundie, Ground, Kept, Naive, QUESTIONS, Store, answers};

/// `crowd` players, each of whom finishes `games` games one after the other.
fn battery(store: &dyn Store, crowd: usize, games: usize) -> Report {
    let ground = Ground::new();
    let mut report = Report::default();
    let work = |player: usize| {
        let mut report = Report::default();
        for game in 0..games {
            let argv = store.play(&ground.data(), &format!("player {}", player % 7));
            let pause = std::time::Duration::from_millis(1);
            let ended = start(&argv, &answers(), pause).wait(3 * PATIENCE);
            report.runs += 1;
            let is_good = ended.code == Some(0) && ended.is_result_shown(QUESTIONS);
            report.check(is_good && !ended.is_loss_said(), || {
                format!("game {game} of player {player}: {ended:?}")
            });
        }
        report
    };
    thread::scope(|scope| {
        let players: Vec<_> = (0..crowd)
            .map(|player| scope.spawn(move || work(player)))
            .collect();
        for player in players {
            report.join(player.join().unwrap());
        }
    });
    let expected = Kept {
        finished: crowd * games,
        left: 0,
        answers: crowd * games * QUESTIONS,
    };
    let kept = store.kept(&ground.data());
    report.check(kept.as_ref() == Ok(&expected), || {
        format!("kept is {kept:?}, played was {expected:?}")
    });
    report
}

#[test]
fn a_few_at_once_lose_nothing() {
    battery(&Dundie, 8, 5).is_clean("crowd of 8 x 5");
}

#[test]
#[ignore = "takes a minute"]
fn fifty_at_once_lose_nothing() {
    battery(&Dundie, 50, 20).is_clean("crowd of 50 x 20");
}

#[test]
fn a_store_without_a_lock_is_caught() {
    battery(&Naive, 8, 5).is_caught("crowd of 8 x 5");
}
