//! Banks that are added, and played by name from then on.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod common;
mod screen;

use std::fs;
use std::path::Path;

use common::{Place, Run, bank, exists, question};
use screen::Exit;
use screen::home::{Home, choices};
use serde_json::Value;

fn add(place: &Place, args: &[&str]) -> Run {
    place.run(&[&["bank", "add"], args].concat())
}

#[track_caller]
fn added(place: &Place, args: &[&str]) -> String {
    let run = add(place, args);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    run.stdout
}

/// The names of the banks, the built-in one first.
fn names(place: &Place) -> Vec<String> {
    let list = place.run(&["bank", "list", "--json"]).json();
    let banks = list["banks"].as_array().unwrap().clone();
    let name = |bank: &Value| bank["name"].as_str().unwrap().to_owned();
    banks.iter().map(name).collect()
}

/// Everything below the folder of added banks, hidden or not, as paths.
fn files(place: &Place) -> Vec<String> {
    fn below(folder: &Path, prefix: &str, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let entry = entry.unwrap();
            let name = format!("{prefix}{}", entry.file_name().display());
            if entry.file_type().unwrap().is_dir() {
                below(&entry.path(), &format!("{name}/"), found);
            }
            found.push(name);
        }
    }
    let mut found = Vec::new();
    below(&place.data().join("banks"), "", &mut found);
    found.sort();
    found
}

/// Banks without a question in common.
fn others() -> String {
    bank(2, 2, 1)
        .replace("id = \"q", "id = \"other-")
        .replace("Numbers", "Others")
}

/// How many games the board of this bank has.
fn games(place: &Place, bank: &str) -> usize {
    let scores = place
        .run(&["scores", "-n", "2", "--bank", bank, "--json"])
        .json();
    scores["boards"][0]["games"].as_array().unwrap().len()
}

fn play(place: &Place, bank: &str) {
    place.play_first_choices(&["-n", "2", "--bank", bank]);
}

#[test]
fn an_added_bank_is_played_by_name_wherever_a_bank_is() {
    let place = Place::new();
    place.write("My Numbers.toml", bank(4, 4, 2));
    let told = added(&place, &["My Numbers.toml"]);
    assert_eq!(
        told,
        "Added my-numbers: 10 questions. Play it with `dundie play --bank my-numbers`.\n"
    );
    assert_eq!(files(&place), ["my-numbers", "my-numbers/My Numbers.toml"]);
    fs::remove_file(place.path("My Numbers.toml")).unwrap();
    play(&place, "my-numbers");
    assert_eq!(games(&place, "my-numbers"), 1);
    for line in [
        "categories --bank",
        "stats --bank",
        "awards --bank",
        "bank show q1 --bank",
        "bank check",
        "daily --bank",
        "practice -n 1 --bank",
    ] {
        let words: Vec<_> = line.split(' ').chain(["my-numbers"]).collect();
        let run = place.run_with(&words, common::first_choices(20));
        assert_eq!(run.code, Some(0), "{line}: {}", run.stderr);
    }
    let left = place.run_with(&["play", "-n", "3", "--bank", "my-numbers"], "1\n");
    assert_eq!(left.code, Some(0));
    let resumed = place.run_with(&["resume", "--json"], common::first_choices(3));
    assert_eq!(resumed.json()["length"], 3);
}

#[test]
fn the_first_game_of_an_added_bank_finds_its_index() {
    let place = Place::new();
    place.write("ten.toml", bank(4, 4, 2));
    added(&place, &["ten.toml"]);
    let folder = place.data().join("cache/index");
    let index = fs::read_dir(folder).unwrap().next().unwrap().unwrap();
    let written = || index.metadata().unwrap().modified().unwrap();
    let before = written();
    play(&place, "ten");
    assert_eq!(written(), before);
}

#[test]
fn a_bare_word_is_an_added_bank_first_and_a_path_second() {
    let place = Place::new();
    place.write("ten.toml", bank(4, 4, 2));
    place.write("ten/five.toml", bank(2, 2, 1));
    let questions = |bank: &str| {
        let run = place.run(&["categories", "--bank", bank, "--json"]);
        run.json()["questions"].clone()
    };
    assert_eq!(questions("ten"), 5);
    added(&place, &["ten.toml"]);
    for (bank, count) in [("ten", 10), ("./ten", 5), ("ten/", 5), ("ten.toml", 10)] {
        assert_eq!(questions(bank), count, "{bank}");
    }
    let run = place.run(&["settings", "bank", "ten", "--json"]);
    assert_eq!(run.json()["settings"][0]["value"], "ten");
    assert_eq!(place.run(&["categories", "--json"]).json()["questions"], 10);
    assert_eq!(place.run(&["settings", "bank", "built-in"]).code, Some(0));
    let all = place.run(&["categories", "--json"]).json();
    assert_eq!(all["bank"], "dundie");
    place.run(&["bank", "remove", "ten", "--yes"]);
    let run = place.run(&["settings", "bank", "ten", "--json"]);
    let path = run.json()["settings"][0]["value"].clone();
    assert!(path.as_str().unwrap().ends_with("/ten"), "{path}");
    place
        .run(&["settings", "bank", "eleven"])
        .fails(1, &["there is no bank `eleven`"]);
}

#[test]
fn a_folder_is_added_without_foreign_files() {
    let place = Place::new();
    place.write("europe/one.toml", bank(2, 2, 1));
    place.write("europe/two.toml", others());
    place.write(
        "europe/lists.toml",
        "[[list]]\nname = \"l\"\nentries = [\"a\", \"b\", \"c\", \"d\"]\n",
    );
    place.write("europe/sources.toml", "");
    place.write("europe/notes.txt", "not a bank");
    place.write("europe/.hidden.toml", "[");
    place.write("europe/more/three.toml", "[");
    assert!(added(&place, &["europe"]).starts_with("Added europe: 10 questions."));
    let expected = ["lists.toml", "one.toml", "sources.toml", "two.toml"];
    let expected: Vec<_> = expected
        .iter()
        .map(|name| format!("europe/{name}"))
        .collect();
    assert_eq!(files(&place)[1..], expected);
    play(&place, "europe");
}

#[test]
fn a_bank_with_errors_is_not_added() {
    let place = Place::new();
    place.write("bad.toml", bank(2, 0, 0).replace("topic", "topci"));
    place.write("words.txt", bank(2, 0, 0));
    let run = add(&place, &["bad.toml"]);
    run.fails(
        1,
        &[
            "bad.toml:6:1: error in `q0`: unknown key `topci`",
            "bad.toml:15:1: error",
        ],
    );
    add(&place, &["missing.toml"]).fails(1, &["could not read the bank missing.toml"]);
    add(&place, &["words.txt"]).fails(2, &["words.txt is already a bank"]);
    assert!(!exists(&place.data()));
}

#[test]
fn a_name_stays_inside_the_folder_of_banks() {
    let place = Place::new();
    place.write("ten.toml", bank(4, 4, 2));
    place.write("¿.toml", bank(4, 4, 2));
    for name in [
        "../ten", "..", ".", "a/b", "/tmp/ten", "", "Ten", "ten.toml", "-ten", "built-in", "a b",
    ] {
        let run = add(&place, &["ten.toml", "--name", name]);
        run.fails(2, &["can't be the name of a bank", "lowercase letters"]);
        assert_ne!(
            place.run(&["bank", "remove", "--yes", "--", name]).code,
            Some(0)
        );
    }
    add(&place, &["¿.toml"]).fails(2, &["can't be the name of a bank"]);
    assert!(!exists(&place.data()));
    added(&place, &["ten.toml", "--name", "ten-2"]);
    assert_eq!(names(&place), ["built-in", "ten-2"]);
}

#[test]
fn the_list_tells_of_each_bank() {
    let place = Place::new();
    place.write("ten.toml", bank(4, 4, 2));
    place.write("both/one.toml", bank(4, 4, 2));
    place.write("both/two.toml", others());
    added(&place, &["ten.toml"]);
    added(&place, &["both"]);
    let list = place.run(&["bank", "list"]).stdout;
    let rows: Vec<_> = list
        .lines()
        .map(|row| row.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    assert!(rows[1].starts_with("built-in Jim and Pam, and "), "{list}");
    assert_eq!(
        rows[2..],
        ["both Numbers, and 1 more 2 15", "ten Numbers 1 10"]
    );
    fs::write(place.data().join("banks/ten/ten.toml"), "name = 1").unwrap();
    let list = place.run(&["bank", "list", "--json"]).json();
    let ten = &list["banks"][2];
    assert_eq!(
        (&ten["name"], &ten["questions"]),
        (&"ten".into(), &Value::Null)
    );
    assert!(ten["error"].as_str().unwrap().contains("error"), "{ten}");
    assert_eq!(place.run(&["bank", "list"]).code, Some(0));
}

#[test]
fn a_replaced_bank_keeps_its_history() {
    let place = Place::new();
    place.write("ten.toml", bank(4, 4, 2));
    added(&place, &["ten.toml"]);
    play(&place, "ten");
    let edited = bank(4, 4, 2) + &question(10, "easy", "t");
    place.write("ten.toml", edited.replace("What is", "What was"));
    let taken = add(&place, &["ten.toml"]);
    taken.fails(1, &["a bank called `ten` was already added", "--replace"]);
    added(&place, &["ten.toml", "--replace"]);
    assert_eq!(games(&place, "ten"), 1);
    let run = place.run_with(&["play", "-n", "1", "--bank", "ten"], "1\n");
    run.says(&["What was number"]);
    // Another bank's questions never come onto its boards.
    place.write("ten.toml", others());
    let other = add(&place, &["ten.toml", "--replace"]);
    other.fails(
        1,
        &["another bank called `ten` already has scores", "--name"],
    );
    place.run(&["bank", "remove", "ten", "--yes"]);
    add(&place, &["ten.toml"]).fails(1, &["already has scores"]);
    assert_eq!(files(&place), [""; 0]);
}

#[test]
fn the_scores_of_a_file_come_along() {
    let place = Place::new();
    place.write("ten.toml", bank(4, 4, 2));
    play(&place, "ten.toml");
    place.run_with(&["play", "-n", "3", "--bank", "ten.toml"], "1\n");
    added(&place, &["ten.toml", "--name", "numbers"]);
    assert_eq!(games(&place, "numbers"), 1);
    let resumed = place.run_with(&["resume", "--json"], common::first_choices(3));
    let bank = resumed.json()["bank"].clone();
    assert!(bank.as_str().unwrap().ends_with("/banks/numbers"), "{bank}");
}

#[test]
fn removing_a_bank_keeps_its_scores_and_says_what_waits() {
    let place = Place::new();
    place.write("ten.toml", bank(4, 4, 2));
    added(&place, &["ten.toml"]);
    play(&place, "ten");
    place.run_with(&["play", "-n", "3", "--bank", "ten"], "1\n");
    place.run(&["settings", "bank", "ten"]);
    let asked = place.run_with(&["bank", "remove", "ten"], "y\n");
    asked.fails(2, &["add --yes"]);
    let run = place.run(&["bank", "remove", "ten", "--yes"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(
        run.stdout,
        "Removed ten. Its scores stay, and so does the game you left (Quick quiz, question 2 of 3); \
         to play it again, add it again.\nFrom now on you play the built-in bank.\n"
    );
    assert_eq!(files(&place), [""; 0]);
    let scores = place.run(&["scores", "--all"]).stdout;
    assert!(
        scores.contains("High scores · ten · Quick quiz"),
        "{scores}"
    );
    place.run(&["resume"]).fails(1, &["has no unfinished game"]);
    added(&place, &["ten.toml"]);
    assert_eq!(games(&place, "ten"), 1);
    let resumed = place.run_with(&["resume", "--json"], common::first_choices(3));
    assert_eq!(resumed.json()["length"], 3);
}

#[test]
fn a_saved_bank_that_is_gone_gives_way_to_the_built_in_one() {
    let place = Place::new();
    place.write("ten.toml", bank(4, 4, 2));
    added(&place, &["ten.toml"]);
    place.run(&["settings", "bank", "ten"]);
    fs::remove_dir_all(place.data().join("banks/ten")).unwrap();
    let run = place.run_with(&["play", "-n", "1", "--json"], common::first_choices(1));
    run.says(&["settings.toml: warning: no added bank is called `ten`"]);
    assert_eq!(run.json()["bank"], "dundie");
}

#[test]
fn two_adds_at_once_leave_one_whole_bank() {
    for replace in [&[][..], &["--replace"]] {
        let place = Place::new();
        let texts = [4, 5].map(|count| bank(count, count, 2));
        let files = ["a", "b"].map(|name| format!("{name}/ten.toml"));
        for (file, text) in files.iter().zip(&texts) {
            place.write(file, text);
        }
        let runs = std::thread::scope(|scope| {
            let place = &place;
            let runs = [0, 1, 0, 1].map(|n| {
                let file: &str = &files[n];
                scope.spawn(move || add(place, &[&[file], replace].concat()))
            });
            runs.map(|run| run.join().unwrap())
        });
        let fine = runs.iter().filter(|run| run.code == Some(0)).count();
        for run in runs.iter().filter(|run| run.code != Some(0)) {
            run.fails(1, &["already added"]);
        }
        assert!(fine == 1 || (fine > 0 && !replace.is_empty()), "{runs:?}");
        assert_eq!(self::files(&place), ["ten", "ten/ten.toml"]);
        let text = fs::read_to_string(place.data().join("banks/ten/ten.toml")).unwrap();
        assert!(texts.contains(&text));
        play(&place, "ten");
    }
}

#[test]
fn what_cannot_be_written_whole_is_not_written() {
    let place = Place::new();
    place.write("large.toml", bank(200, 200, 200));
    place.write("data", "a file");
    add(&place, &["large.toml"]).fails(1, &["could not write to the folder of added banks"]);
    fs::remove_file(place.data()).unwrap();
    let mut shell = place.process("/bin/sh");
    shell.args(["-c", "ulimit -f 64; exec \"$0\" bank add large.toml"]);
    shell.arg(env!("CARGO_BIN_EXE_dundie"));
    let run = Run::of(&mut assert_cmd::Command::from_std(shell));
    run.fails(
        1,
        &["could not write to the folder of added banks", "too large"],
    );
    assert_eq!(files(&place), [""; 0]);
}

#[test]
fn a_bank_that_is_removed_during_a_game_ends_it_and_waits() {
    let home = Home::new().bank(&choices(4));
    home.start(&["bank", "add", "bank.toml", "--name", "four"])
        .wait_exit();
    let mut screen = home.start(&["play", "-n", "4", "--bank", "four"]);
    let right = screen.wait_for_question(1, 4).number_of_right();
    screen.press(right).wait_for_verdict();
    home.start(&["bank", "remove", "four", "--yes"]).wait_exit();
    screen.go_on();
    assert_eq!(screen.wait_exit(), Exit::Code(1), "{}", screen.screen());
    home.start(&["bank", "add", "bank.toml", "--name", "four"])
        .wait_exit();
    home.start(&["resume"]).wait_for_question(2, 4);
}

#[test]
fn the_menu_offers_added_banks_and_a_page_asks_before_removing_one() {
    let home = Home::new().bank(&choices(9));
    let mut screen = home.start(&[]);
    screen.wait_for("▸ Quick quiz");
    assert_eq!(screen.count("Use another bank"), 0);
    home.start(&["bank", "add", "bank.toml", "--name", "nine"])
        .wait_exit();
    screen.take("Settings").wait_for("Settings file: ");
    screen.press("q").wait_for("1 added bank");
    screen
        .take("Use another bank")
        .wait_for("9 questions: Numbers");
    screen.take("nine").wait_for("9 questions from nine");
    assert!(home.settings().contains("bank = \"nine\"\n"));
    screen.take("Quick quiz").wait_for("What is");
    drop(screen);
    let mut screen = home.start(&["bank", "remove", "nine"]);
    screen.wait_for("Remove nine?").press("q").wait_exit();
    let mut screen = home.start(&["bank", "remove", "nine"]);
    screen
        .take("Remove it")
        .wait_for("From now on you play the built-in bank.");
}
