//! Signals on every page: the screen is as it was, and the game is saved.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod screen;

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
        &[("", "q quit"), ("s", "Enter ▸ result"), ("\r", "Next: pam")],
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
