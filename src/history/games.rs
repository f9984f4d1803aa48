//! Games: starting them, and recording their answers.

use rusqlite::{Connection, OptionalExtension, Params, params};

use super::database::History;
use super::error::HistoryError;
use super::types::{AnswerRecord, GameId, List, NewGame};
use super::{asked, boards, players};

/// A daily ranks only as the player's first try. CROSS JOIN looks at the boards of the day first.
const START: &str = "
    INSERT INTO games
        (player, board, party, seed, practice, hints, questions, size, max_points, started, ranked)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, json_array_length(?7), ?8, ?9,
            ?10 AND NOT EXISTS (
                SELECT 1 FROM boards own
                CROSS JOIN boards b ON b.bank = own.bank AND b.daily = own.daily
                CROSS JOIN games g ON g.player = ?1 AND g.board = b.id
                WHERE own.id = ?2 AND own.daily IS NOT NULL))";

/// The game, if this is the position that it waits for.
const OPEN: &str = "
    SELECT g.player, b.bank FROM games g JOIN boards b ON b.id = g.board
    WHERE g.id = ?1 AND g.finished IS NULL AND ?2 < g.size
        AND ?2 = (SELECT count(*) FROM answers WHERE game = ?1)";

const ANSWER: &str = "
    INSERT INTO answers
        (game, position, question, category, difficulty, given, correct, hinted, skipped, late,
         millis, base, speed, streak, points, at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

const CLOSE: &str = "
    UPDATE games
    SET finished = ?2, discarded = ?3, ranked = ranked AND NOT ?3, (correct, points, millis) = (
        SELECT count(*) FILTER (WHERE correct), coalesce(sum(points), 0), coalesce(sum(millis), 0)
        FROM answers WHERE game = ?1)
    WHERE id = ?1 AND finished IS NULL";

/// A game that is finished or unknown, and a position that is not that of its next question, are
/// [`HistoryError::OutOfStep`].
impl History {
    /// Saves that a game starts. Its answers are recorded under the number that this gives.
    pub fn start_game(&mut self, game: &NewGame) -> Result<GameId, HistoryError> {
        self.write(|conn| {
            let player = players::find_or_add(conn, &game.player)?;
            let board = boards::find_or_add(conn, &game.board)?;
            let id = conn.prepare_cached(START)?.insert(params![
                player,
                board,
                game.party.map(|first| first.0),
                game.seed.cast_signed(),
                game.practice,
                game.hints,
                List(game.questions.clone()),
                game.max_points,
                game.started,
                game.ranked,
            ])?;
            Ok(GameId(id))
        })
    }

    /// Records an answer. `finished`, in unix milliseconds, comes with the last one: it closes the
    /// game and adds up its right answers, points and time. Once this returns, the answer survives
    /// a crash of the program and of the machine.
    pub fn record(
        &mut self,
        game: GameId,
        answer: &AnswerRecord,
        finished: Option<i64>,
    ) -> Result<(), HistoryError> {
        let recorded = self.write(|conn| {
            let open: Option<(i64, String)> = conn
                .prepare_cached(OPEN)?
                .query_row(params![game.0, answer.position], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .optional()?;
            let Some((player, bank)) = open else {
                return Ok(0);
            };
            insert_answer(conn, game, answer)?;
            asked::count_answer(conn, player, &bank, game, answer)?;
            match finished {
                Some(at) => conn
                    .prepare_cached(CLOSE)?
                    .execute(params![game.0, at, false]),
                None => Ok(1),
            }
        })?;
        self.in_step(recorded)
    }

    /// Saves that the question at this position has had its hint, so that leaving the game does
    /// not take it back.
    pub fn hint(&mut self, game: GameId, position: u32) -> Result<(), HistoryError> {
        self.update(
            "UPDATE games SET hinted = ?2 WHERE id = ?1 AND finished IS NULL",
            params![game.0, position],
        )
    }

    /// Saves that the game is left, at a time in unix milliseconds, with `millis` spent on the
    /// current question, which is at this position.
    pub fn leave(
        &mut self,
        game: GameId,
        position: u32,
        millis: u64,
        at: i64,
    ) -> Result<(), HistoryError> {
        self.update(
            "UPDATE games SET position = ?2, spent = ?3, paused = ?4
             WHERE id = ?1 AND finished IS NULL",
            params![game.0, position, millis.cast_signed(), at],
        )
    }

    /// Closes a game that gets no more answers, for instance because its other questions are gone,
    /// at a time in unix milliseconds, and adds it up like [`record`](History::record).
    pub fn finish(&mut self, game: GameId, at: i64) -> Result<(), HistoryError> {
        self.update(CLOSE, params![game.0, at, false])
    }

    /// Closes a game that is given up: it is not ranked, and was not played to its end.
    pub fn discard(&mut self, game: GameId, at: i64) -> Result<(), HistoryError> {
        self.update(CLOSE, params![game.0, at, true])
    }

    /// Whether a game counts on its board.
    pub fn is_ranked(&self, game: GameId) -> Result<bool, HistoryError> {
        let sql = "SELECT ranked FROM games WHERE id = ?1";
        let found = self.find(sql, [game.0], |row| row.get(0))?;
        Ok(found.unwrap_or(false))
    }

    /// Takes an unfinished game off its board, if it only counts in one go.
    pub fn unrank(&mut self, game: GameId) -> Result<(), HistoryError> {
        self.update(
            "UPDATE games SET ranked = 0 WHERE id = ?1 AND finished IS NULL",
            [game.0],
        )
    }

    /// Changes which questions a game asks, as when a missed one comes back later.
    pub fn requeue(&mut self, game: GameId, questions: &[String]) -> Result<(), HistoryError> {
        self.update(
            "UPDATE games SET questions = ?2, size = json_array_length(?2)
             WHERE id = ?1 AND finished IS NULL",
            params![game.0, List(questions.to_vec())],
        )
    }

    /// Saves that the player thinks that the answer at this position was right: a text that the
    /// question may have to accept. Nothing else changes.
    pub fn dispute(&mut self, game: GameId, position: u32) -> Result<(), HistoryError> {
        self.update(
            "UPDATE answers SET disputed = 1 WHERE game = ?1 AND position = ?2",
            params![game.0, position],
        )
    }

    /// Changes the one row that `sql` selects.
    fn update(&mut self, sql: &str, params: impl Params) -> Result<(), HistoryError> {
        let rows = self.write(|conn| conn.prepare_cached(sql)?.execute(params))?;
        self.in_step(rows)
    }

    fn in_step(&self, rows: usize) -> Result<(), HistoryError> {
        if rows == 1 {
            return Ok(());
        }
        let path = self.path.clone();
        Err(HistoryError::OutOfStep { path })
    }
}

fn insert_answer(conn: &Connection, game: GameId, a: &AnswerRecord) -> rusqlite::Result<usize> {
    conn.prepare_cached(ANSWER)?.execute(params![
        game.0,
        a.position,
        a.question,
        a.category,
        a.difficulty,
        a.given,
        a.right,
        a.hinted,
        a.skipped,
        a.late,
        a.millis.cast_signed(),
        a.base,
        a.speed,
        a.streak,
        a.points,
        a.at,
    ])
}

#[cfg(test)]
mod tests;
