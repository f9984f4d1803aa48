//! Every rule by name: what it means, and where it comes from.

use crate::bank::Severity;

/// A rule that findings refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    pub name: &'static str,
    pub severity: Severity,
    /// What it asks for, and why.
    pub about: &'static str,
    /// The publication that the rule comes from, if any.
    pub source: Option<&'static str>,
}

const HALADYNA: Option<&str> = Some(
    "Haladyna, Downing and Rodriguez, \"A Review of Multiple-Choice Item-Writing Guidelines for \
     Classroom Assessment\", Applied Measurement in Education 15(3), 2002",
);

const fn error(name: &'static str, about: &'static str) -> Rule {
    Rule {
        name,
        severity: Severity::Error,
        about,
        source: None,
    }
}

const fn warning(name: &'static str, about: &'static str, source: Option<&'static str>) -> Rule {
    Rule {
        name,
        severity: Severity::Warning,
        about,
        source,
    }
}

/// The rules in the order that `--explain` lists them.
pub const ALL: &[Rule] = &[
    error("syntax", "The file is TOML 1.1."),
    error("not-utf-8", "The file is text in UTF-8."),
    error(
        "missing-key",
        "Each question has all the keys its kind needs.",
    ),
    error(
        "unknown-key",
        "Unknown keys are errors, so a typo is never ignored.",
    ),
    error("stray-key", "No key contradicts another."),
    error("wrong-type", "Each key has a value of its type."),
    error(
        "unknown-value",
        "A difficulty or kind is one that the format knows.",
    ),
    error("empty-text", "Every text has letters or digits."),
    error(
        "doubtful-character",
        "No text contains control characters, bidirectional overrides or \
        invisible characters: they can forge what a terminal shows.",
    ),
    error("too-long", "Texts fit on a screen."),
    error(
        "bad-id",
        "An id is lowercase words, digits and hyphens. It must never change, since each \
        player's history refers to it.",
    ),
    error("repeated-id", "Each question has its own id."),
    error("bad-season", "A season is a number from 1 to 40."),
    error(
        "bad-count",
        "A choice question has 3 to 6 wrong answers, and an order question 3 to 5 items.",
    ),
    error(
        "equal-choices",
        "No two choices of a question are equal once case, accents, articles and \
        punctuation are set aside, and none of the wrong ones is right.",
    ),
    error(
        "inline-question",
        "Each question is under its own [[question]].",
    ),
    error("no-questions", "Each file has questions."),
    error("repeated-category", "Each file has its own category name."),
    error("unknown-list", "Every list that a question names exists."),
    error("unknown-entry", "Every entry in `not` is in the list."),
    error(
        "too-few-choices",
        "A list leaves at least three wrong answers.",
    ),
    error("repeated-list", "Each list has its own name."),
    error(
        "unknown-source",
        "A source names a document of sources.toml and a line of it.",
    ),
    error("repeated-source", "Each document has its own key."),
    warning(
        "answer-in-question",
        "The question does not contain all the words of its answer: that \
        would need no knowledge.",
        HALADYNA,
    ),
    warning(
        "gives-away",
        "No question gives away the answer to another on a different topic, since \
        a game may ask both.",
        HALADYNA,
    ),
    warning(
        "near-duplicate",
        "No two questions ask nearly the same.",
        None,
    ),
    warning(
        "longest-choice",
        "The right answer is not much longer than every wrong one: writers \
        qualify what is right, and guessers know.",
        HALADYNA,
    ),
    warning(
        "shortest-choice",
        "The right answer is not much shorter than every wrong one.",
        HALADYNA,
    ),
    warning(
        "grammar-fits-one",
        "Every choice fits the grammar of the question: after \"a\" or \
        \"an\", and in number.",
        HALADYNA,
    ),
    warning(
        "mixed-choices",
        "All choices are of one kind: all numbers or none, all beginning with \
        a capital or none, all ending alike.",
        HALADYNA,
    ),
    warning(
        "overlapping-choices",
        "No choice contains another one: both could be right.",
        HALADYNA,
    ),
    warning(
        "all-or-none",
        "No choice is \"all of the above\" or \"none of the above\".",
        HALADYNA,
    ),
    warning(
        "negative",
        "The question asks what is, not what is not: a word like NOT is easily missed.",
        HALADYNA,
    ),
    warning(
        "absolute",
        "No choice or statement says always, never, all or none: such claims are \
        nearly always wrong, and guessers know.",
        HALADYNA,
    ),
    warning(
        "no-because",
        "Each question says why its answer is right.",
        None,
    ),
    warning(
        "idle-because",
        "`because` adds to the answer instead of repeating it.",
        None,
    ),
    warning(
        "repeated-because",
        "No two questions have the same `because`.",
        None,
    ),
    warning(
        "long-question",
        "A question has at most 200 characters.",
        HALADYNA,
    ),
    warning(
        "long-choice",
        "A choice has at most 80 characters: this is not a reading test.",
        HALADYNA,
    ),
    warning(
        "long-because",
        "`because` has at most 300 characters.",
        None,
    ),
    warning(
        "no-source",
        "In a bank with sources, each question names its own.",
        None,
    ),
    warning(
        "untidy-text",
        "Text has no doubled spaces, none before a comma or period, and straight \
        quotes.",
        None,
    ),
    warning(
        "no-question-mark",
        "A question ends like one: with a question mark, a period or a colon.",
        None,
    ),
    warning(
        "idle-accept",
        "`accept` lists nothing that would be right without it.",
        None,
    ),
    warning("unused-list", "Each list is used by a question.", None),
    warning(
        "unused-entry",
        "Some question offers each entry of a list.",
        None,
    ),
    warning(
        "unbalanced-truth",
        "About half of a bank's true-false questions are true.",
        HALADYNA,
    ),
    warning(
        "cue",
        "Over the whole bank, no blind strategy, such as taking the longest choice, is \
        more than 5 percentage points away from chance.",
        HALADYNA,
    ),
];

/// The rule of this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.name == name)
}

/// A rule's severity; an unlisted rule is an error.
#[must_use]
pub fn severity(name: &str) -> Severity {
    find(name).map_or(Severity::Error, |rule| rule.severity)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bounds_of_a_season_are_those_of_the_format() {
        let bounds = crate::bank::question::SEASONS;
        let words = format!("from {} to {}.", bounds.start(), bounds.end());
        assert!(find("bad-season").unwrap().about.ends_with(&words));
    }

    #[test]
    fn names_are_unique_and_texts_are_sentences() {
        for (n, rule) in ALL.iter().enumerate() {
            assert!(
                ALL[..n].iter().all(|other| other.name != rule.name),
                "{}",
                rule.name
            );
            assert!(crate::text::slug::is_slug(rule.name), "{}", rule.name);
            assert!(rule.about.ends_with('.'), "{}", rule.name);
            assert!(!rule.about.contains("  "), "{}", rule.name);
        }
    }
}
