//! What a window's size does to a game.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod screen;

use screen::home::{Home, choices};
use screen::{Key, Screen, one_row};

const WIDE: &str = r#"name = "Wide"

[[question]]
id = "wide"
difficulty = "easy"
ask = "Which of these words is 日本語 for a paper company, 紙 being the paper in it? 📄"
answer = "製紙会社製紙会社製紙会社製紙会社製紙会社"
wrong = ["👩‍👩‍👧‍👦 family 🎉🎉🎉 and so on and so forth", "naïve café", "한국어 한국어 한국어 한국어 한국어 한국어"]
"#;

/// Three questions whose choices take several rows each.
fn long_bank() -> String {
    let long = |what: &str, n: usize| {
        format!("The {what} of {n}, who went all the way from Scranton to Stamford and back again")
    };
    (0..3).fold("name = \"Long\"\n".to_owned(), |text, n| {
        text + &format!(
            "\n[[question]]\nid = \"long-{n}\"\ndifficulty = \"easy\"\n\
             ask = \"Who is it, in number {n}, that goes all the way there and back again?\"\n\
             answer = \"{}\"\nwrong = [\"{}\", \"{}\", \"{}\"]\n",
            long("right one", n),
            long("brother", n),
            long("sister", n),
            long("cousin", n),
        )
    })
}

/// Goes down to this choice and takes it.
fn take(screen: &mut Screen, choice: usize) {
    for n in 1..=choice {
        screen.press(Key::Down).wait_for(&format!("▸ {n}"));
    }
    screen.press(Key::Enter);
}

#[test]
fn rows_that_wrap_stand_once_and_stay_as_they_were() {
    let home = Home::with_bank(&long_bank());
    let args = ["play", "--bank", "bank.toml", "-n", "3"];
    let mut screen = home.open(24, 40).start(&args);
    let mut before = String::new();
    for n in 1..=3 {
        screen.wait_for_question(&format!("{n}/3"));
        let all = screen.everything();
        let (earlier, _) = all.split_once(&format!("  {n}/3 · Long")).unwrap();
        assert!(earlier.starts_with(&before), "{before}\n---\n{earlier}");
        earlier.clone_into(&mut before);
        take(&mut screen, n + 1);
    }
    screen.ends_well();
    let all = screen.everything();
    assert!(all.starts_with(&before), "{before}\n---\n{all}");
    assert_eq!(
        all.matches('▸').count(),
        1,
        "an answered question has none, the table has one: {all}"
    );
    let text = one_row(&all);
    for n in 0..3 {
        let ask = format!("Who is it, in number {n}, that goes all the way there and back again?");
        assert_eq!(text.matches(&ask).count(), 1, "{all}");
        for who in ["right one", "brother", "sister", "cousin"] {
            let choice = format!(
                "The {who} of {n}, who went all the way from Scranton to Stamford and back"
            );
            let rows = (1..=4).map(|place| text.matches(&format!("{place} {choice}")).count());
            assert_eq!(rows.sum::<usize>(), 1, "{choice} in {all}");
        }
    }
}

#[test]
fn wide_characters_break_no_rows() {
    let home = Home::with_bank(WIDE);
    let args = ["play", "--bank", "bank.toml", "-n", "1"];
    let mut screen = home.open(24, 40).start(&args);
    let before = screen.wait_for_question("1/1").everything();
    take(&mut screen, 4);
    let after = screen.ends_well().everything();
    assert_eq!(choice_rows(&before).len(), 7, "{before}");
    assert_eq!(choice_rows(&before), choice_rows(&after), "{after}");
    let (head, _) = before.split_once("   1  ").unwrap();
    assert!(after.starts_with(head), "{after}");
    for choice in ["naïve café", "한국어", "製紙会社", "family"] {
        assert!(
            choice_rows(&after).iter().any(|row| row.contains(choice)),
            "{after}"
        );
    }
    assert_eq!(
        one_row(&after)
            .matches("紙 being the paper in it? 📄")
            .count(),
        1,
        "{after}"
    );
}

/// The rows of the first question's choices, without the arrow.
fn choice_rows(told: &str) -> Vec<String> {
    let rows = told.lines().skip_while(|row| !row.contains(" 1  "));
    let rows = rows.take_while(|row| !row.is_empty());
    rows.map(|row| row.replace(['▸', '✓', '✗'], " ")).collect()
}

/// Texts that are not as wide as they are long, and a very long one.
const TEXTS: [(&str, &str); 4] = [
    ("ASCII", "paper from Scranton"),
    ("CJK", "紙の会社スクラントン"),
    (
        "joined",
        "👩\u{200d}🚀 and 👨\u{200d}👩\u{200d}👧 e\u{301}a\u{301}",
    ),
    ("long", ""),
];

#[test]
fn any_text_stands_once_in_any_width() {
    for (what, text) in TEXTS {
        let text = match text {
            "" => "a good many words ".repeat(16).trim_end().to_owned(),
            text => text.to_owned(),
        };
        let bank = (0..2).fold("name = \"Texts\"\n".to_owned(), |bank, n| {
            let choice = |who: &str| format!("\"{who} {text} {n}\"");
            bank + &format!(
                "\n[[question]]\nid = \"q{n}\"\ndifficulty = \"easy\"\n\
                 ask = \"Which is it, {n}: {text}?\"\nanswer = {}\nwrong = [{}, {}, {}]\n",
                choice("pam"),
                choice("jim"),
                choice("roy"),
                choice("toby"),
            )
        });
        let home = Home::with_bank(&bank);
        for columns in [80, 40, 20] {
            let args = ["play", "--bank", "bank.toml", "-n", "2"];
            let mut screen = home.open(150, columns).start(&args);
            for number in ["1/2", "2/2"] {
                screen.wait_for_question(number);
                let all = screen.everything();
                let (before, _) = all.split_once("   1  ").unwrap();
                let before = before.to_owned();
                take(&mut screen, 2);
                screen.wait_for_written(if number == "1/2" {
                    "  2/2 ·"
                } else {
                    "of 2 right"
                });
                let after = screen.everything();
                assert!(
                    after.starts_with(&before),
                    "{what} {columns}\n{before}\n---\n{after}"
                );
            }
            screen.ends_well();
            let told: String = screen.everything().split_whitespace().collect();
            for n in 0..2 {
                let ask = format!("Whichisit,{n}:{text}?").replace(' ', "");
                assert_eq!(
                    told.matches(&ask).count(),
                    1,
                    "{what} {columns}: {ask}\n{told}"
                );
            }
        }
    }
}

#[test]
fn a_question_can_be_read_after_the_window_has_shrunk() {
    let home = Home::with_bank(&long_bank());
    let mut screen = home.start(&["play", "--bank", "bank.toml", "-n", "3"]);
    screen.wait_for_question("1/3").resize(30, 30);
    screen
        .press(Key::Down)
        .wait_for("▸ 1")
        .wait_for_question("1/3");
    let told = screen.screen();
    let (_, redrawn) = told.rsplit_once("  1/3 · ").unwrap();
    let redrawn = one_row(redrawn);
    assert!(
        redrawn.contains("that goes all the way there and back again?"),
        "{told}"
    );
    assert_eq!(
        redrawn
            .matches("from Scranton to Stamford and back again")
            .count(),
        4,
        "{told}"
    );
    screen.press(Key::Enter).wait_for_question("2/3").press("1");
    screen.wait_for_question("3/3").press("1").ends_well();
}

#[test]
fn a_window_too_small_for_anything_does_no_harm() {
    let home = Home::with_bank(&choices(2));
    let mut screen = home.start(&["play", "--bank", "bank.toml", "-n", "2"]);
    screen.wait_for_question("1/2");
    for (rows, columns) in [(2, 10), (1, 1), (24, 80)] {
        screen.resize(rows, columns).press(Key::Down);
    }
    screen.wait_for("▸ 3").press("s").wait_for_question("2/2");
    screen.resize(1, 5).press("q").press("y").ends_well();
}

#[test]
fn small_or_dumb_terminals_get_plain_lines() {
    let home = Home::with_bank(&choices(1));
    let args = ["play", "--bank", "bank.toml", "-n", "1"];
    let plain = [&args[..], &["--plain"]].concat();
    let cases = [
        (home.open(24, 19), &args[..]),
        (home.open(5, 80), &args[..]),
        (home.open(24, 80).term("dumb"), &args[..]),
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
