//! Names as people type them.

use super::normalize::normalize;

/// The name in lower-case words joined by hyphens: "Jim & Pam" is `jim-and-pam`.
#[must_use]
pub fn slug(name: &str) -> String {
    normalize(name).replace(' ', "-")
}

/// Whether `text` is already written as a slug: `a-z`, `0-9` and single hyphens.
#[must_use]
pub fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text.split('-').all(|word| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

/// The word of `known` that `text` was probably meant to be, if any is near: the most
/// similar (Jaro-Winkler), if it begins with the text or if at least three in five letters
/// are the same (Damerau-Levenshtein).
pub fn nearest<'a>(text: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|word| (strsim::jaro_winkler(text, word), word))
        .filter(|(_, word)| {
            let is_begun = |start: &str, whole: &str| start.len() > 2 && whole.starts_with(start);
            is_begun(text, word)
                || is_begun(word, text)
                || strsim::normalized_damerau_levenshtein(text, word) >= 0.6
        })
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_slugs() {
        for (name, expected) in [
            ("Jim and Pam", "jim-and-pam"),
            ("Jim & Pam", "jim-and-pam"),
            ("Pam's Story", "pams-story"),
            ("Café Disco", "cafe-disco"),
        ] {
            assert_eq!(slug(name), expected);
            assert!(is_slug(expected));
        }
        for text in ["", "-a", "a--b", "A", "a b", "é"] {
            assert!(!is_slug(text), "{text:?}");
        }
    }

    #[test]
    fn suggests_only_what_is_near() {
        let known = ["answer", "accept", "wrong"];
        assert_eq!(nearest("anwser", known), Some("answer"));
        assert_eq!(nearest("wrongs", known), Some("wrong"));
        assert_eq!(nearest("zebra", known), None);
        let ids = ["pams-first-show", "pams-veil-torn", "pam-and-roy"];
        assert_eq!(nearest("pams-veil", ids), Some("pams-veil-torn"));
        assert_eq!(nearest("pams-mother", ids), None);
        assert_eq!(nearest("pamela", ["pam", "pa"]), Some("pam"));
    }
}
