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

/// What the items begin with.
const ITEMS: [&str; 10] = [
    "Quick quiz",
    "Today's daily",
    "Pick a category",
    "Practice",
    "Two or more players",
    "Another way",
    "High scores",
    "Statistics",
    "Settings",
    "Leave",
];

/// Goes up to the item from the last one, and takes it.
#[track_caller]
fn take<'a>(screen: &'a mut Screen, item: &str) -> &'a mut Screen {
    screen.press(Key::End).wait_for("▸ Leave");
    if item != "Leave" && screen.screen().contains("  Drop the game you left") {
        screen.press(Key::Up).wait_for("▸ Drop the game you left");
    }
    let above = ITEMS.iter().rev().skip(1);
    for next in above.take_while(|_| item != "Leave") {
        screen.press(Key::Up).wait_for(&format!("▸ {next}"));
        if *next == item {
            break;
        }
    }
    screen.press(Key::Enter)
}

#[test]
fn every_item_of_the_menu_comes_back_to_it() {
    let home = Home::new();
    let mut screen = home.open(40, 80).start(&[]);
    screen.wait_for("▸ Quick quiz");
    for item in ["High scores", "Statistics", "Settings"] {
        take(&mut screen, item).wait_for("▸ Quick quiz");
    }
    assert!(screen.count("name") > 0, "{}", screen.everything());
    for (item, sign) in [
        ("Pick a category", "Category (type to search)"),
        ("Another way", "▸ Against the clock"),
    ] {
        take(&mut screen, item).wait_for(sign).press(Key::Escape);
        screen.wait_until_gone(sign).wait_for("▸ Quick quiz");
    }
    take(&mut screen, "Two or more players")
        .wait_for("Player 2 ›")
        .press(Key::Enter);
    screen.wait_for("▸ Quick quiz");
    for (asked, (item, greeting)) in (1..).zip([
        ("Quick quiz", "▸ Go on? Quick quiz, question 1 of 10"),
        ("Today's daily", "▸ Go on? Daily of "),
        ("Practice", "▸ Go on? Practice, question 1 of 10"),
    ]) {
        take(&mut screen, item).wait_for_count("  1/10 · ", asked);
        screen.wait_for_question("1/10");
        leave(&mut screen);
        screen.wait_for(greeting);
    }
    screen.press(Key::Enter).wait_for_count("  1/10 · ", 4);
    screen.wait_for_question("1/10");
    leave(&mut screen);
    screen.wait_for("▸ Go on? Practice");
    take(&mut screen, "Leave").ends_well();
}

#[test]
fn players_in_turn_begin_from_the_menu() {
    let home = Home::new();
    let mut screen = home.open(40, 80).start(&[]);
    screen.wait_for("▸ Quick quiz");
    take(&mut screen, "Two or more players")
        .wait_for("Player 2 ›")
        .press("jim\r");
    screen
        .wait_for("Player 3 ›")
        .press(Key::Enter)
        .wait_for("  pam · 1/10 · ");
}

#[test]
fn the_category_played_last_is_at_the_arrow() {
    let home = Home::new();
    let mut screen = home.start(&[]);
    screen.wait_for("▸ Quick quiz");
    take(&mut screen, "Pick a category").wait_for("▸ Jim and Pam");
    screen
        .press("pranks")
        .wait_for("▸ Pranks and Dwight")
        .press(Key::Enter);
    screen.wait_for_question("1/10");
    leave(&mut screen);
    screen.wait_for("▸ Go on? ");
    take(&mut screen, "Pick a category").wait_for("▸ Pranks and Dwight");
}

#[test]
fn a_menu_longer_than_its_window_has_pages() {
    let home = Home::new();
    let mut screen = home.open(6, 40).start(&[]);
    screen
        .wait_for("▸ Quick quiz")
        .press(Key::End)
        .wait_for("▸ Leave");
    screen
        .press("k")
        .wait_for("▸ Settings")
        .press("j")
        .press("j")
        .wait_for("▸ Quick quiz");
    for (rows, columns) in [(2, 10), (1, 1), (2, 10)] {
        screen.resize(rows, columns).press(Key::Down).press(Key::Up);
    }
    screen
        .resize(6, 40)
        .wait_for("▸ Quick quiz")
        .press("q")
        .ends_well();
}

#[test]
fn a_window_that_changes_after_a_game_ends_no_menu() {
    let home = Home::new();
    let mut screen = home.start(&[]);
    screen.wait_for("▸ Quick quiz");
    take(&mut screen, "Quick quiz").wait_for_question("1/10");
    leave(&mut screen);
    screen.wait_for("▸ Go on? ").resize(20, 60).press(Key::End);
    screen.wait_for("▸ Leave").press(Key::Enter).ends_well();
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
    screen.wait_for("▸ Go on? Quick quiz, question 1 of 10");
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
        .press("zzz")
        .wait_for("nothing found")
        .press("\u{15}")
        .wait_until_gone("nothing found");
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
    screen.wait_for("▸ Go on? ").press(Key::Escape).ends_well();
}
