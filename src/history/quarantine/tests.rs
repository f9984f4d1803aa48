use rusqlite::Connection;

use super::super::History;
use super::super::fixture::{Folder, game, play_to};
use super::*;

/// The bytes of a file after one process played and closed it.
fn played() -> Vec<u8> {
    let folder = Folder::new();
    play_to(&mut folder.history(), &game("Pam"), 100);
    fs::read(folder.path()).unwrap()
}

fn with_bytes(at: usize, new: &[u8]) -> Vec<u8> {
    let mut bytes = played();
    bytes[at..at + new.len()].copy_from_slice(new);
    bytes
}

fn games(history: &History) -> usize {
    history.top(&game("Pam").board, 10, None).unwrap().len()
}

#[test]
fn opening_to_write_moves_any_damaged_file_byte_for_byte() {
    let half = played().len() / 2;
    let cases = [
        ("text", b"not a database".to_vec()),
        ("zeros", vec![0; 8192]),
        ("the magic alone", b"SQLite format 3\0".to_vec()),
        ("half of it", played()[..half].to_vec()),
        ("the first page", played()[..4096].to_vec()),
        ("less than a page", played()[..1000].to_vec()),
        ("a page size of 3", with_bytes(16, &[0, 3])),
        ("an unknown format", with_bytes(18, &[9, 9])),
        ("a broken first page", with_bytes(100, &[0xff; 64])),
    ];
    for (what, bytes) in cases {
        let folder = Folder::new();
        fs::write(folder.path(), &bytes).unwrap();
        let err = History::open_existing(&folder.path()).unwrap_err();
        assert!(
            matches!(err, HistoryError::Damaged { .. }),
            "{what}: {err:?}"
        );
        assert_eq!(fs::read(folder.path()).unwrap(), bytes, "{what}");

        let (mut history, notice) = History::open(&folder.path()).unwrap();
        let to = folder.join("history.damaged-1.db");
        assert_eq!(fs::read(&to).ok().as_ref(), Some(&bytes), "{what}");
        let said = format!(
            "the score file {} was damaged; it is saved as {}, and a new one was started",
            folder.path().display(),
            to.display()
        );
        assert_eq!(notice, Some(Notice(said)), "{what}");
        assert_eq!(games(&history), 0, "{what}");
        play_to(&mut history, &game("Pam"), 100);
        drop(history);
        assert_eq!(games(&folder.history()), 1, "{what}");
    }
}

#[test]
fn a_file_with_a_damaged_log_is_opened_without_it() {
    let folder = Folder::new();
    play_to(&mut folder.history(), &game("Pam"), 100);
    let conn = Connection::open(folder.path()).unwrap();
    conn.execute_batch("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'none'")
        .unwrap();
    let crashed = Folder::new();
    for name in ["history.db", "history.db-wal"] {
        fs::copy(folder.join(name), crashed.join(name)).unwrap();
    }
    let log = fs::read(crashed.join("history.db-wal")).unwrap();

    assert!(History::open_existing(&crashed.path()).is_err());
    let (history, notice) = History::open(&crashed.path()).unwrap();
    assert_eq!(games(&history), 1);
    let to = crashed.join("history.damaged-1.db-wal");
    assert_eq!(fs::read(&to).unwrap(), log);
    let said = format!(
        "the log of the score file {} was damaged, so the latest answers may be missing; it is \
         saved as {}",
        crashed.path().display(),
        to.display()
    );
    assert_eq!(notice, Some(Notice(said)));
    drop(history);
    assert_eq!(games(&crashed.history()), 1);
    assert!(!crashed.join("history.db.part").exists());
}

#[test]
fn the_first_free_number_is_taken() {
    let folder = Folder::new();
    fs::write(folder.join("history.damaged-1.db"), "first").unwrap();
    fs::write(folder.join("history.damaged-2.db-wal"), "second").unwrap();
    fs::create_dir(folder.join("history.damaged-3.db")).unwrap();
    for suffix in ["", "-wal", "-shm"] {
        fs::write(beside(&folder.path(), suffix), format!("old{suffix}")).unwrap();
    }
    History::open(&folder.path()).unwrap();
    let read = |name| fs::read_to_string(folder.join(name)).unwrap();
    assert_eq!(read("history.damaged-1.db"), "first");
    assert_eq!(read("history.damaged-2.db-wal"), "second");
    assert_eq!(read("history.damaged-4.db"), "old");
    assert_eq!(read("history.damaged-4.db-wal"), "old-wal");
}

#[test]
fn the_target_of_a_link_is_never_moved() {
    let (folder, data) = (Folder::new(), Folder::new());
    fs::write(data.join("scores.db"), "damaged").unwrap();
    std::os::unix::fs::symlink(data.join("scores.db"), folder.path()).unwrap();
    let err = History::open(&folder.path()).unwrap_err();
    assert!(matches!(err, HistoryError::Damaged { .. }), "{err:?}");
    assert_eq!(folder.names(), ["history.db"]);
    assert_eq!(fs::read(data.join("scores.db")).unwrap(), b"damaged");
}
