//! Small differences that reverse a word's meaning, and so are not typos.

use strsim::damerau_levenshtein;

/// Beginnings that make opposites, or different things, of the same word. Only those are
/// listed that two edits can change.
const OPPOSITES: [(&str, &str); 33] = [
    ("", "un"),
    ("", "in"),
    ("", "im"),
    ("", "ir"),
    ("", "il"),
    ("", "de"),
    ("ab", "ad"),
    ("ac", "de"),
    ("af", "ef"),
    ("ante", "anti"),
    ("as", "des"),
    ("as", "dis"),
    ("de", "en"),
    ("de", "in"),
    ("di", "tri"),
    ("e", "im"),
    ("endo", "exo"),
    ("ex", "im"),
    ("ex", "in"),
    ("giga", "mega"),
    ("hyper", "hypo"),
    ("inter", "intra"),
    ("macro", "micro"),
    ("north", "south"),
    ("northeast", "northwest"),
    ("southeast", "southwest"),
    ("east", "west"),
    ("penta", "hepta"),
    ("hexa", "hepta"),
    ("peta", "tera"),
    ("uni", "bi"),
    ("uni", "tri"),
    ("bi", "tri"),
];

/// Whether a word is the opposite of the expected one rather than a misspelling: the two are
/// closer without their prefixes.
pub(super) fn is_turned(given: &str, expected: &str) -> bool {
    let distance = damerau_levenshtein(given, expected);
    let is_nearer = |a: &str, b: &str| {
        let rests = given.strip_prefix(a).zip(expected.strip_prefix(b));
        rests.is_some_and(|(given, expected)| damerau_levenshtein(given, expected) < distance)
    };
    OPPOSITES
        .iter()
        .any(|(a, b)| is_nearer(a, b) || is_nearer(b, a))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opposites_are_no_misspellings() {
        for (a, b) in [
            ("comfortable", "uncomfortable"),
            ("correct", "incorrect"),
            ("possible", "impossible"),
            ("regular", "irregular"),
            ("legal", "illegal"),
            ("northeast", "northwest"),
            ("southeastern", "northeastern"),
            ("introvert", "extrovert"),
            ("inflation", "deflation"),
            ("immigrant", "emigrant"),
            ("hypertension", "hypotension"),
            ("endothermic", "exothermic"),
            ("microeconomics", "macroeconomics"),
            ("ascending", "descending"),
            ("unilateral", "bilateral"),
            ("encryption", "decryption"),
        ] {
            assert!(is_turned(a, b) && is_turned(b, a), "{a} and {b}");
        }
        for (given, expected) in [
            ("uncomfrtable", "uncomfortable"),
            ("inpossible", "impossible"),
            ("northwset", "northwest"),
            ("scarnton", "scranton"),
            ("athlead", "athleed"),
            ("thlead", "athlead"),
            ("introvret", "introvert"),
        ] {
            assert!(!is_turned(given, expected), "{given} for {expected}");
        }
    }
}
