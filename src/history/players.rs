//! Players: a name and a number.

use rusqlite::Connection;
use unicode_normalization::UnicodeNormalization as _;

use super::database::History;
use super::error::HistoryError;

/// RETURNING needs an update, so set the name of a known player to itself.
const ADD: &str = "
    INSERT INTO players (name) VALUES (?1)
    ON CONFLICT (name) DO UPDATE SET name = name RETURNING id";

const UNLESS: &str = "
    SELECT name FROM players WHERE NOT EXISTS (SELECT 1 FROM players WHERE name = ?1)";

/// The name as stored and compared: in NFC, trimmed.
pub(super) fn name(player: &str) -> String {
    player.trim().nfc().collect()
}

impl History {
    /// Every player's name; none if this player is one of them.
    pub fn players_unless(&self, player: &str) -> Result<Vec<String>, HistoryError> {
        self.list(UNLESS, [name(player)], |row| row.get(0))
    }
}

/// The player's number. Call only within a write transaction.
pub(super) fn find_or_add(conn: &Connection, player: &str) -> rusqlite::Result<i64> {
    conn.prepare_cached(ADD)?
        .query_row([name(player)], |row| row.get(0))
}
