//! Games through a pipe.
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod common;

use std::collections::BTreeSet;

use common::{Place, bank, first_choices, right_choice};

#[test]
fn a_game_of_ten_ends_on_the_high_score_table() {
    let place = Place::new();
    let run = place.play_first_choices(&[]);
    assert!(run.stderr.contains("1/10 · "), "{}", run.stderr);
    assert!(run.stderr.contains("10/10 · "), "{}", run.stderr);
    assert!(run.stdout.contains("of 10 right"), "{}", run.stdout);
    let row = run.stdout.lines().find(|line| line.starts_with('▸'));
    assert!(row.is_some_and(|row| row.contains("pam")), "{}", run.stdout);
    let scores = place.run(&["scores"]);
    assert!(scores.stdout.contains("Quick quiz"), "{}", scores.stdout);
    assert!(scores.stdout.contains("pam"), "{}", scores.stdout);
    assert!(!scores.stdout.contains('▸'), "{}", scores.stdout);
}

#[test]
fn a_category_can_be_named_as_people_type_it() {
    let place = Place::new();
    let run = place.run(&["play", "finale", "-n", "1"]);
    assert!(
        run.stderr.contains("1/1 · Athlead and the Finale"),
        "{}",
        run.stderr
    );
    for name in [
        "Jim and Pam",
        "jim-and-pam",
        "jim & pam",
        "JIM AND PAM",
        "jim",
    ] {
        let run = place.run(&["play", name, "-n", "1"]);
        assert_eq!(run.code, Some(0), "{name}: {}", run.stderr);
        assert!(
            run.stderr.contains("1/1 · Jim and Pam · "),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn an_unknown_category_gets_a_suggestion() {
    let place = Place::new();
    let run = place.run(&["play", "Jim and Pan"]);
    run.fails(
        2,
        &[
            "no category is called \"Jim and Pan\"",
            "did you mean \"Jim and Pam\"?",
        ],
    );
    place
        .run(&["play", "zebras"])
        .fails(2, &["try one of: ", "\"Jim and Pam\""]);
    place.run(&["play", ""]).fails(2, &["try one of: "]);
}

#[test]
fn an_ambiguous_beginning_names_what_it_could_be() {
    let place = Place::new();
    place.write(
        "bank/a.toml",
        bank(1, 0, 0).replace("Numbers", "River life"),
    );
    let other = bank(1, 0, 0)
        .replace("Numbers", "Rivers")
        .replace("q0", "r0");
    place.write("bank/b.toml", other);
    let run = place.run(&["play", "riv", "--bank", "bank"]);
    run.fails(2, &["matches several", "\"River life\"", "\"Rivers\""]);
}

#[test]
fn invalid_counts_are_refused() {
    let place = Place::new();
    for count in ["0", "-3", "ten", "99999999999999999999", "1.5", ""] {
        let run = place.run(&["play", "-n", count]);
        assert_eq!(run.code, Some(2), "{count}: {run:?}");
        assert!(run.stderr.contains("1 to 1000000"), "{}", run.stderr);
    }
    for season in ["0", "100", "-1", "two"] {
        let run = place.run(&["play", "--through", season]);
        assert_eq!(run.code, Some(2), "{season}: {run:?}");
    }
}

#[test]
fn too_many_questions_are_fewer_with_a_notice() {
    let place = Place::new();
    place.write("small.toml", bank(3, 1, 1));
    let run = place.run(&["play", "--bank", "small.toml", "-n", "1000"]);
    assert_eq!(run.code, Some(0));
    assert!(
        run.stderr.contains("Only 5 questions match"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("1/5 · Numbers · easy"),
        "{}",
        run.stderr
    );
}

#[test]
fn filters_that_nothing_matches_are_named() {
    let place = Place::new();
    let text = bank(2, 0, 0).replace("difficulty", "season = 4\ndifficulty");
    place.write("small.toml", text);
    let run = place.run(&["play", "--bank", "small.toml", "--difficulty", "hard"]);
    run.fails(2, &["no questions match --difficulty hard"]);
    let run = place.run(&["play", "numbers", "--bank", "small.toml", "--through", "3"]);
    run.fails(
        2,
        &["no questions match the category \"numbers\" and --through 3"],
    );
    assert!(
        place
            .run(&["play", "--bank", "small.toml", "--through", "4"])
            .code
            == Some(0)
    );
}

#[test]
fn the_same_seed_asks_the_same_whatever_was_played() {
    let place = Place::new();
    let asked = |run: &common::Run| {
        let answers = run.json()["answers"].as_array().unwrap().clone();
        let pick = |a: &serde_json::Value| (a["id"].to_string(), a["choices"].to_string());
        answers.iter().map(pick).collect::<Vec<_>>()
    };
    let first = place.play_first_choices(&["--seed", "7", "--json"]);
    place.play_first_choices(&[]);
    let again = place.play_first_choices(&["--seed", "7", "--json"]);
    let other = place.play_first_choices(&["--seed", "8", "--json"]);
    assert_eq!(asked(&first), asked(&again));
    assert_ne!(asked(&first), asked(&other));
    assert_eq!(first.json()["rank"], serde_json::Value::Null);
    assert_eq!(first.json()["board"], serde_json::Value::Null);
}

#[test]
fn unasked_questions_come_first_and_then_the_longest_ago() {
    let place = Place::new();
    place.write("thirty.toml", bank(12, 12, 6));
    let mut games: Vec<BTreeSet<String>> = Vec::new();
    for _ in 0..6 {
        let run = place.play_first_choices(&["--bank", "thirty.toml", "--json"]);
        let answers = run.json()["answers"].as_array().unwrap().clone();
        games.push(answers.iter().map(|a| a["id"].to_string()).collect());
    }
    let all: BTreeSet<_> = games[..3].iter().flatten().collect();
    assert_eq!(all.len(), 30, "three games of ten ask all thirty");
    for later in 3..6 {
        assert_eq!(games[later], games[later - 3], "the longest ago first");
    }
}

#[test]
fn each_player_has_a_history_of_their_own() {
    let place = Place::new();
    place.write("ten.toml", bank(4, 4, 2));
    let ids = |player: &str| {
        let args = [
            "--bank", "ten.toml", "-n", "5", "--player", player, "--json",
        ];
        let run = place.play_first_choices(&args);
        let answers = run.json()["answers"].as_array().unwrap().clone();
        answers
            .iter()
            .map(|a| a["id"].to_string())
            .collect::<BTreeSet<_>>()
    };
    let (jim, pam) = (ids("jim"), ids("pam"));
    assert!(jim.is_disjoint(&ids("jim")));
    assert!(pam.is_disjoint(&ids("pam")));
}

#[test]
fn the_json_document_tells_the_whole_game() {
    let place = Place::new();
    place.write("ten.toml", bank(4, 4, 2));
    let input = format!("h\n{}s\n{}", first_choices(1), first_choices(10));
    let run = place.run_with(&["play", "--bank", "ten.toml", "--json"], input);
    let game = run.json();
    assert_eq!(game["schema"], 1);
    assert_eq!(game["player"], "pam");
    assert_eq!(game["length"], 10);
    assert_eq!(game["play"], "choice");
    assert_eq!(game["rank"], 1);
    assert_eq!(game["max_points"], 2540);
    assert_eq!(game["board"]["length"], 10);
    let answers = game["answers"].as_array().unwrap();
    assert_eq!(answers.len(), 10);
    assert_eq!(answers[0]["hinted"], true);
    let sum: u64 = answers.iter().map(|a| a["points"].as_u64().unwrap()).sum();
    assert_eq!(game["points"], sum);
    for answer in answers {
        assert_eq!(answer["choices"].as_array().unwrap().len(), 4);
        assert_eq!(answer["right"], answer["given"] == answer["answer"]);
    }
    assert!(
        run.stderr.contains("What is number"),
        "questions go to stderr"
    );
}

#[test]
fn right_and_wrong_are_said_in_words_with_the_reason_and_the_points() {
    let place = Place::new();
    place.write("two.toml", bank(2, 0, 0));
    let args = ["play", "--bank", "two.toml", "-n", "2", "--seed", "1"];
    let first = place.run(&args);
    let right = right_choice(&first.stderr);
    let wrong = right % 4 + 1;
    let run = place.run_with(&args, format!("{right}\n{right}\n"));
    assert!(run.stderr.contains("✓ Right: right"), "{}", run.stderr);
    assert!(run.stderr.contains("It says so in"), "{}", run.stderr);
    assert!(
        run.stderr.contains("+100 points for an easy question"),
        "{}",
        run.stderr
    );
    let run = place.run_with(&args, format!("{wrong}\n"));
    assert!(run.stderr.contains("✗ Wrong: wrong"), "{}", run.stderr);
    assert!(run.stderr.contains("Answer: right"), "{}", run.stderr);
    assert!(run.stderr.contains("No points."), "{}", run.stderr);
}

#[test]
fn an_invalid_line_is_asked_again_and_the_third_skips() {
    let place = Place::new();
    place.write("one.toml", bank(1, 0, 0));
    let args = ["play", "--bank", "one.toml", "-n", "1"];
    let run = place.run_with(&args, "9\nx\n1\n");
    assert_eq!(
        run.stderr.matches("Not a valid answer.").count(),
        2,
        "{}",
        run.stderr
    );
    assert!(!run.stderr.contains("Skipped"), "{}", run.stderr);
    let run = place.run_with(&args, "9\n\n\u{1f600}\n");
    assert!(
        run.stderr.contains("Skipped.\nAnswer: right 0"),
        "{}",
        run.stderr
    );
    assert!(run.stdout.contains("0 of 1 right"), "{}", run.stdout);
}

#[test]
fn every_kind_of_question_takes_its_own_lines() {
    let place = Place::new();
    let head = "name = \"Kinds\"\n";
    let kinds = "[[question]]\nid = \"truth\"\nkind = \"true-false\"\ndifficulty = \"easy\"\n\
                 ask = \"Is it so?\"\nanswer = true\n\
                 [[question]]\nid = \"order\"\nkind = \"order\"\ndifficulty = \"medium\"\n\
                 ask = \"In which order?\"\nitems = [\"ace\", \"bee\", \"cat\"]\n\
                 [[question]]\nid = \"typed\"\nkind = \"typed\"\ndifficulty = \"hard\"\n\
                 ask = \"Who?\"\nanswer = \"Jim Halpert\"\naccept = [\"Jim\"]\nmore = [\"Halpert\"]\n";
    place.write("kinds.toml", format!("{head}{kinds}"));
    let args = ["play", "--bank", "kinds.toml", "-n", "3", "--json"];
    let shown = place.run(&[&args[..], &["--seed", "3"]].concat()).stderr;
    assert!(
        shown.contains("[t or f, s skip, ! flag, ? help, q quit]"),
        "{shown}"
    );
    let order = ["1 2 3", "1 3 2", "2 1 3", "2 3 1", "3 1 2", "3 2 1"].map(|order| {
        let input = format!("t\n{order}\nhalpert\njim halpret\n");
        place.run_with(&[&args[..], &["--seed", "3"]].concat(), input)
    });
    let right: Vec<_> = order
        .iter()
        .filter(|run| run.json()["right"] == 3)
        .collect();
    assert_eq!(right.len(), 1, "one order is right");
    assert!(
        right[0].stderr.contains("be more specific"),
        "{}",
        right[0].stderr
    );
    assert_eq!(right[0].json()["points"], 100 + 220 + 360);
    let commands = "t\n:h\nh\n3 1 2\n:h\n:s\n";
    let run = place.run_with(&[&args[..], &["--seed", "3"]].concat(), commands);
    assert!(run.stderr.contains("Comes first: ace"), "{}", run.stderr);
    assert!(run.stderr.contains("Starts with: J… H…"), "{}", run.stderr);
}

#[test]
fn color_never_reaches_a_pipe_unless_it_is_asked_for() {
    let place = Place::new();
    let plain = place.play_first_choices(&["-n", "1"]);
    assert!(!plain.stderr.contains('\x1b') && !plain.stdout.contains('\x1b'));
    let run = place.play_first_choices(&["-n", "1", "--color", "always"]);
    assert!(run.stdout.contains('\x1b'), "{}", run.stdout);
    let ascii = place
        .command()
        .env("LANG", "C")
        .args(["scores"])
        .output()
        .unwrap();
    assert!(ascii.stdout.is_ascii(), "{ascii:?}");
}

#[test]
fn a_name_that_no_table_can_show_is_refused() {
    let place = Place::new();
    let long = "x".repeat(300);
    for name in ["", "  ", "a\x1b[31mb", "\u{202e}abc", long.as_str()] {
        let run = place.run(&["play", "--player", name]);
        run.fails(2, &["could not use the player's name"]);
        assert!(!run.stderr.contains('\x1b') && !run.stderr.contains('\u{202e}'));
    }
}

/// A seed gives the same game in every later version: never change this.
#[test]
fn a_seeded_game_is_pinned_forever() {
    let place = Place::new();
    place.write("thirty.toml", bank(12, 12, 6));
    let args = [
        "--bank",
        "thirty.toml",
        "--seed",
        "2026",
        "-n",
        "4",
        "--json",
    ];
    let game = place.play_first_choices(&args).json();
    let shown: Vec<_> = game["answers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|a| format!("{} {}", a["id"], a["choices"]))
        .collect();
    assert_eq!(
        shown,
        [
            r#""q8" ["wrong one 8","wrong three 8","wrong two 8","right 8"]"#,
            r#""q9" ["right 9","wrong one 9","wrong two 9","wrong three 9"]"#,
            r#""q16" ["wrong two 16","wrong one 16","right 16","wrong three 16"]"#,
            r#""q22" ["right 22","wrong three 22","wrong one 22","wrong two 22"]"#,
        ]
    );
}
