//! Reading a TOML table and noting every error in it.

use std::collections::HashSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::finding::Finding;
use super::question::SEASONS;
use crate::text::number::Decimal;
use crate::text::printable::{doubtful_characters, is_plain, one_line, without_idle_marks};
use crate::text::slug::nearest;

/// The keys whose texts keep their line breaks, indents and runs of spaces: a question may
/// hold a program or a poem.
const KEPT: [&str; 12] = [
    "ask", "answer", "right", "wrong", "items", "because", "entries", "text", "accept", "more",
    "rivals", "not",
];

/// Room for the keys of a question.
const KEYS: usize = 24;

/// A table being read. Each getter notes what is wrong and returns `None`;
/// [`TomlTable::finish`] notes the keys that nothing asked for.
pub struct TomlTable<'t, 'i, 'f> {
    /// In order: a question has so few keys that a search one by one is the fastest.
    rows: Vec<Row<'t, 'i>>,
    /// Where to point when a key is missing.
    header: usize,
    pub id: Option<String>,
    pub known: Vec<&'static str>,
    pub findings: &'f mut Vec<Finding>,
}

/// A key and its value.
type Row<'t, 'i> = (&'t Spanned<DeString<'i>>, &'t Spanned<DeValue<'i>>);

impl<'t, 'i, 'f> TomlTable<'t, 'i, 'f> {
    pub fn new(table: &'t DeTable<'i>, header: usize, findings: &'f mut Vec<Finding>) -> Self {
        Self {
            rows: table.iter().collect(),
            header,
            id: None,
            known: Vec::with_capacity(KEYS),
            findings,
        }
    }

    fn value(&self, key: &str) -> Option<&'t Spanned<DeValue<'i>>> {
        let row = self.rows.iter().find(|(own, _)| own.get_ref() == key);
        row.map(|(_, value)| *value)
    }

    /// Notes an error at the key's value, or at the table's header.
    pub fn error(
        &mut self,
        rule: &'static str,
        key: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let value = self.value(key);
        let offset = value.map_or(self.header, |value| value.span().start);
        self.error_at(rule, offset, message, help);
    }

    pub fn error_at(
        &mut self,
        rule: &'static str,
        offset: usize,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let id = self.id.as_deref();
        let error = Finding::error(rule, offset, id, message, help);
        self.findings.push(error);
    }

    /// Whether the table has the key at all.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.value(key).is_some()
    }

    fn get(&mut self, key: &'static str) -> Option<&'t Spanned<DeValue<'i>>> {
        self.known.push(key);
        self.value(key)
    }

    /// Notes if the key is missing.
    pub fn require(&mut self, key: &str, help: &str) {
        if !self.has(key) {
            self.error("missing-key", key, format!("`{key}` is missing"), help);
        }
    }

    pub fn text(&mut self, key: &'static str, help: &str) -> Option<String> {
        self.require(key, help);
        self.optional_text(key, help)
    }

    pub fn optional_text(&mut self, key: &'static str, help: &str) -> Option<String> {
        let value = self.get(key)?;
        self.as_text(key, value, help)
    }

    pub fn boolean(&mut self, key: &'static str, help: &str) -> Option<bool> {
        self.require(key, help);
        self.optional_boolean(key, help)
    }

    pub fn optional_boolean(&mut self, key: &'static str, help: &str) -> Option<bool> {
        let value = self.get(key)?;
        let truth = value.get_ref().as_bool();
        if truth.is_none() {
            self.wrong_type(key, value, "true or false", help);
        }
        truth
    }

    /// The value of a key that takes one of a few words.
    pub fn one_of<T: Copy>(
        &mut self,
        key: &'static str,
        all: &[T],
        name: fn(T) -> &'static str,
    ) -> Option<T> {
        let value = self.get(key).and_then(|value| value.get_ref().as_str());
        let meant = |text: &str| all.iter().find(|value| name(**value) == text.trim());
        if let Some(value) = value.and_then(meant) {
            return Some(*value);
        }
        let names: Vec<_> = all.iter().map(|value| name(*value)).collect();
        let help = match names.as_slice() {
            [only] => format!("write `{key} = \"{only}\"`, or remove it"),
            names => format!("write one of \"{}\"", names.join("\", \"")),
        };
        let text = self.text(key, &help)?;
        let message = format!("`{key}` can't be \"{text}\"");
        let meant = nearest(&text, names).map(|meant| format!("did you mean \"{meant}\"?"));
        self.error("unknown-value", key, message, meant.unwrap_or(help));
        None
    }

    /// A season: one of [`SEASONS`].
    pub fn season(&mut self) -> Option<u8> {
        let value = self.get("season")?;
        let help = "write a number, such as `season = 3`";
        let DeValue::Integer(number) = value.get_ref() else {
            self.wrong_type("season", value, "a number", help);
            return None;
        };
        let season = u8::from_str_radix(number.as_str(), number.radix())
            .ok()
            .filter(|season| SEASONS.contains(season));
        if season.is_none() {
            let [first, last] = [SEASONS.start(), SEASONS.end()];
            let message = format!("`season` is {}, not {first} to {last}", number.as_str());
            self.error("bad-season", "season", message, help);
        }
        season
    }

    /// A number of at most 30 digits.
    pub fn number(&mut self, key: &'static str, help: &str) -> Option<Decimal> {
        let value = self.get(key)?;
        let text = match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
            DeValue::Float(number) => number.as_str(),
            _ => {
                self.wrong_type(key, value, "a decimal number", help);
                return None;
            }
        };
        let number = Decimal::parse(text);
        if number.is_none() {
            let message = format!("`{key}` is {text}, not a number of at most 30 digits");
            self.error("bad-number", key, message, help);
        }
        number
    }

    /// The items of a list; none if it is absent.
    pub fn items(
        &mut self,
        key: &'static str,
        wanted: &str,
        help: &str,
    ) -> &'t [Spanned<DeValue<'i>>] {
        let Some(value) = self.get(key) else {
            return &[];
        };
        let items = value.get_ref().as_array();
        if items.is_none() {
            self.wrong_type(key, value, wanted, help);
        }
        items.map_or(&[], |items| items)
    }

    /// A list of texts; absent means empty.
    pub fn texts(&mut self, key: &'static str, help: &str) -> Vec<String> {
        let items = self.items(key, "a list of texts", help).iter();
        items
            .filter_map(|item| self.as_text(key, item, help))
            .collect()
    }

    /// A list of tables, each with its span; absent means empty.
    pub fn tables(
        &mut self,
        key: &'static str,
        help: &str,
    ) -> Vec<(&'t DeTable<'i>, Range<usize>)> {
        let mut tables = Vec::new();
        for item in self.items(key, "a list of tables", help) {
            match item.get_ref().as_table() {
                Some(table) => tables.push((table, item.span())),
                None => self.wrong_type(key, item, "a table", help),
            }
        }
        tables
    }

    /// The text of a value. A number counts as text, since people write
    /// `wrong = [1977, 1979]` for years.
    pub fn as_text(
        &mut self,
        key: &str,
        value: &Spanned<DeValue<'i>>,
        help: &str,
    ) -> Option<String> {
        let text = match value.get_ref() {
            DeValue::String(text) if KEPT.contains(&key) => kept(text),
            DeValue::String(text) => one_line(text).into_owned(),
            DeValue::Integer(number) => number.to_string(),
            DeValue::Float(number) => number.to_string(),
            other => {
                let help = match (key, other) {
                    ("answer", DeValue::Boolean(_)) => {
                        "for a statement add `kind = \"true-false\"`; else put the answer in quotes"
                    }
                    ("answer", DeValue::Array(_)) => {
                        "write one answer and list other right texts in `accept`; for several \
                         right choices use `kind = \"several\"` and `right`, for an order use \
                         `kind = \"order\"` and `items`"
                    }
                    _ => help,
                };
                self.wrong_type(key, value, "text", help);
                return None;
            }
        };
        let offset = value.span().start;
        if text.is_empty() {
            self.error_at("empty-text", offset, format!("`{key}` is empty"), help);
            return None;
        }
        if !is_plain(&text)
            && let Some((_, c)) = text
                .split('\n')
                .find_map(|line| doubtful_characters(line).next())
        {
            let message = format!("`{key}` contains the character U+{:04X}", u32::from(c));
            let help = "remove it: control characters, bidirectional overrides and invisible \
                        characters are not allowed";
            self.error_at("doubtful-character", offset, message, help);
        }
        Some(text)
    }

    /// Notes each of the key's texts that has more than `max` characters.
    pub fn refuse_long<'s>(
        &mut self,
        key: &str,
        texts: impl IntoIterator<Item = &'s String>,
        max: usize,
    ) {
        for text in texts {
            let length = if text.len() > max {
                text.chars().count()
            } else {
                0
            };
            if length > max {
                let message = format!("`{key}` has {length} characters, more than {max}");
                self.error("too-long", key, message, "shorten it");
            }
        }
    }

    pub fn wrong_type(
        &mut self,
        key: &str,
        value: &Spanned<DeValue<'i>>,
        wanted: &str,
        help: &str,
    ) {
        let message = format!("`{key}` is {}, not {wanted}", type_name(value.get_ref()));
        self.error_at("wrong-type", value.span().start, message, help);
    }

    /// The number of items of a list, wrong ones included.
    #[must_use]
    pub fn len(&self, key: &str) -> Option<usize> {
        let items = self.value(key)?.get_ref().as_array();
        items.map(|items| items.len())
    }

    /// Notes each key that nothing asked for.
    pub fn finish(self) {
        self.finish_with(|_| None);
    }

    /// Notes each key that nothing asked for; `stray` says where the key works, if it does.
    pub fn finish_with(mut self, stray: fn(&str) -> Option<String>) {
        for (key, _) in std::mem::take(&mut self.rows) {
            let name = key.get_ref().as_ref();
            if !self.known.contains(&name) {
                if let Some(message) = stray(name) {
                    let help = "remove it, or change `kind`";
                    self.error_at("stray-key", key.span().start, message, help);
                    continue;
                }
                let meant = nearest(name, self.known.iter().copied());
                let help = meant.map(|meant| format!("did you mean `{meant}`?"));
                let help = help.unwrap_or_else(|| {
                    let mut seen = HashSet::new();
                    self.known.retain(|key| seen.insert(*key));
                    format!("known here: {}", self.known.join(", "))
                });
                let message = format!("unknown key `{name}`");
                self.error_at("unknown-key", key.span().start, message, help);
            }
        }
    }
}

/// The text with its lines as they are, without blank ones around them; a tab is four
/// spaces, since a terminal would make it as many as it likes.
fn kept(text: &str) -> String {
    if is_plain(text) {
        return text.trim().to_owned();
    }
    let text = without_idle_marks(text);
    let text = text.replace("\r\n", "\n");
    let text = text.replace('\t', "    ");
    let mut lines: Vec<_> = text.lines().map(str::trim_end).collect();
    let first = lines.iter().position(|line| !line.is_empty());
    lines.drain(..first.unwrap_or(lines.len()));
    match lines.as_slice() {
        [line] => line.trim().to_owned(),
        lines => lines.join("\n").trim_end().to_owned(),
    }
}

fn type_name(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
