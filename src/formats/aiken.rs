//! Aiken: a question, lettered choices, and a line that names the right letter.
//!
//! Source: the Moodle documentation, "Aiken format". Beyond it, a question may have several lines,
//! as many files have.

use super::record::{Body, Choice, LeftOut, Record, Sink};

/// Whether some line names the right letter below lettered choices.
#[must_use]
pub fn looks_like(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim);
    lines.any(|line| choice(line).is_some()) && lines.any(|line| key(line).is_some_and(is_letter))
}

/// Reads every question.
pub fn read(text: &str, sink: &mut Sink<'_>) {
    let mut item = Item::default();
    for (line, number) in text.lines().zip(1..) {
        let line = line.trim();
        if line.is_empty() {
        } else if let Some(key) = key(line) {
            sink(std::mem::take(&mut item).finish(key, number));
        } else if let Some((letter, text)) = choice(line).filter(|_| !item.ask.is_empty()) {
            item.choices.push((letter, text.to_owned()));
        } else {
            if !item.choices.is_empty() {
                sink(Err(item.without_key()));
                item = Item::default();
            }
            item.line = if item.ask.is_empty() {
                number
            } else {
                item.line
            };
            item.ask.push(line.to_owned());
        }
    }
    if !item.ask.is_empty() {
        sink(Err(item.without_key()));
    }
}

/// The text behind `ANSWER:`.
fn key(line: &str) -> Option<&str> {
    line.strip_prefix("ANSWER:").map(str::trim)
}

/// The letter and text of `A. text` or `A) text`.
fn choice(line: &str) -> Option<(char, &str)> {
    let letter = line.chars().next().filter(char::is_ascii_uppercase)?;
    let text = line[1..].strip_prefix(['.', ')'])?;
    let is_apart = text.is_empty() || text.starts_with(char::is_whitespace);
    is_apart.then(|| (letter, text.trim()))
}

fn is_letter(key: &str) -> bool {
    key.len() == 1 && key.starts_with(|c: char| c.is_ascii_uppercase())
}

/// A question so far.
#[derive(Default)]
struct Item {
    line: usize,
    ask: Vec<String>,
    choices: Vec<(char, String)>,
}

impl Item {
    fn without_key(&self) -> LeftOut {
        LeftOut::new(self.line, "no `ANSWER:` line follows its choices")
    }

    /// `number` is the line of the key.
    fn finish(self, key: &str, number: usize) -> Result<Record, LeftOut> {
        let left_out = |reason: String| Err(LeftOut::new(number, reason));
        if self.ask.is_empty() {
            return left_out("`ANSWER:` has no question above it".to_owned());
        }
        if !is_letter(key) {
            return left_out(format!("`ANSWER: {key}` is not one letter"));
        }
        let choices = self.choices.into_iter().map(|(letter, text)| Choice {
            is_right: key.starts_with(letter),
            text,
        });
        let choices: Vec<_> = choices.collect();
        match choices.iter().filter(|choice| choice.is_right).count() {
            1 => {}
            0 => return left_out(format!("`ANSWER: {key}` names no choice")),
            _ => return left_out(format!("`ANSWER: {key}` names more than one choice")),
        }
        let body = Body::Choices(choices);
        Ok(Record::new(self.line, self.ask.join("\n"), body))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{reads_back, shown};
    use super::*;

    #[test]
    fn each_rule_holds() {
        for (text, expected) in [
            (
                "What flows through Rome?\nA. The Po\nB) The Tiber\nANSWER: B\n",
                vec!["1 What flows through Rome? = The Tiber ~ The Po"],
            ),
            (
                "One?\nA. a\nB. b\nANSWER: A\n\n\nTwo?\nA. c\nB. d\nE. e\nANSWER: E",
                vec!["1 One? = a ~ b", "7 Two? = e ~ c ~ d"],
            ),
            (
                "Two lines\nof a question?\nA. a\nB. b\nANSWER: A",
                vec!["1 Two lines / of a question? = a ~ b"],
            ),
            (
                "One?\nA. a\nTwo?\nA. b\nB. c\nANSWER: B",
                vec!["1: no `ANSWER:` line follows its choices", "3 Two? = c ~ b"],
            ),
            (
                "One?\nA. a\nB. b",
                vec!["1: no `ANSWER:` line follows its choices"],
            ),
            (
                "One?\nA. a\nB. b\nANSWER: C",
                vec!["4: `ANSWER: C` names no choice"],
            ),
            (
                "One?\nA. a\nA. b\nANSWER: A",
                vec!["4: `ANSWER: A` names more than one choice"],
            ),
            (
                "One?\nA. a\nB. b\nANSWER: A and B",
                vec!["4: `ANSWER: A and B` is not one letter"],
            ),
            ("ANSWER: A", vec!["1: `ANSWER:` has no question above it"]),
            // A dot in a question makes no choice of it.
            (
                "A. Dumas wrote what?\nA. a\nB. b\nANSWER: A",
                vec!["1 A. Dumas wrote what? = a ~ b"],
            ),
        ] {
            assert_eq!(shown(read, text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read() {
        reads_back(read, "[a-z][a-z .:?#=~]{0,9}[a-z]", |ask, right, wrong| {
            let wrong = wrong.iter().zip('B'..);
            let wrong = wrong
                .map(|(text, letter)| format!("{letter}. {text}\n"))
                .collect::<Vec<_>>()
                .concat();
            format!("{ask}\nA. {right}\n{wrong}ANSWER: A\n\n")
        });
    }
}
