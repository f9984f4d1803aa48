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
    /// In bytes, from the start of the file.
    #[serde(skip)]
    pub offset: usize,
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

impl Finding {
    /// An error at a byte offset; [`locate`] adds file, line and column.
    pub fn error(
        rule: &'static str,
        offset: usize,
        id: Option<&str>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self::new(Severity::Error, rule, offset, id, message, help)
    }

    /// Likewise, of any severity.
    pub fn new(
        severity: Severity,
        rule: &'static str,
        offset: usize,
        id: Option<&str>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            severity,
            file: String::new(),
            line: 1,
            column: 1,
            id: id.map(str::to_owned),
            message: message.into(),
            help: help.into(),
            excerpt: String::new(),
            offset,
        }
    }
}

/// Turns byte offsets into lines and columns; in file order.
#[must_use]
pub fn locate(file: &str, text: &str, mut found: Vec<Finding>) -> Vec<Finding> {
    found.sort_by_key(|finding| finding.offset);
    let (mut line, mut line_start, mut seen) = (1, 0, 0);
    for finding in &mut found {
        let mut offset = finding.offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        for (at, _) in text[seen..offset].match_indices('\n') {
            line += 1;
            line_start = seen + at + 1;
        }
        seen = offset;
        file.clone_into(&mut finding.file);
        finding.line = line;
        finding.column = text[line_start..offset].chars().count() + 1;
        finding.excerpt = excerpt(text, line_start, offset);
    }
    found
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

    fn at(offset: usize) -> Finding {
        let message = "unknown key `anwser`";
        let help = "write `answer`";
        Finding::new(
            Severity::Error,
            "unknown-key",
            offset,
            Some("one"),
            message,
            help,
        )
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
