//! Two to six players who take turns.
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod common;

use std::collections::BTreeSet;

use common::{Place, Run, each, ids, lines, truths};
use serde_json::Value;

const NAMES: [&str; 6] = ["pam", "jim", "dwight", "Pam B", "Jörg", "日本"];

/// A place with a bank in which `t` is always right.
fn place(easy: usize, medium: usize, hard: usize) -> Place {
    let place = Place::new();
    place.write("paper.toml", truths(easy, medium, hard));
    place
}

fn run(place: &Place, players: &[&str], args: &[&str], answers: &str) -> Run {
    let players = players.iter().flat_map(|name| ["--player", name]);
    let args: Vec<_> = ["play", "--bank", "paper.toml"]
        .into_iter()
        .chain(args.iter().copied())
        .chain(players)
        .collect();
    place.run_with(&args, lines(answers))
}

fn games(run: &Run) -> Vec<Value> {
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(run.json()["schema"], 1);
    run.json()["games"].as_array().unwrap().clone()
}

/// Checks that all games are alike and no question is asked twice.
fn check_hands(games: &[Value], names: &[&str], length: usize) {
    let mut all = BTreeSet::new();
    assert_eq!(games.len(), names.len());
    for (game, name) in games.iter().zip(names) {
        assert_eq!(game["player"], *name);
        assert_eq!(game["length"], length);
        assert_eq!(each(game, "difficulty"), each(&games[0], "difficulty"));
        assert_eq!(game["max_points"], games[0]["max_points"]);
        all.extend(ids(game));
    }
    assert_eq!(all.len(), length * names.len(), "no question twice");
}

#[test]
fn two_to_six_play_alike_and_hear_no_question_twice() {
    let place = place(24, 24, 12);
    for count in 2..=6 {
        let names = &NAMES[..count];
        let run = run(&place, names, &["--json"], &"t".repeat(10 * count));
        check_hands(&games(&run), names, 10);
        assert!(!run.stderr.contains("questions match"), "{}", run.stderr);
        run.says(&[" · 1,040 points · 6 in a row\n"]);
        for name in names {
            run.says(&[
                &format!("\n{name} · 1/10 · "),
                &format!("\n{name} · 10/10 · "),
            ]);
        }
    }
}

#[test]
fn they_take_turns_and_see_the_standings_after_each_round() {
    let place = place(6, 0, 0);
    let done = run(&place, &["pam", "jim"], &["-n", "3"], "ftttss");
    let heads: Vec<_> = done
        .stderr
        .lines()
        .filter(|line| line.contains(" · easy · ") || line.starts_with("Standings"))
        .collect();
    assert_eq!(
        heads,
        [
            "pam · 1/3 · Numbers · easy · 0 points",
            "jim · 1/3 · Numbers · easy · 0 points",
            "Standings: jim 100 · pam 0",
            "pam · 2/3 · Numbers · easy · 0 points",
            "jim · 2/3 · Numbers · easy · 100 points",
            "Standings: jim 210 · pam 100",
            "pam · 3/3 · Numbers · easy · 100 points",
            "jim · 3/3 · Numbers · easy · 210 points · 2 in a row",
        ]
    );
    let (result, board) = done.stdout.split_once("High scores").unwrap();
    let rows: Vec<_> = result.lines().filter(|line| line.contains('/')).collect();
    assert!(rows[0].contains("jim") && rows[0].contains("210") && rows[0].contains("2/3"));
    assert!(rows[1].contains("pam") && rows[1].contains("100") && rows[1].contains("1/3"));
    assert!(result.contains("jim wins the Dundie."), "{result}");
    let new: Vec<_> = board.lines().filter(|line| line.starts_with('▸')).collect();
    assert!(new[0].contains("jim") && new[1].contains("pam"), "{board}");
    let draw = run(&place, &["pam", "jim"], &["-n", "1"], "tt");
    assert!(draw.stdout.contains("Tied on points"), "{}", draw.stdout);
}

#[test]
fn every_game_is_on_the_board() {
    let place = place(24, 24, 12);
    let answers = "tf".repeat(10);
    let played = games(&run(&place, &["pam", "jim"], &["--json"], &answers));
    let told = |game: &Value| (game["rank"].clone(), game["right"].clone());
    assert_eq!(told(&played[0]), (1.into(), 10.into()));
    assert_eq!(told(&played[1]), (2.into(), 0.into()));
    let scores = ["scores", "--bank", "paper.toml", "--json"];
    let board = place.run(&scores).json()["boards"][0]["games"].clone();
    let board = board.as_array().unwrap();
    let row = |n: usize| (board[n]["player"].clone(), board[n]["points"].clone());
    assert_eq!(row(0), ("pam".into(), played[0]["points"].clone()));
    assert_eq!(row(1), ("jim".into(), 0.into()));
    let alone = run(&place, &["dwight"], &["--json"], &"f".repeat(10));
    let rank = &alone.json()["rank"];
    assert!(
        [2.into(), 3.into()].contains(rank),
        "alone or in turn, it is one board"
    );
}

#[test]
fn players_must_be_two_to_six_different_people() {
    let place = place(24, 24, 12);
    for twins in [
        ["pam", "pam"],
        ["Pam", "pam"],
        ["pam", " pam "],
        ["Jörg", "JÖRG"],
    ] {
        run(&place, &twins, &[], "").fails(2, &["two players are named", "a different name"]);
    }
    let seven = [&NAMES[..], &["roy"]].concat();
    run(&place, &seven, &[], "").fails(2, &["could not start a game with 7 players", "at most 6"]);
    let long = "x".repeat(300);
    for name in ["", "a\x1b[31mb", &long] {
        run(&place, &["pam", name], &[], "").fails(2, &["could not use the player's name"]);
    }
    assert!(!common::exists(&place.data()), "nothing was begun");
}

#[test]
fn unfinished_games_are_resumed_with_everyone() {
    // Left before, within and between rounds, and in the last one.
    for given in [0, 1, 2, 3, 5, 10, 11] {
        let place = place(24, 24, 12);
        let names = &NAMES[..3];
        let answers = "tft".repeat(4);
        let left = run(&place, names, &["-n", "4", "--json"], &answers[..given]);
        assert_eq!((left.code, left.stdout.as_str()), (Some(0), ""));
        // Any of them can resume, except pam once she is done.
        let who = names[given % 3];
        let resume = match given {
            ..=9 => "dundie resume".to_owned(),
            _ => format!("dundie resume --player {who}"),
        };
        left.says(&[&format!("Games saved. Pick them up with `{resume}`.")]);
        let on = ["resume", "--player", who, "--json"];
        let rest = place.run_with(&on, lines(&answers[given..]));
        let turn = format!("\n{} · {}/4 · ", names[given % 3], given / 3 + 1);
        rest.says(&[&turn]);
        let played = games(&rest);
        check_hands(&played, names, 4);
        let right: Vec<_> = played
            .iter()
            .map(|game| game["right"].as_u64().unwrap())
            .collect();
        assert_eq!(right, [4, 0, 4], "left after {given}");
        for name in names {
            let again = place.run(&["resume", "--player", name]);
            again.fails(1, &[&format!("\"{name}\" has no unfinished game")]);
        }
    }
}

#[test]
fn the_resume_command_names_a_player_who_is_not_the_usual_one() {
    let place = place(24, 24, 12);
    let said = |players: &[&str]| run(&place, players, &[], "").stderr;
    let none = said(&["pam"]);
    assert!(
        none.contains("Game saved. Pick it up with `dundie resume`."),
        "{none}"
    );
    let jim = said(&["jim"]);
    assert!(
        jim.contains("Pick it up with `dundie resume --player jim`."),
        "{jim}"
    );
    let both = said(&["jim", "pam"]);
    assert!(
        both.contains("Games saved. Pick them up with `dundie resume`."),
        "{both}"
    );
    let others = said(&["Pam B", "jim"]);
    assert!(
        others.contains("Pick them up with `dundie resume --player 'Pam B'`."),
        "{others}"
    );
}

#[test]
fn a_bank_too_small_gives_fewer_to_each_and_says_so() {
    let place = place(6, 5, 2);
    let small = run(&place, &["pam", "jim"], &["--json"], &"t".repeat(20));
    small.says(&["13 questions match, too few for everyone, so each of you gets "]);
    let played = games(&small);
    check_hands(&played, &["pam", "jim"], 6);
    for (easy, medium, hard, each) in [
        (2, 0, 0, 1),
        (1, 10, 0, 5),
        (0, 0, 7, 3),
        (5, 0, 6, 5),
        (1, 1, 3, 1),
    ] {
        let place = self::place(easy, medium, hard);
        let run = run(&place, &["pam", "jim"], &["--json"], &"t".repeat(20));
        check_hands(&games(&run), &["pam", "jim"], each);
    }
    let place = self::place(1, 0, 0);
    run(&place, &["pam", "jim"], &[], "")
        .fails(2, &["too few questions for 2 players", "fewer players"]);
}

#[test]
fn a_seed_deals_the_same_to_the_same_number_of_players() {
    let place = place(24, 24, 12);
    let dealt = |players: &[&str], seed: &str| {
        let run = run(
            &place,
            players,
            &["--seed", seed, "-n", "3", "--json"],
            &"t".repeat(9),
        );
        let games = games(&run);
        assert!(games.iter().all(|game| game["rank"] == Value::Null));
        games.iter().map(ids).collect::<Vec<_>>()
    };
    let first = dealt(&["pam", "jim"], "7");
    assert_eq!(first, dealt(&["dwight", "pam"], "7"), "whoever plays");
    assert_ne!(first, dealt(&["pam", "jim"], "9"));
    assert_eq!(first, dealt(&["pam", "jim", "dwight"], "7")[..2]);
    let told = run(&place, &["pam", "jim"], &["--seed", "7", "-n", "1"], "tf").stdout;
    let (_, told) = told.split_once("pam wins the Dundie.\n").unwrap();
    let awards: Vec<_> = told.lines().filter(|line| line.starts_with("★ ")).collect();
    assert_eq!(awards.len(), 2, "{told}");
    assert!(
        told.starts_with("Seeded games aren't ranked.\n\nAwards\n"),
        "{told}"
    );
    assert!(
        told.contains("\n  pam: ") && told.contains("\n  jim: "),
        "{told}"
    );
}

#[test]
fn turns_can_be_typed_timed_and_without_hints() {
    let place = Place::new();
    place.write("paper.toml", common::bank(4, 0, 0));
    let args = [
        "-n",
        "1",
        "--typed",
        "--timed",
        "30",
        "--no-hints",
        "--json",
    ];
    let played = run(&place, &["pam", "jim"], &args, "");
    assert!(
        played.stderr.contains("[type your answer, :s skip"),
        "{}",
        played.stderr
    );
    let done = place.run_with(&["resume", "--json"], ":h\nno idea\n\n:s\n");
    done.says(&["This game has no hints."]);
    for game in games(&done) {
        assert_eq!(game["play"], "typed");
        assert_eq!(game["timed"], 30);
        assert_eq!(game["hints"], false);
        assert_eq!(game["right"], 0);
    }
}

#[test]
fn games_that_cannot_be_saved_are_played_and_the_players_told() {
    let place = place(24, 24, 12);
    place.write("file", "");
    let args = ["--data-dir", "file", "-n", "1", "--json"];
    let played = run(&place, &["pam", "jim", "dwight"], &args, "ttt");
    assert_eq!(
        played.stderr.matches("This game won't be saved").count(),
        2,
        "at the start and at the end: {}",
        played.stderr
    );
    check_hands(&games(&played), &["pam", "jim", "dwight"], 1);
    let left = run(&place, &["pam", "jim"], &args, "t");
    assert_eq!(left.stderr.matches("won't be saved").count(), 2);
    assert!(!left.stderr.contains("dundie resume"), "{}", left.stderr);
}
