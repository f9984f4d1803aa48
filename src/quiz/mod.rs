//! The game itself: which questions, how they are presented, what an answer is worth.
//!
//! Pure: randomness, time and history are passed in as values.

pub mod answer;
pub mod draw;
pub mod party;
pub mod practice;
pub mod present;
pub mod random;
pub mod recency;
pub mod session;
mod strata;

pub use draw::{Request, draw};
pub use present::{Presented, Rules, present};
pub use recency::Recency;
pub use session::{Answer, Reply, Session, Step};
