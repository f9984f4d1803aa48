//! Question files of other programs: each format is read into records, and these become banks.
//!
//! Nothing here opens a file or prints: text is handed in, and text comes out. A reader gets
//! text in UTF-8 with `\n` at the end of each line, and knows the rules of its format alone;
//! [`clean`] has those that all formats share.

pub mod aiken;
pub mod bank;
pub mod bsd;
pub mod clean;
pub mod csv;
pub mod decode;
pub mod export;
pub mod gift;
pub mod html;
pub mod markdown;
mod markup;
pub mod opentdb;
pub mod opentriviaqa;
pub mod record;
pub mod toml;

pub use record::{Body, Choice, LeftOut, Record, Sink};

/// A format that questions are read from.
pub struct Format {
    /// As `--from` takes it.
    pub name: &'static str,
    pub about: &'static str,
    looks_like: fn(&str) -> bool,
    pub read: fn(&str, &mut Sink<'_>),
}

pub static FORMATS: [Format; 7] = [
    Format {
        name: "opentdb",
        about: "JSON of the Open Trivia Database",
        looks_like: opentdb::looks_like,
        read: opentdb::read,
    },
    Format {
        name: "opentriviaqa",
        about: "text of OpenTriviaQA",
        looks_like: opentriviaqa::looks_like,
        read: opentriviaqa::read,
    },
    Format {
        name: "gift",
        about: "Moodle GIFT",
        looks_like: gift::looks_like,
        read: gift::read,
    },
    Format {
        name: "aiken",
        about: "Aiken",
        looks_like: aiken::looks_like,
        read: aiken::read,
    },
    Format {
        name: "csv",
        about: "CSV, TSV, term lists and Anki's text exports",
        looks_like: csv::looks_like,
        read: csv::read,
    },
    Format {
        name: "bsd",
        about: "data of the BSD game quiz",
        looks_like: bsd::looks_like,
        read: bsd::read,
    },
    Format {
        name: "markdown",
        about: "Markdown with task lists",
        looks_like: markdown::looks_like,
        read: markdown::read,
    },
];

/// This many bytes are usually enough to tell the format of a file.
const HEAD: usize = 1 << 16;

/// The formats that a text may have; more than one is not enough to read it.
#[must_use]
pub fn fitting(text: &str) -> Vec<&'static Format> {
    let fitting = |text: &str| {
        let formats = FORMATS.iter().filter(|format| (format.looks_like)(text));
        formats.collect::<Vec<_>>()
    };
    let mut ends = (0..=text.len().min(HEAD)).rev();
    let end = ends.find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let head = &text[..end];
    let head = head.rfind('\n').map_or(head, |end| &head[..=end]);
    let found = fitting(head);
    if found.is_empty() && head.len() < text.len() {
        return fitting(text);
    }
    found
}

#[cfg(test)]
mod tests;
