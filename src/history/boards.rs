//! Boards: which games are compared, and in what order.
//!
//! More points rank first, then more right answers, then less time spent answering, then who
//! finished first, then who started first. The index `games_ranking` has the games in this order,
//! so reading the best of a board takes the same time for any number of games.

use rusqlite::{Connection, OptionalExtension, Params, Row, params};
use serde_json::json;

use super::database::History;
use super::error::HistoryError;
use super::players;
use super::types::{Board, BoardKey, GameId, Rank, Standing, list};

/// A board's games, best first, from the index alone, and whether they are the player's.
const RANKING: &str = "
    SELECT id, ?2 IS NULL OR player IS (SELECT id FROM players WHERE name = ?2) FROM games
    WHERE board = ?1 AND ranked = 1 AND finished IS NOT NULL
    ORDER BY points DESC, correct DESC, millis, finished, id";

const GAME: &str = "
    SELECT g.id, p.name, g.points, g.correct, g.size, g.millis, g.finished, g.credited
    FROM games g JOIN players p ON p.id = g.player WHERE g.id = ?1";

/// The number of better games plus one, and the number of games on the board.
const RANK: &str = "
    SELECT me.board, 1 + count(*) FILTER (
        WHERE (g.points, g.correct, -g.millis, -g.finished, -g.id)
            > (me.points, me.correct, -me.millis, -me.finished, -me.id)),
        count(*)
    FROM games me
    JOIN games g ON g.board = me.board AND g.ranked = 1 AND g.finished IS NOT NULL WHERE me.id = ?1 AND me.ranked = 1 AND me.finished IS NOT NULL
    GROUP BY me.id";

/// NULL comes first.
const BOARDS: &str = "
    SELECT b.bank, b.categories, b.length, b.difficulty, b.play, b.timed, b.through, b.daily, b.id
    FROM boards b
    WHERE EXISTS (SELECT 1 FROM games g
                  WHERE g.board = b.id AND g.ranked = 1 AND g.finished IS NOT NULL)
    ORDER BY b.bank, b.daily IS NOT NULL, b.daily DESC, b.categories <> '[]', b.categories, b.play,
             b.timed, b.length, b.difficulty, b.through";

impl History {
    /// The best games of a board, at most `limit`. With a player, only that player's games, with
    /// their ranks among all games.
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

    /// The rank of a game on its board, with the board's `top` games, this one and its neighbors.
    /// `None` if it is unranked, unfinished or unknown.
    pub fn rank(
        &self,
        game: GameId,
        top: u32,
    ) -> Result<Option<(Rank, Vec<Standing>)>, HistoryError> {
        self.read(|conn| {
            let found = conn.prepare_cached(RANK)?.query_row([game.0], |row| {
                let (rank, of) = (row.get(1)?, row.get(2)?);
                Ok((row.get(0)?, Rank { rank, of }))
            });
            let Some((board, rank)) = found.optional()? else {
                return Ok(None);
            };
            Ok(Some((rank, near(conn, board, rank.rank, top)?)))
        })
    }

    /// Every board with ranked, finished games, and its best games as in [`top`](History::top).
    /// Sorted by bank. In a bank, dailies come last, the latest first. Before them comes the whole
    /// bank, then categories; within those, choice before typed, untimed before timed, shorter
    /// before longer, mixed before a single difficulty, all seasons before some. With a player,
    /// only that player's boards.
    pub fn boards(&self, limit: u32, player: Option<&str>) -> Result<Vec<Board>, HistoryError> {
        self.read(|conn| {
            let mut boards = Vec::new();
            let mut found = conn.prepare_cached(BOARDS)?;
            let mut rows = found.query([])?;
            while let Some(row) = rows.next()? {
                let games = top(conn, row.get(8)?, limit, player)?;
                if player.is_none() || !games.is_empty() {
                    let key = key(row)?;
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
    let mut game = conn.prepare_cached(GAME)?;
    conn.prepare_cached(RANKING)?
        .query_map(params![board, player.map(players::name)], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, bool>(1)?))
        })?
        .zip(1..)
        .filter(|(found, _)| !matches!(found, Ok((_, false))))
        .take(limit as usize)
        .map(|(found, rank)| game.query_row([found?.0], |row| standing(row, rank)))
        .collect()
}

/// The board's `top` games, the one at this rank, and its neighbors.
fn near(conn: &Connection, board: i64, rank: u32, top: u32) -> rusqlite::Result<Vec<Standing>> {
    let mut game = conn.prepare_cached(GAME)?;
    conn.prepare_cached(RANKING)?
        .query_map(params![board, None::<String>], |row| row.get::<_, i64>(0))?
        .zip(1..)
        .take(top.max(rank.saturating_add(1)) as usize)
        .filter(|(_, n)| *n <= top || rank.abs_diff(*n) <= 1)
        .map(|(id, n)| game.query_row([id?], |row| standing(row, n)))
        .collect()
}

fn standing(row: &Row<'_>, rank: u32) -> rusqlite::Result<Standing> {
    Ok(Standing {
        game: GameId(row.get(0)?),
        rank,
        player: row.get(1)?,
        points: row.get(2)?,
        right: row.get(3)?,
        of: row.get(4)?,
        millis: row.get::<_, i64>(5)?.cast_unsigned(),
        finished: row.get(6)?,
        credited: row.get(7)?,
    })
}

/// The key in the first eight columns of a row.
pub(super) fn key(row: &Row<'_>) -> rusqlite::Result<BoardKey> {
    Ok(BoardKey {
        bank: row.get(0)?,
        categories: list(row, 1)?,
        length: row.get(2)?,
        difficulty: row.get(3)?,
        play: row.get(4)?,
        timed: row.get(5)?,
        through: row.get(6)?,
        daily: row.get(7)?,
    })
}

fn find(conn: &Connection, key: &BoardKey) -> rusqlite::Result<Option<i64>> {
    conn.prepare_cached(
        "SELECT id FROM boards WHERE bank = ?1 AND categories = ?2 AND length = ?3
             AND difficulty IS ?4 AND play = ?5 AND timed IS ?6 AND through IS ?7 AND daily IS ?8",
    )?
    .query_row(columns(key), |row| row.get(0))
    .optional()
}

/// The key as stored: categories sorted, without repeats.
fn columns(key: &BoardKey) -> impl Params {
    let mut categories = key.categories.clone();
    categories.sort_unstable();
    categories.dedup();
    (
        &key.bank,
        json!(categories).to_string(),
        key.length,
        &key.difficulty,
        key.play.as_str(),
        key.timed,
        key.through,
        &key.daily,
    )
}

/// Call only within a write transaction, so that two processes do not add the same board.
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
