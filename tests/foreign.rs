//! What a terminal sends that is no key, and pastes, on every page that reads keys itself.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod screen;

use std::thread::sleep;
use std::time::Duration;

use screen::Key;
use screen::home::{Home, choices};

/// One of each family; what they may contain is tested beside the code.
const FOREIGN: [&[u8]; 24] = [
    b"\x1bOP",
    b"\x1bO5A",
    b"\x1b[1;5C",
    b"\x1b[15;2~",
    b"\x1b[27;5;113~",
    b"\x1b[113;1:3;121u",
    b"\x1b1",
    b"\x1bq",
    b"\x1b\x1b[A",
    b"\x1b[?1;2c",
    b"\x1b[?2026;2$y",
    b"\x1b[I\x1b[O",
    b"\x1b[M yn",
    b"\x1b[<0;12;7M",
    b"\x1b[32;12;7M",
    b"\x1b[200~1 q\ry\x1b[201~",
    b"\x1b]11;rgb:1111/2222/3333\x07",
    b"\x1b]52;c;cXkg\x1b\\",
    b"\x1bP1$r0 q\x1b\\",
    b"\x1bP>|kitty(0.38)\x1b\\",
    b"\x1b_Gi=1;OK yq\x1b\\",
    b"\x1b^q y\x1b\\",
    b"\x1bXq y\x1b\\",
    b"\xff\xfe\x80",
];

/// What is begun and never ended.
const BEGUN: [&[u8]; 7] = [
    b"\xe9",
    b"\xf0",
    b"\x1b[1;",
    b"\x1bO",
    b"\x1b]11;q y",
    b"\x1bP q y",
    b"\x1b[200~1 q\ry",
];

const ORDER_BANK: &str = r#"name = "Order"
[[question]]
id = "order"
kind = "order"
difficulty = "easy"
ask = "In which order?"
items = ["ace", "bee", "cat"]
"#;

const TYPED_BANK: &str = r#"name = "Typed"
[[question]]
id = "typed"
kind = "typed"
difficulty = "easy"
ask = "Who sells paper?"
answer = "Jim"
"#;

#[test]
fn bytes_that_are_no_keys_do_nothing_on_any_page_of_our_own() {
    const PLAY: &str = "play --bank bank.toml -n 2";
    const TYPED: &str = "play --bank typed.toml";
    const ORDER: &str = "play --bank order.toml";
    const TURNS: &str = "play --bank bank.toml -n 1 --player jim --player pam";
    let pages: [(&str, &[&str]); 9] = [
        (PLAY, &["q quit"]),
        (PLAY, &["q quit", "?", "Keys"]),
        (PLAY, &["q quit", "1", "Enter \u{25b8} next"]),
        (PLAY, &["q quit", "f", "What's wrong"]),
        (TYPED, &["q quit", "Ji", "\u{203a} Ji"]),
        (TYPED, &["q quit", ":s\r", "Enter \u{25b8} result"]),
        (ORDER, &["q quit", "1", "1. "]),
        (
            TURNS,
            &["q quit", "s", "Enter \u{25b8} next", "\r", "Next: pam"],
        ),
        ("", &["\u{25b8} Quick quiz", "kkk\r", "\u{25b8} menu"]),
    ];
    std::thread::scope(|scope| {
        for (args, way) in pages {
            scope.spawn(move || {
                let home = Home::with_bank(&choices(2));
                home.write("typed.toml", TYPED_BANK);
                home.write("order.toml", ORDER_BANK);
                let args: Vec<_> = args.split_whitespace().collect();
                let mut screen = home.start(&args);
                screen.wait_for(way[0]);
                for step in way[1..].chunks(2) {
                    screen.press(step[0]).wait_for(step[1]);
                }
                screen.wait_until_it_waits();
                sleep(Duration::from_millis(200));
                let before = screen.screen();
                for bytes in FOREIGN.iter().chain(&BEGUN) {
                    screen.send_bytes(bytes);
                    // Longer than the rest of a sequence may take.
                    sleep(Duration::from_millis(if BEGUN.contains(bytes) {
                        400
                    } else {
                        30
                    }));
                }
                screen.wait_until_it_waits();
                let shown = way.last().unwrap();
                assert_eq!(screen.screen(), before, "{shown}");
            });
        }
    });
}

#[test]
fn a_paste_of_a_megabyte_is_read_at_once_and_drawn_once() {
    let home = Home::with_bank(TYPED_BANK);
    let mut screen = home.play(1);
    for _ in 0..1 << 8 {
        screen.send_bytes(&[b'x'; 1 << 12]);
    }
    screen.press(Key::CtrlU).wait_for("\u{203a}\n");
    assert!(screen.bytes().len() < 1 << 20, "{}", screen.bytes().len());
    screen.press("Jim\r").wait_for_verdict();
}
