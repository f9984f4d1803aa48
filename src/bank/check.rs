//! What makes one question playable: the fields of a `[[question]]`.

use std::collections::HashSet;

use toml::de::DeTable;

use super::fields::{Fields, Findings};
use super::lists::Lists;
use super::question::{Body, Difficulty, Distractors, Kind, Question};
use super::sources::Sources;
use crate::text::normalize::normalize;
use crate::text::slug::{is_slug, nearest};

/// The longest text of a question, in characters: more than a screen of 80 x 24.
const MAX_TEXT: usize = 1_000;
/// The longest choice, in characters.
pub const MAX_CHOICE: usize = 300;
/// The longest id or topic, in characters.
pub const MAX_ID: usize = 100;

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
pub struct Context<'a> {
    /// `None` where the question has been checked before.
    pub lists: Option<&'a Lists>,
    /// `None` where the bank names none, or the question has been checked before.
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

/// Reads one question. `header` is the offset of its `[[question]]`. What is
/// wrong goes to `findings`; `None` where something was.
pub fn question(
    table: &DeTable<'_>,
    header: usize,
    context: Context<'_>,
    findings: &mut Findings,
) -> Option<Question> {
    let before = findings.found.len();
    let mut fields = Fields::new(table, header, findings);
    let id = id(&mut fields);
    let topic = fields.optional_text("topic", "name the event that the question is about");
    let season = fields.season();
    let episode = fields.optional_text("episode", "write the episode's title");
    let difficulty = named(
        &mut fields,
        "difficulty",
        Difficulty::ALL.map(|d| (d.name(), d)),
    );
    let kind = if fields.has("kind") {
        named(&mut fields, "kind", Kind::ALL.map(|k| (k.name(), k)))
    } else {
        Some(Kind::Choice)
    };
    let ask = fields.text("ask", "write the question as the player reads it");
    let because = fields.optional_text("because", "say in a sentence or two why it is so");
    let source = sources(&mut fields, context.sources);
    for (key, text) in [("ask", &ask), ("because", &because)] {
        if let Some(text) = text {
            refuse_long(&mut fields, key, text, MAX_TEXT);
        }
    }
    for (key, text) in [("topic", &topic), ("episode", &episode)] {
        if let Some(text) = text {
            refuse_long(&mut fields, key, text, MAX_ID);
        }
    }
    let body = kind.and_then(|kind| body(&mut fields, kind, context.lists));
    let own = kind.map_or_else(|| Kind::ALL.map(Kind::keys).concat(), |k| k.keys().to_vec());
    fields.finish(&[&COMMON[..], &own].concat());
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
fn id(fields: &mut Fields<'_, '_, '_>) -> Option<String> {
    let help = "give it a short name that stays for ever, such as `first-kiss`";
    let id = fields.text("id", help)?;
    fields.id = Some(id.clone());
    let offset = fields.offset("id");
    if !is_slug(&id) || id.len() > MAX_ID {
        fields.error(
            "bad-id",
            offset,
            format!("`{id}` is not an id"),
            format!("use lower-case words, digits and hyphens, {MAX_ID} characters at most"),
        );
    }
    Some(id)
}

/// A field that holds one of a few words.
fn named<T: Copy, const N: usize>(
    fields: &mut Fields<'_, '_, '_>,
    key: &str,
    known: [(&'static str, T); N],
) -> Option<T> {
    let words = known.map(|(name, _)| format!("\"{name}\"")).join(", ");
    let text = fields.text(key, &format!("write one of {words}"))?;
    let value = known.iter().find(|(name, _)| *name == text);
    if value.is_none() {
        let help = match nearest(&text, known.map(|(name, _)| name)) {
            Some(meant) => format!("did you mean \"{meant}\"?"),
            None => format!("write one of {words}"),
        };
        let offset = fields.offset(key);
        fields.error(
            "unknown-value",
            offset,
            format!("`{key}` cannot be \"{text}\""),
            help,
        );
    }
    value.map(|(_, value)| *value)
}

fn sources(fields: &mut Fields<'_, '_, '_>, sources: Option<&Sources>) -> Vec<String> {
    let help = "write document and line, such as `source = [\"000:49\"]`";
    let refs = fields.texts("source", help);
    if let Some(sources) = sources {
        for reference in &refs {
            if let Err(message) = sources.resolve(reference) {
                let offset = fields.offset("source");
                fields.error("unknown-source", offset, message, help);
            }
        }
    }
    refs
}

fn body(fields: &mut Fields<'_, '_, '_>, kind: Kind, lists: Option<&Lists>) -> Option<Body> {
    match kind {
        Kind::TrueFalse => fields
            .boolean("answer", "write `answer = true` or `answer = false`")
            .map(|answer| Body::TrueFalse { answer }),
        Kind::Order => {
            let help = "list 3 to 5 texts in the right order";
            let items = fields.texts("items", help);
            count(fields, "items", items.len(), 3..=5, help);
            distinct(fields, &[("items", &items)]);
            Some(Body::Order { items })
        }
        Kind::Typed => {
            let answer = fields.text("answer", "write the right answer as a text")?;
            let accept = fields.texts("accept", "list other texts that are right");
            let more = fields.texts("more", "list answers that are too general");
            distinct(
                fields,
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
        Kind::Choice => choice(fields, lists),
    }
}

fn choice(fields: &mut Fields<'_, '_, '_>, lists: Option<&Lists>) -> Option<Body> {
    let answer = fields.text("answer", "write the right answer as a text");
    let accept = fields.texts("accept", "list other texts that are right when typed");
    let distractors = if fields.has("wrong_from") {
        if let Some(answer) = &answer {
            refuse_long(fields, "answer", answer, MAX_CHOICE);
        }
        listed(fields, lists, answer.as_deref(), &accept)?
    } else {
        let help =
            "list 3 to 6 wrong answers, such as `wrong = [\"Utica\", \"Stamford\", \"Nashua\"]`";
        let wrong = fields.texts("wrong", help);
        count(fields, "wrong", wrong.len(), 3..=6, help);
        if fields.has("not") {
            let offset = fields.offset("not");
            fields.error(
                "stray-key",
                offset,
                "`not` goes only with `wrong_from`",
                "remove it, or take the wrong answers from a list",
            );
        }
        if let Some(answer) = &answer {
            distinct(
                fields,
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
    fields: &mut Fields<'_, '_, '_>,
    lists: Option<&Lists>,
    answer: Option<&str>,
    accept: &[String],
) -> Option<Distractors> {
    let name = fields.text("wrong_from", "name a list of lists.toml")?;
    let not = fields.texts("not", "name entries of the list that would be right too");
    if fields.has("wrong") {
        let offset = fields.offset("wrong");
        fields.error(
            "stray-key",
            offset,
            "`wrong` and `wrong_from` exclude each other",
            "keep one of the two",
        );
    }
    if let Some(lists) = lists {
        entries_left(
            fields,
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

/// Notes a list that does not exist, or leaves fewer than three wrong answers.
fn entries_left<'a>(
    fields: &mut Fields<'_, '_, '_>,
    lists: &Lists,
    name: &str,
    not: &[String],
    right: impl Iterator<Item = &'a str>,
) -> Option<()> {
    let offset = fields.offset("wrong_from");
    let Some(list) = lists.get(name) else {
        let help = match nearest(name, lists.names()) {
            Some(meant) => format!("did you mean \"{meant}\"?"),
            None => "add the list to a lists.toml beside the bank's files".to_owned(),
        };
        fields.error("unknown-list", offset, format!("no list \"{name}\""), help);
        return None;
    };
    let mut taken = HashSet::new();
    for text in not {
        let normal = normalize(text);
        if !list.contains(&normal) {
            let offset = fields.offset("not");
            fields.error(
                "unknown-entry",
                offset,
                format!("\"{text}\" is not in the list \"{name}\""),
                "write it as the list does, or remove it",
            );
        }
        taken.insert(normal);
    }
    taken.extend(right.map(normalize));
    let left = list.left_without(&taken);
    if left < 3 {
        fields.error(
            "too-few-choices",
            offset,
            format!("the list \"{name}\" leaves {left} wrong answers of the 3 needed"),
            "add entries to the list",
        );
    }
    Some(())
}

fn count(
    fields: &mut Fields<'_, '_, '_>,
    key: &str,
    len: usize,
    wanted: std::ops::RangeInclusive<usize>,
    help: &str,
) {
    if !fields.has(key) {
        let header = fields.offset(key);
        fields.error("missing-key", header, format!("`{key}` is missing"), help);
    } else if !wanted.contains(&len) {
        let offset = fields.offset(key);
        fields.error(
            "bad-count",
            offset,
            format!(
                "`{key}` has {len} texts, not {} to {}",
                wanted.start(),
                wanted.end()
            ),
            help,
        );
    }
}

/// Notes texts that are too long, and texts that a player could not tell apart.
fn distinct(fields: &mut Fields<'_, '_, '_>, groups: &[(&str, &[String])]) {
    let mut seen: Vec<(String, &str, &str)> = Vec::new();
    for (key, texts) in groups {
        for text in *texts {
            refuse_long(fields, key, text, MAX_CHOICE);
            let normal = normalize(text);
            let offset = fields.offset(key);
            if normal.is_empty() {
                fields.error(
                    "empty-text",
                    offset,
                    format!("\"{text}\" of `{key}` has neither letter nor digit"),
                    "write it out in words",
                );
                continue;
            }
            let equal = seen.iter().find(|(other, ..)| *other == normal);
            // Saying an accepted form twice is idle, not ambiguous.
            if let Some((_, other_key, other)) =
                equal.filter(|(_, k, _)| *key != "accept" || !matches!(*k, "answer" | "accept"))
            {
                fields.error(
                    "equal-choices",
                    offset,
                    format!("\"{text}\" of `{key}` equals \"{other}\" of `{other_key}`"),
                    "change or remove one: case, accents, articles and punctuation do not tell \
                     answers apart",
                );
            }
            seen.push((normal, key, text));
        }
    }
}

pub fn refuse_long(fields: &mut Fields<'_, '_, '_>, key: &str, text: &str, max: usize) {
    let length = text.chars().count();
    if length > max {
        let offset = fields.offset(key);
        fields.error(
            "too-long",
            offset,
            format!("`{key}` has {length} characters, more than {max}"),
            "shorten it",
        );
    }
}
