//! Everything a player has done with one bank, as compact rows in memory.

use std::collections::HashMap;
use std::ops::Range;

use rusqlite::{Connection, Row, params};

use super::boards;
use super::database::History;
use super::error::HistoryError;
use super::players;
use super::types::{BoardKey, GameId};

/// The board's columns come first, for [`boards::key`].
const GAMES: &str = "
    SELECT b.bank, b.categories, b.length, b.difficulty, b.play, b.timed, b.through, b.daily, b.id,
           g.id, g.practice, g.ranked,
           g.party IS NOT NULL OR g.id IN (SELECT party FROM games WHERE party IS NOT NULL),
           g.started, iif(g.discarded, NULL, g.finished), g.points, g.utc_offset
    FROM games g CROSS JOIN boards b ON b.id = g.board
    WHERE g.player = (SELECT id FROM players WHERE name = ?1) AND b.bank = ?2
    ORDER BY g.id";

/// The plus signs make `SQLite` read the games by id, so that nothing has to be sorted.
const ANSWERS: &str = "
    SELECT g.id, a.question, a.difficulty = 'hard', a.correct, a.hinted, a.skipped, a.millis, a.at
    FROM games g CROSS JOIN answers a ON a.game = g.id
    WHERE +g.player = (SELECT id FROM players WHERE name = ?1)
        AND +g.board IN (SELECT id FROM boards WHERE bank = ?2)
    ORDER BY g.id, a.position";

/// A player's games and answers with one bank, including practice and unfinished games.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Career {
    /// The boards of the games, without repeats.
    pub boards: Vec<BoardKey>,
    /// The ids of the questions answered, without repeats.
    pub questions: Vec<String>,
    /// By id: the order in which they were started, whatever the clock said.
    pub games: Vec<CareerGame>,
    /// Game by game, in order of position.
    pub answers: Vec<CareerAnswer>,
}

/// One game.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CareerGame {
    pub id: GameId,
    /// Position in [`Career::boards`].
    pub board: usize,
    pub practice: bool,
    /// Whether it counts on its board once it is finished.
    pub ranked: bool,
    /// Whether several players took turns.
    pub in_turn: bool,
    /// In unix milliseconds.
    pub started: i64,
    /// How far local time was ahead of UTC, in seconds.
    pub utc_offset: i32,
    /// When it was finished, in unix milliseconds; `None` if it was left or discarded.
    pub finished: Option<i64>,
    /// 0 until it is finished.
    pub points: u32,
    /// Positions in [`Career::answers`].
    pub answers: Range<usize>,
}

/// One answer.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CareerAnswer {
    /// Position in [`Career::questions`].
    pub question: u32,
    pub hard: bool,
    pub right: bool,
    pub hinted: bool,
    /// Also true if the question could not be asked.
    pub skipped: bool,
    /// Time spent on it, in milliseconds.
    pub millis: u64,
    /// When it was given, in unix milliseconds.
    pub at: i64,
}

impl History {
    /// Everything the player has done with the bank. Takes about a microsecond per answer.
    pub fn career(&self, player: &str, bank: &str) -> Result<Career, HistoryError> {
        let player = players::name(player);
        self.read(|conn| {
            let mut career = Career::default();
            read_games(conn, &player, bank, &mut career)?;
            read_answers(conn, &player, bank, &mut career)?;
            Ok(career)
        })
    }
}

fn read_games(
    conn: &Connection,
    player: &str,
    bank: &str,
    career: &mut Career,
) -> rusqlite::Result<()> {
    let mut boards = HashMap::new();
    let mut games = conn.prepare_cached(GAMES)?;
    let mut rows = games.query(params![player, bank])?;
    while let Some(row) = rows.next()? {
        let new = career.boards.len();
        let board = *boards.entry(row.get::<_, i64>(8)?).or_insert(new);
        if board == new {
            career.boards.push(boards::key(row)?);
        }
        career.games.push(CareerGame {
            id: GameId(row.get(9)?),
            board,
            practice: row.get(10)?,
            ranked: row.get(11)?,
            in_turn: row.get(12)?,
            started: row.get(13)?,
            finished: row.get(14)?,
            points: row.get(15)?,
            utc_offset: row.get(16)?,
            answers: 0..0,
        });
    }
    Ok(())
}

fn read_answers(
    conn: &Connection,
    player: &str,
    bank: &str,
    career: &mut Career,
) -> rusqlite::Result<()> {
    let mut known = HashMap::new();
    let mut games = career.games.iter_mut().peekable();
    let mut answers = conn.prepare_cached(ANSWERS)?;
    let mut rows = answers.query(params![player, bank])?;
    while let Some(row) = rows.next()? {
        let id = GameId(row.get(0)?);
        // Both queries list the games in the same order, but this one only those with answers.
        while games.next_if(|game| game.id < id).is_some() {}
        let Some(game) = games.peek_mut() else { break };
        let question = question(row, &mut known, &mut career.questions)?;
        career.answers.push(answer(row, question)?);
        let end = career.answers.len();
        if game.answers.is_empty() {
            game.answers = end - 1..end;
        }
        game.answers.end = end;
    }
    Ok(())
}

/// The position of the row's question. Adds it if it is new.
fn question(
    row: &Row<'_>,
    known: &mut HashMap<String, u32>,
    questions: &mut Vec<String>,
) -> rusqlite::Result<u32> {
    let id = row.get_ref(1)?.as_str()?;
    if let Some(position) = known.get(id) {
        return Ok(*position);
    }
    let position = questions.len() as u32;
    known.insert(id.to_owned(), position);
    questions.push(id.to_owned());
    Ok(position)
}

fn answer(row: &Row<'_>, question: u32) -> rusqlite::Result<CareerAnswer> {
    Ok(CareerAnswer {
        question,
        hard: row.get(2)?,
        right: row.get(3)?,
        hinted: row.get(4)?,
        skipped: row.get(5)?,
        millis: row.get::<_, i64>(6)?.cast_unsigned(),
        at: row.get(7)?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::NewGame;
    use super::super::fixture::{AT, Folder, answer, game, plan, play_to, scratch};
    use super::*;
    use crate::bank::Difficulty;
    use crate::quiz::Answer;

    #[test]
    fn a_career_holds_every_game_and_answer_in_the_order_of_ids() {
        let folder = Folder::new();
        let mut history = folder.history();
        let late = NewGame {
            started: 9_000,
            ..game("Pam")
        };
        let first = play_to(&mut history, &late, 300);
        play_to(&mut history, &game("Jim"), 900);
        let given_up = history.start_game(&game("Pam")).unwrap();
        history.discard(given_up, 9).unwrap();
        let mut parks = game("Pam");
        parks.board.bank = "parks".to_owned();
        play_to(&mut history, &parks, 300);
        let mut hard = game("Pam");
        hard.board.timed = Some(20);
        (hard.practice, hard.ranked, hard.party) = (true, false, Some(first));
        let left = history.start_game(&hard).unwrap();
        let given = Answer {
            difficulty: Difficulty::Hard,
            right: false,
            hinted: true,
            skipped: true,
            ..answer(&hard, 0)
        };
        history.record(left, 0, &given, AT, false).unwrap();
        drop(history);

        let career = folder.history().career(" Pam", "office").unwrap();
        let row = |id, board, answers| CareerGame {
            id,
            board,
            practice: false,
            ranked: false,
            in_turn: false,
            started: 1_000,
            utc_offset: 0,
            finished: None,
            points: 0,
            answers,
        };
        assert_eq!(
            career.games,
            [
                CareerGame {
                    ranked: true,
                    in_turn: true,
                    started: 9_000,
                    finished: Some(5_000),
                    points: 300,
                    ..row(first, 0, 0..3)
                },
                row(given_up, 0, 0..0),
                CareerGame {
                    practice: true,
                    in_turn: true,
                    ..row(left, 1, 3..4)
                },
            ]
        );
        assert_eq!(career.boards, [late.board, hard.board]);
        assert_eq!(career.questions, late.questions);
        assert_eq!(
            career.answers.last(),
            Some(&CareerAnswer {
                question: 0,
                hard: true,
                right: false,
                hinted: true,
                skipped: true,
                millis: 4_000,
                at: 2_000,
            })
        );
        let right: Vec<_> = career.answers.iter().map(|answer| answer.right).collect();
        assert_eq!(right, [true, false, false, false]);
    }

    #[test]
    fn reading_a_career_sorts_nothing() {
        let history = scratch();
        let steps = plan(&history, ANSWERS);
        let sorts = steps.iter().any(|step| step.contains("TEMP B-TREE"));
        assert!(!sorts, "{steps:?}");
    }
}
