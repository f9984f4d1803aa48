//! A question after the game: its text, the player's answer, and why.

use super::card::Verdict;
use super::layout::hang;
use super::style::Style;
use super::verdict;
use crate::quiz::{Form, Presented};
use crate::text::printable::PrintableLines;

/// The question with its choices as shown, the verdict, the explanation and the source, in this
/// many columns. Without a verdict it shows the right answer.
#[must_use]
pub fn text(
    presented: &Presented,
    verdict: Option<&Verdict<'_>>,
    origin: Option<&str>,
    width: usize,
    style: Style,
) -> String {
    let question = &presented.question;
    let mut rows: Vec<String> = hang(&PrintableLines(&question.ask).to_string(), width, "", "")
        .iter()
        .map(|row| style.strong(row))
        .collect();
    rows.push(String::new());
    if !matches!(presented.form(), Form::Arrange | Form::Type) {
        let given = verdict.map_or("", |verdict| &verdict.answer.given);
        let taken = presented.taken(given);
        for (n, choice) in presented.choices.iter().enumerate() {
            let (mark, paint) = verdict::mark(presented, &taken, n);
            let place = verdict::picked_box(presented, &taken, n);
            let first = format!("{:1} {}{place}  ", style.sign(mark), n + 1);
            let next = " ".repeat(first.chars().count());
            let choice = hang(&PrintableLines(choice).to_string(), width, &first, &next);
            rows.extend(choice.iter().map(|row| paint(style, row)));
        }
        rows.push(String::new());
    }
    let mut lines = match verdict {
        Some(verdict) => verdict::lines(verdict, presented, style),
        None => verdict::the_answer(presented),
    };
    if verdict.is_none() {
        lines.extend(verdict::because(presented));
        lines.extend(origin.map(|origin| style.faint(origin)));
    }
    for line in lines {
        rows.extend(hang(&line, width, "", ""));
    }
    rows.join("\n")
}
