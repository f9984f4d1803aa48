//! What is wrong with a settings file.

use std::fmt;

use crate::bank::Finding;
use crate::text::printable::Printable;

/// So many faults of a file are told; a wrong file has thousands.
const MAX_TOLD: usize = 5;

/// Something in the file that does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub file: String,
    /// Line and column, from 1, the column in characters; `None` where the file
    /// as a whole cannot be used.
    pub place: Option<(usize, usize)>,
    pub message: String,
    /// What to write or do instead.
    pub help: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Printable(&self.file))?;
        if let Some((line, column)) = self.place {
            write!(f, ":{line}:{column}")?;
        }
        let (message, help) = (Printable(&self.message), Printable(&self.help));
        write!(f, ": warning: {message}\n  help: {help}")
    }
}

impl From<Finding> for Fault {
    fn from(finding: Finding) -> Self {
        Self {
            file: finding.file,
            place: Some((finding.line, finding.column)),
            message: finding.message,
            help: finding.help,
        }
    }
}

impl Fault {
    /// Of the file as a whole.
    pub(super) fn of_file(file: &str, message: impl Into<String>, help: &str) -> Self {
        Self {
            file: file.to_owned(),
            place: None,
            message: message.into(),
            help: help.to_owned(),
        }
    }
}

/// The faults as notices for the player: the first few, and how many more.
#[must_use]
pub fn notices(faults: &[Fault]) -> Vec<String> {
    let more = faults.len().saturating_sub(MAX_TOLD);
    let told = faults.iter().take(MAX_TOLD).map(Fault::to_string);
    let rest = faults.first().filter(|_| more > 0).map(|fault| {
        let file = Printable(&fault.file);
        format!("{file}: warning: {more} more of its lines do not count")
    });
    told.chain(rest).collect()
}
