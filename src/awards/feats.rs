//! What a player achieved with the game just finished.

use jiff::civil::Date;

use super::facts::Facts;
use super::fold::{Best, Fold};
use super::table::{AWARDS, Award};
use crate::history::{BoardKey, Career, CareerGame, GameId, days};
use crate::text::printable::Printable;
use crate::ui::words::{ordinal, points};

/// The shortest streak, and the fewest days in a row, that are mentioned.
const LEAST_STREAK: u32 = 3;
const LEAST_DAYS: u32 = 2;
/// Days in a row to look forward to.
const MILESTONES: [u32; 9] = [3, 7, 14, 30, 50, 100, 200, 365, 1_000];

/// Where a game ranks on its board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rank {
    /// From 1.
    pub now: u32,
    /// The player's best rank there before the game.
    pub before: Option<u32>,
    /// How many games the board has, including this one.
    pub of: u32,
}

/// Something that a game achieved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Feat {
    FirstPerfect,
    /// First on a board with other games.
    TopOfBoard,
    /// The player's most points on this board.
    Best {
        /// `quick quiz`
        game: String,
        more: u32,
        /// The day of the previous best.
        since: Date,
        today: Date,
    },
    /// Every question in the category was right at least once.
    Complete {
        category: String,
    },
    Won(&'static Award),
    /// A better rank than before.
    Rank {
        now: u32,
        before: u32,
    },
    /// The player's longest streak; `more` is 0 if there was none before.
    Streak {
        row: u32,
        more: u32,
    },
    /// Days in a row with a daily, or with any questions.
    Days {
        row: u32,
        dailies: bool,
    },
    FirstOnBoard,
}

/// What the game achieved, most important first; nothing if it is unfinished. A game without a
/// `rank` has no board feats. Practice has only streaks, categories and awards.
#[must_use]
pub fn feats(career: &Career, game: GameId, facts: &Facts, rank: Option<Rank>) -> Vec<Feat> {
    let found = career.games.iter().find(|other| other.id == game);
    let Some((game, finished)) = found.and_then(|game| Some((game, game.finished?))) else {
        return Vec::new();
    };
    // A resumed game may have started before others, but it ends last.
    let mut fold = Fold::new(career, facts);
    for other in career.games.iter().filter(|other| other.id != game.id) {
        fold.count(other, |_, _| ());
    }
    let (before, complete) = (fold.tally, fold.complete());
    let best = fold.best.get(&game.board).copied();
    let (days, dailies) = (fold.days.clone(), fold.dailies.clone());
    fold.count(game, |_, _| ());
    let after = fold.tally;

    let mut feats = Vec::new();
    feats.extend((before.perfect == 0 && after.perfect > 0).then_some(Feat::FirstPerfect));
    let board = &career.boards[game.board];
    feats.extend(rank.and_then(top_of_board));
    feats.extend(rank.and_then(|_| personal_best(board, game, finished, best?, facts)));
    let new = fold.complete().into_iter();
    feats.extend(new.filter(|n| !complete.contains(n)).map(|n| {
        let category = facts.categories[n].name.clone();
        Feat::Complete { category }
    }));
    let won = AWARDS.iter().filter(|award| award.is_won(&after, facts));
    feats.extend(
        won.filter(|award| !award.is_won(&before, facts))
            .map(Feat::Won),
    );
    feats.extend(rank.and_then(better_rank));
    if after.streak > before.streak.max(LEAST_STREAK - 1) {
        let (row, longest) = (after.streak, before.streak);
        let more = if longest == 0 { 0 } else { row - longest };
        feats.push(Feat::Streak { row, more });
    }
    if !game.practice {
        let rows = [(&fold.dailies, &dailies, true), (&fold.days, &days, false)];
        let rows = rows.into_iter().filter_map(|(days, before, dailies)| {
            let row = days::row(days, *days.difference(before).last()?);
            (row >= LEAST_DAYS).then_some(Feat::Days { row, dailies })
        });
        feats.extend(rows.take(1));
    }
    let is_first = rank.is_some() && best.is_none() && board.daily.is_none();
    feats.extend(is_first.then_some(Feat::FirstOnBoard));
    feats
}

fn top_of_board(rank: Rank) -> Option<Feat> {
    let is_new = rank.now == 1 && rank.before != Some(1);
    (is_new && rank.of > 1).then_some(Feat::TopOfBoard)
}

/// First place has its own feat.
fn better_rank(Rank { now, before, .. }: Rank) -> Option<Feat> {
    let before = before.filter(|before| now > 1 && now < *before)?;
    Some(Feat::Rank { now, before })
}

fn personal_best(
    board: &BoardKey,
    game: &CareerGame,
    finished: i64,
    best: Best,
    facts: &Facts,
) -> Option<Feat> {
    let more = game
        .points
        .checked_sub(best.points)
        .filter(|more| *more > 0)?;
    let since = days::local(best.finished, best.utc_offset);
    let today = days::local(finished, game.utc_offset);
    let name = |slug: &String| {
        let known = facts.categories.iter().find(|topic| topic.slug == *slug);
        known.map_or(slug, |topic| &topic.name).clone()
    };
    let names: Vec<_> = board.categories.iter().map(name).collect();
    let game = if names.is_empty() {
        "quick quiz".to_owned()
    } else {
        format!("game of {}", names.join(", "))
    };
    Some(Feat::Best {
        game,
        more,
        since: since?.date(),
        today: today?.date(),
    })
}

impl Feat {
    /// One short sentence, safe to print.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::FirstPerfect => "Your first perfect game!".to_owned(),
            Self::TopOfBoard => "First place on the board!".to_owned(),
            Self::Best {
                game,
                more,
                since,
                today,
            } => {
                let (game, more) = (Printable(game), points(*more));
                let since = match since {
                    day if day == today => "earlier today".to_owned(),
                    day if day.year() == today.year() => day.strftime("on %B %-d").to_string(),
                    day => day.strftime("on %B %-d, %Y").to_string(),
                };
                format!("Your best {game} yet: {more} more than {since}.")
            }
            Self::Complete { category } => {
                let category = Printable(category);
                format!("{category} complete: you've gotten every question right.")
            }
            Self::Won(award) => format!("New award: {}. {}", award.name, award.how),
            Self::Rank { now, before } => {
                let [now, before] = [*now, *before].map(ordinal);
                format!("{now} on the board, up from {before}.")
            }
            Self::Streak { row, more: 0 } => format!("{row} in a row: your longest streak yet."),
            Self::Streak { row, more } => {
                format!("{row} in a row: your longest streak yet, by {more}.")
            }
            Self::Days { row, dailies } => {
                let what = if *dailies { "dailies" } else { "days" };
                let next = MILESTONES.into_iter().find(|milestone| milestone > row);
                let next = next.map(|next| format!(" Next milestone: {next}."));
                let end = if MILESTONES.contains(row) { "!" } else { "." };
                format!("{row} {what} in a row{end}{}", next.unwrap_or_default())
            }
            Self::FirstOnBoard => "Your first game on this board.".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Sample, career, daily, facts, on};
    use super::*;

    /// The feats of the last of these games, without awards, in sentences.
    fn said(games: &[Sample], rank: Option<Rank>) -> Vec<String> {
        let career = career(games);
        let last = career.games.last().unwrap().id;
        let feats = feats(&career, last, &facts(&career), rank);
        let plain = feats.iter().filter(|feat| !matches!(feat, Feat::Won(_)));
        plain.map(Feat::sentence).collect()
    }

    fn ranked(now: u32, before: Option<u32>, of: u32) -> Rank {
        Rank { now, before, of }
    }

    fn scored(day: u8, points: u32) -> Sample {
        Sample {
            points,
            ..on(day, "-")
        }
    }

    /// The feats of a ranked game, without days in a row.
    fn better(games: &[Sample]) -> Vec<String> {
        let mut said = said(games, Some(ranked(2, Some(2), 9)));
        said.retain(|text| !text.contains("in a row"));
        said
    }

    #[test]
    fn a_personal_best_is_compared_on_its_own_board() {
        let of = |categories| Sample {
            categories,
            ..scored(3, 2_340)
        };
        let last_year = Sample {
            end: Some("2025-12-31T12:00:00Z"),
            ..scored(1, 2_000)
        };
        let cases: [(&[Sample], &[&str]); 6] = [
            (
                &[scored(1, 1_000), scored(1, 900), scored(2, 2_340)],
                &["Your best quick quiz yet: 1,340 points more than on November 1."],
            ),
            (
                &[scored(3, 2_000), scored(3, 2_001)],
                &["Your best quick quiz yet: 1 point more than earlier today."],
            ),
            (
                &[last_year, scored(3, 2_001)],
                &["Your best quick quiz yet: 1 point more than on December 31, 2025."],
            ),
            (&[scored(1, 2_000), scored(2, 2_000)], &[]),
            (
                &[scored(1, 9), of(&["jim", "gone"])],
                &["Your first game on this board."],
            ),
            (
                &[
                    Sample {
                        points: 2_000,
                        ..of(&["jim"])
                    },
                    of(&["jim"]),
                ],
                &["Your best game of Jim yet: 340 points more than earlier today."],
            ),
        ];
        for (games, expected) in cases {
            assert_eq!(better(games), expected, "{games:?}");
        }
    }

    #[test]
    fn a_rank_is_a_feat_only_if_it_improved() {
        let cases = [
            (1, Some(3), 9, &["First place on the board!"][..]),
            (1, None, 9, &["First place on the board!"]),
            (1, None, 1, &[]),
            (1, Some(1), 9, &[]),
            (2, Some(5), 9, &["2nd on the board, up from 5th."]),
            (2, Some(2), 9, &[]),
            (3, None, 9, &[]),
        ];
        for (now, before, of, expected) in cases {
            let games = [scored(1, 5), scored(1, 5)];
            let said = said(&games, Some(ranked(now, before, of)));
            assert_eq!(said, expected, "{now} {before:?} {of}");
        }
    }

    #[test]
    fn streaks_categories_and_days_are_mentioned_once() {
        let far = |answers| Sample {
            from: 10,
            ..on(1, answers)
        };
        let days = [on(1, "-"), on(2, "-"), on(3, "-")];
        let dailies = [daily(1), daily(2), daily(3), daily(4)];
        let practice = Sample {
            practice: true,
            ..on(2, "+++")
        };
        let cases: [(&[Sample], &[&str]); 12] = [
            (&[on(1, "++-")], &[]),
            (&[on(1, "-s+")], &[]),
            (
                &[far("-+++"), far("++++")],
                &["4 in a row: your longest streak yet, by 1."],
            ),
            (
                &[on(1, "-+++"), on(1, "+++-")],
                &["Pam complete: you've gotten every question right."],
            ),
            (&[on(1, "+++"), on(1, "+++")], &[]),
            (&[on(1, "+++++"), on(1, "+++++")], &[]),
            (&days, &["3 days in a row! Next milestone: 7."]),
            (&[on(1, "-"), on(2, "-"), on(2, "-")], &[]),
            (&[on(1, "-"), on(2, "s")], &[]),
            (&dailies, &["4 dailies in a row. Next milestone: 7."]),
            (
                &[on(1, "-"), daily(2)],
                &["2 days in a row. Next milestone: 3."],
            ),
            (
                &[on(1, "-"), practice],
                &[
                    "Pam complete: you've gotten every question right.",
                    "3 in a row: your longest streak yet.",
                ],
            ),
        ];
        for (games, expected) in cases {
            assert_eq!(said(games, None), expected, "{games:?}");
        }
    }

    #[test]
    fn the_most_important_feat_comes_first() {
        let career = career(&[
            on(1, "-"),
            Sample {
                points: 2_000,
                ..on(2, "+++++")
            },
        ]);
        let feats = feats(
            &career,
            GameId(2),
            &facts(&career),
            Some(ranked(1, Some(3), 9)),
        );
        let said: Vec<_> = feats.iter().map(Feat::sentence).collect();
        assert_eq!(
            said,
            [
                "Your first perfect game!",
                "First place on the board!",
                "Your best quick quiz yet: 1,900 points more than on November 1.",
                "Pam complete: you've gotten every question right.",
                "New award: Pay Raise. Beat your own best score on a board.",
                "New award: Paper Clip. Get five right in a row in one game.",
                "New award: Spotless Report. Get every question right in a game of five or more.",
                "New award: Office Tour. Answer a question from every category.",
                "New award: Closed File. Get every question in a category right at least once.",
                "5 in a row: your longest streak yet.",
                "2 days in a row. Next milestone: 3.",
            ]
        );
    }

    #[test]
    fn a_resumed_game_counts_after_games_started_later() {
        let games = [on(1, "+++++"), on(2, "+++++")];
        let career = career(&games);
        let feats = feats(&career, GameId(1), &facts(&career), None);
        assert_eq!(feats, []);
    }

    #[test]
    fn an_unfinished_or_unknown_game_has_no_feats() {
        let left = Sample {
            end: None,
            ..on(1, "+++++")
        };
        let career = career(&[left]);
        for id in [1, 2] {
            let rank = Some(ranked(1, None, 9));
            let feats = feats(&career, GameId(id), &facts(&career), rank);
            assert_eq!(feats, []);
        }
    }
}
