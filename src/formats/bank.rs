//! Records to the text of a bank.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use serde::Serialize;

use super::clean::{clean, clean_name};
use super::record::{Body, LeftOut, Record};
use super::toml;
use crate::bank::compile::{BankText, File};
use crate::bank::hash::{hash, hash_bytes};
use crate::text::normalize::normalize;
use crate::text::slug::slug;

/// How much of a question its id repeats, in bytes.
const LONGEST_WORDS: usize = 40;

/// How long the name of a file may be before a hash stands for the rest, in bytes.
const LONGEST_FILE: usize = 100;

/// A bank that is put together, and what became of the records.
#[derive(Debug, Default)]
pub struct Imported {
    /// The text of each category by its slug, and its name.
    categories: BTreeMap<String, (String, String)>,
    /// The file and line of each question that was taken, by the hash of its id.
    ids: HashMap<u64, (u32, u32)>,
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
#[derive(Debug)]
pub struct About {
    /// For questions without a category.
    category: String,
    pub(super) origin: Option<String>,
    pub(super) license: Option<String>,
}

impl About {
    /// Each as a bank may have it.
    #[must_use]
    pub fn new(category: &str, origin: Option<&str>, license: Option<&str>) -> Self {
        Self {
            category: clean_name(category).unwrap_or_else(|| "Imported".to_owned()),
            origin: origin.and_then(clean_name),
            license: license.and_then(clean_name),
        }
    }
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
            .and_then(|(record, is_changed)| self.write(&record, about).map(|()| is_changed));
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
                name: file_name(&slug),
                text,
            });
        }
        bank
    }

    fn write(&mut self, record: &Record, about: &About) -> Result<(), LeftOut> {
        let line = record.line;
        let id = id(record);
        let here = (self.files.len().saturating_sub(1) as u32, line as u32);
        let known = self.ids.entry(hash(&id));
        if let Entry::Occupied(known) = &known {
            let (file, first) = *known.get();
            let reason = if file == here.0 {
                format!("it repeats the question of line {first}")
            } else {
                let file = &self.files[file as usize];
                format!("it repeats the question of {file}:{first}")
            };
            return Err(LeftOut::new(line, reason));
        }
        known.insert_entry(here);
        let name = record.category.as_ref().unwrap_or(&about.category);
        let (_, text) = self
            .categories
            .entry(slug(name))
            .or_insert_with(|| (name.clone(), toml::head(name, about)));
        toml::write(text, &id, record);
        Ok(())
    }
}

/// The name of a category's file, which no other category has.
fn file_name(slug: &str) -> String {
    let mut name = String::new();
    for c in slug.chars() {
        if c.is_alphanumeric() || c == '-' {
            name.push(c);
        } else {
            let _ = write!(name, "_{:x}", u32::from(c));
        }
    }
    // A bank has other files of these names.
    if name.len() > LONGEST_FILE || matches!(name.as_str(), "lists" | "sources") {
        let whole = half(hash(&name));
        let fits = name.char_indices().map(|(at, c)| at + c.len_utf8());
        let end = fits.take_while(|end| *end <= LONGEST_FILE).last();
        name.truncate(end.unwrap_or(0));
        let _ = write!(name, "-{whole:08x}");
    }
    name + ".toml"
}

/// An id that stays when the file is imported again, in any order and with more questions: words
/// of the name or question, and a hash of the question with its answer.
fn id(record: &Record) -> String {
    let ask = normalize(&record.ask);
    let words = record.name.as_deref().map(normalize);
    let mut id = String::with_capacity(LONGEST_WORDS + 9);
    for word in words.as_ref().unwrap_or(&ask).split([' ', '-']) {
        let start = id.len();
        id.extend(word.chars().filter(char::is_ascii_alphanumeric));
        if id.len() > LONGEST_WORDS && start > 0 {
            id.truncate(start);
            break;
        }
        id.truncate(LONGEST_WORDS);
        if id.len() > start {
            id.push('-');
        }
    }
    let mut key = hash(&ask);
    for answer in answers(&record.body) {
        key = hash_bytes(hash_bytes(key, b"\n"), answer.as_bytes());
    }
    let _ = write!(id, "{:08x}", half(key));
    id
}

/// What counts as the answer of a question, in an order of its own.
fn answers(body: &Body) -> Vec<&str> {
    match body {
        Body::Choices(choices) => {
            let right = choices.iter().filter(|choice| choice.is_right);
            let mut right: Vec<_> = right.map(|choice| &*choice.text).collect();
            right.sort_unstable();
            right
        }
        Body::TrueFalse(true) => vec!["true"],
        Body::TrueFalse(false) => vec!["false"],
        Body::Typed { answer, .. } | Body::Number { answer, .. } => vec![answer],
        Body::Order(items) => items.iter().map(String::as_str).collect(),
    }
}

fn half(hash: u64) -> u32 {
    (hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::super::record::Choice;
    use super::super::{FORMATS, Format};
    use super::*;
    use crate::bank::compile::compile;

    fn imported(format: &Format, text: &str) -> Imported {
        let about = About::new("Quiz night", Some("the \"Lion\""), Some("CC BY-SA 4.0"));
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

    /// Texts with what a bank refuses or reads otherwise.
    fn text() -> impl Strategy<Value = String> {
        let part = prop_oneof![
            proptest::sample::select(vec![
                "a",
                "Who?",
                " ",
                "\n",
                "    ",
                "\t",
                "\r",
                "\"",
                "\\",
                "'''",
                "\"\"\"",
                "<br>",
                "</p>",
                "&amp;",
                "&#0;",
                "\0",
                "\u{1b}[2J",
                "\u{202e}",
                "\u{200b}",
                "\u{200d}",
                "\u{ad}",
                "\u{301}",
                "\u{85}",
                "\u{2028}",
                "\u{385}",
                "\u{b4}",
                "é",
                "e\u{301}",
                "١",
                "½",
                "₂",
                "👩‍👩‍👧",
                "ﬁ",
                "the",
                "True",
                "False",
                "all of the above",
                "-",
                "?",
                "...",
                "3.14",
                "[x]",
                "# ",
                "lists",
                "sources",
                "1/2",
                "ﷺ",
            ])
            .prop_map(str::to_owned),
            any::<char>().prop_map(String::from),
            "\\PC{0,3}",
            Just("word ".repeat(70)),
        ];
        proptest::collection::vec(part, 0..6).prop_map(|parts| parts.concat())
    }

    fn body() -> impl Strategy<Value = Body> {
        let texts = || proptest::collection::vec(text(), 0..16);
        let choice = (text(), any::<bool>());
        let choices = proptest::collection::vec(choice, 0..16).prop_map(|choices| {
            let choices = choices.into_iter();
            let choices = choices.map(|(text, is_right)| Choice { text, is_right });
            Body::Choices(choices.collect())
        });
        let number = || prop_oneof![text(), "-?[0-9]{1,20}([.,][0-9]{1,3})?"];
        let numbers = (number(), number(), proptest::option::of(text()));
        prop_oneof![
            4 => choices,
            1 => any::<bool>().prop_map(Body::TrueFalse),
            2 => (text(), texts()).prop_map(|(answer, accept)| Body::Typed { answer, accept }),
            2 => numbers
                .prop_map(|(answer, within, unit)| Body::Number { answer, within, unit }),
            1 => texts().prop_map(Body::Order),
        ]
    }

    fn record() -> impl Strategy<Value = Record> {
        let text_or_none = || proptest::option::of(text());
        let details = (text_or_none(), text_or_none(), text_or_none());
        (text(), body(), details, any::<bool>()).prop_map(
            |(ask, body, (name, category, because), is_html)| Record {
                name,
                category,
                because,
                is_html,
                ..Record::new(1, ask, body)
            },
        )
    }

    proptest! {
        #[test]
        fn whatever_is_imported_is_a_bank_without_errors(
            records in proptest::collection::vec(record(), 1..8),
            (category, origin) in (text(), proptest::option::of(text())),
        ) {
            let about = About::new(&category, origin.as_deref(), origin.as_deref());
            let mut imported = Imported::default();
            let read = records.len();
            for record in records {
                imported.add(Ok(record), &about);
            }
            prop_assert_eq!(read, imported.imported + imported.left_out.len());
            if imported.imported > 0 {
                let bank = imported.text();
                let names: HashSet<_> = bank.files().map(|file| &file.name).collect();
                prop_assert_eq!(names.len(), bank.files().count());
                prop_assert!(names.iter().all(|name| !name.contains('/') && name.len() < 200));
                prop_assert!(bank.lists.is_none() && bank.sources.is_none());
                let findings = compile(&bank, 1, &|_| ()).err().unwrap_or_default();
                prop_assert!(findings.is_empty(), "{:#?}\n{:#?}", findings, bank);
            }
        }

        #[test]
        fn ids_stay_when_a_file_grows_or_is_sorted(seed in 0_usize..6, more in 0_usize..3) {
            let mut all: Vec<_> = (0..6).map(|n| format!("Question {n}?{{=a{n} ~b}}\n\n")).collect();
            let ids = |all: &[String]| {
                let mut ids: Vec<_> = gift(&all.concat()).ids.into_keys().collect();
                ids.sort_unstable();
                ids
            };
            let before = ids(&all);
            all.rotate_left(seed);
            proptest::prop_assert_eq!(&ids(&all), &before);
            all.extend((0..more).map(|n| format!("Another {n}?{{=a ~b}}\n\n")));
            let after = ids(&all);
            proptest::prop_assert!(before.iter().all(|id| after.contains(id)));
        }
    }
}
