//! More ways to play: with others, against the clock, harder.

use crate::app::App;
use crate::bank::Difficulty;
use crate::cli::{Limit, PlayArgs, WayArgs};
use crate::error::Stop;
use crate::game::players;
use crate::text::name;
use crate::text::printable::Printable;
use crate::ui::prompter::{Ask, Menu, PromptError, Prompter};

/// Asks who is playing; `None` if there are fewer than two.
///
/// # Errors
/// If the prompt is interrupted.
pub fn take_turns(app: &App, prompter: &mut dyn Prompter) -> Result<Option<PlayArgs>, Stop> {
    let Some(first) = players::name(app, None, prompter)? else {
        return Ok(None);
    };
    let mut names = vec![first];
    while names.len() < players::MOST {
        let ask = Ask {
            title: &format!("Players: {}", Printable(&names.join(", "))),
            prompt: "Who else is playing? Press Enter on an empty line when done.",
            suggested: "",
            check: &|text: &str| match text.trim() {
                "" => Ok(()),
                text if players::has(&names, text) => Err("that name is taken".to_owned()),
                text => {
                    let checked = name::checked(text).map(drop);
                    checked.map_err(|error| error.to_string())
                }
            },
        };
        match prompter.text(&ask)? {
            None if prompter.has_pages() => return Ok(None),
            Some(name) if !name.is_empty() => names.push(name),
            _ => break,
        }
    }
    if names.len() < 2 {
        prompter.say("It takes two to take turns.");
        return Ok(None);
    }
    Ok(Some(PlayArgs {
        player: names,
        ..PlayArgs::default()
    }))
}

/// Lets the player pick another way to play.
///
/// # Errors
/// If the prompt is interrupted.
pub fn way(prompter: &mut dyn Prompter) -> Result<Option<PlayArgs>, PromptError> {
    type Change = fn(&mut WayArgs);
    let ways: [(&str, Change); 6] = [
        ("Timed\ttwenty seconds a question", |way| {
            way.timed = Some(Limit::USUAL);
        }),
        ("Typed\tno choices to pick from", |way| way.typed = true),
        ("Typed and timed", |way| {
            way.typed = true;
            way.timed = Some(Limit::USUAL);
        }),
        ("Easy questions only", |way| {
            way.difficulty = Some(Difficulty::Easy);
        }),
        ("Hard questions only", |way| {
            way.difficulty = Some(Difficulty::Hard);
        }),
        ("Twenty questions", |way| way.questions = Some(20)),
    ];
    let chosen = prompter.choose(&Menu {
        title: "More ways to play",
        above: None,
        prompt: "",
        back: "back",
        items: &ways.map(|(text, _)| text.to_owned()),
        first: 0,
        searched: false,
    })?;
    Ok(chosen.map(|n| {
        let mut args = PlayArgs::default();
        ways[n].1(&mut args.game.way);
        args
    }))
}
