//! What the tests of all readers share.

use proptest::prelude::*;

use super::record::{Body, LeftOut, Record, Sink};
use super::{FORMATS, HEAD, fitting};

/// What a reader finds, a row each.
pub fn shown(read: fn(&str, &mut Sink<'_>), text: &str) -> Vec<String> {
    let mut rows = Vec::new();
    read(text, &mut |found: Result<Record, LeftOut>| {
        rows.push(match found {
            Ok(record) => row(&record),
            Err(left_out) => format!("{}: {}", left_out.line, left_out.reason),
        });
    });
    rows
}

fn row(record: &Record) -> String {
    let body = match &record.body {
        Body::Choices(choices) => {
            let of = |is_right: bool, sign: &str| {
                let texts = choices.iter().filter(|choice| choice.is_right == is_right);
                let texts = texts.map(|choice| format!(" {sign} {}", choice.text));
                texts.collect::<Vec<_>>().concat()
            };
            of(true, "=") + &of(false, "~")
        }
        Body::TrueFalse(answer) => format!(" = {answer}"),
        Body::Typed { answer, accept } => {
            let accept = accept
                .iter()
                .map(|text| format!(" | {text}"))
                .collect::<Vec<_>>()
                .concat();
            format!(" = {answer}{accept}")
        }
        Body::Number { answer, within, .. } => format!(" = {answer} ± {within}"),
        Body::Order(items) => format!(" = {}", items.join(", ")),
    };
    let name = record.name.iter().map(|name| format!(" ::{name}"));
    let category = record.category.iter().map(|name| format!(" [{name}]"));
    let because = record.because.iter().map(|text| format!(" // {text}"));
    let more: String = name.chain(category).chain(because).collect();
    let html = if record.is_html { " html" } else { "" };
    format!(
        "{} {}{body}{more}{html}",
        record.line,
        record.ask.replace('\n', " / ")
    )
}

/// Checks that questions with texts of this pattern are read as `write` writes them.
pub fn reads_back(
    read: fn(&str, &mut Sink<'_>),
    pattern: &'static str,
    write: fn(&str, &str, &[String]) -> String,
) {
    let texts = proptest::collection::hash_set(pattern, 3..6);
    proptest!(|(all in proptest::collection::vec(texts, 1..5))| {
        let (mut text, mut expected) = (String::new(), Vec::new());
        for texts in all {
            let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let texts: Vec<_> = texts.into_iter().map(words).collect();
            let [ask, right, wrong @ ..] = &texts[..] else {
                unreachable!("there are three or more");
            };
            text.push_str(&write(&format!("{ask}?"), right, wrong));
            expected.push(format!("{ask}? = {right} ~ {}", wrong.join(" ~ ")));
        }
        let rows = shown(read, &text);
        let rows: Vec<_> = rows.iter().map(|row| row.split_once(' ').unwrap().1).collect();
        prop_assert_eq!(rows, expected);
    });
}

/// A file of each format with the reader that must know it.
const SAMPLES: [(&str, &str); 10] = [
    ("aiken", "Who?\nA. Jo\nB. Al\nANSWER: A\n"),
    ("bsd", "Denmark:Copenhagen|K{ø|o}benhavn\nPeru:Lima\n"),
    ("gift", "::q:: Who? {=Jo ~Al}\n\nIt rains. {T}\n"),
    ("markdown", "# Rome\n\nWho?\n\n- [x] Jo\n- [ ] Al\n"),
    ("opentriviaqa", "#Q Who?\n^ Jo\nA Jo\nB Al\n"),
    ("csv", "question,answer,wrong1\nWho?,Jo,Al: no\n"),
    (
        "csv",
        "Rome:\tThe capital of Italy: it has seven hills.\nOslo:\tThe capital of Norway.\n",
    ),
    (
        "opentdb",
        "[{\"question\": \"Who? {=a}\", \"correct_answer\": \"a\"}]\n",
    ),
    (
        "",
        "name = \"Rome\"\n\n[[question]]\nid = \"a\"\nask = \"Who?\"\n",
    ),
    (
        "",
        "Rome, the capital of Italy, has seven hills: they are low.
",
    ),
];

#[test]
fn no_file_is_taken_for_one_of_another_format() {
    for (format, text) in SAMPLES {
        let known: Vec<_> = fitting(text).iter().map(|format| format.name).collect();
        let expected: Vec<_> = Some(format)
            .filter(|name| !name.is_empty())
            .into_iter()
            .collect();
        assert_eq!(known, expected, "{text}");
    }
    let late = format!("// {}\n\nWho? {{=Jo ~Al}}\n", "é".repeat(HEAD));
    let known: Vec<_> = fitting(&late).iter().map(|format| format.name).collect();
    assert_eq!(known, ["gift"]);
}

proptest! {
    #[test]
    fn no_text_makes_a_reader_panic_or_leave_the_file(
        text in proptest::collection::vec(
            prop_oneof![
                proptest::sample::select(vec![
                    "#Q ", "^ ", "\nA ", "\nB. ", "ANSWER: A", "{", "}", "=", "~", "#", "%50%", "::",
                    "->", "$CATEGORY: ", "//", "####", "\\", ":", "|", "[", "]", "- [x] ", "- [ ] ",
                    "> ", "# ", "```", "\n", "\n\n", "1. ", "![a](b)", "T", "é", "..", "3.14",
                ]).prop_map(str::to_owned),
                "\\PC{0,4}",
            ],
            0..40,
        ),
    ) {
        let text = text.concat();
        let lines = text.lines().count().max(1);
        for format in &FORMATS {
            (format.read)(&text, &mut |found| {
                let line = match found {
                    Ok(record) => record.line,
                    Err(left_out) => left_out.line,
                };
                assert!((1..=lines).contains(&line), "{line} of {lines}");
            });
        }
    }
}
