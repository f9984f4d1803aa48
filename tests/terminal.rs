//! Games on a real terminal, key by key.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod screen;

use screen::Key;
use screen::home::{Home, choices};

const ORDER: &str = r#"name = "Order"

[[question]]
id = "order"
kind = "order"
difficulty = "easy"
ask = "In which order?"
items = ["ace", "bee", "cat"]
"#;

#[test]
fn a_game_is_one_page_after_another_and_leaves_a_short_result() {
    let home = Home::with_bank(&choices(3));
    let mut screen = home.play(3);
    screen.wait_for("Numbers · easy").wait_for("0 points");
    let right = screen.number_of_right();
    screen.press(right.as_str()).wait_for_verdict();
    for part in [
        "  ✓ ▸ ·  ",
        &format!(" ✓ {right}  right"),
        "✓ Right: right",
        "It says so in",
        "+100 points for an easy question",
        "  100 points\n",
    ] {
        screen.wait_for(part);
    }
    screen.go_on().wait_for_question(2, 3);
    assert_eq!(screen.count("What is number"), 1, "{}", screen.screen());
    let letters = [["a", "b", "c", "d"], ["A", "B", "C", "D"]];
    let letter = |number: String, row: usize| letters[row][number.parse::<usize>().unwrap() - 1];
    let right = letter(screen.number_of_right(), 0);
    screen.press(right).wait_for("2nd right in a row");
    screen.go_on().wait_for_question(3, 3);
    screen
        .wait_for("  ✓ ✓ ▸  ")
        .wait_for("210 points   2 in a row\n");
    let right = letter(screen.number_of_right(), 1);
    screen.press(right).wait_for("Enter ▸ result").press(" ");
    screen
        .wait_for("★ 3 / 3 ★ Perfect game     330 points     1st of 1 ")
        .wait_for("  ✓ ✓ ✓\n")
        .press("q")
        .ends_well();
    let left = screen.screen();
    let left: Vec<_> = left.trim_end().lines().collect();
    let [result, again] = left[..] else {
        panic!("{left:?}")
    };
    assert!(
        result.starts_with("330 of 330 points · 3 of 3 right"),
        "{result}"
    );
    assert!(result.ends_with("1st on the board"), "{result}");
    assert!(again.starts_with("Play again: `dundie play`"), "{again}");
}

#[test]
fn a_result_that_is_redirected_is_printed_in_full() {
    let home = Home::with_bank(&choices(1));
    let command = r#"exec "$DUNDIE" play --bank bank.toml -n 1 >result.txt"#;
    let mut screen = home.open(24, 80).program("sh").start(&["-c", command]);
    screen.wait_for_question(1, 1).press("s").go_on();
    screen.wait_for("0 / 1 ").press("q").ends_well();
    assert_eq!(screen.screen().trim(), "");
    let result = home.read("result.txt");
    assert!(
        result.contains("0 of 1 right") && result.contains("High scores"),
        "{result}"
    );
    assert!(!result.contains('\x1b'), "{result:?}");
}

#[test]
fn nothing_is_chosen_at_first_and_arrows_go_round() {
    let home = Home::with_bank(&choices(1));
    let mut screen = home.play(1);
    screen.press(Key::Enter).press(" ").press(Key::Up);
    screen.wait_for_question(1, 1).wait_for("▸ 4");
    for (key, arrow) in [(Key::Down, "▸ 1"), (Key::Up, "▸ 4"), (Key::Up, "▸ 3")] {
        screen.press(key).wait_for_cursor_at(arrow);
    }
    screen.press(" ").wait_for_verdict();
}

#[test]
fn a_hint_rules_two_choices_out() {
    let home = Home::with_bank(&choices(1));
    let mut screen = home.play(1);
    screen.press("h").wait_for("(ruled out)");
    assert_eq!(screen.count("(ruled out)"), 2, "{}", screen.screen());
    let gone = screen.number_of("(ruled out)");
    screen
        .press(gone)
        .press("h")
        .wait_for("No hint for this question.");
    let right = screen.number_of_right();
    screen
        .press(right)
        .wait_for("+50 points: 100 for an easy question, halved for the hint");
}

#[test]
fn a_question_can_be_skipped() {
    let home = Home::with_bank(&choices(2));
    let mut screen = home.play(2);
    screen
        .press("s")
        .wait_for("Skipped.")
        .wait_for("Answer: right");
    screen
        .go_on()
        .wait_for_question(2, 2)
        .wait_for("  – ▸  ")
        .press("S");
    screen.wait_for("  – –  ").go_on().wait_for("0 / 2 ");
}

#[test]
fn an_order_grows_on_the_page_and_can_be_taken_back() {
    let home = Home::with_bank(ORDER);
    let mut screen = home.play(1);
    let [ace, bee, cat] = ["ace", "bee", "cat"].map(|item| screen.number_of(item));
    screen
        .press(cat.as_str())
        .wait_for("[1]  cat")
        .wait_for("1. cat");
    screen.press(Key::Backspace).wait_until_gone("1. cat");
    screen.press(ace).wait_for("1. ace");
    screen
        .press(bee)
        .wait_for("Your order")
        .wait_for("2. bee")
        .wait_for("3. cat");
    screen
        .wait_for("Enter ▸ done")
        .press(Key::Enter)
        .wait_for("✓ Right.");
}

#[test]
fn a_missed_order_stands_beside_the_right_one() {
    for (columns, rows) in [
        (80, [" ✓ 1. ace", " ✗ 2. cat", " ✗ 3. bee", "  2. bee\n"]),
        (40, [" ✓ 1. ace", " ✗ 2. cat", " ✗ 3. bee", "\n  2. bee\n"]),
    ] {
        let home = Home::with_bank(ORDER);
        let mut screen = home.open(24, columns).play(1);
        let [ace, cat] = ["ace", "cat"].map(|item| screen.number_of(item));
        screen.press(ace).wait_for("1. ace");
        screen
            .press(cat)
            .wait_for("3. bee")
            .press(Key::Enter)
            .wait_for_verdict();
        for row in rows {
            screen.wait_for(row);
        }
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
        home.play(1).press(key).wait_for("✓ Right: ");
    }
}

#[test]
fn a_tapped_key_answers_one_question_and_only_enter_and_space_go_on() {
    let home = Home::with_bank(&choices(3));
    let mut screen = home.play(3);
    screen.press("111").wait_for_verdict();
    screen
        .press("1")
        .press("d")
        .press("s")
        .press("t")
        .press(Key::Down);
    // The help page shows that the keys before it have been read.
    screen
        .press("?")
        .wait_for("Help")
        .press("x")
        .wait_for_verdict();
    // What is typed ahead is meant for the page before.
    screen.press("\r1").wait_for_question(2, 3);
    screen
        .press(Key::Down)
        .wait_for("▸ 1")
        .wait_for_question(2, 3);
    screen
        .press("1")
        .wait_for_verdict()
        .press(" ")
        .wait_for_question(3, 3);
}

#[test]
fn bytes_that_are_no_keys_press_none() {
    let home = Home::with_bank(&choices(2));
    let mut screen = home.play(2);
    // F1, Ctrl-Right, Alt-1, Alt with an arrow, a mouse report, a paste, and a late
    // reply of the terminal.
    for bytes in [
        "\x1bOP",
        "\x1b[1;5C",
        "\x1b1",
        "\x1b\x1b[A",
        "\x1b[<0;1;1M",
        "\x1b[200~1q\r\x1b[201~",
        "\x1b]11;rgb:1111/2222/3333\x07",
    ] {
        screen.press(bytes);
    }
    screen
        .press("\x1bOB")
        .wait_for("▸ 1")
        .wait_for_question(1, 2);
}

#[test]
fn leaving_is_asked_about_first_and_saves_the_game() {
    let home = Home::with_bank(&choices(3));
    let mut screen = home.play(3);
    screen.press(Key::Down).wait_for("▸ 1");
    for (leave, no) in [("q", "n"), ("\x1b", "\x1b")] {
        screen
            .press(leave)
            .wait_for("Quit? Your game will be saved.")
            .wait_for("▸ 1");
        screen.press(no).wait_for_question(1, 3).wait_for("▸ 1");
    }
    screen.press(Key::Enter).wait_for_verdict();
    screen
        .press("q")
        .wait_for("Quit?")
        .press("n")
        .wait_for_verdict();
    screen
        .press(Key::Escape)
        .wait_for("Quit?")
        .press("y")
        .ends_well();
    assert_eq!(
        screen.screen().trim(),
        "Game saved. Pick it up with `dundie resume`."
    );
    let mut screen = home.start(&["resume"]);
    screen
        .wait_for_question(2, 3)
        .press("q")
        .wait_for("Quit?")
        .press(Key::Enter)
        .ends_well();
}

/// Everything that a game and the menu write with this variable.
fn written_with(name: &str, value: &str) -> Vec<u8> {
    let home = Home::with_bank(ORDER);
    let open = || home.open(24, 80).env(name, value);
    let mut game = open().start(&["play", "--bank", "bank.toml"]);
    game.wait_for("In which order?")
        .press("1")
        .press("2")
        .wait_for("[3]");
    game.press(Key::Enter)
        .wait_for("point")
        .wait_for("result")
        .press(Key::Enter);
    game.wait_for("High scores").press("q").ends_well();
    let mut menu = open().start(&[]);
    menu.wait_for("Quick quiz").press("q").ends_well();
    [game.bytes(), menu.bytes()].concat()
}

#[test]
fn pages_have_no_color_if_the_player_wants_none() {
    let text = String::from_utf8(written_with("NO_COLOR", "1")).unwrap();
    for sequence in text.split("\x1b[").skip(1) {
        let end = sequence.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
        // All that may be is a reset.
        assert!(
            !end.starts_with('m') || sequence.starts_with("0m"),
            "{sequence:?}"
        );
    }
}

#[test]
fn pages_are_ascii_if_the_locale_has_no_more() {
    let bytes = written_with("LANG", "C");
    assert!(bytes.is_ascii(), "{}", String::from_utf8_lossy(&bytes));
}
