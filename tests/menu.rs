//! The menu on a real terminal.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod screen;

use screen::home::Home;
use screen::{Key, Screen};

const PROMPT: &str = "Enter ▸ choose · q quit";
const RIGHT: &str = "\x1b[C";

fn menu(home: &Home) -> Screen {
    let mut screen = home.start(&[]);
    screen.wait_for("▸ Quick quiz");
    screen
}

/// Leaves the game, whatever kind of question is open.
#[track_caller]
fn leave(screen: &mut Screen) -> &mut Screen {
    screen
        .wait_for_question(1, 10)
        .press(Key::Escape)
        .wait_for("Quit? Your game will be saved.");
    screen.press("y").wait_for(PROMPT)
}

#[test]
fn every_item_comes_back_to_the_menu() {
    let home = Home::new();
    let mut screen = menu(&home);
    for (item, sign, back) in [
        ("High scores", "No games", "\r"),
        ("Awards", "No awards for pam yet", "\r"),
        ("Statistics", "No games for pam yet", " "),
        ("Settings", "Spoiler limit", "q"),
        ("Pick a category", "Search ›", "\x1b"),
        ("More ways to play", "▸ Timed", "q"),
        ("Take turns", "Who else is playing?", "\x1b"),
    ] {
        screen.take(item).wait_for(sign).press(back);
        screen.wait_for(PROMPT).wait_for(&format!("▸ {item}"));
    }
    screen
        .take("Take turns")
        .wait_for("Who else is playing?")
        .press(Key::Enter);
    screen.wait_for("It takes two to take turns.");
    for (item, saved) in [
        (
            "Quick quiz",
            "Continue           Quick quiz, question 1 of 10",
        ),
        ("Daily quiz", "Continue           Daily quiz, "),
        ("Practice", "Continue           Practice, question 1 of 10"),
    ] {
        screen.take(item);
        leave(&mut screen)
            .wait_for(saved)
            .wait_for(&format!("▸ {item}"));
    }
    screen.take("Continue");
    leave(&mut screen);
    screen.wait_for("3 saved games").take("Saved games");
    screen.wait_for("▸ Practice, question 1").press(Key::Enter);
    screen.wait_for("▸ Continue\n").press("j");
    screen.wait_for("▸ Discard").press(Key::Enter);
    screen
        .wait_for("Discarded: Practice, question 1 of 10.")
        .wait_for("2 saved games left.");
    screen.wait_for("▸ Daily quiz, ").press(Key::Enter);
    screen.wait_for("▸ Continue\n").press(Key::Enter);
    leave(&mut screen);
    screen.take("Saved games").wait_for("▸ Daily quiz, ");
    screen.press(Key::Enter).wait_for("▸ Continue\n");
    screen.press("j").wait_for("▸ Discard").press(Key::Enter);
    screen.wait_for("1 saved game left.");
    screen.wait_for("▸ Quick quiz, ").press(Key::Enter);
    screen.wait_for("▸ Continue\n").press("j");
    screen.wait_for("▸ Discard").press(Key::Enter);
    screen.wait_for("Discarded: Quick quiz");
    screen
        .wait_until_gone("saved game")
        .take("Quit")
        .ends_well();
}

#[test]
fn players_who_take_turns_are_asked_for_in_the_menu() {
    let home = Home::new();
    let mut screen = menu(&home);
    screen
        .take("Take turns")
        .wait_for("Players: pam")
        .press("jim\r");
    screen.wait_for("Players: pam, jim").press(Key::Enter);
    screen.wait_for_question(1, 10).wait_for("  pam · ");
}

#[test]
fn categories_are_searched_by_typing_and_the_last_one_is_at_the_arrow() {
    let home = Home::new();
    let mut screen = menu(&home);
    screen
        .take("Pick a category")
        .wait_for_cursor_at("▸ Jim and Pam");
    screen
        .press("zzz")
        .wait_until_gone("▸ Jim and Pam")
        .press("\x7f\x7f\x7f");
    screen
        .press("pranks")
        .wait_for("▸ Pranks and Dwight")
        .press(Key::Enter);
    screen.wait_for("Pranks and Dwight · ");
    leave(&mut screen);
    screen
        .take("Pick a category")
        .wait_for("▸ Pranks and Dwight");
}

#[test]
fn a_game_is_played_from_the_menu_to_the_high_scores() {
    let home = Home::new();
    let mut screen = menu(&home);
    screen.press(Key::Enter);
    for n in 1..=10 {
        screen.wait_for_question(n, 10);
        let skip = if screen.asks_for_text() { ":s\r" } else { "s" };
        screen.press(skip).go_on();
    }
    screen.wait_for("0 / 10 ").take("Menu").wait_for(PROMPT);
    screen
        .take("High scores")
        .wait_for("   1  pam ")
        .press("q")
        .wait_for(PROMPT);
    screen.press("q").ends_well().wait_for("0 of 10 right");
}

#[test]
fn statistics_are_pages_and_what_was_missed_is_reviewed() {
    let home = Home::with_bank(&screen::home::choices(1));
    home.write(
        ".config/dundie/settings.toml",
        "name = \"pam\"\nbank = \"bank.toml\"\n",
    );
    let at = |now| home.open(24, 80).env("DUNDIE_NOW", now);
    let mut game = at("2026-11-21T10:00:00Z").start(&["play", "-n", "1", "--plain"]);
    let wrong = game.wait_for("wrong two 0").number_of("wrong one 0");
    game.type_line(&wrong).ends_well();
    let mut screen = at("2026-11-22T10:00:00Z").start(&[]);
    screen.take("Statistics").wait_for("page 1 of 4");
    for (columns, before) in [(80, 51), (40, 29)] {
        let row = format!("  Sat {}░\n", "·".repeat(before));
        screen.resize(24, columns).wait_for(&row);
    }
    screen.resize(24, 20);
    for sign in ["By category", "By difficulty", "Missed most"] {
        screen.press(RIGHT).wait_for(sign);
        assert!(!screen.has_broken_rows(), "{}", screen.screen());
    }
    screen.resize(24, 80).press(Key::Enter);
    screen.wait_for("Missed 1 of 1").wait_for("Answer: ");
    screen.press(Key::Escape);
    screen.wait_for("Missed most").press(Key::Escape);
    screen.wait_for("▸ Statistics");
}

#[test]
fn every_page_fits_a_narrow_window() {
    for columns in [40, 20] {
        let home = Home::new();
        let mut screen = home.open(24, columns).start(&[]);
        for (item, sign) in [
            ("High scores", "No games"),
            ("Statistics", "No games"),
            ("Settings", "Name"),
            ("Pick a category", "Search"),
            ("More ways", "▸ Timed"),
            ("Take turns", "Players: pam"),
        ] {
            assert!(
                !screen.wait_for("q quit").has_broken_rows(),
                "{}",
                screen.screen()
            );
            screen.take(item).wait_for(sign);
            assert!(!screen.has_broken_rows(), "{}", screen.screen());
            screen.press(Key::Escape).wait_until_gone(sign);
        }
    }
}

#[test]
fn a_menu_longer_than_its_window_has_pages() {
    let home = Home::new();
    let mut screen = home.open(6, 40).start(&[]);
    screen
        .wait_for("  dundie\n")
        .wait_for_cursor_at("▸ Quick quiz");
    screen.press("k").wait_for("▸ Quit");
    // In two rows nothing can be chosen; the menu waits for more.
    for (rows, columns) in [(2, 10), (1, 1)] {
        screen.resize(rows, columns).press("k").press("j");
    }
    screen.resize(24, 80).press("j").wait_for("▸ Quick quiz");
    screen.take("Pick a category").wait_for("▸ Jim and Pam");
}

#[test]
fn settings_are_changed_where_they_are_shown() {
    let home = Home::new().bank(&screen::home::choices(9));
    let mut screen = menu(&home);
    screen.take("Settings").wait_for("Settings file: ");
    screen.take("Questions per game").wait_for("How many?");
    screen.press("nine\r").wait_for("nine").press(Key::Enter);
    screen.wait_for("✗ `questions` can't be");
    screen.press("\x7f\x7f\x7f\x7f3\r");
    screen.wait_for("Questions per game set to 3");
    screen.take("Color").take("never");
    screen
        .wait_for("Color set to never")
        .wait_for("It takes effect the next time");
    screen.take("Bank").wait_for("Path of a .toml file");
    screen.press("bank.toml\r").wait_for("Bank set to ");
    screen.press(Key::Escape).wait_for("9 questions from bank");
    screen.take("Quick quiz").wait_for_question(1, 3);
    screen.wait_for("Numbers").press(Key::Escape);
    screen
        .wait_for("Quit? Your game")
        .press("y")
        .wait_for(PROMPT);
    let saved = home.settings();
    assert!(saved.contains("questions = 3\n"), "{saved}");
    screen.take("Settings").take("Bank").wait_for("bank.toml");
    screen
        .press("built-in\r")
        .wait_for("Bank back to the default: built-in.");
    screen
        .press(Key::Escape)
        .wait_for("435 questions about Jim");
}

#[test]
fn categories_say_what_was_seen() {
    let home = Home::new();
    let mut screen = menu(&home);
    screen
        .take("Pick a category")
        .wait_for("0/92  From the front desk");
    screen.take("Jim and Pam").wait_for_question(1, 10);
    let skip = if screen.asks_for_text() { ":s\r" } else { "s" };
    screen
        .press(skip)
        .go_on()
        .wait_for_question(2, 10)
        .press(Key::Escape);
    screen
        .wait_for("Quit? Your game")
        .press("y")
        .wait_for(PROMPT);
    screen
        .take("Pick a category")
        .wait_for("▱▱▱▱▱    1/92  From");
}
