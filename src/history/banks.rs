//! Where banks are. Games, boards and flags name a bank by its path; a bank that is found at
//! another path under the same identity takes them with it.

use rusqlite::Connection;

use super::database::History;
use super::error::HistoryError;

const MOVES: [&str; 4] = [
    "UPDATE boards SET bank = ?2 WHERE bank = ?1",
    "UPDATE asked SET bank = ?2 WHERE bank = ?1",
    "UPDATE flags SET bank = ?2 WHERE bank = ?1",
    "DELETE FROM banks WHERE path IN (?1, ?2)",
];

impl History {
    /// Records that this bank is at `path`. If `path` has no history yet and the bank is gone from
    /// its old path, moves the old path's history here. `is_gone` says whether a path no longer
    /// exists.
    pub fn find_bank(
        &mut self,
        path: &str,
        identity: &str,
        is_gone: impl Fn(&str) -> bool,
    ) -> Result<(), HistoryError> {
        let sql = "SELECT 1 FROM banks WHERE path = ?1 AND identity = ?2";
        if self.find(sql, [path, identity], |_| Ok(()))?.is_some() {
            return Ok(());
        }
        self.write(|conn| {
            let old = moved_from(conn, path, identity, is_gone)?;
            if let Some(old) = old {
                for sql in MOVES {
                    conn.execute(sql, [&*old, path])?;
                }
            }
            conn.execute(
                "INSERT INTO banks (path, identity) VALUES (?1, ?2)
                 ON CONFLICT (path) DO UPDATE SET identity = excluded.identity",
                [path, identity],
            )
        })?;
        Ok(())
    }

    /// The questions that anyone was asked from the bank at `path`.
    pub fn asked_from(&self, path: &str) -> Result<Vec<String>, HistoryError> {
        let sql = "SELECT DISTINCT question FROM asked WHERE bank = ?1";
        self.list(sql, [path], |row| row.get(0))
    }
}

/// Where the bank was before, if it was moved to this path.
fn moved_from(
    conn: &Connection,
    path: &str,
    identity: &str,
    is_gone: impl Fn(&str) -> bool,
) -> rusqlite::Result<Option<String>> {
    let sql = "SELECT EXISTS (SELECT 1 FROM boards WHERE bank = ?1)
                   OR EXISTS (SELECT 1 FROM flags WHERE bank = ?1)";
    if conn.query_row(sql, [path], |row| row.get(0))? {
        return Ok(None);
    }
    let sql = "SELECT path FROM banks WHERE identity = ?1 AND path <> ?2 ORDER BY path";
    let mut found = conn.prepare(sql)?;
    let paths = found.query_map([identity, path], |row| row.get::<_, String>(0))?;
    let paths: Vec<_> = paths.collect::<Result<_, _>>()?;
    Ok(paths.into_iter().find(|path| is_gone(path)))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Folder, game, play_to};
    use super::super::{History, NewGame};

    fn played(history: &mut History, bank: &str) {
        let mut game: NewGame = game("Pam");
        bank.clone_into(&mut game.board.bank);
        play_to(history, &game, 100);
        history.flag("Pam", bank, "teapot", None, 1).unwrap();
    }

    /// Of each bank: games, questions asked, flags.
    fn recorded(history: &History, bank: &str) -> [usize; 3] {
        let flags = history.flags().unwrap();
        [
            history.stats("Pam", bank).unwrap().games.len(),
            history.boxes("Pam", bank).unwrap().len(),
            flags.iter().filter(|flag| flag.bank == bank).count(),
        ]
    }

    #[test]
    fn a_bank_that_was_moved_takes_its_history_along() {
        const NONE: [usize; 3] = [0, 0, 0];
        const ALL: [usize; 3] = [1, 3, 1];
        // Where it is found, as what, whether it is gone from /a; then what is at /a and there.
        let cases = [
            ("/b", "same", true, NONE, ALL),
            ("/b", "same", false, ALL, NONE),
            ("/b", "other", true, ALL, NONE),
            ("/a", "edited", true, ALL, ALL),
        ];
        for (path, identity, is_gone, at_a, there) in cases {
            let folder = Folder::new();
            let mut history = folder.history();
            history.find_bank("/a", "same", |_| false).unwrap();
            played(&mut history, "/a");
            history.find_bank(path, identity, |_| is_gone).unwrap();
            drop(history);
            let history = folder.history();
            assert_eq!(recorded(&history, "/a"), at_a, "{path} {identity}");
            assert_eq!(recorded(&history, path), there, "{path} {identity}");
        }
    }

    #[test]
    fn what_is_recorded_for_a_path_is_not_mixed_with_another_banks() {
        let folder = Folder::new();
        let mut history = folder.history();
        for path in ["/a", "/b"] {
            history.find_bank(path, path, |_| false).unwrap();
            played(&mut history, path);
        }
        history.find_bank("/b", "/a", |_| true).unwrap();
        assert_eq!(recorded(&history, "/a"), recorded(&history, "/b"));
    }
}
