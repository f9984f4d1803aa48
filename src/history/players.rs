//! Players: a name and a number.

use rusqlite::Connection;
use unicode_normalization::UnicodeNormalization as _;

/// Something has to be set for the id of a known player to be returned.
const ADD: &str = "
    INSERT INTO players (name) VALUES (?1)
    ON CONFLICT (name) DO UPDATE SET name = name RETURNING id";

/// The name as it is stored and compared: in NFC, without spaces around it.
pub(super) fn name(player: &str) -> String {
    player.trim().nfc().collect()
}

/// The player's number. Only within a write transaction.
pub(super) fn find_or_add(conn: &Connection, player: &str) -> rusqlite::Result<i64> {
    conn.prepare_cached(ADD)?
        .query_row([name(player)], |row| row.get(0))
}
