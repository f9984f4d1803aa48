//! The JSON documents about games.

use std::fmt::Write as _;

use serde::Serialize;

use super::failure::Failure;
use super::game::Game;
use crate::quiz::{Answer, Presented};
use crate::text::printable::doubtful_characters;

#[derive(Serialize)]
struct Finished<'a> {
    schema: u32,
    player: &'a str,
    bank: &'a str,
    categories: &'a [String],
    seed: u64,
    length: u32,
    difficulty: Option<&'a str>,
    play: &'static str,
    timed: Option<u32>,
    right: u32,
    points: u32,
    max_points: u32,
    seconds: f64,
    /// `null` where the game ranks on no board.
    board: Option<BoardRow<'a>>,
    rank: Option<u32>,
    answers: Vec<AnswerRow<'a>>,
}

#[derive(Serialize)]
struct BoardRow<'a> {
    bank: &'a str,
    categories: &'a [String],
    length: u32,
    difficulty: Option<&'a str>,
    play: &'static str,
    timed: Option<u32>,
}

#[derive(Serialize)]
struct AnswerRow<'a> {
    id: &'a str,
    category: &'a str,
    difficulty: &'static str,
    ask: &'a str,
    choices: &'a [String],
    given: Option<&'a str>,
    answer: String,
    right: bool,
    hinted: bool,
    skipped: bool,
    seconds: f64,
    points: u32,
    base: u32,
    speed: i32,
    streak: u32,
}

/// The finished game; `presented` has an entry for each question.
///
/// # Errors
/// Where the document cannot be JSON.
pub fn finished(
    game: &Game<'_>,
    rank: Option<u32>,
    presented: &[Option<Presented>],
) -> Result<String, Failure> {
    let (plan, session) = (&game.plan, &game.session);
    let key = &plan.board;
    let document = Finished {
        schema: 1,
        player: &plan.player,
        bank: &key.bank,
        categories: &key.categories,
        seed: plan.seed,
        length: session.length(),
        difficulty: key.difficulty.as_deref(),
        play: key.play.as_str(),
        timed: key.timed,
        right: session.right(),
        points: session.points(),
        max_points: plan.max_points,
        seconds: session.elapsed().as_secs_f64(),
        board: plan.ranked.then(|| BoardRow {
            bank: &key.bank,
            categories: &key.categories,
            length: key.length,
            difficulty: key.difficulty.as_deref(),
            play: key.play.as_str(),
            timed: key.timed,
        }),
        rank,
        answers: session
            .answers()
            .iter()
            .zip(presented)
            .map(|(answer, presented)| row(answer, presented.as_ref()))
            .collect(),
    };
    json(&document)
}

fn row<'a>(answer: &'a Answer, presented: Option<&'a Presented>) -> AnswerRow<'a> {
    AnswerRow {
        id: &answer.question,
        category: &answer.category,
        difficulty: answer.difficulty.name(),
        ask: presented.map_or("", |p| &p.question.ask),
        choices: presented.map_or(&[], |p| &p.choices),
        given: (!answer.skipped).then_some(answer.given.as_str()),
        answer: presented.map_or(String::new(), Presented::answer),
        right: answer.right,
        hinted: answer.hinted,
        skipped: answer.skipped,
        seconds: answer.elapsed.as_secs_f64(),
        points: answer.points.total,
        base: answer.points.base,
        speed: answer.points.speed,
        streak: answer.points.streak,
    }
}

/// A document as indented JSON with a final newline.
///
/// # Errors
/// Where the document cannot be JSON.
pub fn json(document: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string_pretty(document)
        .map(|text| escaped(&text) + "\n")
        .map_err(|error| {
            Failure::failed(
                format!("could not write JSON: {error}"),
                "report this fault",
            )
        })
}

/// JSON in which characters that a terminal must not see are written as their
/// code points. Control characters of ASCII in texts are so already.
fn escaped(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    let mut plain = 0;
    for (at, c) in doubtful_characters(json).filter(|(_, c)| !c.is_ascii()) {
        safe.push_str(&json[plain..at]);
        for unit in c.encode_utf16(&mut [0; 2]) {
            // Writing to a string cannot fail.
            let _ = write!(safe, "\\u{unit:04x}");
        }
        plain = at + c.len_utf8();
    }
    safe + &json[plain..]
}
