//! What a player achieved with the game just finished.

use jiff::civil::Date;

use super::facts::Facts;
use super::fold::{Best, Fold};
use super::table::{AWARDS, Award};
use crate::history::{BoardKey, Career, CareerGame, GameId, days};
use crate::text::printable::Printable;
use crate::ui::words::{ordinal, thousands};

/// The shortest streak, and the fewest days in a row, that are worth a word.
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
    /// How many games the board has, this one among them.
    pub of: u32,
}

/// Something that a game achieved. [`Feat::sentence`] says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Feat {
    FirstPerfect,
    /// The best of all on a board with others.
    TopOfBoard,
    /// More points than ever on this board.
    Best {
        /// `quick quiz`
        game: String,
        more: u32,
        /// The day of the best before.
        since: Date,
        today: Date,
    },
    /// A category of which every question was right at least once.
    Complete {
        category: String,
    },
    Won(&'static Award),
    /// A better rank than before.
    Rank {
        now: u32,
        before: u32,
    },
    /// More right in a row than ever; `more` is 0 if there was no streak before.
    Streak {
        row: u32,
        more: u32,
    },
    /// Days in a row with the daily, or with any questions.
    Days {
        row: u32,
        dailies: bool,
    },
    FirstOnBoard,
}

/// What the game achieved, what matters most first; nothing if it was not played to its end. A
/// game without a `rank` has no feats of its board. Practice has streaks, categories and awards.
#[must_use]
pub fn feats(career: &Career, game: GameId, facts: &Facts, rank: Option<Rank>) -> Vec<Feat> {
    let found = career.games.iter().find(|other| other.id == game);
    let Some((game, finished)) = found.and_then(|game| Some((game, game.finished?))) else {
        return Vec::new();
    };
    // A resumed game may be older than others, but its end is the news.
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

/// Being first says it all.
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
    let [since, today] = [best.finished, finished].map(|time| facts.local(time));
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
            Self::FirstPerfect => "First perfect game!".to_owned(),
            Self::TopOfBoard => "First on the board!".to_owned(),
            Self::Best {
                game,
                more,
                since,
                today,
            } => {
                let (game, more) = (Printable(game), thousands(*more));
                let since = match since {
                    day if day == today => "earlier today".to_owned(),
                    day if day.year() == today.year() => day.strftime("on %B %-d").to_string(),
                    day => day.strftime("on %B %-d, %Y").to_string(),
                };
                format!("Your best {game} yet: {more} more than {since}.")
            }
            Self::Complete { category } => {
                let category = Printable(category);
                format!("{category} complete: you have had every question of it right.")
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
