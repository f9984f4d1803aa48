//! `OpenTriviaQA`: `#Q` and a question, `^` and its answer, and lettered choices.
//!
//! ```text
//! #Q Which river flows through Rome?
//! ^ The Tiber
//! A The Po
//! B The Tiber
//! ```
//!
//! Source: the files of the project of that name. A question goes on until `^`, over blank lines
//! and lines that look like choices.

use super::record::{Body, Choice, LeftOut, Record, Sink};

/// Whether some line begins a question, and one below it has an answer.
#[must_use]
pub fn looks_like(text: &str) -> bool {
    let mut lines = text.lines();
    lines.any(|line| after(line, "#Q").is_some()) && lines.any(|line| after(line, "^").is_some())
}

/// Reads every question.
pub fn read(text: &str, sink: &mut Sink<'_>) {
    let mut item: Option<Item> = None;
    for (line, number) in text.lines().zip(1..) {
        if let Some(ask) = after(line, "#Q") {
            if let Some(before) = item.replace(Item::new(number, ask)) {
                sink(before.finish());
            }
        } else if let Some(item) = &mut item {
            item.add(line);
        }
    }
    if let Some(item) = item {
        sink(item.finish());
    }
}

/// The text behind a mark at the start of a line, which a space follows.
fn after<'a>(line: &'a str, mark: &str) -> Option<&'a str> {
    let text = line.strip_prefix(mark)?;
    (text.is_empty() || text.starts_with(char::is_whitespace)).then(|| text.trim())
}

/// A question so far.
struct Item {
    line: usize,
    ask: Vec<String>,
    answer: Option<String>,
    choices: Vec<String>,
}

impl Item {
    fn new(line: usize, ask: &str) -> Self {
        Self {
            line,
            ask: vec![ask.to_owned()],
            answer: None,
            choices: Vec::new(),
        }
    }

    fn add(&mut self, line: &str) {
        let Some(answer) = &mut self.answer else {
            match after(line, "^") {
                Some(answer) => self.answer = Some(answer.to_owned()),
                None => self.ask.push(line.trim_end().to_owned()),
            }
            return;
        };
        let next = ('A'..='Z').nth(self.choices.len());
        let letter = line.chars().next().filter(|c| Some(*c) == next);
        let choice = letter.and_then(|_| after(line, &line[..1]));
        // Any other line continues the one above.
        match (choice, self.choices.last_mut()) {
            (Some(choice), _) => self.choices.push(choice.to_owned()),
            (None, _) if line.trim().is_empty() => {}
            (None, Some(last)) => *last = format!("{last} {}", line.trim()),
            (None, None) => *answer = format!("{answer} {}", line.trim()),
        }
    }

    fn finish(self) -> Result<Record, LeftOut> {
        let left_out = |reason| Err(LeftOut::new(self.line, reason));
        let Some(answer) = self.answer else {
            return left_out("no `^` line with an answer follows it");
        };
        let choices = self.choices.into_iter().map(|text| Choice {
            is_right: text == answer,
            text,
        });
        let choices: Vec<_> = choices.collect();
        if !choices.iter().any(|choice| choice.is_right) {
            return left_out("the answer is not among the choices");
        }
        let body = Body::Choices(choices);
        let ask = self.ask.join("\n");
        Ok(Record::new(self.line, ask.trim(), body))
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
                "#Q What flows through Rome?\n^ The Tiber\nA The Po\nB The Tiber\n\n",
                vec!["1 What flows through Rome? = The Tiber ~ The Po"],
            ),
            (
                "#Q What did she say?\nI think, therefore\n\nA long quote.\n^ a\nA a\nB b\n",
                vec!["1 What did she say? / I think, therefore /  / A long quote. = a ~ b"],
            ),
            (
                "#Q Five?\n^ e\nA a\nB b\nC c\nD d\nE e",
                vec!["1 Five? = e ~ a ~ b ~ c ~ d"],
            ),
            ("#Q Long?\n^ a b\nA a\nb\nB c\n", vec!["1 Long? = a b ~ c"]),
            (
                "#Q No?\n^ x\nA a\nB b\n",
                vec!["1: the answer is not among the choices"],
            ),
            (
                "#Q No?\nA a\nB b\n#Q Yes?\n^ a\nA a\nB b",
                vec!["1: no `^` line with an answer follows it", "4 Yes? = a ~ b"],
            ),
            (
                "A file's head\n#Q One?\n^ a\nA a\nB A b",
                vec!["2 One? = a ~ A b"],
            ),
            ("#Quiz night\n^_^", vec![]),
        ] {
            assert_eq!(shown(read, text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read() {
        reads_back(read, "[a-z][a-z .:?=~]{0,9}[a-z]", |ask, right, wrong| {
            let wrong = wrong.iter().zip('B'..);
            let wrong = wrong
                .map(|(text, letter)| format!("{letter} {text}\n"))
                .collect::<Vec<_>>()
                .concat();
            format!("#Q {ask}\n^ {right}\nA {right}\n{wrong}\n")
        });
    }
}
