//! What answers add up to: for a player, and for who writes a bank.
//!
//! A question that could not be asked has no category in the history and counts nowhere. All
//! answers of the games are read, a game at a time, since what is wanted hangs on every one of
//! them; so the time taken grows with the number of answers, about a microsecond each.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, Row, params};
use serde::Serialize;

use super::error::HistoryError;
use super::row::{borrowed, is_null, number, text, truth};
use super::types::Play;
use super::{History, players};

/// Every time zone's days begin at a multiple of this in UTC: a quarter of an hour.
const DAY_STEP: i64 = 15 * 60 * 1000;

const GAMES_OF_PLAYER: &str = "
    SELECT id, iif(dropped = 0, finished, NULL), practice, correct, size, points, max_points
    FROM games
    WHERE player = ?2 AND board IN (SELECT id FROM boards WHERE bank = ?1)";

/// CROSS JOIN reads all games off an index, since none leads from a board to its games.
const BANK_GAMES: &str = "
    SELECT g.id, b.play FROM games g CROSS JOIN boards b ON b.id = g.board WHERE b.bank = ?1";

const BANK_GAMES_OF_PLAYER: &str = "
    SELECT g.id, b.play FROM boards b CROSS JOIN games g ON g.player = ?2 AND g.board = b.id
    WHERE b.bank = ?1";

const ANSWERS: &str = "
    SELECT question, category, difficulty, correct, skipped, millis, at
    FROM answers WHERE game = ?1 ORDER BY position";

const GIVEN: &str = "
    SELECT question, category, correct, skipped, disputed, given FROM answers WHERE game = ?1";

/// How often something was asked, and how often the answer was right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
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
    /// [`HistoryError`] when the file cannot be read.
    pub fn stats(&self, player: &str, bank: &str) -> Result<Stats, HistoryError> {
        self.read(|conn| {
            let mut stats = Stats::default();
            if let Some(player) = players::find(conn, player)? {
                read_games(conn, player, bank, &mut stats)?;
                stats.games.sort_by_key(|game| game.finished);
            }
            Ok(stats)
        })
    }

    /// What the answers to each question of the bank that was ever asked add up to, by id: those
    /// of all players, or of one.
    ///
    /// # Errors
    ///
    /// [`HistoryError`] when the file cannot be read.
    pub fn question_stats(
        &self,
        bank: &str,
        player: Option<&str>,
    ) -> Result<BTreeMap<String, QuestionStats>, HistoryError> {
        self.read(|conn| {
            let mut stats = BTreeMap::new();
            let Some(name) = player else {
                let mut games = conn.prepare(BANK_GAMES)?;
                read_given(conn, &mut games.query([bank])?, &mut stats)?;
                return Ok(stats);
            };
            if let Some(player) = players::find(conn, name)? {
                let mut games = conn.prepare(BANK_GAMES_OF_PLAYER)?;
                read_given(conn, &mut games.query(params![bank, player])?, &mut stats)?;
            }
            Ok(stats)
        })
    }
}

fn read_games(
    conn: &Connection,
    player: i64,
    bank: &str,
    stats: &mut Stats,
) -> rusqlite::Result<()> {
    let mut games = conn.prepare(GAMES_OF_PLAYER)?;
    let mut answers = conn.prepare(ANSWERS)?;
    let mut rows = games.query(params![bank, player])?;
    while let Some(row) = rows.next()? {
        let Some(id) = number::<i64>(row, 0) else {
            continue;
        };
        stats.games.extend(played(row));
        let mut row_of_right = 0;
        let mut rows = answers.query([id])?;
        while let Some(row) = rows.next()? {
            let right = count_answer(row, stats);
            row_of_right = match right {
                Some(true) => row_of_right + 1,
                Some(false) => 0,
                None => row_of_right,
            };
            stats.best_streak = stats.best_streak.max(row_of_right);
        }
    }
    Ok(())
}

/// A finished game that was no practice.
fn played(row: &Row<'_>) -> Option<Played> {
    let is_practice = truth(row, 2)?;
    if is_null(row, 1) || is_practice {
        return None;
    }
    let game = Played {
        finished: number(row, 1)?,
        right: number(row, 3)?,
        of: number(row, 4)?,
        points: number(row, 5)?,
        max_points: number(row, 6)?,
    };
    (game.of > 0 && game.right <= game.of).then_some(game)
}

/// Counts an answer, and says whether it was right; `None` where it makes no sense.
fn count_answer(row: &Row<'_>, stats: &mut Stats) -> Option<bool> {
    let (question, category) = (borrowed(row, 0)?, borrowed(row, 1)?);
    let difficulty = borrowed(row, 2)?;
    let (right, skipped) = (truth(row, 3)?, truth(row, 4)?);
    let (millis, at): (u64, i64) = (number(row, 5)?, number(row, 6)?);
    if category.is_empty() {
        return Some(false);
    }
    stats.all.count(right);
    for (tallies, key) in [
        (&mut stats.questions, question),
        (&mut stats.categories, category),
        (&mut stats.difficulties, difficulty),
    ] {
        add(tallies, key, |tally: &mut Tally| tally.count(right));
    }
    if !skipped {
        stats.answered += 1;
        stats.millis = stats.millis.saturating_add(millis);
        stats
            .active
            .insert(at.saturating_sub(at.rem_euclid(DAY_STEP)));
    }
    Some(right)
}

fn read_given(
    conn: &Connection,
    games: &mut rusqlite::Rows<'_>,
    stats: &mut BTreeMap<String, QuestionStats>,
) -> rusqlite::Result<()> {
    let mut answers = conn.prepare(GIVEN)?;
    while let Some(row) = games.next()? {
        let play = text(row, 1).and_then(|word| Play::from_word(&word));
        let (Some(id), Some(play)) = (number::<i64>(row, 0), play) else {
            continue;
        };
        let mut rows = answers.query([id])?;
        while let Some(row) = rows.next()? {
            // What makes no sense counts nowhere.
            let _ = count_given(row, play, stats);
        }
    }
    Ok(())
}

fn count_given(
    row: &Row<'_>,
    play: Play,
    stats: &mut BTreeMap<String, QuestionStats>,
) -> Option<()> {
    let (question, category) = (borrowed(row, 0)?, borrowed(row, 1)?);
    let (right, skipped) = (truth(row, 2)?, truth(row, 3)?);
    let (disputed, given) = (truth(row, 4)?, borrowed(row, 5)?);
    if category.is_empty() {
        return Some(());
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
    Some(())
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
