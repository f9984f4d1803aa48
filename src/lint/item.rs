//! Flaws that show in one question alone.

use super::words::{content, plain};
use super::{Item, Warnings};
use crate::bank::{Body, Kind};
use crate::text::normalize::normalize;

/// The most characters of a question, a choice and a `because` that are easy to read.
const LONG_QUESTION: usize = 200;
const LONG_CHOICE: usize = 80;
const LONG_BECAUSE: usize = 300;
/// An answer is much longer or shorter if it differs by this factor and by this many
/// characters.
const MUCH: f64 = 1.5;
const MANY: usize = 6;

/// Every flaw of a question. It needs a source only if the bank `has_sources`.
pub(super) fn flaws(item: &Item, has_sources: bool, found: &mut Warnings) {
    question(item, found);
    grammar(item, found);
    because(item, found);
    answer_length(item, found);
    choices(item, found);
    accept(item, found);
    tidiness(item, found);
    if has_sources && item.question.source.is_empty() {
        found.warn(item, "no-source", "id", "no `source`");
    }
}

fn question(item: &Item, found: &mut Warnings) {
    let ask = &item.question.ask;
    let length = length(ask);
    if length > LONG_QUESTION {
        let message = format!("the question has {length} characters");
        found.warn(item, "long-question", "ask", message);
    }
    if !ask.ends_with(['?', '.', ':', '"']) {
        let message = "the question has no end mark";
        found.warn(item, "no-question-mark", "ask", message);
    }
    if item.question.body.kind() == Kind::TrueFalse {
        absolute(item, "ask", ask, found);
    } else if let Some(word) = negative(ask) {
        let message = format!("the question asks what is \"{word}\"");
        found.warn(item, "negative", "ask", message);
    }
    let answer = item.answer().map(content).unwrap_or_default();
    if !answer.is_empty() && answer.is_subset(&content(ask)) {
        let message = "the question contains every word of the answer";
        found.warn(item, "answer-in-question", "ask", message);
    }
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// The word that negates the question itself; in a subordinate clause, or a question
/// for a reason, it does no harm.
fn negative(ask: &str) -> Option<String> {
    let last = ask
        .trim_end_matches(['?', '.'])
        .rsplit(['.', '?', ':'])
        .next()?;
    let main = last.split([',', ';']).next()?.split(" that ").next()?;
    let words = plain(main);
    if words.iter().any(|word| word == "why") {
        return None;
    }
    words
        .into_iter()
        .find(|word| matches!(word.as_str(), "not" | "except" | "never") || word.ends_with("n't"))
}

/// Only the right answer fits the article before the choices or the verb.
fn grammar(item: &Item, found: &mut Warnings) {
    let (Some(answer), wrong @ [_, ..]) = (item.answer(), item.wrong()) else {
        return;
    };
    let alone = |fits: fn(&str) -> bool| fits(answer) && !wrong.iter().any(|text| fits(text));
    let words = plain(&item.question.ask);
    let [second, last] = [words.get(1), words.last()].map(|word| word.map(String::as_str));
    let what = match (second, last) {
        (_, Some("an")) if alone(begins_with_vowel) => "article at the end",
        (_, Some("a")) if alone(|text| !begins_with_vowel(text)) => "article at the end",
        (Some("are" | "were"), _) if alone(is_plural) => "number of the verb",
        (Some("is" | "was"), _) if alone(|text| !is_plural(text)) => "number of the verb",
        _ => return,
    };
    let message = format!("only the right answer fits the {what}");
    found.warn(item, "grammar-fits-one", "ask", message);
}

fn begins_with_vowel(text: &str) -> bool {
    text.starts_with(|c: char| "aeiouAEIOU".contains(c))
}

fn is_plural(text: &str) -> bool {
    text.contains(" and ") || (text.ends_with('s') && !text.ends_with("ss"))
}

fn because(item: &Item, found: &mut Warnings) {
    let Some(because) = &item.question.because else {
        found.warn(item, "no-because", "id", "no `because`");
        return;
    };
    let length = length(because);
    if length > LONG_BECAUSE {
        let message = format!("`because` has {length} characters");
        found.warn(item, "long-because", "because", message);
    }
    let mut known = content(&item.question.ask);
    known.extend(item.answer().map(content).unwrap_or_default());
    if content(because).is_subset(&known) {
        let message = "`because` only repeats the question and answer";
        found.warn(item, "idle-because", "because", message);
    }
}

fn answer_length(item: &Item, found: &mut Warnings) {
    let lengths = || item.wrong().iter().map(|text| length(text));
    let (Some(answer), Some(longest), Some(shortest)) =
        (item.answer(), lengths().max(), lengths().min())
    else {
        return;
    };
    let key = length(answer);
    let is_much =
        |long: usize, short: usize| long as f64 >= short as f64 * MUCH && long >= short + MANY;
    if is_much(key, longest) {
        let message =
            format!("the right answer has {key} characters, the longest wrong one {longest}");
        found.warn(item, "longest-choice", "answer", message);
    }
    if is_much(shortest, key) {
        let message =
            format!("the right answer has {key} characters, the shortest wrong one {shortest}");
        found.warn(item, "shortest-choice", "answer", message);
    }
}

fn choices(item: &Item, found: &mut Warnings) {
    let (Some(answer), wrong @ [_, ..]) = (item.answer(), item.wrong()) else {
        return;
    };
    let texts: Vec<&str> = [answer]
        .into_iter()
        .chain(wrong.iter().map(String::as_str))
        .collect();
    for text in &texts {
        let length = length(text);
        if length > LONG_CHOICE {
            let message = format!("a choice has {length} characters");
            found.warn(item, "long-choice", "wrong", message);
        }
        if matches!(
            normalize(text).as_str(),
            "all of above" | "none of above" | "all of these" | "none of these" | "both of above"
        ) {
            found.warn(
                item,
                "all-or-none",
                "wrong",
                format!("a choice says \"{text}\""),
            );
        }
        absolute(item, "wrong", text, found);
    }
    overlapping(item, &texts, found);
    mixed(item, answer, wrong, found);
}

fn absolute(item: &Item, key: &str, text: &str, found: &mut Warnings) {
    const WORDS: [&str; 5] = ["always", "never", "none", "nobody", "everybody"];
    let mut words = plain(text).into_iter();
    if let Some(word) = words.find(|word| WORDS.contains(&word.as_str())) {
        found.warn(item, "absolute", key, format!("\"{text}\" says \"{word}\""));
    }
}

/// One choice contains all the words of another.
fn overlapping(item: &Item, texts: &[&str], found: &mut Warnings) {
    let padded: Vec<_> = texts
        .iter()
        .map(|text| (text, format!(" {} ", normalize(text))))
        .collect();
    for (text, words) in &padded {
        let mut others = padded.iter();
        if let Some((long, _)) =
            others.find(|(_, long)| long.len() > words.len() && long.contains(words))
        {
            let message = format!("\"{long}\" contains \"{text}\"");
            found.warn(item, "overlapping-choices", "wrong", message);
        }
    }
}

type Feature = fn(&str) -> bool;

/// The right answer looks different from all the wrong ones.
fn mixed(item: &Item, answer: &str, wrong: &[String], found: &mut Warnings) {
    let features: [(&str, Feature); 3] = [
        ("a number", |t| t.contains(|c: char| c.is_ascii_digit())),
        ("a capital at the start", |t| {
            t.starts_with(char::is_uppercase)
        }),
        ("a mark at the end", |t| t.ends_with(['.', '!', '?'])),
    ];
    for (what, has) in features {
        if wrong.iter().all(|text| has(text) != has(answer)) {
            let verb = if has(answer) { "has" } else { "lacks" };
            let message = format!("only the right answer {verb} {what}");
            found.warn(item, "mixed-choices", "answer", message);
        }
    }
}

fn accept(item: &Item, found: &mut Warnings) {
    let (Body::Choice { answer, accept, .. } | Body::Typed { answer, accept, .. }) =
        &item.question.body
    else {
        return;
    };
    // Aliases from the entry of a list are not written with the question.
    if item.offset("accept") == item.header {
        return;
    }
    let mut seen = vec![normalize(answer)];
    for text in accept {
        let normal = normalize(text);
        if seen.contains(&normal) {
            let message = format!("\"{text}\" already counts as right");
            found.warn(item, "idle-accept", "accept", message);
        }
        seen.push(normal);
    }
}

fn tidiness(item: &Item, found: &mut Warnings) {
    let question = &item.question;
    let because = question.because.as_deref().unwrap_or_default();
    let texts = [("ask", question.ask.as_str()), ("because", because)];
    let wrong = item.wrong().iter().map(|text| ("wrong", text.as_str()));
    let answer = item.answer().map(|text| ("answer", text));
    for (key, text) in texts.into_iter().chain(wrong).chain(answer) {
        let what = if [" ,", " .", " ?"].iter().any(|mark| text.contains(mark)) {
            "a space before punctuation"
        } else if text.contains(['\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}']) {
            "a curly quote"
        } else {
            continue;
        };
        found.warn(item, "untidy-text", key, format!("`{key}` has {what}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_negative_counts_where_it_turns_the_question_around() {
        let cases = [
            ("Which of these is not a river?", Some("not")),
            ("Who hasn't been there?", Some("hasn't")),
            ("All were there except whom?", Some("except")),
            ("Why did he never call?", None),
            ("He does not come. Who does?", None),
            ("In which year did she say that it was not true?", None),
            ("Who knows?", None),
        ];
        for (ask, word) in cases {
            assert_eq!(negative(ask).as_deref(), word, "{ask}");
        }
    }

    #[test]
    fn number_is_seen_at_the_end_of_a_text() {
        for (text, plural) in [
            ("two boats", true),
            ("Tom and Pete", true),
            ("a boat", false),
            ("glass", false),
        ] {
            assert_eq!(is_plural(text), plural, "{text}");
        }
    }
}
