//! Games against the clock.
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod common;

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use common::{Place, each, lines, truths};
use serde_json::Value;

#[test]
fn within_the_reading_allowance_points_are_full() {
    let place = Place::new();
    let long = format!("ask = \"{}", "Read this with care. ".repeat(40));
    place.write("two.toml", truths(2, 0, 0).replace("ask = \"", &long));
    let args = [
        "play", "--bank", "two.toml", "-n", "2", "--timed", "5", "--json",
    ];
    let run = place.run_with(&args, lines("tt"));
    run.says(&["\n1/2 · Numbers · easy · 0 points · 5 s\n"]);
    let game = run.json();
    assert_eq!(game["timed"], 5);
    assert_eq!(game["board"]["timed"], 5);
    assert_eq!(each(&game, "speed"), [0, 0]);
    assert_eq!(each(&game, "late"), [false, false]);
    assert_eq!(game["points"], 210);
}

#[test]
fn a_late_answer_is_wrong_and_a_slow_one_earns_less() {
    let place = Place::new();
    // 10 characters: half a second to read, then five to answer.
    let text = truths(3, 0, 0).lines().fold(String::new(), |text, line| {
        let line = if line.starts_with("ask") {
            "ask = \"?\""
        } else {
            line
        };
        text + line + "\n"
    });
    place.write("three.toml", text);
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("dundie"))
        .args([
            "play",
            "--bank",
            "three.toml",
            "-n",
            "3",
            "--timed",
            "5",
            "--json",
        ])
        .env_clear()
        .env("HOME", place.path(""))
        .env("DUNDIE_DATA_DIR", place.data())
        .current_dir(place.path(""))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    for seconds in [6, 2, 0] {
        thread::sleep(Duration::from_secs(seconds));
        stdin.write_all(b"t\n").unwrap();
    }
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let game: Value = serde_json::from_slice(&output.stdout).unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(each(&game, "late"), [true, false, false], "{said}");
    assert_eq!(each(&game, "right"), [false, true, true]);
    assert_eq!(each(&game, "skipped"), [false, false, false]);
    assert!(said.contains("Too late: True"), "{said}");
    let points = each(&game, "points");
    assert_eq!(points[0], 0);
    // About one and a half of ten seconds count; there is no streak yet.
    let slow = points[1].as_i64().unwrap();
    assert!((50..=90).contains(&slow), "{slow}");
    assert_eq!(each(&game, "speed")[1], slow - 100);
    assert!(said.contains(" for the time taken"), "{said}");
    assert_eq!(points[2], 110);
    assert!(game["seconds"].as_f64().unwrap() >= 7.5);
}

#[test]
fn invalid_seconds_are_refused() {
    let place = Place::new();
    for seconds in ["4", "601", "x", "-5", "5.5", "", "20s"] {
        let run = place.run(&["play", "--timed", seconds]);
        assert_eq!(run.code, Some(2), "{seconds:?}: {run:?}");
        run.says(&["5 to 600"]);
    }
    // A category after it is not a number of seconds.
    let run = place.run(&["play", "--timed", "jim"]);
    assert_eq!(run.code, Some(2));
    run.says(&["put a category before --timed"]);
    for seconds in ["5", "600", "off"] {
        let run = place.run(&["play", "--timed", seconds]);
        assert_eq!(run.code, Some(0), "{seconds:?}: {run:?}");
    }
}

#[test]
fn a_timed_game_has_a_board_of_its_own() {
    let place = Place::new();
    place.write("ten.toml", truths(4, 4, 2));
    let title = |args: &[&str]| {
        let args = [&["play", "--bank", "ten.toml"], args].concat();
        let stdout = place.run_with(&args, lines("tttttttttt")).stdout;
        let title = stdout.lines().find(|line| line.starts_with("High scores"));
        title.unwrap_or_else(|| panic!("{stdout}")).to_owned()
    };
    let plain = "High scores · ten · Quick quiz · 10 questions";
    assert_eq!(title(&[]), plain);
    assert_eq!(title(&["--timed"]), format!("{plain} · 20 s a question"));
    assert_eq!(
        title(&["--timed", "45"]),
        format!("{plain} · 45 s a question")
    );
    assert_eq!(title(&["--timed", "off"]), plain);
    let scores = |args: &[&str]| {
        let args = [&["scores", "--bank", "ten.toml", "--json"], args].concat();
        let boards = place.run(&args).json()["boards"].clone();
        let games = boards[0]["games"].as_array().map_or(0, Vec::len);
        (boards[0]["timed"].clone(), games)
    };
    assert_eq!(scores(&[]), (Value::Null, 2));
    assert_eq!(scores(&["--timed", "45"]), (45.into(), 1));
}

#[test]
fn time_spent_before_the_game_was_left_is_spent() {
    let place = Place::new();
    place.write("two.toml", truths(2, 0, 0));
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("dundie"))
        .args(["play", "--bank", "two.toml", "-n", "2", "--timed", "60"])
        .env_clear()
        .env("HOME", place.path(""))
        .env("USER", "pam")
        .env("DUNDIE_DATA_DIR", place.data())
        .current_dir(place.path(""))
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    thread::sleep(Duration::from_millis(1_200));
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
    let game = place.run_with(&["resume", "--json"], lines("tt")).json();
    let seconds: Vec<_> = each(&game, "seconds")
        .iter()
        .map(|s| s.as_f64().unwrap())
        .collect();
    assert!((1.0..30.0).contains(&seconds[0]), "{seconds:?}");
    assert!(
        seconds[1] < 1.0,
        "only the question that stood: {seconds:?}"
    );
}
