//! What makes one question playable: the keys of a `[[question]]`.

use std::ops::RangeInclusive;

use toml::de::DeTable;

use super::finding::Finding;
use super::lists::Lists;
use super::question::{
    Body, Difficulty, Distractors, Kind, MAX_CHOICE, MAX_ID, MAX_TEXT, Question,
};
use super::sources::Sources;
use super::toml_table::TomlTable;
use crate::text::normalize::normalize;
use crate::text::slug::{is_slug, nearest};

/// What the questions of a bank may refer to.
#[derive(Debug, Default, Clone, Copy)]
pub struct References<'a> {
    /// `None` if the question has been checked before.
    pub lists: Option<&'a Lists>,
    /// `None` if the bank has none, or the question has been checked before.
    pub sources: Option<&'a Sources>,
}

/// Reads one question; `header` is the offset of its `[[question]]`. Notes every
/// error in `findings`, and returns `None` if there was one.
pub fn question(
    table: &DeTable<'_>,
    header: usize,
    references: References<'_>,
    findings: &mut Vec<Finding>,
) -> Option<Question> {
    let before = findings.len();
    let mut table = TomlTable::new(table, header, findings);
    let id = id(&mut table);
    let topic = table.optional_text("topic", "name the event that the question is about");
    let season = table.season();
    let episode = table.optional_text("episode", "write the episode's title");
    let difficulty = one_of(&mut table, "difficulty", &Difficulty::ALL, Difficulty::name);
    let kind = if table.has("kind") {
        one_of(&mut table, "kind", &Kind::ALL, Kind::name)
    } else {
        table.known.push("kind");
        Some(Kind::Choice)
    };
    let ask = table.text("ask", "write the question as the player reads it");
    let because = table.optional_text("because", "say in a sentence or two why it is so");
    let source = sources(&mut table, references.sources);
    table.refuse_long("ask", &ask, MAX_TEXT);
    table.refuse_long("because", &because, MAX_TEXT);
    table.refuse_long("topic", &topic, MAX_ID);
    table.refuse_long("episode", &episode, MAX_ID);
    let body = kind.and_then(|kind| body(&mut table, kind, references.lists));
    if kind.is_none() {
        let keys = "answer wrong wrong_from not accept items more";
        table.known.extend(keys.split(' '));
    }
    table.finish();
    if findings.len() > before {
        return None;
    }
    let id = id?;
    Some(Question {
        topic: topic.unwrap_or_else(|| id.clone()),
        id,
        season,
        episode,
        difficulty: difficulty?,
        ask: ask?,
        because,
        source,
        body: body?,
    })
}

/// The id, noted first so that later findings can name the question.
fn id(table: &mut TomlTable<'_, '_, '_>) -> Option<String> {
    let help = "give it a short name that will never change, such as `first-kiss`";
    let id = table.text("id", help)?;
    table.id = Some(id.clone());
    if !is_slug(&id) || id.len() > MAX_ID {
        let message = format!("`{id}` is not a valid id");
        let help = format!("use lowercase words, digits and hyphens, at most {MAX_ID} characters");
        table.error("bad-id", "id", message, help);
    }
    Some(id)
}

/// The value of a key that takes one of a few words.
fn one_of<T: Copy>(
    table: &mut TomlTable<'_, '_, '_>,
    key: &'static str,
    all: &[T],
    name: fn(T) -> &'static str,
) -> Option<T> {
    let names: Vec<_> = all.iter().map(|value| name(*value)).collect();
    let help = format!("write one of \"{}\"", names.join("\", \""));
    let text = table.text(key, &help)?;
    let value = all.iter().find(|value| name(**value) == text);
    if value.is_none() {
        let message = format!("`{key}` can't be \"{text}\"");
        let meant = nearest(&text, names).map(|meant| format!("did you mean \"{meant}\"?"));
        table.error("unknown-value", key, message, meant.unwrap_or(help));
    }
    value.copied()
}

fn sources(table: &mut TomlTable<'_, '_, '_>, sources: Option<&Sources>) -> Vec<String> {
    let help = "write document and line, such as `source = [\"000:49\"]`";
    let refs = table.texts("source", help);
    for reference in &refs {
        if let Some(Err(message)) = sources.map(|sources| sources.resolve(reference)) {
            table.error("unknown-source", "source", message, help);
        }
    }
    refs
}

fn body(table: &mut TomlTable<'_, '_, '_>, kind: Kind, lists: Option<&Lists>) -> Option<Body> {
    match kind {
        Kind::TrueFalse => table
            .boolean("answer", "write `answer = true` or `answer = false`")
            .map(|answer| Body::TrueFalse { answer }),
        Kind::Order => {
            let help = "list 3 to 5 texts in the right order";
            let items = table.texts("items", help);
            count(table, "items", items.len(), 3..=5, help);
            distinct(table, &["items"], &[&items]);
            Some(Body::Order { items })
        }
        Kind::Typed => {
            let answer = table.text("answer", "write the right answer as text");
            let accept = table.texts("accept", "list other texts that are right");
            let more = table.texts("more", "list answers that are too general");
            let texts = [answer.as_slice(), &accept, &more];
            distinct(table, &["answer", "accept", "more"], &texts);
            Some(Body::Typed {
                answer: answer?,
                accept,
                more,
            })
        }
        Kind::Choice => choice(table, lists),
    }
}

fn choice(table: &mut TomlTable<'_, '_, '_>, lists: Option<&Lists>) -> Option<Body> {
    let answer = table.text("answer", "write the right answer as text");
    let help = "list 3 to 6 wrong answers, such as `wrong = [\"Utica\", \"Stamford\", \"Nashua\"]`";
    let wrong = table.texts("wrong", help);
    let list = table.optional_text("wrong_from", "name a list of lists.toml");
    let not = table.texts("not", "name entries of the list that would be right too");
    let accept = table.texts("accept", "list other texts that are right when typed");
    let distractors = if table.has("wrong_from") {
        table.refuse_long("answer", &answer, MAX_CHOICE);
        if table.has("wrong") {
            let message = "`wrong` and `wrong_from` can't be used together";
            table.error("stray-key", "wrong", message, "remove one of them");
        }
        let name = list?;
        if let Some(lists) = lists {
            let right = answer.iter().chain(&accept);
            check_list(table, lists, &name, &not, right);
        }
        Distractors::List {
            name,
            not,
            entries: Vec::new(),
        }
    } else {
        count(table, "wrong", wrong.len(), 3..=6, help);
        if table.has("not") {
            let message = "`not` only works with `wrong_from`";
            let help = "remove it, or take the wrong answers from a list";
            table.error("stray-key", "not", message, help);
        }
        let texts = [answer.as_slice(), &accept, &wrong];
        distinct(table, &["answer", "accept", "wrong"], &texts);
        Distractors::Own(wrong)
    };
    Some(Body::Choice {
        answer: answer?,
        distractors,
        accept,
    })
}

/// Notes a list that does not exist or leaves fewer than three wrong answers.
fn check_list<'a>(
    table: &mut TomlTable<'_, '_, '_>,
    lists: &Lists,
    name: &str,
    not: &'a [String],
    right: impl Iterator<Item = &'a String>,
) {
    let Some(list) = lists.0.get(name) else {
        let meant = nearest(name, lists.0.keys().map(String::as_str));
        let meant = meant.map(|meant| format!("did you mean \"{meant}\"?"));
        let help = "add the list to lists.toml, next to the bank's files";
        let help = meant.unwrap_or_else(|| help.to_owned());
        let message = format!("no list \"{name}\"");
        return table.error("unknown-list", "wrong_from", message, help);
    };
    for text in not {
        if !list.contains(text) {
            let message = format!("\"{text}\" is not in the list \"{name}\"");
            let help = "spell it as the list does, or remove it";
            table.error("unknown-entry", "not", message, help);
        }
    }
    let left = list.entries.len() - list.places(right.chain(not)).len();
    if left < 3 {
        let message = format!("the list \"{name}\" leaves {left} wrong answers, and 3 are needed");
        let help = "add entries to the list";
        table.error("too-few-choices", "wrong_from", message, help);
    }
}

fn count(
    table: &mut TomlTable<'_, '_, '_>,
    key: &str,
    len: usize,
    wanted: RangeInclusive<usize>,
    help: &str,
) {
    table.require(key, help);
    if table.has(key) && !wanted.contains(&len) {
        let (least, most) = wanted.into_inner();
        let message = format!("`{key}` has {len} entries, not {least} to {most}");
        table.error("bad-count", key, message, help);
    }
}

/// Notes texts that are too long, and texts that a player could not tell apart.
fn distinct(table: &mut TomlTable<'_, '_, '_>, keys: &[&str], groups: &[&[String]]) {
    let mut seen: Vec<(String, &str, &str)> = Vec::new();
    let texts = keys.iter().zip(groups);
    let texts = texts.flat_map(|(key, texts)| texts.iter().map(|text| (*key, text)));
    for (key, text) in texts {
        table.refuse_long(key, [text], MAX_CHOICE);
        let normal = normalize(text);
        if normal.is_empty() {
            let message = format!("\"{text}\" of `{key}` has no letters or digits");
            table.error("empty-text", key, message, "write it out in words");
            continue;
        }
        let equal = seen.iter().find(|(other, ..)| *other == normal);
        // Accepting a form twice is redundant, not ambiguous.
        let is_fine = |other: &str| key == "accept" && matches!(other, "answer" | "accept");
        if let Some((_, other_key, other)) = equal.filter(|(_, other, _)| !is_fine(other)) {
            let message = format!("\"{text}\" of `{key}` equals \"{other}\" of `{other_key}`");
            let help = "change or remove one: answers that differ only in case, accents, articles \
                        or punctuation are equal";
            table.error("equal-choices", key, message, help);
        }
        seen.push((normal, key, text));
    }
}
