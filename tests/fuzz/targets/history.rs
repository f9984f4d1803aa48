//! A history that another program has written over: what is read may be
//! anything, but never ends the program.
#![no_main]

use std::cell::RefCell;
use std::fs;
use std::sync::LazyLock;
use std::time::Duration;

use dundie::bank::Difficulty;
use dundie::history::{BoardKey, GameId, History, NewGame, Play};
use dundie::quiz::Answer;
use dundie::scoring::Points;
use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;

/// Bytes to be written over those of a real history: where, and what.
type Patches = Vec<(u16, u8)>;

static BASE: LazyLock<Vec<u8>> = LazyLock::new(base);

thread_local! {
    static FOLDER: RefCell<TempDir> = RefCell::new(TempDir::new_in("/dev/shm").unwrap());
}

fuzz_target!(|patches: Patches| {
    FOLDER.with_borrow(|folder| {
        let mut bytes = BASE.clone();
        for (at, byte) in &patches {
            let at = usize::from(*at) * 4 % bytes.len() + usize::from(*at & 3);
            if let Some(slot) = bytes.get_mut(at) {
                *slot = *byte;
            }
        }
        for entry in fs::read_dir(folder.path()).unwrap() {
            fs::remove_file(entry.unwrap().path()).unwrap();
        }
        let path = folder.path().join("history.db");
        fs::write(&path, bytes).unwrap();
        let Ok(Some(history)) = History::open_existing(&path) else {
            return;
        };
        read(&history);
    });
});

fn read(history: &History) {
    let key = key();
    for player in ["pam", "jim"] {
        let _ = history.overview(player, "dundie", "2026-11-22");
        let _ = history.boxes(player, "dundie");
        let _ = history.asked_count(player, "dundie");
        let _ = history.stats(player, "dundie");
        let _ = history.dailies(player, "dundie");
        let _ = history.last_answered(player);
        let _ = history.top(&key, 10, Some(player));
    }
    let _ = history.party(GameId(1));
    let _ = history.boards(10, None);
    let _ = history.flags();
    let _ = history.question_stats("dundie", None);
}

fn key() -> BoardKey {
    BoardKey {
        bank: "dundie".into(),
        categories: vec!["jim-and-pam".into()],
        length: 2,
        difficulty: None,
        play: Play::Choice,
        timed: None,
        through: None,
        daily: Some("2026-11-22".into()),
    }
}

/// A history of a few games.
fn base() -> Vec<u8> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("history.db");
    let (mut history, _) = History::open(&path).unwrap();
    for player in ["pam", "jim", "pam"] {
        let game = NewGame {
            player: player.into(),
            board: key(),
            seed: 1,
            ranked: true,
            practice: false,
            hints: true,
            party: None,
            questions: vec!["one".into(), "two".into()],
            max_points: 210,
            started: 1_700_000_000_000,
            utc_offset: 0,
        };
        let id = history.start_game(&game).unwrap();
        for position in 0..2 {
            let answer = Answer {
                question: game.questions[position as usize].clone(),
                category: "jim-and-pam".into(),
                difficulty: Difficulty::Easy,
                given: "a teapot".into(),
                right: position == 0,
                credited: false,
                hinted: false,
                skipped: false,
                late: false,
                elapsed: Duration::from_secs(1),
                points: Points {
                    base: 100,
                    total: 100,
                    ..Points::default()
                },
            };
            let is_last = position == 1 && player == "pam";
            history.record(id, position, &answer, 1_700_000_000_000, is_last).unwrap();
        }
        history.flag(player, "dundie", "one", Some("unclear"), 1).unwrap();
    }
    drop(history);
    fs::read(&path).unwrap()
}
