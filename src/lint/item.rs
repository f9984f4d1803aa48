//! Flaws that show in one question alone.

use std::collections::HashSet;

use super::words::{content, plain};
use super::{Item, Warnings};
use crate::text::normalize::normalize;

/// The most characters of a question, a choice and a `because` that are easy to read.
const LONG_QUESTION: usize = 200;
const LONG_CHOICE: usize = 80;
const LONG_BECAUSE: usize = 300;
/// An answer is much longer or shorter if it differs by this factor and by this many
/// characters.
const MUCH: f64 = 1.5;
const MANY: usize = 6;
/// Choices that are about the others, normalized.
const ALL_OR_NONE: [&str; 5] = [
    "all of above",
    "none of above",
    "all of these",
    "none of these",
    "both of above",
];

/// Every flaw of a question. It needs a source only if the bank `has_sources`.
pub(super) fn flaws(item: &Item<'_>, has_sources: bool, found: &mut Warnings) {
    question(item, found);
    because(item, found);
    let (right, wrong) = (item.question.right(), item.question.wrong());
    if !wrong.is_empty() {
        choices(item, &[right, wrong].concat(), found);
        if let Some(answer) = item.question.answer() {
            odd_one_out(item, answer, wrong, found);
        }
    }
    // Aliases from the entry of a list are not written with the question.
    if item.offset("accept") != item.header {
        found.warn(item, "idle-accept", "accept", idle_accept(item));
    }
    tidiness(item, found);
    let is_unfounded = has_sources && item.question.source.is_empty();
    found.warn(
        item,
        "no-source",
        "id",
        is_unfounded.then_some("no `source`"),
    );
}

fn question(item: &Item<'_>, found: &mut Warnings) {
    let ask = item.question.ask.as_str();
    let long = too_long("the question", ask, LONG_QUESTION);
    found.warn(item, "long-question", "ask", long);
    let unmarked = (!ask.lines().any(ends_with_mark))
        .then_some("the question doesn't end with a mark such as `?`, `.` or `:`");
    found.warn(item, "no-question-mark", "ask", unmarked);
    if item.question.truth().is_some() {
        found.warn(item, "absolute", "ask", absolute(ask));
    } else {
        let negative = negative(ask).map(|word| format!("the question asks what is \"{word}\""));
        found.warn(item, "negative", "ask", negative);
    }
    let answer = item.question.answer().map(content).unwrap_or_default();
    let is_told = !answer.is_empty() && answer.is_subset(&content(ask));
    let told = is_told.then_some("the question contains every word of the answer");
    found.warn(item, "answer-in-question", "ask", told);
}

/// Whether a line ends as a question does, in any script; a quote or bracket may follow.
fn ends_with_mark(line: &str) -> bool {
    const CLOSING: &str = "\"'\u{2019}\u{201d}»›)]}」』）】";
    const MARKS: &str = "?.:!…؟۔？。．：！⁇⁈፧።։՞।॥;။";
    let end = line.trim_end().trim_end_matches(|c| CLOSING.contains(c));
    end.ends_with(|c| MARKS.contains(c))
}

fn length(text: &str) -> usize {
    text.chars().count()
}

fn too_long(what: &str, text: &str, most: usize) -> Option<String> {
    let length = length(text);
    (length > most).then(|| format!("{what} has {length} characters"))
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

/// What only the right answer fits: the article before the choices, or the verb.
fn fitting(ask: &str, answer: &str, wrong: &[String]) -> Option<&'static str> {
    let alone = |fits: fn(&str) -> bool| fits(answer) && !wrong.iter().any(|text| fits(text));
    let words = plain(ask);
    let [second, last] = [words.get(1), words.last()].map(|word| word.map(String::as_str));
    match (second, last) {
        (_, Some("an")) if alone(begins_with_vowel) => Some("article at the end"),
        (_, Some("a")) if alone(|text| !begins_with_vowel(text)) => Some("article at the end"),
        (Some("are" | "were"), _) if alone(is_plural) => Some("number of the verb"),
        (Some("is" | "was"), _) if alone(|text| !is_plural(text)) => Some("number of the verb"),
        _ => None,
    }
}

fn begins_with_vowel(text: &str) -> bool {
    text.starts_with(|c: char| "aeiouAEIOU".contains(c))
}

fn is_plural(text: &str) -> bool {
    text.contains(" and ") || (text.ends_with('s') && !text.ends_with("ss"))
}

fn because(item: &Item<'_>, found: &mut Warnings) {
    let Some(because) = &item.question.because else {
        return found.warn(item, "no-because", "id", ["no `because`"]);
    };
    let long = too_long("`because`", because, LONG_BECAUSE);
    found.warn(item, "long-because", "because", long);
    let mut known = content(&item.question.ask);
    known.extend(item.question.answer().map(content).unwrap_or_default());
    let is_idle = content(because).is_subset(&known);
    let idle = is_idle.then_some("`because` only repeats the question and answer");
    found.warn(item, "idle-because", "because", idle);
}

/// How the one right answer looks different from the wrong ones. Several can't stand out so.
fn odd_one_out(item: &Item<'_>, answer: &str, wrong: &[String], found: &mut Warnings) {
    let what = fitting(&item.question.ask, answer, wrong);
    let fits = what.map(|what| format!("only the right answer fits the {what}"));
    found.warn(item, "grammar-fits-one", "ask", fits);

    let (key, lengths) = (length(answer), wrong.iter().map(|text| length(text)));
    let [longest, shortest] = [lengths.clone().max(), lengths.min()].map(Option::unwrap_or_default);
    let is_much =
        |long: usize, short: usize| long as f64 >= short as f64 * MUCH && long >= short + MANY;
    for (rule, what, other, is_off) in [
        ("longest-choice", "longest", longest, is_much(key, longest)),
        (
            "shortest-choice",
            "shortest",
            shortest,
            is_much(shortest, key),
        ),
    ] {
        let message =
            format!("the right answer has {key} characters, the {what} wrong one {other}");
        found.warn(item, rule, "answer", is_off.then_some(message));
    }

    found.warn(item, "mixed-choices", "answer", mixed(answer, wrong));
}

/// What is wrong with the choices themselves.
fn choices(item: &Item<'_>, texts: &[String], found: &mut Warnings) {
    for text in texts {
        found.warn(
            item,
            "long-choice",
            "wrong",
            too_long("a choice", text, LONG_CHOICE),
        );
        let is_all = ALL_OR_NONE.contains(&normalize(text).as_str());
        let all = is_all.then(|| format!("a choice says \"{text}\""));
        found.warn(item, "all-or-none", "wrong", all);
        found.warn(item, "absolute", "wrong", absolute(text));
    }
    found.warn(item, "overlapping-choices", "wrong", overlapping(texts));
    found.warn(item, "similar-choices", "wrong", similar(texts));
}

fn absolute(text: &str) -> Option<String> {
    const WORDS: [&str; 5] = ["always", "never", "none", "nobody", "everybody"];
    let mut words = plain(text).into_iter();
    let word = words.find(|word| WORDS.contains(&word.as_str()))?;
    Some(format!("\"{text}\" says \"{word}\""))
}

/// Choices that contain all the words of another.
fn overlapping(texts: &[String]) -> Vec<String> {
    let padded = texts.iter().map(|text| format!(" {} ", normalize(text)));
    let padded: Vec<_> = texts.iter().zip(padded).collect();
    let longer = |(text, words): &(&String, String)| {
        let mut others = padded.iter();
        let (long, _) =
            others.find(|(_, long)| long.len() > words.len() && long.contains(words))?;
        Some(format!("\"{long}\" contains \"{text}\""))
    };
    padded.iter().filter_map(longer).collect()
}

/// The first two choices that differ in nothing but what typing overlooks.
fn similar(texts: &[String]) -> Option<String> {
    let mut seen: Vec<(String, &str)> = Vec::new();
    for text in texts {
        let normal = normalize(text);
        if let Some((_, other)) = seen.iter().find(|(other, _)| *other == normal) {
            return Some(format!("\"{text}\" and \"{other}\" are hard to tell apart"));
        }
        seen.push((normal, text));
    }
    None
}

type Feature = fn(&str) -> bool;

/// How the right answer looks different from all the wrong ones.
fn mixed(answer: &str, wrong: &[String]) -> impl Iterator<Item = String> {
    let features: [(&str, Feature); 3] = [
        ("a number", |t| t.contains(|c: char| c.is_ascii_digit())),
        ("a capital at the start", |t| {
            t.starts_with(char::is_uppercase)
        }),
        ("a mark at the end", |t| t.ends_with(['.', '!', '?'])),
    ];
    let features = features.into_iter();
    let alone = features.filter(|(_, has)| wrong.iter().all(|text| has(text) != has(answer)));
    alone.map(|(what, has)| {
        let verb = if has(answer) { "has" } else { "lacks" };
        format!("only the right answer {verb} {what}")
    })
}

fn idle_accept(item: &Item<'_>) -> impl Iterator<Item = String> {
    let mut seen = HashSet::from([normalize(item.question.answer().unwrap_or_default())]);
    let idle = item.question.accept().iter();
    let idle = idle.filter(move |text| !seen.insert(normalize(text)));
    idle.map(|text| format!("\"{text}\" already counts as right"))
}

fn tidiness(item: &Item<'_>, found: &mut Warnings) {
    let question = &item.question;
    let because = question.because.as_deref().unwrap_or_default();
    let texts = [("ask", question.ask.as_str()), ("because", because)];
    let wrong = question.wrong().iter().map(|text| ("wrong", text.as_str()));
    let key = question.answer().map_or("right", |_| "answer");
    let right = question.right().iter().map(|text| (key, text.as_str()));
    for (key, text) in texts.into_iter().chain(wrong).chain(right) {
        let markup = markup(text).map(|what| format!("`{key}` has the markup \"{what}\""));
        found.warn(item, "markup", key, markup);
        let what = if [" ,", " .", " ?"].iter().any(|mark| text.contains(mark)) {
            "a space before punctuation"
        } else if text.contains(['\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}']) {
            "a curly quote"
        } else {
            continue;
        };
        found.warn(item, "untidy-text", key, [format!("`{key}` has {what}")]);
    }
}

/// An entity, a tag around or between words, or emphasis as in Markdown.
fn markup(text: &str) -> Option<&str> {
    const TAGS: [&str; 12] = [
        "b", "i", "u", "em", "strong", "br", "p", "sub", "sup", "span", "code", "a",
    ];
    let entity = text.match_indices('&').find_map(|(start, _)| {
        let name = &text[start + 1..start + 1 + text[start + 1..].find(';')?];
        let digits = name.strip_prefix('#');
        let is_name = digits
            .unwrap_or(name)
            .bytes()
            .all(|b| b.is_ascii_alphanumeric());
        let is_entity = is_name && (2..=8).contains(&name.len());
        is_entity.then(|| &text[start..start + name.len() + 2])
    });
    // A choice that is nothing but a tag asks about tags.
    let tag = text.match_indices('<').find_map(|(start, _)| {
        let end = start + text[start..].find('>')? + 1;
        let tag = &text[start..end];
        let name = tag.trim_matches(['<', '>', '/']);
        let name = name.split_whitespace().next()?.to_ascii_lowercase();
        (TAGS.contains(&name.as_str()) && tag != text).then_some(tag)
    });
    let emphasis = text.find("**").and_then(|start| {
        let inner = &text[start + 2..start + 2 + text[start + 2..].find("**")?];
        let is_emphasis =
            inner.starts_with(char::is_alphanumeric) && inner.ends_with(char::is_alphanumeric);
        is_emphasis.then(|| &text[start..start + inner.len() + 4])
    });
    entity.or(tag).or(emphasis)
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
    fn a_question_ends_with_a_mark_of_any_script() {
        for (ask, has_mark) in [
            ("Who?", true),
            ("من؟", true),
            ("誰？", true),
            ("誰。", true),
            ("Who said \"Why?\"", true),
            ("Who (or what?)", true),
            ("Was ist das?»", true),
            ("What does it print?\n\n    print(1)", true),
            ("Who", false),
            ("Who said \"Why\"", false),
        ] {
            assert_eq!(ask.lines().any(ends_with_mark), has_mark, "{ask}");
        }
    }

    #[test]
    fn markup_is_seen_but_not_code() {
        for (text, what) in [
            ("Who said &quot;no&quot;?", Some("&quot;")),
            ("Tom &#39;s", Some("&#39;")),
            ("a <b>bold</b> word", Some("<b>")),
            ("one<br/>two", Some("<br/>")),
            ("a **bold** word", Some("**bold**")),
            ("</p>", None),
            ("<br>", None),
            ("x < 3 and y > 2", None),
            ("2 ** 3 ** 4", None),
            ("this && that; more", None),
            ("R&D; and so on", None),
            ("__init__", None),
        ] {
            assert_eq!(markup(text), what, "{text}");
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
