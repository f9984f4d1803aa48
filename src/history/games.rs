//! Games: beginning them, and recording their answers.

use rusqlite::{Connection, OptionalExtension, named_params, params};

use super::error::HistoryError;
use super::row;
use super::types::{AnswerRecord, GameId, NewGame};
use super::{History, asked, boards, players};

/// The longest typed answer that is kept, in bytes.
const GIVEN_MAX: usize = 1 << 16;

/// The longest time an answer takes, so that no sum of them overflows: 34 years.
const MILLIS_MAX: u64 = 1 << 40;

impl History {
    /// Writes down that a game begins. Its answers are recorded under the number that this gives.
    ///
    /// # Errors
    ///
    /// [`HistoryError`] when the file cannot be written; then nothing is.
    pub fn start_game(&mut self, game: &NewGame) -> Result<GameId, HistoryError> {
        self.write(|conn| {
            let player = players::find_or_add(conn, &game.player)?;
            let board = boards::find_or_add(conn, &game.board)?;
            conn.prepare_cached(
                "INSERT INTO games
                     (player, board, seed, ranked, practice, hints, party, questions, size,
                      max_points, started)
                 VALUES (?1, ?2, ?3,
                         ?4 AND NOT EXISTS (
                             SELECT 1 FROM games g
                             JOIN boards b ON b.id = g.board
                             JOIN boards own ON own.bank = b.bank AND own.daily = b.daily
                             WHERE g.player = ?1 AND own.id = ?2 AND own.daily <> ''),
                         ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            )?
            .insert(params![
                player,
                board,
                game.seed.cast_signed(),
                game.ranked,
                game.practice,
                game.hints,
                game.party.map(|first| first.0),
                row::join(&game.questions),
                i64::try_from(game.questions.len()).unwrap_or(i64::MAX),
                game.max_points,
                game.started,
            ])
            .map(GameId)
        })
    }

    /// Records an answer. `finished`, in unix milliseconds, comes with the last one: it closes the
    /// game and adds up its right answers, points and time. Once this returns, the answer survives
    /// a crash of the program and of the machine.
    ///
    /// # Errors
    ///
    /// [`HistoryError::OutOfStep`] when the game is finished or unknown, has no question at this
    /// position, or has an answer to it; another [`HistoryError`] when the file cannot be written.
    /// Nothing is recorded then.
    pub fn record(
        &mut self,
        game: GameId,
        answer: &AnswerRecord,
        finished: Option<i64>,
    ) -> Result<(), HistoryError> {
        let recorded = self.write(|conn| {
            let open = conn
                .prepare_cached(
                    "SELECT g.player, b.bank FROM games g JOIN boards b ON b.id = g.board
                     WHERE g.id = ?1 AND g.finished IS NULL AND ?2 < g.size",
                )?
                .query_row(params![game.0, answer.position], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .optional()?;
            let Some((player, bank)) = open else {
                return Ok(false);
            };
            let (player, bank): (i64, String) = (player, bank);
            if !insert_answer(conn, game, answer)? {
                return Ok(false);
            }
            asked::count_answer(conn, player, &bank, game, answer)?;
            match finished {
                Some(at) => close(conn, game, at),
                None => Ok(true),
            }
        })?;
        self.in_step(recorded)
    }

    /// Writes down that the question at this position has had its hint, so that leaving the game
    /// does not take it back.
    ///
    /// # Errors
    ///
    /// [`HistoryError::OutOfStep`] when the game is finished already or unknown; another
    /// [`HistoryError`] when the file cannot be written.
    pub fn hint(&mut self, game: GameId, position: u32) -> Result<(), HistoryError> {
        let noted = self.write(|conn| {
            conn.prepare_cached("UPDATE games SET hinted = ?2 WHERE id = ?1 AND finished IS NULL")?
                .execute(params![game.0, position])
        })?;
        self.in_step(noted == 1)
    }

    /// Writes down that the game is left, at a time in unix milliseconds, with the question at this
    /// position standing, on which so many milliseconds were spent.
    ///
    /// # Errors
    ///
    /// [`HistoryError::OutOfStep`] when the game is finished already or unknown; another
    /// [`HistoryError`] when the file cannot be written.
    pub fn leave(
        &mut self,
        game: GameId,
        position: u32,
        millis: u64,
        at: i64,
    ) -> Result<(), HistoryError> {
        let millis = millis.min(MILLIS_MAX).cast_signed();
        let noted = self.write(|conn| {
            conn.prepare_cached(
                "UPDATE games SET standing = ?2, spent = ?3, left_at = ?4
                 WHERE id = ?1 AND finished IS NULL",
            )?
            .execute(params![game.0, position, millis, at])
        })?;
        self.in_step(noted == 1)
    }

    /// Closes a game that gets no more answers, as when its other questions are gone, at a time in
    /// unix milliseconds, and adds it up like [`record`](History::record).
    ///
    /// # Errors
    ///
    /// [`HistoryError::OutOfStep`] when the game is finished already or unknown; another
    /// [`HistoryError`] when the file cannot be written.
    pub fn finish(&mut self, game: GameId, at: i64) -> Result<(), HistoryError> {
        let closed = self.write(|conn| close(conn, game, at))?;
        self.in_step(closed)
    }

    /// Closes a game that is given up: it ranks on no board, and was not played to its end.
    ///
    /// # Errors
    ///
    /// [`HistoryError::OutOfStep`] when the game is finished already or unknown; another
    /// [`HistoryError`] when the file cannot be written.
    pub fn give_up(&mut self, game: GameId, at: i64) -> Result<(), HistoryError> {
        let closed = self.write(|conn| {
            conn.prepare_cached(
                "UPDATE games SET ranked = 0, dropped = 1 WHERE id = ?1 AND finished IS NULL",
            )?
            .execute([game.0])?;
            close(conn, game, at)
        })?;
        self.in_step(closed)
    }

    /// Whether a game counts on its board.
    ///
    /// # Errors
    ///
    /// [`HistoryError`] when the file cannot be read.
    pub fn is_ranked(&self, game: GameId) -> Result<bool, HistoryError> {
        self.read(|conn| {
            conn.prepare_cached("SELECT ranked = 1 FROM games WHERE id = ?1")?
                .query_row([game.0], |row| row.get(0))
        })
    }

    /// Takes a game that is not finished off its board, for those that only count in one go.
    ///
    /// # Errors
    ///
    /// [`HistoryError::OutOfStep`] when the game is finished already or unknown; another
    /// [`HistoryError`] when the file cannot be written.
    pub fn unrank(&mut self, game: GameId) -> Result<(), HistoryError> {
        let unranked = self.write(|conn| {
            conn.prepare_cached("UPDATE games SET ranked = 0 WHERE id = ?1 AND finished IS NULL")?
                .execute([game.0])
        })?;
        self.in_step(unranked == 1)
    }

    /// Changes which questions a game asks, as where a missed one comes back later.
    ///
    /// # Errors
    ///
    /// [`HistoryError::OutOfStep`] when the game is finished already or unknown; another
    /// [`HistoryError`] when the file cannot be written.
    pub fn requeue(&mut self, game: GameId, questions: &[String]) -> Result<(), HistoryError> {
        let size = i64::try_from(questions.len()).unwrap_or(i64::MAX);
        let changed = self.write(|conn| {
            conn.prepare_cached(
                "UPDATE games SET questions = ?2, size = ?3 WHERE id = ?1 AND finished IS NULL",
            )?
            .execute(params![game.0, row::join(questions), size])
        })?;
        self.in_step(changed == 1)
    }

    /// Notes that the player thinks that the answer at this position was right: a text that the
    /// question may have to accept. Nothing else changes.
    ///
    /// # Errors
    ///
    /// [`HistoryError::OutOfStep`] when there is no such answer; another [`HistoryError`] when the
    /// file cannot be written.
    pub fn dispute(&mut self, game: GameId, position: u32) -> Result<(), HistoryError> {
        let noted = self.write(|conn| {
            conn.prepare_cached(
                "UPDATE answers SET disputed = 1 WHERE game = ?1 AND position = ?2",
            )?
            .execute(params![game.0, position])
        })?;
        self.in_step(noted == 1)
    }

    fn in_step(&self, done: bool) -> Result<(), HistoryError> {
        if done {
            Ok(())
        } else {
            Err(HistoryError::OutOfStep {
                path: self.path.clone(),
            })
        }
    }
}

/// `false` if there is an answer at this position already.
fn insert_answer(conn: &Connection, game: GameId, a: &AnswerRecord) -> rusqlite::Result<bool> {
    let inserted = conn
        .prepare_cached(
            "INSERT INTO answers
                 (game, position, question, category, difficulty, given, correct, hinted, skipped,
                  late, millis, base, speed, streak, points, at)
             VALUES
                 (:game, :position, :question, :category, :difficulty, :given, :correct, :hinted,
                  :skipped, :late, :millis, :base, :speed, :streak, :points, :at)
             ON CONFLICT DO NOTHING",
        )?
        .execute(named_params! {
            ":game": game.0,
            ":position": a.position,
            ":question": a.question,
            ":category": a.category,
            ":difficulty": a.difficulty,
            ":given": start(&a.given, GIVEN_MAX),
            ":correct": a.right,
            ":hinted": a.hinted,
            ":skipped": a.skipped,
            ":late": a.late,
            ":millis": a.millis.min(MILLIS_MAX).cast_signed(),
            ":base": a.base,
            ":speed": a.speed,
            ":streak": a.streak,
            ":points": a.points,
            ":at": a.at,
        })?;
    Ok(inserted == 1)
}

/// As much of the text as fits into `max` bytes.
fn start(text: &str, max: usize) -> &str {
    let mut end = max.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// `false` if the game is not there or was closed before.
fn close(conn: &Connection, game: GameId, at: i64) -> rusqlite::Result<bool> {
    let closed = conn
        .prepare_cached(
            "UPDATE games SET finished = ?2, (correct, points, millis) = (
                 SELECT count(*) FILTER (WHERE correct), coalesce(min(sum(points), ?3), 0),
                        coalesce(sum(millis), 0)
                 FROM answers WHERE game = ?1)
             WHERE id = ?1 AND finished IS NULL",
        )?
        .execute(params![game.0, at, u32::MAX])?;
    Ok(closed == 1)
}

#[cfg(test)]
mod tests;
