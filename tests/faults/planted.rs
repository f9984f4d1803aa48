//! What others put into a folder that they share, and what becomes of cache and bank during a game.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::Report;
use super::hostile::allow;
use super::run::{Ended, PATIENCE, start};
use super::stores::{Dundie, Ground, QUESTIONS, Store, answers};

const PAUSE: Duration = Duration::from_millis(300);

type Change = fn(&Path);

fn played(ground: &Ground) -> Ended {
    let ended = Dundie.game(ground, "pam");
    let is_good = ended.code == Some(0) && ended.is_result_shown(QUESTIONS);
    assert!(is_good && !ended.is_loss_said(), "{ended:?}");
    ended
}

fn cached(ground: &Ground, kind: &str) -> PathBuf {
    let folder = fs::read_dir(ground.data().join("cache").join(kind)).unwrap();
    let mut files = folder.map(|entry| entry.unwrap().path());
    files.next().unwrap()
}

#[test]
fn in_a_shared_folder_the_cache_is_the_players_own() {
    let ground = Ground::new();
    allow(&ground.data(), 0o770);
    fs::create_dir(ground.path("victim")).unwrap();
    symlink(ground.path("victim"), ground.data().join("cache")).unwrap();
    for _ in 0..2 {
        played(&ground);
    }
    assert_eq!(fs::read_dir(ground.path("victim")).unwrap().count(), 0);
    let own = ground.path("home/.cache/dundie");
    assert!(own.join("recent").is_dir() && own.join("index").is_dir());
    for name in fs::read_dir(ground.data()).unwrap() {
        let about = name.unwrap().metadata().unwrap();
        if about.is_file() {
            assert_eq!(about.permissions().mode() & 0o777, 0o660);
        }
    }
}

#[test]
fn a_cache_that_others_can_write_to_is_not_used() {
    let ground = Ground::new();
    let cache = ground.data().join("cache");
    fs::create_dir(&cache).unwrap();
    allow(&cache, 0o777);
    played(&ground);
    assert_eq!(fs::read_dir(&cache).unwrap().count(), 0);
}

#[test]
fn no_planted_link_is_followed() {
    for kind in ["recent", "index"] {
        let ground = Ground::new();
        played(&ground);
        let (file, victim) = (cached(&ground, kind), ground.path("victim"));
        fs::rename(&file, &victim).unwrap();
        let before = fs::read(&victim).unwrap();
        symlink(&victim, &file).unwrap();
        played(&ground);
        assert_eq!(fs::read(&victim).unwrap(), before, "{kind}");
    }
}

#[test]
fn a_fault_in_any_byte_of_the_index_makes_no_difference() {
    let ground = Ground::new();
    played(&ground);
    let mut report = Report::default();
    let sound = fs::read(cached(&ground, "index")).unwrap();
    for at in (0..sound.len()).step_by(sound.len() / 40) {
        for bits in [0xff, 0x01, sound[at]] {
            let mut bytes = sound.clone();
            bytes[at] ^= bits;
            fs::write(cached(&ground, "index"), bytes).unwrap();
            let ended = Dundie.game(&ground, "pam");
            report.runs += 1;
            let is_good = ended.is_result_shown(QUESTIONS) && !ended.is_loss_said();
            report.check(is_good, || format!("byte {at}, bits {bits:#x}: {ended:?}"));
        }
        // The game that finds a fault late leaves the making to the next.
        played(&ground);
    }
    report.is_clean("bytes of the index");
}

#[test]
fn a_bank_that_goes_away_during_a_game_ends_it_with_a_word_and_saved() {
    let fifo: Change = |path| {
        fs::remove_file(path).unwrap();
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    };
    let changes: [(&str, Change); 4] = [
        ("gone", |path| fs::remove_file(path).unwrap()),
        ("a pipe", fifo),
        ("shorter", |path| {
            fs::write(path, "name = \"Numbers\"").unwrap();
        }),
        ("another", |path| {
            fs::write(path, "x".repeat(5000)).unwrap();
        }),
    ];
    for (what, change) in changes {
        let ground = Ground::new();
        played(&ground);
        let game = start(&Dundie.play(&ground.data(), "pam"), &answers(), PAUSE);
        std::thread::sleep(PAUSE / 2);
        change(&ground.path("bank.toml"));
        let ended = game.wait(PATIENCE);
        assert!(!ended.is_hung && ended.code == Some(1), "{what}: {ended:?}");
        assert_eq!(ended.verdicts(), 1, "{what}: {ended:?}");
        assert!(ended.stderr.contains("Game saved."), "{what}: {ended:?}");
        let kept = Dundie.kept(&ground.data()).unwrap();
        assert_eq!((kept.left, kept.answers), (1, QUESTIONS + 1), "{what}");
    }
}
