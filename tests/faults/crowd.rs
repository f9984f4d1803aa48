//! Many who play at once on one data folder: no game is lost or doubled.

use std::fs;
use std::thread;

use super::Report;
use super::run::{PATIENCE, start};
use super::stores::{Dundie, Ground, Kept, Naive, QUESTIONS, Store, answers};

/// `crowd` players, each of whom finishes `games` games one after the other.
fn battery(store: &dyn Store, ground: &Ground, crowd: usize, games: usize) -> Report {
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
    battery(&Dundie, &Ground::new(), 8, 5).is_clean("crowd of 8 x 5");
}

#[test]
fn a_few_who_find_a_damaged_history_at_once_move_it_once() {
    for _ in 0..5 {
        let ground = Ground::new();
        fs::write(ground.history(), "damaged").unwrap();
        battery(&Dundie, &ground, 8, 1).is_clean("crowd of 8 on a damaged history");
        let moved = |n| ground.data().join(format!("history.damaged-{n}.db"));
        assert_eq!(fs::read(moved(1)).unwrap(), b"damaged");
        assert!(!moved(2).exists());
    }
}

#[test]
#[ignore = "takes a minute"]
fn fifty_at_once_lose_nothing() {
    battery(&Dundie, &Ground::new(), 50, 20).is_clean("crowd of 50 x 20");
}

#[test]
fn a_store_without_a_lock_is_caught() {
    battery(&Naive, &Ground::new(), 8, 5).is_caught("crowd of 8 x 5");
}
