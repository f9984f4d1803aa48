//! Games that are stopped, continued, and closed with their window.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod screen;

use std::thread::sleep;
use std::time::Duration;

use screen::home::{Home, choices};
use screen::{Exit, Key};

#[test]
fn ctrl_z_lends_the_terminal_to_the_shell_until_fg() {
    let home = Home::with_bank(&choices(2));
    let mut screen = home.open(24, 80).job_control();
    screen.type_line(r#"sh -c "$INNER" "$DUNDIE" play --bank bank.toml -n 2"#);
    screen
        .wait_for_question(1, 2)
        .press(Key::Down)
        .wait_for("▸ 1");
    screen
        .press(Key::CtrlZ)
        .wait_for("Stopped")
        .type_line("stty -a");
    screen.has_usual_modes("stopped");
    screen
        .type_line("fg")
        .wait_for_question(1, 2)
        .wait_for("▸ 1")
        .press("2");
    screen
        .wait_for_verdict()
        .press(Key::CtrlZ)
        .wait_for_usual_screen();
    screen
        .type_line("fg")
        .go_on()
        .wait_for_question(2, 2)
        .press("q")
        .wait_for("Quit?");
    screen
        .press("y")
        .wait_for("Game saved.")
        .type_line("exit")
        .ends_well();
}

#[test]
fn ctrl_z_does_nothing_in_a_prompt_of_the_library() {
    let home = Home::with_bank(&choices(1));
    let mut menu = home.start(&[]);
    menu.wait_for("▸ Quick quiz")
        .press(Key::CtrlZ)
        .press("j")
        .wait_for("▸ Daily quiz");
    let mut quit = home.play(1);
    quit.press("q")
        .wait_for("Quit?")
        .press(Key::CtrlZ)
        .press("n")
        .wait_for_question(1, 1);
}

#[test]
fn a_page_is_drawn_again_after_a_stop_from_outside() {
    const ENTER: &str = "\x1b[?1049h";
    let home = Home::with_bank(&choices(1));
    let mut screen = home.play(1);
    screen.signal("STOP").wait_until_stopped();
    // A shorter stop leaves no time to do anything with the terminal.
    sleep(Duration::from_millis(1100));
    screen
        .signal_now("CONT")
        .wait_for_bytes(ENTER, 2)
        .wait_for_question(1, 1);
}

#[test]
fn a_closed_window_ends_the_program_and_saves_the_game() {
    let home = Home::with_bank(&choices(2));
    let mut screen = home.play(2);
    screen.press("1").go_on().wait_for_question(2, 2);
    assert_eq!(screen.close(), Exit::Signal("Hangup".to_owned()));
    home.start(&["resume"]).wait_for_question(2, 2);
}
