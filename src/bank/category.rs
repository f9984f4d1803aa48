//! A category of a bank.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// One category: a file of the bank.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// The name as people type it.
    pub slug: String,
    pub name: String,
    pub about: Option<String>,
    /// Where its questions are from.
    pub origin: Option<String>,
    pub license: Option<String>,
    /// Of the whole bank: what stays when its questions change.
    pub id: Option<String>,
    /// The file's name within the bank.
    pub file: String,
    /// The entries of each difficulty, from easy to hard.
    pub strata: [Range<u32>; 3],
}

impl Category {
    /// Where its questions are from, as in "From the Lion's quiz nights (CC BY-SA 4.0)".
    #[must_use]
    pub fn credit(&self) -> Option<String> {
        let origin = self.origin.as_ref().map(|text| format!("From {text}"));
        match (origin, &self.license) {
            (Some(origin), Some(license)) => Some(format!("{origin} ({license})")),
            (None, Some(license)) => Some(format!("License: {license}")),
            (origin, None) => origin,
        }
    }

    /// How many questions the category has.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.strata
            .iter()
            .map(|range| range.end - range.start)
            .sum()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
