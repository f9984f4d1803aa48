//! A page for browsers: each answer opens below its question, and in print it is a sheet for a
//! quiz night, with room to write and the key on a page of its own. No script, and no network.

use std::fmt::Write as _;

use html_escape::encode_text;

use super::record::{Body, Choice, Export, Record};
use crate::text::code;

const STYLE: &str = include_str!("html.css");

/// The whole page.
#[must_use]
pub fn write(sheet: &Export<'_>) -> String {
    let title = encode_text(sheet.title);
    let (mut questions, mut key) = (String::new(), String::new());
    for (record, number) in sheet.records.iter().zip(1..) {
        let (asked, answer) = (asked(record), answer(record));
        let because = record.because.iter().map(|text| block("why", text));
        let because = because.collect::<Vec<_>>().concat();
        // Writing to a string cannot fail.
        let _ = write!(
            questions,
            "<li id=\"q{number}\">\n{}{asked}<details><summary>Answer</summary>\n\
             <div class=\"answer\">{answer}</div>\n{because}</details>\n</li>\n",
            block("ask", &record.ask),
        );
        let _ = writeln!(key, "<li>{answer}</li>");
    }
    let notice = if sheet.notice.is_empty() {
        String::new()
    } else {
        format!("<footer><p>{}</p></footer>\n", encode_text(sheet.notice))
    };
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <header>\n<h1>{title}</h1>\n<p class=\"team\">Team <span></span> Score <span></span></p>\n\
         </header>\n<main>\n<ol class=\"quiz\">\n{questions}</ol>\n</main>\n\
         <section class=\"key\">\n<h2>Key: {title}</h2>\n<ol>\n{key}</ol>\n</section>\n\
         {notice}</body>\n</html>\n"
    )
}

fn block(class: &str, text: &str) -> String {
    format!("<div class=\"{class}\">{}</div>\n", shown(text))
}

/// The text with its code in blocks, which stay as they are written.
fn shown(text: &str) -> String {
    let mut html = String::new();
    let mut was_code = None;
    for (line, is_code) in code::lines(text) {
        match (was_code.replace(is_code), is_code) {
            (Some(false), true) => html.push_str("\n<pre>"),
            (None, true) => html.push_str("<pre>"),
            (Some(true), false) => html.push_str("</pre>"),
            (Some(_), _) if !html.ends_with("<pre>") => html.push('\n'),
            _ => {}
        }
        if !(is_code && code::is_fence(line)) {
            html.push_str(&encode_text(line));
        }
    }
    if was_code == Some(true) {
        html.push_str("</pre>");
    }
    html
}

/// What stands below a question: its choices, or room to write.
fn asked(record: &Record) -> String {
    let listed = |kind: &str, texts: &mut dyn Iterator<Item = &String>| {
        let items: Vec<_> = texts
            .map(|text| format!("<li>{}</li>\n", shown(text)))
            .collect();
        format!("<{kind}>\n{}</{}>\n", items.concat(), &kind[..2])
    };
    let line = "<p class=\"line\"></p>\n";
    match &record.body {
        Body::Choices(choices) => {
            let mut texts = choices.iter().map(|choice| &choice.text);
            listed("ol class=\"choices\"", &mut texts)
        }
        Body::TrueFalse(_) => {
            "<p class=\"truth\">True <span></span> False <span></span></p>\n".to_owned()
        }
        Body::Order(items) => {
            // In alphabetical order, which says nothing.
            let mut items: Vec<_> = items.iter().collect();
            items.sort();
            listed("ul class=\"items\"", &mut items.into_iter()) + line
        }
        Body::Typed { .. } => line.to_owned(),
        Body::Number { unit, .. } => {
            let unit = unit.as_deref().unwrap_or_default();
            format!("<p class=\"line\">{}</p>\n", encode_text(unit))
        }
    }
}

/// The right answer, with its letters.
fn answer(record: &Record) -> String {
    let text = match &record.body {
        Body::Choices(choices) => {
            let lettered = choices
                .iter()
                .zip('A'..)
                .filter(|(choice, _)| choice.is_right);
            let right = lettered.map(|(Choice { text, .. }, letter)| {
                let below = if text.contains('\n') { "\n" } else { " " };
                format!("{letter}.{below}{text}")
            });
            right.collect::<Vec<_>>().join("; ")
        }
        Body::TrueFalse(true) => "True".to_owned(),
        Body::TrueFalse(false) => "False".to_owned(),
        Body::Order(items) => items.join(" → "),
        Body::Typed { answer, .. } => answer.clone(),
        Body::Number {
            answer,
            within,
            unit,
        } => {
            let unit = unit
                .as_ref()
                .map_or_else(String::new, |unit| format!(" {unit}"));
            let within = if within == "0" {
                String::new()
            } else {
                format!(" (within {within})")
            };
            format!("{answer}{unit}{within}")
        }
    };
    shown(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_stays_as_it_is_written() {
        for (text, html) in [
            ("one\ntwo", "one\ntwo"),
            (
                "What is\n    a < b\n      c\nhere?",
                "What is\n<pre>    a &lt; b\n      c</pre>here?",
            ),
            (
                "```\nlet a;\n\nlet b;\n```",
                "<pre>let a;\n\nlet b;\n</pre>",
            ),
        ] {
            assert_eq!(shown(text), html, "{text}");
        }
    }

    #[test]
    fn every_text_is_escaped_and_every_answer_is_there() {
        let right = Choice {
            text: "<b>Jo & \"Al\"".to_owned(),
            is_right: true,
        };
        let wrong = Choice {
            text: "Bo".to_owned(),
            is_right: false,
        };
        let mut record = Record::new(1, "Who </p><script>?", Body::Choices(vec![wrong, right]));
        record.because = Some("It's so.".to_owned());
        let page = write(&Export {
            title: "A < B",
            notice: "From & by us",
            records: &[record, Record::new(1, "Rain?", Body::TrueFalse(false))],
        });
        for part in [
            "<title>A &lt; B</title>",
            "<div class=\"ask\">Who &lt;/p&gt;&lt;script&gt;?</div>",
            "<li>&lt;b&gt;Jo &amp; \"Al\"</li>",
            "<div class=\"answer\">B. &lt;b&gt;Jo &amp; \"Al\"</div>",
            "<div class=\"why\">It's so.</div>",
            "<li>False</li>",
            "From &amp; by us",
        ] {
            assert!(page.contains(part), "{part}\n{page}");
        }
        assert!(
            !page.contains("<script") && !page.contains("http"),
            "{page}"
        );
    }
}
