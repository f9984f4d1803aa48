//! Games that were left, to be gone on with.

use rusqlite::{Connection, Params, Row};

use super::error::HistoryError;
use super::row::{is_null, list, number, text, truth};
use super::types::{AnswerRecord, GameId, NewGame, SavedGame};
use super::{History, boards, players};

/// The board's columns come first, for [`boards::key`].
const GAMES: &str = "
    SELECT b.bank, b.categories, b.length, b.difficulty, b.play, b.timed, b.through, b.daily,
           g.id, p.name, g.seed, g.ranked, g.practice, g.hints, g.party, g.questions, g.max_points,
           g.started, g.hinted, g.finished, g.standing, g.spent
    FROM games g
    JOIN players p ON p.id = g.player
    JOIN boards b ON b.id = g.board
    WHERE";

const ANSWERS: &str = "
    SELECT position, question, category, difficulty, given, correct, hinted, skipped, late,
           millis, base, speed, streak, points, at
    FROM answers WHERE game = ?1 ORDER BY position";

impl History {
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
        let sql = format!(
            "{GAMES} g.finished IS NULL AND p.name = ?1 
             ORDER BY max(g.started, g.left_at,
                          coalesce((SELECT max(at) FROM answers a WHERE a.game = g.id), 0)) DESC,
                      g.id DESC"
        );
        let player = players::name(player);
        self.read(|conn| Ok(left(conn, &sql, [player], is_playable, 1)?.pop()))
    }

    /// The games played in turn with the one that was begun first, and that one, in the order of
    /// turns; who was done before the others left is among them.
    ///
    /// # Errors
    ///
    /// [`HistoryError`] when the file cannot be read.
    pub fn party(&self, first: GameId) -> Result<Vec<SavedGame>, HistoryError> {
        let sql = format!("{GAMES} (g.id = ?1 OR g.party = ?1) ORDER BY g.id");
        self.read(|conn| left(conn, &sql, [first.0], |_| true, usize::MAX))
    }
}

/// The first of these games that can be gone on with.
fn left(
    conn: &Connection,
    sql: &str,
    params: impl Params,
    is_playable: impl Fn(&NewGame) -> bool,
    most: usize,
) -> rusqlite::Result<Vec<SavedGame>> {
    // One transaction, so that games and answers belong together.
    let tx = conn.unchecked_transaction()?;
    let mut games = tx.prepare_cached(sql)?;
    let mut answers = tx.prepare_cached(ANSWERS)?;
    let mut rows = games.query(params)?;
    let mut found = Vec::new();
    while found.len() < most
        && let Some(row) = rows.next()?
    {
        let Some((id, game)) = read_game(row).filter(|(_, game)| is_playable(game)) else {
            continue;
        };
        let answers = answers
            .query_map([id.0], |row| Ok(read_answer(row)))?
            .collect::<Result<Option<Vec<_>>, _>>()?;
        // A game cannot go on with an answer missing or out of place.
        if let Some(answers) = answers.filter(|answers| fit(answers, &game)) {
            let hinted = row.get::<_, Option<u32>>(18).unwrap_or_default();
            let stood = number(row, 20).filter(|position: &usize| answers.len() == *position);
            let spent = stood.and_then(|_| number(row, 21)).unwrap_or(0);
            found.push(SavedGame {
                id,
                game,
                answers,
                hinted,
                spent,
                is_finished: !is_null(row, 19),
            });
        }
    }
    Ok(found)
}

fn read_game(row: &Row<'_>) -> Option<(GameId, NewGame)> {
    let game = NewGame {
        player: text(row, 9)?,
        board: boards::key(row)?,
        seed: number(row, 10).map(i64::cast_unsigned)?,
        ranked: truth(row, 11)?,
        practice: truth(row, 12)?,
        hints: truth(row, 13)?,
        party: if is_null(row, 14) {
            None
        } else {
            Some(GameId(number(row, 14)?))
        },
        questions: list(row, 15)?,
        max_points: number(row, 16)?,
        started: number(row, 17)?,
    };
    Some((GameId(number(row, 8)?), game))
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
        late: truth(row, 8)?,
        millis: number(row, 9)?,
        base: number(row, 10)?,
        speed: number(row, 11)?,
        streak: number(row, 12)?,
        points: number(row, 13)?,
        at: number(row, 14)?,
    })
}

fn fit(answers: &[AnswerRecord], game: &NewGame) -> bool {
    let positions = answers.iter().map(|answer| answer.position);
    answers.len() <= game.questions.len() && positions.eq((0..).take(answers.len()))
}

#[cfg(test)]
mod tests {
    use super::super::NewGame;
    use super::super::fixture::{answer, game, scratch};

    #[test]
    fn games_played_in_turn_are_found_by_the_first() {
        let mut history = scratch();
        let first = history.start_game(&game("Pam")).unwrap();
        let second = NewGame {
            party: Some(first),
            ..game("Jim")
        };
        let second_id = history.start_game(&second).unwrap();
        let alone = history.start_game(&game("Dwight")).unwrap();
        history
            .record(first, &answer(&game("Pam"), 0), None)
            .unwrap();

        let party = history.party(first).unwrap();
        let ids: Vec<_> = party.iter().map(|saved| saved.id).collect();
        assert_eq!(ids, [first, second_id]);
        assert_eq!([party[0].answers.len(), party[1].answers.len()], [1, 0]);
        assert_eq!(party[1].game, second);
        history.finish(first, 9).unwrap();
        let party = history.party(first).unwrap();
        let finished: Vec<_> = party.iter().map(|saved| saved.is_finished).collect();
        assert_eq!(finished, [true, false]);
        assert_eq!(history.unfinished("Pam", |_| true).unwrap(), None);
        assert_eq!(history.party(alone).unwrap().len(), 1);
    }
}
