//! The ceremony after a game in which players took turns.

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

/// One player's award at the ceremony.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Honor {
    pub player: String,
    pub name: &'static str,
    /// A phrase with the deciding number: `right in 1.2 seconds`.
    pub reason: String,
}

/// An award's name, and a player's score for it with the reason in words. Higher is better;
/// `None` if the player doesn't qualify.
type Prize = (&'static str, fn(&[Answer]) -> Option<(i64, String)>);

/// Best first. Every player qualifies for the last six, so six players all get one.
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
        (row > 1).then(|| (more(row), format!("got the last {row} right")))
    }),
    ("Tidy Desk", |answers| {
        let wrong = answers.iter().filter(|answer| is_wrong(answer)).count();
        let is_tidy = wrong < right(answers).count() && answers.iter().all(|a| !a.hinted);
        let wrong_ones = match wrong {
            0 => "none".to_owned(),
            wrong => format!("only {wrong}"),
        };
        is_tidy.then(|| (-more(wrong), format!("no hints, {wrong_ones} wrong")))
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
        Some((less(time), format!("one question in {}", seconds(time))))
    }),
    ("Deep Thought", |answers| {
        let time = times(answers).max()?;
        let millis = -less(time);
        Some((millis, format!("{} on one question", seconds(time))))
    }),
    ("Early Lunch", |answers| {
        let time: Duration = times(answers).sum();
        Some((less(time), format!("done in {}", seconds(time))))
    }),
    ("Overtime", |answers| {
        let time: Duration = times(answers).sum();
        Some((-less(time), format!("{} of hard work", seconds(time))))
    }),
    ("Steady Hand", |answers| {
        let apart = times(answers).max()?.abs_diff(times(answers).min()?);
        let reason = format!("{} between fastest and slowest", seconds(apart));
        Some((less(apart), reason))
    }),
    ("Good Sport", |answers| {
        let played = plural(answers.len() as u64, "question");
        Some((more(answers.len()), format!("{played}, start to finish")))
    }),
];

/// One honor for each of up to six players, in their order, and none twice. Each player gets
/// what they did best compared to the others.
#[must_use]
pub fn ceremony(games: &[PlayerGame<'_>]) -> Vec<Honor> {
    // How many did better, prize, player, reason.
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

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;
    use crate::scoring::Points;

    /// One sign per answer: `+` right, `X` hard and right, `h` right with a hint, `-` wrong,
    /// `s` skipped. Each took `seconds`.
    fn answered(signs: &str, seconds: u64) -> Vec<Answer> {
        let answers = signs.chars().map(|sign| {
            let right = matches!(sign, '+' | 'X' | 'h');
            Answer {
                question: String::new(),
                category: String::new(),
                difficulty: if sign == 'X' {
                    Difficulty::Hard
                } else {
                    Difficulty::Easy
                },
                given: String::new(),
                right,
                credited: false,
                hinted: sign == 'h',
                skipped: sign == 's',
                late: false,
                elapsed: Duration::from_secs(seconds),
                points: Points {
                    total: if right { 100 } else { 0 },
                    ..Points::default()
                },
            }
        });
        answers.collect()
    }

    fn honored(games: &[Vec<Answer>]) -> Vec<Honor> {
        let names = ["pam", "jim", "roy", "kelly", "oscar", "toby"];
        let games = names.iter().zip(games);
        let games: Vec<_> = games
            .map(|(player, answers)| PlayerGame { player, answers })
            .collect();
        ceremony(&games)
    }

    #[test]
    fn players_are_honored_for_what_they_did_best() {
        // The first player earns the prize, the second is a foil.
        let cases = [
            ("+", "-", "Golden Invoice", "100 points for one answer"),
            ("-++-+", "+-+-+", "On a Roll", "2 right in a row"),
            ("X-X", "+-X", "Hard Bargain", "2 hard questions right"),
            (
                "--+-+",
                "+-+-+",
                "Second Wind",
                "missed the first 2, then got 2 right",
            ),
            ("+--++", "+++--", "Strong Finish", "got the last 2 right"),
            ("+-++-", "++h--", "Tidy Desk", "no hints, only 2 wrong"),
            ("+s++s", "++h--", "Tidy Desk", "no hints, none wrong"),
            ("h-+-h", "+-h-+", "Team Player", "2 hints put to good use"),
            (
                "ss",
                "-s",
                "Executive Decision",
                "2 questions boldly skipped",
            ),
            ("--", "-s", "Nothing Ventured", "2 brave attempts"),
        ];
        for (best, other, name, reason) in cases {
            // The foil comes first and is quicker, so it wins every tie.
            let honors = honored(&[answered(other, 5), answered(best, 6)]);
            let is_given = honors
                .iter()
                .any(|h| (h.name, h.reason.as_str()) == (name, reason));
            assert!(is_given, "{name}: {honors:?}");
        }
    }

    #[test]
    fn six_equal_players_get_six_different_honors() {
        let games = vec![answered("--", 61); 6];
        let honors = honored(&games);
        let said: Vec<_> = honors.iter().map(|h| (h.name, h.reason.as_str())).collect();
        assert_eq!(
            said,
            [
                ("Nothing Ventured", "2 brave attempts"),
                ("Snap Decision", "one question in 1:01"),
                ("Deep Thought", "1:01 on one question"),
                ("Early Lunch", "done in 2:02"),
                ("Overtime", "2:02 of hard work"),
                ("Steady Hand", "0.0 seconds between fastest and slowest"),
            ]
        );
    }

    #[test]
    fn a_quick_wrong_answer_does_not_count_as_the_quickest() {
        let [slow, quick] = [("++", 4), ("+-", 2)].map(|(signs, s)| answered(signs, s));
        let honors = honored(&[slow, quick]);
        assert_eq!(honors[0].name, "Golden Invoice");
        assert_eq!(
            (honors[1].name, honors[1].reason.as_str()),
            ("Express Mail", "right in 2.0 seconds")
        );
    }

    fn any_game() -> impl Strategy<Value = Vec<Answer>> {
        let answer = (
            prop::sample::select(vec!["+", "X", "h", "-", "s"]),
            0..90_u64,
        );
        let answers = prop::collection::vec(answer, 1..12);
        answers.prop_map(|all| {
            all.iter()
                .flat_map(|(sign, s)| answered(sign, *s))
                .collect()
        })
    }

    proptest! {
        #[test]
        fn each_player_is_honored_once_and_no_honor_is_given_twice(
            games in prop::collection::vec(any_game(), 2..=6),
        ) {
            let honors = honored(&games);
            let names: HashSet<_> = honors.iter().map(|honor| honor.name).collect();
            prop_assert_eq!(names.len(), games.len());
            let players: Vec<_> = honors.iter().map(|honor| honor.player.as_str()).collect();
            let expected = &["pam", "jim", "roy", "kelly", "oscar", "toby"][..games.len()];
            prop_assert_eq!(players, expected);
        }
    }
}
