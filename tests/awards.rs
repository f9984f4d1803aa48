//! What a player won, and what is still to win.
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod common;
#[cfg(unix)]
mod screen;

use std::time::Duration;

use common::{Place, bank, lines, truths};
use dundie::bank::Difficulty;
use dundie::history::{BoardKey, History, NewGame, Play};
use dundie::quiz::Answer;
use dundie::scoring::Points;
use serde_json::{Value, json};

const MORNING: &str = "2026-11-22T06:10:00Z";

/// Ten true questions, and five of them right on a November morning, in a row.
fn played() -> Place {
    let place = Place::new();
    place.write("ten.toml", truths(10, 0, 0));
    play(&place, "5", "ttttt");
    place
}

fn play(place: &Place, questions: &str, answers: &str) {
    let args = ["play", "--bank", "ten.toml", "-n", questions];
    let run = place.run_at(MORNING, &args, lines(answers));
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

fn awards(place: &Place, args: &[&str]) -> Value {
    let run = place.run(&[&["awards", "--bank", "ten.toml", "--json"], args].concat());
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    run.json()
}

/// The award of this key, earned or not.
fn award<'a>(awards: &'a Value, list: &str, key: &str) -> Option<&'a Value> {
    let list = awards[list].as_array().unwrap();
    list.iter().find(|award| award["key"] == key)
}

#[test]
fn json_lists_what_was_earned_and_what_is_still_to_win() {
    let place = played();
    let awards = awards(&place, &[]);
    assert_eq!(
        (&awards["schema"], &awards["player"]),
        (&json!(1), &json!("pam"))
    );
    assert_eq!(
        awards["earned"].as_array().unwrap().last().unwrap(),
        &json!({
            "key": "first-pot",
            "name": "First Pot of Coffee",
            "how": "Finish a game between four and seven in the morning.",
            "game": "Quick quiz",
            "earned": "2026-11-22T06:10:00.000Z",
        })
    );
    for key in ["new-hire", "paper-clip", "spotless"] {
        assert!(award(&awards, "earned", key).is_some(), "{key}");
    }
    assert_eq!(
        award(&awards, "open", "full-ream").unwrap(),
        &json!({
            "key": "full-ream",
            "name": "Full Ream",
            "how": "Answer 500 questions, one for each sheet in a ream.",
            "done": 5,
            "goal": 500,
        })
    );
    let other = self::awards(&place, &["--player", "jim"]);
    assert_eq!(other["earned"], json!([]));
    let builtin = place.run(&["awards", "--json"]).json();
    assert_eq!(builtin["earned"], json!([]), "each bank has its own");
    assert!(award(&builtin, "open", "office-tour").is_some());
}

/// The rows up to those still to win, and the first two of those.
fn begin(text: &str) -> String {
    let (won, open) = text.split_once("Still to win").unwrap();
    let rows: Vec<_> = open.lines().take(3).collect();
    format!("{won}Still to win{}", rows.join("\n"))
}

#[test]
fn the_screen_shows_them_with_date_and_game() {
    let place = Place::new();
    place.write("ten.toml", truths(10, 0, 0));
    play(&place, "4", "ttff");
    let run = place.run(&["awards", "--bank", "ten.toml"]);
    insta::assert_snapshot!(begin(&run.stdout), @r"
    pam · ten · 2 of 24 awards

      ★ New Hire
        Finish a game.
        2026-11-22 · Quick quiz

      ★ First Pot of Coffee
        Finish a game between four and seven in the morning.
        2026-11-22 · Quick quiz

    Still to win
      Clocked In
        Finish a daily quiz on its day.
    ");
    let mut ascii = place.command();
    ascii
        .env("LANG", "C")
        .args(["awards", "--bank", "ten.toml"]);
    let run = common::Run::of(&mut ascii);
    assert!(run.stdout.is_ascii(), "{}", run.stdout);
    assert!(run.stdout.contains("  * New Hire\n"), "{}", run.stdout);
}

#[cfg(unix)]
#[test]
fn no_row_wraps_in_a_narrow_window() {
    use screen::home::Home;
    let home = Home::with_bank(&bank(5, 0, 0));
    let args = ["play", "--bank", "bank.toml", "-n", "2", "--plain"];
    let mut game = home.open(24, 80).start(&args);
    game.type_line("1").type_line("1").ends_well();
    for columns in [80, 40, 20] {
        let args = ["awards", "--bank", "bank.toml"];
        let mut screen = home.open(60, columns).start(&args);
        screen.ends_well();
        let bytes = String::from_utf8(screen.bytes()).unwrap();
        let text = dialoguer::console::strip_ansi_codes(&bytes).into_owned();
        assert!(text.contains("New Hire"), "{text}");
        for line in text.lines() {
            let width = dialoguer::console::measure_text_width(line);
            assert!(width <= usize::from(columns), "{width} > {columns}: {line}");
        }
    }
}

#[test]
fn without_games_it_says_how_to_win_the_first() {
    let place = Place::new();
    place.write("ten.toml", truths(10, 0, 0));
    let run = place.run(&["awards"]);
    let first = run.stdout.lines().next();
    assert_eq!(
        first,
        Some("No awards for pam yet. The first is close: finish a game with `dundie play`.")
    );
    let run = place.run(&["awards", "--bank", "ten.toml"]);
    assert!(
        run.stdout.contains("`dundie play\n--bank PATH`"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("Frequent Filer · 0 of 100 games"));
    assert!(!place.data().exists(), "reading makes no folder");
}

#[test]
fn a_category_is_complete_by_the_questions_that_the_bank_has_now() {
    let place = played();
    assert!(award(&awards(&place, &[]), "earned", "closed-file").is_none());
    play(&place, "10", "tttttttttt");
    assert!(award(&awards(&place, &[]), "earned", "closed-file").is_some());
    place.write("ten.toml", truths(11, 0, 0));
    assert!(award(&awards(&place, &[]), "earned", "closed-file").is_none());
    // Those that are gone still were answered.
    place.write("ten.toml", truths(1, 0, 0));
    let awards = awards(&place, &[]);
    assert!(award(&awards, "earned", "closed-file").is_some());
    assert_eq!(award(&awards, "open", "full-ream").unwrap()["done"], 15);
}

#[test]
fn many_games_are_counted() {
    let place = played();
    let bank = place.path("ten.toml").canonicalize().unwrap();
    fill(&place, bank.to_str().unwrap(), 120);
    let awards = awards(&place, &[]);
    for key in ["frequent-filer", "full-ream", "stapled"] {
        assert!(award(&awards, "earned", key).is_some(), "{key}");
    }
    assert_eq!(
        award(&awards, "open", "whole-carton").unwrap()["done"],
        1_205
    );
    assert_eq!(awards["earned"][0]["key"], "paper-clip");
}

/// Records this many games of ten right answers.
fn fill(place: &Place, bank: &str, games: i64) {
    let (mut history, _) = History::open(&place.data().join("history.db")).unwrap();
    let ids: Vec<_> = (0..10).map(|n| format!("q{n}")).collect();
    for started in 1..=games {
        let game = NewGame {
            player: "pam".to_owned(),
            board: BoardKey {
                bank: bank.to_owned(),
                categories: Vec::new(),
                length: 10,
                difficulty: None,
                play: Play::Choice,
                timed: None,
                through: None,
                daily: None,
            },
            seed: 1,
            ranked: true,
            practice: false,
            hints: true,
            party: None,
            questions: ids.clone(),
            max_points: 1_000,
            started,
            utc_offset: 0,
        };
        let id = history.start_game(&game).unwrap();
        for (question, position) in ids.iter().zip(0..) {
            let answer = Answer {
                question: question.clone(),
                category: "ten".to_owned(),
                difficulty: Difficulty::Easy,
                given: "True".to_owned(),
                right: true,
                credited: false,
                hinted: false,
                skipped: false,
                late: false,
                elapsed: Duration::from_secs(3),
                points: Points {
                    base: 100,
                    total: 100,
                    ..Points::default()
                },
            };
            let is_last = position == 9;
            history
                .record(id, position, &answer, started, is_last)
                .unwrap();
        }
    }
}
