//! What all formats have in common: the way of a record to a question that a bank may hold.
//!
//! | what is found | what becomes of it |
//! | --- | --- |
//! | HTML, where the format says so | line breaks for `<br>`, `<p>`, `<li>`; `^` for `<sup>`; other tags go; entities are decoded once |
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

use super::record::{Body, Choice, LeftOut, Record};
use crate::bank::question::{MAX_CHOICE, MAX_ID, MAX_TEXT, MOST_RIGHT, MOST_WRONG};
use crate::text::normalize::normalize;
use crate::text::printable::{appearance, doubtful_characters};

/// A longer text is left out as it is.
const MOST_BYTES: usize = 1 << 16;
/// Tags that begin a line.
const BREAKS: [&str; 8] = ["br", "p", "div", "li", "tr", "ul", "ol", "/p"];
/// Other tags of HTML that a text may have; what else is in angle brackets is text.
const TAGS: [&str; 39] = [
    "a",
    "abbr",
    "address",
    "article",
    "b",
    "big",
    "blockquote",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "dfn",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "i",
    "ins",
    "kbd",
    "mark",
    "pre",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "table",
    "td",
    "u",
];
/// What cannot be shown in a terminal.
const MEDIA: [&str; 13] = [
    "<img",
    "<audio",
    "<video",
    "<svg",
    "<iframe",
    "<object",
    "<math",
    "[sound:",
    "@@PLUGINFILE@@",
    ".jpg\"",
    ".png\"",
    ".mp3\"",
    ".wmv\"",
];
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
        is_changed: false,
        has_media: false,
    };
    cleaner.text(&mut record.ask);
    if let Some(because) = &mut record.because {
        cleaner.text(because);
    }
    for name in [&mut record.category, &mut record.name]
        .into_iter()
        .flatten()
    {
        cleaner.text(name);
        *name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    }
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
            Body::Order(items)
        }
        body => body,
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
    record.category = record
        .category
        .map(|name| name.chars().take(MAX_ID).collect());
    Ok((record, cleaner.is_changed))
}

fn answers(body: &Body) -> Vec<&String> {
    match body {
        Body::Choices(choices) => choices.iter().map(|choice| &choice.text).collect(),
        Body::Typed { answer, .. } => vec![answer],
        Body::Order(items) => items.iter().collect(),
        Body::TrueFalse(_) | Body::Number { .. } => Vec::new(),
    }
}

/// Whether a bank would refuse an answer because nothing of it is left to compare.
fn is_empty(text: &str) -> bool {
    text.trim().is_empty() || (!text.is_ascii() && normalize(text).is_empty())
}

/// Whether a choice speaks of the others, so that their order matters.
pub(super) fn is_about_others(text: &str) -> bool {
    let text = text.trim_end_matches(['.', '!']).to_lowercase();
    ABOUT_OTHERS.iter().any(|end| text.ends_with(end))
}

/// Whether a text of a format that does not say so is HTML: it has an end tag, a line break or an
/// entity.
pub(super) fn has_markup(text: &str) -> bool {
    let mut ends = text.split("</").skip(1);
    ends.any(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
        || ["<br>", "<br/>", "<br />", "<BR>"]
            .iter()
            .any(|tag| text.contains(tag))
        || html_escape::decode_html_entities(text) != text
}

/// A character as it was meant, where its file was decoded wrongly or breaks lines otherwise.
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
        self.has_media |= MEDIA.iter().any(|media| text.contains(media));
        if self.is_html {
            let plain = html_escape::decode_html_entities(&without_tags(text)).into_owned();
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
        let right = choices.iter().filter(|choice| choice.is_right);
        let right: HashSet<_> = right
            .map(|choice| appearance(&choice.text).into_owned())
            .collect();
        let (mut seen, mut wrong) = (HashSet::new(), 0);
        choices.retain(|choice| {
            let looks = appearance(&choice.text).into_owned();
            let is_copy = !choice.is_right && right.contains(&looks);
            let stays = !is_empty(&choice.text) && !is_copy && seen.insert(looks);
            wrong += usize::from(stays && !choice.is_right);
            stays && (choice.is_right || wrong <= MOST_WRONG)
        });
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

/// The text with line breaks where tags make them, and without other tags.
fn without_tags(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        plain.push_str(before);
        let Some((tag, behind)) = after.split_once('>') else {
            rest = &rest[before.len()..];
            break;
        };
        let end = tag.find(char::is_whitespace).unwrap_or(tag.len());
        let name = tag[..end].trim_end_matches('/').to_lowercase();
        let breaks = BREAKS.contains(&name.as_str());
        if name == "sup" {
            plain.push('^');
        } else if breaks && !plain.is_empty() && !plain.ends_with('\n') {
            plain.push('\n');
        }
        let bare = name.trim_start_matches('/');
        let is_tag = bare == "sup" || BREAKS.contains(&bare) || TAGS.contains(&bare);
        if is_tag || name.starts_with("!--") {
            rest = behind;
        } else {
            plain.push('<');
            rest = after;
        }
    }
    plain + rest
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
