//! Reading a TOML table and noting every error in it.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::finding::Findings;
use super::question::SEASONS;
use crate::text::printable::doubtful_characters;
use crate::text::slug::nearest;

/// A table being read. Each getter notes what is wrong and returns `None`;
/// [`TomlTable::finish`] notes unknown keys.
pub struct TomlTable<'t, 'i, 'f> {
    table: &'t DeTable<'i>,
    /// Where to point when a key is missing.
    header: usize,
    pub id: Option<String>,
    findings: &'f mut Findings,
}

impl<'t, 'i, 'f> TomlTable<'t, 'i, 'f> {
    pub fn new(table: &'t DeTable<'i>, header: usize, findings: &'f mut Findings) -> Self {
        Self {
            table,
            header,
            id: None,
            findings,
        }
    }

    /// A table within this one, with the same findings.
    pub fn inside<'u, 'j>(
        &mut self,
        table: &'u DeTable<'j>,
        header: usize,
    ) -> TomlTable<'u, 'j, '_> {
        TomlTable::new(table, header, self.findings)
    }

    pub fn error(
        &mut self,
        rule: &'static str,
        offset: usize,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.findings
            .error(rule, offset, self.id.as_deref(), message, help);
    }

    /// Whether the table has the key at all.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// The offset of the key's value, or of the table's header.
    #[must_use]
    pub fn offset(&self, key: &str) -> usize {
        self.table.get(key).map_or(self.header, |v| v.span().start)
    }

    pub fn value(&self, key: &str) -> Option<&'t Spanned<DeValue<'i>>> {
        self.table.get(key)
    }

    /// The key's value; its absence is an error.
    fn required(&mut self, key: &str, help: &str) -> Option<&'t Spanned<DeValue<'i>>> {
        let value = self.table.get(key);
        if value.is_none() {
            self.missing(key, help);
        }
        value
    }

    pub fn missing(&mut self, key: &str, help: &str) {
        self.error(
            "missing-key",
            self.header,
            format!("`{key}` is missing"),
            help,
        );
    }

    pub fn text(&mut self, key: &str, help: &str) -> Option<String> {
        let value = self.required(key, help)?;
        self.as_text(key, value, help)
    }

    pub fn optional_text(&mut self, key: &str, help: &str) -> Option<String> {
        let value = self.table.get(key)?;
        self.as_text(key, value, help)
    }

    pub fn boolean(&mut self, key: &str, help: &str) -> Option<bool> {
        let value = self.required(key, help)?;
        if let DeValue::Boolean(truth) = value.get_ref() {
            return Some(*truth);
        }
        self.wrong_type(key, value, "true or false", help);
        None
    }

    /// A season: one of [`SEASONS`].
    pub fn season(&mut self) -> Option<u8> {
        let value = self.table.get("season")?;
        let help = "write a number, such as `season = 3`";
        let DeValue::Integer(number) = value.get_ref() else {
            self.wrong_type("season", value, "a number", help);
            return None;
        };
        let season = u8::from_str_radix(number.as_str(), number.radix())
            .ok()
            .filter(|season| SEASONS.contains(season));
        if season.is_none() {
            self.error(
                "bad-season",
                value.span().start,
                format!(
                    "`season` is {}, not {} to {}",
                    number.as_str(),
                    SEASONS.start(),
                    SEASONS.end()
                ),
                help,
            );
        }
        season
    }

    /// A list of texts; absent means empty.
    pub fn texts(&mut self, key: &str, help: &str) -> Vec<String> {
        let Some(value) = self.table.get(key) else {
            return Vec::new();
        };
        let DeValue::Array(array) = value.get_ref() else {
            self.wrong_type(key, value, "a list of texts", help);
            return Vec::new();
        };
        array
            .iter()
            .filter_map(|item| self.as_text(key, item, help))
            .collect()
    }

    /// A list of tables, each with its span; absent means empty.
    pub fn tables(&mut self, key: &str, help: &str) -> Vec<(&'t DeTable<'i>, Range<usize>)> {
        let Some(value) = self.table.get(key) else {
            return Vec::new();
        };
        let DeValue::Array(array) = value.get_ref() else {
            self.wrong_type(key, value, "a list of tables", help);
            return Vec::new();
        };
        let table = |item: &'t Spanned<DeValue<'i>>| {
            if let DeValue::Table(table) = item.get_ref() {
                return Some((table, item.span()));
            }
            self.wrong_type(key, item, "a table", help);
            None
        };
        array.iter().filter_map(table).collect()
    }

    /// The text of a value. A whole number counts as text, since people write
    /// `wrong = [1977, 1979]` for years.
    pub fn as_text(
        &mut self,
        key: &str,
        value: &Spanned<DeValue<'i>>,
        help: &str,
    ) -> Option<String> {
        let text = match value.get_ref() {
            DeValue::String(text) => on_one_line(text),
            DeValue::Integer(number) => number.to_string(),
            _ => {
                self.wrong_type(key, value, "text", help);
                return None;
            }
        };
        if text.is_empty() {
            self.error(
                "empty-text",
                value.span().start,
                format!("`{key}` is empty"),
                help,
            );
            return None;
        }
        self.refuse_doubtful(key, &text, value.span());
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
            let length = text.chars().count();
            if length > max {
                self.error(
                    "too-long",
                    self.offset(key),
                    format!("`{key}` has {length} characters, more than {max}"),
                    "shorten it",
                );
            }
        }
    }

    fn refuse_doubtful(&mut self, key: &str, text: &str, span: Range<usize>) {
        if let Some((_, c)) = doubtful_characters(text).next() {
            self.error(
                "doubtful-character",
                span.start,
                format!("`{key}` contains the character U+{:04X}", u32::from(c)),
                "remove it: control characters, bidirectional overrides and invisible \
                 characters are not allowed",
            );
        }
    }

    pub fn wrong_type(
        &mut self,
        key: &str,
        value: &Spanned<DeValue<'i>>,
        wanted: &str,
        help: &str,
    ) {
        self.error(
            "wrong-type",
            value.span().start,
            format!("`{key}` is {}, not {wanted}", type_name(value.get_ref())),
            help,
        );
    }

    /// Notes each key that is not in `known`.
    pub fn finish(mut self, known: &[&str]) {
        for (key, _) in self.table {
            let name = key.get_ref().as_ref();
            if !known.contains(&name) {
                let help = match nearest(name, known.iter().copied()) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => format!("known here: {}", known.join(", ")),
                };
                let start = key.span().start;
                self.error("unknown-key", start, format!("unknown key `{name}`"), help);
            }
        }
    }
}

/// Folds line breaks and runs of spaces, which are only there for the author.
fn on_one_line(text: &str) -> String {
    let is_plain = !text.contains("  ") && !text.contains(|c: char| c != ' ' && c.is_whitespace());
    if is_plain {
        return text.trim().to_owned();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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
