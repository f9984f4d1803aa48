//! The points.

use std::ops::RangeInclusive;
use std::time::Duration;

use crate::bank::Difficulty;

/// Right answers in a row beyond which the streak earns no more.
pub const LONGEST_PAID_STREAK: u32 = 5;
/// Characters that a player is given a second to read.
const CHARACTERS_A_SECOND: u64 = 20;

/// What a right answer of this difficulty is worth before anything else, whatever the kind of
/// question. A guess hits one of four choices in a quarter of the games, and all of several
/// answers or a number hardly ever; but how hard a question is already says how seldom it is
/// answered.
#[must_use]
pub fn base(difficulty: Difficulty) -> u32 {
    match difficulty {
        Difficulty::Easy => 100,
        Difficulty::Medium => 200,
        Difficulty::Hard => 300,
    }
}

/// The clock of one question in a timed game.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// T: the time for an answer, reading aside.
    pub limit: Duration,
    /// How long the question may be read before t begins.
    pub allowance: Duration,
}

impl Clock {
    /// T in a game that a player starts, in seconds.
    pub const LIMITS: RangeInclusive<u32> = 5..=600;

    /// A clock for a question whose text and choices have this many characters:
    /// one second of reading for each 20.
    #[must_use]
    pub fn new(limit: Duration, characters: usize) -> Self {
        let millis = (characters as u64).saturating_mul(1000) / CHARACTERS_A_SECOND;
        Self {
            limit,
            allowance: Duration::from_millis(millis),
        }
    }

    /// Until the question ends, reading included.
    #[must_use]
    pub fn total(&self) -> Duration {
        self.allowance + self.limit
    }

    /// Whether an answer after `elapsed` comes too late.
    #[must_use]
    pub fn is_over(&self, elapsed: Duration) -> bool {
        self.thinking(elapsed) > self.limit
    }

    fn thinking(&self, elapsed: Duration) -> Duration {
        elapsed.saturating_sub(self.allowance)
    }
}

/// How an answer was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answering {
    pub difficulty: Difficulty,
    pub right: bool,
    /// Right answers in a row before this one.
    pub streak: u32,
    pub hinted: bool,
    pub elapsed: Duration,
    /// Only in timed games.
    pub clock: Option<Clock>,
}

/// The points of an answer and how they came about:
/// `total = base + speed + streak`, halved after a hint.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Points {
    pub base: u32,
    /// What time took away: never positive.
    pub speed: i32,
    pub streak: u32,
    pub hinted: bool,
    pub total: u32,
}

/// Scores one answer. Wrong answers, and answers after the clock, earn nothing.
///
/// Streak: a tenth of the base for each right answer before, five at most.
/// Speed: base x t / 2T is taken away, rounded for the player.
#[must_use]
pub fn score(answer: &Answering) -> Points {
    let late = answer.clock.is_some_and(|c| c.is_over(answer.elapsed));
    if !answer.right || late {
        return Points::default();
    }
    let base = base(answer.difficulty);
    let streak = base / 10 * answer.streak.min(LONGEST_PAID_STREAK);
    let lost = answer.clock.map_or(0, |c| lost(base, c, answer.elapsed));
    let whole = base - lost + streak;
    Points {
        base,
        speed: -i32::try_from(lost).unwrap_or(i32::MAX),
        streak,
        hinted: answer.hinted,
        total: if answer.hinted { whole / 2 } else { whole },
    }
}

/// base x t / 2T, rounded down; t is at most T here.
fn lost(base: u32, clock: Clock, elapsed: Duration) -> u32 {
    let (t, limit) = (
        clock.thinking(elapsed).as_millis(),
        clock.limit.as_millis().max(1),
    );
    u32::try_from(u128::from(base) * t / (2 * limit)).map_or(base, |lost| lost.min(base))
}

/// The most that a game of these questions can earn: all right, at once,
/// without hints.
#[must_use]
pub fn most(difficulties: impl IntoIterator<Item = Difficulty>) -> u32 {
    difficulties
        .into_iter()
        .zip(0..)
        .map(|(difficulty, streak)| {
            let base = base(difficulty);
            base + base / 10 * LONGEST_PAID_STREAK.min(streak)
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const EASY: Answering = Answering {
        difficulty: Difficulty::Easy,
        right: true,
        streak: 0,
        hinted: false,
        elapsed: Duration::ZERO,
        clock: None,
    };

    fn timed(millis: u64) -> Answering {
        Answering {
            elapsed: Duration::from_millis(millis),
            clock: Some(Clock::new(Duration::from_secs(20), 100)),
            ..EASY
        }
    }

    #[test]
    fn points_follow_the_rules() {
        let hard = Answering {
            difficulty: Difficulty::Hard,
            ..EASY
        };
        let medium = Answering {
            difficulty: Difficulty::Medium,
            ..EASY
        };
        let cases = [
            ("easy", EASY, 100),
            ("medium", medium, 200),
            ("hard", hard, 300),
            (
                "wrong",
                Answering {
                    right: false,
                    streak: 9,
                    ..EASY
                },
                0,
            ),
            (
                "third in a row",
                Answering {
                    streak: 2,
                    ..medium
                },
                240,
            ),
            ("sixth in a row", Answering { streak: 5, ..hard }, 450),
            ("ninth in a row", Answering { streak: 8, ..hard }, 450),
            (
                "hint",
                Answering {
                    hinted: true,
                    ..hard
                },
                150,
            ),
            (
                "hint and streak",
                Answering {
                    hinted: true,
                    streak: 1,
                    ..EASY
                },
                55,
            ),
            ("within the reading allowance", timed(5_000), 100),
            ("half of the time", timed(15_000), 75),
            ("the last moment", timed(25_000), 50),
            ("too late", timed(25_001), 0),
            (
                "time takes nothing of the streak",
                Answering {
                    streak: 5,
                    ..timed(25_000)
                },
                100,
            ),
        ];
        for (why, answer, total) in cases {
            assert_eq!(score(&answer).total, total, "{why}");
        }
    }

    #[test]
    fn a_perfect_game_of_ten() {
        let mixed = [[Difficulty::Easy; 4], [Difficulty::Medium; 4]].concat();
        let mixed = mixed.into_iter().chain([Difficulty::Hard; 2]);
        assert_eq!(
            most(mixed),
            100 + 110 + 120 + 130 + 280 + 300 + 300 + 300 + 450 + 450
        );
    }

    fn any_answer() -> impl Strategy<Value = Answering> {
        let clock = prop::option::of((1u64..100_000, 0usize..3_000));
        let difficulty = prop::sample::select(Difficulty::ALL.to_vec());
        (difficulty, any::<(bool, u32, bool)>(), 0u64..300_000, clock).prop_map(
            |(difficulty, (right, streak, hinted), elapsed, clock)| Answering {
                difficulty,
                right,
                streak,
                hinted,
                elapsed: Duration::from_millis(elapsed),
                clock: clock.map(|(t, n)| Clock::new(Duration::from_millis(t), n)),
            },
        )
    }

    proptest! {
        #[test]
        fn points_stay_within_their_bounds(answer in any_answer()) {
            let points = score(&answer);
            prop_assert!(points.total <= base(answer.difficulty) * 3 / 2);
            prop_assert!(answer.right || points.total == 0);
            prop_assert!(points.speed <= 0);
            let parts = i64::from(points.base) + i64::from(points.speed) + i64::from(points.streak);
            let halves = if points.hinted { 2 } else { 1 };
            prop_assert_eq!(i64::from(points.total), parts / halves);
        }

        #[test]
        fn a_streak_never_lowers_a_score(answer in any_answer()) {
            let longer = Answering { streak: answer.streak.saturating_add(1), ..answer };
            prop_assert!(score(&longer).total >= score(&answer).total);
        }

        #[test]
        fn a_hint_or_a_later_answer_never_earns_more(answer in any_answer()) {
            let quick = Answering { hinted: false, elapsed: answer.elapsed / 2, ..answer };
            prop_assert!(score(&quick).total >= score(&answer).total);
        }

        #[test]
        fn no_game_earns_more_than_the_most(
            game in prop::collection::vec((any_answer(), any::<bool>()), 0..30),
        ) {
            let mut streak = 0;
            let mut sum = 0;
            for (answer, right) in &game {
                sum += score(&Answering { streak, right: *right, ..*answer }).total;
                streak = if *right { streak + 1 } else { 0 };
            }
            prop_assert!(sum <= most(game.iter().map(|(a, _)| a.difficulty)));
        }
    }
}
