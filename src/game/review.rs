//! Every question of a game again, one per page.

use super::Game;
use crate::error::Stop;
use crate::quiz::{Answer, Presented};
use crate::text::printable::Printable;
use crate::ui::card::Verdict;
use crate::ui::prompter::{Prompter, Sheet};
use crate::ui::style::Style;
use crate::ui::{review, verdict};

/// One question, answered.
struct Reviewed<'a> {
    title: String,
    presented: Presented,
    answer: &'a Answer,
    /// Right answers in a row before it.
    streak: u32,
    origin: Option<String>,
}

/// Shows the questions of the games until the player goes back.
///
/// # Errors
/// If the bank cannot be read, or the prompt is interrupted.
pub fn review(games: &[Game<'_>], prompter: &mut dyn Prompter) -> Result<(), Stop> {
    let style = prompter.style();
    let mut pages = Vec::new();
    for game in games {
        let answers = game.session.answers();
        let sources = game.bank.bank.sources();
        for (n, (answer, presented)) in answers.iter().zip(game.all_presented()?).enumerate() {
            let Some(presented) = presented else {
                continue;
            };
            let row = answers[..n].iter().rev().take_while(|answer| answer.right);
            let mut title = format!("Question {} of {}", n + 1, answers.len());
            if games.len() > 1 {
                title = format!("{}: {title}", Printable(&game.plan.player));
            }
            pages.push(Reviewed {
                title,
                origin: verdict::origin(&presented.question, &sources, style),
                presented,
                answer,
                streak: u32::try_from(row.count()).unwrap_or(u32::MAX),
            });
        }
    }
    let texts: Vec<_> = pages
        .iter()
        .map(|page| move |width| page.text(width, style))
        .collect();
    let next = |n| if n + 1 == pages.len() { "back" } else { "next" };
    let sheets: Vec<_> = (0..pages.len())
        .map(|n| Sheet {
            title: &pages[n].title,
            text: &texts[n],
            next: next(n),
        })
        .collect();
    let mut at = 0;
    while at < sheets.len()
        && let Some(read) = prompter.read(&sheets, at)?
    {
        at = read + 1;
    }
    Ok(())
}

impl Reviewed<'_> {
    fn text(&self, width: usize, style: Style) -> String {
        let verdict = Verdict {
            answer: self.answer,
            streak: self.streak,
            origin: self.origin.clone(),
            others: None,
            practice: None,
        };
        review::text(&self.presented, Some(&verdict), None, width, style)
    }
}
