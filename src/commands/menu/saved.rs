//! The menu of saved games.

use crate::app::App;
use crate::commands::resume;
use crate::error::{Outcome, Stop};
use crate::game::resume::{describe, discard, is_there};
use crate::history::Unfinished;
use crate::ui::prompter::{Menu, Prompter};
use crate::ui::words::plural;

/// Lets the player continue or discard saved games.
///
/// # Errors
/// If a game cannot be continued or discarded, or the prompt is interrupted.
pub fn choose(
    app: &App,
    player: &str,
    mut games: Vec<Unfinished>,
    prompter: &mut dyn Prompter,
) -> Result<Outcome, Stop> {
    let mut first = 0;
    while !games.is_empty() {
        let items: Vec<_> = games.iter().map(describe).collect();
        let chosen = prompter.choose(&Menu {
            title: "Saved games",
            above: None,
            prompt: "",
            back: "back",
            items: &items,
            first,
            searched: false,
        })?;
        let Some(chosen) = chosen else {
            break;
        };
        first = chosen;
        let game = &games[chosen];
        let is_there = is_there(game);
        let mut ways = vec!["Discard\tits answers still count in your statistics".to_owned()];
        if is_there {
            ways.insert(0, "Continue".to_owned());
        }
        let way = prompter.choose(&Menu {
            title: &items[chosen],
            above: None,
            prompt: "",
            back: "back",
            items: &ways,
            first: 0,
            searched: false,
        })?;
        match way {
            Some(0) if is_there => {
                return resume::go_on(app, game, player, prompter, false);
            }
            Some(_) => {
                let mut told = discard(app, game)?;
                let discarded = game.first();
                games.retain(|other| other.first() != discarded);
                if !games.is_empty() {
                    let left = plural(games.len() as u64, "saved game");
                    told = format!("{told}\n{left} left.");
                }
                prompter.say(&told);
            }
            None => {}
        }
    }
    Ok(Outcome::Done)
}
