//! Picking a bank.

use crate::app::{App, NamedBank};
use crate::commands::bank::list::all;
use crate::commands::settings;
use crate::error::{Outcome, Stop};
use crate::files::settings::Key;
use crate::game::category::summary;
use crate::text::printable::Printable;
use crate::ui::prompter::{Menu, Prompter};
use crate::ui::words::plural;

/// Lets the player pick the bank to play from now on.
///
/// # Errors
/// If the choice cannot be saved, or the prompt is interrupted.
pub fn choose(
    app: &App,
    current: &NamedBank,
    prompter: &mut dyn Prompter,
) -> Result<Outcome, Stop> {
    let banks = all(app)?;
    let items: Vec<_> = banks
        .iter()
        .map(|(name, bank)| match bank {
            Ok(bank) => {
                let index = &bank.bank.index;
                let questions = plural(index.len().into(), "question");
                format!("{name}\t{questions}: {}", Printable(&summary(index)))
            }
            Err(error) => format!("{name}\t{}", Printable(&error.message)),
        })
        .collect();
    let is_current = |bank: &NamedBank| bank.name == current.name;
    let first = banks
        .iter()
        .position(|(_, bank)| bank.as_ref().is_ok_and(is_current));
    let chosen = prompter.choose(&Menu {
        title: "Use another bank",
        above: None,
        prompt: "",
        back: "back",
        items: &items,
        first: first.unwrap_or(0),
        searched: false,
    })?;
    if let Some(chosen) = chosen {
        settings::save(app, Key::find("bank")?, &banks[chosen].0)?;
    }
    Ok(Outcome::Done)
}
