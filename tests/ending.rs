//! The page after a game.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod screen;

use screen::home::{Home, choices};
use screen::{Key, Screen, one_row};

/// Answers all questions of a game: rightly for `r`, else wrongly.
#[track_caller]
fn answer(screen: &mut Screen, how: &str) {
    let total = how.len();
    for (n, how) in (1..).zip(how.chars()) {
        screen.wait_for_question(n, total);
        let right = screen.number_of_right();
        let wrong = if right == "1" { "2" } else { "1" };
        screen.press(if how == 'r' { right.as_str() } else { wrong });
        screen.go_on();
    }
    screen.wait_for("▸ Play again").wait_for("   Menu");
}

#[test]
fn the_page_says_what_was_missed_and_stays() {
    let home = Home::with_bank(&choices(5));
    let mut screen = home.play(5);
    answer(&mut screen, "rwrww");
    screen
        .wait_for("2 / 5     200 points     1st of 1 ")
        .wait_for("  ✓ ✗ ✓ ✗ ✗\n")
        .wait_for("Missed");
    let told = one_row(&screen.screen());
    assert!(told.contains("2 What is number"), "{told}");
    assert!(told.contains(" (you: wrong "), "{told}");
    assert!(!told.contains("Dundie"), "no jokes on other banks: {told}");
    screen
        .press("x")
        .press("5")
        .wait_for_cursor_at("▸ Play again");
    screen.press("q").ends_well();
}

#[test]
fn a_review_turns_the_questions_with_their_marks() {
    let home = Home::with_bank(&choices(3));
    let mut screen = home.play(3);
    answer(&mut screen, "wrw");
    screen.take("Review").wait_for("Question 1 of 3");
    screen.wait_for("✗ Wrong: ").wait_for("Answer: right");
    screen.wait_for("It says so in").wait_for("page 1 of 3");
    screen.press(Key::Right).wait_for("✓ Right: right");
    screen.press(Key::Left).wait_for("Question 1 of 3");
    screen.press(Key::Enter).wait_for("Question 2 of 3");
    screen.press(" ").wait_for("Question 3 of 3");
    screen.press(Key::Enter).wait_for_cursor_at("▸ Review");
}

#[test]
fn what_was_missed_can_be_practiced_and_a_game_played_again() {
    let home = Home::with_bank(&choices(9));
    let mut screen = home.play(2);
    answer(&mut screen, "rw");
    screen
        .take("Practice these")
        .wait_for_question(1, 1)
        .wait_for("Practice · Numbers");
    let right = screen.number_of_right();
    screen.press(right.as_str()).wait_for("box 2 of 5");
    screen.go_on().wait_for("1 up");
    screen.take("Menu").wait_for("▸ Quick quiz").press("q");
    screen.ends_well();

    let mut screen = home.play(2);
    answer(&mut screen, "rr");
    screen.take("Play again").wait_for_question(1, 2);
    answer(&mut screen, "rw");
    screen.wait_for("1 / 2 ").wait_for(" of 3 ");
}

#[test]
fn high_scores_show_the_top_and_the_rows_around_the_own_rank() {
    let home = Home::with_bank(&choices(7));
    let play = |how: &str| {
        let mut screen = home.play(7);
        answer(&mut screen, how);
        screen
    };
    for how in ["rrrrrrr", "rrrrrrw", "rrrrrww", "rrrrwww", "wwwwwww"] {
        play(how).press("q").ends_well();
    }
    let mut screen = play("rrrwwww");
    screen.wait_for("5th of 6 ").take("High scores");
    screen.wait_for("▸  5  pam");
    let ranks: Vec<String> = screen
        .screen()
        .lines()
        .filter(|row| row.contains(" pam "))
        .map(|row| row.trim_start_matches([' ', '▸'])[..1].to_owned())
        .collect();
    assert_eq!(ranks, ["1", "2", "3", "4", "5", "6"]);
}

#[test]
fn the_page_fits_every_window() {
    let home = Home::with_bank(&choices(10));
    for (rows, columns, count) in [(24, 80, 10), (24, 40, 10), (12, 40, 10), (24, 20, 5)] {
        let args = ["play", "--bank", "bank.toml", "-n", &count.to_string()];
        let mut screen = home.open(rows, columns).start(&args);
        for n in 1..=count {
            screen.wait_for_question(n, count).press("s").go_on();
        }
        screen.wait_until_it_fits("▸ Play again", "");
        if rows == 24 {
            screen.wait_for(&format!("0 / {count}"));
            screen.wait_for("Menu").wait_for("q done");
        }
        screen.resize(8, 20).press("j");
        screen.wait_until_it_fits("▸ Review", "");
    }
}
