//! When two texts say the same thing.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::printable::is_ignorable;
use numerals::{decimal_digit, with_digits};

mod numerals;

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
///   `Pam and Jim`; but the dots of initialisms (`A.A.R.M.`, `AARM`) vanish;
/// - **articles** (`a`, `an`, `the`), except as the last word: `The Dundies`, `Dundies`;
///   `Hepatitis A` is not `Hepatitis`;
/// - **digits** of other scripts (`٣`, `3`), grouped (`10,000`, `10 000`, `10000`), with a leading
///   point or trailing zeros (`.50`, `0.5`);
/// - **numbers in words or digits**, below a quadrillion, cardinal or ordinal: `Season Two`, `season 2`;
///   `10th of June`, `tenth of June`, `10 of June`. An ordinal equals its cardinal: that mixes up
///   `Second` and `Two` where hardly a question has both, and keeps `fifth` from passing as a slip
///   for `sixth`;
/// - **signs in words**: `&` is `and`, `%` is `percent`; after a word or between numbers or single
///   letters `+` is `plus`; after a word `#` is `sharp`, `♭` is `flat`; a dash before a digit, unless
///   after a number, is `minus`. `<`, `>` and `=` stay, and so do `*` and `/` beside digits and `!`
///   before `=`. So `C`, `C++` and `C#` differ, and so do `5` and `-5`, `x < 3` and `x > 3`.
///
/// If no letters or digits are left, the signs themselves stay (`?` is not `!`, and one flag is not
/// another); only blank and invisible text becomes the empty string.
///
/// Takes linear time. Normalizing twice changes nothing more.
#[must_use]
pub fn normalize(text: &str) -> String {
    let folded = fold(text);
    if !folded
        .iter()
        .any(|&c| is_wordlike(c) || matches!(c, '&' | '%'))
    {
        let signs: String = folded.into_iter().collect();
        return signs.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let spaced = space_out(&folded);
    let mut words: Vec<&str> = Vec::with_capacity(spaced.len() / 4 + 1);
    words.extend(spaced.split_ascii_whitespace());
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
        let (sign, c) = match c {
            // NFKD makes it "=" with an accent.
            '≠' => (Some('!'), '='),
            '≤' => (Some('<'), '='),
            '≥' => (Some('>'), '='),
            c => (space.then_some(' '), c),
        };
        let c = match c {
            '×' => '*',
            '÷' => '/',
            // The Arabic point and comma of numbers.
            '\u{66B}' => '.',
            '\u{66C}' => ',',
            // NFKD makes these a space with an accent; people type them as apostrophes.
            '\u{B4}' | '\u{384}' | '\u{1FFD}' => '\'',
            // NFKD makes these the letters TM and SM.
            '\u{2120}' | '\u{2122}' => ' ',
            c => c,
        };
        [sign, Some(c)].into_iter().flatten()
    });
    let mut folded = Vec::with_capacity(text.len());
    for c in prepared.nfkd().filter(|&c| !is_ignorable(c)) {
        if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
            continue;
        }
        // What NFKD makes of the line in "½".
        let slash = (c == '\u{2044}').then_some('/');
        if let Some(plain) = slash.or_else(|| decimal_digit(c)) {
            folded.push(plain);
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
            '.' if around.is_decimal_point() => {
                spaced.push_str(if around.is(-1, is_digit) { "." } else { "0." });
            }
            '&' => spaced.push_str(" and "),
            '%' => spaced.push_str(" percent "),
            '<' | '>' | '=' => spaced.extend([' ', c, ' ']),
            '*' | '/' | '!' if around.operates() => spaced.extend([' ', c, ' ']),
            '+' if around.ends_word() || around.adds() => spaced.push_str(" plus "),
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

    /// The points in "0.5", ".5" and "x=.5", not those in "1.2.3" and "No.5".
    fn is_decimal_point(&self) -> bool {
        let digits =
            |chars: &mut dyn Iterator<Item = &char>| chars.take_while(|c| is_digit(**c)).count();
        let before = digits(&mut self.folded[..self.i].iter().rev());
        let after = digits(&mut self.folded[self.i + 1..].iter());
        let ahead = self
            .i
            .checked_sub(before + 1)
            .map(|place| self.folded[place]);
        let begins = ahead.is_none_or(|c| c != '.' && (before > 0 || !is_wordlike(c)));
        let behind = self.folded.get(self.i + after + 1..).unwrap_or_default();
        after > 0 && begins && !matches!(behind, ['.', c, ..] if is_digit(*c))
    }

    /// The nearest characters that are no space, before and after.
    fn neighbors(&self) -> (Option<char>, Option<char>) {
        let visible = |c: &&char| !c.is_whitespace();
        let before = self.folded[..self.i].iter().rev().find(visible);
        let after = self.folded[self.i + 1..].iter().find(visible);
        (before.copied(), after.copied())
    }

    /// The signs in "2 * x", "1/2" and "x != 3", not those in "M*A*S*H" and "AC/DC".
    fn operates(&self) -> bool {
        let (before, after) = self.neighbors();
        let [before, after] = [before, after].map(|c| c.is_some_and(is_digit));
        match self.folded[self.i] {
            '*' => before || after,
            '!' => self.neighbors().1 == Some('='),
            _ => before && after,
        }
    }

    /// The signs in "2 + 2", "++i" and "x += 1", not that in "Superman + Aquaman".
    fn adds(&self) -> bool {
        let is_operand = |c: Option<char>, rest: Option<char>| {
            c.is_some_and(|c| is_digit(c) || is_bracket(c) || !rest.is_some_and(is_wordlike))
        };
        let around = |chars: &mut dyn Iterator<Item = &char>| {
            let mut chars = chars.skip_while(|c| c.is_whitespace()).copied();
            let (next, rest) = (chars.next(), chars.next());
            next.is_some_and(|c| is_wordlike(c) || is_bracket(c)) && is_operand(next, rest)
        };
        self.is(-1, |c| c == '+')
            || self.is(1, |c| matches!(c, '+' | '='))
            || (around(&mut self.folded[..self.i].iter().rev())
                && around(&mut self.folded[self.i + 1..].iter()))
    }

    /// The signs in "C++", "Disney+" and "F# minor".
    fn ends_word(&self) -> bool {
        self.is(-1, |c| is_wordlike(c) || c == '+') && !self.is(1, is_wordlike)
    }

    /// The dash in "-5", "x=-5" and "at -5", not those in "10-5" and "1978 -1980".
    fn negates(&self) -> bool {
        let is_number = self.is(1, is_digit) || (self.is(1, |c| c == '.') && self.is(2, is_digit));
        if !is_number {
            return self.is(1, |c| c == '=');
        }
        let before = self.folded[..self.i].iter().rev();
        let apart = before
            .clone()
            .take_while(|c| c.is_whitespace() || is_quote(**c));
        let has_space = apart.clone().any(|c| c.is_whitespace());
        let end = before.clone().nth(apart.count());
        end.is_none_or(|&c| {
            if has_space {
                !is_digit(c)
            } else {
                !is_wordlike(c) && !matches!(c, ')' | ']')
            }
        })
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Part of a word: a letter, a number, or a mark that is not an accent.
fn is_wordlike(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

fn is_bracket(c: char) -> bool {
    matches!(c, '(' | ')' | '[' | ']')
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

#[cfg(test)]
mod tests;
