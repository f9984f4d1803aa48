//! What a window's size does to a game.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod screen;

use screen::home::{Home, choices};
use screen::{Key, Screen};

/// One question; its text and its choices hold this.
fn bank(text: &str) -> String {
    let choice = |who: &str| format!("\"{who} {text}\"");
    format!(
        "name = \"Texts\"\n[[question]]\nid = \"q\"\ndifficulty = \"easy\"\n\
         ask = \"Which is it: {text}?\"\nanswer = {}\nwrong = [{}, {}, {}]\n",
        choice("pam"),
        choice("jim"),
        choice("roy"),
        choice("toby"),
    )
}

fn long(times: usize) -> String {
    "a good many words ".repeat(times).trim_end().to_owned()
}

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn any_text_is_there_once_in_any_width() {
    for text in [
        "paper from Scranton",
        "紙の会社スクラントン",
        "👩\u{200d}🚀 and 👨\u{200d}👩\u{200d}👧 e\u{301}a\u{301}",
        "חברת נייר في سكرانتون",
        &long(12),
    ] {
        let home = Home::with_bank(&bank(text));
        for columns in [80, 40, 20] {
            let mut screen = home.open(150, columns).play(1);
            let holds_all = |screen: &Screen| {
                let told = screen.screen();
                assert!(!screen.has_broken_rows(), "{columns}: {told}");
                let told = without_spaces(&told);
                for who in ["Which is it:", "pam", "jim", "roy", "toby"] {
                    let whole = without_spaces(&format!("{who} {text}"));
                    assert!(told.contains(&whole), "{columns}: {whole} in {told}");
                }
            };
            holds_all(&screen);
            screen.press("2").wait_for_verdict().wait_for(" ✓ ");
            holds_all(&screen);
        }
    }
}

#[test]
fn a_resized_page_is_drawn_again_by_itself() {
    let home = Home::with_bank(&bank(&long(3)));
    let mut screen = home.play(1);
    screen.press(Key::Down).wait_for("▸ 1");
    let sizes = [(30, 60), (26, 100), (1, 1), (2, 10), (24, 80)];
    let pages = [
        ("", "▸ 1", "q quit"),
        ("?", "Keys", "Enter"),
        ("x1", " ✓ ", "f flag"),
    ];
    for (press, text, keys) in pages {
        if !press.is_empty() {
            screen.press(press);
        }
        for (rows, columns) in sizes {
            screen.resize(rows, columns);
            if rows > 2 {
                screen.wait_until_it_fits(text, keys);
            }
        }
    }
}

#[test]
fn a_resized_prompt_is_drawn_again_at_the_next_key() {
    let home = Home::with_bank(&choices(1));
    let mut menu = home.start(&[]);
    menu.wait_for("▸ Quick quiz");
    for (rows, columns, item) in [
        (12, 40, "▸ Daily"),
        (30, 100, "▸ Pick"),
        (24, 80, "▸ Practice"),
    ] {
        menu.resize(rows, columns)
            .press("j")
            .wait_until_it_fits(item, "q quit");
    }
    let mut screen = home.play(1);
    screen
        .press("q")
        .wait_for("Quit?")
        .resize(20, 50)
        .press("n");
    screen
        .wait_until_it_fits("What is number", "quit")
        .press("f")
        .wait_for("What's wrong");
    screen
        .press("No")
        .wait_for("› No")
        .resize(24, 80)
        .press("pe\r")
        .wait_for("Flagged.");
}

#[test]
fn a_small_window_can_still_be_played() {
    let text = "a good many words from Scranton to Stamford and back again";
    let home = Home::with_bank(&bank(text).replace("toby a", "toby x"));
    let short = Home::with_bank(&choices(1));
    // All choices are in sight, or come into it with the arrow.
    let mut screen = short
        .open(6, 20)
        .start(&["play", "--bank", "bank.toml", "-n", "1"]);
    screen
        .wait_for(" 1  ")
        .wait_for(" 4  ")
        .press(Key::Down)
        .wait_for("▸ 1")
        .press("4");
    screen.wait_for("points").press(Key::Enter).wait_for(" / 1");
    let mut screen = home
        .open(10, 20)
        .start(&["play", "--bank", "bank.toml", "-n", "1"]);
    screen.wait_for(" 1  ");
    screen
        .press(Key::PageUp)
        .wait_for("Which is it:")
        .press(Key::PageDown)
        .wait_for(" 1  ");
    for n in 1..=4 {
        screen.press(Key::Down).wait_for(&format!("▸ {n}"));
    }
}

#[test]
fn small_or_dumb_terminals_get_plain_lines() {
    let home = Home::with_bank(&choices(1));
    let args = ["play", "--bank", "bank.toml", "-n", "1"];
    let plain = [&args[..], &["--plain"]].concat();
    let cases = [
        (home.open(24, 19), &args[..]),
        (home.open(5, 80), &args[..]),
        (home.open(24, 80).env("TERM", "dumb"), &args[..]),
        (home.open(24, 80), &plain[..]),
    ];
    for (opening, args) in cases {
        let mut screen = opening.start(args);
        screen.wait_for("quit]").type_line("1").ends_well();
        let told = String::from_utf8(screen.bytes()).unwrap();
        assert!(told.contains("of 1 right"), "{told}");
        assert!(!told.contains('\x1b'), "{told:?}");
    }
}
