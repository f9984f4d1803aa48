use super::super::History;
use super::super::fixture::{Folder, game, play_to, scratch};
use super::*;

/// A finished game is in the file, and no process has it open.
fn played(folder: &Folder) {
    play_to(&mut folder.history(), &game("Pam"), 100);
}

fn batch(path: &Path, sql: &str) {
    Connection::open(path).unwrap().execute_batch(sql).unwrap();
}

fn error(path: &Path) -> HistoryError {
    History::open(path).unwrap_err()
}

#[test]
fn the_connection_syncs_and_checks() {
    let history = scratch();
    let pragma = |name: &str| -> String {
        let sql = format!("SELECT CAST({name} AS TEXT) FROM pragma_{name}");
        history.conn.query_row(&sql, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(pragma("journal_mode"), "wal");
    assert_eq!(pragma("synchronous"), "2");
    assert_eq!(pragma("foreign_keys"), "1");
}

#[test]
fn a_file_that_was_begun_and_left_is_a_new_history() {
    let folder = Folder::new();
    batch(&folder.path(), "PRAGMA journal_mode = WAL");
    assert!(fs::metadata(folder.path()).unwrap().len() > 0);
    played(&folder);
}

#[test]
fn a_newer_schema_is_refused_and_left_as_it_is() {
    let folder = Folder::new();
    played(&folder);
    batch(&folder.path(), "PRAGMA user_version = 9; DROP TABLE flags");
    let (names, bytes) = (folder.names(), fs::read(folder.path()).unwrap());

    for err in [
        error(&folder.path()),
        History::open_existing(&folder.path()).unwrap_err(),
    ] {
        assert!(
            matches!(
                err,
                HistoryError::Newer {
                    found: 9,
                    known: schema::VERSION,
                    ..
                }
            ),
            "{err:?}"
        );
        assert_eq!(
            err.to_string(),
            format!(
                "could not open the score file {}: it is from a newer dundie (format 9, this one knows 2)",
                folder.path().display()
            )
        );
        assert!(err.help().unwrap().starts_with("update dundie"));
    }
    assert_eq!(fs::read(folder.path()).unwrap(), bytes);
    assert_eq!(folder.names(), names);
}

#[test]
fn a_newer_schema_that_only_the_wal_holds_is_left_as_it_is() {
    let folder = Folder::new();
    let history = folder.history();
    history
        .conn
        .execute_batch("PRAGMA user_version = 9")
        .unwrap();
    let crashed = Folder::new();
    for name in ["history.db", "history.db-wal"] {
        fs::copy(folder.join(name), crashed.join(name)).unwrap();
    }
    let read =
        || ["history.db", "history.db-wal"].map(|name| fs::read(crashed.join(name)).unwrap());
    let before = read();
    assert!(matches!(
        error(&crashed.path()),
        HistoryError::Newer { found: 9, .. }
    ));
    assert_eq!(read(), before);
}
