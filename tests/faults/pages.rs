//! Damage in any page, and files that are moved, deleted or replaced while a game is played: the
//! player is told once, the game goes on into another file, and what comes after it is kept.

use std::fs;
use std::path::Path;
use std::time::Duration;

use super::Report;
use super::run::{Ended, run, start};
use super::stores::{Dundie, Ground, Kept, QUESTIONS, Store, answers};

const PAGE: usize = 4096;
const PAUSE: Duration = Duration::from_millis(300);

/// What becomes of each byte of a page.
type Damage = fn(&u8) -> u8;
type Change = fn(&Ground);

/// A history with enough games for pages of every kind.
fn history() -> Vec<u8> {
    let ground = Ground::new();
    assert_eq!(Dundie.game(&ground, "pam").code, Some(0));
    let conn = rusqlite::Connection::open(ground.history()).unwrap();
    let sql = "INSERT INTO games SELECT id + n, player, board, party, seed, practice, hints,
                   questions, size, max_points, started, ranked, hinted, paused, position, spent,
                   finished, discarded, correct, points, millis, utc_offset, credited, turn + n
               FROM games, (WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c
                   WHERE n < 60) SELECT n FROM c);
               INSERT INTO answers SELECT g.id, a.position, question, category, difficulty, given,
                   a.correct, a.hinted, skipped, late, disputed, a.millis, base, speed, streak,
                   a.points, at, a.credited
               FROM answers a, games g WHERE a.game = 1 AND g.id > 1;
               PRAGMA wal_checkpoint(TRUNCATE)";
    conn.execute_batch(sql).unwrap();
    fs::read(ground.history()).unwrap()
}

fn good(what: &str, ended: &Ended, report: &mut Report) {
    report.runs += 1;
    let is_good = ended.code == Some(0) && ended.is_result_shown(QUESTIONS);
    report.check(is_good && !ended.is_hung, || format!("{what}: {ended:?}"));
    report.check(!ended.stderr.contains("not be saved"), || {
        format!("{what}, not saved: {ended:?}")
    });
}

/// A game on a history with one damaged page; then it is whole, and so is its statistics.
fn with_damage(what: &str, bytes: &[u8], damaged: &[u8]) -> Report {
    let mut report = Report::default();
    let ground = Ground::new();
    fs::write(ground.history(), damaged).unwrap();
    let ended = Dundie.game(&ground, "pam");
    good(what, &ended, &mut report);
    let moved = ground.data().join("history.damaged-1.db");
    let is_moved = moved.exists();
    report.check(is_moved || damaged == bytes, || {
        format!("{what}: it was not noticed")
    });
    report.check(
        ended.stderr.matches("was damaged").count() == usize::from(is_moved),
        || format!("{what}, told: {}", ended.stderr),
    );
    let expected = Kept {
        finished: 1,
        left: 0,
        answers: QUESTIONS,
    };
    let kept = Dundie.kept(&ground.data());
    report.check(!is_moved || kept == Ok(expected), || {
        format!("{what}: {kept:?}")
    });
    let stats = run(&Dundie::argv(&ground.data(), &["scores", "--all"]), "");
    report.check(stats.code == Some(0), || format!("{what}: {stats:?}"));
    report
}

#[test]
fn damage_in_any_page_behaves_alike() {
    let bytes = history();
    let damages: [(&str, Damage); 3] = [
        ("flipped", |byte| !byte),
        ("zeroed", |_| 0),
        ("filled", |_| 0xff),
    ];
    let pages = bytes.len() / PAGE;
    let jobs: Vec<_> = (0..pages)
        .flat_map(|page| damages.map(|damage| (page, damage)))
        .collect();
    let mut report = Report::default();
    std::thread::scope(|scope| {
        let halves: Vec<_> = jobs
            .chunks(jobs.len().div_ceil(2))
            .map(|jobs| {
                let bytes = &bytes;
                scope.spawn(move || {
                    let mut report = Report::default();
                    for (page, (how, damage)) in jobs {
                        let range = page * PAGE..(page + 1) * PAGE;
                        let page_bytes = bytes[range.clone()].iter().map(damage);
                        let mut copy = bytes.clone();
                        copy.splice(range, page_bytes);
                        let what = format!("page {} {how}", page + 1);
                        report.join(with_damage(&what, bytes, &copy));
                    }
                    report
                })
            })
            .collect();
        for half in halves {
            report.join(half.join().unwrap());
        }
    });
    report.is_clean("one page damaged");
}

/// Changes the history after the first question of a game.
fn during_a_game(input: &str, change: impl FnOnce(&Ground)) -> (Ground, Ended) {
    let ground = Ground::new();
    fs::write(ground.history(), history()).unwrap();
    let game = start(&Dundie.play(&ground.data(), "pam"), input, PAUSE);
    std::thread::sleep(PAUSE * 3 / 2);
    change(&ground);
    let ended = game.wait(super::run::PATIENCE);
    (ground, ended)
}

fn moved(path: &Path) {
    fs::rename(path, path.with_extension("backup")).unwrap();
}

#[test]
fn a_game_goes_on_into_another_file_when_its_own_is_moved_deleted_or_replaced() {
    let mut report = Report::default();
    let changes: [(&str, Change); 4] = [
        ("moved", |g| moved(&g.history())),
        ("deleted", |g| fs::remove_file(g.history()).unwrap()),
        ("its folder deleted", |g| {
            fs::remove_dir_all(g.data()).unwrap();
        }),
        ("replaced", |g| {
            fs::copy(g.history(), g.path("copy")).unwrap();
            fs::rename(g.path("copy"), g.history()).unwrap();
        }),
    ];
    for (what, change) in changes {
        let (ground, ended) = during_a_game(&answers(), change);
        good(what, &ended, &mut report);
        let told = ended
            .stderr
            .matches("was moved, deleted or replaced")
            .count();
        report.check(told == 1, || {
            format!("{what}, told {told} times: {ended:?}")
        });
        let kept = Dundie.kept(&ground.data()).unwrap();
        let before = if what == "replaced" { 61 } else { 0 };
        report.check(kept.finished == before + 1, || format!("{what}: {kept:?}"));

        let (ground, ended) = during_a_game("1\n?\n?\n", change);
        report.check(ended.stderr.contains("Game saved."), || {
            format!("{what}, left: {ended:?}")
        });
        let resumed = run(&Dundie.resume(&ground.data()).unwrap(), &answers());
        good(&format!("{what}, resumed"), &resumed, &mut report);
    }
    report.is_clean("files moved during a game");
}

#[test]
fn a_game_goes_on_into_a_new_file_when_its_own_is_damaged() {
    let (ground, ended) = during_a_game(&answers(), |ground| {
        let mut bytes = fs::read(ground.history()).unwrap();
        bytes[PAGE..].fill(0xff);
        fs::write(ground.history(), bytes).unwrap();
        // Whoever reads it now has nothing of it in memory.
        fs::remove_file(ground.data().join("history.db-shm")).unwrap();
    });
    let mut report = Report::default();
    good("damaged during a game", &ended, &mut report);
    let next = Dundie.game(&ground, "pam");
    good("the next game", &next, &mut report);
    report.is_clean("damage during a game");
    assert!(ground.data().join("history.damaged-1.db").exists());
    assert!(Dundie.kept(&ground.data()).unwrap().finished > 0);
}

#[test]
fn what_was_discarded_elsewhere_is_not_promised() {
    let (_, ended) = during_a_game("1\n?\n?\n", |ground| {
        let conn = rusqlite::Connection::open(ground.history()).unwrap();
        conn.execute_batch("UPDATE games SET finished = 1, discarded = 1 WHERE finished IS NULL")
            .unwrap();
    });
    assert!(!ended.stderr.contains("Game saved"), "{ended:?}");
    assert!(ended.stderr.contains("the game is over"), "{ended:?}");
}
