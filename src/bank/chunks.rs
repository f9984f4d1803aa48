//! One file of questions, read in chunks.
//!
//! The TOML parser takes time and memory that grow faster than its input, so a
//! file is cut before `[[question]]` lines. Such a line may also stand inside a
//! multi-line string; a chunk cut there does not parse, and then the file is
//! read as a whole.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::check::{self, Context};
use super::finding::{Findings, Located};
use super::hash::hash;
use super::index::Entry;
use super::question::{Body, Distractors, MAX_ID, Question};
use super::toml_table::TomlTable;

/// About the size in bytes at which the parser is fastest.
const CHUNK: usize = 64 * 1024;
/// A stretch of this size is looked at before it is parsed.
const LONG_CHUNK: usize = 1 << 20;
/// For a longer one the parser would take gigabytes of memory.
const LONGEST_CHUNK: usize = 64 << 20;
const HEADER: &str = "\n[[question]]";

/// What stands before a file's questions.
#[derive(Debug, Default)]
pub struct Head {
    pub name: String,
    pub about: Option<String>,
}

/// What one chunk of a file holds.
#[derive(Debug, Default)]
pub struct Chunk {
    /// Only in a file's first chunk.
    pub head: Option<Head>,
    /// With the category left at 0.
    pub entries: Vec<Entry>,
    /// Answers, right and wrong, a line each.
    pub names: String,
    pub found: Vec<Located>,
    /// The chunk is not TOML.
    pub broken: bool,
}

/// Cuts a file into stretches of at least 64 KiB that begin at question headers.
#[must_use]
pub fn cut(text: &str) -> Vec<Range<usize>> {
    let mut chunks = Vec::new();
    let mut start = 0;
    while text.len() - start > CHUNK {
        let mut from = start + CHUNK;
        while !text.is_char_boundary(from) {
            from += 1;
        }
        let Some(next) = text[from..].find(HEADER) else {
            break;
        };
        let end = from + next + 1;
        chunks.push(start..end);
        start = end;
    }
    chunks.push(start..text.len());
    chunks
}

/// Reads the questions of one stretch of `text`.
#[must_use]
pub fn read(text: &str, range: Range<usize>, context: Context<'_>) -> Chunk {
    let mut chunk = Chunk::default();
    let mut findings = Findings::from_base(range.start);
    if is_unreadable(&text[range.clone()], &mut findings) {
        chunk.found = findings.found;
        return chunk;
    }
    match DeTable::parse(&text[range.clone()]) {
        Ok(table) => chunk.take(table.get_ref(), &range, context, &mut findings),
        Err(_) => chunk.broken = true,
    }
    chunk.found = findings.found;
    chunk
}

/// Whether a long stretch is not worth parsing, which is noted. A hole in a file
/// reads as zeros, and no TOML has one.
fn is_unreadable(text: &str, findings: &mut Findings) -> bool {
    if text.len() < LONG_CHUNK {
        return false;
    }
    if let Some(zero) = text.find('\0') {
        syntax_error("NUL bytes are not allowed", Some(zero..zero + 1), findings);
        return true;
    }
    if text.len() > LONGEST_CHUNK {
        let message = format!("{} MiB without a line `[[question]]`", text.len() >> 20);
        let help = "begin each question with such a line, without blanks before it";
        findings.error("too-long", 0, None, message, help);
        return true;
    }
    false
}

/// Reads a whole file at once and notes every fault of its TOML.
#[must_use]
pub fn read_whole(text: &str, context: Context<'_>) -> Chunk {
    let mut chunk = Chunk::default();
    let mut findings = Findings::default();
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        chunk.take(table.get_ref(), &(0..text.len()), context, &mut findings);
    } else {
        syntax_errors(&errors, &mut findings);
        chunk.broken = true;
    }
    chunk.found = findings.found;
    chunk
}

/// Notes what keeps a text from being TOML.
pub fn syntax_errors(errors: &[toml::de::Error], findings: &mut Findings) {
    for error in errors {
        syntax_error(error.message(), error.span(), findings);
    }
}

/// Notes one fault in the syntax, as the parser words it.
pub fn syntax_error(message: &str, span: Option<Range<usize>>, findings: &mut Findings) {
    findings.error(
        "syntax",
        span.map_or(0, |span| span.start),
        None,
        format!("not TOML: {message}"),
        "texts stand in double quotes on one line, lists in square brackets",
    );
}

/// Parses one question's own stretch of text, which has been checked before.
///
/// `None` where the text is not, or no longer, a question.
#[must_use]
pub fn question(text: &str) -> Option<Question> {
    let table = DeTable::parse(text).ok()?;
    let table = first_question(table.get_ref())?;
    check::question(table, 0, Context::default(), &mut Findings::default())
}

/// Where the values of a question's keys are in its own stretch of text.
#[must_use]
pub fn key_offsets(text: &str) -> Option<Vec<(String, usize)>> {
    let table = DeTable::parse(text).ok()?;
    let keys = first_question(table.get_ref())?.iter();
    Some(
        keys.map(|(key, value)| (key.get_ref().to_string(), value.span().start))
            .collect(),
    )
}

fn first_question<'t, 'i>(table: &'t DeTable<'i>) -> Option<&'t DeTable<'i>> {
    match table.get("question")?.get_ref().get(0)?.get_ref() {
        DeValue::Table(table) => Some(table),
        _ => None,
    }
}

impl Chunk {
    fn take(
        &mut self,
        table: &DeTable<'_>,
        range: &Range<usize>,
        context: Context<'_>,
        findings: &mut Findings,
    ) {
        let mut top = TomlTable::new(table, 0, findings);
        let tables = question_tables(&mut top);
        if range.start == 0 {
            self.head = head(top);
        } else {
            top.finish(&["question"]);
        }
        let ends = tables.iter().skip(1).map(|(_, start)| *start);
        let ends: Vec<_> = ends.chain([range.len()]).collect();
        for ((table, start), end) in tables.iter().zip(ends) {
            if let Some(question) = check::question(table, *start, context, findings) {
                self.push(&question, range.start + start, end - start, findings);
            }
        }
    }

    fn push(&mut self, question: &Question, offset: usize, len: usize, findings: &mut Findings) {
        let Ok(len) = u32::try_from(len) else {
            let message = "the question is larger than 4 GiB";
            findings.error("too-long", 0, Some(&question.id), message, "shorten it");
            return;
        };
        self.entries.push(Entry {
            id: hash(&question.id),
            topic: hash(&question.topic),
            offset: offset as u64,
            len,
            category: 0,
            season: question.season,
            kind: question.body.kind(),
            difficulty: question.difficulty,
        });
        for name in names(&question.body) {
            self.names.push_str(name);
            self.names.push('\n');
        }
    }
}

/// The answers of a question, right and wrong: what a typed answer elsewhere
/// must not be mistaken for. Aliases are left out, since many are so short that
/// slips of the finger would meet them.
fn names(body: &Body) -> impl Iterator<Item = &String> {
    let (one, more): (Option<&String>, &[String]) = match body {
        Body::Choice {
            answer,
            distractors: Distractors::Own(wrong),
            ..
        } => (Some(answer), wrong),
        Body::Choice { answer, .. } | Body::Typed { answer, .. } => (Some(answer), &[]),
        Body::Order { items } => (None, items),
        Body::TrueFalse { .. } => (None, &[]),
    };
    one.into_iter().chain(more)
}

fn head(mut table: TomlTable<'_, '_, '_>) -> Option<Head> {
    let name = table.text(
        "name",
        "begin the file with the category's name, such as `name = \"Rivers\"`",
    );
    let about = table.optional_text("about", "say in one line what the category is about");
    table.refuse_long("name", &name, MAX_ID);
    table.refuse_long("about", &about, MAX_ID);
    table.finish(&["name", "about", "question"]);
    Some(Head { name: name?, about })
}

/// The question tables with the offsets of their headers, in the file's order.
fn question_tables<'t, 'i>(top: &mut TomlTable<'t, 'i, '_>) -> Vec<(&'t DeTable<'i>, usize)> {
    let help = "write each question as a `[[question]]` with its keys below";
    let mut tables = top.tables("question", help);
    tables.retain(|(table, span)| {
        // The span of an inline table covers its keys, that of a `[[header]]` only itself.
        let is_inline =
            !table.is_empty() && table.keys().all(|key| span.contains(&key.span().start));
        if is_inline {
            // It could not be parsed again on its own.
            top.error("inline-question", span.start, "an inline question", help);
        }
        !is_inline
    });
    tables
        .into_iter()
        .map(|(table, span)| (table, span.start))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question_text(n: usize) -> String {
        format!(
            "[[question]]\nid = \"q{n}\"\ndifficulty = \"easy\"\nask = \"Which?\"\nanswer = \"a{n}\"\n\
             wrong = [\"b\", \"c\", \"d\"]\n\n"
        )
    }

    fn file(questions: usize) -> String {
        (0..questions).fold("name = \"Many\"\n\n".to_owned(), |text, n| {
            text + &question_text(n)
        })
    }

    #[test]
    fn pieces_make_up_the_file_and_hold_every_question() {
        let text = file(3_000);
        let chunks = cut(&text);
        assert!(chunks.len() > 3);
        let whole: String = chunks.iter().map(|range| &text[range.clone()]).collect();
        assert_eq!(whole, text);
        let count: usize = chunks
            .into_iter()
            .map(|range| {
                let chunk = read(&text, range, Context::default());
                assert!(chunk.found.is_empty(), "{:?}", chunk.found);
                chunk.entries.len()
            })
            .sum();
        assert_eq!(count, 3_000);
    }

    #[test]
    fn an_entry_leads_back_to_its_question() {
        let text = file(2);
        let chunk = read(&text, 0..text.len(), Context::default());
        for (n, entry) in chunk.entries.iter().enumerate() {
            let start = usize::try_from(entry.offset).unwrap();
            let question = question(&text[start..start + entry.len as usize]).unwrap();
            assert_eq!(question.id, format!("q{n}"));
            assert_eq!(hash(&question.id), entry.id);
        }
    }

    #[test]
    fn a_header_inside_a_string_is_no_question() {
        let trap = "because = \"\"\"\n[[question]]\nid = 1\n\"\"\"\n";
        let text = file(1) + trap + &question_text(1);
        let inner = text.find("[[question]]\nid = 1").unwrap();
        assert!(read(&text, 0..inner, Context::default()).broken);
        let chunk = read_whole(&text, Context::default());
        assert_eq!(chunk.entries.len(), 2, "{:?}", chunk.found);
    }
}
