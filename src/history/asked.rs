//! Which questions of a bank a player was asked. Updated with each answer, so that the time to
//! read it grows with the questions, not with the games.

use rusqlite::{Connection, params};

use super::database::History;
use super::error::HistoryError;
use super::players;
use super::types::GameId;
use crate::quiz::Answer;

/// The number of Leitner boxes (S. Leitner, "So lernt man lernen", 1972).
pub const BOXES: u8 = 5;

const ASKED: &str = "
    SELECT question, box FROM asked
    WHERE player = (SELECT id FROM players WHERE name = ?1) AND bank = ?2 ORDER BY nth";

const BOX: &str = "
    SELECT box FROM asked
    WHERE player = (SELECT id FROM players WHERE name = ?1) AND bank = ?2 AND question = ?3";

/// Each answer gets the next number, so the highest is the count.
const COUNT: &str = "
    SELECT coalesce(max(nth), 0) FROM asked
    WHERE player = (SELECT id FROM players WHERE name = ?1) AND bank = ?2";

impl History {
    /// The bank's questions that the player has answered, asked longest ago first, each with its
    /// Leitner box: 1 if the last answer was wrong, and one more for each right answer since, up to
    /// [`BOXES`]. The order of recording counts, not the clock.
    pub fn boxes(&self, player: &str, bank: &str) -> Result<Vec<(String, u8)>, HistoryError> {
        self.list(ASKED, params![players::name(player), bank], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
    }

    /// The Leitner box of one question; `None` if the player was never asked.
    pub fn box_of(
        &self,
        player: &str,
        bank: &str,
        question: &str,
    ) -> Result<Option<u8>, HistoryError> {
        let key = params![players::name(player), bank, question];
        self.find(BOX, key, |row| row.get(0))
    }

    /// How many answers the player has given to the bank. Takes the same time for any number.
    pub fn asked_count(&self, player: &str, bank: &str) -> Result<u64, HistoryError> {
        let key = params![players::name(player), bank];
        let count: Option<i64> = self.find(COUNT, key, |row| row.get(0))?;
        Ok(count.unwrap_or(0).cast_unsigned())
    }
}

/// Counts an answer that was just recorded and moves the question to its Leitner box: a right
/// answer moves it up one, any other back to the first. A right answer after a miss in the same
/// game does not move it, since the player was just told.
pub(super) fn count_answer(
    conn: &Connection,
    game: GameId,
    position: u32,
    answer: &Answer,
) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO asked (player, bank, question, box, nth)
         SELECT g.player, b.bank, ?3, 1 + ?4, 1 + coalesce(
             (SELECT max(nth) FROM asked WHERE player = g.player AND bank = b.bank), 0)
         FROM games g JOIN boards b ON b.id = g.board WHERE g.id = ?1
         ON CONFLICT (player, bank, question) DO UPDATE SET
             nth = excluded.nth,
             box = CASE
                 WHEN NOT ?4 THEN 1
                 WHEN EXISTS (SELECT 1 FROM answers
                              WHERE game = ?1 AND position < ?2 AND question = ?3) THEN box
                 ELSE min(?5, box + 1)
             END",
    )?
    .execute(params![
        game.0,
        position,
        answer.question,
        answer.right,
        BOXES
    ])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{AT, Folder, answer, game, plan, play_to, scratch};
    use super::super::{BOXES, BoardKey, History, NewGame};
    use super::Answer;

    fn with_questions(player: &str, questions: &[&str]) -> NewGame {
        NewGame {
            questions: questions.iter().map(|&id| id.to_owned()).collect(),
            ..game(player)
        }
    }

    fn asked(history: &History, player: &str, bank: &str) -> Vec<String> {
        let boxes = history.boxes(player, bank).unwrap();
        boxes.into_iter().map(|(id, _)| id).collect()
    }

    #[test]
    fn questions_come_once_each_asked_longest_ago_first() {
        let folder = Folder::new();
        for questions in [["a", "b"], ["c", "a"]] {
            play_to(&mut folder.history(), &with_questions("Pam", &questions), 0);
        }
        let history = folder.history();
        assert_eq!(asked(&history, "Pam", "office"), ["b", "c", "a"]);
        assert_eq!(history.asked_count("Pam", "office").unwrap(), 4);
    }

    #[test]
    fn each_player_and_bank_has_separate_boxes() {
        let mut history = scratch();
        let mut parks = with_questions("Pam", &["b"]);
        parks.board = BoardKey {
            bank: "parks".to_owned(),
            ..parks.board
        };
        play_to(&mut history, &with_questions("Pam", &["a"]), 0);
        play_to(&mut history, &parks, 0);
        play_to(&mut history, &with_questions("Jim", &["c"]), 0);
        let cases = [
            ("Pam", "office", vec!["a"]),
            ("Pam", "parks", vec!["b"]),
            ("Jim", "office", vec!["c"]),
            ("Jim", "parks", vec![]),
            ("Kelly", "office", vec![]),
        ];
        for (player, bank, expected) in cases {
            let count = expected.len() as u64;
            assert_eq!(asked(&history, player, bank), expected);
            assert_eq!(history.asked_count(player, bank).unwrap(), count);
        }
    }

    #[test]
    fn an_open_question_does_not_count_as_asked() {
        let mut history = scratch();
        let game = with_questions("Pam", &["a", "b"]);
        let id = history.start_game(&game).unwrap();
        history.record(id, 0, &answer(&game, 0), AT, false).unwrap();
        assert_eq!(asked(&history, "Pam", "office"), ["a"]);
    }

    #[test]
    fn right_answers_move_a_question_up_and_a_miss_moves_it_to_box_1() {
        let cases: [(&str, u8); 8] = [
            ("+", 2),
            ("-", 1),
            ("++", 3),
            ("++++++", BOXES),
            ("+++-", 1),
            ("-+", 2),
            ("+-+", 2),
            ("-++", 3),
        ];
        for (answers, expected) in cases {
            let mut history = scratch();
            for sign in answers.chars() {
                let game = with_questions("Pam", &["a"]);
                let id = history.start_game(&game).unwrap();
                let answer = Answer {
                    right: sign == '+',
                    ..answer(&game, 0)
                };
                history.record(id, 0, &answer, AT, true).unwrap();
            }
            let boxes = history.boxes("Pam", "office").unwrap();
            assert_eq!(boxes, [("a".to_owned(), expected)], "{answers}");
        }
    }

    #[test]
    fn a_question_that_comes_back_within_a_game_does_not_move_up() {
        let mut history = scratch();
        let game = with_questions("Pam", &["a", "b", "a"]);
        let id = history.start_game(&game).unwrap();
        for (position, right) in [(0, false), (1, true), (2, true)] {
            let answer = Answer {
                right,
                ..answer(&game, position)
            };
            history.record(id, position, &answer, AT, false).unwrap();
        }
        let boxes = history.boxes("Pam", "office").unwrap();
        assert_eq!(boxes, [("b".to_owned(), 2), ("a".to_owned(), 1)]);
    }

    #[test]
    fn reading_the_boxes_sorts_nothing() {
        let history = scratch();
        let order = "INDEX asked_order (player=? AND bank=?)";
        for (sql, using) in [(super::ASKED, ""), (super::COUNT, "COVERING ")] {
            let expected = format!("SEARCH asked USING {using}{order}");
            assert_eq!(plan(&history, sql)[0], expected);
        }
    }
}
