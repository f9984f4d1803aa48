//! What makes one question playable: the keys of a `[[question]]`.

use std::collections::HashSet;

use toml::de::DeTable;

use super::finding::Findings;
use super::lists::Lists;
use super::question::{
    Body, Difficulty, Distractors, Kind, MAX_CHOICE, MAX_ID, MAX_TEXT, Question,
};
use super::sources::Sources;
use super::toml_table::TomlTable;
use crate::text::normalize::normalize;
use crate::text::slug::{is_slug, nearest};

const COMMON: [&str; 9] = [
    "id",
    "topic",
    "season",
    "episode",
    "difficulty",
    "kind",
    "ask",
    "because",
    "source",
];

/// What the questions of a bank may refer to.
#[derive(Debug, Default, Clone, Copy)]
pub struct References<'a> {
    /// `None` if the question has been checked before.
    pub lists: Option<&'a Lists>,
    /// `None` if the bank has none, or the question has been checked before.
    pub sources: Option<&'a Sources>,
}

impl Kind {
    /// The keys that only this kind of question has.
    fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Choice => &["answer", "wrong", "wrong_from", "not", "accept"],
            Self::TrueFalse => &["answer"],
            Self::Order => &["items"],
            Self::Typed => &["answer", "accept", "more"],
        }
    }
}

/// Reads one question; `header` is the offset of its `[[question]]`. Notes every
/// error in `findings`, and returns `None` if there was one.
pub fn question(
    table: &DeTable<'_>,
    header: usize,
    references: References<'_>,
    findings: &mut Findings,
) -> Option<Question> {
    let before = findings.found.len();
    let mut table = TomlTable::new(table, header, findings);
    let id = id(&mut table);
    let topic = table.optional_text("topic", "name the event that the question is about");
    let season = table.season();
    let episode = table.optional_text("episode", "write the episode's title");
    let difficulty = one_of(
        &mut table,
        "difficulty",
        Difficulty::ALL.map(|d| (d.name(), d)),
    );
    let kind = if table.has("kind") {
        one_of(&mut table, "kind", Kind::ALL.map(|k| (k.name(), k)))
    } else {
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
    let own = kind.map_or_else(|| Kind::ALL.map(Kind::keys).concat(), |k| k.keys().to_vec());
    table.finish(&[&COMMON[..], &own].concat());
    if findings.found.len() > before {
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
    let offset = table.offset("id");
    if !is_slug(&id) || id.len() > MAX_ID {
        table.error(
            "bad-id",
            offset,
            format!("`{id}` is not a valid id"),
            format!("use lowercase words, digits and hyphens, at most {MAX_ID} characters"),
        );
    }
    Some(id)
}

/// The value of a key that takes one of a few words.
fn one_of<T: Copy, const N: usize>(
    table: &mut TomlTable<'_, '_, '_>,
    key: &str,
    known: [(&'static str, T); N],
) -> Option<T> {
    let words = known.map(|(name, _)| format!("\"{name}\"")).join(", ");
    let text = table.text(key, &format!("write one of {words}"))?;
    let value = known.iter().find(|(name, _)| *name == text);
    if value.is_none() {
        let help = match nearest(&text, known.map(|(name, _)| name)) {
            Some(meant) => format!("did you mean \"{meant}\"?"),
            None => format!("write one of {words}"),
        };
        let offset = table.offset(key);
        table.error(
            "unknown-value",
            offset,
            format!("`{key}` can't be \"{text}\""),
            help,
        );
    }
    value.map(|(_, value)| *value)
}

fn sources(table: &mut TomlTable<'_, '_, '_>, sources: Option<&Sources>) -> Vec<String> {
    let help = "write document and line, such as `source = [\"000:49\"]`";
    let refs = table.texts("source", help);
    if let Some(sources) = sources {
        for reference in &refs {
            if let Err(message) = sources.resolve(reference) {
                let offset = table.offset("source");
                table.error("unknown-source", offset, message, help);
            }
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
            distinct(table, &[("items", &items)]);
            Some(Body::Order { items })
        }
        Kind::Typed => {
            let answer = table.text("answer", "write the right answer as text")?;
            let accept = table.texts("accept", "list other texts that are right");
            let more = table.texts("more", "list answers that are too general");
            distinct(
                table,
                &[
                    ("answer", std::slice::from_ref(&answer)),
                    ("accept", &accept),
                    ("more", &more),
                ],
            );
            Some(Body::Typed {
                answer,
                accept,
                more,
            })
        }
        Kind::Choice => choice(table, lists),
    }
}

fn choice(table: &mut TomlTable<'_, '_, '_>, lists: Option<&Lists>) -> Option<Body> {
    let answer = table.text("answer", "write the right answer as text");
    let accept = table.texts("accept", "list other texts that are right when typed");
    let distractors = if table.has("wrong_from") {
        table.refuse_long("answer", &answer, MAX_CHOICE);
        listed(table, lists, answer.as_deref(), &accept)?
    } else {
        let help =
            "list 3 to 6 wrong answers, such as `wrong = [\"Utica\", \"Stamford\", \"Nashua\"]`";
        let wrong = table.texts("wrong", help);
        count(table, "wrong", wrong.len(), 3..=6, help);
        if table.has("not") {
            let offset = table.offset("not");
            table.error(
                "stray-key",
                offset,
                "`not` only works with `wrong_from`",
                "remove it, or take the wrong answers from a list",
            );
        }
        if let Some(answer) = &answer {
            distinct(
                table,
                &[
                    ("answer", std::slice::from_ref(answer)),
                    ("accept", &accept),
                    ("wrong", &wrong),
                ],
            );
        }
        Distractors::Own(wrong)
    };
    Some(Body::Choice {
        answer: answer?,
        distractors,
        accept,
    })
}

/// Wrong answers from a shared list.
fn listed(
    table: &mut TomlTable<'_, '_, '_>,
    lists: Option<&Lists>,
    answer: Option<&str>,
    accept: &[String],
) -> Option<Distractors> {
    let name = table.text("wrong_from", "name a list of lists.toml")?;
    let not = table.texts("not", "name entries of the list that would be right too");
    if table.has("wrong") {
        let offset = table.offset("wrong");
        table.error(
            "stray-key",
            offset,
            "`wrong` and `wrong_from` can't be used together",
            "remove one of them",
        );
    }
    if let Some(lists) = lists {
        entries_left(
            table,
            lists,
            &name,
            &not,
            [answer?]
                .into_iter()
                .chain(accept.iter().map(String::as_str)),
        )?;
    }
    Some(Distractors::List {
        name,
        not,
        entries: Vec::new(),
    })
}

/// Notes a list that does not exist or leaves fewer than three wrong answers.
fn entries_left<'a>(
    table: &mut TomlTable<'_, '_, '_>,
    lists: &Lists,
    name: &str,
    not: &[String],
    right: impl Iterator<Item = &'a str>,
) -> Option<()> {
    let offset = table.offset("wrong_from");
    let Some(list) = lists.get(name) else {
        let help = match nearest(name, lists.names()) {
            Some(meant) => format!("did you mean \"{meant}\"?"),
            None => "add the list to lists.toml, next to the bank's files".to_owned(),
        };
        table.error("unknown-list", offset, format!("no list \"{name}\""), help);
        return None;
    };
    let mut taken = HashSet::new();
    for text in not {
        let normal = normalize(text);
        if !list.contains(&normal) {
            let offset = table.offset("not");
            table.error(
                "unknown-entry",
                offset,
                format!("\"{text}\" is not in the list \"{name}\""),
                "spell it as the list does, or remove it",
            );
        }
        taken.insert(normal);
    }
    taken.extend(right.map(normalize));
    let left = list.left_without(&taken);
    if left < 3 {
        table.error(
            "too-few-choices",
            offset,
            format!("the list \"{name}\" leaves {left} wrong answers, and 3 are needed"),
            "add entries to the list",
        );
    }
    Some(())
}

fn count(
    table: &mut TomlTable<'_, '_, '_>,
    key: &str,
    len: usize,
    wanted: std::ops::RangeInclusive<usize>,
    help: &str,
) {
    if !table.has(key) {
        table.missing(key, help);
    } else if !wanted.contains(&len) {
        let offset = table.offset(key);
        table.error(
            "bad-count",
            offset,
            format!(
                "`{key}` has {len} entries, not {} to {}",
                wanted.start(),
                wanted.end()
            ),
            help,
        );
    }
}

/// Notes texts that are too long, and texts that a player could not tell apart.
fn distinct(table: &mut TomlTable<'_, '_, '_>, groups: &[(&str, &[String])]) {
    let mut seen: Vec<(String, &str, &str)> = Vec::new();
    for (key, texts) in groups {
        for text in *texts {
            table.refuse_long(key, [text], MAX_CHOICE);
            let normal = normalize(text);
            let offset = table.offset(key);
            if normal.is_empty() {
                table.error(
                    "empty-text",
                    offset,
                    format!("\"{text}\" of `{key}` has no letters or digits"),
                    "write it out in words",
                );
                continue;
            }
            let equal = seen.iter().find(|(other, ..)| *other == normal);
            // Accepting a form twice is redundant, not ambiguous.
            if let Some((_, other_key, other)) =
                equal.filter(|(_, k, _)| *key != "accept" || !matches!(*k, "answer" | "accept"))
            {
                table.error(
                    "equal-choices",
                    offset,
                    format!("\"{text}\" of `{key}` equals \"{other}\" of `{other_key}`"),
                    "change or remove one: answers that differ only in case, accents, articles or \
                     punctuation are equal",
                );
            }
            seen.push((normal, key, text));
        }
    }
}
