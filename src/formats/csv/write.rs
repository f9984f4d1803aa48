//! Questions as rows under a header that the reader knows.

use csv::Writer;

use super::super::markup::has_markup;
use super::super::record::{Body, Export, Record};
use crate::bank::Difficulty;

/// # Errors
/// For orders, numbers, and typed answers that look like a statement's.
pub fn holds(record: &Record) -> Result<(), &'static str> {
    match &record.body {
        Body::Order(_) => Err("the format has no order questions"),
        Body::Number { .. } => Err("the format has no number questions"),
        Body::Typed { answer, .. }
            if matches!(answer.to_lowercase().as_str(), "true" | "false") =>
        {
            Err(r#"the format would read a typed "true" or "false" as a true-false question"#)
        }
        _ => Ok(()),
    }
}

/// A heading and a row a question, with as many columns as the questions need. If a text looks like
/// HTML, a line of Anki's says that none is.
#[must_use]
pub fn write(sheet: &Export<'_>) -> String {
    let cells: Vec<_> = sheet.records.iter().map(Cells::new).collect();
    let most = |of: fn(&Cells) -> &Vec<String>| {
        cells.iter().map(|cells| of(cells).len()).max().unwrap_or(0)
    };
    let widths = [
        ("wrong", most(|cells| &cells.wrong)),
        ("option", most(|cells| &cells.options)),
        ("accept", most(|cells| &cells.accept)),
    ];
    let mut writer = Writer::from_writer(Vec::new());
    let numbered = widths
        .iter()
        .flat_map(|(name, most)| (1..=*most).map(move |n| format!("{name}{n}")));
    let plain = |names: &[&str]| {
        names
            .iter()
            .map(|name| (*name).to_owned())
            .collect::<Vec<_>>()
    };
    let heading = plain(&[
        "category",
        "difficulty",
        "question",
        "answer",
        "explanation",
        "correct",
    ]);
    // Memory takes every row.
    let _ = writer.write_record(heading.into_iter().chain(numbered));
    for (record, cells) in sheet.records.iter().zip(&cells) {
        let difficulty = record.difficulty.map_or("", Difficulty::name);
        let first = [
            record.category.as_deref().unwrap_or_default(),
            difficulty,
            &record.ask,
            &cells.answer,
            record.because.as_deref().unwrap_or_default(),
            &cells.correct,
        ];
        let lists = [&cells.wrong, &cells.options, &cells.accept];
        let padded = lists
            .into_iter()
            .zip(widths)
            .flat_map(|(texts, (_, most))| {
                let empty = std::iter::repeat_n("", most - texts.len());
                texts.iter().map(String::as_str).chain(empty)
            });
        let _ = writer.write_record(first.into_iter().chain(padded));
    }
    let text = String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default();
    if has_markup(&text) {
        return format!("#html:false\n{text}");
    }
    text
}

/// What the columns of a question hold.
#[derive(Default)]
struct Cells {
    answer: String,
    /// The numbers of the right options.
    correct: String,
    wrong: Vec<String>,
    options: Vec<String>,
    accept: Vec<String>,
}

impl Cells {
    fn new(record: &Record) -> Self {
        let mut cells = Self::default();
        match &record.body {
            Body::Choices(choices)
                if choices.iter().filter(|choice| choice.is_right).count() > 1 =>
            {
                let right = choices
                    .iter()
                    .zip(1..)
                    .filter(|(choice, _)| choice.is_right);
                let right: Vec<_> = right
                    .map(|(_, number): (_, u32)| number.to_string())
                    .collect();
                cells.correct = right.join(",");
                cells.options = choices.iter().map(|choice| choice.text.clone()).collect();
            }
            Body::Choices(choices) => {
                for choice in choices {
                    if choice.is_right {
                        cells.answer.clone_from(&choice.text);
                    } else {
                        cells.wrong.push(choice.text.clone());
                    }
                }
            }
            Body::TrueFalse(answer) => cells.answer = answer.to_string(),
            Body::Typed { answer, accept } => {
                cells.answer.clone_from(answer);
                cells.accept.clone_from(accept);
            }
            Body::Number { .. } | Body::Order(_) => {}
        }
        cells
    }
}
