//! Picking a category.

use std::sync::Arc;

use crate::app::{App, NamedBank};
use crate::bank::Category;
use crate::cli::PlayArgs;
use crate::error::{Error, Stop, or_report};
use crate::game::players;
use crate::history::Tally;
use crate::text::printable::Printable;
use crate::ui::charts::{Share, meter};
use crate::ui::layout::hang;
use crate::ui::prompter::{Menu, Prompter};
use crate::ui::style::Style;

const CAPTION: &str = "The meter shows your right answers; the numbers show questions you've seen.";
/// Columns of the meter of right answers.
const METER: usize = 5;

/// A player's progress in a category.
#[derive(Debug, Clone, Copy, Default)]
struct Progress {
    /// How many of its questions the player was asked.
    seen: u32,
    answers: Tally,
}

/// Lets the player pick a category: largest first, the arrow on the one played last.
///
/// # Errors
/// If the prompt is interrupted.
pub fn choose(
    app: &App,
    bank: &NamedBank,
    last: Option<&str>,
    prompter: &mut dyn Prompter,
) -> Result<Option<PlayArgs>, Stop> {
    let progress = or_report(progress(app, bank), prompter);
    let mut categories: Vec<_> = bank.bank.index.categories().iter().enumerate().collect();
    categories.sort_by_key(|(_, category)| std::cmp::Reverse(category.len()));
    let items: Vec<_> = categories
        .iter()
        .map(|(n, category)| {
            let progress = progress.get(*n).copied().unwrap_or_default();
            item(category, progress, prompter.style())
        })
        .collect();
    let first = categories
        .iter()
        .position(|(_, category)| Some(category.slug.as_str()) == last);
    let chosen = prompter.choose(&Menu {
        title: "Pick a category",
        above: Some(Arc::new(|look, rows| {
            let rows = hang(CAPTION, look.width, "", "").into_iter().take(rows);
            rows.collect::<Vec<_>>().join("\n")
        })),
        prompt: "Search",
        back: "back",
        items: &items,
        first: first.unwrap_or(0),
        searched: true,
    })?;
    Ok(chosen.map(|n| {
        let mut args = PlayArgs::default();
        args.game.categories.push(categories[n].1.slug.clone());
        args
    }))
}

/// `Jim and Pam`, a tab, and `▰▰▰▱▱  40/92  From the front desk ...`
fn item(category: &Category, progress: Progress, style: Style) -> String {
    let Progress { seen, answers } = progress;
    let share = Share::new(answers.right, answers.asked);
    let right = if answers.asked == 0 {
        " ".repeat(METER)
    } else {
        meter(share, METER, style)
    };
    let seen = format!("{seen}/{}", category.len());
    let about = category.about.as_deref().unwrap_or_default();
    format!(
        "{}\t{right}  {seen:>6}  {}",
        Printable(&category.name),
        Printable(about)
    )
}

/// The player's progress in each category, in the bank's order.
fn progress(app: &App, bank: &NamedBank) -> Result<Vec<Progress>, Error> {
    let index = &bank.bank.index;
    let mut all = vec![Progress::default(); index.categories().len()];
    let player = players::known(app, None)?;
    let Some(history) = app.history()? else {
        return Ok(all);
    };
    for (id, _) in history.boxes(&player, &bank.name)? {
        if let Some(entry) = bank.bank.find(&id)?
            && let Some(progress) = all.get_mut(index.entry(entry)?.category as usize)
        {
            progress.seen += 1;
        }
    }
    let stats = history.stats(&player, &bank.name)?;
    for (category, progress) in index.categories().iter().zip(&mut all) {
        let answers = stats.categories.get(&category.slug);
        progress.answers = answers.copied().unwrap_or_default();
    }
    Ok(all)
}
