//! What the bank knows.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::bank::library::BankError;
use crate::bank::{Bank, Category};
use crate::history::Career;

/// What a career says nothing about: the bank as it is now, and the time zone.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The bank's categories.
    pub categories: Vec<Topic>,
    /// The category of each of [`Career::questions`], by position; `None` if the bank no longer
    /// has the question.
    pub homes: Vec<Option<usize>>,
    /// Decides which day and hour it was.
    pub zone: TimeZone,
}

/// A category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    pub slug: String,
    pub name: String,
    /// How many questions it has.
    pub questions: u32,
}

impl Topic {
    fn new(category: &Category) -> Self {
        Self {
            slug: category.slug.clone(),
            name: category.name.clone(),
            questions: category.len(),
        }
    }
}

impl Facts {
    /// # Errors
    /// [`BankError`] if the bank's index cannot be read.
    pub fn new(career: &Career, bank: &Bank, zone: TimeZone) -> Result<Self, BankError> {
        let home = |id: &String| {
            let entry = bank.find(id)?.map(|entry| bank.index.entry(entry));
            Ok(entry.transpose()?.map(|entry| entry.category as usize))
        };
        Ok(Self {
            categories: bank.index.categories().iter().map(Topic::new).collect(),
            homes: career
                .questions
                .iter()
                .map(home)
                .collect::<Result<_, BankError>>()?,
            zone,
        })
    }

    /// How many questions the bank has.
    pub(super) fn questions(&self) -> u32 {
        self.categories.iter().map(|topic| topic.questions).sum()
    }

    /// Day and hour of a time in unix milliseconds; `None` far beyond the calendar.
    pub(super) fn local(&self, unix_millis: i64) -> Option<DateTime> {
        let time = Timestamp::from_millisecond(unix_millis).ok()?;
        Some(Zoned::new(time, self.zone.clone()).datetime())
    }
}
