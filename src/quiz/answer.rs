//! Whether a typed text is the answer.

use crate::bank::Expected;
use crate::text::normalize::normalize;
use crate::text::printable::one_line;
use crate::text::roman;
use commas::with_points_for_commas;
use sense::is_turned;

mod commas;
pub mod number;
mod sense;

/// Longer texts, in characters, must match exactly: the distance between two long texts costs their
/// product in time and memory.
const LONGEST_MISSPELLING: usize = 256;

/// What an answer is worth.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judgment {
    /// The answer, an alias, or a misspelling of one.
    Right,
    /// True but too general: the player is asked again.
    MoreSpecific,
    /// Anything else.
    Wrong,
    /// No answer to a question of this kind: the player is asked again.
    Unfit,
}

/// Judges a typed text against what the bank expects. The first rule that applies decides.
///
/// 1. Text without content is wrong.
/// 2. Text that is the answer or an alias is right, and a rival is wrong; then the same once
///    [`normalize`] has made them equal, and an entry of `more` is too general. A Roman numeral
///    equals its digits, and so do other languages' points and commas in numbers. No other name of
///    the bank changes that.
/// 3. Unless the question is exact, a misspelling counts as what it misspells. It has
///    - the same numbers and signs in the same order, and every word of a single letter: "Season 3"
///      is not "Season 2", nor "World War III" "World War II", nor "Plan C" "Plan B";
///    - a Damerau-Levenshtein distance of at most 0 if the expected text has up to 4 letters, 1 for
///      5 to 8, 2 for more. Spaces and digits are not letters, and if only the spaces differ
///      ("ny c" for "NYC") the distance is 0;
///    - no other word in the place of one: two edits may fall on one word of up to 8 letters only
///      if it has more than 4 and keeps its first. "His" is not "her", nor "mother" "father";
///    - no prefix that reverses the meaning: "northwest" is not "northeast", nor "comfortable"
///      "uncomfortable".
///
///    If the answer and an entry of `more` are equally near, the answer is meant. A misspelling of
///    `more` is nearer to it than to any answer.
/// 4. Everything else is wrong.
///
/// `names` are the bank's other answers, normalized, with this question's wrong choices. Like rivals
/// they matter for a misspelling, and those that the question expects are ignored. It is wrong
/// - if a name is nearer or as near: "Athlea" may be "Athlead" or "Athleap". A name that contains
///   the expected text ("Dundies" for "Dundie") has to be nearer;
/// - if the misspelled one of several words is a name or a name's possessive: "Bryan Howard" is not
///   "Ryan Howard".
///
/// Takes time linear in the text, and in the number of names.
pub fn judge<S: AsRef<str>>(
    given: &str,
    expected: &Expected,
    names: impl IntoIterator<Item = S>,
) -> Judgment {
    let plain = normalize(given);
    if plain.is_empty() {
        return Judgment::Wrong;
    }
    let line = one_line(given);
    let is_given = |text: &String| one_line(text) == line;
    if is_given(&expected.answer) || expected.accept.iter().any(is_given) {
        return Judgment::Right;
    }
    if expected.rivals.iter().any(is_given) {
        return Judgment::Wrong;
    }
    let answers = std::slice::from_ref(&expected.answer);
    let right = [Forms::of(answers), Forms::of(&expected.accept)].concat();
    let [more, rivals] = [&expected.more, &expected.rivals].map(|texts| Forms::of(texts));
    let digits = normalize(&roman::with_digits(given, true));
    let readings = [plain, digits, normalize(&with_points_for_commas(given))];
    for reading in &readings {
        let is_form = |forms: &[Forms]| forms.iter().any(|form| form.are(reading));
        if is_form(&right) {
            return Judgment::Right;
        }
        if is_form(&rivals) {
            return Judgment::Wrong;
        }
        if is_form(&more) {
            return Judgment::MoreSpecific;
        }
    }
    if expected.exact {
        return Judgment::Wrong;
    }

    let [plain, digits, _] = readings.each_ref().map(|text| Text::new(text));
    let near_right = nearest(plain, digits, &right);
    let near_more = nearest(plain, digits, &more);
    let (judgment, meant) = match (near_right, near_more) {
        (Some(right), Some(more)) if more.distance < right.distance => {
            (Judgment::MoreSpecific, more)
        }
        (Some(right), _) => (Judgment::Right, right),
        (None, Some(more))
            if !right
                .iter()
                .any(|form| more.is_rivaled_by(more.given, &form.digits)) =>
        {
            (Judgment::MoreSpecific, more)
        }
        _ => return Judgment::Wrong,
    };
    let given = meant.given;
    let is_expected = |name: &str| {
        let mut expected = right.iter().chain(&more);
        expected.any(|form| form.are(name) || is_respaced(name, &form.digits))
    };
    let misspelled = misspelled_words(given.text, meant.text);
    let is_rival = |name: &str| {
        (meant.is_rivaled_by(given, name) || misspelled.contains(&name)) && !is_expected(name)
    };
    if rivals.iter().any(|rival| is_rival(&rival.digits))
        || names.into_iter().any(|name| is_rival(name.as_ref()))
    {
        Judgment::Wrong
    } else {
        judgment
    }
}

/// An expected text, normalized.
#[derive(Clone)]
struct Forms {
    plain: String,
    /// With its Roman numerals as digits.
    digits: String,
    /// "1.000" may be one or a thousand.
    thousands: Option<String>,
}

impl Forms {
    fn of(texts: &[String]) -> Vec<Self> {
        let forms = texts.iter().map(|text| Self {
            plain: normalize(text),
            digits: normalize(&roman::with_digits(text, false)),
            thousands: (text.contains(".000")).then(|| normalize(&with_points_for_commas(text))),
        });
        forms.collect()
    }

    /// Whether the text is one of them.
    fn are(&self, text: &str) -> bool {
        self.plain == text || self.digits == text || self.thousands.as_deref() == Some(text)
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

    /// The Damerau-Levenshtein distance to another text, if within `limit`. Computed only for texts
    /// of about the same length.
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
    /// The misspelling, read as the text is.
    given: Text<'a>,
    text: &'a str,
    distance: usize,
}

/// `digits` is the given text with its Roman numerals as digits, which counts if a number is
/// expected.
fn nearest<'a>(plain: Text<'a>, digits: Text<'a>, expected: &'a [Forms]) -> Option<Meant<'a>> {
    let near = expected.iter().filter_map(|form| {
        let text = form.digits.as_str();
        let has_number = numbers(text).next().is_some();
        let given = if has_number { digits } else { plain };
        let distance = misspelling(given, text)?;
        Some(Meant {
            given,
            text,
            distance,
        })
    });
    near.min_by_key(|meant| meant.distance)
}

/// How far a misspelling is from the expected text.
fn misspelling(given: Text<'_>, expected: &str) -> Option<usize> {
    if !numbers(given.text).eq(numbers(expected)) || !signs(given.text).eq(signs(expected)) {
        return None;
    }
    if is_respaced(given.text, expected) {
        return Some(0);
    }
    let distance = given.distance(expected, allowance(expected))?;
    let is_same = has_single_letters(given.text, expected)
        && !has_other_word(given.text, expected)
        && !changed_words(given.text, expected).any(|(given, word)| is_turned(given, word));
    is_same.then_some(distance)
}

/// How many edits still leave the expected text recognizable.
fn allowance(text: &str) -> usize {
    match text.chars().filter(|c| c.is_alphabetic()).count() {
        0..=4 => 0,
        5..=8 => 1,
        _ => 2,
    }
}

fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_numeric() && c != '.')
        .filter(|digits| !digits.is_empty())
}

/// The signs of arithmetic, as [`normalize`] writes them.
fn signs(text: &str) -> impl Iterator<Item = &str> {
    let is_sign =
        |word: &&str| matches!(*word, "minus" | "plus" | "<" | ">" | "=" | "*" | "/" | "!");
    text.split(' ').filter(is_sign)
}

/// Whether two texts differ only in spaces.
fn is_respaced(a: &str, b: &str) -> bool {
    let letters = |text| str::chars(text).filter(|&c| c != ' ');
    letters(a).eq(letters(b)) && numbers(a).eq(numbers(b))
}

/// Whether the text has every expected single-letter word: as with numbers, a different one makes a
/// different name.
fn has_single_letters(given: &str, expected: &str) -> bool {
    let is_single =
        |word: &&str| word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let mut given = given.split(' ').filter(is_single);
    let mut expected = expected.split(' ').filter(is_single);
    expected.all(|expected| given.any(|word| word == expected))
}

/// The words that differ, each with the expected one; none if the number of words differs.
fn changed_words<'a>(
    given: &'a str,
    expected: &'a str,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    let pair = given.matches(' ').count() == expected.matches(' ').count();
    let words = given.split(' ').zip(expected.split(' '));
    words.filter(move |(given, expected)| pair && given != expected)
}

/// Whether two edits in one word may make it a different word: if it is short, or the first letter
/// changed, which is the least often misspelled (Pollock and Zamora 1984).
fn has_other_word(given: &str, expected: &str) -> bool {
    changed_words(given, expected).any(|(given, expected)| {
        let may_be_other =
            allowance(expected) == 0 || given.chars().next() != expected.chars().next();
        allowance(expected) < 2 && may_be_other && strsim::damerau_levenshtein(given, expected) > 1
    })
}

/// The misspelled words of several, also without the `s` of a possessive.
fn misspelled_words<'a>(given: &'a str, expected: &'a str) -> Vec<&'a str> {
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
    /// Whether a misspelling may as well mean another name.
    fn is_rivaled_by(&self, given: Text<'_>, name: &str) -> bool {
        given.distance(name, self.distance).is_some_and(|distance| {
            distance == 0 || distance < self.distance || !name.contains(self.text)
        })
    }
}

#[cfg(test)]
mod tests;
