//! The ceremony after a game that several players took in turns.

use std::time::Duration;

use crate::bank::Difficulty;
use crate::quiz::Answer;
use crate::ui::words::{clock, plural, points};

/// One player's answers.
#[derive(Debug, Clone, Copy)]
pub struct PlayerGame<'a> {
    pub player: &'a str,
    pub answers: &'a [Answer],
}

/// What one player is honored for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Honor {
    pub player: String,
    pub name: &'static str,
    /// A phrase with the number that decided: `right in 1.2 seconds`.
    pub reason: String,
}

/// Something to be honored for: how well a player did it, and in words. More is better; `None`
/// if there is nothing to honor.
type Prize = (&'static str, fn(&[Answer]) -> Option<(i64, String)>);

/// From the grandest to those that everybody can get: of the last six each player has each.
const PRIZES: &[Prize] = &[
    ("Golden Invoice", |answers| {
        let most = right(answers).map(|answer| answer.points.total).max()?;
        Some((most.into(), format!("{} for one answer", points(most))))
    }),
    ("On a Roll", |answers| {
        let rows = answers.split(|answer| !answer.right);
        let longest = rows.map(<[Answer]>::len).max()?;
        (longest > 1).then(|| (more(longest), format!("{longest} right in a row")))
    }),
    ("Express Mail", |answers| {
        let time = right(answers).map(|answer| answer.elapsed).min()?;
        Some((less(time), format!("right in {}", seconds(time))))
    }),
    ("Hard Bargain", |answers| {
        let hard = right(answers).filter(|answer| answer.difficulty == Difficulty::Hard);
        counted(hard.count(), "hard question").map(|(n, text)| (n, text + " right"))
    }),
    ("Second Wind", |answers| {
        let missed = answers.iter().take_while(|answer| !answer.right).count();
        let right = right(answers).count();
        let reason = format!("missed the first {missed}, then got {right} right");
        (missed > 1 && right > 0).then_some((more(right), reason))
    }),
    ("Strong Finish", |answers| {
        let row = answers.iter().rev().take_while(|answer| answer.right);
        let row = row.count();
        (row > 1).then(|| (more(row), format!("the last {row} right")))
    }),
    ("Tidy Desk", |answers| {
        let wrong = answers.iter().filter(|answer| is_wrong(answer)).count();
        let is_tidy = wrong < right(answers).count() && answers.iter().all(|a| !a.hinted);
        is_tidy.then(|| (-more(wrong), format!("no hints and only {wrong} wrong")))
    }),
    ("Team Player", |answers| {
        let hinted = right(answers).filter(|answer| answer.hinted).count();
        counted(hinted, "hint").map(|(n, text)| (n, text + " put to good use"))
    }),
    ("Executive Decision", |answers| {
        let skipped = answers.iter().filter(|answer| answer.skipped).count();
        counted(skipped, "question").map(|(n, text)| (n, text + " boldly skipped"))
    }),
    ("Nothing Ventured", |answers| {
        let wrong = answers.iter().filter(|answer| is_wrong(answer)).count();
        counted(wrong, "brave attempt")
    }),
    ("Snap Decision", |answers| {
        let time = times(answers).min()?;
        Some((
            less(time),
            format!("one question done in {}", seconds(time)),
        ))
    }),
    ("Deep Thought", |answers| {
        let time = times(answers).max()?;
        let millis = -less(time);
        Some((millis, format!("{} on one question", seconds(time))))
    }),
    ("Early Lunch", |answers| {
        let time: Duration = times(answers).sum();
        Some((less(time), format!("done after {} in all", seconds(time))))
    }),
    ("Overtime", |answers| {
        let time: Duration = times(answers).sum();
        Some((
            -less(time),
            format!("{} of hard work in all", seconds(time)),
        ))
    }),
    ("Steady Hand", |answers| {
        let apart = times(answers).max()?.abs_diff(times(answers).min()?);
        let reason = format!("slowest and fastest {} apart", seconds(apart));
        Some((less(apart), reason))
    }),
    ("Good Sport", |answers| {
        let played = plural(answers.len() as u64, "question");
        Some((more(answers.len()), format!("{played}, start to finish")))
    }),
];

/// One honor for each of up to six players, in their order, and none twice: each player gets
/// what they did better than the others, or else what comes nearest.
#[must_use]
pub fn ceremony(games: &[PlayerGame<'_>]) -> Vec<Honor> {
    // How many did it better, which prize, whose, and why.
    let mut claims = Vec::new();
    for (prize, (_, value)) in PRIZES.iter().enumerate() {
        let values: Vec<_> = games.iter().map(|game| value(game.answers)).collect();
        for (player, claim) in values.iter().enumerate() {
            if let Some((number, reason)) = claim {
                let better = values.iter().flatten().filter(|(other, _)| other > number);
                claims.push((better.count(), prize, player, reason.clone()));
            }
        }
    }
    claims.sort();
    let mut honors: Vec<(usize, usize, String)> = Vec::new();
    for (_, prize, player, reason) in claims {
        let mut taken = honors.iter();
        if !taken.any(|(whose, which, _)| *whose == player || *which == prize) {
            honors.push((player, prize, reason));
        }
    }
    honors.sort();
    let honors = honors.into_iter().map(|(player, prize, reason)| Honor {
        player: games[player].player.to_owned(),
        name: PRIZES[prize].0,
        reason,
    });
    honors.collect()
}

fn right(answers: &[Answer]) -> impl Iterator<Item = &Answer> {
    answers.iter().filter(|answer| answer.right)
}

/// Answered, and not right.
fn is_wrong(answer: &Answer) -> bool {
    !answer.right && !answer.skipped
}

fn times(answers: &[Answer]) -> impl Iterator<Item = Duration> {
    answers.iter().map(|answer| answer.elapsed)
}

fn more(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A number that is higher for less time.
fn less(time: Duration) -> i64 {
    -i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}

/// A count above 0, in words.
fn counted(number: usize, what: &str) -> Option<(i64, String)> {
    (number > 0).then(|| (more(number), plural(number as u64, what)))
}

/// `1.2 seconds`, or `1:05` from a minute on.
fn seconds(time: Duration) -> String {
    match time.as_millis() / 100 {
        tenths @ ..600 => format!("{}.{} seconds", tenths / 10, tenths % 10),
        _ => clock(time),
    }
}
