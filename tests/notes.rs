//! Questions flagged on a terminal, with and without a note.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod screen;

use screen::Key;
use screen::home::{Home, choices};

const FLAGGED: &str = "Flagged. See all flags with `dundie flags`.";
const NOTE: &str = "What's wrong with it? (Enter for no note)";

/// What `dundie flags` lists.
fn flags(home: &Home) -> String {
    home.start(&["flags"]).ends_well().screen()
}

#[test]
fn a_question_is_flagged_with_and_without_a_note_before_and_after_its_verdict() {
    let home = Home::with_bank(&choices(1));
    let mut screen = home.play(1);
    screen
        .press(Key::Down)
        .press("f")
        .wait_for(NOTE)
        .press(Key::Enter);
    screen
        .wait_for(FLAGGED)
        .wait_for_question(1, 1)
        .wait_for("▸ 1");
    assert!(flags(&home).contains("q0"), "{}", flags(&home));
    screen
        .press("1")
        .wait_for_verdict()
        .press("f")
        .wait_for(NOTE);
    screen
        .press("two are right\r")
        .wait_for(FLAGGED)
        .wait_for_verdict();
    assert!(flags(&home).contains("two are right"), "{}", flags(&home));
}

#[test]
fn escape_takes_a_flag_back() {
    let home = Home::with_bank(&choices(1));
    let mut screen = home.play(1);
    screen.press("f").wait_for(NOTE).press(Key::Escape);
    screen
        .wait_until_gone(NOTE)
        .wait_for_question(1, 1)
        .press("s")
        .wait_for_verdict();
    assert!(!flags(&home).contains("q0"), "{}", flags(&home));
}

#[test]
fn what_is_true_or_false_is_flagged_by_a_sign() {
    let home = Home::with_bank(
        "name = \"Truth\"\n[[question]]\nid = \"truth\"\nkind = \"true-false\"\n\
         difficulty = \"easy\"\nask = \"Is it so?\"\nanswer = true\n",
    );
    let mut screen = home.play(1);
    screen
        .press("!")
        .wait_for(NOTE)
        .press("it depends\r")
        .wait_for(FLAGGED);
    screen.press("t").wait_for("✓ Right");
    assert!(flags(&home).contains("it depends"));
}
