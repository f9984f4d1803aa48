//! Questions that are answered by typing, on a real terminal.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod screen;

use screen::Key;
use screen::home::Home;

/// Two typed questions with the same answer.
fn home() -> Home {
    Home::with_bank(&(1..=2).fold("name = \"Typed\"\n".to_owned(), |text, n| {
        text + &format!(
            "\n[[question]]\nid = \"t{n}\"\nkind = \"typed\"\ndifficulty = \"easy\"\n\
             ask = \"Where is {n}?\"\nanswer = \"Scranton\"\nmore = [\"Pennsylvania\"]\n"
        )
    }))
}

#[test]
fn an_answer_may_be_misspelled_and_has_commands_beside_it() {
    let home = home();
    let mut screen = home.play(2);
    screen
        .press(Key::Enter)
        .press("pennsylvania\r")
        .wait_for("be more specific");
    screen
        .press(Key::CtrlU)
        .press(":x\r")
        .wait_for("Unknown command. Try :h, :s, :f or :q.");
    screen.press(":h\r").wait_for("Starts with: S…");
    screen
        .press("scrantn\r")
        .wait_for("✓ Right: Scranton")
        .go_on();
    screen
        .wait_for_question(2, 2)
        .press(":s\r")
        .wait_for("Skipped.")
        .wait_for("Answer: Scranton");
}

#[test]
fn a_line_is_edited_where_the_cursor_is() {
    let home = home();
    let mut screen = home.play(1);
    screen
        .press("crantonx")
        .press(Key::Backspace)
        .press(Key::Home)
        .press("S")
        .press("\x1bx");
    screen
        .wait_for("› Scranton\n")
        .press(Key::Enter)
        .wait_for("✓ Right");
}

#[test]
fn long_and_wide_text_takes_one_row() {
    for columns in [80, 40, 20] {
        let home = home();
        let mut screen = home.open(24, columns).play(1);
        let keys = |screen: &str| screen.lines().position(|row| row.contains(":h hint"));
        let before = keys(&screen.screen());
        for text in [
            "a place that takes quite some more words than the window has columns, all in all",
            "日本語の紙の会社日本語の紙の会社日本語の紙の会社日本語の紙の会社日本語の紙の会社",
            "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦",
            "שלום עולם, this is e\u{301}e\u{301}e\u{301} and goes on and on for longer than a row",
        ] {
            let last = text.chars().next_back().unwrap();
            screen.press(text).wait_for(&last.to_string());
            screen.press(Key::Home).press(Key::Del).press(Key::End);
            screen.press(Key::Backspace).press("#").wait_for("#\n");
            assert_eq!(keys(&screen.screen()), before, "{}", screen.screen());
            screen.press(Key::CtrlU).wait_for("›\n");
        }
    }
}

#[test]
fn a_paste_of_a_book_and_bytes_that_are_no_text_do_no_harm() {
    let home = home();
    let mut screen = home.play(2);
    screen
        .press("pages and pages ".repeat(640))
        .wait_for("pages and");
    screen.press(Key::CtrlU).wait_for("›\n");
    screen.send_bytes(b"\xff\xfe\x80\xc3(\xe2\x82a\xf0\x9f(b\x00c\x9b");
    screen
        .press(Key::CtrlU)
        .press("Scranton")
        .wait_for("› Scranton\n");
    screen.press(Key::Enter).wait_for("✓ Right: Scranton");
}

#[test]
fn what_was_given_can_be_read_and_counted_as_right() {
    let home = home();
    let mut screen = home.open(24, 40).play(2);
    screen.press("a place that takes quite some more words\r");
    screen.wait_for("✗ Wrong: a place that takes quite\n  some more words\n");
    screen
        .wait_for("r count it as right")
        .press("r")
        .wait_for("✓ Counted as right: a place that\n")
        .wait_for("Answer: Scranton")
        .wait_for("100 points");
    screen
        .wait_until_gone("r count it as right")
        .go_on()
        .wait_for_question(2, 2);
}

#[test]
fn who_stays_finds_what_was_typed_and_ctrl_d_leaves() {
    let home = home();
    let mut screen = home.play(2);
    screen
        .press("Scr")
        .press(Key::Escape)
        .wait_for("Quit? Your game will be saved.");
    screen
        .press("n")
        .wait_for_question(1, 2)
        .press("anton\r")
        .wait_for("✓ Right: Scranton");
    screen
        .go_on()
        .wait_for_question(2, 2)
        .press("x")
        .press(Key::CtrlD)
        .wait_for("› x\n");
    screen.press(Key::Backspace).press(Key::CtrlD).ends_well();
    home.start(&["resume"]).wait_for_question(2, 2);
}
