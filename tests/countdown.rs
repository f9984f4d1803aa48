//! Games against the clock, which runs while the player does nothing.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod screen;

use screen::home::{Home, choices};
use screen::{Key, Screen};

const TYPED: &str = r#"name = "Typed"

[[question]]
id = "where"
kind = "typed"
difficulty = "easy"
ask = "Where is it?"
answer = "Scranton"
"#;

/// Starts a timed game in each of these windows.
fn play<const N: usize>(home: &Home, columns: [u16; N], questions: usize) -> [Screen; N] {
    let count = questions.to_string();
    let args = ["play", "--bank", "bank.toml", "-n", &count, "--timed", "5"];
    let mut screens = columns.map(|columns| home.open(24, columns).start(&args));
    for screen in &mut screens {
        screen.wait_for_question(1, questions);
    }
    screens
}

#[test]
fn the_clock_starts_after_some_time_to_read_and_ends_the_question() {
    let home = Home::with_bank(&choices(2));
    let mut screens = play(&home, [80, 40, 20], 2);
    screens[0].wait_for("5 s · starts in ");
    let full = screens[0].wait_for("▰ 5 s\n").count("▰");
    let less = screens[0].wait_for("▱ 2 s\n").count("▰");
    assert!(0 < less && less < full, "{less} of {full}");
    for screen in &mut screens {
        screen
            .wait_for_verdict()
            .wait_for("✗ Time's up.")
            .wait_for("Answer: right");
        assert_eq!(screen.count(" s\n"), 0, "{}", screen.screen());
        // The verdict stays for as long as the player reads it.
        screen.go_on().wait_for_question(2, 2).wait_for("starts in");
        let right = screen.number_of_right();
        screen
            .press(right)
            .wait_for("✓ Right")
            .go_on()
            .wait_for("1 / 2");
    }
}

#[test]
fn what_is_typed_when_time_is_up_is_judged() {
    let home = Home::with_bank(TYPED);
    let [mut right, mut wrong] = play(&home, [80, 40], 1);
    right.press("Scran").wait_for("› Scran");
    wrong.press("Stamford").wait_for("› Stamford");
    // What is typed between two ticks is neither lost nor taken twice.
    for (second, text) in [(" 4 s", "t"), (" 3 s", "o"), (" 2 s", "n")] {
        right.wait_for(second).press(text);
    }
    right
        .wait_for_verdict()
        .wait_for("✓ Right: Scranton")
        .wait_for("points: 100 for");
    wrong.wait_for_verdict().wait_for("✗ Wrong: Stamford");
}

#[test]
fn waiting_costs_no_time_of_the_processor() {
    let home = Home::with_bank(&choices(2));
    let [mut timed] = play(&home, [80], 2);
    let mut verdict = home.play(2);
    verdict.press("1").wait_for_verdict();
    let mut menu = home.start(&[]);
    menu.wait_for("▸ ").wait_until_it_waits();
    let ticks = |screens: [&Screen; 3]| screens.map(|screen| screen.ticks().unwrap_or(0));
    let before = ticks([&timed, &verdict, &menu]);
    timed.wait_for("✗ Time's up.");
    let after = ticks([&timed, &verdict, &menu]);
    for (before, after) in before.iter().zip(after) {
        assert!(
            after - before < 30,
            "{before} to {after} hundredths of a second"
        );
    }
}

#[test]
fn a_note_that_is_being_written_when_time_is_up_is_saved() {
    let home = Home::with_bank(&choices(1));
    let [mut screen] = play(&home, [80], 1);
    screen
        .wait_for(" 2 s")
        .press("f")
        .wait_for("What's wrong with it?");
    screen.press("two are").wait_for("› two are");
    std::thread::sleep(std::time::Duration::from_secs(3));
    screen
        .press(" right")
        .press(Key::Enter)
        .wait_for("✗ Time's up.");
    let mut flags = home.start(&["flags"]);
    flags.ends_well().wait_for("two are right");
}
