//! Whether a typed text is the answer.

use crate::text::normalize::normalize;

/// Longer texts, in characters, are right only as they stand: the distance between two long texts
/// costs their product in time and memory.
const LONGEST_MISSPELLING: usize = 256;

/// What a typed text is worth.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judgement {
    /// The answer, an alias, or a misspelling of one.
    Right,
    /// True but too little: the player is asked again.
    MoreSpecific,
    /// Anything else.
    Wrong,
}

/// What a question expects: texts as the bank writes them.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'a> {
    /// The answer that the player is shown.
    pub answer: &'a str,
    /// Aliases: just as right.
    pub accept: &'a [String],
    /// Texts that get "be more specific".
    pub more: &'a [String],
}

/// Judges a typed text by the rules of typed play, of which the first that fits decides.
///
/// 1. Text without content is wrong.
/// 2. What [`normalize`] makes equal to the answer or an alias is right; to an entry of `more`, too
///    little. No other name of the bank changes that.
/// 3. A misspelling counts as what it misspells. It has
///    - the same numbers in the same order, and every word of a single letter: "Season 3" is not
///      "Season 2", nor "Plan C" "Plan B";
///    - a Damerau-Levenshtein distance of at most 0 where the expected text has up to 4 letters, 1
///      where it has 5 to 8, 2 where it has more. Spaces and digits are no letters, and where only
///      the spaces differ ("ny c" for "NYC") the distance is 0;
///    - no other word in the place of one: two edits may fall on one word of up to 8 letters only
///      if it has more than 4 and keeps its first. "His" is not "her", nor "mother" "father".
///
///    Where the answer and an entry of `more` are as near, the answer is meant. A misspelling of
///    `more` is nearer to it than to any answer.
/// 4. Everything else is wrong.
///
/// `names` are the other answers and names of the bank, this question's wrong choices among them,
/// already normalized. They are taken only for a misspelling, and what the question expects is
/// passed over among them. A misspelling is wrong
/// - where a name is nearer, or as near: "Athlea" is no more "Athlead" than "Athleap". A name that
///   contains the expected text ("Dundies" to "Dundie") has to be nearer: while it is not, what it
///   adds is as much amiss as the misspelling;
/// - where, among several words, the misspelt one is a name, or a name's possessive: "Bryan Howard"
///   is not "Ryan Howard".
///
/// Takes time linear in the text, and in the number of names.
pub fn judge<S: AsRef<str>>(
    given: &str,
    expected: &Expected<'_>,
    names: impl IntoIterator<Item = S>,
) -> Judgement {
    let given = normalize(given);
    if given.is_empty() {
        return Judgement::Wrong;
    }
    let right: Vec<String> = std::iter::once(expected.answer)
        .chain(expected.accept.iter().map(String::as_str))
        .map(normalize)
        .collect();
    let more: Vec<String> = expected.more.iter().map(|text| normalize(text)).collect();
    if right.contains(&given) {
        return Judgement::Right;
    }
    if more.contains(&given) {
        return Judgement::MoreSpecific;
    }

    let given = Text::new(&given);
    let (judgement, meant) = match (nearest(given, &right), nearest(given, &more)) {
        (Some(right), Some(more)) if more.distance < right.distance => {
            (Judgement::MoreSpecific, more)
        }
        (Some(right), _) => (Judgement::Right, right),
        (None, Some(more)) if !right.iter().any(|text| more.is_rivalled_by(given, text)) => {
            (Judgement::MoreSpecific, more)
        }
        _ => return Judgement::Wrong,
    };
    let is_expected = |name: &str| {
        let mut expected = right.iter().chain(&more);
        expected.any(|text| name == text || is_respaced(name, text))
    };
    let misspelt = misspelt_words(given.text, meant.text);
    let is_rivalled = names.into_iter().any(|name| {
        let name = name.as_ref();
        (meant.is_rivalled_by(given, name) || misspelt.contains(&name)) && !is_expected(name)
    });
    if is_rivalled {
        Judgement::Wrong
    } else {
        judgement
    }
}

/// A normalized text and its length in characters.
#[derive(Clone, Copy)]
struct Text<'a> {
    text: &'a str,
    length: usize,
}

impl<'a> Text<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            length: text.chars().count(),
        }
    }

    /// The Damerau-Levenshtein distance to another text, if it is within a limit. Computed only for
    /// texts of about the same length.
    fn distance(self, other: &str, limit: usize) -> Option<usize> {
        if self.text == other {
            return Some(0);
        }
        let length = other.chars().count();
        if self.length.abs_diff(length) > limit || self.length.max(length) > LONGEST_MISSPELLING {
            return None;
        }
        Some(strsim::damerau_levenshtein(self.text, other)).filter(|&distance| distance <= limit)
    }
}

/// The expected text that a misspelling is nearest to.
struct Meant<'a> {
    text: &'a str,
    distance: usize,
}

fn nearest<'a>(given: Text<'_>, expected: &'a [String]) -> Option<Meant<'a>> {
    expected
        .iter()
        .filter_map(|text| {
            let distance = misspelling(given, text)?;
            Some(Meant { text, distance })
        })
        .min_by_key(|meant| meant.distance)
}

/// How far a misspelling is from the text that it stands for.
fn misspelling(given: Text<'_>, expected: &str) -> Option<usize> {
    if !numbers(given.text).eq(numbers(expected)) {
        return None;
    }
    if is_respaced(given.text, expected) {
        return Some(0);
    }
    let distance = given.distance(expected, allowance(expected))?;
    let is_same = has_single_letters(given.text, expected) && !has_other_word(given.text, expected);
    is_same.then_some(distance)
}

/// How many edits a text of that many letters bears before it may be another text.
fn allowance(text: &str) -> usize {
    match text.chars().filter(|c| c.is_alphabetic()).count() {
        0..=4 => 0,
        5..=8 => 1,
        _ => 2,
    }
}

fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_numeric())
        .filter(|digits| !digits.is_empty())
}

/// Whether two texts differ in nothing but spaces.
fn is_respaced(a: &str, b: &str) -> bool {
    let letters = |text| str::chars(text).filter(|&c| c != ' ');
    letters(a).eq(letters(b)) && numbers(a).eq(numbers(b))
}

/// Whether the text has every word of a single letter that is expected: as with numbers, another
/// one makes another name.
fn has_single_letters(given: &str, expected: &str) -> bool {
    let singles = |text| str::split(text, ' ').filter(|word| is_single_letter(word));
    let mut given = singles(given);
    singles(expected).all(|expected| given.any(|word| word == expected))
}

fn is_single_letter(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
}

/// The words that differ, each with what is expected in its place; none if the words don't pair.
fn changed_words<'a>(
    given: &'a str,
    expected: &'a str,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    let pair = given.matches(' ').count() == expected.matches(' ').count();
    let words = given.split(' ').zip(expected.split(' '));
    words.filter(move |(given, expected)| pair && given != expected)
}

/// Whether two edits fell on one word such that another may have been meant: on a short word, or on
/// the first letter, which is the least often misspelt (Pollock and Zamora 1984).
fn has_other_word(given: &str, expected: &str) -> bool {
    changed_words(given, expected).any(|(given, expected)| {
        let may_be_other =
            allowance(expected) == 0 || given.chars().next() != expected.chars().next();
        allowance(expected) < 2 && may_be_other && strsim::damerau_levenshtein(given, expected) > 1
    })
}

/// The misspelt words among several, as they are and without the `s` of a possessive.
fn misspelt_words<'a>(given: &'a str, expected: &'a str) -> Vec<&'a str> {
    if !expected.contains(' ') {
        return Vec::new();
    }
    changed_words(given, expected)
        // "Dundies Award" misspells "Dundie Award" even if something else is named "Dundies".
        .filter(|(given, expected)| {
            given.strip_suffix('s') != Some(expected) && expected.strip_suffix('s') != Some(given)
        })
        .flat_map(|(given, _)| [Some(given), given.strip_suffix('s')])
        .flatten()
        .collect()
}

impl Meant<'_> {
    /// Whether a misspelling may as well stand for another name.
    fn is_rivalled_by(&self, given: Text<'_>, name: &str) -> bool {
        given.distance(name, self.distance).is_some_and(|distance| {
            distance == 0 || distance < self.distance || !name.contains(self.text)
        })
    }
}

#[cfg(test)]
mod tests;
