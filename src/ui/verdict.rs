//! Texts after an answer and after a game.

use std::fmt::Write as _;

use super::card::Verdict;
use super::style::Style;
use super::words::{clock, ordinal, thousands};
use crate::bank::sources::Sources;
use crate::bank::{Difficulty, Quantity, Question};
use crate::history::Others;
use crate::quiz::{Answer, Form, Presented, Session};
use crate::scoring::Points;
use crate::text::printable::{Printable, PrintableLines, one_line};

/// How a style colors text.
pub type Paint = fn(Style, &str) -> String;

/// The verdict, one line each: right or wrong, the answer, the explanation, the source, the
/// points, and the box in practice.
pub fn lines(verdict: &Verdict<'_>, presented: &Presented, style: Style) -> Vec<String> {
    let mut lines = vec![headline(verdict.answer, presented, style)];
    if !verdict.answer.right || verdict.answer.credited {
        lines.extend(the_answer(presented));
        lines.extend(slips(verdict.answer, presented));
    }
    lines.extend(reasons(verdict, presented, style));
    lines.extend(verdict.practice.clone());
    lines
}

/// Right or wrong in a word. A late answer is just too late.
pub fn word(answer: &Answer, style: Style) -> String {
    let bad = |word| style.bad(&format!("{} {word}", style.sign("✗")));
    match (answer.late, answer.right, answer.skipped) {
        (true, ..) if answer.given.is_empty() => bad("Time's up"),
        (true, ..) => bad("Too late"),
        _ if answer.credited => style.good(&format!("{} Counted as right", style.sign("✓"))),
        (_, true, _) => style.good(&format!("{} Right", style.sign("✓"))),
        (_, _, true) => "Skipped".to_owned(),
        _ => bad("Wrong"),
    }
}

/// The word and the answer given.
pub fn headline(answer: &Answer, presented: &Presented, style: Style) -> String {
    let is_order = presented.form() == Form::Arrange;
    let told = match answer {
        Answer {
            right: true,
            credited: false,
            ..
        } => answer_text(presented),
        Answer { given, .. } if !is_order => given.clone(),
        Answer { .. } => String::new(),
    };
    let word = word(answer, style);
    if told.is_empty() {
        format!("{word}.")
    } else {
        format!("{word}: {}", PrintableLines(&told))
    }
}

/// The explanation, the source, and how the points add up.
pub fn reasons(verdict: &Verdict<'_>, presented: &Presented, style: Style) -> Vec<String> {
    let mut lines: Vec<_> = because(presented).collect();
    lines.extend(verdict.origin.as_ref().map(|origin| style.faint(origin)));
    lines.extend(verdict.others.as_ref().map(|others| style.faint(others)));
    let answer = verdict.answer;
    lines.push(points(&answer.points, answer.difficulty, verdict.streak));
    lines
}

/// The bank's explanation, if it has one.
pub fn because(presented: &Presented) -> impl Iterator<Item = String> {
    let because = presented.question.because.iter();
    because.map(|text| PrintableLines(text).to_string())
}

/// The right answer; an order has one line per item.
pub fn the_answer(presented: &Presented) -> Vec<String> {
    if presented.form() != Form::Arrange {
        return vec![format!(
            "Answer: {}",
            PrintableLines(&answer_text(presented))
        )];
    }
    let items = presented.key.iter().map(|n| &presented.choices[*n]);
    let items = items.zip(1..);
    let items = items.map(|(item, n)| format!("{n}. {}", PrintableLines(item)));
    ["Right order:".to_owned()]
        .into_iter()
        .chain(items)
        .collect()
}

/// The right answer, and how near to a number is near enough.
fn answer_text(presented: &Presented) -> String {
    let quantity = presented.question.quantity();
    quantity.map_or_else(|| presented.answer(), Quantity::range)
}

/// Of several right choices, those that were missed, and the wrong ones that were picked.
pub fn slips(answer: &Answer, presented: &Presented) -> Vec<String> {
    let taken = presented.taken(&answer.given);
    if presented.form() != Form::Toggle || taken.is_empty() {
        return Vec::new();
    }
    let key = &presented.key;
    let without = |all: &[usize], others: &[usize]| {
        let left = all.iter().copied().filter(|n| !others.contains(n));
        presented.shown(&left.collect::<Vec<_>>())
    };
    let slips = [
        ("Missed", without(key, &taken)),
        ("Not right", without(&taken, key)),
    ];
    let slips = slips.iter().filter(|(_, texts)| !texts.is_empty());
    slips
        .map(|(what, texts)| format!("{what}: {}", PrintableLines(texts)))
        .collect()
}

/// The mark and color of a choice, right or `taken` or neither.
pub fn mark(presented: &Presented, taken: &[usize], n: usize) -> (&'static str, Paint) {
    match (presented.key.contains(&n), taken.contains(&n)) {
        (true, _) => ("✓", Style::good),
        (false, true) => ("✗", Style::bad),
        (false, false) => ("", Style::faint),
    }
}

/// `[x]` beside a choice that is picked, where any number may be.
pub fn picked_box(presented: &Presented, picked: &[usize], n: usize) -> &'static str {
    match presented.form() {
        Form::Toggle if picked.contains(&n) => " [x]",
        Form::Toggle => " [ ]",
        _ => "",
    }
}

/// `3 of 7 here got it right; 2 said Stamford`; `None` if too few answered.
#[must_use]
pub fn others(others: &Others) -> Option<String> {
    const ENOUGH: u64 = 5;
    const WORTH_A_WORD: u64 = 2;
    if others.answers < ENOUGH {
        return None;
    }
    let taken = others
        .wrong
        .as_ref()
        .filter(|(_, times)| *times >= WORTH_A_WORD);
    let taken = taken.map(|(text, times)| format!("; {times} said {}", Printable(&one_line(text))));
    let (right, of) = (others.right, others.answers);
    Some(format!(
        "{right} of {of} here got it right{}.",
        taken.unwrap_or_default()
    ))
}

/// `Weight Loss · Source: "Jim and Pam", fan wiki (season 5)`
pub fn origin(question: &Question, sources: &Sources, style: Style) -> Option<String> {
    let source = question.source.first();
    let document = source.and_then(|source| sources.resolve(source).ok());
    let document = document.map(|document| format!("Source: {document}"));
    let parts = question.episode.iter().chain(&document);
    let origin = style.join(parts.map(|part| Printable(part).to_string()));
    Some(origin).filter(|origin| !origin.is_empty())
}

/// `+110 points: 100 for an easy question, +10 for the 2nd right in a row`. Names every part,
/// even if they cancel out.
fn points(points: &Points, difficulty: Difficulty, streak_before: u32) -> String {
    if points.total == 0 {
        return match streak_before {
            0 | 1 => "No points.".to_owned(),
            n => format!("No points, and your streak of {n} is over."),
        };
    }
    let article = if difficulty == Difficulty::Easy {
        "an"
    } else {
        "a"
    };
    let question = format!("{article} {} question", difficulty.name());
    if points.speed == 0 && points.streak == 0 && !points.hinted {
        return format!("+{} points for {question}", points.total);
    }
    let mut parts = format!("{} for {question}", points.base);
    if points.speed != 0 {
        let _ = write!(parts, ", {} for the time taken", points.speed);
    }
    if points.streak > 0 {
        let nth = ordinal(streak_before + 1);
        let _ = write!(parts, ", +{} for the {nth} right in a row", points.streak);
    }
    if points.hinted {
        parts.push_str(", halved for the hint");
    }
    format!("+{} points: {parts}", points.total)
}

/// The game's result in one line; `most` is the highest possible score.
pub fn result(session: &Session, most: Option<u32>, style: Style) -> String {
    let most = most.map_or(String::new(), |most| format!(" of {}", thousands(most)));
    let points = format!("{}{most} points", thousands(session.points()));
    style.join([
        style.strong(&points),
        format!("{} of {} right", session.right(), session.length()),
        format!("best streak {}", session.best_streak()),
        clock(session.elapsed()),
    ])
}

/// A joke about the result, for the built-in bank.
pub fn praise(right: u32, of: u32) -> &'static str {
    match (u64::from(right) * 100).checked_div(u64::from(of)) {
        Some(100) => "Flawless. The Dundie is yours.",
        Some(80..) => "That's Dundie material.",
        Some(50..) => "A solid day at the office.",
        Some(20..) => "There's always tomorrow's shift.",
        _ => "Even the plant by reception saw that coming.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring;

    #[test]
    fn points_name_each_of_their_parts() {
        let (easy, hard) = (Difficulty::Easy, Difficulty::Hard);
        // Difficulty, speed, streak, hint, total, right answers before, text
        let cases = [
            (
                easy,
                0,
                0,
                false,
                100,
                0,
                "+100 points for an easy question",
            ),
            (
                easy,
                -10,
                10,
                false,
                100,
                1,
                "+100 points: 100 for an easy question, -10 for the time taken, \
                 +10 for the 2nd right in a row",
            ),
            (
                hard,
                0,
                90,
                true,
                195,
                3,
                "+195 points: 300 for a hard question, +90 for the 4th right in a row, \
                 halved for the hint",
            ),
            (easy, 0, 0, false, 0, 1, "No points."),
            (
                easy,
                0,
                0,
                false,
                0,
                2,
                "No points, and your streak of 2 is over.",
            ),
        ];
        for (difficulty, speed, streak, hinted, total, before, text) in cases {
            let base = scoring::base(difficulty);
            let parts = Points {
                base,
                speed,
                streak,
                hinted,
                total,
            };
            assert_eq!(points(&parts, difficulty, before), text);
        }
    }
}
