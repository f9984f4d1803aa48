//! What the menu shows of the history.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rusqlite::params;

use super::dailies::FirstTry;
use super::database::History;
use super::error::HistoryError;
use super::players;
use super::types::Unfinished;

/// There are few boards, and an index finds the last game on each.
const LAST_CATEGORY: &str = "
    SELECT b.categories ->> 0,
           (SELECT max(id) FROM games WHERE board = b.id
                AND player = (SELECT id FROM players WHERE name = ?1)) AS last
    FROM boards b
    WHERE b.bank = ?2 AND json_array_length(b.categories) = 1 AND last IS NOT NULL
    ORDER BY last DESC LIMIT 1";

/// What the menu shows for one player and one bank.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overview {
    /// Unfinished games from any bank, the one played last first.
    pub unfinished: Vec<Unfinished>,
    /// The first try at today's daily.
    pub daily: Option<FirstTry>,
    /// The days with a daily that was played on the day.
    pub dailies: BTreeSet<Date>,
    /// The category of the last game with a single category.
    pub last_category: Option<String>,
}

impl History {
    /// What the menu shows for the player and the bank on this day, such as `2026-11-22`.
    pub fn overview(
        &self,
        player: &str,
        bank: &str,
        today: &str,
    ) -> Result<Overview, HistoryError> {
        self.at_once(|| {
            let key = params![players::name(player), bank];
            Ok(Overview {
                unfinished: self.unfinished(player)?,
                daily: self.first_try(player, bank, today)?,
                dailies: self.dailies(player, bank)?,
                last_category: self.find(LAST_CATEGORY, key, |row| row.get(0))?,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{AT, answer, game, key, scratch};
    use super::super::{BoardKey, NewGame};
    use super::*;

    #[test]
    fn the_overview_has_unfinished_games_the_daily_and_the_last_category() {
        let mut history = scratch();
        let today = "2026-11-22";
        let look = |history: &History, player, bank| history.overview(player, bank, today).unwrap();
        assert_eq!(look(&history, "Pam", "office"), Overview::default());

        let daily = BoardKey {
            daily: Some(today.to_owned()),
            ..key()
        };
        let daily = history.start_game(&NewGame {
            board: daily,
            ..game("Pam")
        });
        let mut id = None;
        for categories in [vec!["a"], vec!["b"], vec!["c", "d"], vec![]] {
            let board = BoardKey {
                categories: categories.into_iter().map(str::to_owned).collect(),
                ..key()
            };
            let game = NewGame {
                board,
                ..game("Pam")
            };
            id = Some(history.start_game(&game).unwrap());
        }
        let id = id.unwrap();
        history
            .record(id, 0, &answer(&game("Pam"), 0), AT, false)
            .unwrap();

        let seen = look(&history, " Pam", "office");
        let last = &seen.unfinished[0];
        assert_eq!((last.id, last.answered, last.of), (id, 1, 3));
        assert_eq!(seen.unfinished.len(), 5);
        assert_eq!(seen.daily.unwrap().game, daily.unwrap());
        assert_eq!(seen.last_category.as_deref(), Some("b"));

        let other = look(&history, "Pam", "parks");
        assert_eq!(other.unfinished, seen.unfinished);
        assert_eq!((other.daily, other.last_category), (None, None));
        assert_eq!(look(&history, "Jim", "office"), Overview::default());
    }
}
