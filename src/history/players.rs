//! Players: a name and a number.

use rusqlite::{Connection, OptionalExtension};

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
