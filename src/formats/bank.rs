//! Records to the text of a bank.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use serde::Serialize;

use super::clean::{clean, is_about_others};
use super::record::{Body, Choice, LeftOut, Record};
use crate::bank::Difficulty;
use crate::bank::compile::{BankText, File};
use crate::bank::hash::hash;
use crate::text::normalize::normalize;
use crate::text::number::Decimal;
use crate::text::slug::slug;

/// How much of a question its id repeats, in bytes.
const LONGEST_WORDS: usize = 40;

/// A bank that is put together, and what became of the records.
#[derive(Debug, Default)]
pub struct Imported {
    /// The text of each category by its slug, and its name.
    categories: BTreeMap<String, (String, String)>,
    /// The place of each question that was taken, by its id.
    ids: HashMap<String, (usize, usize)>,
    /// The files so far.
    files: Vec<String>,
    pub read: usize,
    pub imported: usize,
    /// Of those imported.
    pub repaired: usize,
    pub left_out: Vec<FileLeftOut>,
}

/// A record that cannot be a question, and where it is.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct FileLeftOut {
    pub file: String,
    /// From 1.
    pub line: usize,
    pub reason: String,
}

/// What a bank says about where it comes from.
#[derive(Debug, Default, Clone)]
pub struct About {
    /// For questions without a category.
    pub category: String,
    pub origin: Option<String>,
    pub license: Option<String>,
}

impl Imported {
    /// Begins with the records of another file.
    pub fn begin(&mut self, file: impl Into<String>) {
        self.files.push(file.into());
    }

    /// Adds what a reader found.
    pub fn add(&mut self, found: Result<Record, LeftOut>, about: &About) {
        self.read += 1;
        let added = found
            .and_then(clean)
            .and_then(|(record, is_changed)| self.write(record, about).map(|()| is_changed));
        match added {
            Ok(is_changed) => {
                self.imported += 1;
                self.repaired += usize::from(is_changed);
            }
            Err(LeftOut { line, reason }) => self.left_out.push(FileLeftOut {
                file: self.files.last().cloned().unwrap_or_default(),
                line,
                reason,
            }),
        }
    }

    /// How many categories there are, a file each.
    #[must_use]
    pub fn categories(&self) -> usize {
        self.categories.len()
    }

    /// The bank: a file for each category, named by its slug.
    #[must_use]
    pub fn text(self) -> BankText {
        let mut bank = BankText::default();
        for (slug, (_, text)) in self.categories {
            bank.add(File {
                name: format!("{slug}.toml"),
                text,
            });
        }
        bank
    }

    fn write(&mut self, record: Record, about: &About) -> Result<(), LeftOut> {
        let line = record.line;
        let id = id(&record);
        let here = (self.files.len().saturating_sub(1), line);
        if let Some((file, first)) = self.ids.get(&id) {
            let reason = if *file == here.0 {
                format!("it repeats the question of line {first}")
            } else {
                format!("it repeats the question of {}:{first}", self.files[*file])
            };
            return Err(LeftOut::new(line, reason));
        }
        let question = question(&id, &record).map_err(|reason| LeftOut::new(line, reason))?;
        let category = record
            .category
            .filter(|name| name.chars().any(char::is_alphanumeric));
        let name = category.unwrap_or_else(|| about.category.clone());
        let mut file = slug(&name);
        if file.is_empty() {
            file = format!("category-{:08x}", short(&name));
        }
        let (_, text) = self.categories.entry(file).or_insert_with(|| {
            let head = head(&name, about);
            (name, head)
        });
        text.push_str(&question);
        self.ids.insert(id, here);
        Ok(())
    }
}

fn head(name: &str, about: &About) -> String {
    let mut head = format!("name = {}\n", quoted(name));
    for (key, text) in [("origin", &about.origin), ("license", &about.license)] {
        if let Some(text) = text {
            // Writing to a string cannot fail.
            let _ = writeln!(head, "{key} = {}", quoted(text));
        }
    }
    head
}

/// An id that stays when the file is imported again, in any order and with more questions: words
/// of the name or question, and a hash of the question with its answer.
fn id(record: &Record) -> String {
    let words = record.name.as_deref().unwrap_or(&record.ask);
    let mut words = slug(words);
    words.retain(|c| c.is_ascii_alphanumeric() || c == '-');
    if words.len() > LONGEST_WORDS {
        let end = words[..LONGEST_WORDS].rfind('-').unwrap_or(LONGEST_WORDS);
        words.truncate(end);
    }
    let answers: Vec<_> = match &record.body {
        Body::Choices(choices) => {
            let mut right: Vec<_> = choices.iter().filter(|choice| choice.is_right).collect();
            right.sort_by_key(|choice| &choice.text);
            right
                .into_iter()
                .map(|choice| choice.text.clone())
                .collect()
        }
        Body::TrueFalse(answer) => vec![answer.to_string()],
        Body::Typed { answer, .. } | Body::Number { answer, .. } => vec![answer.clone()],
        Body::Order(items) => items.clone(),
    };
    let key = short(&format!(
        "{}\n{}",
        normalize(&record.ask),
        answers.join("\n")
    ));
    let words = words.split('-').filter(|word| !word.is_empty());
    words
        .chain([&*format!("{key:08x}")])
        .collect::<Vec<_>>()
        .join("-")
}

/// Half of a hash.
fn short(text: &str) -> u32 {
    (hash(text) >> 32) as u32
}

/// The `[[question]]` of a record.
fn question(id: &str, record: &Record) -> Result<String, &'static str> {
    let difficulty = record.difficulty.unwrap_or(Difficulty::Medium).name();
    let mut rows = vec![("id", quoted(id)), ("difficulty", quoted(difficulty))];
    let mut kind = |name: &str| rows.push(("kind", quoted(name)));
    let body = match &record.body {
        Body::Choices(choices) => {
            let several = choices.iter().filter(|choice| choice.is_right).count() > 1;
            if several {
                kind("several");
            }
            written(choices, several)
        }
        Body::TrueFalse(answer) => {
            kind("true-false");
            vec![("answer", answer.to_string())]
        }
        Body::Typed { answer, accept } => {
            kind("typed");
            let accept: Vec<_> = accept.iter().filter(|text| *text != answer).collect();
            let mut rows = vec![("answer", quoted(answer))];
            if !accept.is_empty() {
                rows.push(("accept", list(accept)));
            }
            rows
        }
        Body::Number {
            answer,
            within,
            unit,
        } => {
            kind("number");
            let number = |text: &str| {
                let number = Decimal::parse(text).ok_or("its answer is not a decimal number")?;
                Ok::<_, &'static str>(number.to_string())
            };
            let mut rows = vec![("answer", number(answer)?)];
            let within = number(within)?;
            rows.extend((within != "0").then_some(("within", within)));
            rows.extend(unit.iter().map(|unit| ("unit", quoted(unit))));
            rows
        }
        Body::Order(items) => {
            kind("order");
            vec![("items", list(items))]
        }
    };
    rows.push(("ask", quoted(&record.ask)));
    rows.extend(body);
    rows.extend(record.because.iter().map(|text| ("because", quoted(text))));
    let mut text = String::from("\n[[question]]\n");
    for (key, value) in rows {
        let _ = writeln!(text, "{key} = {value}");
    }
    Ok(text)
}

/// The keys of choices, whose order stays if one of them speaks of the others.
fn written(choices: &[Choice], several: bool) -> Vec<(&'static str, String)> {
    let right: Vec<_> = choices.iter().filter(|choice| choice.is_right).collect();
    let mut rows = Vec::new();
    let right = right.into_iter().map(|choice| &choice.text);
    if several {
        rows.push(("right", list(right)));
    } else {
        rows.extend(right.map(|text| ("answer", quoted(text))));
    }
    let is_fixed = choices.iter().any(|choice| is_about_others(&choice.text));
    let empty = String::new();
    let places = |choice: &&Choice| !choice.is_right || is_fixed;
    let wrong = choices.iter().filter(places);
    let wrong = wrong.map(|choice| {
        if choice.is_right {
            &empty
        } else {
            &choice.text
        }
    });
    rows.push(("wrong", list(wrong)));
    if is_fixed {
        rows.push(("order", quoted("fixed")));
    }
    rows
}

fn list<'a>(texts: impl IntoIterator<Item = &'a String>) -> String {
    let texts: Vec<_> = texts.into_iter().map(|text| quoted(text)).collect();
    format!("[{}]", texts.join(", "))
}

/// A TOML string, on several lines if the text has some.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    let is_long = text.contains('\n');
    quoted.push_str(if is_long { "\"\"\"\n" } else { "\"" });
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push(c),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push_str(if is_long { "\"\"\"" } else { "\"" });
    quoted
}

#[cfg(test)]
mod tests {
    use super::super::{FORMATS, Format};
    use super::*;
    use proptest::prelude::*;

    use crate::bank::compile::compile;

    fn imported(format: &Format, text: &str) -> Imported {
        let about = About {
            category: "Quiz night".to_owned(),
            origin: Some("the \"Lion\"".to_owned()),
            license: Some("CC BY-SA 4.0".to_owned()),
        };
        let mut imported = Imported::default();
        (format.read)(text, &mut |found| imported.add(found, &about));
        imported
    }

    fn gift(text: &str) -> Imported {
        imported(
            FORMATS.iter().find(|format| format.name == "gift").unwrap(),
            text,
        )
    }

    fn texts(imported: Imported) -> Vec<String> {
        imported
            .text()
            .files()
            .map(|file| file.text.clone())
            .collect()
    }

    #[test]
    fn each_kind_is_written_as_a_bank_has_it() {
        let text = "Who?{=Jo ~Al}\n\nWhich?{~%50%a ~%50%b ~none of these}\n\nIt rains.{T#yes}\n\n\
                    Pi?{#3.14:0.01}\n\nName?{=Jo =J}\n";
        let [bank] = &texts(gift(text))[..] else {
            panic!("one file")
        };
        for part in [
            "name = \"Quiz night\"\norigin = \"the \\\"Lion\\\"\"\nlicense = \"CC BY-SA 4.0\"\n",
            "ask = \"Who?\"\nanswer = \"Jo\"\nwrong = [\"Al\"]\n",
            "ask = \"Which?\"\nright = [\"a\", \"b\"]\nwrong = [\"\", \"\", \"none of these\"]\norder = \"fixed\"\n",
            "kind = \"true-false\"\nask = \"It rains.\"\nanswer = true\nbecause = \"yes\"\n",
            "kind = \"number\"\nask = \"Pi?\"\nanswer = 3.14\nwithin = 0.01\n",
            "kind = \"typed\"\nask = \"Name?\"\nanswer = \"Jo\"\naccept = [\"J\"]\n",
        ] {
            assert!(bank.contains(part), "{part}\n{bank}");
        }
    }

    #[test]
    fn the_counts_add_up_and_repeats_are_left_out() {
        let imported = gift("Who?{=Jo ~Al}\n\nWHO?{=Jo ~Bo}\n\nEssay{}\n\nWhat?{=a ~b ~b}\n");
        let left: Vec<_> = imported
            .left_out
            .iter()
            .map(|left| (left.line, &*left.reason))
            .collect();
        let expected = [
            (3, "it repeats the question of line 1"),
            (5, "an essay question has no right answer"),
        ];
        assert_eq!(left, expected);
        assert_eq!(
            (imported.read, imported.imported, imported.repaired),
            (4, 2, 1)
        );
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_imported_is_a_bank_without_errors(
            text in proptest::collection::vec(
                proptest::prop_oneof![
                    proptest::sample::select(vec![
                        "Who is {=a ~b}\n\n", "::x:: ", "$CATEGORY: a/b\n\n", "{=Jo ~Al ~", "{T}\n\n",
                        "{#1..5}\n\n", "{=none of the above ~x}\n\n", "\u{202e}", "\u{1b}[2J", "\\n", "\"",
                        "\\", "'''", "é", "  ", "\u{200b}", "= ", "~ ", "} ", "١", "👩‍👩‍👧",
                    ]).prop_map(str::to_owned),
                    "\\PC{0,6}",
                ],
                0..30,
            ),
            is_html in proptest::bool::ANY,
        ) {
            let text = if is_html { text.concat().replace("Who", "[html]Who") } else { text.concat() };
            let imported = gift(&text);
            proptest::prop_assert_eq!(imported.read, imported.imported + imported.left_out.len());
            if imported.imported > 0 {
                let bank = imported.text();
                let findings = compile(&bank, 1, &|_| ()).err().unwrap_or_default();
                proptest::prop_assert!(findings.is_empty(), "{:#?}\n{:#?}", findings, bank);
            }
        }

        #[test]
        fn ids_stay_when_a_file_grows_or_is_sorted(seed in 0_usize..6, more in 0_usize..3) {
            let mut all: Vec<_> = (0..6).map(|n| format!("Question {n}?{{=a{n} ~b}}\n\n")).collect();
            let ids = |all: &[String]| {
                let mut ids: Vec<_> = gift(&all.concat()).ids.into_keys().collect();
                ids.sort();
                ids
            };
            let before = ids(&all);
            all.rotate_left(seed);
            proptest::prop_assert_eq!(&ids(&all), &before);
            all.extend((0..more).map(|n| format!("Another {n}?{{=a ~b}}\n\n")));
            let after = ids(&all);
            proptest::prop_assert!(before.iter().all(|id| after.contains(id)));
        }

        #[test]
        fn quoted_text_is_read_back(text in "[\\PC\\n\\t\"\\\\]{0,30}") {
            let read: toml::Table = format!("a = {}", quoted(&text)).parse().unwrap();
            proptest::prop_assert_eq!(read["a"].as_str().unwrap(), text);
        }
    }
}
