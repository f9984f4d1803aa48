//! The plain values that go into the history and come out of it.

use jiff::Timestamp;
use rusqlite::Row;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use serde::{Serialize, Serializer};

use crate::quiz::Answer;

/// The number of a game in one history file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GameId(pub i64);

/// How the player answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Play {
    Choice,
    Typed,
}

impl Play {
    /// The word for it in the database, in tables and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Choice => "choice",
            Self::Typed => "typed",
        }
    }
}

impl FromSql for Play {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value.as_str()? {
            "choice" => Ok(Self::Choice),
            "typed" => Ok(Self::Typed),
            word => Err(FromSqlError::Other(word.into())),
        }
    }
}

/// The texts in a JSON column.
pub(super) fn list(row: &Row<'_>, column: usize) -> rusqlite::Result<Vec<String>> {
    let list = serde_json::from_str(row.get_ref(column)?.as_str()?);
    Ok(list.map_err(|err| FromSqlError::Other(err.into()))?)
}

/// What the games on a board have in common. Two games share a board if all of this is equal.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct BoardKey {
    pub bank: String,
    /// Slugs, stored and read back sorted and without repeats; empty means the whole bank.
    pub categories: Vec<String>,
    /// How many questions the player asked for.
    pub length: u32,
    /// The one difficulty played; `None` is mixed.
    pub difficulty: Option<String>,
    pub play: Play,
    /// Seconds per question; `None` is untimed.
    pub timed: Option<u32>,
    /// The last season that questions may spoil; `None` is no limit.
    pub through: Option<u8>,
    /// The day of a daily, as `2026-11-22`; `None` for every other game.
    pub daily: Option<String>,
}

/// A game as it starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGame {
    /// The player's name. Names are compared in NFC, with case, and without spaces around them.
    pub player: String,
    pub board: BoardKey,
    pub seed: u64,
    /// Whether the game counts on its board. A daily counts only as the player's first try.
    pub ranked: bool,
    /// Whether missed questions come back within the game.
    pub practice: bool,
    pub hints: bool,
    /// The first game, if players take turns; `None` in that game itself, and for one player.
    pub party: Option<GameId>,
    /// Ids of the questions in order; at least one.
    pub questions: Vec<String>,
    pub max_points: u32,
    /// When it started, in unix milliseconds.
    pub started: i64,
    /// The local offset when it started, in seconds east of UTC.
    pub utc_offset: i32,
}

/// What a menu shows of an unfinished game.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished {
    pub id: GameId,
    /// See [`NewGame::party`].
    pub party: Option<GameId>,
    pub board: BoardKey,
    pub seed: u64,
    pub practice: bool,
    /// How many questions it has.
    pub of: u32,
    pub answered: u32,
}

impl Unfinished {
    /// The first game, if players take turns; otherwise this game.
    pub fn first(&self) -> GameId {
        self.party.unwrap_or(self.id)
    }
}

/// A saved game with its answers so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedGame {
    pub id: GameId,
    pub game: NewGame,
    /// Its answers, from the first on.
    pub answers: Vec<Answer>,
    /// The position of the last question for which a hint was given.
    pub hinted: Option<u32>,
    /// Time spent on the current question before the player quit, in milliseconds.
    pub spent: u64,
    /// Whether it is over, while other players who take turns are not done.
    pub is_finished: bool,
}

/// A finished game on its board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standing {
    #[serde(skip)]
    pub game: GameId,
    /// From 1.
    pub rank: u32,
    pub player: String,
    pub points: u32,
    pub right: u32,
    /// How many questions it had.
    pub of: u32,
    /// How many of the right answers the player counted as right.
    pub credited: u32,
    /// Time spent answering, in milliseconds.
    #[serde(rename = "seconds", serialize_with = "in_seconds")]
    pub millis: u64,
    /// When it was finished, in unix milliseconds.
    #[serde(serialize_with = "as_rfc3339")]
    pub finished: i64,
}

/// A game's place on its board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rank {
    /// From 1.
    pub rank: u32,
    /// How many games the board has.
    pub of: u32,
}

/// A board and its best games, best first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Board {
    #[serde(flatten)]
    pub key: BoardKey,
    pub games: Vec<Standing>,
}

/// A player's flag: a question is wrong or unclear.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Flag {
    #[serde(rename = "id")]
    pub question: String,
    pub player: String,
    pub note: Option<String>,
    /// When it was last flagged, in unix milliseconds.
    #[serde(rename = "flagged", serialize_with = "as_rfc3339")]
    pub at: i64,
    #[serde(skip)]
    pub bank: String,
}

/// Formats a time in unix milliseconds for JSON: RFC 3339 in UTC.
pub fn rfc3339(unix_millis: i64) -> String {
    Timestamp::from_millisecond(unix_millis)
        .map_or_else(|_| "?".to_owned(), |time| format!("{time:.3}"))
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
pub(super) fn as_rfc3339<S: Serializer>(
    unix_millis: &i64,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&rfc3339(*unix_millis))
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn in_seconds<S: Serializer>(millis: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(*millis as f64 / 1000.0)
}
