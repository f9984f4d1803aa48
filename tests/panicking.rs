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

use dundie::bank::{Body, Difficulty, Distractors, Expected, Question};
use dundie::quiz::{Presented, Rules, present};
use dundie::ui::card::Card;
use dundie::ui::prompter::{Ask, Menu, Prompter as _, Sheet};
use dundie::ui::signals::Signals;
use dundie::ui::style::Style;
use dundie::ui::terminal::Terminal;

mod screen;
use screen::home::Home;

/// Which page the child panics on.
const PAGE: &str = "page";
/// The pages, what is on them, and the keys that turn them.
const PAGES: [(&str, &str, &str); 5] = [
    ("question", "q quit", "1"),
    ("quit", "Quit?", "y"),
    ("menu", "▸ one", "\r"),
    ("name", "Your name", "\r"),
    ("sheet", "some text", "\r"),
];

fn presented() -> Presented {
    let question = Question {
        id: "who".into(),
        topic: "who".into(),
        season: None,
        episode: None,
        difficulty: Difficulty::Easy,
        ask: "Who is it?".into(),
        because: None,
        source: Vec::new(),
        body: Body::Choice {
            expected: Expected {
                answer: "pam".to_owned(),
                ..Expected::default()
            },
            distractors: Distractors::Own(["jim", "roy", "toby"].map(str::to_owned).to_vec()),
            fixed: None,
            typed: true,
        },
    };
    present(question, Rules::default())
}

#[test]
#[ignore = "started in a terminal by the test below, with a file that names the page"]
fn panics_on_a_page() {
    let style = Style {
        color: true,
        unicode: true,
    };
    let mut terminal = Terminal::new(style, Signals::default());
    let presented = presented();
    let card = Card {
        player: None,
        answers: &[],
        total: 1,
        category: "People",
        practice: false,
        presented: &presented,
        hinted: false,
        hints: true,
        disputable: false,
        countdown: None,
    };
    let page = fs::read_to_string(PAGE).unwrap();
    match page.as_str() {
        "menu" => drop(terminal.choose(&Menu {
            title: "Menu",
            above: None,
            back: "back",
            prompt: "What?",
            items: &["one", "two"].map(str::to_owned),
            first: 0,
            searched: true,
        })),
        "sheet" => {
            let sheet = Sheet {
                title: "Sheet",
                text: &|_| "some text".to_owned(),
                next: "done",
            };
            drop(terminal.read(&[sheet], 0));
        }
        "name" => drop(terminal.text(&Ask {
            title: "Name",
            prompt: "Your name",
            suggested: "",
            check: &|_| panic!("on a page"),
        })),
        _ => {
            terminal.show(&card);
            if page == "question" {
                drop(terminal.input(&card));
            } else {
                drop(terminal.confirm_stop());
            }
        }
    }
    panic!("on a page");
}

#[test]
fn the_terminal_is_as_it_was_after_a_panic() {
    let program = std::env::current_exe().unwrap();
    let program = program.to_str().unwrap();
    let args = ["--ignored", "--exact", "panics_on_a_page", "--nocapture"];
    for (page, sign, keys) in PAGES {
        let home = Home::new();
        home.write(PAGE, page);
        let mut screen = home.open(60, 80).program(program).shell().start(&args);
        screen.wait_for(sign);
        if page == "name" {
            // From the second key on the library asks.
            screen.press("j").wait_for("› j");
        }
        screen.press(keys);
        screen.ends_in_order(101, page);
        screen.wait_for("panicked at").wait_for("on a page");
    }
}
