//! Flaws that show in one question alone.

use super::Item;
use super::words::{content, plain};
use crate::bank::finding::RawFinding;
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
#[must_use]
pub fn flaws(item: &Item, has_sources: bool) -> Vec<RawFinding> {
    let mut found = Vec::new();
    stem(item, &mut found);
    because(item, &mut found);
    answer_length(item, &mut found);
    choices(item, &mut found);
    accept(item, &mut found);
    tidiness(item, &mut found);
    if has_sources && item.question.source.is_empty() {
        found.push(item.warn(
            "no-source",
            "id",
            "no `source`",
            "name document and line, such as `source = [\"000:49\"]`",
        ));
    }
    found
}

fn stem(item: &Item, found: &mut Vec<RawFinding>) {
    let ask = &item.question.ask;
    let length = ask.chars().count();
    if length > LONG_QUESTION {
        found.push(item.warn(
            "long-question",
            "ask",
            format!("the question has {length} characters"),
            format!("cut it to {LONG_QUESTION} or fewer"),
        ));
    }
    if !ask.ends_with(['?', '.', ':', '"']) {
        found.push(item.warn(
            "no-question-mark",
            "ask",
            "the question has no end mark",
            "end it with a question mark, a period or a colon",
        ));
    }
    if let Some(word) = negative(ask).filter(|_| item.question.body.kind() != Kind::TrueFalse) {
        found.push(item.warn(
            "negative",
            "ask",
            format!("the question asks what is \"{word}\""),
            "ask what is, instead of what is not",
        ));
    }
    if let Some(answer) = item.answer() {
        let asked = content(ask);
        let answer = content(answer);
        if !answer.is_empty() && answer.is_subset(&asked) {
            found.push(item.warn(
                "answer-in-question",
                "ask",
                "the question contains every word of the answer",
                "reword the question",
            ));
        }
    }
    grammar(item, found);
    if item.question.body.kind() == Kind::TrueFalse {
        absolute(item, "ask", ask, found);
    }
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
fn grammar(item: &Item, found: &mut Vec<RawFinding>) {
    let (Some(answer), wrong) = (item.answer(), item.wrong()) else {
        return;
    };
    let words = plain(&item.question.ask);
    let alone = |fits: &dyn Fn(&str) -> bool| {
        fits(answer) && !wrong.is_empty() && !wrong.iter().any(|text| fits(text))
    };
    let what = match words.last().map(String::as_str) {
        Some("an") if alone(&begins_with_vowel) => "article at the end",
        Some("a") if alone(&|text| !begins_with_vowel(text)) => "article at the end",
        _ => match words.get(1).map(String::as_str) {
            Some("are" | "were") if alone(&is_plural) => "number of the verb",
            Some("is" | "was") if alone(&|text| !is_plural(text)) => "number of the verb",
            _ => return,
        },
    };
    found.push(item.warn(
        "grammar-fits-one",
        "ask",
        format!("only the right answer fits the {what}"),
        "reword so that every choice fits",
    ));
}

fn begins_with_vowel(text: &str) -> bool {
    let first = text.chars().next().map(|c| c.to_ascii_lowercase());
    first.is_some_and(|c| "aeiou".contains(c))
}

fn is_plural(text: &str) -> bool {
    text.contains(" and ") || (text.ends_with('s') && !text.ends_with("ss"))
}

fn because(item: &Item, found: &mut Vec<RawFinding>) {
    let Some(because) = &item.question.because else {
        found.push(item.warn(
            "no-because",
            "id",
            "no `because`",
            "say in a sentence or two why the answer is right",
        ));
        return;
    };
    let length = because.chars().count();
    if length > LONG_BECAUSE {
        found.push(item.warn(
            "long-because",
            "because",
            format!("`because` has {length} characters"),
            format!("cut it to {LONG_BECAUSE} or fewer"),
        ));
    }
    let mut known = content(&item.question.ask);
    known.extend(item.answer().map(content).unwrap_or_default());
    if content(because).is_subset(&known) {
        found.push(item.warn(
            "idle-because",
            "because",
            "`because` only repeats the question and answer",
            "add something worth knowing",
        ));
    }
}

fn answer_length(item: &Item, found: &mut Vec<RawFinding>) {
    let (Some(answer), wrong) = (item.answer(), item.wrong()) else {
        return;
    };
    let length = |text: &str| text.chars().count();
    let key = length(answer);
    let (Some(longest), Some(shortest)) = (
        wrong.iter().map(|w| length(w)).max(),
        wrong.iter().map(|w| length(w)).min(),
    ) else {
        return;
    };
    if key as f64 >= longest as f64 * MUCH && key >= longest + MANY {
        found.push(item.warn(
            "longest-choice",
            "answer",
            format!("the right answer has {key} characters, the longest wrong one {longest}"),
            "lengthen a wrong answer, or shorten this one",
        ));
    }
    if shortest as f64 >= key as f64 * MUCH && shortest >= key + MANY {
        found.push(item.warn(
            "shortest-choice",
            "answer",
            format!("the right answer has {key} characters, the shortest wrong one {shortest}"),
            "shorten a wrong answer, or lengthen this one",
        ));
    }
}

fn choices(item: &Item, found: &mut Vec<RawFinding>) {
    let texts: Vec<&str> = item
        .answer()
        .into_iter()
        .chain(item.wrong().iter().map(String::as_str))
        .collect();
    if item.wrong().is_empty() {
        return;
    }
    for text in &texts {
        let length = text.chars().count();
        if length > LONG_CHOICE {
            found.push(item.warn(
                "long-choice",
                "wrong",
                format!("a choice has {length} characters"),
                format!("cut it to {LONG_CHOICE} or fewer"),
            ));
        }
        let normal = normalize(text);
        if matches!(
            normal.as_str(),
            "all of above" | "none of above" | "all of these" | "none of these" | "both of above"
        ) {
            found.push(item.warn(
                "all-or-none",
                "wrong",
                format!("a choice says \"{text}\""),
                "offer another answer of the same kind",
            ));
        }
        absolute(item, "wrong", text, found);
    }
    overlapping(item, &texts, found);
    mixed(item, &texts, found);
}

fn absolute(item: &Item, key: &str, text: &str, found: &mut Vec<RawFinding>) {
    let word = plain(text).into_iter().find(|word| {
        matches!(
            word.as_str(),
            "always" | "never" | "none" | "nobody" | "everybody"
        )
    });
    if let Some(word) = word {
        found.push(item.warn(
            "absolute",
            key,
            format!("\"{text}\" says \"{word}\""),
            "say something that could be partly true",
        ));
    }
}

/// One choice contains all the words of another.
fn overlapping(item: &Item, texts: &[&str], found: &mut Vec<RawFinding>) {
    let padded: Vec<_> = texts
        .iter()
        .map(|t| format!(" {} ", normalize(t)))
        .collect();
    for (n, text) in padded.iter().enumerate() {
        let within = padded.iter().enumerate().find(|(other, long)| {
            *other != n && long.len() > text.len() && long.contains(text.as_str())
        });
        if let Some((other, _)) = within {
            found.push(item.warn(
                "overlapping-choices",
                "wrong",
                format!("\"{}\" contains \"{}\"", texts[other], texts[n]),
                "make them mutually exclusive",
            ));
        }
    }
}

type Feature = fn(&str) -> bool;

/// The right answer looks different from all the wrong ones.
fn mixed(item: &Item, texts: &[&str], found: &mut Vec<RawFinding>) {
    let Some((key, wrong)) = texts.split_first() else {
        return;
    };
    let features: [(&str, Feature); 3] = [
        ("a number", |t| t.contains(|c: char| c.is_ascii_digit())),
        ("a capital at the start", |t| {
            t.starts_with(char::is_uppercase)
        }),
        ("a mark at the end", |t| t.ends_with(['.', '!', '?'])),
    ];
    for (what, has) in features {
        if wrong.iter().all(|w| has(w) != has(key)) {
            let verb = if has(key) { "has" } else { "lacks" };
            found.push(item.warn(
                "mixed-choices",
                "answer",
                format!("only the right answer {verb} {what}"),
                "write all choices alike",
            ));
        }
    }
}

fn accept(item: &Item, found: &mut Vec<RawFinding>) {
    let (Body::Choice { answer, accept, .. } | Body::Typed { answer, accept, .. }) =
        &item.question.body
    else {
        return;
    };
    let mut seen = vec![normalize(answer)];
    // Aliases from the entry of a list are not written with the question.
    let own = accept
        .iter()
        .filter(|_| item.offset("accept") != item.header);
    for text in own {
        let normal = normalize(text);
        if seen.contains(&normal) {
            found.push(item.warn(
                "idle-accept",
                "accept",
                format!("\"{text}\" already counts as right"),
                "remove it: case, accents, articles and punctuation don't count",
            ));
        }
        seen.push(normal);
    }
}

fn tidiness(item: &Item, found: &mut Vec<RawFinding>) {
    let question = &item.question;
    let because = question.because.as_deref().unwrap_or_default();
    let texts = [("ask", question.ask.as_str()), ("because", because)];
    let wrong = item.wrong().iter().map(|text| ("wrong", text.as_str()));
    let answer = item.answer().map(|text| ("answer", text));
    for (key, text) in texts.into_iter().chain(wrong).chain(answer) {
        let what = if text.contains(" ,") || text.contains(" .") || text.contains(" ?") {
            "a space before punctuation"
        } else if text.contains(['\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}']) {
            "a curly quote"
        } else {
            continue;
        };
        found.push(item.warn(
            "untidy-text",
            key,
            format!("`{key}` has {what}"),
            "use plain spaces and straight quotes",
        ));
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
