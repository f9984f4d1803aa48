//! Several answers, numbers and code on a real terminal.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod screen;

use screen::Key;
use screen::home::Home;

const SEVERAL: &str = r#"name = "Waters"

[[question]]
id = "seas"
kind = "several"
difficulty = "easy"
ask = "Which of these are seas of the world?"
right = ["The Baltic", "The Adriatic"]
wrong = ["The Loire", "", "The Ladoga", ""]
order = "fixed"
because = "The Loire is a river and the Ladoga is a lake."
"#;

const NUMBER: &str = r#"
[[question]]
id = "everest"
kind = "number"
difficulty = "easy"
ask = "How high is Mount Everest?"
answer = 8849
within = 10
unit = "m"
"#;

const CODE: &str = r#"name = "Code"

[[question]]
id = "loop"
difficulty = "easy"
ask = """
What does this program print when it is run?

    for number in range(1, 10, 3):
        print(number, end=" and then ")
"""
answer = "1 4 7"
wrong = ["1 3 9", """
```
Traceback (most recent call last):
```
"""]
"#;

#[test]
fn digits_and_space_pick_several_answers_and_enter_is_done() {
    for columns in [80, 40] {
        let home = Home::with_bank(SEVERAL);
        let mut screen = home.open(24, columns).play(1);
        screen.wait_for(" 1 [ ]  The Loire").wait_for("1-4 pick");
        screen.press(Key::Enter).wait_for("Pick at least one.");
        screen.press("2").wait_for(" 2 [x]  The Baltic");
        screen.press("1").wait_for(" 1 [x]  The Loire");
        screen.press(Key::Down).wait_for_cursor_at("▸ 1");
        screen.press(" ").wait_for("▸ 1 [ ]  The Loire");
        screen.press("d").wait_for(" 4 [x]  The Adriatic");
        assert_eq!(screen.count("[x]"), 2, "{}", screen.screen());
        screen.press(Key::Enter).wait_for("✓ Right: The Baltic;");
        assert!(!screen.has_broken_rows());
        screen.go_on().wait_for("1 / 1");
    }
}

#[test]
fn the_verdict_shows_what_was_missed_and_what_is_not_right() {
    for columns in [80, 40] {
        let home = Home::with_bank(SEVERAL);
        let mut screen = home.open(24, columns).play(1);
        screen.press("h").wait_for("Right answers: 2");
        screen.press("1").press("2").press(Key::Enter);
        for row in [
            " ✗ 1 [x]  The Loire",
            " ✓ 2 [x]  The Baltic",
            "   3 [ ]  The Ladoga",
            " ✓ 4 [ ]  The Adriatic",
            "✗ Wrong.",
            "Missed: The Adriatic",
            "Not right: The Loire",
        ] {
            screen.wait_for(row);
        }
        screen.go_on().wait_for("0 / 1");
        screen.take("Review").wait_for("✓ 4 [ ]  The Adriatic");
        screen.wait_for("✗ 1 [x]  The Loire");
        screen.wait_for("Missed: The Adriatic");
    }
}

#[test]
fn a_killed_game_of_several_answers_and_numbers_goes_on_as_it_was() {
    let home = Home::with_bank(&[SEVERAL, NUMBER].concat());
    let mut screen = home.play(2);
    for number in [1, 2] {
        screen.wait_for_question(number, 2);
        let right = if screen.screen().contains("[ ]") {
            screen.press("2").press("4").press(Key::Enter);
            "✓ Right: The Baltic; The Adriatic"
        } else {
            screen.press("8850 m").press(Key::Enter);
            "✓ Right: 8849 m (within 10)"
        };
        screen.wait_for(right);
        if number == 1 {
            screen.kill();
            screen = home.start(&["resume"]);
        }
    }
    screen.go_on().wait_for("2 / 2");
    screen.take("Review").wait_for("✓ Right: ");
}

#[test]
fn a_number_is_typed_and_shown_with_its_unit() {
    let home = Home::with_bank(&("name = \"Heights\"\n".to_owned() + NUMBER));
    let mut screen = home.play(1);
    screen
        .press("high")
        .press(Key::Enter)
        .wait_for("Type a number.");
    screen.press("8,860").press(Key::Enter);
    screen
        .wait_for("✗ Wrong: 8,860")
        .wait_for("Answer: 8849 m (within 10)");
}

#[test]
fn code_is_cut_at_the_window_and_never_wrapped() {
    let home = Home::with_bank(CODE);
    let mut screen = home.open(24, 30).play(1);
    for row in [
        "\n  What does this program\n  print when it is run?\n",
        "\n      for number in range(1,>\n          print(number, end=>\n",
        "    Traceback (most re",
    ] {
        screen.wait_for(row);
    }
    screen
        .resize(24, 80)
        .wait_for("\n      for number in range(1, 10, 3):\n");
}
