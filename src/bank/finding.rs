//! What is wrong with a bank, and where.

use std::fmt;

use serde::Serialize;

use crate::text::printable::Printable;

/// The most characters of a source line that a finding quotes: with what surrounds
/// them, a row of 80 columns.
const EXCERPT: usize = 68;
/// Marks what was cut.
pub const CUT: &str = "...";

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The bank cannot be played, or a question has more or less than one right answer.
    Error,
    /// A flaw in the writing.
    Warning,
}

/// One thing to fix, reported the way a compiler does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule's stable name, such as `missing-key`.
    pub rule: &'static str,
    pub severity: Severity,
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// The question's id, if known.
    pub id: Option<String>,
    pub message: String,
    /// What to write instead.
    pub help: String,
    /// The offending line, cut to a readable length.
    #[serde(skip)]
    pub excerpt: String,
}

impl Severity {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{}:{}: {}",
            Printable(&self.file),
            self.line,
            self.column,
            self.severity.name()
        )?;
        if let Some(id) = &self.id {
            write!(f, " in `{}`", Printable(id))?;
        }
        write!(f, ": {} [{}]", Printable(&self.message), self.rule)?;
        if !self.excerpt.is_empty() {
            write!(f, "\n  | {}", Printable(&self.excerpt))?;
        }
        write!(f, "\n  help: {}", Printable(&self.help))
    }
}

/// A finding before its line and column are known.
#[derive(Debug, Clone)]
pub struct RawFinding {
    pub rule: &'static str,
    pub severity: Severity,
    /// Byte offset in the file.
    pub offset: usize,
    pub id: Option<String>,
    pub message: String,
    pub help: String,
}

/// Findings of a part of a file; `base` is the part's offset.
#[derive(Debug, Default)]
pub struct Findings {
    base: usize,
    pub found: Vec<RawFinding>,
}

impl Findings {
    #[must_use]
    pub fn from_base(base: usize) -> Self {
        Self {
            base,
            found: Vec::new(),
        }
    }

    pub fn error(
        &mut self,
        rule: &'static str,
        offset: usize,
        id: Option<&str>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.found.push(RawFinding {
            rule,
            severity: Severity::Error,
            offset: self.base + offset,
            id: id.map(str::to_owned),
            message: message.into(),
            help: help.into(),
        });
    }
}

/// Turns byte offsets into lines and columns; in file order.
#[must_use]
pub fn locate(file: &str, text: &str, mut raw: Vec<RawFinding>) -> Vec<Finding> {
    raw.sort_by_key(|finding| finding.offset);
    let (mut line, mut line_start, mut seen) = (1, 0, 0);
    raw.into_iter()
        .map(|found| {
            let offset = floor_char_boundary(text, found.offset);
            for (at, _) in text[seen..offset].match_indices('\n') {
                line += 1;
                line_start = seen + at + 1;
            }
            seen = offset;
            Finding {
                rule: found.rule,
                severity: found.severity,
                file: file.to_owned(),
                line,
                column: text[line_start..offset].chars().count() + 1,
                id: found.id,
                message: found.message,
                help: found.help,
                excerpt: excerpt(text, line_start, offset),
            }
        })
        .collect()
}

fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// The line around `offset`: from its start if that is near; cut.
fn excerpt(text: &str, line_start: usize, offset: usize) -> String {
    let line = text[line_start..].lines().next().unwrap_or_default();
    let column = text[line_start..offset].chars().count();
    let skip = column.saturating_sub(EXCERPT / 2);
    let mut shown: String = line.chars().skip(skip).take(EXCERPT).collect();
    if skip > 0 {
        shown.insert_str(0, CUT);
    }
    if line.chars().nth(skip + EXCERPT).is_some() {
        shown.push_str(CUT);
    }
    shown.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(offset: usize) -> RawFinding {
        RawFinding {
            rule: "unknown-key",
            severity: Severity::Error,
            offset,
            id: Some("one".into()),
            message: "unknown key `anwser`".into(),
            help: "write `answer`".into(),
        }
    }

    #[test]
    fn points_at_line_and_column_in_characters() {
        let text = "name = \"é\"\nab\n\nécd\n";
        let places: Vec<_> = locate("a.toml", text, vec![at(19), at(0), at(12), at(999)])
            .into_iter()
            .map(|f| (f.line, f.column))
            .collect();
        assert_eq!(places, [(1, 1), (2, 1), (4, 3), (5, 1)]);
    }

    #[test]
    fn reads_like_a_compiler() {
        let finding = &locate("a.toml", "x\nanwser = 1\n", vec![at(2)])[0];
        assert_eq!(
            finding.to_string(),
            "a.toml:2:1: error in `one`: unknown key `anwser` [unknown-key]\n  \
             | anwser = 1\n  help: write `answer`"
        );
    }

    #[test]
    fn cuts_long_lines() {
        let text = "é".repeat(10_000);
        let finding = &locate("a.toml", &text, vec![at(10_000)])[0];
        assert_eq!(finding.column, 5001);
        assert_eq!(finding.excerpt.chars().count(), EXCERPT + 2 * CUT.len());
    }
}
