//! Awards and feats: what a player achieved, found in the history.
//!
//! Pure: nothing is stored, so old games count, and an award added later finds its winners.

mod ceremony;
mod facts;
mod feats;
#[cfg(test)]
mod fixture;
mod fold;
mod shelf;
mod table;

pub use self::ceremony::{Honor, PlayerGame, ceremony};
pub use self::facts::{Facts, Topic};
pub use self::feats::{Feat, Rank, feats};
pub use self::shelf::{Earned, Open, Shelf, shelf};
pub use self::table::{AWARDS, Award};
