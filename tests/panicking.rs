//! A fault in the program itself leaves the terminal as it was.
//!
//! This very test program is started in a terminal, below a shell, to panic
//! where something stands on the screen.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failed test says so by panicking"
)]

use std::fs;

use dundie::bank::{Body, Difficulty, Distractors, Question};
use dundie::quiz::{Presented, Rules, present};
use dundie::ui::signals::Signals;
use dundie::ui::terminal::Terminal;
use dundie::ui::{Card, Menu, Prompter, Style};

mod screen;
use screen::home::Home;

/// Which prompt the child panics in.
const PLACE: &str = "place";
const PLACES: [&str; 6] = ["question", "typed", "leaving", "menu", "name", "pause"];

fn presented(place: &str) -> Presented {
    let (answer, accept) = ("pam".to_owned(), Vec::new());
    let body = match place {
        "typed" => Body::Typed {
            answer,
            accept,
            more: Vec::new(),
        },
        _ => Body::Choice {
            answer,
            distractors: Distractors::Own(["jim", "roy", "toby"].map(str::to_owned).to_vec()),
            accept,
        },
    };
    let question = Question {
        id: "who".into(),
        topic: "who".into(),
        season: None,
        episode: None,
        difficulty: Difficulty::Easy,
        ask: "Who is it?".into(),
        because: None,
        source: Vec::new(),
        body,
    };
    present(question, Rules::default())
}

#[test]
#[ignore = "started in a terminal by the test below, with a file that names the place"]
fn panics_where_something_stands() {
    let place = fs::read_to_string(PLACE).unwrap();
    let style = Style {
        colour: true,
        unicode: true,
    };
    let mut terminal = Terminal::new(style, Signals::watch());
    let presented = presented(&place);
    let card = Card {
        player: None,
        number: 1,
        total: 1,
        category: "People",
        points: 0,
        streak: 0,
        presented: &presented,
        hinted: false,
        hints: true,
        disputable: false,
        countdown: None,
    };
    let items = ["one", "two"].map(str::to_owned);
    let menu = Menu {
        prompt: "Menu",
        items: &items,
        first: 0,
        searched: true,
    };
    match place.as_str() {
        "menu" => drop(terminal.choose(&menu)),
        "pause" => drop(terminal.pause("Any key goes on.")),
        "name" => {
            let check = |_: &str| panic!("in the middle of a prompt");
            drop(terminal.text("Your name", "pam", &check));
        }
        _ => {
            terminal.show(&card);
            let _ = terminal.input(&card);
            if place == "leaving" {
                let _ = terminal.confirm_stop();
            }
        }
    }
    panic!("behind a prompt");
}

#[test]
fn the_terminal_is_as_it_was_after_a_panic() {
    let program = std::env::current_exe().unwrap();
    let program = program.to_str().unwrap();
    let args = [
        "--ignored",
        "--exact",
        "panics_where_something_stands",
        "--nocapture",
    ];
    for place in PLACES {
        let home = Home::new();
        home.write(PLACE, place);
        let mut screen = home.open(40, 80).program(program).shell().start(&args);
        let sign = match place {
            "menu" => "▸ one",
            "pause" => "Any key goes on.",
            "name" => "Your name",
            "typed" => "Your answer",
            _ => "q quit",
        };
        screen.wait_for(sign);
        let keys = match place {
            "leaving" => "q",
            "question" => "1",
            _ => "\r",
        };
        screen.press(keys);
        if place == "typed" {
            screen.press("Roy\r");
        }
        if place == "leaving" {
            screen.wait_for("Leave?").press("y");
        }
        screen.wait_for("left with 101\n").ends_well();
        let told = screen.screen();
        for flag in ["icanon", "echo", "isig", "icrnl", "opost"] {
            let is_set = told.split_whitespace().any(|word| word == flag);
            assert!(is_set, "{place}: {flag} in\n{told}");
        }
    }
}
