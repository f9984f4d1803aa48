//! `dundie` without a command: the menu.

use super::app::{App, NamedBank};
use super::failure::{Failure, Outcome, Stop};
use super::{play, player, resume, scores};
use crate::cli::{PlayArgs, ScoresArgs};
use crate::text::printable::Printable;
use crate::ui::{PromptError, Prompter};

#[derive(Clone, Copy)]
enum Item {
    Resume,
    QuickQuiz,
    Category,
    Scores,
    Leave,
}

/// # Errors
/// Where the terminal fails, or what was chosen.
pub fn run(app: &mut App) -> Result<Outcome, Failure> {
    let mut prompter = app.prompter();
    let bank = app.bank(None)?;
    loop {
        match once(app, &bank, prompter.as_mut()) {
            Ok(Some(Outcome::Done)) => prompter.say("\n"),
            Ok(Some(signal)) => return Ok(signal),
            Ok(None) => return Ok(Outcome::Done),
            Err(Stop::Failure(failure)) => return Err(failure),
            Err(Stop::Prompt(error)) => return app.broken_off(error),
        }
    }
}

/// Shows the menu and does what is chosen; `None` where the player leaves.
fn once(app: &App, bank: &NamedBank, prompter: &mut dyn Prompter) -> Result<Option<Outcome>, Stop> {
    // Where that fails a game is still possible; it says what is wrong.
    let saved = player::name(None)
        .and_then(|name| resume::unfinished(app, &name))
        .unwrap_or_default();
    let mut items = Vec::new();
    if let Some((saved, _)) = &saved {
        let (done, all) = (saved.answers.len(), saved.game.questions.len());
        items.push((
            Item::Resume,
            format!(
                "Go on with the game you left: question {} of {all}",
                done + 1
            ),
        ));
    }
    items.extend([
        (Item::QuickQuiz, "Quick quiz: ten questions".to_owned()),
        (Item::Category, "Pick a category".to_owned()),
        (Item::Scores, "High scores".to_owned()),
        (Item::Leave, "Leave".to_owned()),
    ]);
    let texts: Vec<_> = items.iter().map(|(_, text)| text.clone()).collect();
    let Some(chosen) = prompter.choose("dundie", &texts)? else {
        return Ok(None);
    };
    let outcome = match (items[chosen].0, saved) {
        (Item::Resume, Some((saved, history))) => {
            resume::go_on(app, saved, history, prompter, false)?
        }
        (Item::QuickQuiz | Item::Resume, _) => {
            play::start(app, &PlayArgs::quick(), bank, prompter)?
        }
        (Item::Category, _) => match category(bank, prompter)? {
            None => Outcome::Done,
            Some(name) => {
                let args = PlayArgs {
                    categories: vec![name],
                    ..PlayArgs::quick()
                };
                play::start(app, &args, bank, prompter)?
            }
        },
        (Item::Scores, _) => scores::run(app, &ScoresArgs::usual())?,
        (Item::Leave, _) => return Ok(None),
    };
    Ok(Some(outcome))
}

/// The category menu, the largest first.
fn category(bank: &NamedBank, prompter: &mut dyn Prompter) -> Result<Option<String>, PromptError> {
    let mut categories: Vec<_> = bank.bank.index.categories().iter().collect();
    categories.sort_by_key(|category| std::cmp::Reverse(category.len()));
    let items: Vec<_> = categories
        .iter()
        .map(|c| format!("{} ({})", Printable(&c.name), c.len()))
        .collect();
    let chosen = prompter.choose("Category", &items)?;
    Ok(chosen.map(|n| categories[n].slug.clone()))
}

impl PlayArgs {
    /// What `dundie play` means without arguments.
    fn quick() -> Self {
        Self {
            questions: 10,
            ..Self::default()
        }
    }
}

impl ScoresArgs {
    /// What `dundie scores` means without arguments.
    fn usual() -> Self {
        Self {
            top: 10,
            ..Self::default()
        }
    }
}
