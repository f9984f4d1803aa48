//! Shared lists of wrong answers: `lists.toml`.

use std::collections::{BTreeMap, HashMap, HashSet};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::finding::Findings;
use super::question::{ListEntry, MAX_CHOICE};
use super::toml_table::TomlTable;
use crate::text::normalize::normalize;

/// The most entries of a list: every question that uses it looks at all of them.
const MAX_ENTRIES: usize = 1_000;

/// Every list of a bank, by name.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Lists(BTreeMap<String, List>);

/// One list, with the normalized texts of its entries.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct List {
    entries: Vec<ListEntry>,
    normal: HashSet<String>,
    /// The entries for which a text, normalized, is right.
    said: HashMap<String, Vec<usize>>,
}

impl List {
    #[must_use]
    pub fn entries(&self) -> &[ListEntry] {
        &self.entries
    }

    /// Whether an entry equals this normalized text.
    #[must_use]
    pub fn contains(&self, normal: &str) -> bool {
        self.normal.contains(normal)
    }

    /// How many entries are left without those for which one of these normalized
    /// texts is right.
    #[must_use]
    pub fn left_without(&self, taken: &HashSet<String>) -> usize {
        let said = taken.iter().filter_map(|text| self.said.get(text));
        let gone: HashSet<_> = said.flatten().collect();
        self.entries.len() - gone.len()
    }

    fn push(&mut self, entry: ListEntry) {
        for text in [&entry.text].into_iter().chain(&entry.accept) {
            let places = self.said.entry(normalize(text)).or_default();
            places.push(self.entries.len());
        }
        self.entries.push(entry);
    }
}

impl Lists {
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&List> {
        self.0.get(name)
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &List)> {
        self.0.iter().map(|(name, list)| (name.as_str(), list))
    }

    /// Reads the parsed `lists.toml`; notes every error in `findings`.
    #[must_use]
    pub fn read(table: &DeTable<'_>, findings: &mut Findings) -> Self {
        let mut lists = Self::default();
        let mut top = TomlTable::new(table, 0, findings);
        let help = "write each list as a `[[list]]` with `name` and `entries`";
        let tables = top.tables("list", help);
        top.finish(&["list"]);
        for (table, span) in tables {
            let mut table = TomlTable::new(table, span.start, findings);
            let name = table.text("name", "name the list, such as `name = \"cities\"`");
            let entries = entries(&mut table);
            if let Some(name) = name {
                let offset = table.offset("name");
                if lists.0.insert(name.clone(), entries).is_some() {
                    table.error(
                        "repeated-list",
                        offset,
                        format!("duplicate list \"{name}\""),
                        "rename or merge one of them",
                    );
                }
            }
            table.finish(&["name", "entries"]);
        }
        lists
    }
}

/// The byte offsets of a list and its entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListOffsets {
    pub name: String,
    /// Of its header.
    pub offset: usize,
    /// Each entry's text and offset.
    pub entries: Vec<(String, usize)>,
}

/// The offsets of every list in a checked `lists.toml`.
#[must_use]
pub fn offsets(text: &str) -> Vec<ListOffsets> {
    let Ok(table) = DeTable::parse(text) else {
        return Vec::new();
    };
    let Some(DeValue::Array(array)) = table.get_ref().get("list").map(Spanned::get_ref) else {
        return Vec::new();
    };
    let lists = array.iter().filter_map(|value| {
        let DeValue::Table(table) = value.get_ref() else {
            return None;
        };
        let DeValue::Array(entries) = table.get("entries")?.get_ref() else {
            return None;
        };
        let entry = |item: &Spanned<DeValue<'_>>| {
            let text = match item.get_ref() {
                DeValue::Table(table) => table.get("text")?.get_ref().as_str()?.to_owned(),
                value => value.as_str()?.to_owned(),
            };
            Some((text, item.span().start))
        };
        Some(ListOffsets {
            name: table.get("name")?.get_ref().as_str()?.to_owned(),
            offset: value.span().start,
            entries: entries.iter().filter_map(entry).collect(),
        })
    });
    lists.collect()
}

fn entries(table: &mut TomlTable<'_, '_, '_>) -> List {
    let help = "write texts, or tables such as `{ text = \"Pilot\", season = 1 }`";
    let Some(value) = table.value("entries") else {
        table.missing("entries", help);
        return List::default();
    };
    let DeValue::Array(array) = value.get_ref() else {
        table.wrong_type("entries", value, "a list", help);
        return List::default();
    };
    if array.len() > MAX_ENTRIES {
        let message = format!("{} entries, more than {MAX_ENTRIES}", array.len());
        let help = "keep the ones closest to the answers";
        table.error("too-long", value.span().start, message, help);
        return List::default();
    }
    let mut list = List::default();
    for item in array {
        let entry = match item.get_ref() {
            DeValue::Table(inner) => entry(table.inside(inner, item.span().start), help),
            _ => table.as_text("entries", item, help).map(|text| ListEntry {
                text,
                season: None,
                accept: Vec::new(),
            }),
        };
        let Some(entry) = entry else { continue };
        if !list.normal.insert(normalize(&entry.text)) {
            table.error(
                "equal-choices",
                item.span().start,
                format!("\"{}\" is in the list twice", entry.text),
                "remove one of them",
            );
        }
        list.push(entry);
    }
    list
}

fn entry(mut table: TomlTable<'_, '_, '_>, help: &str) -> Option<ListEntry> {
    let text = table.text("text", help);
    let season = table.season();
    let accept = table.texts("accept", "list other texts that are right when typed");
    table.refuse_long("text", &text, MAX_CHOICE);
    table.finish(&["text", "season", "accept"]);
    Some(ListEntry {
        text: text?,
        season,
        accept,
    })
}
