//! Shared lists of wrong answers: `lists.toml`.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::finding::Finding;
use super::question::{ListEntry, MAX_CHOICE};
use super::toml_table::TomlTable;
use crate::text::normalize::normalize;
use crate::text::printable::appearance;

/// The most entries of a list: every question that uses it looks at all of them.
const MAX_ENTRIES: usize = 1_000;

/// Every list of a bank, by name.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Lists(pub BTreeMap<String, List>);

/// One list.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct List {
    pub entries: Vec<Arc<ListEntry>>,
    /// In bytes from the start of the file: of the list, and of each entry.
    pub offset: usize,
    pub offsets: Vec<usize>,
    /// The places of the entries for which a text, normalized, is right.
    said: HashMap<String, Vec<usize>>,
}

impl List {
    /// The list with entries that have been checked.
    #[must_use]
    pub fn new(entries: Vec<ListEntry>) -> Self {
        let mut list = Self::default();
        for entry in entries {
            list.push(entry);
        }
        list
    }

    fn push(&mut self, entry: ListEntry) {
        for text in [&entry.text].into_iter().chain(&entry.accept) {
            let places = self.said.entry(normalize(text)).or_default();
            places.push(self.entries.len());
        }
        self.entries.push(Arc::new(entry));
    }

    /// Whether an entry, aliases aside, equals this text.
    #[must_use]
    pub fn contains(&self, text: &str) -> bool {
        let normal = normalize(text);
        let mut places = self.said.get(&normal).into_iter().flatten();
        places.any(|n| normalize(&self.entries[*n].text) == normal)
    }

    /// The places of the entries for which one of these texts is right: if some look the
    /// same, only those.
    #[must_use]
    pub fn places<'a>(&self, texts: impl IntoIterator<Item = &'a String>) -> BTreeSet<usize> {
        let said = texts.into_iter().filter_map(|text| {
            let near = self.said.get(&normalize(text))?;
            let same = near.iter().filter(|n| self.shows(**n, text));
            let same: Vec<_> = same.copied().collect();
            Some(if same.is_empty() { near.clone() } else { same })
        });
        said.flatten().collect()
    }

    /// Whether an entry or one of its aliases looks like this text.
    fn shows(&self, place: usize, text: &str) -> bool {
        let entry = &self.entries[place];
        let mut texts = [&entry.text].into_iter().chain(&entry.accept);
        texts.any(|own| appearance(own) == appearance(text))
    }
}

impl Lists {
    /// Reads a `lists.toml` that has been checked.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let (table, _) = DeTable::parse_recoverable(text);
        Self::read(table.get_ref(), &mut Vec::new())
    }

    /// Reads the parsed `lists.toml`; notes every error in `findings`.
    #[must_use]
    pub fn read(table: &DeTable<'_>, findings: &mut Vec<Finding>) -> Self {
        let mut lists = Self::default();
        let mut top = TomlTable::new(table, 0, findings);
        let help = "write each list as a `[[list]]` with `name` and `entries`";
        let tables = top.tables("list", help);
        top.finish();
        for (table, span) in tables {
            let mut table = TomlTable::new(table, span.start, findings);
            let name = table.text("name", "name the list, such as `name = \"cities\"`");
            let list = List {
                offset: span.start,
                ..entries(&mut table)
            };
            if let Some(name) = name {
                let message = format!("duplicate list \"{name}\"");
                if lists.0.insert(name, list).is_some() {
                    let help = "rename or merge one of them";
                    table.error("repeated-list", "name", message, help);
                }
            }
            table.finish();
        }
        lists
    }
}

fn entries(table: &mut TomlTable<'_, '_, '_>) -> List {
    let help = "write texts, or tables such as `{ text = \"Pilot\", season = 1 }`";
    table.require("entries", help);
    let items = table.items("entries", "a list", help);
    let mut list = List::default();
    if items.len() > MAX_ENTRIES {
        let message = format!("{} entries, more than {MAX_ENTRIES}", items.len());
        let help = "keep the ones closest to the answers";
        table.error("too-long", "entries", message, help);
        return list;
    }
    let mut seen = HashSet::new();
    for item in items {
        let offset = item.span().start;
        let entry = match item.get_ref() {
            DeValue::Table(inner) => entry(TomlTable::new(inner, offset, table.findings), help),
            _ => table.as_text("entries", item, help).map(|text| ListEntry {
                text,
                season: None,
                accept: Vec::new(),
            }),
        };
        let Some(entry) = entry else { continue };
        if !seen.insert(appearance(&entry.text).into_owned()) {
            let message = format!("\"{}\" is in the list twice", entry.text);
            table.error_at("equal-choices", offset, message, "remove one of them");
        }
        list.push(entry);
        list.offsets.push(offset);
    }
    list
}

fn entry(mut table: TomlTable<'_, '_, '_>, help: &str) -> Option<ListEntry> {
    let text = table.text("text", help);
    let season = table.season();
    let accept = table.texts("accept", "list other texts that are right when typed");
    table.refuse_long("text", &text, MAX_CHOICE);
    table.finish();
    Some(ListEntry {
        text: text?,
        season,
        accept,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_that_look_different_are_different() {
        let text = "[[list]]\nname = \"units\"\nentries = [\"MW\", \"mW\", \"kW\", \"GW\", \"é\", \"e\\u0301\"]";
        let mut findings = Vec::new();
        let lists = Lists::read(DeTable::parse(text).unwrap().get_ref(), &mut findings);
        let said: Vec<_> = findings.iter().map(|f| f.rule).collect();
        assert_eq!(said, ["equal-choices"], "only the two é look the same");
        let places = |text: &str| lists.0["units"].places([&text.to_owned()]);
        assert_eq!(places("MW"), [0].into());
        assert_eq!(places("mw"), [0, 1].into());
    }
}
