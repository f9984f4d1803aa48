//! Games: beginning them, recording their answers, and going on with one that was left.

use rusqlite::{Connection, OptionalExtension, Row, named_params, params};

use super::error::HistoryError;
use super::row::{self, is_null, list, number, text, truth};
use super::types::{AnswerRecord, GameId, NewGame, SavedGame};
use super::{History, asked, boards, players};

/// The longest typed answer that is kept, in bytes.
const GIVEN_MAX: usize = 1 << 16;

/// The longest time an answer takes, so that no sum of them overflows: 34 years.
const MILLIS_MAX: u64 = 1 << 40;

/// The board's columns come first, for [`boards::key`].
const LEFT_GAMES: &str = "
    SELECT b.bank, b.categories, b.length, b.difficulty, b.play, b.timed,
           g.id, p.name, g.through, g.seed, g.ranked, g.questions, g.max_points, g.started,
           g.hinted
    FROM players p
    JOIN games g ON g.player = p.id
    JOIN boards b ON b.id = g.board
    WHERE p.name = ?1 AND g.finished IS NULL
    ORDER BY g.started DESC, g.id DESC";

const ANSWERS: &str = "
    SELECT position, question, category, difficulty, given, correct, hinted, skipped, millis,
           base, speed, streak, points, at
    FROM answers WHERE game = ?1 ORDER BY position";

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
                     (player, board, through, seed, ranked, questions, size, max_points, started)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .insert(params![
                player,
                board,
                game.through,
                game.seed.cast_signed(),
                game.ranked,
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
            asked::count_answer(conn, player, &bank, &answer.question)?;
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

    /// The game that the player left last, of those that `is_playable` allows, with its answers
    /// so far.
    ///
    /// # Errors
    ///
    /// [`HistoryError`] when the file cannot be read.
    pub fn unfinished(
        &self,
        player: &str,
        is_playable: impl Fn(&NewGame) -> bool,
    ) -> Result<Option<SavedGame>, HistoryError> {
        self.read(|conn| {
            // One transaction, so that the game and its answers belong together.
            let tx = conn.unchecked_transaction()?;
            let mut games = tx.prepare_cached(LEFT_GAMES)?;
            let mut answers = tx.prepare_cached(ANSWERS)?;
            let mut rows = games.query([players::name(player)])?;
            while let Some(row) = rows.next()? {
                let Some((id, game)) = read_game(row).filter(|(_, game)| is_playable(game)) else {
                    continue;
                };
                let answers = answers
                    .query_map([id.0], |row| Ok(read_answer(row)))?
                    .collect::<Result<Option<Vec<_>>, _>>()?;
                // A game cannot go on with an answer missing or out of place.
                if let Some(answers) = answers
                    && fit(&answers, &game)
                {
                    let hinted = row.get::<_, Option<u32>>(14).unwrap_or_default();
                    return Ok(Some(SavedGame {
                        id,
                        game,
                        answers,
                        hinted,
                    }));
                }
            }
            Ok(None)
        })
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
                  millis, base, speed, streak, points, at)
             VALUES
                 (:game, :position, :question, :category, :difficulty, :given, :correct, :hinted,
                  :skipped, :millis, :base, :speed, :streak, :points, :at)
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

fn read_game(row: &Row<'_>) -> Option<(GameId, NewGame)> {
    let game = NewGame {
        player: text(row, 7)?,
        board: boards::key(row)?,
        through: if is_null(row, 8) {
            None
        } else {
            Some(number(row, 8)?)
        },
        seed: number(row, 9).map(i64::cast_unsigned)?,
        ranked: truth(row, 10)?,
        questions: list(row, 11)?,
        max_points: number(row, 12)?,
        started: number(row, 13)?,
    };
    Some((GameId(number(row, 6)?), game))
}

fn read_answer(row: &Row<'_>) -> Option<AnswerRecord> {
    Some(AnswerRecord {
        position: number(row, 0)?,
        question: text(row, 1)?,
        category: text(row, 2)?,
        difficulty: text(row, 3)?,
        given: text(row, 4)?,
        right: truth(row, 5)?,
        hinted: truth(row, 6)?,
        skipped: truth(row, 7)?,
        millis: number(row, 8)?,
        base: number(row, 9)?,
        speed: number(row, 10)?,
        streak: number(row, 11)?,
        points: number(row, 12)?,
        at: number(row, 13)?,
    })
}

fn fit(answers: &[AnswerRecord], game: &NewGame) -> bool {
    let positions = answers.iter().map(|answer| answer.position);
    answers.len() <= game.questions.len() && positions.eq((0..).take(answers.len()))
}

#[cfg(test)]
mod tests;
