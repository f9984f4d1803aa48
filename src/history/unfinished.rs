//! Unfinished games.

use std::time::Duration;

use rusqlite::Row;

use super::database::History;
use super::error::HistoryError;
use super::types::{GameId, NewGame, SavedGame, Unfinished, list};
use super::{boards, players};
use crate::bank::Difficulty;
use crate::quiz::Answer;
use crate::scoring::Points;

/// The board's columns come first, for [`boards::key`].
///
/// The `+` keeps `SQLite` from reading every game in the order of turns.
const UNFINISHED: &str = "
    SELECT b.bank, b.categories, b.length, b.difficulty, b.play, b.timed, b.through, b.daily,
           g.id, g.party, g.seed, g.practice, g.size,
           (SELECT count(*) FROM answers WHERE game = g.id)
    FROM games g CROSS JOIN boards b ON b.id = g.board
    WHERE g.finished IS NULL AND g.player = (SELECT id FROM players WHERE name = ?1)
    ORDER BY +g.turn DESC";

/// The time belongs to another question if that one has been answered since.
const PARTY: &str = "
    SELECT b.bank, b.categories, b.length, b.difficulty, b.play, b.timed, b.through, b.daily,
           g.id, p.name, g.seed, g.ranked, g.practice, g.hints, g.party, g.questions, g.max_points,
           g.started, g.utc_offset, g.hinted, g.finished IS NOT NULL,
           iif(g.position = (SELECT count(*) FROM answers WHERE game = g.id), g.spent, 0)
    FROM games g
    JOIN players p ON p.id = g.player
    JOIN boards b ON b.id = g.board
    WHERE g.id = ?1 OR g.party = ?1 ORDER BY g.id";

const ANSWERS: &str = "
    SELECT question, category, difficulty, given, correct OR credited, hinted, skipped, late,
           millis, base, speed, streak, points, position, credited
    FROM answers WHERE game = ?1 ORDER BY position";

impl History {
    /// The player's unfinished games, the one played last first.
    pub fn unfinished(&self, player: &str) -> Result<Vec<Unfinished>, HistoryError> {
        self.list(UNFINISHED, [players::name(player)], unfinished)
    }

    /// The games of all players who take turns, including finished ones, in the order of turns.
    /// `first` is the game started first.
    pub fn party(&self, first: GameId) -> Result<Vec<SavedGame>, HistoryError> {
        self.read(|conn| {
            let mut answers = conn.prepare_cached(ANSWERS)?;
            conn.prepare_cached(PARTY)?
                .query_map([first.0], |row| {
                    let answers = answers.query_map([row.get::<_, i64>(8)?], read_answer)?;
                    read_game(row, answers.collect::<Result<_, _>>()?)
                })?
                .collect()
        })
    }
}

fn unfinished(row: &Row<'_>) -> rusqlite::Result<Unfinished> {
    Ok(Unfinished {
        board: boards::key(row)?,
        id: GameId(row.get(8)?),
        party: row.get::<_, Option<_>>(9)?.map(GameId),
        seed: row.get::<_, i64>(10)?.cast_unsigned(),
        practice: row.get(11)?,
        of: row.get(12)?,
        answered: row.get(13)?,
    })
}

fn read_game(row: &Row<'_>, answers: Vec<Answer>) -> rusqlite::Result<SavedGame> {
    Ok(SavedGame {
        id: GameId(row.get(8)?),
        game: NewGame {
            board: boards::key(row)?,
            player: row.get(9)?,
            seed: row.get::<_, i64>(10)?.cast_unsigned(),
            ranked: row.get(11)?,
            practice: row.get(12)?,
            hints: row.get(13)?,
            party: row.get::<_, Option<_>>(14)?.map(GameId),
            questions: list(row, 15)?,
            max_points: row.get(16)?,
            started: row.get(17)?,
            utc_offset: row.get(18)?,
        },
        answers,
        hinted: row.get(19)?,
        is_finished: row.get(20)?,
        spent: row.get::<_, i64>(21)?.cast_unsigned(),
    })
}

/// Another program may have written any number. A position out of range is damage; an unknown
/// difficulty or points out of range only change how the answer is shown.
fn read_answer(row: &Row<'_>) -> rusqlite::Result<Answer> {
    let _position: u32 = row.get(13)?;
    let difficulty: String = row.get(2)?;
    let hinted = row.get(5)?;
    Ok(Answer {
        question: row.get(0)?,
        category: row.get(1)?,
        difficulty: Difficulty::from_name(&difficulty).unwrap_or(Difficulty::Easy),
        given: row.get(3)?,
        right: row.get(4)?,
        credited: row.get(14)?,
        hinted,
        skipped: row.get(6)?,
        late: row.get(7)?,
        elapsed: Duration::from_millis(row.get::<_, i64>(8)?.cast_unsigned()),
        points: Points {
            base: row.get(9).unwrap_or(0),
            speed: row.get(10).unwrap_or(0),
            streak: row.get(11).unwrap_or(0),
            hinted,
            total: row.get(12)?,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{AT, answer, game, scratch};
    use super::super::{History, NewGame};

    #[test]
    fn the_first_game_finds_all_games_of_players_who_take_turns() {
        let mut history = scratch();
        let first = history.start_game(&game("Pam")).unwrap();
        let second = NewGame {
            party: Some(first),
            ..game("Jim")
        };
        let second_id = history.start_game(&second).unwrap();
        let alone = history.start_game(&game("Dwight")).unwrap();
        history
            .record(first, 0, &answer(&game("Pam"), 0), AT, false)
            .unwrap();

        let party = history.party(first).unwrap();
        let ids: Vec<_> = party.iter().map(|saved| saved.id).collect();
        assert_eq!(ids, [first, second_id]);
        assert_eq!([party[0].answers.len(), party[1].answers.len()], [1, 0]);
        assert_eq!(party[1].game, second);
        assert_eq!(history.unfinished("Jim").unwrap()[0].first(), first);
        history.finish(first, 9).unwrap();
        let party = history.party(first).unwrap();
        let finished: Vec<_> = party.iter().map(|saved| saved.is_finished).collect();
        assert_eq!(finished, [true, false]);
        assert_eq!(history.unfinished("Pam").unwrap(), []);
        assert_eq!(history.party(alone).unwrap().len(), 1);
    }

    #[test]
    fn the_game_played_last_comes_first_whatever_the_clock_says() {
        let mut history = scratch();
        let at = |started| NewGame {
            started,
            ..game("Pam")
        };
        let [first, second] = [20, 10].map(|started| history.start_game(&at(started)).unwrap());
        history
            .start_game(&NewGame {
                started: 50,
                ..game("Jim")
            })
            .unwrap();
        let last = |history: &History| history.unfinished("Pam").unwrap()[0].id;
        assert_eq!(last(&history), second);
        history.leave(first, 0, 1, 5).unwrap();
        assert_eq!(last(&history), first);
        let answered = answer(&at(10), 0);
        history.record(second, 0, &answered, 3, false).unwrap();
        assert_eq!(last(&history), second);
        assert_eq!(history.unfinished("Pam").unwrap()[0].answered, 1);
    }

    #[test]
    fn the_time_spent_belongs_to_the_current_question() {
        let mut history = scratch();
        let game = game("Pam");
        let id = history.start_game(&game).unwrap();
        history.leave(id, 0, 3_000, 9_000).unwrap();
        history.leave(id, 0, 5_000, 9_500).unwrap();
        let spent = |history: &History| history.party(id).unwrap()[0].spent;
        assert_eq!(spent(&history), 5_000);
        history.record(id, 0, &answer(&game, 0), AT, false).unwrap();
        assert_eq!(spent(&history), 0, "it was answered");
    }
}
