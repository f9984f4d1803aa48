//! Questions of a bank to records, and these to text in another format.

use super::record::{Body, Choice, Export, Record};
use super::{csv, gift, html, markdown, opentdb};
use crate::bank::Question;
use crate::bank::hash::hash;
use crate::quiz::random::{generator, shuffle};
use crate::quiz::{Rules, present};

/// A format that questions are written in.
pub struct Target {
    /// As `--to` takes it.
    pub name: &'static str,
    pub about: &'static str,
    /// Whether people answer it as it is, so that it has as many choices as a game asks with.
    pub is_asked: bool,
    /// What it can't store of a question.
    pub drops: &'static str,
    /// Why the format cannot hold a record.
    pub holds: fn(&Record) -> Result<(), &'static str>,
    pub write: fn(&Export<'_>) -> String,
}

pub static TARGETS: [Target; 5] = [
    Target {
        name: "opentdb",
        about: "JSON as the Open Trivia Database has it",
        is_asked: false,
        drops: "explanations, ids, topics, seasons or sources",
        holds: opentdb::holds,
        write: opentdb::write,
    },
    Target {
        name: "gift",
        about: "Moodle GIFT",
        is_asked: false,
        drops: "difficulty, topics, seasons or sources",
        holds: gift::holds,
        write: gift::write,
    },
    Target {
        name: "csv",
        about: "CSV for spreadsheets",
        is_asked: false,
        drops: "ids, topics, seasons or sources",
        holds: csv::holds,
        write: csv::write,
    },
    Target {
        name: "markdown",
        about: "Markdown with task lists",
        is_asked: false,
        drops: "difficulty, ids, topics, seasons or sources",
        holds: markdown::holds,
        write: markdown::write,
    },
    Target {
        name: "html",
        about: "a page to play in a browser, and to print for a quiz night",
        is_asked: true,
        drops: "",
        holds: |_| Ok(()),
        write: html::write,
    },
];

/// A question as a record with its choices in an order that depends on the seed: all of them, or as
/// many as a game asks with if it `is_asked`. Of a shared list there are never more.
#[must_use]
pub fn record(question: &Question, category: &str, seed: u64, is_asked: bool) -> Record {
    let body = if let Some(is_true) = question.truth() {
        Body::TrueFalse(is_true)
    } else if let Some(quantity) = question.quantity() {
        Body::Number {
            answer: quantity.answer.to_string(),
            within: quantity.within.to_string(),
            unit: quantity.unit.clone(),
        }
    } else if !question.items().is_empty() {
        Body::Order(question.items().to_vec())
    } else {
        let choices = choices(question, seed, is_asked);
        match question.answer() {
            Some(answer) if choices.iter().all(|choice| choice.is_right) => Body::Typed {
                answer: answer.to_owned(),
                accept: question.accept().to_vec(),
            },
            _ => Body::Choices(choices),
        }
    };
    Record {
        name: Some(question.id.clone()),
        category: Some(category.to_owned()),
        difficulty: Some(question.difficulty),
        because: question.because.clone(),
        ..Record::new(1, question.ask.clone(), body)
    }
}

fn choices(question: &Question, seed: u64, is_asked: bool) -> Vec<Choice> {
    let is_right = |text: &String| question.right().contains(text);
    let texts = match question.fixed() {
        _ if is_asked || question.list().is_some() => {
            let rules = Rules {
                seed,
                ..Rules::default()
            };
            present(question.clone(), rules).choices
        }
        Some(fixed) => fixed.to_vec(),
        None => {
            let mut texts = [question.right(), question.wrong()].concat();
            shuffle(&mut generator(seed, hash(&question.id)), &mut texts);
            texts
        }
    };
    let choices = texts.into_iter().map(|text| Choice {
        is_right: is_right(&text),
        text,
    });
    choices.collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::FORMATS;
    use super::super::clean::clean;
    use super::*;

    fn text() -> impl Strategy<Value = String> {
        let part = prop_oneof![
            proptest::sample::select(vec![
                "a",
                "b",
                " ",
                "\n",
                "\"",
                "'",
                ",",
                ";",
                "=",
                "~",
                "#",
                "%",
                "%50%",
                "{",
                "}",
                "\\",
                ":",
                "->",
                "*",
                "_",
                "`",
                "<b>",
                "&amp;",
                "&",
                "[",
                "]",
                "[x]",
                "- ",
                "> ",
                "1. ",
                "+",
                "|",
                "é",
                "👩‍👩‍👧",
                "שלום",
                "True",
                "$CATEGORY: x",
                "//",
                "::",
                "http://a.b/?c=d",
                "!",
                ".",
            ])
            .prop_map(str::to_owned),
            "[a-z ]{1,6}",
        ];
        let parts = proptest::collection::vec(part, 0..6);
        parts.prop_map(|parts| format!("x{}y", parts.concat()))
    }

    fn body() -> impl Strategy<Value = Body> {
        let choices = proptest::collection::vec((any::<bool>(), text()), 2..6);
        let choices = choices.prop_map(|choices| {
            let choices = choices
                .into_iter()
                .enumerate()
                .map(|(n, (is_right, text))| Choice {
                    text: format!("{n}{text}"),
                    is_right: n == 0 || (is_right && n > 1),
                });
            Body::Choices(choices.collect())
        });
        let typed = (text(), proptest::collection::vec(text(), 0..3));
        prop_oneof![
            4 => choices,
            1 => any::<bool>().prop_map(Body::TrueFalse),
            2 => typed.prop_map(|(answer, accept)| Body::Typed { answer, accept }),
            1 => ("-?[1-9][0-9]{0,3}", "[1-9]").prop_map(|(answer, within)| {
                Body::Number { answer, within, unit: None }
            }),
        ]
    }

    fn sorted(mut body: Body) -> Body {
        if let Body::Choices(choices) = &mut body {
            choices.sort_by(|a, b| a.text.cmp(&b.text));
        }
        if let Body::Typed { accept, .. } = &mut body {
            accept.sort();
            accept.dedup();
        }
        body
    }

    proptest! {
        #[test]
        fn what_a_format_holds_is_read_back(
            all in proptest::collection::vec((text(), body(), proptest::option::of(text())), 1..4),
        ) {
            for target in &TARGETS {
                let Some(format) = FORMATS.iter().find(|format| format.name == target.name) else {
                    continue;
                };
                let records = all.iter().enumerate().filter_map(|(n, (ask, body, because))| {
                    let record = Record {
                        name: Some(format!("q{n}")),
                        category: Some("Rome".to_owned()),
                        because: because.clone(),
                        ..Record::new(1, ask.clone(), body.clone())
                    };
                    let (record, _) = clean(record).ok()?;
                    (target.holds)(&record).is_ok().then_some(record)
                });
                let records: Vec<_> = records.collect();
                let text = (target.write)(&Export { title: "Rome", notice: "", records: &records });
                let mut read = Vec::new();
                (format.read)(&text, &mut |found| read.push(found));
                let mut rows = Vec::new();
                for found in read {
                    let (record, _) = found.and_then(clean).map_err(|left_out| {
                        TestCaseError::fail(format!("{}: {left_out:?}\n{text}", target.name))
                    })?;
                    rows.push((record.ask, sorted(record.body)));
                }
                let expected: Vec<_> = records.iter().map(|record| {
                    (record.ask.clone(), sorted(record.body.clone()))
                }).collect();
                prop_assert_eq!(rows, expected, "{}\n{}", target.name, text);
            }
        }
    }

    #[test]
    fn the_built_in_bank_goes_through_every_format() {
        let bank = crate::files::builtin::bank().unwrap();
        let questions = (0..bank.index.len()).map(|n| bank.question(n).unwrap());
        let records: Vec<_> = questions
            .map(|question| record(&question, "Jim", 1, true))
            .collect();
        for target in &TARGETS {
            let held: Vec<_> = records
                .iter()
                .filter(|record| (target.holds)(record).is_ok())
                .cloned()
                .collect();
            let text = (target.write)(&Export {
                title: "The Office",
                notice: "",
                records: &held,
            });
            let Some(format) = FORMATS.iter().find(|format| format.name == target.name) else {
                continue;
            };
            let mut read = 0;
            (format.read)(&text, &mut |found| {
                let record = found.unwrap();
                assert_eq!(record.ask, held[read].ask);
                read += 1;
            });
            assert_eq!(read, held.len(), "{}", target.name);
            assert!(read > 350, "{} holds {read}", target.name);
        }
    }
}
