use std::fs;
use std::sync::Barrier;
use std::thread;

use super::super::fixture::{Folder, game, play_to};
use super::super::{History, HistoryError};
use super::*;

fn error(path: &Path) -> HistoryError {
    History::open(path).unwrap_err()
}

/// A finished game is in the file, and no process has it open.
fn played(folder: &Folder) {
    play_to(&mut folder.history(), &game("Pam"), 100);
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

#[test]
fn opening_twice_keeps_what_was_written() {
    let folder = Folder::new();
    played(&folder);
    let (history, notice) = History::open(&folder.path()).unwrap();
    assert_eq!(notice, None);
    assert_eq!(history.top(&game("Pam").board, 10, None).unwrap().len(), 1);
}

#[test]
fn missing_folders_are_created() {
    let folder = Folder::new();
    History::open(&folder.join("share/dundie/history.db")).unwrap();
    assert!(folder.join("share/dundie/history.db").is_file());
}

#[cfg(unix)]
#[test]
fn what_is_created_is_for_the_owner_alone() {
    let folder = Folder::new();
    let path = folder.join("share/dundie/history.db");
    let (mut history, _) = History::open(&path).unwrap();
    play_to(&mut history, &game("Pam"), 100);
    assert_eq!(mode(&folder.join("share")), 0o700);
    assert_eq!(mode(&folder.join("share/dundie")), 0o700);
    for suffix in ["", "-wal", "-shm"] {
        assert_eq!(mode(&aside::beside(&path, suffix)), 0o600, "{suffix}");
    }
}

#[test]
fn an_empty_file_is_a_new_history() {
    let folder = Folder::new();
    fs::write(folder.path(), "").unwrap();
    played(&folder);
    assert_eq!(
        folder.names(),
        ["history.db", "history.db-shm", "history.db-wal"]
    );
}

#[test]
fn what_a_deleted_history_left_beside_it_does_no_harm() {
    let folder = Folder::new();
    let history = folder.history();
    fs::copy(folder.join("history.db-wal"), folder.join("kept")).unwrap();
    drop(history);
    fs::rename(folder.join("kept"), folder.join("history.db-wal")).unwrap();
    fs::remove_file(folder.path()).unwrap();
    played(&folder);
    assert_eq!(folder.history().boards(10, None).unwrap().len(), 1);
}

#[test]
fn reading_commands_create_nothing() {
    let folder = Folder::new();
    assert!(History::open_existing(&folder.path()).unwrap().is_none());
    assert!(
        History::open_existing(&folder.join("no/folder/history.db"))
            .unwrap()
            .is_none()
    );
    assert_eq!(folder.names(), Vec::<String>::new());

    fs::write(folder.path(), "").unwrap();
    assert!(History::open_existing(&folder.path()).unwrap().is_none());
    assert_eq!(folder.names(), ["history.db"]);
}

#[test]
fn reading_commands_read_what_is_there() {
    let folder = Folder::new();
    played(&folder);
    let (history, notice) = History::open_existing(&folder.path()).unwrap().unwrap();
    assert_eq!(notice, None);
    assert_eq!(history.boards(10, None).unwrap().len(), 1);
}

#[test]
fn threads_that_open_a_new_file_at_once_share_it() {
    for _ in 0..5 {
        let folder = Folder::new();
        let barrier = Barrier::new(4);
        thread::scope(|scope| {
            for player in ["Pam", "Jim", "Dwight", "Kelly"] {
                let (folder, barrier) = (&folder, &barrier);
                scope.spawn(move || {
                    barrier.wait();
                    play_to(&mut folder.history(), &game(player), 100);
                });
            }
        });
        let top = folder.history().top(&game("").board, 10, None).unwrap();
        assert_eq!(top.len(), 4);
    }
}

#[test]
fn what_is_no_file_is_refused_and_stays() {
    let folder = Folder::new();
    let directory = folder.path();
    fs::create_dir(&directory).unwrap();
    let mut paths = vec![directory];
    #[cfg(unix)]
    {
        let fifo = folder.join("fifo");
        let made = std::process::Command::new("mkfifo").arg(&fifo).status();
        assert!(made.unwrap().success());
        std::os::unix::fs::symlink(&fifo, folder.join("link")).unwrap();
        paths.extend([fifo, folder.join("link"), PathBuf::from("/dev/null")]);
    }
    let before = folder.names();
    for path in paths {
        for err in [error(&path), History::open_existing(&path).unwrap_err()] {
            assert!(matches!(err, HistoryError::NotAFile { .. }), "{err:?}");
            assert!(err.help().unwrap().contains("--data-dir"));
        }
    }
    assert_eq!(folder.names(), before);
}

#[test]
fn a_folder_that_cannot_be_had_is_an_error_that_names_it() {
    let folder = Folder::new();
    fs::write(folder.join("file"), "not a folder").unwrap();
    let mut paths = vec![
        folder.join("file/history.db"),
        folder.join("file/more/history.db"),
    ];
    if cfg!(target_os = "linux") {
        paths.push(PathBuf::from("/proc/history.db"));
        paths.push(PathBuf::from("/proc/dundie/history.db"));
    }
    for path in paths {
        let err = error(&path);
        assert!(
            matches!(err, HistoryError::Open { .. } | HistoryError::Folder { .. }),
            "{err:?}"
        );
        assert!(
            err.to_string()
                .contains(path.parent().unwrap().to_str().unwrap())
        );
        assert!(err.help().unwrap().contains("--data-dir"));
    }
}

#[test]
fn a_path_that_is_none_is_an_error() {
    for path in ["", "a\0b"] {
        let err = error(Path::new(path));
        assert!(matches!(err, HistoryError::Open { .. }), "{err:?}");
    }
}

#[test]
fn odd_names_are_only_names() {
    let folder = Folder::new();
    for name in [
        "file:a?mode=ro",
        "a%20b#c",
        ":memory:",
        "Größe 🏆",
        "'; DROP--",
    ] {
        let path = folder.join(name).join(name);
        History::open(&path).unwrap();
        assert!(path.is_file(), "{name}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_text_are_names_too() {
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::new();
    let path = folder
        .path()
        .with_file_name(std::ffi::OsStr::from_bytes(b"\xff\xfe.db"));
    fs::write(&path, "damaged").unwrap();
    let (_history, notice) = History::open(&path).unwrap();
    assert!(notice.is_some());
    let aside = std::ffi::OsStr::from_bytes(b"\xff\xfe.damaged-1.db");
    assert!(folder.path().with_file_name(aside).is_file());
}

#[cfg(unix)]
#[test]
fn a_link_to_a_history_is_followed() {
    let folder = Folder::new();
    played(&folder);
    let link = folder.join("link.db");
    std::os::unix::fs::symlink(folder.path(), &link).unwrap();
    let (history, _) = History::open(&link).unwrap();
    assert_eq!(history.boards(10, None).unwrap().len(), 1);

    std::os::unix::fs::symlink(folder.join("nowhere"), folder.join("dangling")).unwrap();
    let err = error(&folder.join("dangling"));
    assert!(matches!(err, HistoryError::Open { .. }), "{err:?}");
}

#[cfg(unix)]
#[test]
fn a_history_that_may_only_be_read_is_read_but_not_played_on() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    played(&folder);
    let set = |mode| fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode));
    set(0o400).unwrap();
    if fs::OpenOptions::new()
        .write(true)
        .open(folder.path())
        .is_ok()
    {
        return; // The superuser may do as it likes.
    }
    let err = error(&folder.path());
    assert!(matches!(err, HistoryError::ReadOnly { .. }), "{err:?}");
    let (history, _) = History::open_existing(&folder.path()).unwrap().unwrap();
    assert_eq!(history.boards(10, None).unwrap().len(), 1);
    set(0o000).unwrap();
    error(&folder.path());
    assert_eq!(
        folder.names(),
        ["history.db", "history.db-shm", "history.db-wal"]
    );
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_only_be_read_is_an_error_and_nothing_is_moved() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let inner = folder.join("inner");
    fs::create_dir(&inner).unwrap();
    fs::write(inner.join("damaged.db"), "damaged").unwrap();
    let set = |mode| fs::set_permissions(&inner, fs::Permissions::from_mode(mode));
    set(0o500).unwrap();
    let bites = fs::write(inner.join("probe"), "").is_err();
    if bites {
        let err = error(&inner.join("history.db"));
        assert!(matches!(err, HistoryError::Open { .. }), "{err:?}");
        let err = error(&inner.join("damaged.db"));
        assert!(
            matches!(
                err,
                HistoryError::MoveAside { .. } | HistoryError::Database { .. }
            ),
            "{err:?}"
        );
        assert_eq!(fs::read(inner.join("damaged.db")).unwrap(), b"damaged");
    }
    set(0o700).unwrap();
}
