//! Every rule by name: what it means, and what to do about it.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::bank::Severity;

/// Where many of the rules come from.
pub const GUIDELINES: &str = "Haladyna, Downing and Rodriguez, \"A Review of Multiple-Choice \
    Item-Writing Guidelines for Classroom Assessment\", Applied Measurement in Education 15(3), 2002";

/// A rule that findings refer to.
#[derive(Debug, Deserialize)]
pub struct Rule {
    pub name: String,
    /// What it asks for, and why.
    pub about: String,
    /// What to do about a warning; empty for an error, which says so itself.
    #[serde(default)]
    pub help: String,
    /// Whether it is one of the [`GUIDELINES`].
    #[serde(default, rename = "guideline")]
    pub is_guideline: bool,
}

#[derive(Default, Deserialize)]
struct Rules {
    error: Vec<Rule>,
    warning: Vec<Rule>,
}

static RULES: LazyLock<Rules> =
    LazyLock::new(|| toml::from_str(include_str!("rules.toml")).unwrap_or_default());

/// Every rule, in the order that `--explain` lists them.
pub fn all() -> impl Iterator<Item = (Severity, &'static Rule)> {
    let errors = RULES.error.iter().map(|rule| (Severity::Error, rule));
    errors.chain(RULES.warning.iter().map(|rule| (Severity::Warning, rule)))
}

/// What to do about a warning.
pub(super) fn help(name: &str) -> &'static str {
    let rule = RULES.warning.iter().find(|rule| rule.name == name);
    rule.map_or("", |rule| &rule.help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bounds_of_a_season_are_those_of_the_format() {
        let bounds = crate::bank::question::SEASONS;
        let words = format!("from {} to {}.", bounds.start(), bounds.end());
        let (_, rule) = all().find(|(_, rule)| rule.name == "bad-season").unwrap();
        assert!(rule.about.ends_with(&words));
    }

    #[test]
    fn names_are_unique_and_texts_are_sentences() {
        let mut names = std::collections::HashSet::new();
        for (severity, rule) in all() {
            assert!(names.insert(&rule.name), "{}", rule.name);
            assert!(crate::text::slug::is_slug(&rule.name), "{}", rule.name);
            assert!(rule.about.ends_with('.'), "{}", rule.name);
            assert!(!rule.about.contains("  "), "{}", rule.name);
            let is_error = severity == Severity::Error;
            assert_eq!(rule.help.is_empty(), is_error, "{}", rule.name);
        }
    }
}
