//! Question banks: TOML text in, checked questions and an index out.
//!
//! Nothing here opens a file or prints: text and index bytes are handed in.

pub mod category;
pub mod check;
pub mod chunks;
pub mod compile;
pub mod finding;
pub mod hash;
pub mod index;
mod kinds;
pub mod library;
pub mod lists;
pub mod question;
pub mod sources;
pub mod toml_table;

pub use category::Category;
pub use finding::{Finding, Severity};
pub use index::{Entry, Index, ReadError};
pub use library::{Bank, Texts};
pub use question::{Body, Difficulty, Distractors, Expected, Kind, ListEntry, Quantity, Question};
