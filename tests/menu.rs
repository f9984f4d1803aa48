//! The menu on a real terminal.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod screen;

use screen::home::Home;
use screen::{Key, Screen};

/// Leaves the game, whatever kind of question stands.
fn leave(screen: &mut Screen) {
    let stop = if screen.asks_for_text() { ":q\r" } else { "q" };
    screen
        .press(stop)
        .wait_for("Leave? The game is kept")
        .press("y");
}

#[test]
fn enter_in_the_menu_starts_a_quick_quiz() {
    let home = Home::new();
    let mut screen = home.start(&[]);
    screen
        .wait_for("▸ Quick quiz")
        .press(Key::Enter)
        .wait_for_question("1/10");
    leave(&mut screen);
    screen.wait_for("▸ Go on with your game? Question 1 of 10");
    screen.press(Key::Escape).ends_well();
}

#[test]
fn the_category_menu_is_searched_by_typing() {
    let home = Home::new();
    let mut screen = home.start(&[]);
    screen
        .wait_for("Leave")
        .press(Key::Down)
        .wait_for("▸ Today's daily")
        .press(Key::Down)
        .wait_for("▸ Pick a category");
    screen.press(Key::Enter).wait_for("▸ Jim and Pam");
    screen
        .press("pranks")
        .wait_until_gone("Jim and Pam")
        .wait_for("▸ Pranks and Dwight");
    screen
        .press(Key::Enter)
        .wait_for("1/10 · Pranks and Dwight");
}

#[test]
fn the_menu_shows_the_scores_and_goes_on() {
    let home = Home::new();
    let mut game = home.start(&["play"]);
    for n in 1..=10 {
        game.wait_for_question(&format!("{n}/10"));
        let skip = if game.asks_for_text() { ":s\r" } else { "s" };
        game.press(skip);
    }
    game.ends_well();
    let mut screen = home.start(&[]);
    screen.wait_for("Leave");
    for item in ["Settings", "Statistics", "High scores"] {
        screen.press(Key::Up).wait_for("▸");
        if item == "Settings" {
            screen.wait_for("▸ Leave").press(Key::Up);
        }
        screen.wait_for(&format!("▸ {item}"));
    }
    screen.press(Key::Enter);
    screen
        .wait_for("High scores · Quick quiz · 10 questions")
        .wait_for("pam");
    screen
        .wait_for("▸ Quick quiz")
        .press(Key::Escape)
        .ends_well();
}

#[test]
fn the_menu_comes_back_in_a_window_of_two_rows() {
    let home = Home::new();
    let mut screen = home.start(&[]);
    screen
        .wait_for("▸ Quick quiz")
        .press(Key::Enter)
        .wait_for_question("1/10");
    screen.resize(2, 40);
    leave(&mut screen);
    screen
        .wait_for("▸ Go on with")
        .press(Key::Escape)
        .ends_well();
}
