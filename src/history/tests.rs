//! Tests of the history as a whole: it survives crashes and damage.

use std::fs;

use proptest::prelude::*;

use super::fixture::{AT, Folder, answer, game, key, play_to};
use super::{GameId, History, HistoryError, NewGame};

/// The files as a power failure would leave them, with nothing closed.
fn after_a_crash(folder: &Folder) -> Folder {
    let crashed = Folder::new();
    for name in ["history.db", "history.db-wal"] {
        fs::copy(folder.join(name), crashed.join(name)).unwrap();
    }
    crashed
}

#[test]
fn an_answer_that_was_recorded_survives_a_crash() {
    let folder = Folder::new();
    let mut history = folder.history();
    let game = game("Pam");
    let id = history.start_game(&game).unwrap();
    for position in 0..3 {
        history
            .record(id, position, &answer(&game, position), AT, false)
            .unwrap();
        let saved = after_a_crash(&folder).history().party(id).unwrap();
        assert_eq!(saved[0].answers.last(), Some(&answer(&game, position)));
    }
}

#[test]
fn a_write_that_fails_leaves_nothing_behind() {
    let folder = Folder::new();
    let mut history = folder.history();
    let game = game("Pam");
    let id = history.start_game(&game).unwrap();
    let failed = history.write(|conn| {
        conn.execute("DELETE FROM games", [])?;
        conn.execute("DELETE FROM nothing", [])
    });
    assert!(matches!(
        failed,
        Err(HistoryError::Database {
            action: "write",
            ..
        })
    ));
    assert_eq!(history.unfinished("Pam").unwrap()[0].id, id);
}

#[test]
fn closing_leaves_nothing_to_read_back() {
    let folder = Folder::new();
    play_to(&mut folder.history(), &game("Pam"), 100);
    assert_eq!(
        fs::metadata(folder.join("history.db-wal")).unwrap().len(),
        0
    );
    fs::remove_file(folder.join("history.db-wal")).unwrap();
    fs::remove_file(folder.join("history.db-shm")).unwrap();
    assert_eq!(folder.history().top(&key(), 10, None).unwrap().len(), 1);
}

#[test]
fn damage_found_later_is_an_error_that_names_the_file() {
    let folder = Folder::new();
    let mut history = folder.history();
    for _ in 0..20 {
        play_to(&mut history, &game("Pam"), 100);
    }
    let roots = history.read(|conn| {
        conn.prepare("SELECT rootpage FROM sqlite_schema")?
            .query_map([], |row| row.get::<_, u32>(0))?
            .collect::<Result<Vec<_>, _>>()
    });
    drop(history);
    let mut bytes = fs::read(folder.path()).unwrap();
    for root in roots.unwrap() {
        bytes[(root as usize - 1) * 4096..][..4096].fill(0xff);
    }
    fs::write(folder.path(), &bytes).unwrap();

    let mut history = folder.history();
    for err in [
        history.top(&key(), 10, None).unwrap_err(),
        history.start_game(&game("Pam")).unwrap_err(),
    ] {
        assert!(matches!(err, HistoryError::Damaged { .. }), "{err:?}");
        assert!(err.to_string().contains(folder.path().to_str().unwrap()));
        assert!(err.help().unwrap().contains("move the file away"));
    }
}

/// Reads and writes the history in every way.
fn use_all(history: &mut History) -> Result<(), HistoryError> {
    history.unfinished("Pam")?;
    history.party(GameId(1))?;
    history.boxes("Pam", "office")?;
    history.asked_count("Pam", "office")?;
    history.top(&key(), 10, None)?;
    history.top(&key(), 10, Some("Pam"))?;
    history.rank(GameId(1), 1)?;
    history.boards(10, None)?;
    history.flags()?;
    let game = game("Pam");
    let id = history.start_game(&game)?;
    history.record(id, 0, &answer(&game, 0), AT, false)?;
    history.flag("Pam", "office", "teapot", None, 0)?;
    history.unrank(id)?;
    history.finish(id, 0)
}

/// A file with games, one of them unfinished, and a flag.
fn played() -> Vec<u8> {
    let folder = Folder::new();
    let mut history = folder.history();
    for points in 0..20 {
        play_to(
            &mut history,
            &NewGame {
                ranked: points % 2 == 0,
                ..game("Pam")
            },
            points,
        );
    }
    history.start_game(&game("Pam")).unwrap();
    history
        .flag("Pam", "office", "teapot", Some("no"), 0)
        .unwrap();
    drop(history);
    fs::read(folder.path()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn no_damage_makes_it_panic_or_lose_the_damaged_file(
        bytes in Just(played()),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..40),
        end in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = bytes;
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(end) = end {
            bytes.truncate(end.index(bytes.len()));
        }
        let folder = Folder::new();
        fs::write(folder.path(), &bytes).unwrap();
        if let Ok((mut history, notice)) = History::open(&folder.path()) {
            if notice.is_some() {
                let kept = fs::read(folder.join("history.damaged-1.db")).unwrap();
                prop_assert!(kept == bytes);
                use_all(&mut history).unwrap();
            } else {
                let _ = use_all(&mut history);
            }
        }
    }
}
