//! Players: a name and a number.

use rusqlite::{Connection, OptionalExtension, params};

use super::History;
use super::error::HistoryError;
use super::row::list;

/// The name as it is stored and compared: without spaces around it, otherwise exactly as given.
pub(super) fn name(player: &str) -> &str {
    player.trim()
}

pub(super) fn find(conn: &Connection, player: &str) -> rusqlite::Result<Option<i64>> {
    conn.prepare_cached("SELECT id FROM players WHERE name = ?1")?
        .query_row([name(player)], |row| row.get(0))
        .optional()
}

/// Only within a write transaction, so that two processes do not add the same player.
pub(super) fn find_or_add(conn: &Connection, player: &str) -> rusqlite::Result<i64> {
    match find(conn, player)? {
        Some(id) => Ok(id),
        None => conn
            .prepare_cached("INSERT INTO players (name) VALUES (?1)")?
            .insert([name(player)]),
    }
}

impl History {
    /// The category of the bank that the player played last by itself.
    ///
    /// # Errors
    ///
    /// [`HistoryError`] when the file cannot be read.
    pub fn last_category(&self, player: &str, bank: &str) -> Result<Option<String>, HistoryError> {
        self.read(|conn| {
            let Some(player) = find(conn, player)? else {
                return Ok(None);
            };
            let mut statement = conn.prepare_cached(
                "SELECT b.categories FROM games g JOIN boards b ON b.id = g.board
                 WHERE g.player = ?1 AND b.bank = ?2 AND b.categories <> '' ORDER BY g.id DESC",
            )?;
            let mut rows = statement.query(params![player, bank])?;
            while let Some(row) = rows.next()? {
                if let Some([category]) = list(row, 0).as_deref() {
                    return Ok(Some(category.clone()));
                }
            }
            Ok(None)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{game, key, scratch};
    use super::super::{BoardKey, NewGame};

    #[test]
    fn the_last_category_is_that_of_the_last_game_of_one() {
        let mut history = scratch();
        assert_eq!(history.last_category("Pam", "office").unwrap(), None);
        for categories in [vec!["a"], vec!["b"], vec!["c", "d"], vec![]] {
            let categories = categories.into_iter().map(str::to_owned).collect();
            let game = NewGame {
                board: BoardKey {
                    categories,
                    ..key()
                },
                ..game("Pam")
            };
            history.start_game(&game).unwrap();
        }
        let last = |player, bank| history.last_category(player, bank).unwrap();
        assert_eq!(last("Pam", "office").as_deref(), Some("b"));
        assert_eq!(last("Pam", "parks"), None);
        assert_eq!(last("Jim", "office"), None);
    }
}
