//! Who plays: the first game asks for a name; several take turns.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod screen;

use screen::home::{Home, choices};
use screen::{Key, Screen, one_row};

const PLAY: [&str; 5] = ["play", "--bank", "bank.toml", "-n", "1"];
const NAME: &str = "What name goes on the scoreboard?";

fn stranger() -> Home {
    Home::of_a_stranger().bank(&choices(4))
}

#[test]
fn the_first_game_asks_for_a_name_and_saves_it() {
    for (typed, name) in [("\r", "pam"), ("jim\r", "jim"), (" 日本 \r", "日本")] {
        let home = stranger();
        let mut screen = home.start(&PLAY);
        screen.wait_for(&format!("{NAME} (pam) ›")).press(typed);
        screen
            .wait_for_question(1, 1)
            .wait_for("Saved. Change it any time in Settings.");
        screen
            .press("s")
            .go_on()
            .take("High scores")
            .wait_for(&format!("▸  1  {name} "));
        assert_eq!(home.settings(), format!("name = \"{name}\"\n"));
        home.play(1);
    }
}

#[test]
fn a_name_that_cannot_be_used_is_refused_where_it_is_typed() {
    let home = stranger();
    let mut screen = home.open(24, 40).start(&PLAY);
    // What the first key typed stays when the rest is refused.
    screen.wait_for("What name").press("d").wait_for("› d");
    let long = "x".repeat(40) + "\r";
    for (rest, error) in [
        (long.as_str(), "✗ it has 41 characters"),
        ("\u{202e}\r", "U+202E"),
    ] {
        screen.press(rest).wait_for(error);
    }
    screen.press("wight\r").wait_for_question(1, 1);
    assert_eq!(home.settings(), "name = \"dwight\"\n");
}

#[test]
fn giving_no_name_goes_back() {
    for key in [Key::Escape, Key::CtrlD] {
        let home = stranger();
        let mut screen = home.start(&PLAY);
        screen.wait_for(NAME).press(key).ends_well();
        assert_eq!(screen.screen().trim(), "");
        assert_eq!(home.settings(), "");
    }
    let mut screen = stranger().start(&[]);
    screen
        .wait_for("▸ Quick quiz")
        .press(Key::Enter)
        .wait_for(NAME)
        .press(Key::Escape);
    screen.wait_for("▸ Quick quiz");
}

#[test]
fn nobody_is_asked_if_no_name_can_be_saved() {
    let home = stranger();
    let mut screen = home.open(24, 80).env("HOME", "").play(1);
    screen
        .press("s")
        .go_on()
        .take("High scores")
        .wait_for("▸  1  pam ");
}

/// Answers the question of this player, rightly or not at all.
#[track_caller]
fn turn(screen: &mut Screen, player: &str, number: usize, is_right: bool) {
    screen
        .wait_for_question(number, 2)
        .wait_for(&format!("  {player} · Numbers"));
    let key = if is_right {
        screen.number_of_right()
    } else {
        "s".to_owned()
    };
    screen.press(key).go_on();
}

/// Turns the page between two turns.
#[track_caller]
fn hand_over(screen: &mut Screen, player: &str) {
    screen
        .wait_for("Standings")
        .wait_for(&format!("Next: {player}"))
        .press(Key::Enter);
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
    let mut screen = home.start(&TURNS);
    turn(&mut screen, "jim", 1, true);
    hand_over(&mut screen, "dwight");
    turn(&mut screen, "dwight", 1, false);
    screen.wait_for("Next: jim");
    let told = one_row(&screen.screen());
    assert!(
        told.contains("1 jim 100 1/1") && told.contains("2 dwight 0 0/1"),
        "{told}"
    );
    hand_over(&mut screen, "jim");
    turn(&mut screen, "jim", 2, true);
    hand_over(&mut screen, "dwight");
    turn(&mut screen, "dwight", 2, true);
    screen.wait_for("jim wins the Dundie.");
    let told = one_row(&screen.screen());
    for part in ["1 jim 210 2/2", "2 dwight 100 1/2"] {
        assert!(told.contains(part), "{part} in {told}");
    }
    screen.press(Key::Enter).wait_for("And the awards go to...");
    screen.wait_for("★ ").wait_for("  jim: ").press(Key::Enter);
    screen
        .wait_for("  dwight: ")
        .wait_for("Enter ▸ result")
        .press(Key::Enter);
    screen
        .take("High scores")
        .wait_for("High scores · bank · Quick quiz · 2 questions");
    let told = one_row(&screen.screen());
    for part in ["▸ 1 jim 210", "▸ 2 dwight 100"] {
        assert!(told.contains(part), "{part} in {told}");
    }
    screen
        .press("q")
        .wait_for("▸ High scores")
        .press("q")
        .ends_well();
    screen
        .wait_for("jim · 210 of 210 points")
        .wait_for("dwight · 100 of 210 points");
}

#[test]
fn players_who_leave_resume_together() {
    let home = Home::with_bank(&choices(4));
    let mut screen = home.start(&TURNS);
    turn(&mut screen, "jim", 1, true);
    screen
        .wait_for("Next: dwight")
        .press("q")
        .wait_for("Quit?")
        .press("n");
    screen
        .wait_until_gone("Quit?")
        .wait_for("Next: dwight")
        .press("q")
        .wait_for("Quit?")
        .press("y")
        .ends_well();
    screen.wait_for("Games saved. Pick them up with `dundie resume --player jim`.");
    let mut screen = home.start(&["resume", "--player", "jim"]);
    turn(&mut screen, "dwight", 1, false);
    hand_over(&mut screen, "jim");
    turn(&mut screen, "jim", 2, true);
    hand_over(&mut screen, "dwight");
    turn(&mut screen, "dwight", 2, true);
    screen.wait_for("jim wins the Dundie.");
}
