//! Games on a real terminal, key by key.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod screen;

use screen::home::{Home, choices};
use screen::{Key, one_row};

const ORDER: &str = r#"name = "Order"

[[question]]
id = "order"
kind = "order"
difficulty = "easy"
ask = "In which order?"
items = ["ace", "bee", "cat"]
"#;

const TYPED: &str = r#"name = "Typed"

[[question]]
id = "who"
kind = "typed"
difficulty = "easy"
ask = "Who sells paper?"
answer = "Jim Halpert"
more = ["Halpert"]

[[question]]
id = "where"
kind = "typed"
difficulty = "hard"
ask = "Where is the paper sold?"
answer = "Scranton"
"#;

#[test]
fn a_game_is_played_with_numbers_and_letters_to_the_high_score_table() {
    let home = Home::with_bank(&choices(3));
    let mut screen = home.start(&["play", "--bank", "bank.toml", "-n", "3"]);
    screen.wait_for_question("1/3");
    screen.wait_for("1/3 · Numbers · easy · 0 points · streak 0");
    let right = screen.number_of_right();
    screen.press(right.to_string());
    screen.wait_for("✓ Right: right");
    screen.wait_for_question("2/3");
    screen.wait_for("2/3 · Numbers · easy · 100 points · streak 1");
    let letter = ["a", "b", "c", "d"][screen.number_of_right() - 1];
    screen.press(letter).wait_for_question("3/3");
    let letter = ["A", "B", "C", "D"][screen.number_of_right() - 1];
    screen.press(letter).ends_well();
    let told = screen.screen();
    assert!(told.contains("3 of 3 right"), "{told}");
    assert!(
        told.contains("High scores · bank · Quick quiz · 3 questions"),
        "{told}"
    );
    let row = told.lines().find(|line| line.starts_with('▸'));
    assert!(row.is_some_and(|row| row.contains("pam")), "{told}");
    assert!(told.contains("Flawless."), "{told}");
    for n in 0..3 {
        assert_eq!(screen.count(&format!("What is number {n}?")), 1);
    }
}

#[test]
fn arrows_go_round_in_both_directions() {
    let home = Home::with_bank(&choices(1));
    let mut screen = home.start(&["play", "--bank", "bank.toml", "-n", "1"]);
    screen
        .wait_for_question("1/1")
        .press(Key::Up)
        .wait_for("▸ 4");
    screen.press(Key::Down).wait_for("▸ 1");
    screen.press(Key::Up).wait_for("▸ 4");
    screen.press(Key::Up).wait_for("▸ 3");
    assert_eq!(screen.count("▸"), 1);
    screen.press(" ").ends_well();
}

#[test]
fn enter_answers_nothing_before_a_choice_is_made() {
    let home = Home::with_bank(&choices(1));
    let mut screen = home.start(&["play", "--bank", "bank.toml", "-n", "1"]);
    screen.wait_for_question("1/1").press(Key::Enter);
    // The arrow tells that the presses before it have been read.
    screen.press("\r\r").press(Key::Down).wait_for("▸ 1");
    let told = screen.everything();
    assert!(
        !told.contains("Right:") && !told.contains("Wrong"),
        "{told}"
    );
    assert_eq!(screen.count("What is number 0?"), 1);
}

#[test]
fn a_hint_takes_two_choices_away_in_place() {
    let home = Home::with_bank(&choices(1));
    let mut screen = home.start(&["play", "--bank", "bank.toml", "-n", "1"]);
    screen
        .wait_for_question("1/1")
        .press("h")
        .wait_for(" answer · s skip");
    let told = screen.everything();
    assert_eq!(
        told.lines().filter(|line| line.ends_with("  …")).count(),
        2,
        "{told}"
    );
    assert_eq!(told.matches("wrong").count(), 1, "{told}");
    assert_eq!(screen.count("What is number 0?"), 1);
    let is_gone = |n: &usize| told.contains(&format!("   {n}  …"));
    let gone = (1..=4).find(is_gone).unwrap();
    screen.press(gone.to_string());
    screen
        .press("h")
        .wait_for("There is no hint to be had here.");
    let right = screen.number_of_right();
    screen.press(right.to_string()).ends_well();
    let told = screen.everything();
    assert!(told.contains("+50 points"), "{told}");
    assert!(told.contains("halved for the hint"), "{told}");
    assert_eq!(screen.count("What is number 0?"), 1);
}

#[test]
fn a_question_can_be_skipped() {
    let home = Home::with_bank(&choices(2));
    let mut screen = home.start(&["play", "--bank", "bank.toml", "-n", "2"]);
    screen
        .wait_for_question("1/2")
        .press("s")
        .wait_for("Skipped.");
    screen.wait_for_question("2/2").press("S").ends_well();
    assert_eq!(screen.count("Skipped."), 2);
    assert_eq!(screen.count("0 of 2 right"), 1);
}

#[test]
fn an_order_is_picked_by_digits_taken_back_and_confirmed() {
    let home = Home::with_bank(ORDER);
    let mut screen = home.start(&["play", "--bank", "bank.toml", "-n", "1"]);
    screen
        .wait_for("In which order?")
        .wait_for("what comes next");
    let [ace, bee, cat] = ["ace", "bee", "cat"].map(|item| screen.number_of(item).to_string());
    screen.press(cat.as_str()).wait_for("[1]  cat");
    screen.press(Key::Backspace).wait_until_gone("[1]");
    screen
        .press(ace.as_str())
        .wait_for(&format!("{ace} [1]  ace"));
    screen
        .press(bee.as_str())
        .wait_for("[3]  cat")
        .wait_for("[2]  bee");
    screen.wait_for("Enter done").press(Key::Enter).ends_well();
    assert_eq!(screen.count("✓ Right: ace; bee; cat"), 1);
    assert_eq!(screen.count("In which order?"), 1);
    assert_eq!(screen.count(&format!("✓ {bee} [2]  bee")), 1);
}

#[test]
fn a_wrong_order_shows_what_stood_in_its_place() {
    let home = Home::with_bank(ORDER);
    let mut screen = home.start(&["play", "--bank", "bank.toml", "-n", "1"]);
    screen.wait_for("what comes next");
    let [ace, bee, cat] = ["ace", "bee", "cat"].map(|item| screen.number_of(item).to_string());
    screen.press(ace.as_str()).wait_for("[1]  ace");
    screen.press(cat.as_str()).wait_for("[3]  bee");
    screen.press(Key::Enter).ends_well();
    for row in [
        format!("✓ {ace} [1]  ace"),
        format!("✗ {cat} [2]  cat"),
        format!("✗ {bee} [3]  bee"),
    ] {
        assert_eq!(screen.count(&row), 1, "{row} in {}", screen.everything());
    }
}

#[test]
fn true_and_false_have_their_own_keys() {
    for (answer, key) in [
        (true, "t"),
        (false, "f"),
        (true, "T"),
        (false, "F"),
        (false, "2"),
    ] {
        let home = Home::with_bank(&format!(
            "name = \"Truth\"\n[[question]]\nid = \"truth\"\nkind = \"true-false\"\n\
             difficulty = \"easy\"\nask = \"Is it so?\"\nanswer = {answer}\n"
        ));
        let mut screen = home.start(&["play", "--bank", "bank.toml", "-n", "1"]);
        screen.wait_for_question("1/1").press(key).ends_well();
        assert_eq!(
            screen.count("1 of 1 right"),
            1,
            "{key}: {}",
            screen.screen()
        );
    }
}

#[test]
fn a_typed_answer_may_be_misspelt() {
    let home = Home::with_bank(TYPED);
    let mut screen = home.start(&["play", "--bank", "bank.toml", "-n", "2"]);
    screen.wait_for("Who sells paper?").wait_for("Your answer");
    screen
        .press(Key::Enter)
        .press("halpert\r")
        .wait_for("be more specific");
    screen
        .press("jim halpret\r")
        .wait_for("✓ Right: Jim Halpert");
    screen
        .wait_for_question("2/2")
        .press(":h\r")
        .wait_for("It begins: S…");
    screen.press(":x\r").wait_for("That is no command here");
    screen.press(":s\r").ends_well();
    assert!(one_row(&screen.screen()).contains("Skipped. The answer is: Scranton"));
}

#[test]
fn leaving_is_asked_about_first() {
    for leave in ["q", "\x1b"] {
        let home = Home::with_bank(&choices(3));
        let mut screen = home.start(&["play", "--bank", "bank.toml", "-n", "3"]);
        screen
            .wait_for_question("1/3")
            .press("1")
            .wait_for_question("2/3")
            .press(leave);
        screen.wait_for("Leave? The game is kept").press("n");
        screen
            .wait_until_gone("Leave?")
            .press("1")
            .wait_for_question("3/3")
            .press(leave);
        screen
            .wait_for("Leave? The game is kept")
            .press("y")
            .ends_well();
        assert_eq!(screen.count("`dundie resume` goes on with it"), 1);
        let mut screen = home.start(&["resume"]);
        screen.wait_for_question("3/3").press("1").ends_well();
        assert_eq!(screen.count("of 3 right"), 1);
    }
}

#[test]
fn a_flagged_question_is_listed() {
    let home = Home::with_bank(&choices(1));
    let mut screen = home.start(&["play", "--bank", "bank.toml", "-n", "1"]);
    screen
        .wait_for_question("1/1")
        .press("f")
        .wait_for("What is wrong with it?")
        .press("two are right\r");
    screen.wait_for("Noted as wrong or unclear");
    assert_eq!(screen.count("What is number 0?"), 1);
    screen.press("1").ends_well();
    let mut screen = home.start(&["flags"]);
    screen.ends_well();
    assert!(screen.screen().contains("q0 "), "{}", screen.screen());
    assert!(
        screen.screen().contains("two are right"),
        "{}",
        screen.screen()
    );
}

#[test]
fn keys_typed_ahead_answer_nothing() {
    let home = Home::with_bank(&choices(3));
    let mut screen = home.start(&["play", "--bank", "bank.toml", "-n", "3"]);
    screen.wait_for_question("1/3").press("1111");
    screen
        .wait_for_question("2/3")
        .press(Key::Down)
        .wait_for("▸ 1");
    assert_eq!(screen.count("3/3"), 0);
}

#[test]
fn keys_that_mean_nothing_answer_nothing() {
    let home = Home::with_bank(&choices(2));
    let mut screen = home.start(&["play", "--bank", "bank.toml", "-n", "2"]);
    screen
        .wait_for_question("1/2")
        .press("s")
        .wait_for_question("2/2");
    // F1 to F4, Ctrl-Right, Shift-F3, Alt-1 and Alt-s.
    for keys in [
        "\x1bOP",
        "\x1bOS",
        "\x1b[1;5C",
        "\x1b[1;2R",
        "\x1b1",
        "\x1bs",
    ] {
        screen.press(keys);
    }
    screen.press(Key::Down).wait_for("▸ 1");
    let told = screen.screen();
    assert!(!told.contains("What is wrong with it?"), "{told}");
    assert_eq!(screen.count("Skipped."), 1, "{told}");
}
