//! `dundie bank remove`: take an added bank away again.

use crate::app::App;
use crate::cli::RemoveArgs;
use crate::commands::settings;
use crate::error::{Error, Outcome, Stop};
use crate::files::settings::Key;
use crate::game::{players, resume};
use crate::print::print;
use crate::ui::prompter::Menu;

/// Asks on a terminal, unless the player said `--yes`.
///
/// # Errors
/// If no bank has this name, it cannot be removed, or there is no terminal to ask on.
pub fn run(app: &mut App, args: &RemoveArgs) -> Result<Outcome, Error> {
    let shelf = app.shelf()?;
    let name = &args.added;
    let path = shelf.find(name).ok_or_else(|| shelf.unknown(name))?;
    let player = players::known(app, None)?;
    let is_of_it = |bank: &str| path.to_str() == Some(bank);
    let unfinished = resume::unfinished(app, &player, |game| is_of_it(&game.board.bank))?;
    let stays = match unfinished {
        Some(game) => format!(
            "Its scores stay, and so does the game you left ({})",
            resume::describe(&game)
        ),
        None => "Its scores stay".to_owned(),
    };
    if !args.yes {
        let is_meant = ask(app, name, &stays);
        match is_meant {
            Ok(true) => {}
            Ok(false) => return Ok(Outcome::Done),
            Err(stop) => return app.settle(Err(stop)),
        }
    }
    shelf.remove(name)?;
    let mut text = format!("Removed {name}. {stays}; to play it again, add it again.\n");
    if app.settings.bank.as_ref() == Some(name) {
        let key = Key::find("bank")?;
        settings::save(app, key, key.none)?;
        text += "From now on you play the built-in bank.\n";
    }
    print(&text)
}

fn ask(app: &mut App, name: &str, stays: &str) -> Result<bool, Stop> {
    let mut prompter = app.prompter();
    if !prompter.has_pages() {
        let message = format!("could not ask whether to remove {name}");
        return Err(Error::usage(message, "add --yes to remove it without being asked").into());
    }
    let items = ["Keep it".to_owned(), format!("Remove it\t{stays}")];
    let chosen = prompter.choose(&Menu {
        title: &format!("Remove {name}?"),
        above: None,
        prompt: "",
        back: "keep it",
        items: &items,
        first: 0,
        searched: false,
    })?;
    Ok(chosen == Some(1))
}
