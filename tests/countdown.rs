//! Games against the clock: the countdown runs while the player does nothing.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod screen;

use screen::home::Home;
use screen::{Key, Screen, one_row};

const PLAY: [&str; 7] = ["play", "--bank", "bank.toml", "-n", "2", "--timed", "5"];

/// Two questions that are read in no time.
fn choices() -> String {
    (1..=2).fold("name = \"Quick\"\n".to_owned(), |text, n| {
        text + &format!(
            "\n[[question]]\nid = \"q{n}\"\ndifficulty = \"easy\"\nask = \"Who is {n}?\"\n\
             answer = \"pam\"\nwrong = [\"jim\", \"roy\", \"kev\"]\n"
        )
    })
}

fn typed() -> String {
    (1..=2).fold("name = \"Typed\"\n".to_owned(), |text, n| {
        text + &format!(
            "\n[[question]]\nid = \"t{n}\"\nkind = \"typed\"\ndifficulty = \"easy\"\n\
             ask = \"Where is {n}?\"\nanswer = \"Scranton\"\n"
        )
    })
}

/// The cells of the bar that are left.
fn cells(screen: &Screen) -> usize {
    screen.screen().matches('▰').count()
}

/// Sees the seconds of the question that stands go by without a key.
#[track_caller]
fn see_it_run(screen: &mut Screen) {
    let full = cells(screen.wait_for(" 5 s"));
    let less = cells(screen.wait_for(" 3 s"));
    assert!(0 < less && less < full, "{less} of {full}");
    screen.wait_for(" 1 s");
    assert!(cells(screen) < less);
}

#[test]
fn a_question_ends_by_itself_in_windows_of_any_width() {
    let home = Home::with_bank(&choices());
    let open = |columns| home.open(24, columns).start(&PLAY);
    let mut screens = [80, 40, 20].map(open);
    for screen in &mut screens {
        screen.wait_for_question("1/2");
    }
    let before = screens.each_ref().map(Screen::everything);
    see_it_run(&mut screens[0]);
    for (screen, before) in screens.iter_mut().zip(before) {
        screen.go_on().wait_for_question("2/2");
        // The question itself stays as it was; what followed it goes.
        let all = screen.everything();
        let (head, _) = before.split_once("   1  ").unwrap();
        assert!(all.starts_with(head), "{before}\n---\n{all}");
        let (judged, next) = all.split_once("  2/2 · ").unwrap();
        let text = one_row(judged);
        assert!(
            text.contains("✗ Time is up. The answer is: pam No points."),
            "{all}"
        );
        assert_eq!(judged.matches("Who is").count(), 1, "{all}");
        assert!(!judged.contains('▰') && !judged.contains(" s\n"), "{all}");
        assert!(next.contains('▰'), "{all}");
        assert!(one_row(next).contains("0 points · streak 0"), "{all}");
        let right = screen.number_of("pam");
        screen.press(right.to_string()).ends_well();
        assert_eq!(screen.count("Who is 1?") + screen.count("Who is 2?"), 2);
        assert_eq!(
            one_row(&screen.everything())
                .matches("1 of 2 right")
                .count(),
            1
        );
    }
}

#[test]
fn typed_text_stands_while_the_countdown_runs() {
    let home = Home::with_bank(&typed());
    let open = |columns| home.open(24, columns).start(&PLAY);
    let mut screens = [80, 40, 20].map(open);
    for screen in &mut screens {
        screen
            .wait_for_question("1/2")
            .press("Scra")
            .wait_for("› Scra");
    }
    // What is typed between two ticks is neither lost nor taken twice.
    for (second, text) in [(" 4 s", "n"), (" 3 s", "t"), (" 2 s", "o")] {
        for screen in &mut screens {
            screen.wait_for(second).press(text);
        }
    }
    let [wide, rest @ ..] = &mut screens;
    wide.wait_for("› Scranto")
        .press("n\r")
        .wait_for_written("✓ Right: Scranton");
    for screen in rest {
        screen.wait_for("› Scranto");
        screen
            .wait_for_written("Time is up.")
            .go_on()
            .wait_for_question("2/2");
        let all = screen.everything();
        let (judged, next) = all.split_once("  2/2 · ").unwrap();
        assert!(judged.contains("› Scranto\n"), "{all}");
        assert_eq!(judged.matches("Where is").count(), 1, "{all}");
        assert!(next.trim_end().ends_with('›'), "{all}");
        screen.press("scranton\r").ends_well();
        assert!(one_row(&screen.everything()).contains("1 of 2 right"));
    }
}

#[test]
fn a_key_just_before_the_end_counts_and_waiting_costs_nothing() {
    let home = Home::with_bank(&choices());
    let mut screen = home.start(&PLAY);
    screen.wait_for_question("1/2").wait_for(" 4 s");
    let before = screen.ticks();
    screen.wait_for(" 1 s");
    if let (Some(before), Some(after)) = (before, screen.ticks()) {
        assert!(after - before < 30, "{before} to {after} hundredths");
    }
    let right = screen.number_of("pam").to_string();
    screen.press(right).wait_for("✓ Right: pam");
    screen
        .go_on()
        .wait_for_question("2/2")
        .press(Key::Down)
        .wait_for("▸ 1");
    assert_eq!(screen.count("Time is up"), 0);
    screen.press("s").ends_well();
}

#[test]
fn a_note_that_is_being_written_when_the_time_is_up_is_kept() {
    let home = Home::with_bank(&choices());
    let mut screen = home.start(&PLAY);
    screen
        .wait_for_question("1/2")
        .press("f")
        .wait_for("What is wrong with it?")
        .press("two are right");
    screen
        .wait_for("› two are right")
        .go_on()
        .wait_for_question("2/2");
    assert_eq!(screen.count("Time is up"), 1);
    screen.press("s").ends_well();
    let mut flags = home.start(&["flags"]);
    flags.ends_well();
    assert!(
        flags.screen().contains("two are right"),
        "{}",
        flags.screen()
    );
}
