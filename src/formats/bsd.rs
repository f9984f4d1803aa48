//! The data files of the BSD game quiz: `question:answer`, with patterns.
//!
//! ```text
//! Denmark:Copenhagen|K{ø|o}benhavn
//! The \[first\] dog in space:Laika [the dog]
//! ```
//!
//! Source: quiz(6). Fields are separated by `:`; of more than two, the first two are asked.
//! `|` separates alternatives, `[...]` is optional, `{...}` groups, `\` quotes the next character,
//! and at the end of a line continues it. The first field is the question as it is: what to do
//! with it is said by the file's name, which becomes the category.

use std::iter::Peekable;
use std::str::Chars;

use super::record::{Body, LeftOut, Record, Sink};

/// A pattern may stand for this many spellings; more are left out.
const MOST_SPELLINGS: usize = 100;
/// Brackets may be in this many others.
const DEEPEST: usize = 20;

/// Whether every line has as many fields as the first, and at least two.
#[must_use]
pub fn looks_like(text: &str) -> bool {
    let mut counts = entries(text).map(|(_, entry)| fields(&entry).len());
    let first = counts.next().unwrap_or(0);
    let is_prose = |line: &str| line.contains(": ") || line.contains("://");
    let is_data = text.trim_start().starts_with(['{', '[', '"', '<']);
    !is_data && first > 1 && counts.all(|count| count == first) && !text.lines().any(is_prose)
}

/// Reads every question.
pub fn read(text: &str, sink: &mut Sink<'_>) {
    for (line, entry) in entries(text) {
        let fields = fields(&entry);
        let [ask, answer, ..] = &fields[..] else {
            let reason = "it has no `:` between question and answer";
            sink(Err(LeftOut::new(line, reason)));
            continue;
        };
        let [ask, answer] = [ask, answer].map(|field| spellings(field));
        sink(match (ask, answer) {
            (Some(ask), Some(answers)) => {
                let mut answers = answers.into_iter();
                let body = Body::Typed {
                    answer: answers.next().unwrap_or_default(),
                    accept: answers.collect(),
                };
                let ask = ask.into_iter().next().unwrap_or_default();
                Ok(Record::new(line, ask, body))
            }
            _ => Err(LeftOut::new(
                line,
                format!(
                    "a bracket is not closed, or there are more than {MOST_SPELLINGS} spellings"
                ),
            )),
        });
    }
}

/// Each entry with its first line; a `\` at the end of a line continues it.
fn entries(text: &str) -> impl Iterator<Item = (usize, String)> {
    let mut lines = text.lines().zip(1..);
    std::iter::from_fn(move || {
        let (first, number) = lines.find(|(line, _)| !line.trim().is_empty())?;
        let mut entry = first.to_owned();
        while is_continued(&entry) {
            entry.pop();
            let Some((line, _)) = lines.next() else { break };
            entry.push_str(line.trim_start());
        }
        Some((number, entry))
    })
}

/// Whether it ends with an odd number of backslashes.
fn is_continued(line: &str) -> bool {
    (line.len() - line.trim_end_matches('\\').len()) % 2 == 1
}

/// The fields, still quoted.
fn fields(entry: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut is_quoted = false;
    for c in entry.chars() {
        if c == ':' && !is_quoted {
            fields.push(String::new());
        } else if let Some(field) = fields.last_mut() {
            field.push(c);
        }
        is_quoted = c == '\\' && !is_quoted;
    }
    fields
}

/// Every spelling that a pattern stands for, the fullest first; `None` if a bracket is not closed
/// or there are too many.
fn spellings(pattern: &str) -> Option<Vec<String>> {
    let mut chars = pattern.chars().peekable();
    let all = alternatives(&mut chars, 0)?;
    if chars.next().is_some() {
        return None;
    }
    let mut spellings: Vec<String> = Vec::new();
    for text in all {
        // Optional words leave their spaces behind.
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() && !spellings.contains(&text) {
            spellings.push(text);
        }
    }
    Some(spellings)
}

/// Reads up to a closing bracket or the end.
fn alternatives(chars: &mut Peekable<Chars<'_>>, depth: usize) -> Option<Vec<String>> {
    if depth > DEEPEST {
        return None;
    }
    let mut all = Vec::new();
    let mut heads = vec![String::new()];
    while let Some(c) = chars.next_if(|c| !matches!(c, ']' | '}')) {
        match c {
            '|' => all.append(&mut std::mem::replace(&mut heads, vec![String::new()])),
            '[' | '{' => {
                let mut tails = alternatives(chars, depth + 1)?;
                chars.next_if_eq(if c == '[' { &']' } else { &'}' })?;
                if c == '[' {
                    tails.push(String::new());
                }
                let mut joined = Vec::with_capacity(heads.len() * tails.len());
                for head in &heads {
                    joined.extend(tails.iter().map(|tail| format!("{head}{tail}")));
                }
                heads = joined;
            }
            '\\' => {
                let quoted = chars.next()?;
                heads = heads.iter().map(|head| format!("{head}{quoted}")).collect();
            }
            c => heads = heads.iter().map(|head| format!("{head}{c}")).collect(),
        }
        if heads.len() + all.len() > MOST_SPELLINGS {
            return None;
        }
    }
    all.append(&mut heads);
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;
    use super::*;

    #[test]
    fn each_rule_holds() {
        for (text, expected) in [
            (
                "Denmark:Copenhagen\nPeru:Lima\n",
                vec!["1 Denmark = Copenhagen", "2 Peru = Lima"],
            ),
            (
                "Denmark:Copenhagen|K{ø|o}benhavn",
                vec!["1 Denmark = Copenhagen | København | Kobenhavn"],
            ),
            (
                "dog in space:Laika[ the dog]",
                vec!["1 dog in space = Laika the dog | Laika"],
            ),
            (
                "The \\[first\\] one\\: who:a\\|b",
                vec!["1 The [first] one: who = a|b"],
            ),
            (
                "[The ]Po:river|[long ]stream",
                vec!["1 The Po = river | long stream | stream"],
            ),
            ("one\\\n   two:a\\\nb", vec!["1 onetwo = ab"]),
            ("a:b:c", vec!["1 a = b"]),
            (
                "no answer",
                vec!["1: it has no `:` between question and answer"],
            ),
            (
                "a:{b",
                vec!["1: a bracket is not closed, or there are more than 100 spellings"],
            ),
            (
                "a:b]",
                vec!["1: a bracket is not closed, or there are more than 100 spellings"],
            ),
            (
                &format!("a:{}", "[x|y]".repeat(9)),
                vec!["1: a bracket is not closed, or there are more than 100 spellings"],
            ),
        ] {
            assert_eq!(shown(read, text), expected, "{text}");
        }
    }
}
