use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;

use rusqlite::Connection;

use super::super::GameId;
use super::super::fixture::{Folder, game, play_to, scratch};
use super::super::schema;
use super::*;

fn error(path: &Path) -> HistoryError {
    History::open(path).unwrap_err()
}

/// A file with a finished game, which no process has open.
fn played(folder: &Folder) {
    play_to(&mut folder.history(), &game("Pam"), 100);
}

fn batch(path: &Path, sql: &str) {
    Connection::open(path).unwrap().execute_batch(sql).unwrap();
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

/// The files as a power failure would leave them, without the index of the log.
fn after_a_crash(folder: &Folder) -> Folder {
    let crashed = Folder::new();
    for name in folder.names().iter().filter(|name| !name.ends_with("-shm")) {
        fs::copy(folder.join(name), crashed.join(name)).unwrap();
    }
    crashed
}

#[test]
fn the_connection_syncs_and_checks() {
    let history = scratch();
    for (name, value) in [
        ("journal_mode", "wal"),
        ("synchronous", "2"),
        ("foreign_keys", "1"),
    ] {
        let sql = format!("SELECT CAST({name} AS TEXT) FROM pragma_{name}");
        let found: String = history.conn.query_row(&sql, [], |row| row.get(0)).unwrap();
        assert_eq!(found, value, "{name}");
    }
}

#[test]
fn new_files_belong_to_their_owner_or_the_group_that_shares_the_folder() {
    let folder = Folder::new();
    fs::create_dir(folder.join("shared")).unwrap();
    allow(&folder.join("shared"), 0o770);
    for (name, expected) in [
        ("share/dundie/history.db", 0o600),
        ("shared/history.db", 0o660),
    ] {
        let path = folder.join(name);
        let (mut history, _) = History::open(&path).unwrap();
        play_to(&mut history, &game("Pam"), 100);
        for suffix in ["", "-wal", "-shm"] {
            assert_eq!(mode(&beside(&path, suffix)), expected, "{name}{suffix}");
        }
    }
    assert_eq!(mode(&folder.join("share")), 0o700);
    assert_eq!(mode(&folder.join("share/dundie")), 0o700);
}

#[test]
fn an_empty_file_is_a_new_history() {
    for begun in ["", "PRAGMA journal_mode = WAL"] {
        let folder = Folder::new();
        fs::write(folder.path(), "").unwrap();
        batch(&folder.path(), begun);
        played(&folder);
        let names = ["history.db", "history.db-shm", "history.db-wal"];
        assert_eq!(folder.names(), names);
        let history = folder.history();
        assert_eq!(history.top(&game("Pam").board, 10, None).unwrap().len(), 1);
    }
}

#[test]
fn leftover_files_of_a_deleted_history_do_no_harm() {
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
fn opening_to_read_creates_nothing() {
    let folder = Folder::new();
    let read = |name| History::open_existing(&folder.join(name)).unwrap();
    assert!(read("history.db").is_none());
    assert!(read("no/folder/history.db").is_none());
    fs::write(folder.path(), "").unwrap();
    assert!(read("history.db").is_none());
    assert_eq!(folder.names(), ["history.db"]);
    played(&folder);
    let history = read("history.db").unwrap();
    assert_eq!(history.boards(10, None).unwrap().len(), 1);
}

#[test]
fn an_unusable_path_is_an_error_that_names_it() {
    let folder = Folder::new();
    fs::write(folder.join("file"), "not a folder").unwrap();
    std::os::unix::fs::symlink(folder.join("nowhere"), folder.join("dangling")).unwrap();
    let mut paths = ["file/history.db", "file/more/history.db", "dangling"]
        .map(|name| folder.join(name))
        .to_vec();
    if cfg!(target_os = "linux") {
        paths.push(PathBuf::from("/proc/history.db"));
        paths.push(PathBuf::from("/proc/dundie/history.db"));
    }
    for path in paths {
        let err = error(&path);
        let parent = path.parent().unwrap().to_str().unwrap();
        assert!(err.to_string().contains(parent), "{err}");
        assert!(err.help().unwrap().contains("--data-dir"));
    }
    assert!(!folder.join("nowhere").exists());
    for path in ["", "a\0b"] {
        let err = error(Path::new(path));
        assert!(matches!(err, HistoryError::Io { .. }), "{err:?}");
    }
}

#[test]
fn odd_file_names_work() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = Folder::new();
    let names = [
        "file:a?mode=ro".as_bytes(),
        b"a%20b#c",
        b":memory:",
        "Größe 🏆".as_bytes(),
        b"'; DROP--",
        #[cfg(target_os = "linux")]
        b"\xff\xfe.db",
    ];
    for name in names {
        let name = std::ffi::OsStr::from_bytes(name);
        let path = folder.path().with_file_name(name).join(name);
        History::open(&path).unwrap();
        let kind = schema::kind(&immutable(&path).unwrap()).unwrap();
        assert_eq!(kind, Kind::Current, "{name:?}");
    }
}

/// A name, how to make the file, and the error.
type Case<'a> = (&'a str, &'a dyn Fn(&Folder) -> Option<Folder>, &'a str);

#[test]
fn a_foreign_or_newer_database_is_refused_and_stays_unchanged() {
    let newer =
        "could not open the score file {}: it is from a newer dundie (format 9, this one knows 3)";
    let foreign = "could not open the score file {}: it is another program's database";
    let ours = |sql: &str, folder: &Folder| {
        played(folder);
        batch(&folder.path(), sql);
    };
    let begun = |folder: &Folder, sql: &str| {
        let conn = Connection::open(folder.path()).unwrap();
        conn.execute_batch(sql).unwrap();
        after_a_crash(folder)
    };
    // Pages written during a transaction leave a hot journal.
    let hot = "PRAGMA cache_size = 2; CREATE TABLE t (x); BEGIN; INSERT INTO t
               SELECT zeroblob(9000) FROM (VALUES (1), (2), (3), (4), (5), (6), (7), (8))";
    let cases: [Case; 8] = [
        (
            "newer",
            &|f| {
                ours("PRAGMA user_version = 9; DROP TABLE flags", f);
                None
            },
            newer,
        ),
        (
            "newer in its log",
            &|f| {
                let history = f.history();
                history
                    .conn
                    .execute_batch("PRAGMA user_version = 9")
                    .unwrap();
                Some(after_a_crash(f))
            },
            newer,
        ),
        (
            "newer with a journal",
            &|f| {
                ours("PRAGMA user_version = 9; PRAGMA journal_mode = DELETE", f);
                Some(begun(f, hot))
            },
            newer,
        ),
        (
            "another id",
            &|f| {
                ours("PRAGMA application_id = 1", f);
                None
            },
            foreign,
        ),
        (
            "no id",
            &|f| {
                ours("PRAGMA application_id = 0", f);
                None
            },
            foreign,
        ),
        (
            "foreign",
            &|f| {
                batch(&f.path(), "CREATE TABLE t (x)");
                None
            },
            foreign,
        ),
        (
            "foreign with a log",
            &|f| Some(begun(f, "PRAGMA journal_mode = WAL; CREATE TABLE t (x)")),
            foreign,
        ),
        ("foreign with a journal", &|f| Some(begun(f, hot)), foreign),
    ];
    for (what, make, message) in cases {
        let folder = Folder::new();
        let folder = make(&folder).unwrap_or(folder);
        let read = || {
            let names = folder
                .names()
                .into_iter()
                .filter(|name| !name.ends_with("-shm"));
            names
                .map(|name| (fs::read(folder.join(&name)).unwrap(), name))
                .collect::<Vec<_>>()
        };
        let before = read();
        let path = folder.path();
        for err in [error(&path), History::open_existing(&path).unwrap_err()] {
            let expected = message.replace("{}", path.to_str().unwrap());
            assert_eq!(err.to_string(), expected, "{what}");
            assert!(err.help().unwrap().contains("--data-dir"), "{what}");
        }
        assert!(read() == before, "{what}: it was changed");
    }
}

#[test]
fn a_hot_journal_of_a_history_is_rolled_back() {
    let folder = Folder::new();
    played(&folder);
    batch(&folder.path(), "PRAGMA journal_mode = DELETE");
    let conn = Connection::open(folder.path()).unwrap();
    conn.execute_batch(
        "PRAGMA cache_size = 1; BEGIN; DELETE FROM answers; DELETE FROM asked; DELETE FROM games",
    )
    .unwrap();
    conn.cache_flush().unwrap();
    let crashed = after_a_crash(&folder);
    assert!(crashed.names().contains(&"history.db-journal".to_owned()));
    assert_eq!(
        crashed.history().party(GameId(1)).unwrap()[0].answers.len(),
        3
    );
}

#[test]
fn a_link_to_a_history_is_followed() {
    let folder = Folder::new();
    played(&folder);
    let link = folder.join("link.db");
    std::os::unix::fs::symlink(folder.path(), &link).unwrap();
    let (history, _) = History::open(&link).unwrap();
    assert_eq!(history.boards(10, None).unwrap().len(), 1);
}

#[test]
fn a_moved_or_replaced_file_is_not_written() {
    let folder = Folder::new();
    played(&folder);
    let replace: [fn(&Folder); 3] = [
        |f| fs::rename(f.path(), f.join("backup.db")).unwrap(),
        |f| fs::remove_file(f.path()).unwrap(),
        |f| {
            fs::copy(f.path(), f.join("new.db")).unwrap();
            fs::rename(f.join("new.db"), f.path()).unwrap();
        },
    ];
    for replace in replace {
        let mut history = folder.history();
        replace(&folder);
        let err = history.start_game(&game("Pam")).unwrap_err();
        assert!(matches!(err, HistoryError::Replaced { .. }), "{err:?}");
        assert!(err.help().unwrap().contains("start dundie again"));
    }
}

#[test]
fn a_read_only_file_is_read() {
    let folder = Folder::new();
    let inner = folder.join("inner");
    let path = inner.join("history.db");
    let (mut history, _) = History::open(&path).unwrap();
    play_to(&mut history, &game("Pam"), 100);
    drop(history);
    fs::write(inner.join("damaged.db"), "damaged").unwrap();
    let boards = || {
        History::open_existing(&path)
            .unwrap()
            .unwrap()
            .boards(10, None)
    };

    allow(&path, 0o400);
    if OpenOptions::new().write(true).open(&path).is_ok() {
        return; // Permissions do not stop the superuser.
    }
    let err = error(&path);
    assert!(matches!(err, HistoryError::ReadOnly { .. }), "{err:?}");
    assert_eq!(boards().unwrap().len(), 1);

    for suffix in ["-wal", "-shm"] {
        fs::remove_file(beside(&path, suffix)).unwrap();
    }
    allow(&inner, 0o500);
    assert_eq!(boards().unwrap().len(), 1, "in a read-only folder");
    error(&path);
    let err = error(&inner.join("damaged.db"));
    assert!(!matches!(err, HistoryError::Busy { .. }), "{err:?}");
    assert_eq!(fs::read(inner.join("damaged.db")).unwrap(), b"damaged");
    let err = error(&inner.join("new.db"));
    assert!(matches!(err, HistoryError::Io { .. }), "{err:?}");
    allow(&inner, 0o700);
}
