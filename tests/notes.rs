//! Questions flagged on a terminal, with and without a note.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod screen;

use screen::Key;
use screen::home::{Home, choices};

const NOTED: &str = "Noted as wrong or unclear";

/// What `dundie flags` lists.
fn flags(home: &Home) -> String {
    let mut screen = home.start(&["flags"]);
    screen.ends_well();
    screen.screen()
}

#[test]
fn a_note_may_be_left_out() {
    let home = Home::with_bank(&choices(1));
    let mut screen = home.start(&["play", "--bank", "bank.toml", "-n", "1"]);
    screen.wait_for_question("1/1").press(Key::Down).press("f");
    screen
        .wait_for("Enter for no note")
        .press(Key::Enter)
        .wait_for(NOTED);
    screen.wait_for("▸ 1");
    assert_eq!(screen.count("What is number 0?"), 1);
    assert!(flags(&home).contains("q0"), "{}", flags(&home));
}

#[test]
fn escape_takes_a_flag_back() {
    let home = Home::with_bank(&choices(1));
    let mut screen = home.start(&["play", "--bank", "bank.toml", "-n", "1"]);
    screen
        .wait_for_question("1/1")
        .press("f")
        .wait_for("Enter for no note");
    screen.press("1s").wait_for("› 1s").press(Key::Escape);
    screen
        .wait_until_gone("Enter for no note")
        .press("s")
        .ends_well();
    assert_eq!(screen.count(NOTED), 0);
    assert_eq!(screen.count("What is number 0?"), 1);
    assert!(!flags(&home).contains("q0"), "{}", flags(&home));
}

#[test]
fn the_question_before_is_flagged_by_p() {
    let home = Home::with_bank(&choices(2));
    let mut screen = home.start(&["play", "--bank", "bank.toml", "-n", "2"]);
    screen
        .wait_for_question("1/2")
        .press("p")
        .press(Key::Down)
        .wait_for("▸ 1");
    assert_eq!(screen.count("Enter for no note"), 0, "there is none before");
    let first = if screen.screen().contains("number 0") {
        "q0"
    } else {
        "q1"
    };
    screen.press("s").wait_for_question("2/2").press("p");
    screen
        .wait_for("Enter for no note")
        .press("too late\r")
        .wait_for("The question before is noted as wrong or unclear");
    screen.press("s").ends_well();
    let told = flags(&home);
    assert!(told.contains(first) && told.contains("too late"), "{told}");
    assert_eq!(told.matches(" · pam · ").count(), 1, "{told}");
}

#[test]
fn what_is_true_or_false_is_flagged_by_a_sign() {
    let home = Home::with_bank(
        "name = \"Truth\"\n[[question]]\nid = \"truth\"\nkind = \"true-false\"\n\
         difficulty = \"easy\"\nask = \"Is it so?\"\nanswer = true\n",
    );
    let mut screen = home.start(&["play", "--bank", "bank.toml", "-n", "1"]);
    screen
        .wait_for_question("1/1")
        .press("!")
        .wait_for("Enter for no note");
    screen
        .press("it depends\r")
        .wait_for(NOTED)
        .press("t")
        .ends_well();
    assert_eq!(screen.count("1 of 1 right"), 1);
    assert!(flags(&home).contains("it depends"));
}
