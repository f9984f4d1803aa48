//! Games: starting them, and recording their answers.

use rusqlite::{Connection, Params, params};
use serde_json::json;

use super::database::History;
use super::error::HistoryError;
use super::types::{GameId, NewGame};
use super::{asked, boards, players};
use crate::quiz::Answer;
use crate::scoring::Points;

/// A daily ranks only on the player's first try. CROSS JOIN reads the day's boards first.
const START: &str = "
    INSERT INTO games
        (player, board, party, seed, practice, hints, questions, size, max_points, started,
         utc_offset, turn, ranked)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, json_array_length(?7), ?8, ?9, ?11,
            1 + coalesce((SELECT max(turn) FROM games WHERE player = ?1), 0),
            ?10 AND NOT EXISTS (
                SELECT 1 FROM boards own
                CROSS JOIN boards b ON b.bank = own.bank AND b.daily = own.daily
                CROSS JOIN games g ON g.player = ?1 AND g.board = b.id
                WHERE own.id = ?2 AND own.daily IS NOT NULL))";

/// Only at the game's next position.
const ANSWER: &str = "
    INSERT INTO answers
        (game, position, question, category, difficulty, given, correct, hinted, skipped, late,
         millis, base, speed, streak, points, at, credited, disputed)
    SELECT ?1, ?2, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?17, ?17 FROM games
    WHERE id = ?1 AND finished IS NULL AND ?2 < size
        AND ?2 = (SELECT count(*) FROM answers WHERE game = ?1)";

/// The game is the one that its player played last.
const TURN: &str = "
    UPDATE games AS g
    SET turn = 1 + (SELECT max(turn) FROM games WHERE player = g.player) WHERE id = ?1";

const CLOSE: &str = "
    UPDATE games
    SET finished = ?2, discarded = ?3, ranked = ranked AND NOT ?3,
        (correct, credited, points, millis) = (
            SELECT count(*) FILTER (WHERE correct OR credited), count(*) FILTER (WHERE credited),
                   coalesce(sum(points), 0), coalesce(sum(millis), 0)
            FROM answers WHERE game = ?1)
    WHERE id = ?1 AND finished IS NULL";

/// A missed answer can be credited once.
const CREDIT: &str = "
    UPDATE answers SET disputed = 1, credited = 1, base = ?3, speed = ?4, streak = ?5, points = ?6
    WHERE game = ?1 AND position = ?2 AND NOT correct AND NOT credited";

/// A finished game already has totals, so they change, too.
const CREDIT_GAME: &str = "
    UPDATE games SET correct = correct + 1, credited = credited + 1, points = points + ?2
    WHERE id = ?1 AND finished IS NOT NULL";

/// These return [`HistoryError::OutOfStep`] if the game is finished or unknown, or the position is
/// not that of its next question.
impl History {
    /// Starts a game and returns its number, to record its answers.
    pub fn start_game(&mut self, game: &NewGame) -> Result<GameId, HistoryError> {
        self.write(|conn| start(conn, game))
    }

    /// Saves a game that has these answers already, as after its file was lost; `hinted` and
    /// `is_over` are as in [`hint`](History::hint) and [`record`](History::record).
    pub fn restore(
        &mut self,
        game: &NewGame,
        answers: &[Answer],
        hinted: Option<u32>,
        is_over: bool,
        at: i64,
    ) -> Result<GameId, HistoryError> {
        self.write(|conn| {
            let id = start(conn, game)?;
            for (answer, position) in answers.iter().zip(0..) {
                let is_last = is_over && position as usize + 1 == answers.len();
                record(conn, id, position, answer, at, is_last)?;
            }
            conn.execute("UPDATE games SET hinted = ?2 WHERE id = ?1", (id.0, hinted))?;
            Ok(id)
        })
    }

    /// Records the answer at this position, given at a time in unix milliseconds. The last one
    /// closes the game and adds up its right answers, points and time. Once this returns, the
    /// answer survives a crash of the program and of the machine.
    pub fn record(
        &mut self,
        game: GameId,
        position: u32,
        answer: &Answer,
        at: i64,
        is_last: bool,
    ) -> Result<(), HistoryError> {
        let recorded = self.write(|conn| record(conn, game, position, answer, at, is_last))?;
        self.in_step(recorded)
    }

    /// Saves that the player used the hint at this position, so that it still counts after they
    /// quit and resume.
    pub fn hint(&mut self, game: GameId, position: u32) -> Result<(), HistoryError> {
        self.update(
            "UPDATE games SET hinted = ?2 WHERE id = ?1 AND finished IS NULL",
            params![game.0, position],
        )
    }

    /// Saves that the player quit, at a time in unix milliseconds, with `millis` spent on the current
    /// question, which is at this position.
    pub fn leave(
        &mut self,
        game: GameId,
        position: u32,
        millis: u64,
        at: i64,
    ) -> Result<(), HistoryError> {
        let left = self.write(|conn| {
            conn.prepare_cached(TURN)?.execute([game.0])?;
            conn.execute(
                "UPDATE games SET position = ?2, spent = ?3, paused = ?4
                 WHERE id = ?1 AND finished IS NULL",
                params![game.0, position, millis.cast_signed(), at],
            )
        })?;
        self.in_step(left)
    }

    /// Whether the game can be continued; an error is why not.
    pub fn confirm(&mut self, game: GameId) -> Result<(), HistoryError> {
        self.update(
            "UPDATE games SET turn = turn WHERE id = ?1 AND finished IS NULL",
            [game.0],
        )
    }

    /// Closes a game that gets no more answers, for instance because its other questions are gone,
    /// at a time in unix milliseconds. Adds it up like [`record`](History::record).
    pub fn finish(&mut self, game: GameId, at: i64) -> Result<(), HistoryError> {
        self.update(CLOSE, params![game.0, at, false])
    }

    /// Discards a game: it is closed, unranked and unfinished.
    pub fn discard(&mut self, game: GameId, at: i64) -> Result<(), HistoryError> {
        self.update(CLOSE, params![game.0, at, true])
    }

    /// Whether a game counts on its board.
    pub fn is_ranked(&self, game: GameId) -> Result<bool, HistoryError> {
        let sql = "SELECT ranked FROM games WHERE id = ?1";
        let found = self.find(sql, [game.0], |row| row.get(0))?;
        Ok(found.unwrap_or(false))
    }

    /// Unranks an unfinished game that only counts in one go.
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
            params![game.0, json!(questions).to_string()],
        )
    }

    /// Saves that the player disputes the answer at this position: the question may have to accept
    /// it. Changes nothing else.
    pub fn dispute(&mut self, game: GameId, position: u32) -> Result<(), HistoryError> {
        self.update(
            "UPDATE answers SET disputed = 1 WHERE game = ?1 AND position = ?2",
            params![game.0, position],
        )
    }

    /// Saves that the player counts the answer at this position as right, for these points. Keeps
    /// the original judgment.
    pub fn credit(
        &mut self,
        game: GameId,
        position: u32,
        points: &Points,
    ) -> Result<(), HistoryError> {
        let credited = self.write(|conn| {
            let Points {
                base,
                speed,
                streak,
                total,
                ..
            } = points;
            let row = params![game.0, position, base, speed, streak, total];
            let credited = conn.prepare_cached(CREDIT)?.execute(row)?;
            if credited == 1 {
                conn.prepare_cached(CREDIT_GAME)?
                    .execute(params![game.0, total])?;
            }
            Ok(credited)
        })?;
        self.in_step(credited)
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
        Err(HistoryError::OutOfStep(self.path.clone()))
    }
}

fn start(conn: &Connection, game: &NewGame) -> rusqlite::Result<GameId> {
    let player = players::find_or_add(conn, &game.player)?;
    let board = boards::find_or_add(conn, &game.board)?;
    let id = conn.prepare_cached(START)?.insert(params![
        player,
        board,
        game.party.map(|first| first.0),
        game.seed.cast_signed(),
        game.practice,
        game.hints,
        json!(game.questions).to_string(),
        game.max_points,
        game.started,
        game.ranked,
        game.utc_offset,
    ])?;
    Ok(GameId(id))
}

/// Returns the number of answers recorded: 0 if the game does not wait for this one.
fn record(
    conn: &Connection,
    game: GameId,
    position: u32,
    answer: &Answer,
    at: i64,
    is_last: bool,
) -> rusqlite::Result<usize> {
    let recorded = conn.prepare_cached(ANSWER)?.execute(params![
        game.0,
        position,
        answer.question,
        answer.category,
        answer.difficulty.name(),
        answer.given,
        answer.right && !answer.credited,
        answer.hinted,
        answer.skipped,
        answer.late,
        i64::try_from(answer.elapsed.as_millis()).unwrap_or(i64::MAX),
        answer.points.base,
        answer.points.speed,
        answer.points.streak,
        answer.points.total,
        at,
        answer.credited,
    ])?;
    if recorded == 1 {
        asked::count_answer(conn, game, position, answer)?;
        conn.prepare_cached(TURN)?.execute([game.0])?;
        if is_last {
            conn.prepare_cached(CLOSE)?
                .execute(params![game.0, at, false])?;
        }
    }
    Ok(recorded)
}

#[cfg(test)]
mod tests;
