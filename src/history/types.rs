//! What goes into the history and comes out of it: plain values, no database.

use serde::Serialize;

/// The number of a game in one history file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GameId(pub i64);

/// How answers are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Play {
    /// Picked from choices.
    Choice,
    /// Typed from memory.
    Typed,
}

impl Play {
    /// The word for it in the database, in tables and in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Choice => "choice",
            Self::Typed => "typed",
        }
    }

    pub(super) fn from_word(word: &str) -> Option<Self> {
        [Self::Choice, Self::Typed]
            .into_iter()
            .find(|play| play.as_str() == word)
    }
}

/// What a board compares: like with like. Two games share a board when all of this is equal.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct BoardKey {
    /// The name of the bank.
    pub bank: String,
    /// Slugs of the categories; empty means the whole bank. Order and repeats do not matter: they
    /// are stored, and come back, sorted and once each.
    pub categories: Vec<String>,
    /// How many questions a game was to have.
    pub length: u32,
    /// The one difficulty played; `None` (or an empty word) is mixed.
    pub difficulty: Option<String>,
    /// How answers are given.
    pub play: Play,
    /// Seconds a question; `None` (or zero) is untimed.
    pub timed: Option<u32>,
    /// The last season that questions may give away; `None` (or zero) is all of them.
    pub through: Option<u8>,
    /// The day of a daily, as `2026-11-22`; `None` (or an empty word) for every other game.
    pub daily: Option<String>,
}

/// A game as it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGame {
    /// The player's name. Spaces around it are dropped; otherwise names are compared exactly,
    /// case and all.
    pub player: String,
    /// The board that the game plays for.
    pub board: BoardKey,
    /// The seed of the draw.
    pub seed: u64,
    /// Whether the game counts on its board. A daily counts only as the player's first try.
    pub ranked: bool,
    /// Whether missed questions come back within the game.
    pub practice: bool,
    /// Whether there are hints.
    pub hints: bool,
    /// The first game of those that are played in turn with this one; `None` for that game
    /// itself, and for a player alone.
    pub party: Option<GameId>,
    /// Ids of the questions, in the order they are asked.
    pub questions: Vec<String>,
    /// The most points that the game can bring.
    pub max_points: u32,
    /// When it began, in unix milliseconds.
    pub started: i64,
}

/// One answer, as judged.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, and a column"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerRecord {
    /// Which question of the game it answers, counted from 0.
    pub position: u32,
    /// The question's id.
    pub question: String,
    /// Slug of the question's category.
    pub category: String,
    /// The question's difficulty.
    pub difficulty: String,
    /// What the player picked or typed; cut after 64 KiB.
    pub given: String,
    /// Whether it was right.
    pub right: bool,
    /// Whether a hint was taken.
    pub hinted: bool,
    /// Whether the question was skipped.
    pub skipped: bool,
    /// Whether it came after the clock.
    pub late: bool,
    /// Time spent on it, in milliseconds; kept up to 34 years.
    pub millis: u64,
    /// Points for the question itself.
    pub base: i64,
    /// Points gained or lost by speed.
    pub speed: i64,
    /// Points for the streak.
    pub streak: i64,
    /// The points that it brought in all.
    pub points: u32,
    /// When it was given, in unix milliseconds.
    pub at: i64,
}

/// A game that was left, by its player or by others in turn, with what was answered so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedGame {
    /// The number to go on recording under.
    pub id: GameId,
    /// The game as it began.
    pub game: NewGame,
    /// Its answers by position. Every position is that of a question of the game, and none comes
    /// twice.
    pub answers: Vec<AnswerRecord>,
    /// The position of the last question for which a hint was given.
    pub hinted: Option<u32>,
    /// Time spent on the question that stood when it was left, in milliseconds.
    pub spent: u64,
    /// Whether it is over; then others who play in turn are not done yet.
    pub is_finished: bool,
}

/// A finished game's place on its board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The game.
    pub game: GameId,
    /// Its place among all games of the board, from 1.
    pub rank: u32,
    /// Who played it.
    pub player: String,
    /// Its points.
    pub points: u32,
    /// How many answers were right.
    pub right: u32,
    /// How many questions it had.
    pub of: u32,
    /// Time spent answering, in milliseconds.
    pub millis: u64,
    /// When it was finished, in unix milliseconds.
    pub finished: i64,
}

/// A board and its best games.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    /// What it compares.
    pub key: BoardKey,
    /// Its games, best first.
    pub games: Vec<Standing>,
}

/// A player's word that a question is wrong or unclear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    /// Who says so.
    pub player: String,
    /// The name of the bank.
    pub bank: String,
    /// The question's id.
    pub question: String,
    /// What is wrong with it, where the player said.
    pub note: Option<String>,
    /// When it was last flagged, in unix milliseconds.
    pub at: i64,
}
