//! The result of a game, or of several if players took turns.

use std::collections::HashSet;
use std::sync::Arc;

use super::feats::{self, feats, honors};
use super::{Game, board, json, report_unsaved, review, share};
use crate::app::App;
use crate::clock;
use crate::error::{Error, Outcome, Stop, or_report};
use crate::files::builtin;
use crate::history::{GameId, Rank, Standing};
use crate::print::{print, width, wrapped};
use crate::quiz::Answer;
use crate::text::printable::Printable;
use crate::ui::prompter::{Above, Menu, Prompter, Sheet};
use crate::ui::result::{Missed, Summary};
use crate::ui::standings::{self, Place};
use crate::ui::style::Style;
use crate::ui::{verdict, words};

/// How many top games are printed after a game, and how many are shown on a page.
const PRINTED: u32 = 10;
const SHOWN: u32 = 3;

/// What the player wants after a game.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Next {
    /// Another game of the same kind, with these players.
    Again(Vec<String>),
    /// Practice with these entries of the bank.
    Practice(Vec<u32>),
    Done(Outcome),
}

/// A menu item on the page after a game.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Action {
    Again,
    Review,
    Copy,
    CopySquares,
    Practice,
    Scores,
    Menu,
}

/// Shows the results on a page, or prints them on stdout.
///
/// # Errors
/// If they cannot be printed, or the prompt is interrupted.
pub fn finish(
    app: &App,
    games: &[Game<'_>],
    prompter: &mut dyn Prompter,
    json: bool,
) -> Result<Next, Stop> {
    let is_shown = prompter.has_pages() && !json;
    let top = if is_shown { SHOWN } else { PRINTED };
    let (ranks, best) = rankings(games, top, prompter);
    report_unsaved(games, prompter);
    if json {
        let text = json::finished(games, &ranks)?;
        prompter.close();
        return Ok(Next::Done(print(&text)?));
    }
    let next = if is_shown {
        ask(games, &ranks, &best, prompter)?
    } else {
        Next::Done(Outcome::Done)
    };
    if !(is_shown && app.is_stdout_terminal) {
        let _ = print(&text(games, &ranks, &best, width(), app.styles.stdout)?)?;
    } else if let Next::Done(_) = next {
        let style = app.styles.stdout;
        app.farewell.replace(Some(farewell(games, &ranks, style)));
    }
    Ok(next)
}

/// Shows the page after a game until the player leaves it.
fn ask(
    games: &[Game<'_>],
    ranks: &[Option<Rank>],
    best: &[Standing],
    prompter: &mut dyn Prompter,
) -> Result<Next, Stop> {
    let style = prompter.style();
    let key = &games[0].plan.board;
    let title = match games {
        [game] if game.practice.is_some() => "Practice".to_owned(),
        _ => board::game(key),
    };
    let missed = missed_entries(games);
    let again = if key.daily.is_some() {
        "Quick quiz"
    } else {
        "Play again"
    };
    let items = [
        (again, Action::Again, true),
        ("Review", Action::Review, true),
        ("Copy result", Action::Copy, key.daily.is_some()),
        ("Copy as squares", Action::CopySquares, key.daily.is_some()),
        ("Practice these", Action::Practice, !missed.is_empty()),
        ("High scores", Action::Scores, !best.is_empty()),
        ("Menu", Action::Menu, true),
    ];
    let items: Vec<_> = items.iter().filter(|(_, _, has_use)| *has_use).collect();
    let texts: Vec<_> = items.iter().map(|(text, ..)| (*text).to_owned()).collect();
    let above: Above = match games {
        [game] => {
            let summary = summary(game, ranks[0], best, style)?;
            Arc::new(move |look, rows| summary.page(look, rows))
        }
        several => {
            let honors = honors(several);
            let result = in_turn(several, style);
            feats::hand_over(&title, &result, &honors, prompter)?;
            let awards = feats::list(&honors, style);
            Arc::new(move |_, rows| {
                let all = format!("{}\n\n{awards}", result.trim());
                if all.lines().count() <= rows {
                    all
                } else {
                    result.trim().to_owned()
                }
            })
        }
    };
    let mut first = 0;
    loop {
        let chosen = prompter.choose(&Menu {
            title: &title,
            above: Some(Arc::clone(&above)),
            prompt: "",
            back: "done",
            items: &texts,
            first,
            searched: false,
        })?;
        let Some(chosen) = chosen else {
            return Ok(Next::Done(Outcome::Done));
        };
        first = chosen;
        match items[chosen].1 {
            Action::Again => {
                let players = games.iter().map(|game| game.plan.player.clone());
                return Ok(Next::Again(players.collect()));
            }
            Action::Practice => return Ok(Next::Practice(missed)),
            Action::Menu => return Ok(Next::Done(Outcome::Menu)),
            Action::Copy | Action::CopySquares => {
                let day = key.daily.as_deref().unwrap_or_default();
                let text = match items[chosen].1 {
                    Action::Copy => share::share(&games[0], day, style),
                    _ => share::squares(&games[0], day, style),
                };
                prompter.copy(&text);
            }
            Action::Review => review::review(games, prompter)?,
            Action::Scores => {
                let sheet = Sheet {
                    title: "dundie",
                    text: &|width| standing_table(games, best, width, style),
                    next: "back",
                };
                let _ = prompter.read(&[sheet], 0)?;
            }
        }
    }
}

/// The entries that somebody missed and did not get right later, without repeats.
fn missed_entries(games: &[Game<'_>]) -> Vec<u32> {
    let mut entries = Vec::new();
    for game in games {
        for (n, _) in missed(game) {
            let entry = game.entries.get(n).copied().flatten();
            entries.extend(entry.filter(|entry| !entries.contains(entry)));
        }
    }
    entries
}

/// Missed questions with their positions, except those the player got right later.
fn missed<'a>(game: &'a Game<'_>) -> impl Iterator<Item = (usize, &'a Answer)> {
    let answers = game.session.answers();
    answers.iter().enumerate().filter(|(n, answer)| {
        let later = &answers[n + 1..];
        !answer.right && !later.iter().any(|later| later.question == answer.question)
    })
}

/// The summary of one game.
fn summary(
    game: &Game<'_>,
    rank: Option<Rank>,
    best: &[Standing],
    style: Style,
) -> Result<Summary, Error> {
    let session = &game.session;
    let presented = game.all_presented()?;
    let missed = missed(game).filter_map(|(n, answer)| {
        let presented = presented.get(n)?.as_ref()?;
        Some(Missed {
            number: n + 1,
            ask: presented.question.ask.clone(),
            answer: presented.answer(),
            given: answer.given.clone(),
        })
    });
    Ok(Summary {
        right: session.right(),
        of: session.length(),
        points: session.points(),
        rank: rank.map(|rank| (rank.rank, rank.of)),
        elapsed: session.elapsed(),
        answers: session.answers().to_vec(),
        feats: feats(game, rank)?,
        notes: notes(game, best, style),
        missed: missed.collect(),
    })
}

/// How others did on the same daily.
fn others(game: &Game<'_>, best: &[Standing]) -> Option<String> {
    let own = &game.plan.player;
    let others = best.iter().filter(|other| other.player != *own);
    let others = others.map(|o| format!("{} {}/{}", Printable(&o.player), o.right, o.of));
    let others: Vec<_> = others.collect();
    (!others.is_empty()).then(|| format!("Others here: {}.", others.join(", ")))
}

/// Notes below the score.
fn notes(game: &Game<'_>, best: &[Standing], style: Style) -> Vec<String> {
    let mut notes = Vec::new();
    if game.bank.name == builtin::NAME {
        let praise = verdict::praise(game.session.right(), game.session.length());
        notes.push(praise.to_owned());
    }
    if let Some(practice) = &game.practice {
        let boxed = (game.recorder.boxed(&game.plan.player, game.bank)).unwrap_or_default();
        notes.push(practice.summary(&boxed, game.bank.bank.index.len(), style.sign("·")));
    } else if let Some(day) = &game.plan.board.daily {
        if !game.plan.ranked {
            notes.push(
                "Only your first try on the day itself is ranked, and only if you finish it in one \
                 go."
                    .to_owned(),
            );
        }
        notes.extend(others(game, best));
        let left = clock::until_tomorrow().filter(|_| *day == clock::today().to_string());
        notes.extend(left.map(|left| format!("Next daily in {}.", words::hours(left))));
    } else if !game.plan.ranked {
        notes.push("Seeded games aren't ranked.".to_owned());
    }
    notes
}

/// The result and the board, for printing.
fn text(
    games: &[Game<'_>],
    ranks: &[Option<Rank>],
    best: &[Standing],
    width: usize,
    style: Style,
) -> Result<String, Error> {
    let mut text = match games {
        [game] => {
            let result = verdict::result(&game.session, game.most(), style);
            let mut summary = summary(game, ranks[0], best, style)?;
            if let Some(day) = &game.plan.board.daily {
                summary
                    .notes
                    .insert(0, share::share(game, day, style) + "\n");
            }
            format!(
                "\n{}\n{}",
                textwrap::fill(&result, width),
                summary.lines(width, style)
            )
        }
        several => {
            let awards = feats::list(&honors(several), style);
            let title = style.strong("Awards");
            let text = format!("{}\n{title}\n\n{awards}", in_turn(several, style));
            textwrap::fill(&text, width)
        }
    };
    text.push_str(&standing_table(games, best, width, style));
    Ok(text)
}

/// The board, with these games marked.
fn standing_table(games: &[Game<'_>], best: &[Standing], width: usize, style: Style) -> String {
    if best.is_empty() {
        return String::new();
    }
    let new = games.iter().filter_map(|game| game.recorder.game());
    let new: Vec<GameId> = new.collect();
    board::table(&games[0].plan.board, best, &new, width, style)
}

/// The results of players who took turns.
fn in_turn(games: &[Game<'_>], style: Style) -> String {
    let mut text = standings::result(&places(games, true), style);
    if games.iter().any(|game| !game.plan.ranked) {
        text.push_str("Seeded games aren't ranked.\n");
    }
    text
}

/// What stays in the scrollback: the result, the rank, and what to run next.
fn farewell(games: &[Game<'_>], ranks: &[Option<Rank>], style: Style) -> String {
    let dot = style.sign("·");
    let mut lines = Vec::new();
    for (game, rank) in games.iter().zip(ranks) {
        let result = verdict::result(&game.session, game.most(), style);
        let player = (games.len() > 1).then(|| Printable(&game.plan.player).to_string());
        let rank = rank.map(|rank| format!("{} on the board", words::ordinal(rank.rank)));
        let parts = player.into_iter().chain([result]).chain(rank);
        lines.push(parts.collect::<Vec<_>>().join(&format!(" {dot} ")));
    }
    match games {
        [game] if game.plan.board.daily.is_some() => {
            let day = game.plan.board.daily.as_deref().unwrap_or_default();
            lines = vec![share::share(game, day, style)];
        }
        [game] if game.practice.is_some() => lines.push("Practice more: `dundie practice`".into()),
        _ => lines.push(format!(
            "Play again: `dundie play` {dot} High scores: `dundie scores`"
        )),
    }
    wrapped(&(lines.join("\n") + "\n"))
}

/// Each game's rank, and the top of the board with all of them and their neighbors.
fn rankings(
    games: &[Game<'_>],
    top: u32,
    prompter: &mut dyn Prompter,
) -> (Vec<Option<Rank>>, Vec<Standing>) {
    let mut ranks = Vec::new();
    let mut best: Vec<Standing> = Vec::new();
    for game in games {
        let found = or_report(game.recorder.standings(top), prompter);
        let (rank, games) = found.unzip();
        ranks.push(rank);
        best.extend(games.unwrap_or_default());
    }
    let mut seen = HashSet::new();
    best.retain(|standing| seen.insert(standing.game));
    best.sort_by_key(|standing| (standing.rank, standing.game));
    (ranks, best)
}

/// The players' standings, best first. Ties go to the faster player, or without `by_time` to
/// the earlier turn.
#[must_use]
pub fn places(games: &[Game<'_>], by_time: bool) -> Vec<Place> {
    let mut places: Vec<Place> = games
        .iter()
        .map(|game| Place {
            player: game.plan.player.clone(),
            points: game.session.points(),
            right: game.session.right(),
            answered: game.session.position(),
            elapsed: game.session.elapsed(),
        })
        .collect();
    places.sort_by_key(|place| {
        let less = std::cmp::Reverse((place.points, place.right));
        (less, by_time.then_some(place.elapsed))
    });
    places
}
