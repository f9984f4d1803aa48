//! What GIFT's braces hold.
//!
//! `=` marks a right answer and `~` a wrong one, `%50%` gives a part of the points, `#` begins
//! feedback. Many files have signs that should be escaped: where each answer begins a line, a sign
//! within a line is text; so is an equals sign behind a letter or digit, as in `a=b`, unless no
//! answer would be right without it.

use super::super::record::{Body, Choice};
use super::{find, formatted, marked, plain};

/// Begins feedback for any answer.
pub const GENERAL: &str = "####";

/// What was read.
pub struct Read {
    pub body: Body,
    /// The feedback of the right answer.
    pub because: Option<String>,
}

/// One answer: its text, still escaped, and the part of the points it earns, in percent.
struct Answer<'a> {
    text: &'a str,
    feedback: Option<&'a str>,
    weight: f64,
    is_equals: bool,
}

/// Whether this is how braces begin that hold answers.
pub fn are_marked(inside: &str) -> bool {
    let inside = inside.trim();
    inside.starts_with(['=', '~', '#']) || truth(inside).is_some()
}

/// The answers as braces hold them.
pub fn written(body: &Body) -> String {
    // A leading percent sign would be taken for a weight.
    let weighted = |sign: &str, weight: Option<f64>, text: &str| match weight {
        Some(weight) => format!("{sign}%{weight:.5}%{}", marked(text)),
        None if text.starts_with('%') => {
            let weight = if sign == "=" { 100 } else { 0 };
            format!("{sign}%{weight}%{}", marked(text))
        }
        None => format!("{sign}{}", marked(text)),
    };
    let parts: Vec<_> = match body {
        Body::TrueFalse(answer) => vec![answer.to_string().to_uppercase()],
        Body::Number { answer, within, .. } => vec![format!("#{answer}:{within}")],
        Body::Typed { answer, accept } => {
            let texts = [answer].into_iter().chain(accept);
            texts.map(|text| weighted("=", None, text)).collect()
        }
        Body::Choices(choices) => {
            let rights = choices.iter().filter(|choice| choice.is_right).count();
            let part = (rights > 1).then(|| 100.0 / rights as f64);
            let weight =
                |choice: &Choice| part.map(|part| if choice.is_right { part } else { -100.0 });
            let sign = |choice: &Choice| {
                if choice.is_right && rights == 1 {
                    "="
                } else {
                    "~"
                }
            };
            let choices = choices.iter();
            choices
                .map(|choice| weighted(sign(choice), weight(choice), &choice.text))
                .collect()
        }
        Body::Order(items) => items.iter().map(|text| weighted("=", None, text)).collect(),
    };
    parts.join(" ")
}

/// Where general feedback begins.
pub fn find_general(inside: &str) -> Option<usize> {
    let mut marks = inside.match_indices(GENERAL).map(|(at, _)| at);
    marks.find(|at| !inside[..*at].ends_with('\\'))
}

/// Reads the answers.
///
/// # Errors
/// Why they make no question.
pub fn read(inside: &str) -> Result<Read, &'static str> {
    let inside = inside.trim();
    if inside.is_empty() {
        return Err("an essay question has no right answer");
    }
    if let Some((is_true, feedback)) = truth(inside) {
        // Feedback for a wrong answer comes first.
        let because = feedback
            .split('#')
            .map(plain)
            .rfind(|text| !text.is_empty());
        return Ok(Read {
            body: Body::TrueFalse(is_true),
            because,
        });
    }
    if let Some(numbers) = inside.strip_prefix('#') {
        return number(numbers);
    }
    let mut answers = split(inside, true);
    if !answers.iter().any(|answer| answer.weight > 0.0) {
        answers = split(inside, false);
    }
    if answers.is_empty() {
        return Err("no answer is marked with `=` or `~`");
    }
    if answers.iter().all(|answer| answer.text.contains("->")) {
        return Err("matching questions cannot be imported");
    }
    if answers.iter().all(|answer| answer.is_equals) {
        return typed(&answers);
    }
    // Without an answer for all points, those that earn some are right together.
    let is_whole = answers.iter().any(|answer| answer.weight >= 100.0);
    let is_right = |answer: &&Answer<'_>| answer.weight >= if is_whole { 100.0 } else { 0.001 };
    if !answers.iter().any(|answer| is_right(&answer)) {
        return Err("no answer is right");
    }
    // Half an answer is neither right nor wrong.
    let is_choice = |answer: &&Answer<'_>| is_right(answer) || answer.weight <= 0.0;
    let choices = answers.iter().filter(is_choice).map(|answer| Choice {
        text: plain(formatted(answer.text).1),
        is_right: is_right(&answer),
    });
    Ok(Read {
        because: feedback(answers.iter().find(is_right)),
        body: Body::Choices(choices.collect()),
    })
}

fn feedback(answer: Option<&Answer<'_>>) -> Option<String> {
    Some(plain(formatted(answer?.feedback?).1))
}

/// Whether a statement is true, and the text behind that.
fn truth(inside: &str) -> Option<(bool, &str)> {
    let (word, feedback) = inside.split_once('#').unwrap_or((inside, ""));
    match word.trim() {
        "T" | "TRUE" | "True" | "true" => Some((true, feedback)),
        "F" | "FALSE" | "False" | "false" => Some((false, feedback)),
        _ => None,
    }
}

/// The answers, each from its sign to the next. A `strict` split takes only signs that stand
/// where answers begin.
fn split(inside: &str, strict: bool) -> Vec<Answer<'_>> {
    let begins_line = |at: usize| {
        let before = inside[..at].trim_end_matches([' ', '\t']);
        before.is_empty() || before.ends_with('\n')
    };
    let signs: Vec<usize> = signs(inside).collect();
    let is_by_line = signs.len() > 1
        && inside.trim().contains('\n')
        && inside
            .lines()
            .all(|line| line.trim().is_empty() || line.trim().starts_with(['=', '~']));
    let is_begin = |at: &usize| {
        if !strict {
            return true;
        }
        if is_by_line {
            return begins_line(*at);
        }
        let is_behind_text = inside[..*at].ends_with(char::is_alphanumeric);
        inside[*at..].starts_with('~') || !is_behind_text
    };
    let begins: Vec<_> = signs.into_iter().filter(is_begin).collect();
    let ends = begins.iter().skip(1).copied().chain([inside.len()]);
    let mut answers: Vec<Answer<'_>> = Vec::new();
    let mut is_wrong_mark_alone = false;
    for (begin, end) in begins.iter().zip(ends) {
        let sign = &inside[*begin..=*begin];
        let text = &inside[begin + 1..end];
        // `~=` means `=`.
        if sign == "~" && text.is_empty() && inside[end..].starts_with('=') {
            is_wrong_mark_alone = true;
            continue;
        }
        let mut answer = answer(text, sign == "=");
        answer.is_equals &= !std::mem::take(&mut is_wrong_mark_alone);
        answers.push(answer);
    }
    answers
}

/// Where unescaped signs are.
fn signs(inside: &str) -> impl Iterator<Item = usize> {
    let mut is_escaped = false;
    let found = inside.char_indices().filter(move |(_, c)| {
        let is_sign = matches!(c, '=' | '~') && !is_escaped;
        is_escaped = *c == '\\' && !is_escaped;
        is_sign
    });
    found.map(|(at, _)| at)
}

fn answer(text: &str, is_equals: bool) -> Answer<'_> {
    let (text, feedback) = match find(text, 0, '#') {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let weighted = text.trim_start().strip_prefix('%').and_then(|text| {
        let (weight, text) = text.split_once('%')?;
        Some((weight.trim().parse::<f64>().ok()?, text))
    });
    let (weight, text) = weighted.unwrap_or((if is_equals { 100.0 } else { 0.0 }, text));
    Answer {
        text,
        feedback,
        weight,
        is_equals,
    }
}

/// A short answer: the first one is shown, the others are accepted.
fn typed(answers: &[Answer<'_>]) -> Result<Read, &'static str> {
    // An asterisk stands for any text.
    let is_exact = |text: &str| find(text, 0, '*').is_none();
    let right = |answer: &&Answer<'_>| answer.weight >= 100.0 && is_exact(answer.text);
    let mut texts = answers
        .iter()
        .filter(right)
        .map(|answer| plain(formatted(answer.text).1));
    let Some(answer) = texts.next() else {
        return Err("no answer is right as it is written");
    };
    Ok(Read {
        because: feedback(answers.iter().find(right)),
        body: Body::Typed {
            answer,
            accept: texts.collect(),
        },
    })
}

/// `3.14:0.01`, `1..5`, or several of these with their points: the first that earns all.
fn number(inside: &str) -> Result<Read, &'static str> {
    let mut answers = split(inside, true);
    if answers.is_empty() {
        answers.push(answer(inside, true));
    }
    let Some(right) = answers.iter().find(|answer| answer.weight >= 100.0) else {
        return Err("no number earns all points");
    };
    let text = right.text.trim();
    let (answer, within) = if let Some((from, to)) = text.split_once("..") {
        middle(from.trim(), to.trim()).ok_or("its range has no numbers")?
    } else {
        let (answer, within) = text.split_once(':').unwrap_or((text, "0"));
        (answer.trim().to_owned(), within.trim().to_owned())
    };
    if [&answer, &within]
        .iter()
        .any(|text| text.parse::<f64>().is_err())
    {
        return Err("its answer is not a number");
    }
    Ok(Read {
        because: feedback(Some(right)),
        body: Body::Number {
            answer,
            within,
            unit: None,
        },
    })
}

/// The middle of a range, and how far its ends are from it.
fn middle(from: &str, to: &str) -> Option<(String, String)> {
    let decimals = |text: &str| {
        text.split_once('.')
            .map_or(0, |(_, decimals)| decimals.len())
    };
    let decimals = decimals(from).max(decimals(to)) + 1;
    let (from, to) = (from.parse::<f64>().ok()?, to.parse::<f64>().ok()?);
    let shown = |number: f64| {
        let text = format!("{number:.decimals$}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    Some((
        shown(f64::midpoint(from, to)),
        shown((to - from).abs() / 2.0),
    ))
}
