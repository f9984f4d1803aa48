//! What makes one question playable: the keys of a `[[question]]`.

use toml::de::DeTable;

use super::finding::Finding;
use super::kinds;
use super::lists::Lists;
use super::question::{Difficulty, Kind, MAX_ID, MAX_TEXT, Question};
use super::sources::Sources;
use super::toml_table::TomlTable;
use crate::text::slug::is_slug;

/// What the questions of a bank may refer to.
#[derive(Debug, Default, Clone, Copy)]
pub struct References<'a> {
    /// `None` if the question has been checked before.
    pub lists: Option<&'a Lists>,
    /// `None` if the bank has none, or the question has been checked before.
    pub sources: Option<&'a Sources>,
}

/// Reads one question; `header` is the offset of its `[[question]]`. Notes every
/// error in `findings`, and returns `None` if there was one.
pub fn question(
    table: &DeTable<'_>,
    header: usize,
    references: References<'_>,
    findings: &mut Vec<Finding>,
) -> Option<Question> {
    let before = findings.len();
    let mut table = TomlTable::new(table, header, findings);
    let id = id(&mut table);
    let topic = table.optional_text("topic", "name the event that the question is about");
    let season = table.season();
    let episode = table.optional_text("episode", "write the episode's title");
    let difficulty = table.one_of("difficulty", &Difficulty::ALL, Difficulty::name);
    let kind = if table.has("kind") {
        table.one_of("kind", &Kind::ALL, Kind::name)
    } else {
        table.known.push("kind");
        Some(Kind::Choice)
    };
    let ask = table.text("ask", "write the question as the player reads it");
    let because = table.optional_text("because", "say in a sentence or two why it is so");
    let source = sources(&mut table, references.sources);
    table.refuse_long("ask", &ask, MAX_TEXT);
    table.refuse_long("because", &because, MAX_TEXT);
    table.refuse_long("topic", &topic, MAX_ID);
    table.refuse_long("episode", &episode, MAX_ID);
    let body = kinds::body(&mut table, kind, references.lists);
    table.finish_with(kinds::stray);
    if findings.len() > before {
        return None;
    }
    let id = id?;
    Some(Question {
        topic: topic.unwrap_or_else(|| id.clone()),
        id,
        season,
        episode,
        difficulty: difficulty?,
        ask: ask?,
        because,
        source,
        body: body?,
    })
}

/// The id, noted first so that later findings can name the question.
fn id(table: &mut TomlTable<'_, '_, '_>) -> Option<String> {
    let help = "give it a short name that will never change, such as `first-kiss`";
    let id = table.text("id", help)?;
    table.id = Some(id.clone());
    if !is_slug(&id) || id.len() > MAX_ID {
        let message = format!("`{id}` is not a valid id");
        let help = format!("use lowercase words, digits and hyphens, at most {MAX_ID} characters");
        table.error("bad-id", "id", message, help);
    }
    Some(id)
}

fn sources(table: &mut TomlTable<'_, '_, '_>, sources: Option<&Sources>) -> Vec<String> {
    let help = "write document and line, such as `source = [\"000:49\"]`";
    let refs = table.texts("source", help);
    for reference in &refs {
        if let Some(Err(message)) = sources.map(|sources| sources.resolve(reference)) {
            table.error("unknown-source", "source", message, help);
        }
    }
    refs
}

#[cfg(test)]
mod tests {
    use super::super::question::{Body, Expected};
    use super::*;
    use crate::text::number::Decimal;

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    /// The question with these keys, or what is wrong with it.
    fn read(keys: &str) -> Result<Question, Vec<String>> {
        let text = format!("id = \"q\"\ndifficulty = \"easy\"\nask = \"Which?\"\n{keys}");
        let table = DeTable::parse(&text).unwrap();
        let mut findings = Vec::new();
        let question = question(table.get_ref(), 0, References::default(), &mut findings);
        let said = findings
            .iter()
            .map(|f| format!("{}; {}", f.message, f.help));
        question.ok_or_else(|| said.collect())
    }

    #[test]
    fn keys_say_how_an_answer_is_judged_when_typed() {
        let keys = "answer = \"a\"\nwrong = [\"b\", \"c\", \"d\"]\ntyped = false\nexact = true\n\
                    accept = [\"A1\"]\nmore = [\"m\"]\nrivals = [\"r\", \"b\"]";
        let expected = Expected {
            answer: "a".to_owned(),
            accept: vec!["A1".to_owned()],
            more: vec!["m".to_owned()],
            rivals: vec!["r".to_owned(), "b".to_owned()],
            exact: true,
        };
        let choice = read(keys).unwrap();
        assert_eq!(choice.expected(), Some(&expected));
        assert!(matches!(choice.body, Body::Choice { typed: false, .. }));
        let typed = "kind = \"typed\"\nanswer = \"a\"\naccept = [\"A1\"]\nmore = [\"m\"]\n\
                     wrong = [\"r\", \"b\"]\nexact = true";
        assert_eq!(read(typed).unwrap().body, Body::Typed(expected));
        let plain = read("answer = \"a\"\nwrong = [\"b\", \"c\", \"d\"]").unwrap();
        assert!(matches!(plain.body, Body::Choice { typed: true, .. }));
    }

    #[test]
    fn a_key_on_the_wrong_kind_is_an_error() {
        for (keys, said) in [
            (
                "kind = \"typed\"\nanswer = \"a\"\ntyped = false",
                "`typed` only works on choice questions; remove it, or change `kind`",
            ),
            (
                "kind = \"true-false\"\nanswer = true\ntyped = false",
                "`typed` only works on choice questions; remove it, or change `kind`",
            ),
            (
                "answer = \"a\"\nwrong = [\"b\", \"c\", \"d\"]\nexact = \"yes\"",
                "`exact` is text, not true or false; write `exact = true` to allow no typos",
            ),
        ] {
            assert_eq!(read(keys).unwrap_err(), [said], "{keys}");
        }
    }

    #[test]
    fn a_value_of_another_type_hears_what_to_write() {
        let known = "known here: id, topic, season, episode, difficulty, kind, ask, because, \
                     source, answer, accept, more, rivals, exact, wrong_from, not, typed, order, \
                     wrong";
        for (keys, said) in [
            (
                "answer = true\nwrong = [\"b\", \"c\", \"d\"]",
                "`answer` is true or false, not text; for a statement add `kind = \
                 \"true-false\"`; else put the answer in quotes",
            ),
            (
                "answer = [\"2\", \"3\"]\nwrong = [\"b\", \"c\", \"d\"]",
                "`answer` is a list, not text; write one answer and list other right texts in \
                 `accept`; for several right choices use `kind = \"several\"` and `right`, for an \
                 order use `kind = \"order\"` and `items`",
            ),
            (
                "answer = \"a\"\nwrong = [\"b\", true, \"d\"]",
                "`wrong` is true or false, not text; list 1 to 12 wrong answers, such as `wrong = \
                 [\"Utica\", \"Stamford\", \"Nashua\"]`",
            ),
            (
                "answer = \"a\"\nwrong = []",
                "`wrong` has 0 entries, not 1 to 12; list 1 to 12 wrong answers, such as `wrong = \
                 [\"Utica\", \"Stamford\", \"Nashua\"]`",
            ),
            (
                "answer = \"a\"\nwrong = [\"b\", \"c\", \"d\"]\nzzz = 1",
                &format!("unknown key `zzz`; {known}"),
            ),
        ] {
            assert_eq!(read(keys).unwrap_err(), [said], "{keys}");
        }
        let question = read("answer = 3.50\nwrong = [6.5, 10, -1.0]").unwrap();
        assert_eq!(question.answer(), Some("3.50"));
        assert_eq!(question.wrong(), ["6.5", "10", "-1.0"]);
    }

    #[test]
    fn several_answers_and_numbers_hear_what_to_write() {
        let several = |keys: &str| read(&format!("kind = \"several\"\n{keys}")).unwrap_err();
        let number = |keys: &str| read(&format!("kind = \"number\"\n{keys}")).unwrap_err();
        for (found, said) in [
            (
                several("wrong = [\"c\"]"),
                "`right` is missing; list every right answer, such as `right = [\"Jim\", \"Pam\"]`",
            ),
            (
                several("right = []\nwrong = [\"c\"]"),
                "`right` has 0 entries, not 1 to 6; list every right answer, such as `right = \
                 [\"Jim\", \"Pam\"]`",
            ),
            (
                several("right = [\"a\", \"b\"]\nwrong = [\"b\"]"),
                "\"b\" of `wrong` looks the same as one of `right`; change or remove one of them",
            ),
            (
                several("right = [\"a\"]\nwrong = [\"b\"]\nanswer = \"a\""),
                "`answer` only works on choice, true-false, typed and number questions; remove it, \
                 or change `kind`",
            ),
            (
                number("within = 1"),
                "`answer` is missing; write a number without quotes, such as `answer = 3.14`",
            ),
            (
                number("answer = \"3\""),
                "`answer` is text, not a decimal number; write a number without quotes, such as \
                 `answer = 3.14`",
            ),
            (
                number("answer = 0x10"),
                "`answer` is a number, not a decimal number; write a number without quotes, such \
                 as `answer = 3.14`",
            ),
            (
                number("answer = inf"),
                "`answer` is inf, not a number of at most 30 digits; write a number without \
                 quotes, such as `answer = 3.14`",
            ),
            (
                number("answer = 3\nwithin = -0.1"),
                "`within` is -0.1, less than 0; write how far off an answer may be, such as \
                 `within = 0.01`",
            ),
            (
                number("answer = 3\nwrong = [4]"),
                "`wrong` only works on choice, typed and several questions; remove it, or change \
                 `kind`",
            ),
        ] {
            assert_eq!(found, [said]);
        }
        let read = read("kind = \"number\"\nanswer = -1_000.50\nunit = \"km\"").unwrap();
        let quantity = read.quantity().unwrap();
        assert_eq!(
            (quantity.text(), quantity.within),
            ("-1000.50 km".to_owned(), Decimal::ZERO)
        );
    }

    #[test]
    fn an_empty_text_is_the_place_of_a_right_answer_in_a_fixed_order() {
        let fixed = "order = \"fixed\"\n";
        for (keys, expected) in [
            (
                "answer = \"b\"\nwrong = [\"a\", \"\", \"c\"]",
                Ok(&["a", "b", "c"][..]),
            ),
            (
                "kind = \"several\"\nright = [\"b\", \"d\"]\nwrong = [\"a\", \"\", \"c\", \"\"]",
                Ok(&["a", "b", "c", "d"]),
            ),
            (
                "answer = \"b\"\nwrong = [\"a\", \"c\"]",
                Err(
                    "`wrong` has 0 places for right answers, not 1; with `order = \"fixed\"`, put \
                     \"\" in `wrong` where each right answer goes",
                ),
            ),
            (
                "answer = \"b\"\nwrong = [\"\"]",
                Err(
                    "`wrong` has 0 entries, not 1 to 12; list 1 to 12 wrong answers, such as \
                     `wrong = [\"Utica\", \"Stamford\", \"Nashua\"]`",
                ),
            ),
            (
                "answer = \"b\"\nwrong_from = \"list\"",
                Err("`order` and `wrong_from` can't be used together; remove one of them"),
            ),
            (
                "kind = \"typed\"\nanswer = \"b\"",
                Err(
                    "`order` only works on choice and several questions; remove it, or change \
                     `kind`",
                ),
            ),
        ] {
            let read = read(&format!("{fixed}{keys}"));
            let found = read.as_ref().map(|question| question.fixed().unwrap());
            let expected = expected.map(texts);
            let found = found.map_err(|said| said.concat());
            assert_eq!(
                found,
                expected.as_deref().map_err(|said| (*said).to_owned()),
                "{keys}"
            );
        }
        for (order, said) in [
            ("", "`wrong` is empty; list 1 to 12"),
            (
                "order = \"random\"\n",
                "`order` can't be \"random\"; write `order = \"fixed\"`, or remove it",
            ),
        ] {
            let found = read(&format!("{order}answer = \"b\"\nwrong = [\"a\", \"\"]"));
            assert!(found.unwrap_err()[0].starts_with(said), "{order}");
        }
    }

    #[test]
    fn lines_indents_and_spaces_of_a_text_are_kept() {
        for (ask, kept) in [
            ("\"\"\"\n  a  b\r\n\tc \n\n\"\"\"", "  a  b\n    c"),
            ("\" a  b \"", "a  b"),
            ("\"soft\\u00ADly\\u200E\"", "softly"),
            ("\"שלום\\u200E!\"", "שלום\u{200e}!"),
        ] {
            let text = format!(
                "id = \"q\"\ndifficulty = \"easy\"\nask = {ask}\nkind = \"true-false\"\n\
                 answer = true\ntopic = \"\"\"a\n  b\"\"\""
            );
            let table = DeTable::parse(&text).unwrap();
            let read = question(table.get_ref(), 0, References::default(), &mut Vec::new());
            let read = read.unwrap();
            assert_eq!((&*read.ask, &*read.topic), (kept, "a b"));
        }
    }

    #[test]
    fn choices_are_equal_only_if_they_look_the_same() {
        for (answer, wrong, is_equal) in [
            ("x > 3", "x < 3", false),
            ("MW", "mW", false),
            ("schön", "schon", false),
            ("a b", "A-B!", false),
            ("a", " a ", true),
            ("é", "e\\u0301", true),
            ("a b", "a\\u00A0b", true),
        ] {
            let keys = format!("answer = \"{answer}\"\nwrong = [\"{wrong}\", \"y\", \"z\"]");
            assert_eq!(read(&keys).is_err(), is_equal, "{answer} and {wrong}");
        }
    }
}
