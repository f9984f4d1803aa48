use super::*;
use proptest::prelude::*;

/// A text, what is left of it, and why.
const ROWS: &[(&str, &str, &str)] = &[
    ("Café Disco", "cafe disco", "case and accents"),
    ("Cafe\u{301} DISCO", "cafe disco", "a combining accent"),
    ("Ｓｃｒａｎｔｏｎ　２", "scranton 2", "full width"),
    ("ﬁnale", "finale", "a ligature"),
    ("Straße", "strasse", "full case folding"),
    ("STRASSE", "strasse", "full case folding, upper case"),
    ("ΟΔΟΣ οδος", "οδοσ οδοσ", "final sigma"),
    (
        "Søren Łódź Ægir",
        "soren lodz aegir",
        "letters NFKD leaves whole",
    ),
    ("が か", "か\u{3099} か", "voicing makes another letter"),
    ("شَمْس", "شمس", "Arabic points"),
    ("Phyllis' Wedding", "phyllis wedding", "an apostrophe"),
    ("Phyllis’ Wedding", "phyllis wedding", "a curly apostrophe"),
    (
        "don't don’t don´t don`t",
        "dont dont dont dont",
        "apostrophes of all kinds",
    ),
    ("“The Fire”", "fire", "curly quotes"),
    ("5'10\"", "5 10", "feet and inches"),
    ("the '80s", "80s", "a decade"),
    ("Goodbye, Toby", "goodbye toby", "a comma"),
    ("Did I Stutter?", "did i stutter", "a question mark"),
    ("Jim – and—Pam - now", "jim and pam now", "dashes"),
    ("  Jim\t and \r\n Pam\u{a0} ", "jim and pam", "space"),
    ("Jim & Pam", "jim and pam", "an ampersand"),
    ("A.A.R.M.", "aarm", "an initialism"),
    ("N.Y.C", "nyc", "an initialism without its last dot"),
    (
        "J.R. Smith and J.Halpert",
        "jr smith and j halpert",
        "initials before a name",
    ),
    (
        "T.H.E. Band",
        "band",
        "an initialism that reads as an article",
    ),
    ("The Dundies", "dundies", "a leading article"),
    ("a day at the beach", "day at beach", "inner articles"),
    ("The The", "the", "nothing but articles"),
    (
        "Hepatitis A",
        "hepatitis a",
        "a letter at the end is no article",
    ),
    ("Season Two", "season 2", "a number word"),
    ("Season 2", "season 2", "a digit"),
    ("twelve", "12", "a teen"),
    ("Twenty-One", "21", "a compound"),
    ("twenty one", "21", "a compound without a dash"),
    ("ninety", "90", "a ten"),
    ("a hundred", "100", "hundred alone"),
    ("two hundred and thirty-four", "234", "hundreds"),
    ("nine hundred ninety nine", "999", "hundreds without 'and'"),
    ("nineteen hundred and five", "1905", "a year in hundreds"),
    (
        "2 thousand, twelve thousand and one",
        "2000 12001",
        "thousands",
    ),
    (
        "between a hundred and two hundred",
        "between 100 and 200",
        "two numbers",
    ),
    ("one two three", "1 2 3", "numbers in a row"),
    ("first 2nd Third 10th", "1 2 3 10", "ordinals"),
    (
        "the twenty-second of June",
        "22 of june",
        "a compound ordinal",
    ),
    ("second forty", "2 40", "an ordinal ends its number"),
    (
        "1,000,000 and 1978,1979",
        "1000000 and 1978 1979",
        "thousands and a list",
    ),
    (
        "10 000; 1.000.000; 1'000; 10 0000; 1 000.5",
        "10000 1000000 1000 10 0000 1000.5",
        "groups",
    ),
    (
        "٣٠ ۳۰ ३० ３０ ٣٫٥",
        "30 30 30 30 3.5",
        "digits of other scripts",
    ),
    (
        "0.50 .5 30.0, at -.5 x=.5 1.2.3 No.5 0.0",
        "0.5 0.5 30 at minus 0.5 x = 0.5 1 2 3 no 5 0",
        "decimals",
    ),
    (
        "2 million, a billion, 0.5 million",
        "2000000 1000000000 500000",
        "large numbers",
    ),
    (
        "x<3 x>3 x=-3 x≤3 x<=3 x≠3 x!=3",
        "x < 3 x > 3 x = minus 3 x < = 3 x < = 3 x ! = 3 x ! = 3",
        "comparisons",
    ),
    (
        "2*3 2×3 6/3 6÷3 2+3 x + y ++i x+=1 x-=1 10^-3",
        "2 * 3 2 * 3 6 / 3 6 / 3 2 plus 3 x plus y plus plus i x plus = 1 x minus = 1 10 minus 3",
        "operators",
    ),
    (
        "M*A*S*H AC/DC Oh! and/or",
        "m s h ac dc oh and or",
        "signs in names",
    ),
    ("<= !=", "<= !=", "signs alone"),
    (
        "-5, at −5, 10-5, 2009 -2013, 6'-2, (1)-2, [-1]",
        "minus 5 at minus 5 10 5 2009 2013 6 2 1 2 minus 1",
        "minus",
    ),
    (
        "50% 2½ 10²",
        "50 percent 2 1 / 2 10 2",
        "percent, fractions and powers",
    ),
    (
        "C C++ C# B♭",
        "c c plus plus c sharp b flat",
        "signs after a letter",
    ),
    (
        "Superman + Aquaman #1",
        "superman aquaman 1",
        "signs between words",
    ),
    ("Sabre™ ❤️ 🎉", "sabre", "signs beside words"),
    ("1\u{fe0f}\u{20e3}", "1", "a keycap"),
    (
        "in\u{ad}visi\u{200b}ble",
        "invisible",
        "invisible characters",
    ),
    ("🎉 🎉", "🎉 🎉", "signs alone stay"),
    ("?!", "?!", "punctuation alone stays"),
    (" \t\u{200b}\u{301}", "", "blank and invisible"),
    ("", "", "nothing"),
    (
        "zeroth first second third fourth fifth sixth seventh eighth ninth",
        "0 1 2 3 4 5 6 7 8 9",
        "ordinals below ten",
    ),
    (
        "hundredth tenth eleventh twelfth thirteenth fifteenth twentieth fortieth ninetieth",
        "100 10 11 12 13 15 20 40 90",
        "ordinals from ten",
    ),
];

#[test]
fn takes_out_what_a_fair_judge_overlooks() {
    for &(text, expected, why) in ROWS {
        assert_eq!(normalize(text), expected, "{why}: {text:?}");
    }
}

#[test]
fn every_kind_of_character_is_settled_after_one_pass() {
    // Without the ideographs and the syllables of Korean, all alike.
    let blocks = (0..0x3400)
        .chain(0xA000..0xAC00)
        .chain(0xF900..0x1_0000)
        .chain(0x1_D000..0x1_F800);
    for c in blocks.filter_map(char::from_u32) {
        let text = format!("x{c}a {c}1{c}");
        let once = normalize(&text);
        assert_eq!(normalize(&once), once, "{c:?} again");
        assert_eq!(normalize(&text.to_uppercase()), once, "{c:?} in upper case");
        assert_eq!(normalize(&text.to_lowercase()), once, "{c:?} in lower case");
    }
}

#[test]
fn length_does_no_harm() {
    for piece in [
        "a.", "-1 ", " -", "hundred ", "\u{301}", "1,000", "ﷺ", "’", "twenty ",
    ] {
        let _ = normalize(&piece.repeat(200_000 / piece.len()));
    }
}

proptest! {
    #[test]
    fn twice_is_once(text in any::<String>()) {
        let once = normalize(&text);
        prop_assert_eq!(normalize(&once), once);
    }

    #[test]
    fn twice_is_once_for_words(
        text in "((the|a|two|twenty|2|20|hundred|and|thousandth|1st|first|T|H|E|\\.|,|'|-|\\+|#|100|050|million|0.5|<|=|!|\\*|/|\\(|½) ?){0,12}",
    ) {
        let once = normalize(&text);
        prop_assert_eq!(normalize(&once), once);
    }

    #[test]
    fn case_does_not_matter(text in r"[\p{L}\p{N}\p{P}\p{S}\p{Z}]{0,20}") {
        prop_assert_eq!(normalize(&text.to_uppercase()), normalize(&text));
        prop_assert_eq!(normalize(&text.to_lowercase()), normalize(&text));
    }

    #[test]
    fn words_and_digits_are_one(n in 1_u32..1000) {
        prop_assert_eq!(normalize(&spelled(n)), n.to_string());
    }
}

fn spelled(n: u32) -> String {
    let names = "zero one two three four five six seven eight nine ten eleven twelve thirteen \
                 fourteen fifteen sixteen seventeen eighteen nineteen";
    let tens = "twenty thirty forty fifty sixty seventy eighty ninety";
    let name = |names: &str, i: u32| {
        names
            .split(' ')
            .nth(i as usize)
            .unwrap_or_default()
            .to_owned()
    };
    match n {
        0..20 => name(names, n),
        20..100 if n.is_multiple_of(10) => name(tens, n / 10 - 2),
        20..100 => format!("{}-{}", name(tens, n / 10 - 2), spelled(n % 10)),
        _ if n.is_multiple_of(100) => format!("{} hundred", spelled(n / 100)),
        _ => format!("{} hundred and {}", spelled(n / 100), spelled(n % 100)),
    }
}
