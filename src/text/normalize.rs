//! When two texts say the same thing.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::printable::is_ignorable;

/// The text without anything that a fair judge would overlook. Two typed answers, or two choices of
/// a bank, are equal if their normalized texts are the same.
///
/// Texts are equal if they differ only in
/// - **case and form of letters**: NFKD and full case folding, so that full-width `Ａ`, `ﬁ` and `ß`
///   equal `A`, `fi` and `ss`; and the plain spelling of `æ`, `ø`, `ł` and the like;
/// - **accents**: `Café`, `Cafe`. Marks that make other letters, as in kana and the scripts of
///   India, count;
/// - **quotes and apostrophes**, which vanish: `Phyllis' Wedding`, `Phyllis Wedding`;
/// - **dashes, other punctuation and space**, which all separate words: `Pam - and Jim!`,
///   `Pam and Jim`; but the dots of initialisms (`A.A.R.M.`, `AARM`) and the commas of thousands
///   (`1,000`, `1000`) vanish;
/// - **articles** (`a`, `an`, `the`), except as the last word: `The Dundies`, `Dundies`;
///   `Hepatitis A` is not `Hepatitis`;
/// - **numbers in words or digits**, up to `999,999`, cardinal or ordinal: `Season Two`, `season 2`;
///   `10th of June`, `tenth of June`, `10 of June`. An ordinal equals its cardinal: that mixes up
///   `Second` and `Two` where hardly a question has both, and keeps `fifth` from passing as a slip
///   for `sixth`;
/// - **signs in words**: `&` is `and`, `%` is `percent`; after a word `+` is `plus`, `#` is `sharp`,
///   `♭` is `flat`; a dash before a digit, unless after a number, is `minus`. So `C`, `C++` and
///   `C#` differ, and so do `5` and `-5`.
///
/// If no letters or digits are left, the signs themselves stay (`?` is not `!`, and one flag is not
/// another); only blank and invisible text becomes the empty string.
///
/// Takes linear time. Normalizing twice changes nothing more.
#[must_use]
pub fn normalize(text: &str) -> String {
    let folded = fold(text);
    let spaced = space_out(&folded);
    let mut words: Vec<&str> = Vec::with_capacity(spaced.len() / 4 + 1);
    words.extend(spaced.split_ascii_whitespace());
    if words.is_empty() {
        let signs: String = folded.into_iter().collect();
        return signs.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    // An article before the end belongs to what follows; at the end it is a name: "Plan A".
    let last = words.len() - 1;
    let mut position = 0..;
    words.retain(|word| position.next() == Some(last) || !matches!(*word, "a" | "an" | "the"));
    let counted = with_digits(&words);
    if counted.is_ascii() {
        counted
    } else {
        // Marks that a dropped sign held apart may need another order now.
        counted.nfkd().collect()
    }
}

/// NFKD, full case folding, no accents, nothing invisible.
fn fold(text: &str) -> Vec<char> {
    if text.is_ascii() {
        // Nearly every text; a whole bank goes through here.
        return text
            .bytes()
            .map(|byte| byte.to_ascii_lowercase().into())
            .collect();
    }
    let mut before = None;
    let prepared = text.chars().flat_map(|c| {
        // Without the space "2½" would become "21 2", and "10²" "102".
        let space = is_small_digit(c) && !before.is_some_and(is_small_digit);
        before = Some(c);
        let c = match c {
            // NFKD makes these a space with an accent; people type them as apostrophes.
            '\u{B4}' | '\u{384}' | '\u{1FFD}' => '\'',
            // NFKD makes these the letters TM and SM.
            '\u{2120}' | '\u{2122}' => ' ',
            c => c,
        };
        [space.then_some(' '), Some(c)].into_iter().flatten()
    });
    let mut folded = Vec::with_capacity(text.len());
    for c in prepared.nfkd().filter(|&c| !is_ignorable(c)) {
        if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
            continue;
        }
        // Lower case alone would leave ß, ς and ı; there and back is full case folding.
        let lower = c
            .to_lowercase()
            .flat_map(char::to_uppercase)
            .flat_map(char::to_lowercase);
        for c in lower.filter(|&c| !is_accent(c)) {
            match PLAIN.iter().find(|(letter, _)| *letter == c) {
                Some((_, letters)) => folded.extend(letters.chars()),
                None => folded.push(c),
            }
        }
    }
    folded
}

/// The words of a folded text with spaces between them, signs spelled out or dropped.
fn space_out(folded: &[char]) -> String {
    let mut spaced = String::with_capacity(folded.len());
    for (i, &c) in folded.iter().enumerate() {
        let around = Around { folded, i };
        match c {
            'a'..='z' | '0'..='9' => spaced.push(c),
            c if is_quote(c) => {
                // 5'10" is not 510.
                if around.is(-1, is_digit) && around.is(1, is_digit) {
                    spaced.push(' ');
                }
            }
            c if is_wordlike(c) => spaced.push(c),
            '.' if around.joins_initials() => {}
            ',' if around.groups_thousands() => {}
            '&' => spaced.push_str(" and "),
            '%' => spaced.push_str(" percent "),
            '+' if around.ends_word() => spaced.push_str(" plus "),
            '#' | '♯' if around.ends_word() => spaced.push_str(" sharp "),
            '♭' if around.ends_word() => spaced.push_str(" flat "),
            c if is_minus(c) && around.negates() => spaced.push_str(" minus "),
            _ => spaced.push(' '),
        }
    }
    spaced
}

/// A sign and its neighbors.
struct Around<'a> {
    folded: &'a [char],
    i: usize,
}

impl Around<'_> {
    /// Whether there is a character of this kind at the offset.
    fn is(&self, offset: isize, kind: fn(char) -> bool) -> bool {
        let place = self.i.checked_add_signed(offset);
        place
            .and_then(|place| self.folded.get(place))
            .is_some_and(|&c| kind(c))
    }

    /// The dots in "A.A.R.M.", not those in "J.Halpert" or "Ph.D.".
    fn joins_initials(&self) -> bool {
        self.is(-1, char::is_alphabetic)
            && !self.is(-2, is_wordlike)
            && self.is(1, char::is_alphabetic)
            && !self.is(2, is_wordlike)
    }

    /// The commas in "1,000,000", not that in "1978,1979".
    fn groups_thousands(&self) -> bool {
        self.is(-1, is_digit)
            && !self.is(-4, is_digit)
            && (1..=3).all(|offset| self.is(offset, is_digit))
            && !self.is(4, is_digit)
    }

    /// The signs in "C++", "Disney+" and "F# minor".
    fn ends_word(&self) -> bool {
        self.is(-1, |c| is_wordlike(c) || c == '+') && !self.is(1, is_wordlike)
    }

    /// The dash in "-5" and "at -5", not those in "10-5" and "1978 -1980".
    fn negates(&self) -> bool {
        if !self.is(1, is_digit) {
            return false;
        }
        let before = self.folded[..self.i].iter().rev();
        let spaces = before.clone().take_while(|c| c.is_whitespace()).count();
        let word_end = before.clone().nth(spaces);
        word_end.is_none_or(|&c| if spaces > 0 { !is_digit(c) } else { c == '(' })
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Part of a word: a letter, a number, or a mark that is not an accent.
fn is_wordlike(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// The dashes used as a minus.
fn is_minus(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2013}' | '\u{2212}')
}

/// Quotes and apostrophes, and the primes and modifier letters used as such.
fn is_quote(c: char) -> bool {
    matches!(c, '\'' | '"' | '`' | '«' | '»' | '‹' | '›')
        || matches!(c, '\u{2B9}'..='\u{2BF}' | '\u{2018}'..='\u{201F}' | '\u{2032}'..='\u{2037}')
}

/// Fractions and raised digits, which NFKD would join to a number before them.
fn is_small_digit(c: char) -> bool {
    matches!(c, '\u{B2}' | '\u{B3}' | '\u{B9}' | '\u{BC}'..='\u{BE}')
        || matches!(c, '\u{2070}'..='\u{2079}' | '\u{2150}'..='\u{215F}' | '\u{2189}')
}

/// Marks that writers may omit: the diacritics common to all scripts, and the points of Hebrew and
/// Arabic.
fn is_accent(c: char) -> bool {
    is_combining_mark(c)
        && matches!(c, '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
            | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}'
            | '\u{591}'..='\u{5C7}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}'
            | '\u{6D6}'..='\u{6ED}')
}

/// The plain spelling of Latin letters that NFKD leaves whole.
const PLAIN: [(char, &str); 8] = [
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('ł', "l"),
    ('đ', "d"),
    ('ð', "d"),
    ('ħ', "h"),
    ('þ', "th"),
];

/// The words on one line, number words as digits.
fn with_digits(words: &[&str]) -> String {
    let mut line = String::with_capacity(words.iter().map(|word| word.len() + 1).sum());
    let mut rest = words;
    while let Some((word, others)) = rest.split_first() {
        if !line.is_empty() {
            line.push(' ');
        }
        let number = may_begin_number(word)
            .then(|| number(rest, &SCALES))
            .flatten();
        if let Some(number) = number {
            line.push_str(&number.value.to_string());
            rest = rest.get(number.words..).unwrap_or_default();
        } else {
            line.push_str(without_ending(word));
            rest = others;
        }
    }
    line
}

/// Rules out most words cheaply.
fn may_begin_number(word: &str) -> bool {
    word.starts_with(|c| is_digit(c) || "efhnostz".contains(c))
}

/// "2nd" as "2".
fn without_ending(word: &str) -> &str {
    ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .filter(|digits| !digits.is_empty() && digits.chars().all(is_digit))
        .unwrap_or(word)
}

/// A number at the beginning of some words.
struct Number {
    value: u32,
    words: usize,
    /// Ends the number: "second hundred" is not 200.
    is_ordinal: bool,
}

/// What multiplies the number before it.
const SCALES: [(&str, u32); 2] = [("hundred", 100), ("thousand", 1000)];

/// From zero, and from twenty by tens.
const CARDINALS: [&str; 2] = [
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen \
     fifteen sixteen seventeen eighteen nineteen",
    "twenty thirty forty fifty sixty seventy eighty ninety",
];
const ORDINALS: [&str; 2] = [
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth \
     thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth",
    "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth",
];

/// The value of each number word, and whether it is an ordinal.
static VALUES: LazyLock<HashMap<&str, (u32, bool)>> = LazyLock::new(|| {
    let mut values = HashMap::new();
    for ([units, tens], is_ordinal) in [(CARDINALS, false), (ORDINALS, true)] {
        let units = units.split(' ').zip(0..);
        let tens = tens.split(' ').zip((20..).step_by(10));
        values.extend(units.chain(tens).map(|(word, n)| (word, (n, is_ordinal))));
    }
    values
});

/// Reads "two hundred and one", "nineteen hundred", "2 thousand", "hundredth".
fn number(words: &[&str], scales: &[(&str, u32)]) -> Option<Number> {
    let Some(((scale, factor), smaller)) = scales.split_last() else {
        return below_hundred(words);
    };
    let head = number(words, smaller);
    let (count, used) = match &head {
        Some(head) if !head.is_ordinal && head.value > 0 => (head.value, head.words),
        Some(_) => return head,
        // "a hundred" comes as "hundred".
        None => leading_digits(words).map_or((1, 0), |count| (count, 1)),
    };
    let next = words.get(used);
    let is_ordinal = next.and_then(|word| word.strip_suffix("th")) == Some(scale);
    if !is_ordinal && next != Some(scale) {
        return head;
    }
    let whole = Number {
        value: count * factor,
        words: used + 1,
        is_ordinal,
    };
    let start = whole.words + usize::from(words.get(whole.words) == Some(&"and"));
    let tail = words.get(start..).filter(|_| !is_ordinal);
    let tail = tail.and_then(|tail| number(tail, smaller)).filter(|tail| {
        // In "a hundred and two hundred" the tail begins another number.
        let next = words.get(start + tail.words);
        (1..*factor).contains(&tail.value) && next != Some(scale)
    });
    Some(tail.map_or(whole, |tail| Number {
        value: count * factor + tail.value,
        words: start + tail.words,
        is_ordinal: tail.is_ordinal,
    }))
}

/// Up to three digits that a scale may follow.
fn leading_digits(words: &[&str]) -> Option<u32> {
    let digits = words
        .first()
        .filter(|word| word.len() <= 3 && !word.starts_with('0'))?;
    digits.chars().all(is_digit).then(|| digits.parse().ok())?
}

fn below_hundred(words: &[&str]) -> Option<Number> {
    let &(value, is_ordinal) = VALUES.get(words.first()?)?;
    let unit = words.get(1).and_then(|word| VALUES.get(word));
    let unit = unit.filter(|(unit, _)| value >= 20 && !is_ordinal && (1..10).contains(unit));
    let (more, words, is_ordinal) = match unit {
        Some((unit, is_ordinal)) => (*unit, 2, *is_ordinal),
        None => (0, 1, is_ordinal),
    };
    Some(Number {
        value: value + more,
        words,
        is_ordinal,
    })
}

#[cfg(test)]
mod tests;
