//! Another process holds what is needed: the wait has an end, and is said.

use std::fs::File;
use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;

use super::Report;
use super::run::{Ended, start};
use super::stores::{Dundie, Ground, Naive, QUESTIONS, Store, answers};

/// A wait is five seconds at most; opening may wait for more than one lock.
const LIMIT: Duration = Duration::from_secs(20);

/// Takes a lock until it is dropped.
type Hold = fn(&Ground) -> Box<dyn Send>;

fn holding(ground: &Ground, sql: &str) -> Box<dyn Send> {
    let conn = Connection::open(ground.history()).unwrap();
    conn.execute_batch(sql).unwrap();
    Box::new(conn)
}

fn locked(folder: &Path) -> Box<dyn Send> {
    let folder = File::open(folder).unwrap();
    folder.lock().unwrap();
    Box::new(folder)
}

const WRITER: Hold = |ground| holding(ground, "BEGIN IMMEDIATE");
const OWNER: Hold = |ground| holding(ground, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");

fn judge(what: &str, ended: &Ended, questions: Option<usize>, report: &mut Report) {
    report.runs += 1;
    report.check(!ended.is_hung && !ended.panicked(), || {
        format!("{what}: {ended:?}")
    });
    if let Some(questions) = questions {
        // In practice missed questions come back.
        let is_shown = questions == 0 || ended.is_result_shown(questions);
        let is_good = ended.code == Some(0) && is_shown;
        report.check(is_good, || format!("{what}, no result: {ended:?}"));
    }
    let says = ended.stderr.contains("locked") && ended.stderr.contains("try again");
    report.check(says, || format!("{what}, nothing said: {ended:?}"));
}

/// One command while a lock is held.
fn while_held(hold: Hold, command: &str, questions: Option<usize>) -> Report {
    let mut report = Report::default();
    let ground = Ground::new();
    assert_eq!(Dundie.game(&ground, "pam").code, Some(0));
    if command == "resume" {
        super::run::run(&Dundie.play(&ground.data(), "pam"), "1\n");
    }
    let before = Dundie.kept(&ground.data());
    let lock = hold(&ground);
    let argv = match command {
        "play" | "practice" => Dundie::game_of(command, &ground.data(), "pam"),
        command => Dundie::argv(&ground.data(), &[command, "--player", "pam"]),
    };
    let ended = start(&argv, &"1\n".repeat(40), Duration::ZERO).wait(LIMIT);
    drop(lock);
    judge(command, &ended, questions, &mut report);
    let after = Dundie.kept(&ground.data());
    report.check(before == after, || {
        format!("{command}: {before:?} became {after:?}")
    });
    report
}

#[test]
fn a_wait_for_a_lock_has_an_end_and_is_said() {
    let cases: [(Hold, &str, Option<usize>); 8] = [
        (WRITER, "play", Some(QUESTIONS)),
        (WRITER, "daily", Some(10)),
        (WRITER, "practice", Some(0)),
        (WRITER, "resume", None),
        (OWNER, "play", Some(QUESTIONS)),
        (OWNER, "daily", Some(10)),
        (OWNER, "resume", None),
        (OWNER, "scores", None),
    ];
    let mut report = Report::default();
    std::thread::scope(|scope| {
        let waits: Vec<_> = cases
            .iter()
            .map(|(hold, command, questions)| {
                scope.spawn(|| while_held(*hold, command, *questions))
            })
            .collect();
        for wait in waits {
            report.join(wait.join().unwrap());
        }
    });
    report.is_clean("locks");
}

#[test]
fn a_lock_that_comes_and_goes_during_a_game_costs_nothing() {
    let ground = Ground::new();
    assert_eq!(Dundie.game(&ground, "pam").code, Some(0));
    let pause = Duration::from_millis(300);
    let game = start(&Dundie.play(&ground.data(), "pam"), &answers(), pause);
    std::thread::sleep(pause / 2);
    let held = WRITER(&ground);
    std::thread::sleep(3 * pause);
    drop(held);
    let ended = game.wait(LIMIT);
    assert!(
        ended.is_result_shown(QUESTIONS) && !ended.is_loss_said(),
        "{ended:?}"
    );
    let kept = Dundie.kept(&ground.data()).unwrap();
    assert_eq!((kept.finished, kept.answers), (2, 2 * QUESTIONS));
}

#[test]
fn the_clock_of_a_question_does_not_run_while_a_lock_is_waited_for() {
    let ground = Ground::new();
    assert_eq!(Dundie.game(&ground, "pam").code, Some(0));
    let held = WRITER(&ground);
    let mut argv = Dundie::game_of("play", &ground.data(), "pam");
    argv.extend(["--timed", "5", "--json"].map(Into::into));
    let game = start(&argv, &answers(), Duration::ZERO);
    std::thread::sleep(Duration::from_secs(3));
    drop(held);
    let ended = game.wait(LIMIT);
    let game: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
    let seconds = game["answers"][0]["seconds"].as_f64().unwrap();
    assert!(seconds < 1.0, "{ended:?}");
}

/// Closing the file anywhere in a process drops the locks that the process has on it.
#[test]
fn a_game_in_turn_holds_the_locks_of_all_who_play() {
    let ground = Ground::new();
    // Pam is known, so that her part of the history is opened late.
    assert_eq!(Dundie.game(&ground, "pam").code, Some(0));
    let mut argv = Dundie::game_of("play", &ground.data(), "jim");
    argv.extend(["--player".into(), "pam".into()]);
    let game = start(&argv, "1\n", Duration::from_secs(1));
    std::thread::sleep(Duration::from_millis(500));
    let other = Connection::open(ground.history()).unwrap();
    other.busy_timeout(Duration::ZERO).unwrap();
    let owned = other.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
    assert!(
        owned.is_err(),
        "another process could have the file to itself"
    );
    drop(other);
    let ended = game.wait(LIMIT);
    assert!(!ended.is_loss_said(), "{ended:?}");
}

#[test]
fn a_store_that_asks_for_no_lock_is_caught() {
    let ground = Ground::new();
    let held = locked(&ground.data());
    let ended = Naive.game(&ground, "pam");
    drop(held);
    let mut report = Report::default();
    judge("play", &ended, Some(QUESTIONS), &mut report);
    report.is_caught("locks");
}
