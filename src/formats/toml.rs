//! Questions as the text of a bank.

use std::fmt::{Display, Write as _};

use super::bank::About;
use super::clean::is_about_others;
use super::record::{Body, Choice, Record};
use crate::bank::Difficulty;

/// The keys at the top of a category's file.
#[must_use]
pub fn head(name: &str, about: &About) -> String {
    let mut head = String::new();
    let mut table = Table(&mut head);
    table.text("name", name);
    for (key, text) in [("origin", &about.origin), ("license", &about.license)] {
        if let Some(text) = text {
            table.text(key, text);
        }
    }
    head
}

/// Adds a clean record as a `[[question]]`.
pub fn write(out: &mut String, id: &str, record: &Record) {
    out.push_str("\n[[question]]\n");
    let mut table = Table(out);
    table.text("id", id);
    let difficulty = record.difficulty.unwrap_or(Difficulty::Medium);
    table.text("difficulty", difficulty.name());
    let kind = match &record.body {
        Body::Choices(choices) if is_several(choices) => "several",
        Body::Choices(_) => "",
        Body::TrueFalse(_) => "true-false",
        Body::Typed { .. } => "typed",
        Body::Number { .. } => "number",
        Body::Order(_) => "order",
    };
    if !kind.is_empty() {
        table.text("kind", kind);
    }
    table.text("ask", &record.ask);
    match &record.body {
        Body::Choices(choices) => write_choices(&mut table, choices),
        Body::TrueFalse(answer) => table.value("answer", answer),
        Body::Typed { answer, accept } => {
            table.text("answer", answer);
            let mut accept = accept.iter().filter(|text| *text != answer).peekable();
            if accept.peek().is_some() {
                table.list("accept", accept);
            }
        }
        Body::Number {
            answer,
            within,
            unit,
        } => {
            table.value("answer", answer);
            if within != "0" {
                table.value("within", within);
            }
            if let Some(unit) = unit {
                table.text("unit", unit);
            }
        }
        Body::Order(items) => table.list("items", items),
    }
    if let Some(because) = &record.because {
        table.text("because", because);
    }
}

fn is_several(choices: &[Choice]) -> bool {
    choices.iter().filter(|choice| choice.is_right).count() > 1
}

/// The keys of choices, whose order stays if one of them speaks of the others: an empty text
/// among the wrong ones is then the place of a right one.
fn write_choices(table: &mut Table<'_>, choices: &[Choice]) {
    let right = choices.iter().filter(|choice| choice.is_right);
    let mut right = right.map(|choice| &choice.text);
    if is_several(choices) {
        table.list("right", right);
    } else if let Some(answer) = right.next() {
        table.text("answer", answer);
    }
    let is_fixed = choices.iter().any(|choice| is_about_others(&choice.text));
    let empty = String::new();
    let wrong = choices
        .iter()
        .filter(|choice| is_fixed || !choice.is_right)
        .map(|choice| {
            if choice.is_right {
                &empty
            } else {
                &choice.text
            }
        });
    table.list("wrong", wrong);
    if is_fixed {
        table.text("order", "fixed");
    }
}

/// A table that is written row by row.
struct Table<'a>(&'a mut String);

impl Table<'_> {
    fn value(&mut self, key: &str, value: impl Display) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.0, "{key} = {value}");
    }

    fn text(&mut self, key: &str, text: &str) {
        self.0.extend([key, " = "]);
        quote(self.0, text);
        self.0.push('\n');
    }

    fn list<'t>(&mut self, key: &str, texts: impl IntoIterator<Item = &'t String>) {
        self.0.extend([key, " = ["]);
        for (place, text) in texts.into_iter().enumerate() {
            if place > 0 {
                self.0.push_str(", ");
            }
            quote(self.0, text);
        }
        self.0.push_str("]\n");
    }
}

/// Adds a TOML string, on several lines if the text has some.
fn quote(out: &mut String, text: &str) {
    let is_long = text.contains('\n');
    out.push_str(if is_long { "\"\"\"\n" } else { "\"" });
    let is_special = |byte: u8| matches!(byte, b'"' | b'\\') || byte.is_ascii_control();
    if text.bytes().any(is_special) {
        for c in text.chars() {
            match c {
                '"' | '\\' => out.extend(['\\', c]),
                '\n' => out.push(c),
                c if c.is_ascii_control() => {
                    let _ = write!(out, "\\u{:04X}", u32::from(c));
                }
                c => out.push(c),
            }
        }
    } else {
        out.push_str(text);
    }
    out.push_str(if is_long { "\"\"\"" } else { "\"" });
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn quoted_text_is_read_back(text in "[\\PC\\n\\t\"\\\\]{0,30}") {
            let mut table = "a = ".to_owned();
            quote(&mut table, &text);
            let read: toml::Table = table.parse().unwrap();
            proptest::prop_assert_eq!(read["a"].as_str().unwrap(), text);
        }
    }
}
