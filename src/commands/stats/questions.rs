//! How the questions do, for who writes the bank.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{question, screen};
use crate::app::{App, NamedBank};
use crate::bank::{Body, Distractors, Question};
use crate::cli::StatsArgs;
use crate::error::{Error, Outcome};
use crate::game::players;
use crate::history::{Flag, QuestionStats};
use crate::print::json;
use crate::print::{print, width};
use crate::ui::tables::rfc3339;

/// After so many answers a wrong one that was never chosen is told of.
const ENOUGH: u64 = 5;

/// What there is to tell: a JSON document, and what the screen shows.
#[derive(Debug, Serialize)]
pub struct Document {
    schema: u32,
    pub bank: String,
    /// `null` for all players.
    pub player: Option<String>,
    /// How many questions the bank has.
    pub length: u32,
    /// How many of those were ever asked.
    pub asked: usize,
    pub answers: u64,
    pub right: u64,
    /// Those right least often first.
    pub questions: Vec<QuestionRow>,
    pub never_chosen: Vec<NeverChosen>,
    pub disputed: Vec<Disputed>,
    pub flags: Vec<FlagRow>,
}

/// What of a question the bank says is `null` where it no longer has it.
#[derive(Debug, Serialize)]
pub struct QuestionRow {
    pub id: String,
    pub ask: Option<String>,
    kind: Option<&'static str>,
    difficulty: Option<&'static str>,
    season: Option<u8>,
    pub asked: u64,
    pub right: u64,
    skipped: u64,
    /// How often a choice was made.
    picks: u64,
    /// The wrong answers that are written with it.
    wrong: Vec<WrongRow>,
    /// The shared list that its wrong answers come from instead.
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
    /// How often a choice was made.
    pub picks: u64,
    pub wrong: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct Disputed {
    pub id: String,
    pub text: String,
    pub times: u64,
}

#[derive(Debug, Serialize)]
pub struct FlagRow {
    pub id: String,
    pub player: String,
    pub note: Option<String>,
    flagged: String,
    #[serde(skip)]
    pub at: i64,
}

/// # Errors
/// Where the bank or the history cannot be read.
pub fn run(app: &App, args: &StatsArgs, bank: &NamedBank) -> Result<Outcome, Error> {
    let player = args.player.as_deref();
    let player = player
        .map(|name| players::known(app, Some(name)))
        .transpose()?;
    let (stats, flags) = match app.history()? {
        Some(history) => (
            history.question_stats(&bank.name, player.as_deref())?,
            history.flags()?,
        ),
        None => (BTreeMap::new(), Vec::new()),
    };
    let mut document = Document::new(bank, player, &stats, flags)?;
    if let Some(top) = args.top {
        document.truncate(top as usize);
    }
    if args.json {
        return print(&json(&document)?);
    }
    print(&screen::questions::draw(
        &document,
        width(),
        app.styles.stdout,
    ))
}

impl Document {
    fn new(
        bank: &NamedBank,
        player: Option<String>,
        stats: &BTreeMap<String, QuestionStats>,
        mut flags: Vec<Flag>,
    ) -> Result<Self, Error> {
        let rows = stats.iter().map(|(id, stats)| {
            let question = question(bank, id)?;
            Ok(QuestionRow::new(id, stats, question))
        });
        let mut questions = rows.collect::<Result<Vec<_>, Error>>()?;
        // a/b before c/d where ad < cb: shares without rounding.
        questions.sort_by(|a, b| {
            let cross = |x: u64, y: u64| u128::from(x) * u128::from(y);
            cross(a.right, b.asked)
                .cmp(&cross(b.right, a.asked))
                .then(b.asked.cmp(&a.asked))
        });
        flags.retain(|flag| {
            let is_theirs = player.as_ref().is_none_or(|player| flag.player == *player);
            flag.bank == bank.name && is_theirs
        });
        Ok(Self {
            schema: 1,
            bank: bank.name.clone(),
            length: bank.bank.index.len(),
            asked: questions.iter().filter(|row| row.ask.is_some()).count(),
            answers: questions.iter().map(|row| row.asked).sum(),
            right: questions.iter().map(|row| row.right).sum(),
            never_chosen: questions.iter().filter_map(never_chosen).collect(),
            disputed: disputed(stats),
            flags: flags.into_iter().map(FlagRow::new).collect(),
            questions,
            player,
        })
    }

    /// Keeps at most so many rows of each list.
    fn truncate(&mut self, most: usize) {
        self.questions.truncate(most);
        self.never_chosen.truncate(most);
        self.disputed.truncate(most);
        self.flags.truncate(most);
    }
}

impl QuestionRow {
    fn new(id: &str, stats: &QuestionStats, question: Option<Question>) -> Self {
        let (mut wrong, mut wrong_from) = (Vec::new(), None);
        if let Some(Body::Choice { distractors, .. }) = question.as_ref().map(|q| &q.body) {
            match distractors {
                Distractors::Own(texts) => wrong.clone_from(texts),
                Distractors::List { name, .. } => wrong_from = Some(name.clone()),
            }
        }
        let wrong = wrong.into_iter().map(|text| WrongRow {
            chosen: stats.given.get(&text).copied().unwrap_or_default(),
            text,
        });
        let about = question.as_ref();
        Self {
            id: id.to_owned(),
            kind: about.map(|question| question.body.kind().name()),
            difficulty: about.map(|question| question.difficulty.name()),
            season: about.and_then(|question| question.season),
            asked: stats.tally.asked,
            right: stats.tally.right,
            skipped: stats.skipped,
            picks: stats.picked,
            wrong: wrong.collect(),
            wrong_from,
            ask: question.map(|question| question.ask),
        }
    }
}

/// The wrong answers written with a question that nobody chose, where enough could have.
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

impl FlagRow {
    fn new(flag: Flag) -> Self {
        Self {
            id: flag.question,
            player: flag.player,
            note: flag.note,
            flagged: rfc3339(flag.at),
            at: flag.at,
        }
    }
}
