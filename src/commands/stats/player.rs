//! How one player does.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use serde::Serialize;

use super::{question, screen};
use crate::app::{App, NamedBank};
use crate::bank::Difficulty;
use crate::cli::StatsArgs;
use crate::clock;
use crate::error::{Error, Outcome};
use crate::game::players;
use crate::history::days;
use crate::history::{Played, Stats, Tally};
use crate::print::json;
use crate::print::{print, width};
use crate::ui::tables::rfc3339;

/// How many games a trend is made of.
const TREND: usize = 20;
/// How many of the questions missed most are told unasked.
const MISSED: usize = 5;

/// What there is to tell: a JSON document, and what the screen shows.
#[derive(Debug, Serialize)]
pub struct Document {
    schema: u32,
    pub player: String,
    pub bank: String,
    pub games: usize,
    /// How many were asked.
    pub questions: u64,
    pub right: u64,
    pub best_streak: u32,
    pub days_in_a_row: u32,
    /// For an answer; `null` where there is none.
    pub seconds_average: Option<f64>,
    pub categories: Vec<CategoryRow>,
    pub difficulties: Vec<DifficultyRow>,
    pub seasons: Vec<SeasonRow>,
    pub trend: Vec<TrendRow>,
    pub missed: Vec<MissedRow>,
}

#[derive(Debug, Serialize)]
pub struct CategoryRow {
    pub slug: String,
    /// `null` where the bank no longer has it.
    pub name: Option<String>,
    pub asked: u64,
    pub right: u64,
}

#[derive(Debug, Serialize)]
pub struct DifficultyRow {
    pub difficulty: &'static str,
    pub asked: u64,
    pub right: u64,
}

#[derive(Debug, Serialize)]
pub struct SeasonRow {
    /// `null` for questions that give away none.
    pub season: Option<u8>,
    pub asked: u64,
    pub right: u64,
}

#[derive(Debug, Serialize)]
pub struct TrendRow {
    finished: String,
    pub right: u32,
    pub of: u32,
    pub points: u32,
    pub max_points: u32,
}

#[derive(Debug, Serialize)]
pub struct MissedRow {
    pub id: String,
    /// `null` where the bank no longer has the question.
    pub ask: Option<String>,
    pub asked: u64,
    pub right: u64,
}

/// # Errors
/// If the bank or the history cannot be read.
pub fn run(app: &App, args: &StatsArgs, bank: &NamedBank) -> Result<Outcome, Error> {
    if args.json {
        return print(&json(&document(app, args, bank)?)?);
    }
    print(&text(app, args, bank, width())?)
}

/// # Errors
/// If the bank or the history cannot be read.
pub fn text(app: &App, args: &StatsArgs, bank: &NamedBank, width: usize) -> Result<String, Error> {
    let document = document(app, args, bank)?;
    Ok(screen::draw(&document, width, app.styles.stdout))
}

fn document(app: &App, args: &StatsArgs, bank: &NamedBank) -> Result<Document, Error> {
    let player = players::known(app, args.player.as_deref())?;
    let stats = match app.history()? {
        Some(history) => history.stats(&player, &bank.name)?,
        None => Stats::default(),
    };
    let most = args.top.map_or(MISSED, |top| top as usize);
    Document::new(player, bank, &stats, most)
}

impl Document {
    fn new(player: String, bank: &NamedBank, stats: &Stats, most: usize) -> Result<Self, Error> {
        let first = stats.games.len().saturating_sub(TREND);
        let now = clock::unix_millis();
        Ok(Self {
            schema: 1,
            player,
            bank: bank.name.clone(),
            games: stats.games.len(),
            questions: stats.all.asked,
            right: stats.all.right,
            best_streak: stats.best_streak,
            days_in_a_row: days::in_a_row(&stats.active, now, &TimeZone::system()),
            seconds_average: (stats.answered > 0)
                .then(|| (stats.millis / stats.answered) as f64 / 1000.0),
            categories: categories(bank, &stats.categories),
            difficulties: difficulties(&stats.difficulties),
            seasons: seasons(bank, &stats.questions)?,
            trend: stats.games[first..].iter().map(TrendRow::new).collect(),
            missed: missed(bank, &stats.questions, most)?,
        })
    }
}

impl TrendRow {
    fn new(game: &Played) -> Self {
        Self {
            finished: rfc3339(game.finished),
            right: game.right,
            of: game.of,
            points: game.points,
            max_points: game.max_points,
        }
    }
}

/// Categories in the bank's order, then those that it no longer has.
fn categories(bank: &NamedBank, tallies: &BTreeMap<String, Tally>) -> Vec<CategoryRow> {
    let known = bank.bank.index.categories();
    let row = |slug: &str, name: Option<&str>, tally: &Tally| CategoryRow {
        slug: slug.to_owned(),
        name: name.map(str::to_owned),
        asked: tally.asked,
        right: tally.right,
    };
    let current = known.iter().filter_map(|category| {
        let tally = tallies.get(&category.slug)?;
        Some(row(&category.slug, Some(&category.name), tally))
    });
    let is_gone = |slug: &str| known.iter().all(|category| category.slug != slug);
    let gone = tallies.iter().filter(|(slug, _)| is_gone(slug));
    current
        .chain(gone.map(|(slug, tally)| row(slug, None, tally)))
        .collect()
}

fn difficulties(tallies: &BTreeMap<String, Tally>) -> Vec<DifficultyRow> {
    let rows = Difficulty::ALL.into_iter().filter_map(|difficulty| {
        let tally = tallies.get(difficulty.name())?;
        Some(DifficultyRow {
            difficulty: difficulty.name(),
            asked: tally.asked,
            right: tally.right,
        })
    });
    rows.collect()
}

/// By the seasons that the questions have now, those without one last; what the bank no longer
/// has is in none.
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
    let rows = tallies.into_iter().map(|((_, season), tally)| SeasonRow {
        season,
        asked: tally.asked,
        right: tally.right,
    });
    Ok(rows.collect())
}

/// The questions missed most often; of those missed as often, those right least often first.
fn missed(
    bank: &NamedBank,
    questions: &BTreeMap<String, Tally>,
    most: usize,
) -> Result<Vec<MissedRow>, Error> {
    let mut missed: Vec<_> = questions.iter().filter(|(_, t)| t.missed() > 0).collect();
    missed.sort_by_key(|(id, tally)| (Reverse(tally.missed()), tally.asked, *id));
    let rows = missed.into_iter().take(most).map(|(id, tally)| {
        Ok(MissedRow {
            ask: question(bank, id)?.map(|question| question.ask),
            id: id.clone(),
            asked: tally.asked,
            right: tally.right,
        })
    });
    rows.collect()
}
