//! The statistics of each question, for whoever writes the bank.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::app::{App, NamedBank};
use crate::bank::{Difficulty, Kind, Question};
use crate::cli::StatsArgs;
use crate::error::Error;
use crate::game::players;
use crate::history::{Flag, QuestionStats, Tally};

/// A wrong choice that nobody picked is reported from this many answers on.
const ENOUGH: u64 = 5;

/// The statistics of each question: the JSON document, and what the screen shows.
#[derive(Debug, Serialize)]
pub struct QuestionReport {
    pub bank: String,
    /// `null` for all players.
    pub player: Option<String>,
    /// How many questions the bank has.
    pub length: u32,
    /// How many of them have been asked.
    pub asked: usize,
    pub answers: u64,
    pub right: u64,
    /// The hardest first.
    pub questions: Vec<QuestionRow>,
    pub never_chosen: Vec<NeverChosen>,
    pub disputed: Vec<Disputed>,
    pub flags: Vec<Flag>,
}

/// The fields from the bank are `null` if the question is no longer there.
#[derive(Debug, Serialize)]
pub struct QuestionRow {
    pub id: String,
    pub ask: Option<String>,
    kind: Option<Kind>,
    difficulty: Option<Difficulty>,
    season: Option<u8>,
    #[serde(flatten)]
    pub tally: Tally,
    skipped: u64,
    /// How often a choice was picked.
    picks: u64,
    /// Its own wrong answers.
    wrong: Vec<WrongRow>,
    /// The shared list of its wrong answers, if it has none of its own.
    wrong_from: Option<String>,
}

#[derive(Debug, Serialize)]
struct WrongRow {
    text: String,
    chosen: u64,
}

#[derive(Debug, Serialize)]
pub struct NeverChosen {
    pub id: String,
    /// How often a choice was picked.
    pub picks: u64,
    pub wrong: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct Disputed {
    pub id: String,
    pub text: String,
    pub times: u64,
}

impl QuestionReport {
    /// # Errors
    /// If the bank or the history cannot be read.
    pub fn read(app: &App, args: &StatsArgs, bank: &NamedBank) -> Result<Self, Error> {
        let player = args.player.as_deref();
        let player = player.map(|name| players::played(app, Some(name)));
        let player = player.transpose()?;
        let (stats, mut flags) = match app.history()? {
            Some(history) => (
                history.question_stats(&bank.name, player.as_deref())?,
                history.flags()?,
            ),
            None => Default::default(),
        };
        let rows = stats.iter().map(|(id, stats)| {
            let question = bank.bank.find(id)?.map(|n| bank.bank.question(n));
            Ok(QuestionRow::new(id, stats, question.transpose()?))
        });
        let mut questions = rows.collect::<Result<Vec<_>, Error>>()?;
        // Compares a/b with c/d as ad with cb, so nothing is rounded.
        questions.sort_by(|a, b| {
            let (a, b) = (a.tally, b.tally);
            let cross = |x: u64, y: u64| u128::from(x) * u128::from(y);
            let shares = cross(a.right, b.asked).cmp(&cross(b.right, a.asked));
            shares.then(b.asked.cmp(&a.asked))
        });
        flags.retain(|flag| {
            let is_theirs = player.as_ref().is_none_or(|player| flag.player == *player);
            flag.bank == bank.name && is_theirs
        });
        let mut report = Self {
            bank: bank.name.clone(),
            length: bank.bank.index.len(),
            asked: questions.iter().filter(|row| row.ask.is_some()).count(),
            answers: questions.iter().map(|row| row.tally.asked).sum(),
            right: questions.iter().map(|row| row.tally.right).sum(),
            never_chosen: questions.iter().filter_map(never_chosen).collect(),
            disputed: disputed(&stats),
            flags,
            questions,
            player,
        };
        let most = args.top.map_or(usize::MAX, |top| top as usize);
        report.questions.truncate(most);
        report.never_chosen.truncate(most);
        report.disputed.truncate(most);
        report.flags.truncate(most);
        Ok(report)
    }
}

impl QuestionRow {
    fn new(id: &str, stats: &QuestionStats, question: Option<Question>) -> Self {
        let about = question.as_ref();
        let wrong = about.map_or(&[][..], Question::wrong).iter();
        let wrong = wrong.map(|text| WrongRow {
            chosen: chosen(stats, text),
            text: text.clone(),
        });
        Self {
            id: id.to_owned(),
            kind: about.map(|question| question.body.kind()),
            difficulty: about.map(|question| question.difficulty),
            season: about.and_then(|question| question.season),
            tally: stats.tally,
            skipped: stats.skipped,
            picks: stats.picked,
            wrong: wrong.collect(),
            wrong_from: about.and_then(|question| Some(question.list()?.0.to_owned())),
            ask: question.map(|question| question.ask),
        }
    }
}

/// How often a choice was picked, alone or with others.
fn chosen(stats: &QuestionStats, text: &str) -> u64 {
    let is_in = |given: &str| given == text || given.split("; ").any(|given| given == text);
    let given = stats.given.iter().filter(|(given, _)| is_in(given));
    given.map(|(_, times)| times).sum()
}

/// The question's own wrong answers that nobody picked, once there are enough picks.
fn never_chosen(row: &QuestionRow) -> Option<NeverChosen> {
    let never = row.wrong.iter().filter(|wrong| wrong.chosen == 0);
    let wrong: Vec<_> = never.map(|wrong| wrong.text.clone()).collect();
    (row.picks >= ENOUGH && !wrong.is_empty()).then(|| NeverChosen {
        id: row.id.clone(),
        picks: row.picks,
        wrong,
    })
}

/// The most frequent first.
fn disputed(stats: &BTreeMap<String, QuestionStats>) -> Vec<Disputed> {
    let rows = stats.iter().flat_map(|(id, stats)| {
        stats.disputed.iter().map(|(text, times)| Disputed {
            id: id.clone(),
            text: text.clone(),
            times: *times,
        })
    });
    let mut rows: Vec<_> = rows.collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.times));
    rows
}
