//! Who plays: the first game asks for a name; several take turns.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod screen;

use screen::home::{Home, choices};
use screen::{Exit, Key, Screen, one_row};

const PLAY: [&str; 5] = ["play", "--bank", "bank.toml", "-n", "1"];

fn stranger() -> Home {
    Home::of_a_stranger().bank(&choices(4))
}

#[test]
fn the_first_game_asks_for_a_name_and_keeps_it() {
    for (typed, name) in [("\r", "pam"), ("jim\r", "jim"), (" 日本 \r", "日本")] {
        let home = stranger();
        let mut screen = home.start(&PLAY);
        screen.wait_for("Your name (pam) ›").press(typed);
        screen.wait_for("Kept; `dundie settings name` changes it.");
        screen.wait_for_question("1/1").press("s").ends_well();
        let row = format!("▸  1  {name} ");
        assert_eq!(screen.count(&row), 1, "{}", screen.everything());
        assert_eq!(home.settings(), format!("name = \"{name}\"\n"));
        let mut screen = home.start(&PLAY);
        screen.wait_for_question("1/1").press("s").ends_well();
        assert_eq!(screen.count("Your name"), 0);
    }
}

#[test]
fn a_name_that_cannot_be_used_is_refused_where_it_is_typed() {
    let home = stranger();
    let mut screen = home.open(24, 40).start(&PLAY);
    screen.wait_for("Your name");
    screen
        .press("x".repeat(41) + "\r")
        .wait_for("✗ it has 41 characters");
    screen
        .press(Key::CtrlU)
        .press("a\u{202e}b\r")
        .wait_for("U+202E");
    screen.press(Key::CtrlU).press("dwight\r").wait_for("Kept;");
    screen.wait_for_question("1/1");
    assert_eq!(screen.count("✗"), 0, "{}", screen.everything());
    assert_eq!(home.settings(), "name = \"dwight\"\n");
}

#[test]
fn who_gives_no_name_plays_under_that_of_the_system() {
    for key in [Key::Escape, Key::CtrlD] {
        let home = stranger();
        let mut screen = home.start(&PLAY);
        screen
            .wait_for("Your name")
            .press("ji")
            .press(Key::CtrlU)
            .press(key);
        screen.wait_for_question("1/1").press("s").ends_well();
        assert_eq!(screen.count("▸  1  pam "), 1, "{}", screen.everything());
        assert_eq!(home.settings(), "");
    }
}

#[test]
fn ctrl_c_at_the_name_ends_with_the_signal_and_the_terminal_in_order() {
    let home = stranger();
    let mut screen = home.open(24, 80).shell().start(&PLAY);
    screen
        .wait_for("Your name")
        .press("ji")
        .wait_for("› ji")
        .press(Key::CtrlC);
    screen.wait_for("left with 130\n").ends_well();
    for flag in ["icanon", "echo", "isig"] {
        let told = screen.screen();
        assert!(
            told.split_whitespace().any(|word| word == flag),
            "{flag} in {told}"
        );
    }
    assert_eq!(home.settings(), "");
    let mut screen = home.start(&PLAY);
    screen.wait_for("Your name").press(Key::CtrlC);
    assert_eq!(screen.wait_exit(), Exit::Signal("Interrupt".to_owned()));
}

#[test]
fn nobody_is_asked_where_no_name_can_be_kept() {
    let home = stranger();
    let mut screen = home.open(24, 80).homeless().start(&PLAY);
    screen.wait_for_question("1/1").press("s").ends_well();
    assert_eq!(screen.count("Your name"), 0);
    assert_eq!(screen.count("▸  1  pam "), 1, "{}", screen.everything());
}

/// Answers the question of this player, rightly or not at all.
#[track_caller]
fn turn(screen: &mut Screen, player: &str, number: &str, is_right: bool) {
    screen
        .wait_for(&format!("  {player} · {number} · Numbers"))
        .wait_for("q quit");
    screen.wait_until_it_waits();
    let key = if is_right {
        screen.number_of_right().to_string()
    } else {
        "s".to_owned()
    };
    screen.press(key);
}

const TURNS: [&str; 9] = [
    "play",
    "--bank",
    "bank.toml",
    "-n",
    "2",
    "--player",
    "jim",
    "--player",
    "dwight",
];

#[test]
fn two_players_take_turns_to_a_table_of_both() {
    let home = Home::with_bank(&choices(4));
    let mut screen = home.open(50, 80).start(&TURNS);
    turn(&mut screen, "jim", "1/2", true);
    screen.wait_for("Next: dwight.").go_on();
    turn(&mut screen, "dwight", "1/2", false);
    screen
        .wait_for("Standings: jim 100 · dwight 0")
        .wait_for("Next: jim.")
        .go_on();
    turn(&mut screen, "jim", "2/2", true);
    screen.wait_for("Next: dwight.").go_on();
    turn(&mut screen, "dwight", "2/2", true);
    screen.ends_well();
    assert_eq!(
        screen.count("Standings:"),
        1,
        "the table stands for the last"
    );
    let told = one_row(&screen.everything());
    for part in [
        "1 jim 210 2/2",
        "2 dwight 100 1/2",
        "jim wins the Dundie.",
        "High scores · bank · Quick quiz · 2 questions",
        "▸ 1 jim 210",
        "▸ 2 dwight 100",
    ] {
        assert!(told.contains(part), "{part} in {}", screen.everything());
    }
    for n in 0..4 {
        assert_eq!(screen.count(&format!("What is number {n}?")), 1);
    }
}

#[test]
fn players_who_leave_go_on_together() {
    let home = Home::with_bank(&choices(4));
    let mut screen = home.open(50, 80).start(&TURNS);
    turn(&mut screen, "jim", "1/2", true);
    screen
        .go_on()
        .wait_for("  dwight · 1/2 · ")
        .press("q")
        .wait_for("Leave?")
        .press("y")
        .ends_well();
    assert_eq!(
        screen.count("`dundie resume --player jim` goes on with all of them."),
        1
    );
    let mut screen = home.open(50, 80).start(&["resume", "--player", "jim"]);
    turn(&mut screen, "dwight", "1/2", false);
    screen.wait_for("Next: jim.").go_on();
    turn(&mut screen, "jim", "2/2", true);
    screen.wait_for("Next: dwight.").go_on();
    turn(&mut screen, "dwight", "2/2", true);
    screen.ends_well();
    assert!(one_row(&screen.everything()).contains("jim wins the Dundie."));
}
