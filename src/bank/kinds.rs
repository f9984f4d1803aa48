//! What each kind of question needs: its own keys, and how they are read.

use std::borrow::Cow;
use std::ops::RangeInclusive;
use std::slice;

use super::lists::Lists;
use super::question::{
    Body, Distractors, Expected, Kind, MAX_CHOICE, MAX_ID, MOST_RIGHT, MOST_WRONG, Quantity,
};
use super::toml_table::TomlTable;
use crate::text::normalize::normalize;
use crate::text::number::Decimal;
use crate::text::printable::appearance;
use crate::text::slug::nearest;

/// One kind of question in the text of a bank.
struct Row {
    kind: Kind,
    /// Its keys besides those that every question has.
    keys: &'static [&'static str],
    /// Reads them and notes every error; the lists are missing if the question has been
    /// checked before.
    read: fn(&mut TomlTable<'_, '_, '_>, Option<&Lists>) -> Option<Body>,
}

const ROWS: [Row; 6] = [
    Row {
        kind: Kind::Choice,
        keys: &[
            "answer",
            "wrong",
            "order",
            "wrong_from",
            "not",
            "accept",
            "more",
            "rivals",
            "exact",
            "typed",
        ],
        read: choice,
    },
    Row {
        kind: Kind::TrueFalse,
        keys: &["answer"],
        read: true_false,
    },
    Row {
        kind: Kind::Order,
        keys: &["items"],
        read: order,
    },
    Row {
        kind: Kind::Typed,
        keys: &["answer", "wrong", "accept", "more", "exact"],
        read: typed,
    },
    Row {
        kind: Kind::Several,
        keys: &["right", "wrong", "order"],
        read: several,
    },
    Row {
        kind: Kind::Number,
        keys: &["answer", "within", "unit"],
        read: number,
    },
];

/// Reads what is asked for. Without a kind, its keys can't be told from others.
pub(super) fn body(
    table: &mut TomlTable<'_, '_, '_>,
    kind: Option<Kind>,
    lists: Option<&Lists>,
) -> Option<Body> {
    let row = kind.and_then(|kind| ROWS.iter().find(|row| row.kind == kind));
    if row.is_none() {
        table.known.extend(ROWS.iter().flat_map(|row| row.keys));
    }
    row.and_then(|row| (row.read)(table, lists))
}

/// Which kinds of question a key works on, if any do.
pub(super) fn stray(key: &str) -> Option<String> {
    let rows = ROWS.iter().filter(|row| row.keys.contains(&key));
    let names: Vec<_> = rows.map(|row| row.kind.name()).collect();
    let (last, others) = names.split_last()?;
    let names = match others {
        [] => (*last).to_owned(),
        others => format!("{} and {last}", others.join(", ")),
    };
    Some(format!("`{key}` only works on {names} questions"))
}

fn true_false(table: &mut TomlTable<'_, '_, '_>, _: Option<&Lists>) -> Option<Body> {
    let answer = table.boolean("answer", "write `answer = true` or `answer = false`");
    answer.map(|answer| Body::TrueFalse { answer })
}

fn order(table: &mut TomlTable<'_, '_, '_>, _: Option<&Lists>) -> Option<Body> {
    let help = "list 3 to 5 texts in the right order";
    let items = table.texts("items", help);
    count(table, "items", table.len("items"), 3..=5, help);
    let texts: Vec<_> = items.iter().map(|text| ("items", text)).collect();
    distinct(table, &texts);
    (!items.is_empty()).then_some(Body::Order { items })
}

fn typed(table: &mut TomlTable<'_, '_, '_>, _: Option<&Lists>) -> Option<Body> {
    let expected = expected(table, "wrong");
    let texts = expected_texts(&expected, "wrong");
    distinct(table, &texts);
    (!expected.answer.is_empty()).then_some(Body::Typed(expected))
}

fn several(table: &mut TomlTable<'_, '_, '_>, _: Option<&Lists>) -> Option<Body> {
    let help = "list every right answer, such as `right = [\"Jim\", \"Pam\"]`";
    let right = table.texts("right", help);
    count(table, "right", table.len("right"), 1..=MOST_RIGHT, help);
    let (wrong, fixed) = wrong_answers(table, &right);
    let mut texts: Vec<_> = right.iter().map(|text| ("right", text)).collect();
    texts.extend(wrong.iter().map(|text| ("wrong", text)));
    distinct(table, &texts);
    (!right.is_empty()).then_some(Body::Several {
        right,
        wrong,
        fixed,
    })
}

fn number(table: &mut TomlTable<'_, '_, '_>, _: Option<&Lists>) -> Option<Body> {
    let help = "write a number without quotes, such as `answer = 3.14`";
    table.require("answer", help);
    let answer = table.number("answer", help);
    let help = "write how far off an answer may be, such as `within = 0.01`";
    let within = table.number("within", help).unwrap_or(Decimal::ZERO);
    if within.is_negative() {
        let message = format!("`within` is {within}, less than 0");
        table.error("bad-number", "within", message, help);
    }
    let unit = table.optional_text("unit", "write the unit, such as `unit = \"km\"`");
    table.refuse_long("unit", &unit, MAX_ID);
    Some(Body::Number(Quantity {
        answer: answer?,
        within,
        unit,
    }))
}

const WRONG: &str =
    "list 1 to 12 wrong answers, such as `wrong = [\"Utica\", \"Stamford\", \"Nashua\"]`";

/// The wrong answers and, with `order = "fixed"`, all choices as they are written: each empty
/// text among the wrong answers is the place of the next right one. No choice can be empty, so
/// nothing else can be meant.
fn wrong_answers(
    table: &mut TomlTable<'_, '_, '_>,
    right: &[String],
) -> (Vec<String>, Option<Vec<String>>) {
    let is_fixed = table.has("order") && table.one_of("order", &["fixed"], |name| name).is_some();
    table.known.push("order");
    let (mut wrong, mut all, mut gaps) = (Vec::new(), Vec::new(), right.iter());
    let mut places = 0;
    for item in table.items("wrong", "a list of texts", WRONG) {
        if is_fixed && item.get_ref().as_str() == Some("") {
            places += 1;
            all.extend(gaps.next().cloned());
        } else if let Some(text) = table.as_text("wrong", item, WRONG) {
            if is_fixed {
                all.push(text.clone());
            }
            wrong.push(text);
        }
    }
    let len = table.len("wrong").map(|len| len - places);
    count(table, "wrong", len, 1..=MOST_WRONG, WRONG);
    if is_fixed && !right.is_empty() && len.is_some() && places != right.len() {
        let message = format!(
            "`wrong` has {places} places for right answers, not {}",
            right.len()
        );
        let help = "with `order = \"fixed\"`, put \"\" in `wrong` where each right answer goes";
        table.error("bad-count", "wrong", message, help);
    }
    (wrong, is_fixed.then_some(all))
}

fn choice(table: &mut TomlTable<'_, '_, '_>, lists: Option<&Lists>) -> Option<Body> {
    let expected = expected(table, "rivals");
    let list = table.optional_text("wrong_from", "name a list of lists.toml");
    let not = table.texts("not", "name entries of the list that would be right too");
    let typed = "write `typed = false` if it needs its choices";
    let typed = table.optional_boolean("typed", typed).unwrap_or(true);
    let mut texts = expected_texts(&expected, "rivals");
    let mut fixed = None;
    let distractors = if table.has("wrong_from") {
        distinct(table, &texts);
        for key in ["wrong", "order"] {
            table.known.push(key);
            if table.has(key) {
                let message = format!("`{key}` and `wrong_from` can't be used together");
                table.error("stray-key", key, message, "remove one of them");
            }
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
        if table.has("not") {
            let message = "`not` only works with `wrong_from`";
            let help = "remove it, or take the wrong answers from a list";
            table.error("stray-key", "not", message, help);
        }
        let wrong;
        (wrong, fixed) = wrong_answers(table, slice::from_ref(&expected.answer));
        texts.extend(wrong.iter().map(|text| ("wrong", text)));
        distinct(table, &texts);
        Distractors::Own(wrong)
    };
    Some(Body::Choice {
        expected,
        distractors,
        fixed,
        typed,
    })
}

/// What counts as the answer when it is typed; `rivals` is the key that names near but
/// wrong texts. A missing answer is noted and left empty.
fn expected(table: &mut TomlTable<'_, '_, '_>, rivals: &'static str) -> Expected {
    let answer = table.text("answer", "write the right answer as text");
    let help = "write `exact = true` to allow no typos";
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

/// Notes a list that is missing, or whose length is not as wanted.
fn count(
    table: &mut TomlTable<'_, '_, '_>,
    key: &str,
    len: Option<usize>,
    wanted: RangeInclusive<usize>,
    help: &str,
) {
    table.require(key, help);
    if let Some(len) = len.filter(|len| !wanted.contains(len)) {
        let (least, most) = wanted.into_inner();
        let entries = if len == 1 { "entry" } else { "entries" };
        let message = format!("`{key}` has {len} {entries}, not {least} to {most}");
        table.error("bad-count", key, message, help);
    }
}

/// Notes texts that are too long, and texts that a player could not tell apart; each
/// comes with its key.
fn distinct(table: &mut TomlTable<'_, '_, '_>, texts: &[(&'static str, &String)]) {
    let mut seen: Vec<(Cow<'_, str>, &str)> = Vec::with_capacity(texts.len());
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
