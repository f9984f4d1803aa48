//! Other people's banks, good and bad.
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod common;

use common::{Place, bank, exists, question};

#[test]
fn a_bank_can_be_a_file_or_a_folder() {
    let place = Place::new();
    place.write("bank/one.toml", bank(2, 2, 1));
    let two = bank(2, 2, 1)
        .replace("\"q", "\"r")
        .replace("Numbers", "Letters");
    place.write("bank/two.toml", two);
    place.write("bank/.hidden.toml", "not toml at all [");
    place.write("bank/readme.md", "not a bank");
    let run = place.run(&["categories", "--bank", "bank", "--json"]);
    assert_eq!(run.json()["questions"], 10);
    let run = place.run(&["categories", "--bank", "bank/one.toml", "--json"]);
    assert_eq!(run.json()["questions"], 5);
    assert_eq!(run.json()["categories"][0]["slug"], "numbers");
}

#[test]
fn lists_give_wrong_answers_near_the_season() {
    let place = Place::new();
    place.write(
        "bank/lists.toml",
        "[[list]]\nname = \"titles\"\nentries = [\n\
         { text = \"Right\", season = 2 }, { text = \"Near A\", season = 2 },\n\
         { text = \"Near B\", season = 2 }, { text = \"Near C\", season = 2 },\n\
         { text = \"Also right\", season = 2 }, \"Far\", { text = \"Late\", season = 9 }]\n",
    );
    place.write(
        "bank/q.toml",
        "name = \"Q\"\n[[question]]\nid = \"q\"\nseason = 2\ndifficulty = \"easy\"\n\
         ask = \"Which?\"\nanswer = \"Right\"\nwrong_from = \"titles\"\nnot = [\"Also right\"]\n",
    );
    let run = place.run_with(&["play", "--bank", "bank", "-n", "1", "--json"], "1\n");
    let mut choices: Vec<String> =
        serde_json::from_value(run.json()["answers"][0]["choices"].clone()).unwrap();
    choices.sort();
    assert_eq!(choices, ["Near A", "Near B", "Near C", "Right"]);
}

#[test]
fn every_fault_of_a_file_is_reported_with_its_place() {
    let place = Place::new();
    let text = "name = \"Bad\"\ncolor = \"red\"\n\n\
        [[question]]\nid = \"Not An Id\"\ndifficulty = \"eazy\"\nask = \"?\"\nanswer = \"a\"\n\
        wrong = [\"b\", \"b \"]\nanwser = 1\n\n\
        [[question]]\ndifficulty = \"easy\"\nask = \"x\\u001b\"\nanswer = true\nwrong = [\"b\", \"c\", \"d\"]\n\n\
        [[question]]\nid = \"list\"\ndifficulty = \"hard\"\nask = \"Which?\"\nanswer = \"a\"\n\
        wrong_from = \"nowhere\"\nseason = 1000\n";
    place.write("bad.toml", text);
    let run = place.run(&["play", "--bank", "bad.toml"]);
    run.fails(1, &["could not use the bank", "error"]);
    let expected = [
        "bad.toml:2:1: error: unknown key `color`",
        "bad.toml:5:6: error in `Not An Id`: `Not An Id` is not a valid id",
        "bad.toml:6:14: error in `Not An Id`: `difficulty` can't be \"eazy\"",
        "help: did you mean \"easy\"?",
        "bad.toml:9:9: error in `Not An Id`: \"b\" of `wrong` looks the same as one of `wrong`",
        "bad.toml:10:1: error in `Not An Id`: unknown key `anwser`",
        "help: did you mean `answer`?",
        "bad.toml:12:1: error: `id` is missing",
        "bad.toml:14:7: error: `ask` contains the character U+001B",
        "bad.toml:15:10: error: `answer` is true or false, not text",
        "bad.toml:23:14: error in `list`: no list \"nowhere\"",
        "bad.toml:24:10: error in `list`: `season` is 1000, not 1 to 40",
        "  | anwser = 1",
    ];
    for line in expected {
        assert!(run.stderr.contains(line), "no {line:?} in\n{}", run.stderr);
    }
    assert!(!exists(&place.data()), "nothing is written for a bad bank");
    let check = place.run(&["bank", "check", "bad.toml"]);
    check.fails(1, &expected);
    let json = place.run(&["bank", "check", "bad.toml", "--json"]);
    assert_eq!(json.code, Some(1));
    let findings = json.json()["findings"].as_array().unwrap().clone();
    assert_eq!(findings[0]["rule"], "unknown-key");
    assert_eq!(findings[0]["line"], 2);
    assert_eq!(json.json()["errors"], findings.len());
}

#[test]
fn a_file_that_is_not_a_bank_is_an_error() {
    let place = Place::new();
    place.write("empty.toml", "");
    place.write("binary.toml", b"name = \"x\"\n\xff\xfe");
    place.write("words.toml", "these are just words\nand more");
    place.write("none.toml", "name = \"No questions\"\n");
    place.write("folder/notes.txt", "");
    let cases: [(&str, &[&str]); 6] = [
        ("missing.toml", &["could not read the bank missing.toml"]),
        (
            "folder",
            &["could not use folder as a bank: there is no .toml file with questions"],
        ),
        (
            "empty.toml",
            &["empty.toml:1:1: error", "`name` is missing"],
        ),
        (
            "binary.toml",
            &["binary.toml:2:1: error", "0xff is not UTF-8"],
        ),
        ("words.toml", &["words.toml:1:", "not TOML"]),
        ("none.toml", &["the file has no questions"]),
    ];
    for (path, words) in cases {
        place.run(&["play", "--bank", path]).fails(1, words);
        assert!(!exists(&place.data()), "{path}");
    }
}

#[test]
fn ids_and_categories_are_unique_over_a_folder() {
    let place = Place::new();
    place.write("bank/a.toml", bank(2, 0, 0));
    place.write("bank/b.toml", bank(1, 0, 0) + &question(1, "easy", "t"));
    let run = place.run(&["bank", "check", "bank"]);
    run.fails(
        1,
        &[
            "duplicate id `q0`, already used in bank/a.toml",
            "duplicate id `q1`, already used in",
        ],
    );
    assert!(
        run.stderr
            .contains("duplicate category \"Numbers\", already used in bank/a.toml")
    );
}

#[test]
fn a_changed_bank_is_never_read_by_its_old_index() {
    let place = Place::new();
    let path = place.write("ten.toml", bank(4, 4, 2));
    let old = std::time::SystemTime::now() - std::time::Duration::from_secs(3600);
    let age = |path: &std::path::Path| {
        std::fs::File::options()
            .write(true)
            .open(path)
            .unwrap()
            .set_modified(old)
            .unwrap();
    };
    age(&path);
    let ask = || place.run(&["play", "--bank", "ten.toml", "-n", "1"]).stderr;
    assert!(ask().contains("What is number"));
    assert!(
        exists(&place.data().join("cache/index")),
        "the index is kept"
    );
    assert!(ask().contains("What is number"));
    let changed = bank(4, 4, 2).replace("What is number", "What was number");
    place.write("ten.toml", changed);
    age(&path);
    assert!(ask().contains("What was number"));
    for entry in std::fs::read_dir(place.data().join("cache/index")).unwrap() {
        std::fs::write(entry.unwrap().path(), b"DUNDIEc1 rubbish").unwrap();
    }
    assert!(
        ask().contains("What was number"),
        "a damaged index is rebuilt"
    );
}

#[test]
fn the_built_in_bank_is_large_enough() {
    let place = Place::new();
    let categories = place.run(&["categories", "--json"]).json();
    assert!(categories["questions"].as_u64().unwrap() >= 420);
    let all = categories["categories"].as_array().unwrap();
    assert!(all.len() >= 10);
    let largest = all.iter().max_by_key(|c| c["questions"].as_u64()).unwrap();
    assert_eq!(largest["name"], "Jim and Pam");
    for category in all {
        let slug = category["slug"].as_str().unwrap();
        let mut asked = std::collections::BTreeSet::new();
        for game in 1..=3 {
            let game_of_ten = place.play_first_choices(&[slug, "--json"]).json();
            let answers = game_of_ten["answers"].as_array().unwrap().clone();
            let difficulties: Vec<_> = answers
                .iter()
                .map(|answer| answer["difficulty"].as_str().unwrap().to_owned())
                .collect();
            let expected = [&["easy"; 4][..], &["medium"; 4], &["hard"; 2]].concat();
            assert_eq!(difficulties, expected, "{slug}");
            asked.extend(answers.iter().map(|answer| answer["id"].to_string()));
            assert_eq!(asked.len(), game * 10, "{slug}: a repeat in game {game}");
        }
    }
}

/// A bank of choices that typing could hardly tell apart, and of a program.
fn near(place: &Place) {
    place.write("near.toml", include_str!("near/choices.toml"));
}

#[test]
fn choices_that_look_different_are_accepted_with_a_warning() {
    let place = Place::new();
    near(&place);
    let run = place.run(&["bank", "check", "near.toml", "--json"]);
    let document = run.json();
    assert_eq!((run.code, &document["errors"]), (Some(0), &0.into()));
    let findings = document["findings"].as_array().unwrap();
    let near = findings.iter().filter(|f| f["rule"] == "similar-choices");
    let ids: Vec<_> = near.map(|f| f["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["units", "flag", "closing", "umlaut"]);
}

#[test]
fn line_breaks_and_indents_are_shown() {
    let place = Place::new();
    near(&place);
    let args = [
        "play",
        "--bank",
        "near.toml",
        "--difficulty",
        "hard",
        "--plain",
    ];
    let run = place.run_with(&args, "1\n");
    let program = "What does this print?\n\n    for i in range(3):\n        print(i * i)\n";
    assert!(run.stderr.contains(program), "{}", run.stderr);
}
