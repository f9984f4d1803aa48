//! The documents that questions are based on: `sources.toml`.

use std::collections::BTreeMap;

use toml::de::DeTable;

use super::finding::Finding;
use super::toml_table::TomlTable;

/// One document, with its sections by first line.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Document {
    title: String,
    kind: Option<String>,
    publisher: Option<String>,
    lines: u32,
    /// First line and name, in document order.
    sections: Vec<(u32, String)>,
}

/// Every document of a bank, by key.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Sources(BTreeMap<String, Document>);

impl Sources {
    /// What a reference such as `000:49` means to a player: publisher or title, kind
    /// and section.
    ///
    /// # Errors
    /// A message if there is no such document or line.
    pub fn resolve(&self, reference: &str) -> Result<String, String> {
        let malformed = || format!("\"{reference}\" is not a document and a line");
        let (key, line) = reference.split_once(':').ok_or_else(malformed)?;
        let unknown = || format!("\"{reference}\": sources.toml has no document \"{key}\"");
        let document = self.0.get(key).ok_or_else(unknown)?;
        let lines = document.lines;
        match line.parse() {
            Ok(line) if (1..=lines).contains(&line) => Ok(document.describe(line)),
            _ => Err(format!(
                "\"{reference}\": document \"{key}\" has lines 1 to {lines}"
            )),
        }
    }

    /// Reads a `sources.toml` that has been checked.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let (table, _) = DeTable::parse_recoverable(text);
        Self::read(table.get_ref(), &mut Vec::new())
    }

    /// Reads the parsed `sources.toml`; notes every error in `findings`.
    #[must_use]
    pub fn read(table: &DeTable<'_>, findings: &mut Vec<Finding>) -> Self {
        let mut sources = Self::default();
        let help = "write each document as a `[[source]]` with `key`, `title` and `lines`";
        let mut top = TomlTable::new(table, 0, findings);
        let tables = top.tables("source", help);
        top.finish();
        for (table, span) in tables {
            let mut table = TomlTable::new(table, span.start, findings);
            let key = table.text("key", help);
            let title = table.text("title", help);
            let kind = table.optional_text("kind", "such as `kind = \"fan wiki\"`");
            let publisher = table.optional_text("publisher", "name the publisher");
            // For readers of the file; checked but not shown.
            table.optional_text("date", "such as `date = \"2023-07-30\"`");
            let lines = number(&mut table, "lines");
            let sections = sections(&mut table);
            if let (Some(key), Some(title), Some(lines)) = (key, title, lines) {
                let message = format!("duplicate document \"{key}\"");
                let document = Document {
                    title,
                    kind,
                    publisher,
                    lines,
                    sections,
                };
                if sources.0.insert(key, document).is_some() {
                    let help = "give each document its own key";
                    table.error("repeated-source", "key", message, help);
                }
            }
            table.finish();
        }
        sources
    }
}

impl Document {
    /// `"Jim and Pam", fan wiki (season 5)`, or `NBC Insider article (Katy)`.
    fn describe(&self, line: u32) -> String {
        // Publishers have short names; article titles are often long.
        let (mut shown, before_kind) = match &self.publisher {
            Some(publisher) => (publisher.clone(), " "),
            None => (format!("\"{}\"", self.title), ", "),
        };
        if let Some(kind) = &self.kind {
            shown = shown + before_kind + kind;
        }
        if let Some((_, section)) = self.sections.iter().rfind(|(from, _)| *from <= line) {
            shown = format!("{shown} ({section})");
        }
        shown
    }
}

fn number(table: &mut TomlTable<'_, '_, '_>, key: &'static str) -> Option<u32> {
    let help = "write a line number, from 1";
    let text = table.text(key, help)?;
    let number = text.parse().ok().filter(|number| *number > 0);
    if number.is_none() {
        table.error("wrong-type", key, format!("`{key}` is {text}"), help);
    }
    number
}

fn sections(table: &mut TomlTable<'_, '_, '_>) -> Vec<(u32, String)> {
    let help = "write `{ name = \"season 7\", from = 59 }`";
    let mut sections = Vec::new();
    for (inner, span) in table.tables("section", help) {
        let mut inner = TomlTable::new(inner, span.start, table.findings);
        let (name, from) = (inner.text("name", help), number(&mut inner, "from"));
        inner.finish();
        sections.extend(from.zip(name));
    }
    sections.sort_by_key(|(from, _)| *from);
    sections
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_document_and_section_of_a_line() {
        let text = r#"
            [[source]]
            key = "002"
            title = "Jim and Pam"
            kind = "fan wiki"
            lines = 146
            section = [{ name = "season 5", from = 73 }, { name = "introduction", from = 1 }]
        "#;
        let mut findings = Vec::new();
        let sources = Sources::read(DeTable::parse(text).unwrap().get_ref(), &mut findings);
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(
            sources.resolve("002:77").as_deref(),
            Ok("\"Jim and Pam\", fan wiki (season 5)")
        );
        assert_eq!(
            sources.resolve("002:72").as_deref(),
            Ok("\"Jim and Pam\", fan wiki (introduction)")
        );
        for wrong in ["002:147", "002:0", "002:x", "003:1", "002"] {
            assert!(sources.resolve(wrong).is_err(), "{wrong}");
        }
    }
}
