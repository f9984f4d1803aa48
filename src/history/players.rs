//! Players: a name and a number.

use rusqlite::Connection;
use unicode_normalization::UnicodeNormalization as _;

/// RETURNING needs an update, so set the name of a known player to itself.
const ADD: &str = "
    INSERT INTO players (name) VALUES (?1)
    ON CONFLICT (name) DO UPDATE SET name = name RETURNING id";

/// The name as stored and compared: in NFC, trimmed.
pub(super) fn name(player: &str) -> String {
    player.trim().nfc().collect()
}

/// The player's number. Call only within a write transaction.
pub(super) fn find_or_add(conn: &Connection, player: &str) -> rusqlite::Result<i64> {
    conn.prepare_cached(ADD)?
        .query_row([name(player)], |row| row.get(0))
}
