//! Windows that change, stop and close while something stands in them.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod screen;

use screen::home::{Home, choices};
use screen::{Exit, Key, Screen};

const PLAY: [&str; 5] = ["play", "--bank", "bank.toml", "-n", "2"];

const TYPED: &str = r#"name = "Typed"

[[question]]
id = "who"
kind = "typed"
difficulty = "easy"
ask = "Who sells paper?"
answer = "Jim"
"#;

fn question(screen: &mut Screen) {
    screen.press(Key::Down).wait_for("▸ 1");
}

fn text(screen: &mut Screen) {
    screen.press("Ji").wait_for("› Ji");
}

fn flag(screen: &mut Screen) {
    screen
        .press("f")
        .wait_for("What is wrong")
        .press("No")
        .wait_for("› No");
}

fn miss(screen: &mut Screen) {
    screen.press("Roy\r").wait_for("I was right");
}

fn leaving(screen: &mut Screen) {
    screen
        .press("q")
        .wait_for("Leave? The game")
        .wait_until_raw();
}

fn nothing(_: &mut Screen) {}

/// What can stand: the arguments, what is waited for and done, and what shows it.
type Standing = (&'static [&'static str], fn(&mut Screen), &'static str);

const STANDING: [(&str, Standing); 7] = [
    ("choices", (&PLAY, question, "▸ 1")),
    ("typed", (&PLAY, text, "› Ji")),
    ("note", (&PLAY, flag, "› No")),
    ("miss", (&PLAY, miss, "I was right")),
    ("leaving", (&PLAY, leaving, "Leave? The game")),
    ("menu", (&[], nothing, "▸ Quick quiz")),
    ("name", (&[], nothing, "Your name")),
];

fn home(what: &str) -> Home {
    let bank = if ["typed", "miss"].contains(&what) {
        TYPED.to_owned()
    } else {
        choices(2)
    };
    let home = if what == "name" {
        Home::of_a_stranger()
    } else {
        Home::new()
    };
    home.bank(&bank)
}

fn reach(home: &Home, what: &str, (args, act, sign): Standing) -> Screen {
    let mut screen = home.open(24, 80).start(args);
    match what {
        "menu" => {
            screen.wait_for("▸ Quick quiz");
        }
        "name" => {
            screen.wait_for("▸ Quick quiz").press(Key::Enter);
        }
        _ => {
            screen.wait_for("q quit").wait_until_it_waits();
        }
    }
    act(&mut screen);
    screen.wait_for(sign);
    screen
}

#[test]
fn a_stopped_game_lends_its_terminal_and_is_drawn_again() {
    for (what, standing) in STANDING {
        // A prompt of the library may not notice that SIGSTOP is over.
        let signals = if what == "leaving" { 1 } else { 2 };
        for signal in ["TSTP", "STOP"].into_iter().take(signals) {
            let home = home(what);
            let mut screen = reach(&home, what, standing);
            screen.signal(signal).wait_until_stopped();
            let flags = screen.flags().unwrap();
            // Nobody can prepare for SIGSTOP.
            if signal == "TSTP" {
                assert!(
                    flags.contains("ICANON") && flags.contains("ECHO"),
                    "{what}: {flags}"
                );
            }
            let before = screen.bytes().len();
            screen.signal_now("CONT");
            screen.wait_for_bytes(before + 1).wait_for(standing.2);
            screen.signal("TERM");
            assert_eq!(
                screen.wait_exit(),
                Exit::Signal("Terminated".to_owned()),
                "{what}"
            );
        }
    }
}

#[test]
fn a_resized_window_is_drawn_again_without_a_key() {
    for (what, standing) in STANDING {
        let home = home(what);
        let mut screen = reach(&home, what, standing);
        let before = screen.bytes().len();
        screen.resize(20, 50).wait_for_bytes(before + 1);
        screen.wait_until_it_waits().wait_for(standing.2);
        for (rows, columns) in [(2, 10), (1, 1), (3, 20), (1, 40), (24, 80)] {
            screen.resize(rows, columns).wait_until_it_waits();
        }
        screen.wait_for(standing.2);
        screen.signal("TERM");
        assert_eq!(
            screen.wait_exit(),
            Exit::Signal("Terminated".to_owned()),
            "{what}"
        );
    }
}

#[test]
fn ctrl_z_in_a_shell_stops_the_game_and_fg_goes_on_with_it() {
    let home = Home::with_bank(&choices(2));
    let mut screen = home.open(40, 80).job_control();
    screen.type_line(r#""$DUNDIE" play --bank bank.toml -n 2"#);
    screen
        .wait_for_question("1/2")
        .press(Key::Down)
        .wait_for("▸ 1");
    screen
        .press(Key::CtrlZ)
        .wait_for("Stopped")
        .wait_for_count("ready>", 2);
    screen.type_line("stty -a").wait_for_count("ready>", 3);
    let told = screen.everything();
    for flag in ["icanon", "echo", "isig", "icrnl"] {
        assert!(
            told.split_whitespace().any(|word| word == flag),
            "{flag} in {told}"
        );
    }
    screen.type_line("fg").wait_for_count("  1/2 · ", 2);
    screen.wait_for_question("1/2").wait_for("▸ 1").press("2");
    screen
        .wait_for_question("2/2")
        .press("1")
        .wait_for("of 2 right");
    screen
        .wait_for_count("ready>", 4)
        .type_line("exit")
        .ends_well();
}

#[test]
fn a_closed_window_ends_the_program_and_keeps_the_game() {
    let home = Home::with_bank(&choices(2));
    let mut screen = home.start(&PLAY);
    screen
        .wait_for_question("1/2")
        .press("1")
        .wait_for_question("2/2");
    assert_eq!(screen.close(), Exit::Signal("Hangup".to_owned()));
    let mut screen = home.start(&["resume"]);
    screen.wait_for_question("2/2");
}
