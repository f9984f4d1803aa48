//! The awards a player has won, and those still to win.

use super::facts::Facts;
use super::fold::Fold;
use super::table::{AWARDS, Award};
use crate::history::{BoardKey, Career, GameId};

/// A player's awards.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shelf {
    /// In the order earned.
    pub earned: Vec<Earned>,
    /// Still to win, easiest first.
    pub open: Vec<Open>,
}

/// An award that was won.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earned {
    pub award: &'static Award,
    pub game: GameId,
    pub board: BoardKey,
    /// When, in unix milliseconds.
    pub at: i64,
}

/// An award that is not won yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    pub award: &'static Award,
    /// Less than `goal`.
    pub done: u32,
    pub goal: u32,
}

/// The awards won and the progress toward the rest. An award that the bank does not offer is in
/// neither list.
#[must_use]
pub fn shelf(career: &Career, facts: &Facts) -> Shelf {
    let mut fold = Fold::new(career, facts);
    let mut earned = Vec::new();
    let mut open: Vec<&Award> = AWARDS.iter().collect();
    for game in &career.games {
        fold.count(game, |tally, at| {
            open.retain(|award| {
                let is_won = award.is_won(tally, facts);
                earned.extend(is_won.then(|| Earned {
                    award,
                    game: game.id,
                    board: career.boards[game.board].clone(),
                    at,
                }));
                !is_won
            });
        });
    }
    let open = open.into_iter().filter_map(|award| {
        Some(Open {
            award,
            done: award.count(&fold.tally),
            goal: award.goal(facts)?,
        })
    });
    Shelf {
        earned,
        open: open.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Sample, career, daily, facts, on, sample};
    use super::*;

    /// The keys of the awards won, each with its game.
    fn won(games: &[Sample]) -> Vec<(&'static str, i64)> {
        let career = career(games);
        let shelf = shelf(&career, &facts(&career));
        let earned = shelf.earned.iter();
        earned
            .map(|earned| (earned.award.key, earned.game.0))
            .collect()
    }

    fn times(count: usize, sample: Sample) -> Vec<Sample> {
        vec![sample; count]
    }

    fn left(answers: &'static str) -> Sample {
        Sample {
            end: None,
            ..sample(answers)
        }
    }

    fn practice(answers: &'static str) -> Sample {
        Sample {
            practice: true,
            ranked: false,
            ..sample(answers)
        }
    }

    fn timed(answers: &'static str) -> Sample {
        Sample {
            timed: true,
            ..sample(answers)
        }
    }

    fn typed(answers: &'static str) -> Sample {
        Sample {
            typed: true,
            ..sample(answers)
        }
    }

    fn at(end: &'static str) -> Sample {
        Sample {
            end: Some(end),
            ..sample("+")
        }
    }

    fn scored(points: u32) -> Sample {
        Sample {
            points,
            ..sample("+")
        }
    }

    fn from(from: u32, answers: &'static str) -> Sample {
        Sample {
            from,
            ..sample(answers)
        }
    }

    /// An unranked daily that was started the day before.
    fn stale(day: u8) -> Sample {
        Sample {
            ranked: false,
            start: on(day - 1, "").start,
            ..daily(day)
        }
    }

    /// For each award: games where the last one wins it, and games that just miss it.
    #[expect(clippy::too_many_lines, reason = "a row for each award")]
    fn cases() -> Vec<(&'static str, Vec<Sample>, Vec<Sample>)> {
        let month: Vec<_> = (0..30)
            .map(|day| {
                let time: &str = format!("2026-10-{:02}T12:00:00Z", day + 1).leak();
                Sample {
                    daily: Some(&time[..10]),
                    start: time,
                    end: Some(time),
                    ..sample("+")
                }
            })
            .collect();
        let five = "+++++";
        vec![
            ("new-hire", vec![sample("-")], vec![left("+")]),
            ("clocked-in", vec![daily(2)], vec![stale(2)]),
            (
                "conference-room",
                vec![Sample {
                    in_turn: true,
                    ..sample("-")
                }],
                vec![Sample {
                    in_turn: true,
                    ..left("-")
                }],
            ),
            (
                "pay-raise",
                vec![scored(9), scored(5), scored(10)],
                vec![
                    scored(9),
                    scored(9),
                    Sample {
                        ranked: false,
                        ..scored(10)
                    },
                    timed("+"),
                ],
            ),
            (
                "paper-clip",
                vec![left(five)],
                vec![sample("++++"), sample("+-++++")],
            ),
            (
                "stapled",
                vec![practice("++++++++++")],
                times(2, sample("+++++++++")),
            ),
            (
                "hardcover",
                vec![sample("-+++++++++++++++")],
                vec![sample("++++++++++++++")],
            ),
            (
                "speed-dial",
                vec![sample("-qqqqq")],
                vec![sample("qqqq"), sample("qqqq+q")],
            ),
            (
                "spotless",
                vec![sample("++h++")],
                vec![sample("++++"), practice(five), left(five)],
            ),
            (
                "no-help-desk",
                vec![sample("++++++++++")],
                vec![sample("+++++++++h")],
            ),
            (
                "rush-order",
                vec![timed(five)],
                vec![timed("++++s"), sample(five)],
            ),
            (
                "typing-pool",
                vec![typed(five)],
                vec![typed("++-++"), sample(five)],
            ),
            (
                "heavy-carton",
                vec![sample("-X-X")],
                vec![sample("+++X"), sample("XXx"), practice("XX")],
            ),
            (
                "second-quarter",
                vec![sample("-s--+++++++")],
                vec![
                    sample("--++++++++"),
                    sample("---++++++"),
                    practice("---+++++++"),
                ],
            ),
            (
                "fourth-draft",
                vec![sample("-"), sample("s"), sample("-"), sample("+")],
                vec![sample("-"), sample("-"), sample("+")],
            ),
            (
                "mailroom",
                [times(1, sample("-")), times(4, practice("+"))].concat(),
                [
                    times(9, sample("+")),
                    times(1, sample("-")),
                    times(3, sample("+")),
                ]
                .concat(),
            ),
            (
                "first-pot",
                vec![at("2026-11-22T04:00:00Z")],
                vec![at("2026-11-22T03:59:59Z"), at("2026-11-22T07:00:00Z")],
            ),
            (
                "night-crew",
                vec![at("2026-11-22T00:00:00Z")],
                vec![at("2026-11-21T23:59:59Z"), at("2026-11-22T04:00:00Z")],
            ),
            (
                "office-tour",
                vec![sample("-ss-")],
                vec![sample("+sss"), from(30, "+")],
            ),
            (
                "closed-file",
                vec![left("+-s"), left("-++")],
                vec![sample("++-"), from(2, "-")],
            ),
            (
                "archive",
                vec![
                    sample("++++++++++"),
                    from(10, "++++++++++"),
                    from(20, "++++++++++"),
                ],
                vec![
                    sample("++++++++++"),
                    from(10, "++++++++++"),
                    from(20, "+++++++++-+++"),
                ],
            ),
            (
                "attendance",
                (1..=7).map(daily).collect(),
                [
                    times(3, daily(1)),
                    (2..=6).map(daily).collect(),
                    vec![stale(7), daily(8)],
                ]
                .concat(),
            ),
            ("face-of-the-month", month.clone(), month[1..].to_vec()),
            (
                "frequent-filer",
                times(100, practice("-")),
                times(99, sample("-")),
            ),
            (
                "full-ream",
                times(50, left("----------")),
                times(51, sample("---------s")),
            ),
            (
                "whole-carton",
                times(500, left("----------")),
                times(499, sample("----------")),
            ),
        ]
    }

    #[test]
    fn each_award_has_its_own_rule() {
        let cases = cases();
        let keys: Vec<_> = cases.iter().map(|(key, ..)| *key).collect();
        assert!(keys.iter().eq(AWARDS.iter().map(|award| &award.key)));
        for (key, winners, others) in cases {
            let winner = won(&winners).into_iter().find(|(other, _)| *other == key);
            let last = winner.map(|(_, game)| usize::try_from(game).unwrap());
            assert_eq!(last, Some(winners.len()), "{key}");
            let is_won = won(&others).iter().any(|(other, _)| *other == key);
            assert!(!is_won, "{key} is too easy");
        }
    }

    #[test]
    fn an_award_is_won_once_in_the_order_of_games() {
        let games = [sample("+++++"), sample("+++++"), daily(1)];
        let expected = [("paper-clip", 1), ("closed-file", 1), ("office-tour", 1)];
        let won = won(&games);
        assert!(expected.iter().all(|award| won.contains(award)), "{won:?}");
        assert!(won.is_sorted_by_key(|(_, game)| game), "{won:?}");
        assert_eq!(won.last(), Some(&("clocked-in", 3)));
    }

    #[test]
    fn an_open_award_shows_its_progress() {
        let career = career(&times(12, sample("+-+s")));
        let shelf = shelf(&career, &facts(&career));
        let progress = |key| {
            let open = shelf
                .open
                .iter()
                .find(|open| open.award.key == key)
                .unwrap();
            (open.done, open.goal)
        };
        for (key, expected) in [
            ("paper-clip", (1, 5)),
            ("frequent-filer", (12, 100)),
            ("full-ream", (36, 500)),
            ("office-tour", (1, 2)),
            ("archive", (2, 30)),
        ] {
            assert_eq!(progress(key), expected, "{key}");
        }
        assert_eq!(shelf.earned.len() + shelf.open.len(), AWARDS.len());
    }

    #[test]
    fn a_bank_of_one_category_offers_two_fewer_awards() {
        let career = career(&[sample("+++")]);
        let mut facts = facts(&career);
        facts.categories.truncate(1);
        let shelf = shelf(&career, &facts);
        assert_eq!(shelf.earned.len() + shelf.open.len(), AWARDS.len() - 2);
    }
}
