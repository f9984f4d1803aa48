use std::sync::Barrier;
use std::thread;

use rusqlite::Connection;

use super::super::History;
use super::super::fixture::{Folder, game, play_to};
use super::*;

/// The bytes of a file that one process played on and closed.
fn played() -> Vec<u8> {
    let folder = Folder::new();
    play_to(&mut folder.history(), &game("Pam"), 100);
    fs::read(folder.path()).unwrap()
}

fn changed(sql: &str) -> Vec<u8> {
    let folder = Folder::new();
    fs::write(folder.path(), played()).unwrap();
    let conn = Connection::open(folder.path()).unwrap();
    conn.execute_batch(sql).unwrap();
    conn.close().unwrap();
    fs::read(folder.path()).unwrap()
}

fn with_bytes(at: usize, new: &[u8]) -> Vec<u8> {
    let mut bytes = played();
    bytes[at..at + new.len()].copy_from_slice(new);
    bytes
}

#[test]
fn each_kind_of_damage_is_moved_aside_byte_for_byte() {
    let half = played().len() / 2;
    let cases = [
        ("text", b"not a database".to_vec()),
        ("one byte", vec![0]),
        ("zeros", vec![0; 8192]),
        ("a long text", b"all work and no play ".repeat(1000)),
        ("the magic alone", b"SQLite format 3\0".to_vec()),
        ("half of it", played()[..half].to_vec()),
        ("the first page", played()[..4096].to_vec()),
        ("less than a page", played()[..1000].to_vec()),
        ("a page size of 3", with_bytes(16, &[0, 3])),
        ("an unknown format", with_bytes(18, &[9, 9])),
        ("a broken first page", with_bytes(100, &[0xff; 64])),
        ("somebody else's", changed("PRAGMA application_id = 1")),
        ("nobody's", changed("PRAGMA application_id = 0")),
        ("no version", changed("PRAGMA user_version = 0")),
        ("a version below none", changed("PRAGMA user_version = -5")),
        (
            "no games",
            changed("PRAGMA foreign_keys = 0; DROP TABLE games"),
        ),
        (
            "a view for a table",
            changed("DROP TABLE flags; CREATE VIEW flags AS SELECT 1"),
        ),
    ];
    for (what, bytes) in cases {
        for open in [History::open, |path: &Path| {
            Ok(History::open_existing(path)?.unwrap())
        }] {
            let folder = Folder::new();
            fs::write(folder.path(), &bytes).unwrap();
            let (mut history, notice) = open(&folder.path()).unwrap();
            let to = folder.join("history.damaged-1.db");
            assert_eq!(fs::read(&to).ok().as_ref(), Some(&bytes), "{what}");
            let expected = Notice::MovedAside {
                damaged: folder.path(),
                to,
            };
            assert_eq!(notice, Some(expected), "{what}");
            assert_eq!(history.boards(10, None).unwrap(), [], "{what}");

            play_to(&mut history, &game("Pam"), 100);
            drop(history);
            let top = folder.history().top(&game("Pam").board, 10, None).unwrap();
            assert_eq!(top.len(), 1, "{what}");
        }
    }
}

#[test]
fn the_first_free_number_is_taken() {
    let folder = Folder::new();
    fs::write(folder.join("history.damaged-1.db"), "first").unwrap();
    fs::write(folder.join("history.damaged-2.db-wal"), "second").unwrap();
    fs::create_dir(folder.join("history.damaged-3.db")).unwrap();
    fs::write(folder.path(), "fourth").unwrap();
    History::open(&folder.path()).unwrap();
    let read = |name| fs::read_to_string(folder.join(name)).unwrap();
    assert_eq!(read("history.damaged-1.db"), "first");
    assert_eq!(read("history.damaged-2.db-wal"), "second");
    assert_eq!(read("history.damaged-4.db"), "fourth");
}

#[test]
fn what_lies_beside_the_file_goes_with_it() {
    let folder = Folder::new();
    for suffix in ["", "-wal", "-shm"] {
        fs::write(beside(&folder.path(), suffix), format!("old{suffix}")).unwrap();
    }
    let (_history, notice) = History::open(&folder.path()).unwrap();
    assert!(notice.is_some());
    let aside = folder.join("history.damaged-1.db");
    for suffix in ["", "-wal"] {
        let text = fs::read_to_string(beside(&aside, suffix)).unwrap();
        assert_eq!(text, format!("old{suffix}"));
    }
}

#[test]
fn a_name_without_an_extension_gets_none() {
    let folder = Folder::new();
    fs::write(folder.join("scores"), "damaged").unwrap();
    History::open(&folder.join("scores")).unwrap();
    assert!(folder.join("scores.damaged-1").is_file());
}

#[cfg(unix)]
#[test]
fn a_link_stays_and_what_it_leads_to_is_moved() {
    let (folder, data) = (Folder::new(), Folder::new());
    fs::write(data.join("scores.db"), "damaged").unwrap();
    std::os::unix::fs::symlink(data.join("scores.db"), folder.path()).unwrap();
    History::open(&folder.path()).unwrap();
    assert_eq!(folder.names(), ["history.db"]);
    assert!(data.join("scores.damaged-1.db").is_file());
    History::open(&folder.path()).unwrap();
    assert!(!data.join("scores.damaged-2.db").exists());
}

#[test]
fn threads_that_find_the_same_damage_move_it_aside_once() {
    for _ in 0..5 {
        let folder = Folder::new();
        fs::write(folder.path(), "damaged").unwrap();
        let barrier = Barrier::new(4);
        let notices: usize = thread::scope(|scope| {
            let open = || {
                barrier.wait();
                let (mut history, notice) = History::open(&folder.path()).unwrap();
                play_to(&mut history, &game("Pam"), 100);
                usize::from(notice.is_some())
            };
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(open)).collect();
            threads
                .into_iter()
                .map(|thread| thread.join().unwrap())
                .sum()
        });
        assert_eq!(notices, 1);
        assert!(!folder.join("history.damaged-2.db").exists());
        let top = folder.history().top(&game("Pam").board, 10, None).unwrap();
        assert_eq!(top.len(), 4);
    }
}

#[test]
fn the_notice_says_where_everything_is() {
    let notice = Notice::MovedAside {
        damaged: PathBuf::from("/d/history.db"),
        to: PathBuf::from("/d/history.damaged-1.db"),
    };
    assert_eq!(
        notice.to_string(),
        "the score file /d/history.db was damaged; it is kept as /d/history.damaged-1.db and a new one was started"
    );
}
