//! What all formats share: turning a record into a question that a bank accepts.
//!
//! | what is found | what becomes of it |
//! | --- | --- |
//! | HTML, if the format says so | line breaks for `<br>`, `<p>`, `<li>`; `^` for `<sup>`; other tags go; entities are decoded once |
//! | a picture, sound or formula | the record is left out |
//! | C1 controls | the signs that Windows-1252 has there, such as curly quotes |
//! | line and paragraph separators, form feeds | line breaks |
//! | other characters that no text may hold | they go |
//! | spaces at edges | they go |
//! | a choice without letters, digits or signs, or one that looks like another | it goes |
//! | more than 12 wrong answers | the first 12 stay |
//! | "all of the above" and the like | the choices stay in their order |
//! | `True` and `False` as choices | a statement |
//! | no question, no answer, or no wrong choice | the record is left out |
//! | a text that is too long | the record is left out; an explanation goes |

use std::collections::HashSet;

use encoding_rs::WINDOWS_1252;

use super::markup::{has_media, plain};
use super::record::{Body, Choice, LeftOut, Record};
use crate::bank::question::{MAX_CHOICE, MAX_ID, MAX_TEXT, MOST_RIGHT, MOST_WRONG};
use crate::text::normalize::normalize;
use crate::text::number::Decimal;
use crate::text::printable::{self, appearance, doubtful_characters, one_line};
use crate::text::slug::slug;

/// A longer text is left out as it is.
const MOST_BYTES: usize = 1 << 16;
/// What ends a choice that speaks of the others.
const ABOUT_OTHERS: [&str; 6] = [
    "of the above",
    "of these",
    "of the options",
    "of them",
    "of the below",
    "answers above",
];

/// Cleans a record, and says whether that changed it.
///
/// # Errors
/// Why it cannot be a question.
pub fn clean(mut record: Record) -> Result<(Record, bool), LeftOut> {
    let line = record.line;
    let reason = |reason: &str| LeftOut::new(line, reason);
    let mut cleaner = Cleaner {
        is_html: record.is_html,
        ..Cleaner::default()
    };
    cleaner.text(&mut record.ask);
    if let Some(because) = &mut record.because {
        cleaner.text(because);
    }
    record.name = record.name.and_then(|name| cleaner.name(&name));
    record.category = record.category.and_then(|name| cleaner.name(&name));
    record.body = match record.body {
        Body::Choices(choices) => cleaner.choices(choices).map_err(reason)?,
        Body::Typed {
            mut answer,
            mut accept,
        } => {
            cleaner.text(&mut answer);
            for text in &mut accept {
                cleaner.text(text);
            }
            accept.retain(|text| !is_empty(text) && text.chars().count() <= MAX_CHOICE);
            Body::Typed { answer, accept }
        }
        Body::Order(mut items) => {
            for text in &mut items {
                cleaner.text(text);
            }
            let looks: HashSet<_> = items.iter().map(|text| appearance(text)).collect();
            if looks.len() != items.len() || !(3..=5).contains(&items.len()) {
                return Err(reason("an order has 3 to 5 different things"));
            }
            Body::Order(items)
        }
        Body::Number {
            answer,
            within,
            unit,
        } => Body::Number {
            answer: decimal(&answer).map_err(reason)?,
            within: tolerance(&within).map_err(reason)?,
            unit: unit.and_then(|unit| cleaner.name(&unit)),
        },
        body @ Body::TrueFalse(_) => body,
    };
    if cleaner.has_media {
        return Err(reason("it needs a picture or sound"));
    }
    if !record.ask.chars().any(char::is_alphanumeric) {
        return Err(reason("it has no question"));
    }
    if record.ask.chars().count() > MAX_TEXT {
        return Err(reason("its question has more than 1,000 characters"));
    }
    for text in answers(&record.body) {
        if is_empty(text) {
            return Err(reason("it has no answer"));
        }
        if text.chars().count() > MAX_CHOICE {
            return Err(reason("an answer has more than 300 characters"));
        }
    }
    let fits = |text: &String| !text.is_empty() && text.chars().count() <= MAX_TEXT;
    cleaner.is_changed |= record.because.as_ref().is_some_and(|text| !fits(text));
    record.because = record.because.filter(fits);
    Ok((record, cleaner.is_changed))
}

/// A name on one line that a bank may have; nothing if it has no letters or digits.
#[must_use]
pub fn clean_name(name: &str) -> Option<String> {
    Cleaner::default().name(name)
}

fn answers(body: &Body) -> Vec<&String> {
    match body {
        Body::Choices(choices) => choices.iter().map(|choice| &choice.text).collect(),
        Body::Typed { answer, .. } => vec![answer],
        Body::Order(items) => items.iter().collect(),
        Body::TrueFalse(_) | Body::Number { .. } => Vec::new(),
    }
}

fn decimal(text: &str) -> Result<String, &'static str> {
    let number = Decimal::parse(text).ok_or("its answer is not a decimal number")?;
    Ok(number.to_string())
}

fn tolerance(text: &str) -> Result<String, &'static str> {
    let number = decimal(text)?;
    if number.starts_with('-') {
        return Err("its tolerance is less than 0");
    }
    Ok(number)
}

/// Whether a bank would refuse an answer because nothing of it is left to compare.
fn is_empty(text: &str) -> bool {
    let has_sign = text.bytes().any(|byte| byte.is_ascii_graphic());
    !has_sign && normalize(text).is_empty()
}

/// Whether a choice speaks of the others, so that their order matters.
pub(super) fn is_about_others(text: &str) -> bool {
    let text = text.trim_end_matches(['.', '!']).as_bytes();
    ABOUT_OTHERS.iter().any(|end| {
        let rest = text.len().checked_sub(end.len());
        rest.is_some_and(|at| text[at..].eq_ignore_ascii_case(end.as_bytes()))
    })
}

/// Whether all of it is printable ASCII, without spaces at its edges.
fn is_plain(text: &str) -> bool {
    printable::is_plain(text) && text.trim_ascii().len() == text.len()
}

/// The intended character, if the file was decoded wrongly or uses other line breaks.
fn meant(c: char) -> char {
    match c {
        '\u{80}'..='\u{9f}' => {
            let byte = [c as u8];
            WINDOWS_1252.decode(&byte).0.chars().next().unwrap_or(c)
        }
        '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => '\n',
        c => c,
    }
}

#[derive(Default)]
struct Cleaner {
    is_html: bool,
    is_changed: bool,
    has_media: bool,
}

impl Cleaner {
    fn text(&mut self, text: &mut String) {
        if text.len() > MOST_BYTES {
            return;
        }
        self.has_media |= has_media(text);
        if is_plain(text) && !(self.is_html && text.contains(['<', '&'])) {
            return;
        }
        if self.is_html {
            let plain = plain(text);
            self.is_changed |= plain != *text;
            *text = plain;
        }
        if text.contains(|c| meant(c) != c) {
            self.is_changed = true;
            *text = text.chars().map(meant).collect();
        }
        // Lines that only differ in their ends are the same.
        let lines = text.trim_matches('\n').lines().map(str::trim_end);
        let mut trimmed = lines.collect::<Vec<_>>().join("\n");
        if !trimmed.contains('\n') {
            trimmed.truncate(trimmed.trim_end().len());
            trimmed.drain(..trimmed.len() - trimmed.trim_start().len());
        }
        let is_doubtful: HashSet<_> = doubtful_characters(&trimmed)
            .filter(|(_, c)| !matches!(c, '\n' | ' ' | '\t'))
            .map(|(at, _)| at)
            .collect();
        if !is_doubtful.is_empty() {
            self.is_changed = true;
            let kept = trimmed
                .char_indices()
                .filter(|(at, _)| !is_doubtful.contains(at));
            trimmed = kept.map(|(_, c)| c).collect();
        }
        *text = trimmed;
    }

    fn name(&mut self, name: &str) -> Option<String> {
        let mut name = name.to_owned();
        self.text(&mut name);
        let mut name = one_line(&name).into_owned();
        if let Some((end, _)) = name.char_indices().nth(MAX_ID) {
            self.is_changed = true;
            name.truncate(end);
            // What joined the characters at the end.
            Self::default().text(&mut name);
        }
        slug(&name).contains(char::is_alphanumeric).then_some(name)
    }

    fn choices(&mut self, mut choices: Vec<Choice>) -> Result<Body, &'static str> {
        for choice in &mut choices {
            self.text(&mut choice.text);
        }
        let before = choices.len();
        let is_true = |text: &str| match text.to_lowercase().as_str() {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        };
        if let [first, second] = &choices[..]
            && let (Some(one), Some(other)) = (is_true(&first.text), is_true(&second.text))
            && one != other
            && first.is_right != second.is_right
        {
            return Ok(Body::TrueFalse(one == first.is_right));
        }
        // A right answer stays before a wrong one that looks like it.
        let mut seen = HashSet::new();
        let mut places = |is_right: bool, most: usize| -> Vec<usize> {
            let choices = choices.iter().enumerate();
            let own = choices.filter(|(_, choice)| choice.is_right == is_right);
            let new = own.filter(|(_, choice)| {
                !is_empty(&choice.text) && seen.insert(appearance(&choice.text))
            });
            new.map(|(place, _)| place).take(most).collect()
        };
        let mut stays = places(true, usize::MAX);
        stays.extend(places(false, MOST_WRONG));
        stays.sort_unstable();
        let (mut place, mut stays) = (0.., stays.into_iter().peekable());
        choices.retain(|_| place.next() == stays.peek().copied() && stays.next().is_some());
        self.is_changed |= choices.len() != before;
        if !choices.iter().any(|choice| choice.is_right) {
            return Err("none of its choices is right");
        }
        if choices.iter().filter(|choice| choice.is_right).count() > MOST_RIGHT {
            return Err("it has more than 6 right choices");
        }
        if choices.iter().all(|choice| choice.is_right) {
            return Err("it has no wrong choice");
        }
        Ok(Body::Choices(choices))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choices(texts: &[&str]) -> Body {
        let choices = texts.iter().map(|text| Choice {
            text: text.trim_start_matches('=').to_owned(),
            is_right: text.starts_with('='),
        });
        Body::Choices(choices.collect())
    }

    fn cleaned(ask: &str, body: Body, is_html: bool) -> Result<(Record, bool), String> {
        let record = Record {
            is_html,
            ..Record::new(1, ask, body)
        };
        clean(record).map_err(|left_out| left_out.reason)
    }

    #[test]
    fn texts_lose_what_cannot_be_shown() {
        for (text, is_html, expected) in [
            ("  Who?  ", false, "Who?"),
            ("<p>Who &amp;amp; <b>what</b>?</p>", true, "Who &amp; what?"),
            ("Who<br/>or<BR>what?", true, "Who\nor\nwhat?"),
            ("Is 1 < 2 &lt; 3?", true, "Is 1 < 2 < 3?"),
            ("Is <b> bold?", false, "Is <b> bold?"),
            ("W\u{202e}ho\u{1b}[2J?", false, "Who[2J?"),
            ("What?\n\n    a = 1  \n", false, "What?\n\n    a = 1"),
            ("10<sup>3</sup> H<sub>2</sub>O?", true, "10^3 H2O?"),
            (
                "Is x<y and z>w? <!-- no --> <i",
                true,
                "Is x<y and z>w?  <i",
            ),
            ("It\u{92}s\u{2028}\u{93}who\u{94}?", false, "It’s\n“who”?"),
        ] {
            let body = choices(&["=a", "b"]);
            let (record, _) = cleaned(text, body, is_html).unwrap();
            assert_eq!(record.ask, expected, "{text}");
        }
    }

    #[test]
    fn choices_are_told_apart_or_the_record_is_left_out() {
        for (texts, expected) in [
            (&["=a", " b ", "", "b", "a"][..], Ok(choices(&["=a", "b"]))),
            (&["False", "=True"], Ok(Body::TrueFalse(true))),
            (&["=a", "a", "", "\u{385}"], Err("it has no wrong choice")),
            (&["a", "b"], Err("none of its choices is right")),
            (&["=a", "<img src=x>"], Err("it needs a picture or sound")),
            (
                &["=a", "<a href=\"x.jpg\">b</a>"],
                Err("it needs a picture or sound"),
            ),
        ] {
            let found = cleaned("Who?", choices(texts), false).map(|(record, _)| record.body);
            assert_eq!(found, expected.map_err(str::to_owned), "{texts:?}");
        }
        let many: Vec<_> = (0..20).map(|n| format!("wrong {n}")).collect();
        let many: Vec<_> = many.iter().map(String::as_str).chain(["=right"]).collect();
        let (record, is_changed) = cleaned("Who?", choices(&many), false).unwrap();
        assert!(is_changed);
        assert_eq!(answers(&record.body).len(), MOST_WRONG + 1);
    }

    #[test]
    fn what_is_too_long_is_left_out() {
        let long = "x".repeat(MAX_TEXT + 1);
        let body = || choices(&["=a", "b"]);
        assert!(cleaned(&long, body(), false).is_err());
        assert!(cleaned("?!", body(), false).is_err());
        assert!(cleaned("Who?", choices(&["=a", &long]), false).is_err());
        let mut record = Record::new(1, "Who?", body());
        record.because = Some(long);
        assert_eq!(clean(record).unwrap().0.because, None);
    }
}
