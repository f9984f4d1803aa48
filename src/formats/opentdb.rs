//! Open Trivia Database: JSON as its API answers, or bare lists in any wrapper.
//!
//! Source: the documentation of its API. Texts come in one of four encodings: HTML entities (the
//! default), `urlLegacy`, `url3986` and `base64`, which also encodes types and difficulties. A text
//! is decoded once, so `&amp;quot;` is `&quot;`.

use std::borrow::Cow;
use std::fmt;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;
use serde::de::{Deserializer as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::record::{Body, Choice, Export, LeftOut, Record, Sink};
use crate::bank::Difficulty;

/// Objects and lists may be in this many others.
const DEEPEST: u32 = 8;

/// Whether it is JSON with the keys of a question.
#[must_use]
pub fn looks_like(text: &str) -> bool {
    let keys = ["\"correct_answer\"", "\"response_code\""];
    text.trim_start().starts_with(['{', '[']) && keys.iter().any(|key| text.contains(key))
}

/// Reads every question.
pub fn read(text: &str, sink: &mut Sink<'_>) {
    let mut walk = Walk {
        text,
        line: 1,
        at: 0,
        depth: 0,
        sink,
    };
    let mut json = serde_json::Deserializer::from_str(text);
    let walked = json.deserialize_any(&mut walk);
    if let Err(error) = walked.and_then(|()| json.end()) {
        let line = error.line().clamp(1, text.lines().count().max(1));
        sink(Err(LeftOut::new(
            line,
            format!("the JSON is broken: {error}"),
        )));
    }
}

/// Goes through objects and lists, and reads each question where it is.
struct Walk<'a, 's, 'k> {
    text: &'a str,
    /// The line of byte `at`, from 1.
    line: usize,
    at: usize,
    depth: u32,
    sink: &'s mut Sink<'k>,
}

impl<'a> Walk<'a, '_, '_> {
    fn take(&mut self, raw: &'a RawValue) -> Result<(), serde_json::Error> {
        let text = raw.get();
        let at = text.as_ptr() as usize - self.text.as_ptr() as usize;
        self.line += self.text[self.at..at].matches('\n').count();
        self.at = at;
        if let Ok(item) = serde_json::from_str::<Item<'_>>(text) {
            (self.sink)(item.record(self.line));
        } else if text.starts_with('{') && serde_json::from_str::<Part>(text).is_ok() {
            let reason = "it is not a question with its answers";
            (self.sink)(Err(LeftOut::new(self.line, reason)));
        } else if text.starts_with(['{', '[']) && self.depth < DEEPEST {
            self.depth += 1;
            serde_json::Deserializer::from_str(text).deserialize_any(&mut *self)?;
            self.depth -= 1;
        }
        Ok(())
    }
}

/// An object that should be a question.
#[derive(Deserialize)]
struct Part {
    #[serde(rename = "question")]
    _question: IgnoredAny,
}

impl<'a> Visitor<'a> for &mut Walk<'a, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of questions")
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(raw) = list.next_element::<&RawValue>()? {
            self.take(raw).map_err(serde::de::Error::custom)?;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some((key, raw)) = map.next_entry::<Cow<'a, str>, &RawValue>()? {
            if key == "response_code" {
                let code = raw.get();
                if code != "0" {
                    (self.sink)(Err(LeftOut::new(self.line, meaning(code))));
                }
                continue;
            }
            self.take(raw).map_err(serde::de::Error::custom)?;
        }
        Ok(())
    }
}

/// What a response code means.
fn meaning(code: &str) -> String {
    let meaning = match code {
        "1" => "it has fewer questions than were asked for",
        "2" => "a parameter was invalid",
        "3" => "the session token was not found",
        "4" => "the session token has seen every question",
        "5" => "there were too many requests",
        _ => "unknown",
    };
    format!("the database answered with code {code}: {meaning}")
}

#[derive(Deserialize)]
struct Item<'a> {
    #[serde(borrow, default, rename = "type")]
    kind: Cow<'a, str>,
    #[serde(borrow, default)]
    difficulty: Cow<'a, str>,
    #[serde(borrow, default)]
    category: Cow<'a, str>,
    #[serde(borrow)]
    question: Cow<'a, str>,
    #[serde(borrow)]
    correct_answer: Cow<'a, str>,
    #[serde(borrow)]
    incorrect_answers: Vec<Text<'a>>,
}

/// Borrows the text of a list's element.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// # Errors
/// For kinds that are not choices with one right answer, or statements.
pub fn holds(record: &Record) -> Result<(), &'static str> {
    match &record.body {
        Body::TrueFalse(_) => Ok(()),
        Body::Choices(choices) if choices.iter().filter(|choice| choice.is_right).count() == 1 => {
            Ok(())
        }
        _ => Err("the format only has choice and true-false questions with one right answer"),
    }
}

/// The API's answer. Explanations have no place in it.
#[must_use]
pub fn write(sheet: &Export<'_>) -> String {
    let results: Vec<_> = sheet.records.iter().map(json).collect();
    let document = serde_json::json!({ "response_code": 0, "results": results });
    format!("{document:#}\n")
}

fn json(record: &Record) -> serde_json::Value {
    // Signs of other encodings are entities, too, so that they are not taken for one.
    let encoded = |text: &str| {
        let text = html_escape::encode_quoted_attribute(text);
        text.replace('+', "&#43;").replace('%', "&#37;")
    };
    let (kind, right, wrong) = match &record.body {
        Body::Choices(choices) => {
            let of = |is_right: bool| {
                let choices = choices
                    .iter()
                    .filter(move |choice| choice.is_right == is_right);
                choices
                    .map(|choice| encoded(&choice.text))
                    .collect::<Vec<_>>()
            };
            ("multiple", of(true).concat(), of(false))
        }
        Body::TrueFalse(false) => ("boolean", "False".to_owned(), vec!["True".to_owned()]),
        _ => ("boolean", "True".to_owned(), vec!["False".to_owned()]),
    };
    serde_json::json!({
        "type": kind,
        "difficulty": record.difficulty.unwrap_or(Difficulty::Medium).name(),
        "category": encoded(record.category.as_deref().unwrap_or_default()),
        "question": encoded(&record.ask),
        "correct_answer": right,
        "incorrect_answers": wrong,
    })
}

#[derive(Clone, Copy)]
enum Encoding {
    Html,
    /// Of both kinds: `url3986` has no `+`, which is a space in `urlLegacy`.
    Url,
    Base64,
}

impl Item<'_> {
    fn record(self, line: usize) -> Result<Record, LeftOut> {
        let encoding = self.encoding();
        let decode = |text: &str| {
            let decoded = encoding.decode(text);
            decoded.ok_or_else(|| LeftOut::new(line, format!("it cannot be decoded: {text}")))
        };
        let answer = decode(&self.correct_answer)?;
        let kind = decode(&self.kind)?;
        let body = match answer.as_str() {
            "True" | "False" if kind == "boolean" => Body::TrueFalse(answer == "True"),
            _ => {
                let mut choices = vec![Choice {
                    text: answer,
                    is_right: true,
                }];
                for Text(wrong) in &self.incorrect_answers {
                    choices.push(Choice {
                        text: decode(wrong)?,
                        is_right: false,
                    });
                }
                Body::Choices(choices)
            }
        };
        Ok(Record {
            category: Some(decode(&self.category)?).filter(|name| !name.is_empty()),
            difficulty: Difficulty::from_name(&decode(&self.difficulty)?),
            ..Record::new(line, decode(&self.question)?, body)
        })
    }

    /// Which encoding a question has shows in its words, or in all of its letters.
    fn encoding(&self) -> Encoding {
        let is_base64 = matches!(&*self.kind, "bXVsdGlwbGU=" | "Ym9vbGVhbg==")
            || matches!(&*self.difficulty, "ZWFzeQ==" | "bWVkaXVt" | "aGFyZA==");
        let texts = [&self.category, &self.question, &self.correct_answer];
        let wrong = self.incorrect_answers.iter().map(|Text(text)| text);
        let mut texts = texts.into_iter().chain(wrong);
        let is_plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.~".contains(&b);
        let is_url = texts.clone().all(|text| {
            let mut bytes = text.bytes();
            bytes.all(|b| is_plain(b) || matches!(b, b'%' | b'+'))
        });
        if is_base64 {
            Encoding::Base64
        } else if is_url && texts.any(|text| text.contains(['%', '+'])) {
            Encoding::Url
        } else {
            Encoding::Html
        }
    }
}

impl Encoding {
    fn decode(self, text: &str) -> Option<String> {
        match self {
            Self::Html => Some(html_escape::decode_html_entities(text).into_owned()),
            Self::Url => {
                let text = text.replace('+', " ");
                let decoded = percent_encoding::percent_decode_str(&text);
                Some(decoded.decode_utf8().ok()?.into_owned())
            }
            Self::Base64 => String::from_utf8(BASE64_STANDARD.decode(text).ok()?).ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;
    use super::*;

    const ONE: &str = r#"{"type":"multiple","difficulty":"hard","category":"Rome","question":"Who &amp;quot;is&#039;nt&quot; here?","correct_answer":"Jo","incorrect_answers":["Al","Bo"]}"#;

    #[test]
    fn each_rule_holds() {
        let decoded = "Who &quot;is'nt\" here? = Jo ~ Al ~ Bo [Rome]";
        for (text, expected) in [
            (format!(r#"{{"response_code":0,"results":[{ONE}]}}"#), vec![format!("1 {decoded}")]),
            (format!("[\n{ONE},\n{ONE}\n]"), vec![format!("2 {decoded}"), format!("3 {decoded}")]),
            (format!(r#"{{"data":{{"questions":[{ONE}]}}}}"#), vec![format!("1 {decoded}")]),
            (
                r#"[{"question":"It+rains%2C+%C3%A9+%26amp%3B","correct_answer":"a+b","incorrect_answers":["c"]}]"#.to_owned(),
                vec!["1 It rains, é &amp; = a b ~ c".to_owned()],
            ),
            (
                r#"[{"question":"Who%3F","correct_answer":"Jo+Lo","incorrect_answers":["Al"]}]"#.to_owned(),
                vec!["1 Who? = Jo Lo ~ Al".to_owned()],
            ),
            (
                r#"[{"category":"Board games","question":"C++&gt;C?","correct_answer":"100%","incorrect_answers":["a+b"]}]"#.to_owned(),
                vec!["1 C++>C? = 100% ~ a+b [Board games]".to_owned()],
            ),
            (
                r#"[{"type":"boolean","question":"It%20rains%2B","correct_answer":"True","incorrect_answers":["False"]}]"#.to_owned(),
                vec!["1 It rains+ = true".to_owned()],
            ),
            (
                r#"[{"type":"Ym9vbGVhbg==","difficulty":"ZWFzeQ==","category":"UsO0bWU=","question":"SXQgcmFpbnM=","correct_answer":"RmFsc2U=","incorrect_answers":["VHJ1ZQ=="]}]"#.to_owned(),
                vec!["1 It rains = false [Rôme]".to_owned()],
            ),
            (r#"{"response_code":5,"results":[]}"#.to_owned(), vec![
                "1: the database answered with code 5: there were too many requests".to_owned(),
            ]),
            (format!("[{ONE},\n{{\"question\":\"Who?\",\"correct_answer\":1}}]"), vec![
                format!("1 {decoded}"),
                "2: it is not a question with its answers".to_owned(),
            ]),
            (format!("[{ONE},\n"), vec![
                format!("1 {decoded}"),
                "1: the JSON is broken: EOF while parsing a value at line 2 column 0".to_owned(),
            ]),
        ] {
            assert!(looks_like(&text), "{text}");
            assert_eq!(shown(read, &text), expected, "{text}");
        }
    }
}
