//! What makes one question playable: the keys of a `[[question]]`.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use toml::de::DeTable;

use super::finding::Finding;
use super::lists::Lists;
use super::question::{
    Body, Difficulty, Distractors, Expected, Kind, MAX_CHOICE, MAX_ID, MAX_TEXT, Question,
};
use super::sources::Sources;
use super::toml_table::TomlTable;
use crate::text::normalize::normalize;
use crate::text::printable::appearance;
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
        let keys = "answer wrong wrong_from not accept more rivals exact typed items";
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
    if kind != Kind::Choice && table.has("typed") {
        table.known.push("typed");
        let message = "`typed` only works on choice questions";
        table.error("stray-key", "typed", message, "remove it");
    }
    match kind {
        Kind::TrueFalse => table
            .boolean("answer", "write `answer = true` or `answer = false`")
            .map(|answer| Body::TrueFalse { answer }),
        Kind::Order => {
            let help = "list 3 to 5 texts in the right order";
            let items = table.texts("items", help);
            count(table, "items", 3..=5, help);
            let texts: Vec<_> = items.iter().map(|text| ("items", text)).collect();
            distinct(table, &texts);
            Some(Body::Order { items })
        }
        Kind::Typed => {
            let expected = expected(table, "wrong");
            let texts = expected_texts(&expected, "wrong");
            distinct(table, &texts);
            Some(Body::Typed(expected))
        }
        Kind::Choice => choice(table, lists),
    }
}

/// What counts as the answer when it is typed; `rivals` is the key that names near but
/// wrong texts. A missing answer is noted and left empty.
fn expected(table: &mut TomlTable<'_, '_, '_>, rivals: &'static str) -> Expected {
    let answer = table.text("answer", "write the right answer as text");
    let help = "write `exact = true` if no slip may be forgiven";
    Expected {
        answer: answer.unwrap_or_default(),
        accept: table.texts("accept", "list other texts that are right when typed"),
        more: table.texts("more", "list answers that are too general"),
        rivals: table.texts(rivals, "list texts that are near but wrong"),
        exact: table.optional_boolean("exact", help).unwrap_or_default(),
    }
}

/// Its texts, each with its key.
fn expected_texts<'a>(
    expected: &'a Expected,
    rivals: &'static str,
) -> Vec<(&'static str, &'a String)> {
    let answer = std::slice::from_ref(&expected.answer);
    let groups = [
        ("answer", answer),
        ("accept", &expected.accept),
        ("more", &expected.more),
        (rivals, &expected.rivals),
    ];
    let texts = groups
        .into_iter()
        .flat_map(|(key, texts)| texts.iter().map(move |text| (key, text)));
    texts.filter(|(_, text)| !text.is_empty()).collect()
}

fn choice(table: &mut TomlTable<'_, '_, '_>, lists: Option<&Lists>) -> Option<Body> {
    let expected = expected(table, "rivals");
    let help = "list 3 to 6 wrong answers, such as `wrong = [\"Utica\", \"Stamford\", \"Nashua\"]`";
    let wrong = table.texts("wrong", help);
    let list = table.optional_text("wrong_from", "name a list of lists.toml");
    let not = table.texts("not", "name entries of the list that would be right too");
    let typed = "write `typed = false` if it needs its choices";
    let typed = table.optional_boolean("typed", typed).unwrap_or(true);
    let mut texts = expected_texts(&expected, "rivals");
    let distractors = if table.has("wrong_from") {
        distinct(table, &texts);
        if table.has("wrong") {
            let message = "`wrong` and `wrong_from` can't be used together";
            table.error("stray-key", "wrong", message, "remove one of them");
        }
        let name = list?;
        if let Some(lists) = lists {
            let right = [&expected.answer].into_iter().chain(&expected.accept);
            check_list(table, lists, &name, &not, right);
        }
        Distractors::List {
            name,
            not,
            entries: Vec::new(),
        }
    } else {
        count(table, "wrong", 3..=6, help);
        if table.has("not") {
            let message = "`not` only works with `wrong_from`";
            let help = "remove it, or take the wrong answers from a list";
            table.error("stray-key", "not", message, help);
        }
        texts.extend(wrong.iter().map(|text| ("wrong", text)));
        distinct(table, &texts);
        Distractors::Own(wrong)
    };
    Some(Body::Choice {
        expected,
        distractors,
        typed,
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
        let answers = if left == 1 { "answer" } else { "answers" };
        let message =
            format!("the list \"{name}\" leaves {left} wrong {answers}, and 3 are needed");
        let help = "add entries to the list";
        table.error("too-few-choices", "wrong_from", message, help);
    }
}

fn count(table: &mut TomlTable<'_, '_, '_>, key: &str, wanted: RangeInclusive<usize>, help: &str) {
    table.require(key, help);
    if let Some(len) = table.len(key).filter(|len| !wanted.contains(len)) {
        let (least, most) = wanted.into_inner();
        let entries = if len == 1 { "entry" } else { "entries" };
        let message = format!("`{key}` has {len} {entries}, not {least} to {most}");
        table.error("bad-count", key, message, help);
    }
}

/// Notes texts that are too long, and texts that a player could not tell apart; each
/// comes with its key.
fn distinct(table: &mut TomlTable<'_, '_, '_>, texts: &[(&'static str, &String)]) {
    let mut seen: Vec<(Cow<'_, str>, &str)> = Vec::new();
    for &(key, text) in texts {
        table.refuse_long(key, [text], MAX_CHOICE);
        let shown = appearance(text);
        if !text.is_ascii() && normalize(text).is_empty() {
            let message = format!("\"{text}\" of `{key}` has no letters or digits");
            table.error("empty-text", key, message, "write it out in words");
            continue;
        }
        let equal = seen.iter().find(|(other, _)| *other == shown);
        // Accepting a form twice is redundant, and so is a rival that is a choice.
        let is_fine = |other: &str| match key {
            "accept" => matches!(other, "answer" | "accept"),
            "rivals" | "wrong" => other == "rivals",
            _ => false,
        };
        if let Some((_, other)) = equal.filter(|(_, other)| !is_fine(other)) {
            let message = format!("\"{text}\" of `{key}` looks the same as one of `{other}`");
            table.error(
                "equal-choices",
                key,
                message,
                "change or remove one of them",
            );
        }
        seen.push((shown, key));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The question with these keys, or what is wrong with it.
    fn read(keys: &str) -> Result<Question, Vec<String>> {
        let text = format!("id = \"q\"\ndifficulty = \"easy\"\nask = \"Which?\"\n{keys}");
        let table = DeTable::parse(&text).unwrap();
        let mut findings = Vec::new();
        let question = question(table.get_ref(), 0, References::default(), &mut findings);
        let said = findings
            .iter()
            .map(|f| format!("{}; {}", f.message, f.help));
        question.ok_or_else(|| said.collect())
    }

    #[test]
    fn keys_say_how_an_answer_is_judged_when_typed() {
        let keys = "answer = \"a\"\nwrong = [\"b\", \"c\", \"d\"]\ntyped = false\nexact = true\n\
                    accept = [\"A1\"]\nmore = [\"m\"]\nrivals = [\"r\", \"b\"]";
        let expected = Expected {
            answer: "a".to_owned(),
            accept: vec!["A1".to_owned()],
            more: vec!["m".to_owned()],
            rivals: vec!["r".to_owned(), "b".to_owned()],
            exact: true,
        };
        let choice = read(keys).unwrap();
        assert_eq!(choice.expected(), Some(&expected));
        assert!(matches!(choice.body, Body::Choice { typed: false, .. }));
        let typed = "kind = \"typed\"\nanswer = \"a\"\naccept = [\"A1\"]\nmore = [\"m\"]\n\
                     wrong = [\"r\", \"b\"]\nexact = true";
        assert_eq!(read(typed).unwrap().body, Body::Typed(expected));
        let plain = read("answer = \"a\"\nwrong = [\"b\", \"c\", \"d\"]").unwrap();
        assert!(matches!(plain.body, Body::Choice { typed: true, .. }));
    }

    #[test]
    fn a_key_on_the_wrong_kind_is_an_error() {
        for (keys, said) in [
            (
                "kind = \"typed\"\nanswer = \"a\"\ntyped = false",
                "`typed` only works on choice questions; remove it",
            ),
            (
                "kind = \"true-false\"\nanswer = true\ntyped = false",
                "`typed` only works on choice questions; remove it",
            ),
            (
                "answer = \"a\"\nwrong = [\"b\", \"c\", \"d\"]\nexact = \"yes\"",
                "`exact` is text, not true or false; write `exact = true` if no slip may be \
                 forgiven",
            ),
        ] {
            assert_eq!(read(keys).unwrap_err(), [said], "{keys}");
        }
    }

    #[test]
    fn a_value_of_another_type_hears_what_to_write() {
        let known = "known here: id, topic, season, episode, difficulty, kind, ask, because, \
                     source, answer, accept, more, rivals, exact, wrong, wrong_from, not, typed";
        for (keys, said) in [
            (
                "answer = true\nwrong = [\"b\", \"c\", \"d\"]",
                "`answer` is true or false, not text; for a statement add `kind = \
                 \"true-false\"`; else put the answer in quotes",
            ),
            (
                "answer = [\"2\", \"3\"]\nwrong = [\"b\", \"c\", \"d\"]",
                "`answer` is a list, not text; write one answer, and the others that are right \
                 in `accept`; an order has `kind = \"order\"` and `items`",
            ),
            (
                "answer = \"a\"\nwrong = [\"b\", true, \"d\"]",
                "`wrong` is true or false, not text; list 3 to 6 wrong answers, such as `wrong = \
                 [\"Utica\", \"Stamford\", \"Nashua\"]`",
            ),
            (
                "answer = \"a\"\nwrong = [\"b\"]",
                "`wrong` has 1 entry, not 3 to 6; list 3 to 6 wrong answers, such as `wrong = \
                 [\"Utica\", \"Stamford\", \"Nashua\"]`",
            ),
            (
                "answer = \"a\"\nwrong = [\"b\", \"c\", \"d\"]\nzzz = 1",
                &format!("unknown key `zzz`; {known}"),
            ),
        ] {
            assert_eq!(read(keys).unwrap_err(), [said], "{keys}");
        }
        let question = read("answer = 3.50\nwrong = [6.5, 10, -1.0]").unwrap();
        assert_eq!(question.answer(), Some("3.50"));
        assert_eq!(question.wrong(), ["6.5", "10", "-1.0"]);
    }

    #[test]
    fn lines_indents_and_spaces_of_a_text_are_kept() {
        for (ask, kept) in [
            ("\"\"\"\n  a  b\r\n\tc \n\n\"\"\"", "  a  b\n    c"),
            ("\" a  b \"", "a  b"),
            ("\"soft\\u00ADly\\u200E\"", "softly"),
            ("\"שלום\\u200E!\"", "שלום\u{200e}!"),
        ] {
            let text = format!(
                "id = \"q\"\ndifficulty = \"easy\"\nask = {ask}\nkind = \"true-false\"\n\
                 answer = true\ntopic = \"\"\"a\n  b\"\"\""
            );
            let table = DeTable::parse(&text).unwrap();
            let read = question(table.get_ref(), 0, References::default(), &mut Vec::new());
            let read = read.unwrap();
            assert_eq!((&*read.ask, &*read.topic), (kept, "a b"));
        }
    }

    #[test]
    fn choices_are_equal_only_if_they_look_the_same() {
        for (answer, wrong, is_equal) in [
            ("x > 3", "x < 3", false),
            ("MW", "mW", false),
            ("schön", "schon", false),
            ("a b", "A-B!", false),
            ("a", " a ", true),
            ("é", "e\\u0301", true),
            ("a b", "a\\u00A0b", true),
        ] {
            let keys = format!("answer = \"{answer}\"\nwrong = [\"{wrong}\", \"y\", \"z\"]");
            assert_eq!(read(&keys).is_err(), is_equal, "{answer} and {wrong}");
        }
    }
}
