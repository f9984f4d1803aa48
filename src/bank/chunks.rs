//! One file of questions, read in chunks.
//!
//! The TOML parser's time and memory grow faster than its input, so a file is cut
//! before `[[question]]` lines. Such a line may also be part of a multi-line
//! string: a chunk cut there does not parse, and the file is then read whole.

use std::ops::Range;

use toml::de::DeTable;

use super::category::Category;
use super::check::{self, References};
use super::finding::Finding;
use super::hash::hash;
use super::index::Entry;
use super::question::{MAX_ID, MAX_TEXT, Question};
use super::toml_table::TomlTable;
use crate::text::printable::one_line;
use crate::text::slug::slug;

/// About the size in bytes at which the parser is fastest.
const CHUNK_SIZE: usize = 64 * 1024;
/// A chunk of this size is looked at before it is parsed.
const LONG_CHUNK: usize = 1 << 20;
/// The parser would take gigabytes of memory for a longer one.
const LONGEST_CHUNK: usize = 64 << 20;
const HEADER: &str = "\n[[question]]";

/// What one chunk of a file contains.
#[derive(Debug, Default)]
pub struct Chunk {
    /// The keys before the questions; only in a file's first chunk.
    pub head: Option<Category>,
    pub entries: Vec<Entry>,
    /// Answers, right and wrong, one a line: a text for each chunk.
    pub names: Vec<String>,
    pub findings: Vec<Finding>,
    /// Hash of the id, offset and length of each question with an error.
    pub faulty: Vec<(u64, u64, u32)>,
    /// The chunk is not TOML.
    pub broken: bool,
}

/// Cuts a file before question headers into chunks of at least 64 KiB.
#[must_use]
pub fn cut(text: &str) -> Vec<Range<usize>> {
    let mut chunks = Vec::new();
    let mut start = 0;
    while text.len() - start > CHUNK_SIZE {
        let mut from = start + CHUNK_SIZE;
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

/// Reads the questions of one chunk of the text of `file`, counted from 0.
#[must_use]
pub fn read(text: &str, range: Range<usize>, file: u32, references: References<'_>) -> Chunk {
    let mut chunk = Chunk::default();
    if !is_unreadable(&text[range.clone()], &mut chunk.findings) {
        chunk.parse(text, &range, file, references);
    }
    for finding in &mut chunk.findings {
        finding.offset += range.start;
    }
    chunk
}

/// Whether a long chunk is not worth parsing; notes why. A sparse file reads as
/// zeros, which TOML does not allow.
fn is_unreadable(text: &str, findings: &mut Vec<Finding>) -> bool {
    if text.len() < LONG_CHUNK {
        return false;
    }
    if let Some(zero) = text.find('\0') {
        syntax_error("NUL bytes are not allowed", Some(zero..zero + 1), findings);
        return true;
    }
    if text.len() > LONGEST_CHUNK {
        let message = format!("{} MiB without a `[[question]]` line", text.len() >> 20);
        let help = "start each question with that line, with no spaces before it";
        findings.push(Finding::error("too-long", 0, None, message, help));
        return true;
    }
    false
}

/// Reads a whole file at once, with every error in its TOML.
#[must_use]
pub fn read_whole(text: &str, file: u32, references: References<'_>) -> Chunk {
    let mut chunk = Chunk::default();
    chunk.parse(text, &(0..text.len()), file, references);
    chunk
}

/// Notes each syntax error, or that the text is of another format.
pub fn syntax_errors(text: &str, errors: &[toml::de::Error], findings: &mut Vec<Finding>) {
    if let Some(format) = other_format(text) {
        let message = format!("{format}, not TOML");
        let help = "write it as TOML: `name = \"Rivers\"`, then a `[[question]]` line and its \
                    keys for each question";
        findings.push(Finding::error("syntax", 0, None, message, help));
        return;
    }
    for error in errors {
        syntax_error(error.message(), error.span(), findings);
    }
}

/// The format that a text which is not TOML seems to have, by its first lines.
fn other_format(text: &str) -> Option<&'static str> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let lines = || {
        text.lines()
            .map(str::trim_end)
            .filter(|line| !line.is_empty())
    };
    let first = lines().next()?;
    // TOML, too, begins with a bracket, but with a letter or another bracket after it.
    let inside = text.strip_prefix('[').map(str::trim_start);
    let is_json = text.starts_with('{') || inside.is_some_and(|rest| rest.starts_with(['{', '"']));
    let is_yaml_key = |line: &str| {
        let key = line.trim_start().trim_start_matches("- ").split_once(": ");
        let key = key.map(|(key, _)| key).or_else(|| line.strip_suffix(':'));
        key.is_some_and(|key| {
            key.chars()
                .all(|c| c.is_alphanumeric() || "_- ".contains(c))
        })
    };
    let has_keys = lines()
        .take(20)
        .any(|line| line.contains('=') || line.starts_with('['));
    let separator = [',', ';', '\t'].into_iter().find(|c| first.contains(*c));
    if is_json {
        Some("this is JSON")
    } else if has_keys {
        None
    } else if first == "---" || lines().take(2).all(is_yaml_key) {
        Some("this looks like YAML")
    } else {
        separator.map(|_| "this looks like CSV")
    }
}

/// Notes a syntax error in the parser's words.
pub fn syntax_error(message: &str, span: Option<Range<usize>>, findings: &mut Vec<Finding>) {
    let (offset, message) = (
        span.map_or(0, |span| span.start),
        format!("not TOML: {message}"),
    );
    let help = "put texts in double quotes on one line, and lists in square brackets";
    findings.push(Finding::error("syntax", offset, None, message, help));
}

/// Parses the text of one question that has been checked before.
///
/// `None` if the text is not, or no longer, a question.
#[must_use]
pub fn question(text: &str) -> Option<Question> {
    let table = DeTable::parse(text).ok()?;
    let table = first_question(table.get_ref())?;
    check::question(table, 0, References::default(), &mut Vec::new())
}

/// The id of a question, which may have errors.
#[must_use]
pub fn id(text: &str) -> Option<String> {
    let table = DeTable::parse(text).ok()?;
    let id = first_question(table.get_ref())?.get("id")?.get_ref();
    id.as_str().map(str::to_owned)
}

/// The byte offset of a key's value within the text of its question.
#[must_use]
pub fn key_offset(text: &str, key: &str) -> Option<usize> {
    let table = DeTable::parse(text).ok()?;
    let value = first_question(table.get_ref())?.get(key)?;
    Some(value.span().start)
}

fn first_question<'t, 'i>(table: &'t DeTable<'i>) -> Option<&'t DeTable<'i>> {
    table
        .get("question")?
        .get_ref()
        .get(0)?
        .get_ref()
        .as_table()
}

impl Chunk {
    fn parse(&mut self, text: &str, range: &Range<usize>, file: u32, references: References<'_>) {
        let (table, errors) = DeTable::parse_recoverable(&text[range.clone()]);
        if !errors.is_empty() {
            self.broken = true;
            // Another format shows at the start of a file.
            let start = if range.start == 0 { text } else { "" };
            return syntax_errors(start, &errors, &mut self.findings);
        }
        let mut top = TomlTable::new(table.get_ref(), 0, &mut self.findings);
        let tables = question_tables(&mut top);
        if range.start == 0 {
            self.head = head(&mut top);
        }
        top.finish();
        let ends = tables.iter().skip(1).map(|(_, start)| *start);
        let ends: Vec<_> = ends.chain([range.len()]).collect();
        let mut names = String::new();
        for ((table, start), end) in tables.iter().zip(ends) {
            let (offset, len) = (range.start + start, end - start);
            let question = check::question(table, *start, references, &mut self.findings);
            if let Some(question) = question {
                self.push(&question, file, offset, len);
                add_names(&question, &mut names);
            } else {
                let id = table.get("id").and_then(|id| id.get_ref().as_str());
                let place = id.map(|id| (hash(id), offset as u64, len as u32));
                self.faulty.extend(place);
            }
        }
        self.names.push(names);
    }

    fn push(&mut self, question: &Question, category: u32, offset: usize, len: usize) {
        self.entries.push(Entry {
            id: hash(&question.id),
            topic: hash(&question.topic),
            offset: offset as u64,
            len: len as u32,
            category,
            season: question.season,
            kind: question.body.kind(),
            difficulty: question.difficulty,
        });
    }
}

/// A typed answer to another question must not be taken for a misspelling of one of these.
/// Aliases are left out: many are so short that a typo would match them.
fn add_names(question: &Question, names: &mut String) {
    let own = [question.right(), question.wrong(), question.items()];
    for name in own.into_iter().flatten() {
        names.push_str(&one_line(name));
        names.push('\n');
    }
}

fn head(table: &mut TomlTable<'_, '_, '_>) -> Option<Category> {
    let help = "begin the file with the category's name, such as `name = \"Rivers\"`";
    let name = table.text("name", help);
    let about = table.optional_text("about", "say in one line what the category is about");
    let id = table.optional_text("id", "give the bank a short name that will never change");
    let origin = table.optional_text("origin", "say where the questions are from");
    let help = "name the license, such as \"CC BY-SA 4.0\"";
    let license = table.optional_text("license", help);
    table.refuse_long("origin", &origin, MAX_TEXT);
    table.refuse_long("license", &license, MAX_TEXT);
    table.refuse_long("id", &id, MAX_ID);
    table.refuse_long("name", &name, MAX_ID);
    table.refuse_long("about", &about, MAX_ID);
    let name = name?;
    Some(Category {
        slug: slug(&name),
        name,
        about,
        origin,
        license,
        id,
        ..Category::default()
    })
}

/// The question tables with the offsets of their headers, in file order.
fn question_tables<'t, 'i>(top: &mut TomlTable<'t, 'i, '_>) -> Vec<(&'t DeTable<'i>, usize)> {
    let help = "write each question as a `[[question]]` with its keys below";
    let mut tables = Vec::new();
    for (table, span) in top.tables("question", help) {
        // The span of an inline table covers its keys, that of a `[[header]]` only itself.
        if table.is_empty() || table.keys().any(|key| !span.contains(&key.span().start)) {
            tables.push((table, span.start));
        } else {
            // It could not be parsed again on its own.
            top.error_at("inline-question", span.start, "an inline question", help);
        }
    }
    tables
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
    fn chunks_make_up_the_file_and_hold_every_question() {
        let text = file(3_000);
        let chunks = cut(&text);
        assert!(chunks.len() > 3);
        let whole: String = chunks.iter().map(|range| &text[range.clone()]).collect();
        assert_eq!(whole, text);
        let count: usize = chunks
            .into_iter()
            .map(|range| {
                let chunk = read(&text, range, 0, References::default());
                assert!(chunk.findings.is_empty(), "{:?}", chunk.findings);
                chunk.entries.len()
            })
            .sum();
        assert_eq!(count, 3_000);
    }

    #[test]
    fn other_formats_are_told_by_name() {
        for (text, format) in [
            ("{\"name\": \"x\"}", Some("this is JSON")),
            ("[\n  {\"id\": 1}\n]", Some("this is JSON")),
            ("---\nname: x\n", Some("this looks like YAML")),
            (
                "name: x\nquestions:\n  - id: a\n",
                Some("this looks like YAML"),
            ),
            ("- id: a\n  ask: b\n", Some("this looks like YAML")),
            ("id,ask,answer\na,Who?,b\n", Some("this looks like CSV")),
            ("id;ask\na;b\n", Some("this looks like CSV")),
            ("id\task\na\tb\n", Some("this looks like CSV")),
            ("name = x, y\n", None),
            ("[[question]\nid: 1\n", None),
            ("# a, b\nname = \n", None),
            ("", None),
        ] {
            assert_eq!(other_format(text), format, "{text}");
            assert_eq!(
                DeTable::parse_recoverable(text).1.is_empty(),
                text.is_empty(),
                "{text}"
            );
        }
    }

    #[test]
    fn an_entry_leads_back_to_its_question() {
        let text = file(2);
        let chunk = read(&text, 0..text.len(), 0, References::default());
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
        assert!(read(&text, 0..inner, 0, References::default()).broken);
        let chunk = read_whole(&text, 0, References::default());
        assert_eq!(chunk.entries.len(), 2, "{:?}", chunk.findings);
    }
}
