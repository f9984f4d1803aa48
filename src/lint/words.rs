//! Words as the linter compares them.

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

use crate::text::normalize::normalize;

/// Words that say nothing about what a question is about.
const STOP: &str = "a about after all also an and are as at be been before being but by can could \
    did do does during each for from get gets give given gives goes had has have he her here him \
    his how i if in into is it its just like make makes may more most much my no nor not of off on \
    one once only or other out over own put say says she so some such take takes tell tells than \
    that the their them then there these they thing things this those to too two up us was way we \
    were what when where which while who whom whose why will with would you your s";

/// The words of a text that carry meaning, with plurals in the singular.
#[must_use]
pub fn content(text: &str) -> BTreeSet<String> {
    normalize(text)
        .split(' ')
        .filter(|word| !word.is_empty() && !is_stop_word(word))
        .map(stem)
        .collect()
}

fn is_stop_word(word: &str) -> bool {
    static SET: LazyLock<HashSet<&str>> = LazyLock::new(|| STOP.split_whitespace().collect());
    SET.contains(word)
}

/// `pranks` as `prank`; short words and `ss` stay.
fn stem(word: &str) -> String {
    let is_plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
    if is_plural {
        &word[..word.len() - 1]
    } else {
        word
    }
    .to_owned()
}

/// Every word, for rules about single words.
#[must_use]
pub fn plain(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_that_carry_meaning_count() {
        let words = content("Which of the pranks does Jim play on Dwight's desk?");
        let words: Vec<_> = words.iter().map(String::as_str).collect();
        assert_eq!(words, ["desk", "dwight", "jim", "play", "prank"]);
    }
}
