//! Boards: which games are compared, and in which order.
//!
//! More points rank first, then more right answers, then less time spent answering, then who
//! finished first, then who began first. The index `games_ranking` holds the games in this order,
//! so that the best of a board are read off it whatever the number of games.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, Row};

use super::History;
use super::error::HistoryError;
use super::players;
use super::row::{self, collect, list, number, text};
use super::types::{Board, BoardKey, GameId, Play, Standing};

/// CROSS JOIN makes the ranking the outer loop whatever the planner thinks.
const TOP: &str = "
    SELECT g.id, p.name, g.points, g.correct, g.size, g.millis, g.finished
    FROM games g CROSS JOIN players p ON p.id = g.player
    WHERE g.board = ?1 AND g.ranked = 1 AND g.finished IS NOT NULL
    ORDER BY g.points DESC, g.correct DESC, g.millis, g.finished, g.id
    LIMIT ?2";

/// A board's games from the best on, read off the index alone.
const RANKING: &str = "
    SELECT id, player FROM games
    WHERE board = ?1 AND ranked = 1 AND finished IS NOT NULL
    ORDER BY points DESC, correct DESC, millis, finished, id";

const GAME: &str = "
    SELECT g.id, p.name, g.points, g.correct, g.size, g.millis, g.finished
    FROM games g JOIN players p ON p.id = g.player WHERE g.id = ?1";

/// One more than there are games before this one.
const RANK: &str = "
    SELECT 1 + (
        SELECT count(*) FROM games g
        WHERE g.board = me.board AND g.ranked = 1 AND g.finished IS NOT NULL
          AND g.points >= me.points
          AND (g.points > me.points OR g.correct > me.correct OR (g.correct = me.correct
               AND (g.millis, g.finished, g.id) < (me.millis, me.finished, me.id))))
    FROM games me WHERE me.id = ?1 AND me.ranked = 1 AND me.finished IS NOT NULL";

const BOARDS: &str = "
    SELECT b.bank, b.categories, b.length, b.difficulty, b.play, b.timed, b.through, b.daily, b.id
    FROM boards b
    WHERE EXISTS (SELECT 1 FROM games g
                  WHERE g.board = b.id AND g.ranked = 1 AND g.finished IS NOT NULL)
    ORDER BY b.bank, b.daily <> '', b.daily DESC, b.categories, b.play, b.timed, b.length, b.difficulty,
             b.through";

impl History {
    /// The best games of a board, at most `limit`. With a player, those of the player, under the
    /// rank that they have among all.
    ///
    /// # Errors
    ///
    /// [`HistoryError`] when the file cannot be read.
    pub fn top(
        &self,
        key: &BoardKey,
        limit: u32,
        player: Option<&str>,
    ) -> Result<Vec<Standing>, HistoryError> {
        self.read(|conn| match find(conn, key)? {
            Some(board) => top(conn, board, limit, player),
            None => Ok(Vec::new()),
        })
    }

    /// The rank of a game on its board, from 1. `None` if it is unranked, unfinished or unknown.
    ///
    /// # Errors
    ///
    /// [`HistoryError`] when the file cannot be read.
    pub fn rank(&self, game: GameId) -> Result<Option<u32>, HistoryError> {
        self.read(|conn| {
            let rank = conn
                .prepare_cached(RANK)?
                .query_row([game.0], |row| Ok(number(row, 0)))
                .optional()?;
            Ok(rank.flatten())
        })
    }

    /// Every board that has ranked, finished games, with its best games as in
    /// [`top`](History::top). By bank; in a bank dailies come last, of which the latest first; of
    /// the others the whole bank first, then by categories; and there choice before typed, untimed
    /// before timed, shorter before longer, mixed before a single difficulty, all seasons before
    /// some. With a player, only boards on which the player is.
    ///
    /// # Errors
    ///
    /// [`HistoryError`] when the file cannot be read.
    pub fn boards(&self, limit: u32, player: Option<&str>) -> Result<Vec<Board>, HistoryError> {
        self.read(|conn| {
            let keys = collect(&mut *conn.prepare_cached(BOARDS)?, [], |row| {
                Some((key(row)?, number(row, 8)?))
            })?;
            let mut boards = Vec::with_capacity(keys.len());
            for (key, id) in keys {
                let games = top(conn, id, limit, player)?;
                if player.is_none() || !games.is_empty() {
                    boards.push(Board { key, games });
                }
            }
            Ok(boards)
        })
    }
}

fn top(
    conn: &Connection,
    board: i64,
    limit: u32,
    player: Option<&str>,
) -> rusqlite::Result<Vec<Standing>> {
    match player {
        None => top_of_all(conn, board, limit),
        Some(name) => match players::find(conn, name)? {
            Some(player) => top_of_player(conn, board, limit, player),
            None => Ok(Vec::new()),
        },
    }
}

fn top_of_all(conn: &Connection, board: i64, limit: u32) -> rusqlite::Result<Vec<Standing>> {
    let mut best = conn.prepare_cached(TOP)?;
    let mut rows = best.query([board, i64::from(limit)])?;
    let mut standings = Vec::new();
    let mut rank = 0;
    while let Some(row) = rows.next()? {
        // A row that is left out keeps its rank, as it does where ranks are counted in SQL.
        rank += 1;
        standings.extend(standing(row, rank));
    }
    Ok(standings)
}

fn top_of_player(
    conn: &Connection,
    board: i64,
    limit: u32,
    player: i64,
) -> rusqlite::Result<Vec<Standing>> {
    let mut ranking = conn.prepare_cached(RANKING)?;
    let mut game = conn.prepare_cached(GAME)?;
    let mut rows = ranking.query([board])?;
    let mut standings = Vec::new();
    let mut rank = 0;
    let mut left = limit;
    while left > 0
        && let Some(row) = rows.next()?
    {
        rank += 1;
        if number(row, 1) == Some(player) {
            left -= 1;
            let id: i64 = row.get(0)?;
            standings.extend(collect(&mut game, [id], |row| standing(row, rank))?);
        }
    }
    Ok(standings)
}

fn standing(row: &Row<'_>, rank: u32) -> Option<Standing> {
    Some(Standing {
        game: GameId(number(row, 0)?),
        rank,
        player: text(row, 1)?,
        points: number(row, 2)?,
        right: number(row, 3)?,
        of: number(row, 4)?,
        millis: number(row, 5)?,
        finished: number(row, 6)?,
    })
}

/// The key in the first eight columns of a row.
pub(super) fn key(row: &Row<'_>) -> Option<BoardKey> {
    Some(BoardKey {
        bank: text(row, 0)?,
        categories: list(row, 1)?,
        length: number(row, 2)?,
        difficulty: text(row, 3).map(|word| Some(word).filter(|word| !word.is_empty()))?,
        play: Play::from_word(&text(row, 4)?)?,
        timed: number(row, 5).map(|seconds| Some(seconds).filter(|&seconds| seconds != 0))?,
        through: number(row, 6).map(|season| Some(season).filter(|&season| season != 0))?,
        daily: text(row, 7).map(|day| Some(day).filter(|day| !day.is_empty()))?,
    })
}

fn find(conn: &Connection, key: &BoardKey) -> rusqlite::Result<Option<i64>> {
    conn.prepare_cached(
        "SELECT id FROM boards WHERE bank = ?1 AND categories = ?2 AND length = ?3
             AND difficulty = ?4 AND play = ?5 AND timed = ?6 AND through = ?7 AND daily = ?8",
    )?
    .query_row(columns(key), |row| row.get(0))
    .optional()
}

/// The key as it is stored: '' and 0 for what is not set, categories sorted and once each.
fn columns(key: &BoardKey) -> (&str, String, u32, &str, &str, u32, u8, &str) {
    let categories: BTreeSet<&str> = key.categories.iter().map(String::as_str).collect();
    (
        &key.bank,
        row::join(categories),
        key.length,
        key.difficulty.as_deref().unwrap_or_default(),
        key.play.as_str(),
        key.timed.unwrap_or_default(),
        key.through.unwrap_or_default(),
        key.daily.as_deref().unwrap_or_default(),
    )
}

/// Only within a write transaction, so that two processes do not add the same board.
pub(super) fn find_or_add(conn: &Connection, key: &BoardKey) -> rusqlite::Result<i64> {
    match find(conn, key)? {
        Some(id) => Ok(id),
        None => conn
            .prepare_cached(
                "INSERT INTO boards
                     (bank, categories, length, difficulty, play, timed, through, daily)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .insert(columns(key)),
    }
}

#[cfg(test)]
mod tests;
