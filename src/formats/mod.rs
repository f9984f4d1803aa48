//! Question files of other programs: each format is read into records and written from them.
//!
//! Nothing here opens a file or prints: text is handed in, and text comes out. A reader gets
//! text in UTF-8 with `\n` at the end of each line, and knows the rules of its format alone;
//! what all formats have in common comes after it.

pub mod aiken;
pub mod bsd;
pub mod gift;
pub mod markdown;
pub mod opentriviaqa;
pub mod record;

pub use record::{Body, Choice, LeftOut, Record, Sink};

#[cfg(test)]
mod tests;
