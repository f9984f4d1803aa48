//! Question banks: TOML text in, checked questions and an index out.
//!
//! Nothing here opens a file or prints: text and index bytes are handed in.

pub mod check;
pub mod compile;
mod encode;
pub mod fields;
pub mod finding;
pub mod hash;
pub mod index;
pub mod library;
pub mod lists;
pub mod pieces;
pub mod question;
pub mod sources;

pub use finding::{Finding, Severity};
pub use index::{Category, Entry, Index, ReadError};
pub use library::{Bank, Texts};
pub use question::{Body, Difficulty, Distractors, Kind, ListEntry, Question};
