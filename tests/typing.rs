//! Lines that are typed on a terminal.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod screen;

use screen::home::Home;
use screen::{Key, Screen, one_row};

/// Three typed questions, all with the same answer.
fn bank() -> String {
    (1..=3).fold("name = \"Typed\"\n".to_owned(), |text, n| {
        text + &format!(
            "\n[[question]]\nid = \"t{n}\"\nkind = \"typed\"\ndifficulty = \"easy\"\n\
             ask = \"Where is {n}?\"\nanswer = \"Scranton\"\n"
        )
    })
}

fn play(home: &Home, columns: u16, questions: &str) -> Screen {
    let args = ["play", "--bank", "bank.toml", "-n", questions];
    let mut screen = home.open(24, columns).start(&args);
    screen.wait_for_question(&format!("1/{questions}"));
    screen
}

#[test]
fn a_line_is_edited_at_the_cursor() {
    let home = Home::with_bank(&bank());
    let mut screen = play(&home, 80, "1");
    screen
        .press("cranto")
        .press(Key::Home)
        .press("S")
        .press(Key::End);
    screen
        .press("nx")
        .press(Key::Backspace)
        .wait_for("› Scranton");
    screen.press(Key::Left).press(Key::Left).press(Key::Del);
    screen
        .wait_for("› Scrantn\n")
        .press("o")
        .wait_for("› Scranton\n");
    screen.press(Key::CtrlU).wait_for("› n\n").press(Key::End);
    screen
        .press(" one two")
        .press(Key::CtrlW)
        .wait_for("› n one\n");
    screen.press(Key::CtrlU).press("scranton\r").ends_well();
    assert_eq!(screen.count("1 of 1 right"), 1);
    assert_eq!(screen.count("Where is "), 1);
}

#[test]
fn keys_that_mean_nothing_leave_no_trace() {
    let home = Home::with_bank(&bank());
    let mut screen = play(&home, 80, "1");
    // Ctrl-Right, F1, F5, Alt-x, a mouse wheel and Ctrl-L.
    for keys in [
        "\x1b[1;5C",
        "\x1bOP",
        "\x1b[15~",
        "\x1bx",
        "\x1b[<64;1;1M",
        "\x0c",
    ] {
        screen.press(keys);
    }
    screen.press("Scranton").wait_for("› Scranton\n");
    screen.press(Key::Enter).ends_well();
    assert_eq!(screen.count("1 of 1 right"), 1);
}

#[test]
fn long_and_wide_text_stays_in_one_row() {
    for columns in [80, 40, 20] {
        let home = Home::with_bank(&bank());
        let mut screen = play(&home, columns, "1");
        let before = screen.screen().trim_end().lines().count();
        for text in [
            "a place that takes quite some more words than the window has columns, all in all",
            "日本語の紙の会社日本語の紙の会社日本語の紙の会社日本語の紙の会社日本語の紙の会社",
            "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦",
            "e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}",
        ] {
            let last = text.chars().last().unwrap();
            screen.press(text).wait_for(&last.to_string());
            for key in [Key::Home, Key::Del, Key::End, Key::Left, Key::Backspace] {
                screen.press(key);
            }
            screen.wait_for_rows(before);
            screen.press(Key::End).press(Key::CtrlU).wait_for("›\n");
        }
        screen.press("Scranton\r").ends_well();
        assert_eq!(
            screen.count("Where is "),
            1,
            "{columns}: {}",
            screen.everything()
        );
    }
}

#[test]
fn a_paste_of_a_book_and_bytes_that_are_no_text_do_no_harm() {
    let home = Home::with_bank(&bank());
    let mut screen = play(&home, 80, "2");
    let book = "pages and pages ".repeat(640);
    screen.press(book.as_str()).wait_for("pages and");
    screen.wait_until_it_waits();
    assert_eq!(screen.count("Where is"), 1, "{}", screen.everything());
    screen.press(Key::CtrlU).wait_for("›\n");
    screen.send_bytes(b"\xff\xfe\x80\xc3(\xe2\x82a\xf0\x9f(b\x00c\x9b");
    screen
        .wait_until_it_waits()
        .press(Key::End)
        .press(Key::CtrlU);
    screen.press("Scranton").wait_for("› Scranton\n");
    screen.press(Key::Enter).wait_for_question("2/2");
    assert_eq!(screen.count("✓ Right: Scranton"), 1);
}

#[test]
fn an_answer_that_was_given_stays_readable() {
    let home = Home::with_bank(&bank());
    let mut screen = play(&home, 40, "2");
    let given = "a place that takes quite some more words than the window has";
    screen.press(format!("{given}\r")).wait_for("r I was right");
    let told = one_row(&screen.everything());
    assert!(told.contains(&format!("✗ Wrong: {given}")), "{told}");
    assert!(told.contains("The answer is: Scranton"), "{told}");
}

#[test]
fn escape_asks_to_leave_and_ctrl_d_ends() {
    let home = Home::with_bank(&bank());
    let mut screen = play(&home, 80, "2");
    screen
        .press("Scr")
        .press(Key::Escape)
        .wait_for("Leave? The game is kept");
    screen
        .press("n")
        .wait_until_gone("Leave?")
        .press("Scranton\r");
    screen.wait_for_question("2/2").press("x").press(Key::CtrlD);
    screen
        .press(Key::Backspace)
        .wait_for("›\n")
        .press(Key::CtrlD)
        .ends_well();
    assert_eq!(screen.count("`dundie resume` goes on with it"), 1);
    let mut screen = home.start(&["resume"]);
    screen.wait_for_question("2/2");
}

#[test]
fn a_player_who_was_right_says_so_and_other_keys_go_on() {
    let home = Home::with_bank(&bank());
    let mut screen = play(&home, 80, "3");
    screen
        .press("Dunmore\r")
        .wait_for("r I was right")
        .press("r");
    screen
        .wait_for("Noted for whoever writes the bank")
        .wait_for_question("2/3");
    screen
        .press("Dunmore\r")
        .wait_for("r I was right")
        .press("x");
    screen.wait_for_question("3/3");
    screen
        .press("Dunmore")
        .wait_for("› Dunmore\n")
        .press(Key::Enter);
    screen.wait_for("r I was right").press("R").ends_well();
    assert_eq!(screen.count("Noted for whoever"), 2);
    assert_eq!(
        screen.count("I was right"),
        0,
        "it goes when it is answered"
    );
}
