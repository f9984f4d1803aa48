//! Numbers in words, in groups of digits, and in digits of other scripts.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The words on one line, number words as digits, groups of digits joined.
pub(super) fn with_digits(words: &[&str]) -> String {
    let mut line = Line {
        text: String::with_capacity(words.iter().map(|word| word.len() + 1).sum()),
        may_grow: false,
    };
    // The larger scales are rare, and each doubles the work.
    let has_millions = words
        .iter()
        .any(|word| word.len() > 6 && word.contains("illion"));
    let scales = if has_millions {
        &SCALES[..]
    } else {
        &SCALES[..2]
    };
    let mut rest = words;
    while let Some((word, others)) = rest.split_first() {
        let number = may_begin_number(word)
            .then(|| number(rest, scales))
            .flatten();
        if let Some(number) = scaled(rest) {
            line.push(number.trim_start_matches('0'));
            rest = &rest[2..];
        } else if let Some(number) = number {
            line.push(&number.value.to_string());
            rest = rest.get(number.words..).unwrap_or_default();
        } else {
            line.push(without_zeros(without_ending(word)));
            rest = others;
        }
    }
    line.text
}

/// Words, so far.
struct Line {
    text: String,
    /// Whether three digits would belong to the number at its end: "10 000" is 10000.
    may_grow: bool,
}

impl Line {
    fn push(&mut self, word: &str) {
        let (whole, has_point) = word
            .split_once('.')
            .map_or((word, false), |(whole, _)| (whole, true));
        let is_group = whole.len() == 3 && whole.bytes().all(|b| b.is_ascii_digit());
        if self.may_grow && is_group {
            self.may_grow = !has_point;
        } else {
            if !self.text.is_empty() {
                self.text.push(' ');
            }
            self.may_grow = !has_point
                && (1..=3).contains(&whole.len())
                && whole.bytes().all(|b| b.is_ascii_digit())
                && !whole.starts_with('0');
        }
        self.text.push_str(word);
    }
}

/// "1.5 million" as 1500000.
fn scaled(words: &[&str]) -> Option<String> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let [word, scale, ..] = words else {
        return None;
    };
    let (whole, part) = word.split_once('.')?;
    let (_, factor) = SCALES.iter().find(|(name, _)| name == scale)?;
    let zeros = (factor.ilog10() as usize).checked_sub(part.len())?;
    (is_number(whole) && is_number(part)).then(|| format!("{whole}{part}{}", "0".repeat(zeros)))
}

/// "2.50" as "2.5".
fn without_zeros(word: &str) -> &str {
    let is_decimal = word.contains('.') && word.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if is_decimal {
        word.trim_end_matches('0').trim_end_matches('.')
    } else {
        word
    }
}

/// Rules out most words cheaply.
fn may_begin_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit() || "efhnostz".contains(c))
        || word.starts_with("million")
        || word.starts_with("billion")
}

/// "2nd" as "2".
fn without_ending(word: &str) -> &str {
    ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .filter(|digits| !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit()))
        .unwrap_or(word)
}

/// A number at the beginning of some words.
struct Number {
    value: u64,
    words: usize,
    /// Ends the number: "second hundred" is not 200.
    is_ordinal: bool,
}

/// What multiplies the number before it.
const SCALES: [(&str, u64); 5] = [
    ("hundred", 100),
    ("thousand", 1000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
];

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
static VALUES: LazyLock<HashMap<&str, (u64, bool)>> = LazyLock::new(|| {
    let mut values = HashMap::new();
    for ([units, tens], is_ordinal) in [(CARDINALS, false), (ORDINALS, true)] {
        let units = units.split(' ').zip(0..);
        let tens = tens.split(' ').zip((20..).step_by(10));
        values.extend(units.chain(tens).map(|(word, n)| (word, (n, is_ordinal))));
    }
    values
});

/// Reads "two hundred and one", "nineteen hundred", "2 thousand", "hundredth".
fn number(words: &[&str], scales: &[(&str, u64)]) -> Option<Number> {
    let Some(((scale, factor), smaller)) = scales.split_last() else {
        return below_hundred(words);
    };
    let head = number(words, smaller);
    // In "a million, a billion" two numbers meet.
    let multiplies = |count| count > 0 && (count < 1000 || *factor <= 1000);
    let (count, used) = match &head {
        Some(head) if !head.is_ordinal && multiplies(head.value) => (head.value, head.words),
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
fn leading_digits(words: &[&str]) -> Option<u64> {
    let digits = words
        .first()
        .filter(|word| word.len() <= 3 && !word.starts_with('0'))?;
    digits
        .chars()
        .all(|c| c.is_ascii_digit())
        .then(|| digits.parse().ok())?
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

/// The digit zero of the scripts that NFKD leaves alone, in order; the others follow it
/// (general category Nd of the Unicode character database).
const ZEROS: &[char] = &[
    '\u{660}',
    '\u{6F0}',
    '\u{7C0}',
    '\u{966}',
    '\u{9E6}',
    '\u{A66}',
    '\u{AE6}',
    '\u{B66}',
    '\u{BE6}',
    '\u{C66}',
    '\u{CE6}',
    '\u{D66}',
    '\u{DE6}',
    '\u{E50}',
    '\u{ED0}',
    '\u{F20}',
    '\u{1040}',
    '\u{1090}',
    '\u{17E0}',
    '\u{1810}',
    '\u{1946}',
    '\u{19D0}',
    '\u{1A80}',
    '\u{1A90}',
    '\u{1B50}',
    '\u{1BB0}',
    '\u{1C40}',
    '\u{1C50}',
    '\u{A620}',
    '\u{A8D0}',
    '\u{A900}',
    '\u{A9D0}',
    '\u{A9F0}',
    '\u{AA50}',
    '\u{ABF0}',
    '\u{104A0}',
    '\u{10D30}',
    '\u{11066}',
    '\u{110F0}',
    '\u{11136}',
    '\u{111D0}',
    '\u{112F0}',
    '\u{11450}',
    '\u{114D0}',
    '\u{11650}',
    '\u{116C0}',
    '\u{11730}',
    '\u{118E0}',
    '\u{11950}',
    '\u{11C50}',
    '\u{11D50}',
    '\u{11DA0}',
    '\u{16A60}',
    '\u{16AC0}',
    '\u{16B50}',
    '\u{1E140}',
    '\u{1E2F0}',
    '\u{1E950}',
];

/// The ASCII digit of the same value.
pub(super) fn decimal_digit(c: char) -> Option<char> {
    let script = ZEROS.partition_point(|&zero| zero <= c).checked_sub(1)?;
    char::from_digit(u32::from(c) - u32::from(ZEROS[script]), 10)
}
