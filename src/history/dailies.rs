//! Dailies: the first try of a day, and the days played.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rusqlite::params;

use super::database::History;
use super::error::HistoryError;
use super::players;
use super::types::GameId;

/// CROSS JOIN reads the boards first, since there are fewer.
const FIRST_TRY: &str = "
    SELECT g.id, g.finished IS NOT NULL AND NOT g.discarded, g.correct, g.size, g.points
    FROM boards b CROSS JOIN games g ON g.board = b.id
    WHERE g.player = (SELECT id FROM players WHERE name = ?1) AND b.bank = ?2 AND b.daily = ?3
    ORDER BY g.id LIMIT 1";

/// On the day itself, by local time where it was started.
const PLAYED: &str = "
    SELECT DISTINCT b.daily FROM boards b CROSS JOIN games g ON g.board = b.id
    WHERE g.player = (SELECT id FROM players WHERE name = ?1) AND b.bank = ?2
        AND b.daily IS NOT NULL AND b.daily = date(g.started / 1000 + g.utc_offset, 'unixepoch')
        AND g.finished IS NOT NULL AND NOT g.discarded";

/// A player's first try at a daily.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstTry {
    pub game: GameId,
    /// Whether it was finished.
    pub is_finished: bool,
    /// Right answers; 0 until it is finished.
    pub right: u32,
    /// How many questions it has.
    pub of: u32,
    /// Points; 0 until it is finished.
    pub points: u32,
}

impl History {
    /// The player's first try at the bank's daily for this day, with any spoiler limit, since the
    /// questions may be the same.
    pub fn first_try(
        &self,
        player: &str,
        bank: &str,
        day: &str,
    ) -> Result<Option<FirstTry>, HistoryError> {
        let key = params![players::name(player), bank, day];
        self.find(FIRST_TRY, key, |row| {
            Ok(FirstTry {
                game: GameId(row.get(0)?),
                is_finished: row.get(1)?,
                right: row.get(2)?,
                of: row.get(3)?,
                points: row.get(4)?,
            })
        })
    }

    /// The days with a daily that the player started on the day and finished.
    pub fn dailies(&self, player: &str, bank: &str) -> Result<BTreeSet<Date>, HistoryError> {
        let days = self.list(PLAYED, params![players::name(player), bank], |row| {
            Ok(row.get::<_, String>(0)?.parse().ok())
        })?;
        Ok(days.into_iter().flatten().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{game, key, play_to, rank_of, scratch};
    use jiff::civil::date;

    use super::super::{BoardKey, NewGame};

    fn daily(player: &str, day: &str) -> NewGame {
        NewGame {
            board: BoardKey {
                daily: Some(day.to_owned()),
                ..key()
            },
            ..game(player)
        }
    }

    #[test]
    fn only_the_first_try_at_a_daily_ranks() {
        let mut history = scratch();
        let today = daily("Pam", "2026-11-22");
        assert_eq!(
            history.first_try("Pam", "office", "2026-11-22").unwrap(),
            None
        );
        let left = history.start_game(&today).unwrap();
        let first = history
            .first_try("Pam", "office", "2026-11-22")
            .unwrap()
            .unwrap();
        assert!(!first.is_finished);

        let second = play_to(&mut history, &today, 300);
        assert_eq!(rank_of(&history, second), None);
        history.finish(left, 9).unwrap();
        assert_eq!(rank_of(&history, left), Some(1));
        let first = history
            .first_try("Pam", "office", "2026-11-22")
            .unwrap()
            .unwrap();
        assert_eq!((first.game, first.is_finished), (left, true));

        // A spoiler limit does not make it another daily.
        let mut under = today.clone();
        under.board.through = Some(8);
        let id = play_to(&mut history, &under, 300);
        assert_eq!(rank_of(&history, id), None);
        let others = [daily("Jim", "2026-11-22"), daily("Pam", "2026-11-23")];
        for game in others {
            let id = play_to(&mut history, &game, 300);
            assert!(rank_of(&history, id).is_some());
        }
    }

    #[test]
    fn a_daily_counts_for_the_local_day_where_it_was_started() {
        let mut history = scratch();
        // 23:30 in New York, the next evening in Berlin, and two days later the previous day's.
        for (day, started, utc_offset) in [
            ("2026-11-22", 1_795_408_200_000, -18_000),
            ("2026-11-23", 1_795_460_400_000, 3_600),
            ("2026-11-24", 1_795_644_000_000, 3_600),
        ] {
            let game = NewGame {
                started,
                utc_offset,
                ..daily("Pam", day)
            };
            play_to(&mut history, &game, 300);
        }
        let days = history.dailies("Pam", "office").unwrap();
        assert_eq!(days, [date(2026, 11, 22), date(2026, 11, 23)].into());
        assert_eq!(history.dailies("Pam", "parks").unwrap().len(), 0);
    }

    #[test]
    fn a_discarded_daily_was_tried_but_not_played() {
        let mut history = scratch();
        let today = daily("Pam", "2026-11-22");
        let id = history.start_game(&today).unwrap();
        history.discard(id, 9).unwrap();
        let first = history.first_try("Pam", "office", "2026-11-22").unwrap();
        assert!(!first.unwrap().is_finished);
        assert_eq!(history.dailies("Pam", "office").unwrap().len(), 0);
        assert!(!history.is_ranked(id).unwrap());
        assert_eq!(history.unfinished("Pam").unwrap(), []);
    }

    #[test]
    fn every_other_game_ranks() {
        let mut history = scratch();
        for rank in 1..=3 {
            let id = play_to(&mut history, &game("Pam"), 300);
            assert_eq!(rank_of(&history, id), Some(rank));
        }
    }
}
