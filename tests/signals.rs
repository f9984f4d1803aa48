//! Games broken off by Ctrl-C and by signals.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod screen;

use screen::home::{Home, Opening, choices};
use screen::{Exit, Key, Screen};

const TYPED: &str = r#"
[[question]]
id = "typed"
kind = "typed"
difficulty = "hard"
ask = "Who sells paper?"
answer = "Jim"
"#;

const PLAY: [&str; 5] = ["play", "--bank", "bank.toml", "-n", "3"];

const ORDER: &str = r#"name = "Order"

[[question]]
id = "order"
kind = "order"
difficulty = "easy"
ask = "In which order?"
items = ["ace", "bee", "cat"]
"#;

/// Two choice questions and then a typed one; and one to be put in order.
fn home() -> Home {
    let home = Home::with_bank(&(choices(2) + TYPED));
    home.write("order.toml", ORDER);
    home
}

fn in_a_choice_question(opening: Opening) -> Screen {
    let mut screen = opening.start(&PLAY);
    screen
        .wait_for_question("1/3")
        .press("s")
        .wait_for_question("2/3")
        .press(Key::Down)
        .wait_for("▸ 1");
    screen
}

fn in_a_typed_prompt(opening: Opening) -> Screen {
    let mut screen = opening.start(&PLAY);
    screen
        .wait_for_question("1/3")
        .press("s")
        .wait_for_question("2/3")
        .press("s");
    screen.wait_for_question("3/3").press("Ji").wait_for("› Ji");
    screen
}

fn in_the_leave_confirmation(opening: Opening) -> Screen {
    let mut screen = in_a_choice_question(opening);
    screen.press("q").wait_for("Leave?");
    screen
}

fn in_a_note(opening: Opening) -> Screen {
    let mut screen = in_a_choice_question(opening);
    screen
        .press("f")
        .wait_for("What is wrong with it?")
        .press("No")
        .wait_for("› No");
    screen
}

fn after_a_miss(opening: Opening) -> Screen {
    let mut screen = in_a_typed_prompt(opening);
    screen.press("x\r").wait_for("r I was right");
    screen
}

fn in_a_pause(opening: Opening) -> Screen {
    let mut screen = opening.start(&[&PLAY[..], &["--timed"]].concat());
    screen.wait_for_question("1/3").press("s");
    screen.wait_for("Any key goes on.");
    screen
}

fn in_an_order(opening: Opening) -> Screen {
    let mut screen = opening.start(&["play", "--bank", "order.toml"]);
    screen.wait_for_question("1/1").press("2").wait_for("[1]  ");
    screen
}

fn in_the_menu(opening: Opening) -> Screen {
    let mut screen = opening.start(&[]);
    screen.wait_for("▸ Quick quiz").wait_for("Leave");
    screen
}

fn in_the_category_menu(opening: Opening) -> Screen {
    let mut screen = in_the_menu(opening);
    screen
        .press(Key::Down)
        .wait_for("▸ Today's daily")
        .press(Key::Down)
        .wait_for("▸ Pick a category")
        .press(Key::Enter);
    screen
        .wait_for("▸ Jim and Pam")
        .press("pam")
        .wait_for("› pam");
    screen
}

type Place = fn(Opening<'_>) -> Screen;

/// Where a game is broken off, and the question that `resume` goes on with.
const PLACES: [(&str, Place, Option<&str>); 9] = [
    ("choice question", in_a_choice_question, Some("2/3")),
    ("typed prompt", in_a_typed_prompt, Some("3/3")),
    ("confirmation", in_the_leave_confirmation, Some("2/3")),
    ("note", in_a_note, Some("2/3")),
    ("miss", after_a_miss, None),
    ("pause", in_a_pause, Some("2/3")),
    ("order", in_an_order, Some("1/1")),
    ("menu", in_the_menu, None),
    ("category menu", in_the_category_menu, None),
];

/// Asserts that a shell finds its terminal as it was.
#[track_caller]
fn left_in_order(screen: &mut Screen, code: i32, what: &str) {
    screen
        .wait_for(&format!("left with {code}\n"))
        .wait_for("opost")
        .ends_well();
    let told = screen.screen();
    for flag in ["icanon", "echo", "isig", "icrnl", "opost"] {
        assert!(
            told.split_whitespace().any(|word| word == flag),
            "{what}: {flag} in\n{told}"
        );
    }
}

#[track_caller]
fn goes_on(home: &Home, resumed: Option<&str>, what: &str) {
    let mut screen = home.start(&["resume"]);
    let Some(number) = resumed else {
        assert_eq!(screen.wait_exit(), Exit::Code(1), "{what}");
        return;
    };
    screen.wait_for_question(number);
    let told = screen.everything();
    let header = format!("{} · ", &number[1..]);
    assert_eq!(told.matches(&header).count(), 1, "{what}: {told}");
}

#[test]
fn ctrl_c_leaves_the_terminal_in_order_and_the_game_to_go_on_with() {
    for (what, reach, resumed) in PLACES {
        let home = home();
        let mut screen = reach(home.open(24, 80).shell());
        screen.press(Key::CtrlC);
        left_in_order(&mut screen, 130, what);
        let told = screen.screen();
        let is_kept = told.contains("`dundie resume` goes on");
        assert_eq!(is_kept, resumed.is_some(), "{what}: {told}");
        goes_on(&home, resumed, what);
    }
}

#[test]
fn a_signal_leaves_the_terminal_in_order_and_the_game_to_go_on_with() {
    for (signal, code) in [("TERM", 143), ("HUP", 129), ("QUIT", 131), ("INT", 130)] {
        for (what, reach, resumed) in PLACES {
            let what = format!("{signal} in the {what}");
            let home = home();
            let mut screen = reach(home.open(24, 80).shell());
            screen.signal(signal);
            left_in_order(&mut screen, code, &what);
            goes_on(&home, resumed, &what);
        }
    }
}

/// `cargo test --test signals -- --ignored`: about five minutes.
#[test]
#[ignore = "takes minutes; the two above do each once"]
fn a_hundred_times_the_terminal_is_left_in_order() {
    for round in 0..100 {
        for (what, reach, resumed) in PLACES {
            for (signal, code) in [("TERM", 143), ("HUP", 129), ("^C", 130)] {
                let what = format!("{signal} in the {what}, round {round}");
                let home = home();
                let mut screen = reach(home.open(24, 80).shell());
                match signal {
                    "^C" => screen.press(Key::CtrlC),
                    signal => screen.signal(signal),
                };
                left_in_order(&mut screen, code, &what);
                goes_on(&home, resumed, &what);
            }
        }
    }
}

#[test]
fn the_process_dies_of_the_signal_itself() {
    for (signal, name) in [
        ("TERM", "Terminated"),
        ("HUP", "Hangup"),
        ("INT", "Interrupt"),
    ] {
        let home = home();
        let mut screen = in_a_choice_question(home.open(24, 80));
        screen.signal(signal);
        assert_eq!(screen.wait_exit(), Exit::Signal(name.to_owned()));
        assert!(screen.cursor_is_visible());
    }
    let home = home();
    let mut screen = in_a_choice_question(home.open(24, 80));
    screen.press(Key::CtrlC);
    assert_eq!(screen.wait_exit(), Exit::Signal("Interrupt".to_owned()));
}
