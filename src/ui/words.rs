//! What the player reads between questions: verdicts, scores, farewells.

use std::fmt::Write as _;
use std::time::Duration;

use jiff::civil::Date;
use unicode_width::UnicodeWidthStr as _;

use super::card::{Card, Verdict};
use super::style::Style;
use crate::bank::sources::Sources;
use crate::bank::{Difficulty, Kind, Question};
use crate::quiz::{Answer, Presented, Session};
use crate::scoring::Points;
use crate::text::printable::Printable;

/// Right or wrong in a word, the answer, why, where it is from, and the points: a
/// line each.
#[must_use]
pub fn verdict(verdict: &Verdict<'_>, presented: &Presented, style: Style) -> Vec<String> {
    let mut lines = vec![headline(verdict.answer, presented, style)];
    if !verdict.answer.right {
        lines.extend(the_answer(presented));
    }
    lines.extend(reasons(verdict, presented, style));
    lines
}

/// Right or wrong in a word. After the clock it makes no difference.
#[must_use]
pub fn word(answer: &Answer, style: Style) -> String {
    let bad = |word| style.bad(&format!("{} {word}", style.sign("✗")));
    match answer {
        Answer {
            late: true, given, ..
        } if given.is_empty() => bad("Time's up"),
        Answer { late: true, .. } => bad("Too late"),
        Answer { right: true, .. } => style.good(&format!("{} Right", style.sign("✓"))),
        Answer { skipped: true, .. } => "Skipped".to_owned(),
        Answer { .. } => bad("Wrong"),
    }
}

/// The word, and what was answered.
#[must_use]
pub fn headline(answer: &Answer, presented: &Presented, style: Style) -> String {
    let is_order = presented.question.body.kind() == Kind::Order;
    let told = match answer {
        Answer { right: true, .. } => presented.answer(),
        Answer { given, .. } if !is_order => given.clone(),
        Answer { .. } => String::new(),
    };
    let word = word(answer, style);
    if told.is_empty() {
        format!("{word}.")
    } else {
        format!("{word}: {}", Printable(&told))
    }
}

/// Why the answer is right, where that is from, and how the points add up.
#[must_use]
pub fn reasons(verdict: &Verdict<'_>, presented: &Presented, style: Style) -> Vec<String> {
    let because = presented.question.because.iter();
    let mut lines: Vec<_> = because.map(|text| Printable(text).to_string()).collect();
    lines.extend(verdict.origin.as_ref().map(|origin| style.faint(origin)));
    let answer = verdict.answer;
    lines.push(points(&answer.points, answer.difficulty, verdict.streak));
    lines
}

/// The right answer; the items of an order have a line each.
#[must_use]
pub fn the_answer(presented: &Presented) -> Vec<String> {
    let answer = presented.answer();
    if presented.question.body.kind() != Kind::Order {
        return vec![format!("Answer: {}", Printable(&answer))];
    }
    let items = presented
        .key
        .iter()
        .filter_map(|n| presented.choices.get(*n));
    let items = items
        .zip(1..)
        .map(|(item, n)| format!("{n}. {}", Printable(item)));
    ["Right order:".to_owned()]
        .into_iter()
        .chain(items)
        .collect()
}

/// `Weight Loss · Source: Jim and Pam (wiki), season 5`
#[must_use]
pub fn origin(question: &Question, sources: &Sources, style: Style) -> Option<String> {
    let document = question.source.first();
    let document = document.and_then(|source| sources.resolve(source).ok());
    let parts: Vec<_> = question
        .episode
        .clone()
        .into_iter()
        .chain(document.map(|document| format!("Source: {document}")))
        .map(|part| Printable(&part).to_string())
        .collect();
    (!parts.is_empty()).then(|| parts.join(&format!(" {} ", style.sign("·"))))
}

/// `+110 points: 100 for an easy question, +10 for the 2nd right in a row`; each part is
/// named, also if they cancel out.
fn points(points: &Points, difficulty: Difficulty, streak_before: u32) -> String {
    if points.total == 0 {
        return match streak_before {
            0 | 1 => "No points.".to_owned(),
            n => format!("No points; the streak of {n} is over."),
        };
    }
    let question = match difficulty {
        Difficulty::Easy => "an easy question",
        Difficulty::Medium => "a medium question",
        Difficulty::Hard => "a hard question",
    };
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

/// `2nd`, `3rd`, `11th`
#[must_use]
pub fn ordinal(number: u32) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// The game's result in one line; `most` points could be had.
#[must_use]
pub fn result(session: &Session, most: Option<u32>, style: Style) -> String {
    let dot = style.sign("·");
    let most = most.map_or(String::new(), |most| format!(" of {}", thousands(most)));
    format!(
        "{} {dot} {} of {} right {dot} best streak {} {dot} {}",
        style.strong(&format!("{}{most} points", thousands(session.points()))),
        session.right(),
        session.length(),
        session.best_streak(),
        clock(session.elapsed()),
    )
}

/// A word on how it went.
#[must_use]
pub fn praise(right: u32, of: u32) -> &'static str {
    match (u64::from(right) * 100).checked_div(u64::from(of)) {
        Some(100) => "Flawless. The Dundie is yours.",
        Some(80..) => "That is Dundie material.",
        Some(50..) => "A solid day at the office.",
        Some(20..) => "There is always tomorrow's shift.",
        _ => "Even the plant by reception saw that coming.",
    }
}

/// `November 28`, of a day such as `2026-11-28`.
#[must_use]
pub fn daily(day: &str) -> String {
    format!("Daily quiz, {}", date(day))
}

/// `November 28`, of a day such as `2026-11-28`.
#[must_use]
pub fn date(day: &str) -> String {
    match day.parse::<Date>() {
        Ok(date) => date.strftime("%B %-d").to_string(),
        Err(_) => Printable(day).to_string(),
    }
}

/// `1:05`, or `1:02:03` from an hour on.
#[must_use]
pub fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{:02}", seconds % 60)
    } else {
        format!("{minutes}:{:02}", seconds % 60)
    }
}

/// Digits in groups of three: `12,345`.
#[must_use]
pub fn thousands(number: impl Into<u64>) -> String {
    let digits = number.into().to_string();
    let mut grouped = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `1 game`, `1,200 games`
#[must_use]
pub fn plural(number: u64, what: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {what}{ending}", thousands(number))
}

/// Text beside a lead, its further lines below its first; where that leaves too little room, below
/// the lead. Ends with a line end.
#[must_use]
pub fn hanging(lead: &str, text: &str, width: usize) -> String {
    const LEAST: usize = 12;
    let lead = format!("  {lead}  ");
    let mut indent = " ".repeat(lead.width());
    let mut lines = String::new();
    let mut first = lead.as_str();
    if width < indent.len() + LEAST {
        lines = textwrap::fill(lead.trim_end(), width) + "\n";
        "    ".clone_into(&mut indent);
        first = &indent;
    }
    let options = textwrap::Options::new(width)
        .initial_indent(first)
        .subsequent_indent(&indent);
    lines + &textwrap::fill(text, options) + "\n"
}

/// Untrusted text, escaped line by line.
#[must_use]
pub fn safe_lines(text: &str) -> String {
    let lines = text.lines().map(|line| Printable(line).to_string());
    lines.collect::<Vec<_>>().join("\n")
}

/// What may be done about a question, as the lines prompter says it.
#[must_use]
pub fn line_help(card: &Card<'_>) -> String {
    let help = help(card.kind(), card.presented.choices.len(), card.has_hint());
    let right = match card.kind() {
        _ if !card.disputable => "",
        Kind::Typed => "[:r count the last answer as right] ",
        _ => "[r count the last answer as right] ",
    };
    format!("{right}{help}")
}

fn help(kind: Kind, choices: usize, has_hint: bool) -> String {
    let (colon, answers) = match kind {
        Kind::Choice => ("", format!("1-{choices} or a-{}", letter(choices))),
        Kind::TrueFalse => ("", "t or f".to_owned()),
        Kind::Order => ("", format!("the order, such as {}", example(choices))),
        Kind::Typed => (":", "type your answer".to_owned()),
    };
    let hint = if has_hint {
        format!(", {colon}h hint")
    } else {
        String::new()
    };
    let flag = if kind == Kind::TrueFalse { "!" } else { "f" };
    format!("[{answers}{hint}, {colon}s skip, {colon}{flag} flag, {colon}? help, {colon}q quit]")
}

fn letter(choices: usize) -> char {
    ('a'..='z').nth(choices.saturating_sub(1)).unwrap_or('z')
}

fn example(items: usize) -> String {
    let mut order: Vec<_> = (1..=items).map(|n| n.to_string()).collect();
    order.rotate_right(1);
    order.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring;

    #[test]
    fn numbers_and_times_read_well() {
        for (number, text) in [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th")] {
            assert_eq!(ordinal(number), text);
        }
        for (number, text) in [
            (0_u32, "0"),
            (999, "999"),
            (1000, "1,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(thousands(number), text);
        }
        for (seconds, text) in [(0, "0:00"), (65, "1:05"), (3723, "1:02:03")] {
            assert_eq!(clock(Duration::from_secs(seconds)), text);
        }
    }

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
                "No points; the streak of 2 is over.",
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

    #[test]
    fn one_is_no_plural() {
        for (number, text) in [(0, "0 games"), (1, "1 game"), (1200, "1,200 games")] {
            assert_eq!(plural(number, "game"), text);
        }
    }

    #[test]
    fn text_hangs_beside_its_lead_where_there_is_room() {
        let cases = [
            (40, "  3 of 5  what the paper company sells\n"),
            (26, "  3 of 5  what the paper\n          company sells\n"),
            (21, "  3 of 5\n    what the paper\n    company sells\n"),
        ];
        for (width, expected) in cases {
            let text = hanging("3 of 5", "what the paper company sells", width);
            assert_eq!(text, expected, "{width}");
        }
    }

    #[test]
    fn help_names_what_a_line_may_be() {
        assert_eq!(
            help(Kind::Choice, 4, true),
            "[1-4 or a-d, h hint, s skip, f flag, ? help, q quit]"
        );
        assert_eq!(
            help(Kind::TrueFalse, 2, false),
            "[t or f, s skip, ! flag, ? help, q quit]"
        );
        assert_eq!(
            help(Kind::Order, 3, true),
            "[the order, such as 3 1 2, h hint, s skip, f flag, ? help, q quit]"
        );
        assert_eq!(
            help(Kind::Typed, 0, true),
            "[type your answer, :h hint, :s skip, :f flag, :? help, :q quit]"
        );
    }
}
