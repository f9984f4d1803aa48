//! The game itself: which questions, how they are presented, what an answer is worth.
//!
//! Pure: randomness, time and history are passed in as values.

pub mod answer;
mod choices;
pub mod draw;
#[cfg(test)]
pub mod fixture;
pub mod party;
pub mod practice;
pub mod present;
pub mod random;
pub mod recency;
pub mod session;
mod strata;

pub use draw::{Request, draw};
pub use present::{Form, Presented, Reply, Rules, present};
pub use recency::Recency;
pub use session::{Answer, Session, Step};
