use super::Judgment::{MoreSpecific, Right, Wrong};
use super::*;
use proptest::prelude::*;

/// Answers, wrong choices and names of a bank.
const NAMES: &str = "\
    Athlead; Athleap; Ryan; Bryan; Karen; Katy; Kelly; Kevin; Pam; Jim; Tom; Season 1; \
    Season 2; Season 3; Season 10; Scranton; Stamford; Utica; New York; Goodbye, Toby; \
    Goodbye, Michael; The Dundies; Dundies; Philip; Philip Halpert; Jim Halpert; Beesly; \
    Pam Beesly; Café Disco; New Guys; The Fire; The Fight; Weight Loss; Weight Loss Part 2; \
    1978; 1979; 12; Will; Monday; Sunday";

fn judged(given: &str, answer: &str, accept: &[&str], more: &[&str], names: &[&str]) -> Judgment {
    let owned = |texts: &[&str]| texts.iter().map(ToString::to_string).collect::<Vec<_>>();
    let expected = Expected {
        answer: answer.to_owned(),
        accept: owned(accept),
        more: owned(more),
        ..Expected::default()
    };
    judge(given, &expected, names.iter().map(|name| normalize(name)))
}

/// A question of the bank of [`NAMES`].
struct Question<'a> {
    answer: &'a str,
    accept: &'a [&'a str],
    more: &'a [&'a str],
}

fn answer(answer: &str) -> Question<'_> {
    let (accept, more) = (&[], &[]);
    Question {
        answer,
        accept,
        more,
    }
}

impl<'a> Question<'a> {
    fn accept(self, accept: &'a [&'a str]) -> Self {
        Self { accept, ..self }
    }

    fn more(self, more: &'a [&'a str]) -> Self {
        Self { more, ..self }
    }

    /// A row is a text, what it is worth, and why.
    fn judges(self, rows: &[(&str, Judgment, &str)]) {
        let names: Vec<&str> = NAMES.split("; ").collect();
        for &(given, judgment, why) in rows {
            let is = judged(given, self.answer, self.accept, self.more, &names);
            assert_eq!(is, judgment, "{given:?} for {:?}: {why}", self.answer);
        }
    }
}

#[test]
fn misspellings_are_right_unless_as_near_to_a_name() {
    answer("Athlead").judges(&[
        ("Athlead", Right, "the answer"),
        ("ATHLEAD", Right, "upper case"),
        ("  \tathlead \n", Right, "space around"),
        ("Ａｔｈｌｅａｄ", Right, "full width"),
        ("ath lead", Right, "a space more"),
        ("athleed", Right, "one edit, two from Athleap"),
        ("atlhead", Right, "a transposition"),
        ("athleda", Right, "a transposition at the end"),
        ("the athlead!", Right, "an article and a mark"),
        ("Athleap", Wrong, "another name"),
        ("athleaps", Wrong, "nearer to another name"),
        ("athlea", Wrong, "as near to another name"),
        ("athleax", Wrong, "as near to another name"),
        ("athlete", Wrong, "two edits in seven letters"),
        ("", Wrong, "an empty line"),
        (" \t\u{a0}\r\n", Wrong, "a blank line"),
        ("\u{200b}\u{301}", Wrong, "invisible text"),
        ("🎉", Wrong, "emoji"),
        ("🎉🎉🎉🎉🎉🎉🎉", Wrong, "emoji of the same length"),
        ("?", Wrong, "punctuation"),
        ("the", Wrong, "an article"),
    ]);
    answer("Ryan").accept(&["Ryan Howard"]).judges(&[
        ("Bryan", Wrong, "four letters allow no edit"),
        ("Bryan Howard", Wrong, "a name in the place of a word"),
        ("Bryan's Howard", Wrong, "a name's possessive"),
        ("Ryan Howerd", Right, "a misspelled word that is no name"),
    ]);
    answer("Bryan").judges(&[
        ("Ryan", Wrong, "another name"),
        ("Byan", Wrong, "as near to another name"),
        ("Bryann", Right, "one edit, two from the other name"),
    ]);
    answer("Karen").judges(&[
        ("Katy", Wrong, "another name"),
        ("Kelly", Wrong, "another name"),
        ("Kevin", Wrong, "another name"),
        ("karin", Right, "one edit, two from Kevin"),
        ("kaern", Right, "a transposition"),
        ("kaven", Right, "one edit, two from Kevin"),
        ("keven", Wrong, "nearer to Kevin"),
    ]);
    answer("Katy").judges(&[
        ("Kate", Wrong, "four letters allow no edit"),
        ("katy.", Right, "a period"),
    ]);
    answer("Dundie").judges(&[
        ("dundee", Right, "nearer than a name that only adds"),
        ("dundis", Right, "as near as a name that only adds"),
        ("dundies", Wrong, "another name"),
    ]);
    answer("The Dundies").judges(&[
        ("dundies", Right, "without the article"),
        ("a dundies", Right, "another article"),
        ("dundees", Right, "a substitution"),
        ("the dundie", Right, "a letter less"),
        ("dundy", Wrong, "three edits"),
    ]);
    answer("Goodbye, Michael").more(&["Goodbye"]).judges(&[
        ("goodbye toby", Wrong, "another answer"),
        ("Goodbye, Tobi", Wrong, "near to another answer"),
        ("Goodbye Micheal", Right, "a transposition"),
        ("good bye, michael", Right, "only a space more"),
        ("“Goodbye—Michael”", Right, "quotes and a dash"),
        ("goodby", MoreSpecific, "one edit from too little"),
    ]);
}

#[test]
fn aliases_are_as_good_as_the_answer() {
    answer("Philip")
        .accept(&["Phillip", "Philip Halpert"])
        .more(&["Halpert"])
        .judges(&[
            ("phillip", Right, "an alias"),
            ("philip halpert", Right, "an alias that is a name, too"),
            ("phillipp", Right, "one edit from an alias"),
            ("Philip Halpurt", Right, "one edit from the longer alias"),
            ("pihlip", Right, "a transposition"),
            ("Phíłip", Right, "accents"),
            ("phil", Wrong, "not listed"),
            ("halpert", MoreSpecific, "listed as too little"),
            ("HALPERT.", MoreSpecific, "listed as too little, upper case"),
            ("halprt", MoreSpecific, "one edit from too little"),
            ("hal pert", MoreSpecific, "a space from too little"),
        ]);
    answer("Jim Halpert").accept(&["Jim"]).judges(&[
        ("jim", Right, "an alias"),
        ("Jim Halpret", Right, "a transposition"),
        ("jimhalpert", Right, "a space less"),
        ("Jim  Halpert", Right, "a space more"),
        ("halpert, jim", Wrong, "another order"),
        ("jmi halpert", Right, "a transposition in one of two words"),
        ("jmi", Wrong, "no misspelling of three letters"),
        ("tim", Wrong, "another name of three letters"),
        ("Pam Halpert", Wrong, "another first name"),
        ("Tom Halpert", Wrong, "another first name"),
        ("Halpert", Wrong, "not listed"),
    ]);
    answer("Pam Beesly")
        .accept(&["Beesly"])
        .more(&["Pam"])
        .judges(&[
            ("beesley", Right, "an insertion"),
            ("beasly", Right, "a substitution"),
            ("beasley", Wrong, "two edits in six letters"),
            ("Pam Beasley", Right, "two edits in nine letters"),
            ("Pam Beesly-Halpert", Wrong, "far more"),
            ("Jim Beesly", Wrong, "another first name"),
            ("Tam Beesly", Right, "one edit that makes no name"),
            ("pam", MoreSpecific, "listed as too little"),
            ("pan", Wrong, "no misspelling of three letters"),
        ]);
    answer("NYC").accept(&["New York"]).judges(&[
        ("N.Y.C.", Right, "an initialism"),
        ("n.y.c", Right, "an initialism without its last dot"),
        ("ny c", Right, "only a space more"),
        ("N Y C", Right, "only spaces more"),
        ("nyx", Wrong, "no misspelling of three letters"),
        ("ync", Wrong, "no transposition in three letters"),
        ("new yrok", Right, "a transposition in an alias"),
        ("New York, New York", Wrong, "far more"),
    ]);
}

#[test]
fn spelling_is_overlooked_within_bounds() {
    answer("Café Disco").judges(&[
        ("cafe disco", Right, "without the accent"),
        ("Cafe\u{301} Disco", Right, "a combining accent"),
        ("cafedisco", Right, "a space less"),
        ("cafè disko", Right, "one edit"),
        ("coffee disco", Wrong, "three edits"),
        ("disco cafe", Wrong, "another order"),
    ]);
    answer("Phyllis' Wedding").judges(&[
        ("phyllis wedding", Right, "without the apostrophe"),
        ("Phyllis’ Wedding", Right, "a curly apostrophe"),
        ("\"Phyllis's Wedding\"", Right, "one edit"),
        ("phylis weding", Right, "an edit in each word"),
        ("philis weding", Wrong, "three edits"),
    ]);
    answer("Scranton").more(&["Pennsylvania"]).judges(&[
        ("Scarnton", Right, "a transposition"),
        ("scrantonn", Right, "a doubled letter"),
        ("Stanton", Wrong, "two edits in eight letters"),
        ("Pensylvannia", MoreSpecific, "two edits from too little"),
        ("Scranton, Pennsylvania", Wrong, "not listed"),
    ]);
    answer("Dundie Award").judges(&[
        ("the dundies award", Right, "a plural is no other word"),
        ("Dundie's Award", Right, "nor is a possessive"),
    ]);
    answer("🎉").judges(&[
        ("🎉", Right, "signs where signs are asked"),
        ("🎈", Wrong, "another sign"),
    ]);
}

#[test]
fn numbers_and_single_letters_count() {
    answer("Season 2").more(&["2"]).judges(&[
        ("season two", Right, "a number word"),
        ("SEASON 2.", Right, "a digit"),
        ("season2", Right, "a space less"),
        ("seasn two", Right, "one edit, the number right"),
        ("the second season", Wrong, "another order"),
        ("season 3", Wrong, "another number"),
        ("season ten", Wrong, "another number word"),
        ("season 22", Wrong, "a digit more"),
        ("season 2 2", Wrong, "a number more"),
        ("season", Wrong, "no number"),
        ("seasons to", Wrong, "no number, near in letters"),
        ("two", MoreSpecific, "listed as too little"),
        ("3", Wrong, "not what is listed as too little"),
    ]);
    answer("1978")
        .accept(&["in the summer of 1978"])
        .more(&["1970s"])
        .judges(&[
            ("1979", Wrong, "another year"),
            ("1987", Wrong, "no transposition of digits"),
            ("1,978", Right, "a comma of thousands"),
            ("in summer of 1979", Wrong, "another year among words"),
            ("in sumer of 1978", Right, "one edit beside the year"),
            ("the 1970s", MoreSpecific, "listed as too little"),
        ]);
    answer("twelve").judges(&[
        ("12", Right, "the digits"),
        ("twelfth", Right, "an ordinal"),
        ("twelv", Wrong, "a number is not misspelled"),
        ("-12", Wrong, "a sign more"),
    ]);
    answer("Hepatitis B").judges(&[
        ("hepatitis c", Wrong, "another letter"),
        ("Hepatitis A", Wrong, "not even as an article"),
        ("hepatitis", Wrong, "no letter"),
        ("hepatitisb", Right, "only a space less"),
        ("hepatitus b", Right, "one edit, the letter right"),
    ]);
}

#[test]
fn another_word_is_no_misspelling() {
    answer("Her mother").judges(&[
        ("her mothre", Right, "a transposition"),
        ("her father", Wrong, "two edits that make another word"),
        ("his mother", Wrong, "two edits in a short word"),
    ]);
    answer("Monday morning").judges(&[
        ("Sunday morning", Wrong, "a name in the place of a word"),
        ("Munday mornin", Right, "an edit in each word"),
        ("Mnoday mornign", Right, "a transposition in each word"),
    ]);
}

#[test]
fn too_little_never_goes_before_right() {
    answer("Athletics").more(&["Athletic"]).judges(&[
        ("athletcs", Right, "nearer to the answer"),
        ("athlettic", MoreSpecific, "nearer to too little"),
        ("athletix", MoreSpecific, "one edit, two from the answer"),
        ("athleticz", Right, "as near to the answer"),
    ]);
}

#[test]
fn rivals_are_wrong_and_exact_answers_allow_no_typos() {
    let expected = |exact| Expected {
        answer: "afferent".to_owned(),
        accept: vec!["MW".to_owned()],
        rivals: ["efferent", "mW"].map(str::to_owned).to_vec(),
        exact,
        ..Expected::default()
    };
    for (given, judgment, when_exact) in [
        ("Afferent.", Right, Right),
        ("aferent", Right, Wrong),
        ("efferent", Wrong, Wrong),
        ("eferent", Wrong, Wrong),
        ("MW", Right, Right),
        ("mW", Wrong, Wrong),
        ("mw", Right, Right),
    ] {
        for (exact, judgment) in [(false, judgment), (true, when_exact)] {
            let is = judge(given, &expected(exact), [""; 0]);
            assert_eq!(is, judgment, "{given}, exact: {exact}");
        }
    }
}

#[test]
fn without_rivals_only_distance_counts() {
    assert_eq!(judged("Athleap", "Athlead", &[], &[], &[]), Right);
    assert_eq!(judged("Athleap", "Athlead", &[], &[], &["Athlead"]), Right);
    assert_eq!(
        judged("Bryan Howard", "Ryan Howard", &[], &[], &["Ryan"]),
        Right
    );
}

#[test]
fn names_are_taken_only_for_a_misspelling() {
    let expected = Expected {
        answer: "Philip".to_owned(),
        accept: vec!["Phillip".to_owned()],
        ..Expected::default()
    };
    for given in ["Philip", "phillip", "Toby", "", "🎉"] {
        let untouched = std::iter::from_fn(|| -> Option<String> { panic!("taken for {given:?}") });
        let _ = judge(given, &expected, untouched);
    }
}

#[test]
fn length_does_no_harm() {
    for length in [10_000, 1_000_000] {
        let long = "a".repeat(length);
        let rows = [
            (&*long, Wrong, "overlong"),
            ("athleed", Right, "but not this"),
        ];
        answer("Athlead").judges(&rows);
        let longer = format!("{long}b");
        let rows = [
            (&*long, Right, "as it stands"),
            (&*longer, Wrong, "too long to be misspelled"),
        ];
        answer(&long).judges(&rows);
    }
}

#[derive(serde::Deserialize)]
struct Case {
    answer: String,
    #[serde(default)]
    accept: Vec<String>,
    #[serde(default)]
    rivals: Vec<String>,
    #[serde(default)]
    right: Vec<String>,
    #[serde(default)]
    wrong: Vec<String>,
}

#[test]
fn numbers_signs_and_senses_count() {
    let mut cases: std::collections::HashMap<String, Vec<Case>> =
        toml::from_str(include_str!("judging.toml")).unwrap();
    let mut faults = Vec::new();
    for case in cases.remove("case").unwrap() {
        let expected = Expected {
            answer: case.answer,
            accept: case.accept,
            rivals: case.rivals,
            ..Expected::default()
        };
        let rows = [(Right, &case.right), (Wrong, &case.wrong)];
        for (judgment, given) in rows
            .iter()
            .flat_map(|(j, texts)| texts.iter().map(move |t| (j, t)))
        {
            if judge(given, &expected, [""; 0]) != *judgment {
                faults.push(format!(
                    "{given:?} for {:?} is not {judgment:?}",
                    expected.answer
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// Something with content, as a bank has it.
fn content() -> impl Strategy<Value = String> {
    let text = prop_oneof!["[A-Za-zé0-9' .,&-]{1,20}", any::<String>()];
    text.prop_filter("has content", |text| !normalize(text).is_empty())
}

proptest! {
    #[test]
    fn answer_and_aliases_are_right_whatever_the_names(
        texts in prop::collection::vec(content(), 1..5),
        more in prop::collection::vec(content(), 0..3),
        mut names in prop::collection::vec(any::<String>(), 0..5),
        exact: bool,
    ) {
        names.extend(texts.iter().chain(&more).cloned());
        let (answer, accept) = texts.split_first().expect("at least one");
        let (answer, accept, rivals) = (answer.clone(), accept.to_vec(), names.clone());
        let expected = Expected { answer, accept, more, rivals, exact };
        for text in &texts {
            let names = names.iter().map(|name| normalize(name));
            prop_assert_eq!(judge(text, &expected, names), Right);
        }
    }

    #[test]
    fn case_and_accents_do_not_matter(
        given in "[A-Za-z0-9 ]{0,12}",
        answer in "[a-z0-9 ]{1,12}",
        names in prop::collection::vec("[a-z0-9 ]{1,12}", 0..4),
    ) {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let judgment = judged(&given, &answer, &[], &[], &names);
        let accented: String = given.chars().flat_map(|c| [c, '\u{301}']).collect();
        let answer = answer.to_uppercase();
        for given in [given.to_uppercase(), given.to_lowercase(), accented] {
            prop_assert_eq!(judged(&given, &answer, &[], &[], &names), judgment, "{:?}", given);
        }
    }

    #[test]
    fn never_panics(
        given in any::<String>(),
        answer in any::<String>(),
        more in any::<String>(),
        name in any::<String>(),
    ) {
        let _ = judged(&given, &answer, &[&answer], &[&more], &[&name, &given]);
    }

    #[test]
    fn never_panics_on_what_is_near(
        answer in content(),
        edit in any::<char>(),
        place in any::<prop::sample::Index>(),
        name in "\\PC{0,12}",
    ) {
        let mut given: Vec<char> = answer.chars().collect();
        given.insert(place.index(given.len() + 1), edit);
        let given: String = given.into_iter().collect();
        let _ = judged(&given, &answer, &[], &[&name], &[&name]);
    }

    #[test]
    fn another_digit_is_never_right(
        before in "[a-z ]{0,14}",
        number in 0_u32..3000,
        after in "[a-z ]{0,14}",
        other in 0_u32..3000,
    ) {
        prop_assume!(number != other);
        let [answer, given] = [number, other].map(|n| format!("{before}-{n} {after}"));
        prop_assert_eq!(judged(&given, &answer, &[], &[], &[]), Wrong);
    }

    #[test]
    fn names_never_help(
        given in "[ab]{1,9}",
        answer in "[ab]{5,9}",
        names in prop::collection::vec("[ab]{1,9}", 0..4),
    ) {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        if judged(&given, &answer, &[], &[], &[]) == Wrong {
            prop_assert_eq!(judged(&given, &answer, &[], &[], &names), Wrong);
        }
    }
}
