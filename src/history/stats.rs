//! Totals of answers, for players and for bank authors.
//!
//! A question that could not be asked has no category in the history and does not count. These
//! queries read every answer, which takes about a microsecond each.

use std::collections::BTreeMap;

use rusqlite::{Row, params};
use serde::Serialize;

use super::database::History;
use super::error::HistoryError;
use super::players;
use super::types::Play;
use super::types::as_rfc3339;

const DAY: i64 = 24 * 60 * 60;

const PLAYED: &str = "
    SELECT finished, correct, size, points, max_points
    FROM games
    WHERE player = (SELECT id FROM players WHERE name = ?1)
        AND board IN (SELECT id FROM boards WHERE bank = ?2)
        AND finished IS NOT NULL AND NOT discarded AND NOT practice
    ORDER BY turn";

/// CROSS JOIN makes `SQLite` read game by game, in the order of answers.
const ANSWERS: &str = "
    SELECT a.position = 0, a.question, a.category, a.difficulty, a.correct, a.skipped, a.millis, a.at,
           g.utc_offset
    FROM games g CROSS JOIN answers a ON a.game = g.id
    WHERE g.player = (SELECT id FROM players WHERE name = ?1)
        AND g.board IN (SELECT id FROM boards WHERE bank = ?2)";

const GIVEN: &str = "
    SELECT b.play, a.question, a.category, a.correct, a.skipped, a.disputed, a.given
    FROM games g CROSS JOIN boards b ON b.id = g.board CROSS JOIN answers a ON a.game = g.id
    WHERE b.bank = ?1 AND (?2 IS NULL OR g.player = (SELECT id FROM players WHERE name = ?2))";

const OTHERS: &str = "
    SELECT a.correct, a.given, count(*) FROM answers a
    JOIN games g ON g.id = a.game JOIN boards b ON b.id = g.board
    WHERE a.question = ?3 AND b.bank = ?2
        AND g.player IS NOT (SELECT id FROM players WHERE name = ?1)
    GROUP BY 1, 2 ORDER BY 3 DESC, 2";

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

    /// How often it was not right, including skips.
    pub fn missed(self) -> u64 {
        self.asked - self.right
    }
}

/// A finished game.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Played {
    /// When it was finished, in unix milliseconds.
    #[serde(serialize_with = "as_rfc3339")]
    pub finished: i64,
    /// Right answers, at most `of`.
    pub right: u32,
    /// How many questions it had; not 0.
    pub of: u32,
    pub points: u32,
    /// The most points possible.
    pub max_points: u32,
}

/// The totals of a player's answers to one bank. A skip counts as asked and not right. Practice
/// and unfinished games count, too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stats {
    /// Finished games except practice, oldest first.
    pub games: Vec<Played>,
    pub all: Tally,
    /// By the category's slug at the time.
    pub categories: BTreeMap<String, Tally>,
    /// By the recorded word.
    pub difficulties: BTreeMap<String, Tally>,
    /// By id.
    pub questions: BTreeMap<String, Tally>,
    /// The most right answers in a row within one game.
    pub best_streak: u32,
    /// How many questions were not skipped.
    pub answered: u64,
    /// The time spent on those, in milliseconds.
    pub millis: u64,
    /// How many questions were answered on each local day, in days since 1970-01-01.
    pub active: BTreeMap<i64, u64>,
}

/// How other players answered a question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Others {
    pub answers: u64,
    pub right: u64,
    /// The most frequent wrong answer and its count; the first one if there is a tie.
    pub wrong: Option<(String, u64)>,
}

/// The totals of the answers to one question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QuestionStats {
    pub tally: Tally,
    pub skipped: u64,
    /// Answers in choice play that were not skipped.
    pub picked: u64,
    /// How often each text was given in those.
    pub given: BTreeMap<String, u64>,
    /// Wrong texts that players claimed were right, and how often.
    pub disputed: BTreeMap<String, u64>,
}

impl History {
    /// The totals of the player's answers to questions from the bank.
    pub fn stats(&self, player: &str, bank: &str) -> Result<Stats, HistoryError> {
        let key = params![players::name(player), bank];
        self.read(|conn| {
            let mut stats = Stats {
                games: conn
                    .prepare(PLAYED)?
                    .query_map(key, played)?
                    .collect::<Result<_, _>>()?,
                ..Stats::default()
            };
            let mut streak = 0;
            let mut answers = conn.prepare(ANSWERS)?;
            let mut rows = answers.query(key)?;
            while let Some(row) = rows.next()? {
                if row.get(0)? {
                    streak = 0;
                }
                streak = if count_answer(row, &mut stats)? {
                    streak + 1
                } else {
                    0
                };
                stats.best_streak = stats.best_streak.max(streak);
            }
            Ok(stats)
        })
    }

    /// How other players answered a question from the bank, including skips.
    pub fn others(&self, player: &str, bank: &str, question: &str) -> Result<Others, HistoryError> {
        let key = params![players::name(player), bank, question];
        let given: Vec<(bool, String, u32)> = self.list(OTHERS, key, |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
        let mut others = Others::default();
        for (right, text, times) in given {
            let times = u64::from(times);
            others.answers += times;
            if right {
                others.right += times;
            } else if others.wrong.is_none() && !text.is_empty() {
                others.wrong = Some((text, times));
            }
        }
        Ok(others)
    }

    /// The totals of the answers to each question of the bank that was ever asked, by id, for all
    /// players or one.
    pub fn question_stats(
        &self,
        bank: &str,
        player: Option<&str>,
    ) -> Result<BTreeMap<String, QuestionStats>, HistoryError> {
        self.read(|conn| {
            let mut stats = BTreeMap::new();
            let mut answers = conn.prepare(GIVEN)?;
            let mut rows = answers.query(params![bank, player.map(players::name)])?;
            while let Some(row) = rows.next()? {
                count_given(row, &mut stats)?;
            }
            Ok(stats)
        })
    }
}

fn played(row: &Row<'_>) -> rusqlite::Result<Played> {
    Ok(Played {
        finished: row.get(0)?,
        right: row.get(1)?,
        of: row.get(2)?,
        points: row.get(3)?,
        max_points: row.get(4)?,
    })
}

/// Counts an answer. Returns whether it was right.
fn count_answer(row: &Row<'_>, stats: &mut Stats) -> rusqlite::Result<bool> {
    let category = row.get_ref(2)?.as_str()?;
    let right = row.get(4)?;
    if category.is_empty() {
        return Ok(false);
    }
    stats.all.count(right);
    for (tallies, key) in [
        (&mut stats.questions, row.get_ref(1)?.as_str()?),
        (&mut stats.categories, category),
        (&mut stats.difficulties, row.get_ref(3)?.as_str()?),
    ] {
        add(tallies, key, |tally: &mut Tally| tally.count(right));
    }
    if !row.get::<_, bool>(5)? {
        let (millis, at): (i64, i64) = (row.get(6)?, row.get(7)?);
        stats.answered += 1;
        stats.millis = stats.millis.saturating_add(millis.cast_unsigned());
        let local = (at / 1000).saturating_add(row.get(8)?);
        *stats.active.entry(local.div_euclid(DAY)).or_default() += 1;
    }
    Ok(right)
}

fn count_given(row: &Row<'_>, stats: &mut BTreeMap<String, QuestionStats>) -> rusqlite::Result<()> {
    let (question, given) = (row.get_ref(1)?.as_str()?, row.get_ref(6)?.as_str()?);
    let (right, skipped, disputed): (bool, bool, bool) = (row.get(3)?, row.get(4)?, row.get(5)?);
    if row.get_ref(2)?.as_str()?.is_empty() {
        return Ok(());
    }
    let is_picked = !skipped && row.get::<_, Play>(0)? == Play::Choice;
    add(stats, question, |stats: &mut QuestionStats| {
        stats.tally.count(right);
        stats.skipped += u64::from(skipped);
        if is_picked {
            stats.picked += 1;
            add(&mut stats.given, given, |times| *times += 1);
        }
        if !skipped && disputed && !right {
            add(&mut stats.disputed, given, |times| *times += 1);
        }
    });
    Ok(())
}

/// Changes the key's value, copying the key only if it is new.
fn add<T: Default>(map: &mut BTreeMap<String, T>, key: &str, change: impl FnOnce(&mut T)) {
    match map.get_mut(key) {
        Some(value) => change(value),
        None => change(map.entry(key.to_owned()).or_default()),
    }
}

#[cfg(test)]
mod tests;
