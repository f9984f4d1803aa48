//! Output outside prompts: results on stdout, notices and errors on stderr.
#![expect(
    clippy::disallowed_methods,
    reason = "what is printed leaves the program here"
)]

use std::fmt::Write as _;
use std::io::{self, Write as _};

use dialoguer::console::Term;
use serde::Serialize;

use crate::bank::Finding;
use crate::bank::finding::CUT;
use crate::error::{Error, Outcome};
use crate::history::Notice;
use crate::text::printable::{Printable, doubtful_characters};
use crate::ui::layout::shorten;
use crate::ui::style::Style;

/// In a pipe nothing is wrapped or cut.
const PIPE_WIDTH: usize = u16::MAX as usize;
/// Columns before the line a finding quotes.
const EXCERPT_LEAD: usize = 4;

/// Prints the one error.
pub fn complain(failure: &Error, style: Style) {
    list(&failure.findings);
    let message = Printable(&failure.message);
    let mut lines = vec![format!("{} {message}", style.bad("error:"))];
    if let Some(help) = &failure.help {
        lines.push(format!("{} {}", style.strong("help:"), Printable(help)));
    }
    tell(&lines.join("\n"));
}

/// Prints findings with an empty line after each, their quotes cut to one row.
pub fn list(findings: &[Finding]) {
    if findings.is_empty() {
        return;
    }
    let room = columns(&Term::stderr()).saturating_sub(EXCERPT_LEAD);
    let fitted = findings.iter().map(|finding| {
        let excerpt = Printable(&finding.excerpt).to_string();
        let finding = Finding {
            excerpt: shorten(&excerpt, room, CUT),
            ..finding.clone()
        };
        format!("{finding}\n")
    });
    tell(&fitted.collect::<Vec<_>>().join("\n"));
}

/// Writes results to stdout.
///
/// # Errors
/// If they cannot be written; a closed pipe is not an error.
pub fn print(text: &str) -> Result<Outcome, Error> {
    let mut stdout = io::stdout().lock();
    match stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
    {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::failed(
            format!("could not write the result: {error}"),
            "check that stdout is open and its device has free space",
        )),
        _ => Ok(Outcome::Done),
    }
}

/// Lines beside the results, wrapped at the window's edge.
pub fn tell(text: &str) {
    let options = textwrap::Options::new(columns(&Term::stderr()))
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .subsequent_indent("  ");
    let rows = text.split('\n').map(|line| textwrap::fill(line, &options));
    // Without stderr there is nobody to tell.
    let _ = writeln!(io::stderr(), "{}", rows.collect::<Vec<_>>().join("\n"));
}

/// The columns available for results.
pub fn width() -> usize {
    columns(&Term::stdout())
}

fn columns(term: &Term) -> usize {
    let size = term.size_checked();
    size.map_or(PIPE_WIDTH, |(_, columns)| usize::from(columns))
}

/// The text wrapped for stdout.
pub fn wrapped(text: &str) -> String {
    textwrap::fill(text, width())
}

/// Tells what happened to the history.
pub fn tell_notice(notice: Option<&Notice>) {
    if let Some(notice) = notice {
        tell(&Printable(&notice.0).to_string());
    }
}

/// What every document begins with.
#[derive(Serialize)]
struct Document<'a, T> {
    schema: u32,
    #[serde(flatten)]
    document: &'a T,
}

/// A document as indented JSON with a final newline.
///
/// # Errors
/// If the document cannot be JSON.
pub fn json(document: &impl Serialize) -> Result<String, Error> {
    let schema = 1;
    serde_json::to_string_pretty(&Document { schema, document })
        .map(|text| escaped(&text) + "\n")
        .map_err(|error| Error::failed(format!("could not write JSON: {error}"), "report this bug"))
}

/// Escapes the characters that a terminal must not get; line ends occur only between
/// tokens.
fn escaped(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    let mut plain = 0;
    for (at, c) in doubtful_characters(json).filter(|(_, c)| *c != '\n') {
        safe.push_str(&json[plain..at]);
        for unit in c.encode_utf16(&mut [0; 2]) {
            // Writing to a string cannot fail.
            let _ = write!(safe, "\\u{unit:04x}");
        }
        plain = at + c.len_utf8();
    }
    safe + &json[plain..]
}
