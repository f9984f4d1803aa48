//! Players: a name and a number.

use rusqlite::{Connection, OptionalExtension};
use unicode_normalization::UnicodeNormalization as _;

/// The name as it is stored and compared: in NFC, without spaces around it.
pub(super) fn name(player: &str) -> String {
    player.trim().nfc().collect()
}

/// Only within a write transaction, so that two processes do not add the same player.
pub(super) fn find_or_add(conn: &Connection, player: &str) -> rusqlite::Result<i64> {
    let name = name(player);
    let found = conn
        .prepare_cached("SELECT id FROM players WHERE name = ?1")?
        .query_row([&name], |row| row.get(0))
        .optional()?;
    match found {
        Some(id) => Ok(id),
        None => conn
            .prepare_cached("INSERT INTO players (name) VALUES (?1)")?
            .insert([&name]),
    }
}
