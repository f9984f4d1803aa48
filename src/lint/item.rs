//! Flaws that show in one question alone.

use super::Item;
use super::words::{content, plain};
use crate::bank::finding::Located;
use crate::bank::{Body, Kind};
use crate::text::normalize::normalize;

/// Characters of a question, a choice and a `because` that are still easy to read.
const LONG_QUESTION: usize = 200;
const LONG_CHOICE: usize = 80;
const LONG_BECAUSE: usize = 300;
/// A key counts as much longer or shorter from this many times, and characters, on.
const MUCH: f64 = 1.5;
const MANY: usize = 6;

/// Every flaw of a question. Whether the bank names its sources decides if the
/// question must.
#[must_use]
pub fn flaws(item: &Item, has_sources: bool) -> Vec<Located> {
    let mut found = Vec::new();
    stem(item, &mut found);
    because(item, &mut found);
    length_of_key(item, &mut found);
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

fn stem(item: &Item, found: &mut Vec<Located>) {
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
            "the question has no end",
            "end it with a question mark, a stop or a colon",
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
                "every word of the answer stands in the question",
                "say it in other words",
            ));
        }
    }
    grammar(item, found);
    if item.question.body.kind() == Kind::TrueFalse {
        absolute(item, "ask", ask, found);
    }
}

/// The word that turns the question itself around; in a side clause, or where it
/// asks for a reason, it does no harm.
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

/// The article before the choices, or the number of the verb, fits the key alone.
fn grammar(item: &Item, found: &mut Vec<Located>) {
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
        format!("the {what} fits the right answer alone"),
        "write question and choices so that each fits",
    ));
}

fn begins_with_vowel(text: &str) -> bool {
    let first = text.chars().next().map(|c| c.to_ascii_lowercase());
    first.is_some_and(|c| "aeiou".contains(c))
}

fn is_plural(text: &str) -> bool {
    text.contains(" and ") || (text.ends_with('s') && !text.ends_with("ss"))
}

fn because(item: &Item, found: &mut Vec<Located>) {
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
            "`because` says nothing that question and answer do not",
            "add what is worth knowing",
        ));
    }
}

fn length_of_key(item: &Item, found: &mut Vec<Located>) {
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
            "lengthen a wrong one, or cut this",
        ));
    }
    if shortest as f64 >= key as f64 * MUCH && shortest >= key + MANY {
        found.push(item.warn(
            "shortest-choice",
            "answer",
            format!("the right answer has {key} characters, the shortest wrong one {shortest}"),
            "shorten a wrong one, or say more here",
        ));
    }
}

fn choices(item: &Item, found: &mut Vec<Located>) {
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

fn absolute(item: &Item, key: &str, text: &str, found: &mut Vec<Located>) {
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
            "say something that could be true by halves",
        ));
    }
}

/// One choice's words all stand in another one.
fn overlapping(item: &Item, texts: &[&str], found: &mut Vec<Located>) {
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
                "make them exclude each other",
            ));
        }
    }
}

type Feature = fn(&str) -> bool;

/// The key differs from all the wrong ones in something that can be seen.
fn mixed(item: &Item, texts: &[&str], found: &mut Vec<Located>) {
    let Some((key, wrong)) = texts.split_first() else {
        return;
    };
    let features: [(&str, Feature); 3] = [
        ("has a number", |t| t.contains(|c: char| c.is_ascii_digit())),
        ("begins with a capital", |t| {
            t.starts_with(char::is_uppercase)
        }),
        ("ends with a stop", |t| t.ends_with(['.', '!', '?'])),
    ];
    for (what, has) in features {
        if wrong.iter().all(|w| has(w) != has(key)) {
            let differs = if has(key) { "alone" } else { "alone does not:" };
            found.push(item.warn(
                "mixed-choices",
                "answer",
                format!("the right answer {differs} {what}"),
                "write all choices alike",
            ));
        }
    }
}

fn accept(item: &Item, found: &mut Vec<Located>) {
    let (Body::Choice { answer, accept, .. } | Body::Typed { answer, accept, .. }) =
        &item.question.body
    else {
        return;
    };
    let mut seen = vec![normalize(answer)];
    // What the list's entry brings along is not written here.
    let own = accept
        .iter()
        .filter(|_| item.offset("accept") != item.header);
    for text in own {
        let normal = normalize(text);
        if seen.contains(&normal) {
            found.push(item.warn(
                "idle-accept",
                "accept",
                format!("\"{text}\" is right without being listed"),
                "remove it: case, accents, articles and punctuation do not count",
            ));
        }
        seen.push(normal);
    }
}

fn tidiness(item: &Item, found: &mut Vec<Located>) {
    let question = &item.question;
    let because = question.because.as_deref().unwrap_or_default();
    let texts = [("ask", question.ask.as_str()), ("because", because)];
    let wrong = item.wrong().iter().map(|text| ("wrong", text.as_str()));
    let answer = item.answer().map(|text| ("answer", text));
    for (key, text) in texts.into_iter().chain(wrong).chain(answer) {
        let what = if text.contains(" ,") || text.contains(" .") || text.contains(" ?") {
            "a space before a mark"
        } else if text.contains(['\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}']) {
            "a curly quote"
        } else {
            continue;
        };
        found.push(item.warn(
            "untidy-text",
            key,
            format!("`{key}` has {what}"),
            "write it plainly",
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
