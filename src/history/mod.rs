//! The history: every game and every answer, in one database file.
//!
//! A write is durable when its call returns. Any number of processes may use the file at once:
//! they wait for each other's locks. Nothing here reads a clock: times come in as unix
//! milliseconds. Another program may have written the data, so it is not safe to print unescaped.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the database is a file"
)]

mod asked;
mod banks;
mod boards;
mod busy;
mod career;
mod connect;
mod dailies;
mod database;
pub mod days;
mod error;
#[cfg(test)]
mod fixture;
mod flags;
mod games;
mod lock;
mod open;
mod overview;
mod players;
mod quarantine;
mod schema;
mod stats;
#[cfg(test)]
mod tests;
mod types;
mod unfinished;

pub use self::asked::BOXES;
pub use self::career::{Career, CareerAnswer, CareerGame};
pub use self::dailies::FirstTry;
pub use self::database::History;
pub use self::error::HistoryError;
pub use self::lock::GameLock;
pub use self::overview::Overview;
pub use self::quarantine::Notice;
pub use self::stats::{Others, Played, QuestionStats, Stats, Tally};
pub use self::types::{
    Board, BoardKey, Flag, GameId, NewGame, Play, Rank, SavedGame, Standing, Unfinished, rfc3339,
};
