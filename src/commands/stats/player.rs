//! The statistics of a player.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::app::{App, NamedBank};
use crate::bank::{Difficulty, Question};
use crate::cli::StatsArgs;
use crate::clock;
use crate::error::Error;
use crate::game::players;
use crate::history::days;
use crate::history::{Played, Stats, Tally};

/// How many games the trend shows.
const TREND: usize = 20;
/// How many missed questions are shown without `--top`.
const MISSED: usize = 5;

/// A player's statistics: the JSON document, and what the screen shows.
#[derive(Debug, Serialize)]
pub struct PlayerReport {
    pub player: String,
    pub bank: String,
    pub games: usize,
    /// How many times a question was asked.
    pub questions: u64,
    pub right: u64,
    pub best_streak: u32,
    pub days_in_a_row: u32,
    /// Average time per answer; `null` without answers.
    pub seconds_average: Option<f64>,
    /// Questions answered on each local day, as `2026-11-22`. Leaves out days without any.
    pub days: BTreeMap<Date, u64>,
    #[serde(skip)]
    pub today: Date,
    pub categories: Vec<CategoryRow>,
    pub difficulties: Vec<DifficultyRow>,
    pub seasons: Vec<SeasonRow>,
    pub trend: Vec<Played>,
    pub missed: Vec<MissedRow>,
}

#[derive(Debug, Serialize)]
pub struct CategoryRow {
    pub slug: String,
    /// `null` if the bank no longer has it.
    pub name: Option<String>,
    #[serde(flatten)]
    pub tally: Tally,
}

#[derive(Debug, Serialize)]
pub struct DifficultyRow {
    pub difficulty: Difficulty,
    #[serde(flatten)]
    pub tally: Tally,
}

#[derive(Debug, Serialize)]
pub struct SeasonRow {
    /// `null` for questions without a season.
    pub season: Option<u8>,
    #[serde(flatten)]
    pub tally: Tally,
}

#[derive(Debug, Serialize)]
pub struct MissedRow {
    pub id: String,
    /// `null` if the bank no longer has the question.
    pub ask: Option<String>,
    #[serde(flatten)]
    pub tally: Tally,
    #[serde(skip)]
    pub question: Option<Question>,
}

impl PlayerReport {
    /// # Errors
    /// If the bank or the history cannot be read.
    pub fn read(app: &App, args: &StatsArgs, bank: &NamedBank) -> Result<Self, Error> {
        let player = players::played(app, args.player.as_deref())?;
        let stats = match app.history()? {
            Some(history) => history.stats(&player, &bank.name)?,
            None => Stats::default(),
        };
        let most = args.top.map_or(MISSED, |top| top as usize);
        let first = stats.games.len().saturating_sub(TREND);
        let days = days::by_date(&stats.active);
        let today = clock::today();
        Ok(Self {
            player,
            bank: bank.name.clone(),
            games: stats.games.len(),
            questions: stats.all.asked,
            right: stats.all.right,
            best_streak: stats.best_streak,
            days_in_a_row: days::in_a_row(&days.keys().copied().collect(), today),
            seconds_average: (stats.answered > 0)
                .then(|| (stats.millis / stats.answered) as f64 / 1000.0),
            days,
            today,
            categories: categories(bank, stats.categories),
            difficulties: difficulties(&stats.difficulties),
            seasons: seasons(bank, &stats.questions)?,
            trend: stats.games[first..].to_vec(),
            missed: missed(bank, &stats.questions, most)?,
        })
    }
}

/// Categories in the bank's order, then those it no longer has.
fn categories(bank: &NamedBank, mut tallies: BTreeMap<String, Tally>) -> Vec<CategoryRow> {
    let known = bank.bank.index.categories().iter().filter_map(|category| {
        Some(CategoryRow {
            tally: tallies.remove(&category.slug)?,
            slug: category.slug.clone(),
            name: Some(category.name.clone()),
        })
    });
    let mut rows: Vec<_> = known.collect();
    rows.extend(tallies.into_iter().map(|(slug, tally)| CategoryRow {
        slug,
        name: None,
        tally,
    }));
    rows
}

fn difficulties(tallies: &BTreeMap<String, Tally>) -> Vec<DifficultyRow> {
    let rows = Difficulty::ALL.into_iter().filter_map(|difficulty| {
        let tally = *tallies.get(difficulty.name())?;
        Some(DifficultyRow { difficulty, tally })
    });
    rows.collect()
}

/// By current season, questions without one last. Leaves out questions that are no longer in the
/// bank.
fn seasons(bank: &NamedBank, questions: &BTreeMap<String, Tally>) -> Result<Vec<SeasonRow>, Error> {
    let mut tallies: BTreeMap<(bool, Option<u8>), Tally> = BTreeMap::new();
    for (id, tally) in questions {
        if let Some(ordinal) = bank.bank.find(id)? {
            let season = bank.bank.index.entry(ordinal)?.season;
            let sum = tallies.entry((season.is_none(), season)).or_default();
            sum.asked += tally.asked;
            sum.right += tally.right;
        }
    }
    let rows = tallies.into_iter();
    Ok(rows
        .map(|((_, season), tally)| SeasonRow { season, tally })
        .collect())
}

/// The questions missed most often first, then those asked least often.
fn missed(
    bank: &NamedBank,
    questions: &BTreeMap<String, Tally>,
    most: usize,
) -> Result<Vec<MissedRow>, Error> {
    let mut missed: Vec<_> = questions.iter().filter(|(_, t)| t.missed() > 0).collect();
    missed.sort_by_key(|(id, tally)| (Reverse(tally.missed()), tally.asked, *id));
    let rows = missed.into_iter().take(most).map(|(id, tally)| {
        let question = bank.bank.find(id)?.map(|n| bank.bank.question(n));
        let question = question.transpose()?;
        Ok(MissedRow {
            id: id.clone(),
            ask: question.as_ref().map(|question| question.ask.clone()),
            tally: *tally,
            question,
        })
    });
    rows.collect()
}
