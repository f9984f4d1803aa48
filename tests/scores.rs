//! The high-score tables.
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod common;

use common::{Place, bank, first_choices};

#[test]
fn boards_compare_like_with_like() {
    let place = Place::new();
    place.play_first_choices(&[]);
    place.play_first_choices(&["Jim and Pam"]);
    place.play_first_choices(&["-n", "3"]);
    place.play_first_choices(&["-n", "3", "--difficulty", "hard"]);
    place.play_first_choices(&["-n", "3", "--seed", "1"]);
    let boards = |args: &[&str]| {
        let run = place.run(&[&["scores", "--json"], args].concat());
        let boards = run.json()["boards"].as_array().unwrap().clone();
        boards
            .iter()
            .map(|b| {
                (
                    b["categories"].to_string(),
                    b["length"].as_u64().unwrap(),
                    b["games"].as_array().unwrap().len(),
                )
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(boards(&[]), [("[]".to_owned(), 10, 1)]);
    assert_eq!(boards(&["jim"]), [("[\"jim-and-pam\"]".to_owned(), 10, 1)]);
    assert_eq!(boards(&["--all"]).len(), 4, "a seed ranks nowhere");
}

#[test]
fn a_bank_with_fewer_questions_than_asked_for_has_its_board() {
    let place = Place::new();
    place.write("two.toml", bank(1, 1, 0));
    let game = place.play_first_choices(&["--bank", "two.toml"]).stdout;
    assert!(game.contains("High scores"), "{game}");
    let scores = place.run(&["scores", "--bank", "two.toml"]).stdout;
    assert!(scores.contains("pam"), "{scores}");
    let other = place
        .run(&["scores", "--bank", "two.toml", "--timed", "45"])
        .stdout;
    assert!(other.starts_with("No games yet"), "{other}");
}

#[test]
fn games_rank_by_points_and_top_and_player_choose() {
    let place = Place::new();
    place.write("ten.toml", bank(4, 4, 2));
    for (player, skips) in [("jim", 9), ("pam", 0), ("jim", 5), ("roy", 10)] {
        let seedless = ["play", "--bank", "ten.toml", "--player", player, "--json"];
        // Somebody tries every choice; the ranking must agree with the points.
        let input = "s\n".repeat(skips) + &first_choices(10);
        assert_eq!(place.run_with(&seedless, input).code, Some(0));
    }
    let games = |args: &[&str]| {
        let all = ["scores", "--bank", "ten.toml", "--json"];
        let run = place.run(&[&all, args].concat());
        run.json()["boards"][0]["games"].as_array().unwrap().clone()
    };
    let all = games(&[]);
    assert_eq!(all.len(), 4);
    let points: Vec<_> = all.iter().map(|g| g["points"].as_u64().unwrap()).collect();
    assert!(points.is_sorted_by(|a, b| a >= b), "{points:?}");
    let ranks: Vec<_> = all.iter().map(|g| g["rank"].as_u64().unwrap()).collect();
    assert_eq!(ranks, [1, 2, 3, 4]);
    assert_eq!(games(&["--top", "2"]).len(), 2);
    let jim = games(&["--player", "jim"]);
    assert_eq!(jim.len(), 2);
    assert!(
        jim.iter().all(|game| all.contains(game)),
        "ranks stay those of the whole board"
    );
    assert_eq!(
        all[0]["finished"].as_str().unwrap().len(),
        "2026-01-01T00:00:00.000Z".len()
    );
}

#[test]
fn csv_has_a_heading_and_a_row_a_game() {
    let place = Place::new();
    let heading = "bank,categories,length,difficulty,play,timed,through,daily,rank,player,points,\
                   right,of,seconds,finished\n";
    assert_eq!(place.run(&["scores", "--csv"]).stdout, heading);
    let way = [
        "jim-and-pam",
        "-n",
        "3",
        "--difficulty",
        "easy",
        "--timed",
        "30",
    ];
    place.play_first_choices(&["--player", "a,\"b"]);
    place.play_first_choices(&[&way[..], &["--through", "5", "--player", "pam"]].concat());
    place.play_first_choices(&["-n", "2", "--player", "=1+1"]);
    let csv = place.run(&["scores", "--all", "--csv"]).stdout;
    let rows: Vec<_> = csv.strip_prefix(heading).unwrap().lines().collect();
    let begins = [
        "dundie,,10,,choice,,,,1,\"a,\"\"b\",",
        "dundie,jim-and-pam,3,easy,choice,30,5,,1,pam,",
        // No spreadsheet takes this for a formula.
        "dundie,,2,,choice,,,,1,'=1+1,",
    ];
    assert_eq!(rows.len(), 3, "{csv}");
    for begin in begins {
        assert!(
            rows.iter().any(|row| row.starts_with(begin)),
            "no {begin} in {csv}"
        );
    }
}

#[test]
fn an_empty_board_says_how_to_fill_it() {
    let place = Place::new();
    let run = place.run(&["scores"]);
    assert_eq!(
        run.stdout,
        "No games yet on this board: High scores, Quick quiz, 10 questions. `dundie scores --all` \
         shows every board that has some.\n"
    );
    assert_eq!(
        place.run(&["scores", "--json"]).json()["boards"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
    place.run(&["scores", "nobody"]).fails(2, &["no category"]);
    assert_eq!(place.run(&["scores", "--top", "0"]).code, Some(2));
}
