//! The feats of a game just finished, and the honors after taking turns.

use super::Game;
use crate::awards::{self, Facts, Honor, PlayerGame};
use crate::error::{Error, Stop};
use crate::history::Rank;
use crate::text::printable::Printable;
use crate::ui::prompter::{Prompter, Sheet};
use crate::ui::style::Style;

/// Each feat in a sentence, most important first; none if the game is not saved.
///
/// # Errors
/// If the history or the bank cannot be read.
pub fn feats(game: &Game<'_>, rank: Option<Rank>) -> Result<Vec<String>, Error> {
    let (Some(history), Some(id)) = (game.recorder.history(), game.recorder.game()) else {
        return Ok(Vec::new());
    };
    let plan = &game.plan;
    let career = history.career(&plan.player, &plan.board.bank)?;
    let facts = Facts::new(&career, &game.bank.bank)?;
    let rank = match rank {
        Some(Rank { rank, of }) => {
            let own = history.top(&plan.board, 2, Some(&plan.player))?;
            // This game pushes each rank behind it down by one.
            let before = own.iter().find(|standing| standing.game != id);
            let before = before.map(|best| best.rank - u32::from(rank < best.rank));
            Some(awards::Rank {
                now: rank,
                before,
                of,
            })
        }
        None => None,
    };
    let feats = awards::feats(&career, id, &facts, rank);
    Ok(feats.iter().map(awards::Feat::sentence).collect())
}

/// One honor for each player.
#[must_use]
pub fn honors(games: &[Game<'_>]) -> Vec<Honor> {
    let games: Vec<_> = games
        .iter()
        .map(|game| PlayerGame {
            player: &game.plan.player,
            answers: game.session.answers(),
        })
        .collect();
    awards::ceremony(&games)
}

/// Each honor, and below it the player and the reason.
#[must_use]
pub fn list(honors: &[Honor], style: Style) -> String {
    let lines = honors.iter().map(|honor| {
        let (star, name) = (style.sign("★"), honor.name);
        let player = style.strong(&Printable(&honor.player).to_string());
        let reason = Printable(&honor.reason);
        let name = style.warm(&format!("{star} {name}"));
        format!("{name}\n  {player}: {reason}\n")
    });
    lines.collect()
}

/// Shows the result, then hands out the honors, one more on each page. Stops early if the
/// players quit.
///
/// # Errors
/// If the prompt is interrupted.
pub fn hand_over(
    title: &str,
    result: &str,
    honors: &[Honor],
    prompter: &mut dyn Prompter,
) -> Result<(), Stop> {
    let style = prompter.style();
    let result = Sheet {
        title,
        text: &|_| result.to_owned(),
        next: "awards",
    };
    if prompter.read(&[result], 0)?.is_none() {
        return Ok(());
    }
    for count in 1..=honors.len() {
        let sheet = Sheet {
            title: "And the awards go to...",
            text: &|_| list(&honors[..count], style),
            next: if count < honors.len() {
                "next award"
            } else {
                "result"
            },
        };
        if prompter.read(&[sheet], 0)?.is_none() {
            break;
        }
    }
    Ok(())
}
