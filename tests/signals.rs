//! Signals on every page: the screen is as it was, and the game is saved.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod screen;

use std::thread::sleep;
use std::time::{Duration, Instant};

use screen::home::{Home, Opening, choices};
use screen::{Exit, Key, Screen};

const TYPED: &str = r#"name = "Typed"
[[question]]
id = "typed"
kind = "typed"
difficulty = "easy"
ask = "Who sells paper?"
answer = "Jim"
"#;

const ORDER: &str = r#"name = "Order"
[[question]]
id = "order"
kind = "order"
difficulty = "easy"
ask = "In which order?"
items = ["ace", "bee", "cat"]
"#;

/// A page, how it is reached, and what is resumed after a signal.
struct Page {
    name: &'static str,
    args: &'static str,
    /// Keys, and what is on the screen after them.
    keys: &'static [(&'static str, &'static str)],
    resumed: Option<(usize, usize)>,
}

const fn page(
    name: &'static str,
    args: &'static str,
    keys: &'static [(&'static str, &'static str)],
    resumed: Option<(usize, usize)>,
) -> Page {
    Page {
        name,
        args,
        keys,
        resumed,
    }
}

const PLAY: &str = "play --bank bank.toml -n 2";
const FIRST: Option<(usize, usize)> = Some((1, 2));
const PAGES: [Page; 14] = [
    page("question", PLAY, &[("", "q quit"), ("j", "▸ 1")], FIRST),
    page(
        "verdict",
        PLAY,
        &[("", "q quit"), ("1", "Enter ▸ next")],
        Some((2, 2)),
    ),
    page("help", PLAY, &[("", "q quit"), ("?", "Keys")], FIRST),
    page(
        "empty note",
        PLAY,
        &[("", "q quit"), ("f", "What's wrong")],
        FIRST,
    ),
    page(
        "note",
        PLAY,
        &[("", "q quit"), ("f", "What's wrong"), ("No", "› No")],
        FIRST,
    ),
    page("quit", PLAY, &[("", "q quit"), ("q", "Quit?")], FIRST),
    page(
        "timed",
        "play --bank bank.toml -n 2 --timed",
        &[("", "starts in")],
        FIRST,
    ),
    page(
        "typed",
        "play --bank typed.toml",
        &[("", "q quit"), ("Ji", "› Ji")],
        Some((1, 1)),
    ),
    page(
        "order",
        "play --bank order.toml",
        &[("", "q quit"), ("1", "1. ")],
        Some((1, 1)),
    ),
    page(
        "standings",
        "play --bank bank.toml -n 1 --player jim --player pam",
        &[("", "q quit"), ("s", "Enter ▸ next"), ("\r", "Next: pam")],
        Some((1, 1)),
    ),
    page(
        "result",
        "play --bank typed.toml",
        &[
            ("", "q quit"),
            (":s\r", "Enter ▸ result"),
            ("\r", "High scores"),
        ],
        None,
    ),
    page("menu", "", &[("", "▸ Quick quiz")], None),
    page(
        "categories",
        "",
        &[
            ("", "▸ Quick quiz"),
            ("jj", "▸ Pick a category"),
            ("\r", "▸ Jim"),
            ("pam", "› pam"),
        ],
        None,
    ),
    page("name", PLAY, &[("", "What name"), ("ji", "› ji")], None),
];

fn home(page: &Page) -> Home {
    let home = if page.name == "name" {
        Home::of_a_stranger()
    } else {
        Home::new()
    };
    home.write("typed.toml", TYPED);
    home.write("order.toml", ORDER);
    home.bank(&choices(2))
}

fn reach(opening: Opening<'_>, page: &Page) -> Screen {
    let args: Vec<_> = page.args.split_whitespace().collect();
    let mut screen = opening.start(&args);
    for (keys, sign) in page.keys {
        if !keys.is_empty() {
            screen.press(*keys);
        }
        screen.wait_for(sign);
    }
    screen
}

/// Sends this signal, or presses the key that stands for it.
fn end(screen: &mut Screen, signal: &str) {
    match signal {
        "^C" => screen.press(Key::CtrlC),
        signal => screen.signal(signal),
    };
}

/// Ends the program on every page.
fn end_everywhere(signal: &str, code: i32) {
    for page in &PAGES {
        let home = home(page);
        let mut screen = reach(home.open(24, 80).shell(), page);
        end(&mut screen, signal);
        screen.ends_in_order(code, page.name);
        let told = screen.screen();
        assert_eq!(
            told.contains("saved. Pick"),
            page.resumed.is_some(),
            "{}: {told}",
            page.name
        );
        let mut resumed = home.start(&["resume"]);
        match page.resumed {
            Some((number, total)) => _ = resumed.wait_for_question(number, total),
            None => assert_eq!(resumed.wait_exit(), Exit::Code(1), "{}", page.name),
        }
    }
}

#[test]
fn ctrl_c_leaves_every_page_in_order() {
    end_everywhere("^C", 130);
}

#[test]
fn sigterm_leaves_every_page_in_order() {
    end_everywhere("TERM", 143);
}

#[test]
fn sighup_leaves_every_page_in_order() {
    end_everywhere("HUP", 129);
}

#[test]
fn sigquit_leaves_every_page_in_order() {
    end_everywhere("QUIT", 131);
}

#[test]
fn the_process_dies_of_the_signal_itself() {
    for page in PAGES
        .iter()
        .filter(|page| ["question", "menu"].contains(&page.name))
    {
        for (signal, name) in [
            ("TERM", "Terminated"),
            ("HUP", "Hangup"),
            ("INT", "Interrupt"),
            ("^C", "Interrupt"),
        ] {
            let home = home(page);
            let mut screen = reach(home.open(24, 80), page);
            end(&mut screen, signal);
            assert_eq!(
                screen.wait_exit(),
                Exit::Signal(name.to_owned()),
                "{}",
                page.name
            );
        }
    }
}

/// The rest of a started character never comes, and the console library waits for it.
#[test]
fn half_a_character_holds_up_no_signal() {
    for page in &PAGES {
        for (half, signal, code) in [(&b"\xe9"[..], "TERM", 143), (b"\xf0", "HUP", 129)] {
            let home = home(page);
            let mut screen = reach(home.open(24, 80).shell(), page);
            screen.send_bytes(half).signal(signal);
            let start = Instant::now();
            screen.ends_in_order(code, page.name);
            // Half of it, and as much for a busy machine.
            assert!(start.elapsed() < Duration::from_secs(2), "{}", page.name);
        }
    }
}

#[test]
fn every_signal_that_ends_a_program_leaves_the_terminal_as_it_was() {
    const SIGNALS: [i32; 13] = [
        5, // TRAP
        6, // ABRT
        10, 12, // USR1, USR2
        14, 26, 27, // ALRM, VTALRM, PROF
        16, 24, 29, 30, 31, // STKFLT, XCPU, IO, PWR, SYS
        3,
    ];
    for page in PAGES
        .iter()
        .filter(|page| ["typed", "menu"].contains(&page.name))
    {
        for signal in SIGNALS {
            let home = home(page);
            let mut screen = reach(home.open(24, 80).shell(), page);
            screen.signal(&signal.to_string());
            screen.ends_in_order(128 + signal, page.name);
        }
    }
}

#[test]
fn a_signal_that_the_parent_ignores_stays_ignored() {
    let home = Home::with_bank(&choices(1));
    let command = r#"trap "" HUP USR1; exec "$DUNDIE" play --bank bank.toml -n 1"#;
    let mut screen = home.open(24, 80).program("sh").start(&["-c", command]);
    screen.wait_for_question(1, 1).signal("HUP").signal("USR1");
    screen.press("1").wait_for_verdict().signal("TERM");
    assert_eq!(screen.wait_exit(), Exit::Signal("Terminated".to_owned()));
}

#[test]
fn ctrl_c_ends_the_wait_for_a_locked_file() {
    let home = Home::with_bank(&choices(2));
    let mut screen = home
        .open(24, 80)
        .shell()
        .start(&["play", "--bank", "bank.toml", "-n", "2"]);
    screen.wait_for_question(1, 2);
    let lock = rusqlite::Connection::open(home.history()).unwrap();
    lock.execute_batch("BEGIN IMMEDIATE").unwrap();
    screen.press("1");
    sleep(Duration::from_millis(200));
    let start = Instant::now();
    screen.send_bytes(b"\x03");
    screen.ends_in_order(130, "lock");
    let waited = start.elapsed();
    assert!(waited < Duration::from_secs(2), "{waited:?}");
}
