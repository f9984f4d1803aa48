//! The JSON documents about games.

use std::time::Duration;

use serde::Serialize;

use super::{Game, share};
use crate::bank::Difficulty;
use crate::error::Error;
use crate::history::{BoardKey, Play, Rank};
use crate::print::json;
use crate::quiz::{Answer, Presented};
use crate::ui::style::Style;

/// JSON gets Unicode signs and no color.
const PLAIN: Style = Style {
    color: false,
    unicode: true,
};

/// One game, or several if players took turns.
#[derive(Serialize)]
struct Document<'a> {
    #[serde(flatten)]
    only: Option<Finished<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    games: Vec<Finished<'a>>,
}

#[derive(Serialize)]
struct Finished<'a> {
    player: &'a str,
    bank: &'a str,
    categories: &'a [String],
    seed: u64,
    length: u32,
    difficulty: Option<&'a str>,
    play: Play,
    timed: Option<u32>,
    through: Option<u8>,
    hints: bool,
    practice: bool,
    daily: Option<&'a str>,
    /// The lines to share; only for a daily.
    share: Option<String>,
    right: u32,
    /// How many of the right answers the player counted as right.
    credited: usize,
    points: u32,
    /// `null` in practice.
    max_points: Option<u32>,
    seconds: f64,
    /// `null` if the game is not ranked.
    board: Option<&'a BoardKey>,
    rank: Option<u32>,
    answers: Vec<AnswerRow<'a>>,
}

#[derive(Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a field of the document"
)]
struct AnswerRow<'a> {
    id: &'a str,
    category: &'a str,
    difficulty: Difficulty,
    ask: &'a str,
    choices: &'a [String],
    given: Option<&'a str>,
    answer: String,
    right: bool,
    credited: bool,
    hinted: bool,
    skipped: bool,
    late: bool,
    seconds: f64,
    points: u32,
    base: u32,
    speed: i32,
    streak: u32,
}

/// The finished games and their ranks.
///
/// # Errors
/// If a question cannot be read.
pub fn finished(games: &[Game<'_>], ranks: &[Option<Rank>]) -> Result<String, Error> {
    let presented = games
        .iter()
        .map(Game::all_presented)
        .collect::<Result<Vec<_>, _>>()?;
    let all = games.iter().zip(ranks).zip(&presented);
    let documents = all.map(|((game, rank), presented)| document(game, *rank, presented));
    let mut games: Vec<_> = documents.collect();
    let only = games.pop_if(|_| presented.len() == 1);
    json(&Document { only, games })
}

/// `presented` has an entry for each question.
fn document<'a>(
    game: &'a Game<'_>,
    rank: Option<Rank>,
    presented: &'a [Option<Presented>],
) -> Finished<'a> {
    let (plan, session) = (&game.plan, &game.session);
    let key = &plan.board;
    Finished {
        player: &plan.player,
        bank: &key.bank,
        categories: &key.categories,
        seed: plan.seed,
        length: session.length(),
        difficulty: key.difficulty.as_deref(),
        play: key.play,
        timed: key.timed,
        through: key.through,
        hints: plan.hints,
        practice: plan.practice,
        daily: key.daily.as_deref(),
        share: (key.daily.as_deref()).map(|day| share::share(game, day, PLAIN)),
        right: session.right(),
        credited: session
            .answers()
            .iter()
            .filter(|answer| answer.credited)
            .count(),
        points: session.points(),
        max_points: game.most(),
        seconds: seconds(session.elapsed()),
        board: rank.map(|_| key),
        rank: rank.map(|rank| rank.rank),
        answers: session
            .answers()
            .iter()
            .zip(presented)
            .map(|(answer, presented)| row(answer, presented.as_ref()))
            .collect(),
    }
}

fn row<'a>(answer: &'a Answer, presented: Option<&'a Presented>) -> AnswerRow<'a> {
    AnswerRow {
        id: &answer.question,
        category: &answer.category,
        difficulty: answer.difficulty,
        ask: presented.map_or("", |p| &p.question.ask),
        choices: presented.map_or(&[], |p| &p.choices),
        given: Some(answer.given.as_str()).filter(|given| !given.is_empty()),
        answer: presented.map_or(String::new(), Presented::answer),
        right: answer.right,
        credited: answer.credited,
        hinted: answer.hinted,
        skipped: answer.skipped,
        late: answer.late,
        seconds: seconds(answer.elapsed),
        points: answer.points.total,
        base: answer.points.base,
        speed: answer.points.speed,
        streak: answer.points.streak,
    }
}

/// Seconds to the millisecond, as in the history.
fn seconds(time: Duration) -> f64 {
    time.as_millis() as f64 / 1000.0
}
