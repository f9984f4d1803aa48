//! What answers add up to: for a player, and for who writes a bank.
//!
//! A question that could not be asked has no category in the history and counts nowhere. All
//! answers of the games are read, a game at a time, so the time taken grows with the number of answers, about a microsecond each.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, Params, Row, params};

use super::error::HistoryError;
use super::types::Play;
use super::{History, players};

/// Every time zone's days begin at a multiple of this in UTC: a quarter of an hour.
const DAY_STEP: i64 = 15 * 60 * 1000;

const GAMES_OF_PLAYER: &str = "
    SELECT id, finished IS NOT NULL AND NOT discarded AND NOT practice, finished, correct, size,
           points, max_points
    FROM games
    WHERE player = (SELECT id FROM players WHERE name = ?2)
        AND board IN (SELECT id FROM boards WHERE bank = ?1)";

/// CROSS JOIN reads all games off an index, since none leads from a board to its games.
const BANK_GAMES: &str = "
    SELECT g.id, b.play FROM games g CROSS JOIN boards b ON b.id = g.board WHERE b.bank = ?1";

const BANK_GAMES_OF_PLAYER: &str = "
    SELECT g.id, b.play FROM boards b CROSS JOIN games g
        ON g.player = (SELECT id FROM players WHERE name = ?2) AND g.board = b.id
    WHERE b.bank = ?1";

const ANSWERS: &str = "
    SELECT question, category, difficulty, correct, skipped, millis, at
    FROM answers WHERE game = ?1 ORDER BY position";

const GIVEN: &str = "
    SELECT question, category, correct, skipped, disputed, given FROM answers WHERE game = ?1";

/// How often something was asked, and how often the answer was right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub asked: u64,
    /// At most `asked`.
    pub right: u64,
}

impl Tally {
    fn count(&mut self, right: bool) {
        self.asked += 1;
        self.right += u64::from(right);
    }

    /// How often it was not right, skipped among them.
    #[must_use]
    pub fn missed(self) -> u64 {
        self.asked - self.right
    }
}

/// A game that was played to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Played {
    /// When, in unix milliseconds.
    pub finished: i64,
    /// Right answers, at most `of`.
    pub right: u32,
    /// How many questions it had; not 0.
    pub of: u32,
    pub points: u32,
    /// The most points that it could bring.
    pub max_points: u32,
}

/// What a player's answers to questions of one bank add up to. Skipped questions were asked and
/// not right. Answers count whatever the game: practice, and games that were left, among them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stats {
    /// Finished games that were no practice, the last one last.
    pub games: Vec<Played>,
    pub all: Tally,
    /// By the slug that the category had.
    pub categories: BTreeMap<String, Tally>,
    /// By the word that was recorded.
    pub difficulties: BTreeMap<String, Tally>,
    /// By id.
    pub questions: BTreeMap<String, Tally>,
    /// The most right answers in a row within one game.
    pub best_streak: u32,
    /// How many questions were not skipped.
    pub answered: u64,
    /// The time spent on those, in milliseconds.
    pub millis: u64,
    /// When questions were answered, in unix milliseconds: one time of every quarter of an hour,
    /// so that there is one for each day whatever the time zone.
    pub active: BTreeSet<i64>,
}

/// What the answers to one question add up to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QuestionStats {
    pub tally: Tally,
    pub skipped: u64,
    /// Answers in choice play that were not skipped.
    pub picked: u64,
    /// How often each text was given among those.
    pub given: BTreeMap<String, u64>,
    /// Wrong texts of which the player thought that they were right, and how often.
    pub disputed: BTreeMap<String, u64>,
}

impl History {
    /// What the player's answers to questions of the bank add up to.
    ///
    /// # Errors
    ///
    /// [`HistoryError`] if the file cannot be read.
    pub fn stats(&self, player: &str, bank: &str) -> Result<Stats, HistoryError> {
        self.read(|conn| {
            let mut stats = Stats::default();
            let mut games = conn.prepare(GAMES_OF_PLAYER)?;
            let mut answers = conn.prepare(ANSWERS)?;
            let mut rows = games.query(params![bank, players::name(player)])?;
            while let Some(row) = rows.next()? {
                if row.get(1)? {
                    stats.games.push(played(row)?);
                }
                let mut streak = 0;
                let mut rows = answers.query([row.get::<_, i64>(0)?])?;
                while let Some(row) = rows.next()? {
                    streak = if count_answer(row, &mut stats)? {
                        streak + 1
                    } else {
                        0
                    };
                    stats.best_streak = stats.best_streak.max(streak);
                }
            }
            stats.games.sort_by_key(|game| game.finished);
            Ok(stats)
        })
    }

    /// What the answers to each question of the bank that was ever asked add up to, by id: those
    /// of all players, or of one.
    ///
    /// # Errors
    ///
    /// [`HistoryError`] if the file cannot be read.
    pub fn question_stats(
        &self,
        bank: &str,
        player: Option<&str>,
    ) -> Result<BTreeMap<String, QuestionStats>, HistoryError> {
        self.read(|conn| match player {
            None => read_given(conn, BANK_GAMES, [bank]),
            Some(player) => read_given(
                conn,
                BANK_GAMES_OF_PLAYER,
                params![bank, players::name(player)],
            ),
        })
    }
}

fn played(row: &Row<'_>) -> rusqlite::Result<Played> {
    Ok(Played {
        finished: row.get(2)?,
        right: row.get(3)?,
        of: row.get(4)?,
        points: row.get(5)?,
        max_points: row.get(6)?,
    })
}

/// Counts an answer, and says whether it was right.
fn count_answer(row: &Row<'_>, stats: &mut Stats) -> rusqlite::Result<bool> {
    let category = row.get_ref(1)?.as_str()?;
    let right = row.get(3)?;
    if category.is_empty() {
        return Ok(false);
    }
    stats.all.count(right);
    for (tallies, key) in [
        (&mut stats.questions, row.get_ref(0)?.as_str()?),
        (&mut stats.categories, category),
        (&mut stats.difficulties, row.get_ref(2)?.as_str()?),
    ] {
        add(tallies, key, |tally: &mut Tally| tally.count(right));
    }
    if !row.get::<_, bool>(4)? {
        let at: i64 = row.get(6)?;
        stats.answered += 1;
        let millis = row.get::<_, i64>(5)?.cast_unsigned();
        stats.millis = stats.millis.saturating_add(millis);
        stats
            .active
            .insert(at.saturating_sub(at.rem_euclid(DAY_STEP)));
    }
    Ok(right)
}

fn read_given(
    conn: &Connection,
    games: &str,
    params: impl Params,
) -> rusqlite::Result<BTreeMap<String, QuestionStats>> {
    let mut stats = BTreeMap::new();
    let mut games = conn.prepare(games)?;
    let mut answers = conn.prepare(GIVEN)?;
    let mut games = games.query(params)?;
    while let Some(row) = games.next()? {
        let play = row.get(1)?;
        let mut rows = answers.query([row.get::<_, i64>(0)?])?;
        while let Some(row) = rows.next()? {
            count_given(row, play, &mut stats)?;
        }
    }
    Ok(stats)
}

fn count_given(
    row: &Row<'_>,
    play: Play,
    stats: &mut BTreeMap<String, QuestionStats>,
) -> rusqlite::Result<()> {
    let question = row.get_ref(0)?.as_str()?;
    let (right, skipped, disputed): (bool, bool, bool) = (row.get(2)?, row.get(3)?, row.get(4)?);
    let given = row.get_ref(5)?.as_str()?;
    if row.get_ref(1)?.as_str()?.is_empty() {
        return Ok(());
    }
    add(stats, question, |stats: &mut QuestionStats| {
        stats.tally.count(right);
        stats.skipped += u64::from(skipped);
        if !skipped && play == Play::Choice {
            stats.picked += 1;
            add(&mut stats.given, given, |times| *times += 1);
        }
        if !skipped && disputed && !right {
            add(&mut stats.disputed, given, |times| *times += 1);
        }
    });
    Ok(())
}

/// Changes the key's value, without a copy of the key where it is there already.
fn add<T: Default>(map: &mut BTreeMap<String, T>, key: &str, change: impl FnOnce(&mut T)) {
    match map.get_mut(key) {
        Some(value) => change(value),
        None => change(map.entry(key.to_owned()).or_default()),
    }
}

#[cfg(test)]
mod tests;
