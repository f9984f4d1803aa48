//! Questions that players flagged as wrong or unclear.

use rusqlite::params;

use super::database::History;
use super::error::HistoryError;
use super::players;
use super::types::Flag;

const FLAG: &str = "
    INSERT INTO flags (bank, question, player, note, at) VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT (bank, question, player)
    DO UPDATE SET note = coalesce(excluded.note, note), at = excluded.at";

/// CROSS JOIN makes `SQLite` read the latest game first and stop at the first answer.
const LAST: &str = "
    SELECT b.bank, a.question
    FROM games g CROSS JOIN answers a ON a.game = g.id JOIN boards b ON b.id = g.board
    WHERE g.player = (SELECT id FROM players WHERE name = ?1)
    ORDER BY g.turn DESC, a.position DESC LIMIT 1";

const FLAGS: &str = "
    SELECT p.name, f.bank, f.question, f.note, f.at
    FROM flags f JOIN players p ON p.id = f.player
    ORDER BY f.at, f.bank, f.question, p.name";

impl History {
    /// Flags a question as wrong or unclear, at a time in unix milliseconds. A player has one flag
    /// per question: flagging it again updates the time, and the note if there is a new one.
    pub fn flag(
        &mut self,
        player: &str,
        bank: &str,
        question: &str,
        note: Option<&str>,
        at: i64,
    ) -> Result<(), HistoryError> {
        self.write(|conn| {
            let player = players::find_or_add(conn, player)?;
            conn.prepare_cached(FLAG)?
                .execute(params![bank, question, player, note, at])
        })?;
        Ok(())
    }

    /// The bank and the id of the question that the player answered last.
    pub fn last_answered(&self, player: &str) -> Result<Option<(String, String)>, HistoryError> {
        self.find(LAST, [players::name(player)], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
    }

    /// All flags, oldest first.
    pub fn flags(&self) -> Result<Vec<Flag>, HistoryError> {
        self.list(FLAGS, [], |row| {
            Ok(Flag {
                player: row.get(0)?,
                bank: row.get(1)?,
                question: row.get(2)?,
                note: row.get(3)?,
                at: row.get(4)?,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Flag;
    use super::super::fixture::{Folder, answer, game, scratch};

    fn flag(player: &str, question: &str, note: Option<&str>, at: i64) -> Flag {
        Flag {
            player: player.to_owned(),
            bank: "office".to_owned(),
            question: question.to_owned(),
            note: note.map(str::to_owned),
            at,
        }
    }

    #[test]
    fn flags_are_listed_oldest_first() {
        let folder = Folder::new();
        let mut history = folder.history();
        history
            .flag("Pam", "office", "teapot", Some("not a teapot"), 20)
            .unwrap();
        history.flag("Jim", "office", "teapot", None, 10).unwrap();
        drop(history);
        assert_eq!(
            folder.history().flags().unwrap(),
            [
                flag("Jim", "teapot", None, 10),
                flag("Pam", "teapot", Some("not a teapot"), 20),
            ]
        );
    }

    #[test]
    fn the_last_answer_may_be_from_any_game() {
        let mut history = scratch();
        assert_eq!(history.last_answered("Pam").unwrap(), None);
        let plan = game("Pam");
        let [old, new] = [(); 2].map(|()| history.start_game(&plan).unwrap());
        for (id, position, at) in [(old, 0, 30), (new, 0, 20), (old, 1, 10)] {
            let answer = answer(&plan, position);
            history.record(id, position, &answer, at, false).unwrap();
        }
        let last = Some(("office".to_owned(), plan.questions[1].clone()));
        assert_eq!(history.last_answered("Pam").unwrap(), last);
        assert_eq!(history.last_answered("Jim").unwrap(), None);
    }

    #[test]
    fn flagging_again_updates_the_time_and_keeps_the_note() {
        let cases = [(None, Some("first")), (Some("second"), Some("second"))];
        for (again, expected) in cases {
            let mut history = scratch();
            history
                .flag("Pam", "office", "teapot", Some("first"), 10)
                .unwrap();
            history.flag("Pam ", "office", "teapot", again, 20).unwrap();
            assert_eq!(
                history.flags().unwrap(),
                [flag("Pam", "teapot", expected, 20)]
            );
        }
    }
}
