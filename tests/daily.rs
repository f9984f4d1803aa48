//! `dundie daily`, on fixed days.
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod common;

use common::{Place, Run, bank, each, first_choices, ids, lines, truths};
use serde_json::Value;

const SATURDAY: &str = "2026-11-21T20:00:00Z";
const SUNDAY: &str = "2026-11-22T10:00:00Z";
const MONDAY: &str = "2026-11-23T10:00:00Z";
const WEDNESDAY: &str = "2026-11-25T10:00:00Z";

const ALL_RIGHT: &str = "tttttttttt";

/// A place with a bank of sixty in which `t` is right.
fn place() -> Place {
    let place = Place::new();
    place.write("sixty.toml", truths(24, 24, 12));
    place
}

fn daily(place: &Place, now: &str, args: &[&str], answers: &str) -> Run {
    let args = [&["daily", "--bank", "sixty.toml"], args].concat();
    let run = place.run_at(now, &args, lines(answers));
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    run
}

/// Ids and offered choices.
fn asked(run: &Run) -> (Vec<String>, Vec<Value>) {
    (ids(&run.json()), each(&run.json(), "choices"))
}

/// The games of the daily's board, as the command prints them.
fn board(place: &Place, now: &str, args: &[&str]) -> Vec<Value> {
    let base = ["scores", "--bank", "sixty.toml", "--json", "--daily"];
    let boards = place.run_at(now, &[&base, args].concat(), "").json()["boards"].clone();
    let board = boards.as_array().unwrap().first().cloned();
    board.map_or_else(Vec::new, |board| board["games"].as_array().unwrap().clone())
}

#[test]
fn everyone_gets_the_same_whatever_their_games_and_settings() {
    let place = Place::new();
    place.write("sixty.toml", bank(24, 24, 12));
    place.write(
        "config/dundie/settings.toml",
        "name = \"jim\"\nquestions = 3\ntimed = 30\n",
    );
    let play = |now: &str, player: &[&str]| {
        let mut command = place.command();
        command
            .env("DUNDIE_NOW", now)
            .env("XDG_CONFIG_HOME", place.path("config"))
            .args(["daily", "--bank", "sixty.toml", "--json"])
            .args(player)
            .write_stdin(first_choices(10));
        Run::of(&mut command)
    };
    let pam = play(SUNDAY, &["--player", "pam"]);
    for _ in 0..3 {
        place.play_first_choices(&["--bank", "sixty.toml", "--player", "jim"]);
    }
    let jim = play(SUNDAY, &[]);
    assert_eq!(jim.json()["player"], "jim");
    assert_eq!(asked(&pam), asked(&jim));
    assert_eq!(asked(&jim).0.len(), 10, "whatever the settings say");
    assert_eq!(jim.json()["timed"], Value::Null);
    assert_eq!(jim.json()["daily"], "2026-11-22");
    assert_ne!(asked(&pam), asked(&play(MONDAY, &["--player", "pam"])));
}

/// A day gives the same questions in every later version: never change these.
#[test]
fn a_day_is_pinned_forever() {
    let place = Place::new();
    place.write("sixty.toml", bank(24, 24, 12));
    let args = ["daily", "--bank", "sixty.toml", "--json"];
    let run = place.run_at(SUNDAY, &args, first_choices(10));
    let (ids, choices) = asked(&run);
    assert_eq!(
        ids,
        [
            "q13", "q10", "q2", "q14", "q34", "q30", "q31", "q27", "q51", "q48"
        ]
    );
    assert_eq!(
        choices[0].to_string(),
        r#"["right 13","wrong three 13","wrong one 13","wrong two 13"]"#
    );
}

#[test]
fn a_second_try_says_so_and_does_not_rank() {
    let place = place();
    let first = daily(&place, SUNDAY, &["--json"], "tttttttttf");
    first.says(&["Daily quiz, November 22. Only your first try counts."]);
    assert_eq!(first.json()["rank"], 1);
    let second = daily(&place, SUNDAY, &["--json"], ALL_RIGHT);
    second.says(&[
        "You've already played today's daily: 9 of 10, ",
        "This round is just for practice.",
    ]);
    assert_eq!(second.json()["rank"], Value::Null);
    assert_eq!(second.json()["board"], Value::Null);
    assert_eq!(asked(&first), asked(&second));
    let third = daily(&place, SUNDAY, &[], ALL_RIGHT);
    third.says(&["today's daily: 9 of 10, "]);
    assert!(
        third
            .stdout
            .contains("Only your first try on the day itself is ranked, and only if you finish it"),
        "{}",
        third.stdout
    );
    let games = board(&place, SUNDAY, &[]);
    assert_eq!(games.len(), 1);
    assert_eq!(games[0]["right"], 9);
    // Another player still has a first try.
    let jim = daily(&place, SUNDAY, &["--player", "jim", "--json"], ALL_RIGHT);
    assert_eq!(jim.json()["rank"], 1);
}

#[test]
fn an_earlier_day_can_be_played_and_is_not_ranked() {
    let place = place();
    let sunday = daily(&place, SUNDAY, &["--json"], ALL_RIGHT);
    let args = ["--date", "2026-11-22", "--player", "jim", "--json"];
    let late = daily(&place, MONDAY, &args, ALL_RIGHT);
    late.says(&["Daily quiz, November 22. That day is over, so it won't be ranked."]);
    assert_eq!(asked(&late), asked(&sunday));
    assert_eq!(late.json()["daily"], "2026-11-22");
    assert_eq!(late.json()["rank"], Value::Null);
    let today = daily(
        &place,
        MONDAY,
        &["--date", "2026-11-23", "--json"],
        ALL_RIGHT,
    );
    assert_eq!(today.json()["rank"], 1, "today by its date is today");
    assert_eq!(board(&place, MONDAY, &["2026-11-22"]).len(), 1);
}

#[test]
fn an_invalid_or_future_day_is_wrong_usage() {
    let place = place();
    let args = |date| ["daily", "--bank", "sixty.toml", "--date", date];
    let run = place.run_at(SUNDAY, &args("2026-11-23"), lines(ALL_RIGHT));
    run.fails(
        2,
        &["the daily for 2026-11-23", "in the future", "2026-11-22"],
    );
    for date in ["yesterday", "2026-02-30", "22.11.2026", "", "\x1b[31m"] {
        let run = place.run_at(SUNDAY, &args(date), lines(ALL_RIGHT));
        assert_eq!(run.code, Some(2), "{date:?}: {run:?}");
        run.says(&["not a valid date; write it like 2026-11-21"]);
        assert!(!run.stderr.contains('\x1b'), "{run:?}");
        assert_eq!(run.stdout, "");
    }
    assert!(!common::exists(&place.data()), "nothing was begun");
    let run = place.run_at("now", &["daily"], "");
    run.fails(2, &["DUNDIE_NOW: \"now\"", "2026-11-22T10:00:00Z"]);
}

#[test]
fn the_day_is_that_of_the_time_zone() {
    let place = place();
    let day = |zone: &str| {
        let mut command = place.command();
        command
            .env("DUNDIE_NOW", "2026-11-22T23:30:00Z")
            .env("TZ", zone)
            .args(["daily", "--bank", "sixty.toml", "--player", zone, "--json"])
            .write_stdin(lines(ALL_RIGHT));
        Run::of(&mut command).json()["daily"].clone()
    };
    // POSIX counts hours to the west.
    assert_eq!(day("UTC"), "2026-11-22");
    assert_eq!(day("<+02>-2"), "2026-11-23");
    assert_eq!(day("<-05>5"), "2026-11-22");
}

#[test]
fn a_daily_that_was_left_is_not_ranked_however_it_continues() {
    for (again, player) in [("daily", "pam"), ("resume", "jim")] {
        let place = place();
        let left = daily(&place, SUNDAY, &["--player", player], "tft");
        left.says(&["it won't be ranked"]);
        assert_eq!(left.stdout, "");
        let args: &[&str] = match again {
            "daily" => &[
                "daily",
                "--bank",
                "sixty.toml",
                "--player",
                player,
                "--json",
            ],
            _ => &["resume", "--player", player, "--json"],
        };
        let on = place.run_at(SUNDAY, args, lines("ttttttt"));
        on.says(&[
            "Back to the daily of November 22. You left it, so it won't be ranked.",
            "4/10 · ",
        ]);
        let game = on.json();
        assert_eq!((&game["right"], &game["rank"]), (&9.into(), &Value::Null));
        assert_eq!(board(&place, SUNDAY, &[]), Vec::<Value>::new());
        let next = daily(&place, SUNDAY, &["--player", player, "--json"], ALL_RIGHT);
        next.says(&["You've already played today's daily: 9 of 10, "]);
        assert_eq!(next.json()["rank"], Value::Null);
    }
}

#[test]
fn what_is_shared_gives_no_answer_away() {
    let place = Place::new();
    place.write("sixty.toml", bank(24, 24, 12));
    let choices = place.run_at(
        SUNDAY,
        &["daily", "--bank", "sixty.toml"],
        first_choices(10),
    );
    let shared: Vec<_> = choices
        .stdout
        .lines()
        .skip_while(|line| !line.starts_with("dundie "))
        .take(2)
        .collect();
    assert_eq!(shared.len(), 2, "{}", choices.stdout);
    assert!(shared[1].chars().all(|c| "✓✗".contains(c)), "{shared:?}");
    assert_eq!(shared[1].chars().count(), 10);
    for line in shared {
        assert!(
            !line.contains("right ") && !line.contains("wrong "),
            "{line}"
        );
        assert!(!line.contains("Numbers"), "{line}");
    }

    let place = self::place();
    // 100 + 110, then 100; 200 + 220, then 200 + 220; 300.
    let answers = "ttstttsttf";
    let run = daily(&place, SUNDAY, &[], answers);
    let points = 100 + 110 + 100 + 220 + 240 + 200 + 330;
    let grouped = format!("{},{:03}", points / 1000, points % 1000);
    let shared = format!("\ndundie 2026-11-22 · 7/10 · {grouped} points\n✓✓–✓✓✓–✓✓✗\n");
    assert!(run.stdout.contains(&shared), "{shared}\n{}", run.stdout);

    let mut command = place.command();
    command
        .env("DUNDIE_NOW", SUNDAY)
        .env("LANG", "C")
        .args(["daily", "--bank", "sixty.toml", "--player", "jim"])
        .write_stdin(lines(answers));
    let plain = Run::of(&mut command);
    let shared = format!("\ndundie 2026-11-22 - 7/10 - {grouped} points\n++-+++-++x\n");
    assert!(plain.stdout.contains(&shared), "{}", plain.stdout);
    assert!(plain.stdout.is_ascii(), "{}", plain.stdout);

    let json = daily(&place, SUNDAY, &["--player", "dwight", "--json"], answers);
    assert_eq!(
        json.json()["share"],
        format!("dundie 2026-11-22 · 7/10 · {grouped} points\n✓✓–✓✓✓–✓✓✗")
    );
}

#[test]
fn days_in_a_row_are_counted() {
    let place = place();
    let share = |now: &str, args: &[&str]| {
        let run = daily(&place, now, &[&["--json"], args].concat(), ALL_RIGHT);
        let share = run.json()["share"].as_str().unwrap().to_owned();
        share.lines().next().unwrap().to_owned()
    };
    assert!(share(SATURDAY, &[]).ends_with(" points"), "one is no row");
    assert!(share(SUNDAY, &[]).ends_with(" · 2 days in a row"));
    assert!(share(MONDAY, &[]).ends_with(" · 3 days in a row"));
    assert!(share(MONDAY, &[]).ends_with(" · 3 days in a row"), "again");
    // Tuesday was missed, and playing it late does not repair the row.
    assert!(share(WEDNESDAY, &["--date", "2026-11-24"]).ends_with(" points"));
    assert!(share(WEDNESDAY, &[]).ends_with(" points"));
    assert!(share("2026-11-26T00:00:00Z", &[]).ends_with(" · 2 days in a row"));
    assert!(share(MONDAY, &["--player", "jim"]).ends_with(" points"));
}

#[test]
fn a_ceiling_has_a_board_of_its_own() {
    let place = Place::new();
    let text = truths(24, 24, 12);
    let late = text.replace("difficulty", "season = 5\ndifficulty");
    place.write("sixty.toml/early.toml", &text);
    place.write(
        "sixty.toml/late.toml",
        late.replace("Numbers", "Later")
            .replace("\"q", "\"late-")
            .replace("\"topic-", "\"late-topic-"),
    );
    let all = daily(&place, SUNDAY, &["--json"], ALL_RIGHT);
    let ceiling = ["--through", "3", "--json"];
    let jim = [&ceiling[..], &["--player", "jim"]].concat();
    let early = daily(&place, SUNDAY, &jim, "tttttttttf");
    early.says(&["Only your first try counts."]);
    // Some of its questions may be those of the day without a ceiling.
    let again = daily(&place, SUNDAY, &ceiling, ALL_RIGHT);
    again.says(&["You've already played today's daily"]);
    assert_eq!(again.json()["rank"], Value::Null);
    for (run, through) in [(&all, Value::Null), (&early, 3.into())] {
        assert_eq!(run.json()["rank"], 1);
        assert_eq!(run.json()["through"], through);
    }
    assert!(ids(&early.json()).iter().all(|id| id.starts_with('q')));
    assert!(ids(&all.json()).iter().any(|id| id.starts_with("late")));
    let share = early.json()["share"].clone();
    assert!(
        share
            .as_str()
            .unwrap()
            .contains(" points · through season 3"),
        "{share}"
    );
    assert_eq!(board(&place, SUNDAY, &[])[0]["right"], 10);
    let through = board(&place, SUNDAY, &["--through", "3"]);
    assert_eq!((through.len(), &through[0]["right"]), (1, &9.into()));
}

#[test]
fn scores_show_the_board_of_a_day() {
    let place = place();
    daily(&place, SATURDAY, &["--player", "jim"], "ttttttttff");
    daily(&place, SATURDAY, &[], ALL_RIGHT);
    daily(&place, SUNDAY, &[], "ffffffffff");
    let scores = |now: &str, args: &[&str]| {
        let base = ["scores", "--bank", "sixty.toml", "--daily"];
        place.run_at(now, &[&base, args].concat(), "").stdout
    };
    let saturday = scores(SUNDAY, &["2026-11-21"]);
    assert!(
        saturday.contains("High scores · sixty · Daily quiz, November 21, 2026 · 10 questions"),
        "{saturday}"
    );
    let at = |name| saturday.find(name).unwrap();
    assert!(at("pam") < at("jim"), "{saturday}");
    let sunday = scores(SUNDAY, &[]);
    assert!(sunday.contains("Daily quiz, November 22"), "{sunday}");
    assert!(!sunday.contains("jim"), "{sunday}");
    let monday = scores(MONDAY, &[]);
    assert!(
        monday.starts_with("No games yet on this board: "),
        "{monday}"
    );
    let all = place.run(&["scores", "--all"]).stdout;
    assert_eq!(
        all,
        "Daily quizzes\n\n\
         sixty · Daily quiz, November 22, 2026 · 10 questions · 1st pam, 0 of 10 right, 0 points\n\
         sixty · Daily quiz, November 21, 2026 · 10 questions · 1st pam, 10 of 10 right, 2,540 points\n"
    );
    let quick = place.run(&["scores", "--bank", "sixty.toml"]).stdout;
    assert!(quick.starts_with("No games yet on this board: "), "{quick}");
}

#[test]
fn a_day_without_questions_names_the_filters() {
    let place = Place::new();
    place.write(
        "late.toml",
        truths(3, 0, 0).replace("difficulty", "season = 5\ndifficulty"),
    );
    let run = place.run_at(
        SUNDAY,
        &["daily", "--bank", "late.toml", "--through", "4"],
        "",
    );
    run.fails(2, &["no questions match --through 4"]);
    let small = place.run_at(
        SUNDAY,
        &["daily", "--bank", "late.toml", "--json"],
        lines("ttt"),
    );
    assert_eq!(small.json()["length"], 3);
    assert_eq!(small.json()["rank"], 1);
}

/// The document with a placeholder for the bank's path and for times.
fn pinned(place: &Place, document: &str) -> String {
    let bank = place.path("one.toml").canonicalize().unwrap();
    let document = document.replace(bank.to_str().unwrap(), "BANK");
    let lines = document.lines().map(|line| {
        let (key, time) = line.split_once("\"seconds\": ").unwrap_or((line, ""));
        match time {
            "" => line.to_owned(),
            time if time.ends_with(',') => format!("{key}\"seconds\": T,"),
            _ => format!("{key}\"seconds\": T"),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The daily of a bank of one question, played.
fn sky() -> (Place, Run) {
    let place = Place::new();
    place.write(
        "one.toml",
        "name = \"One\"\n[[question]]\nid = \"sky\"\ndifficulty = \"easy\"\n\
         ask = \"Is the sky blue?\"\nkind = \"true-false\"\nanswer = true\n",
    );
    let args = ["daily", "--bank", "one.toml", "--json"];
    let run = place.run_at("2026-11-22T10:00:00Z", &args, "t\n");
    (place, run)
}

#[test]
fn a_game_as_json_has_its_fields_in_order() {
    let (place, run) = sky();
    insta::assert_snapshot!(pinned(&place, &run.stdout), @r#"
    {
      "schema": 1,
      "player": "pam",
      "bank": "BANK",
      "categories": [],
      "seed": 1208103752868112,
      "length": 1,
      "difficulty": null,
      "play": "choice",
      "timed": null,
      "through": null,
      "hints": true,
      "practice": false,
      "daily": "2026-11-22",
      "share": "dundie 2026-11-22 · 1/1 · 100 points\n✓",
      "right": 1,
      "credited": 0,
      "points": 100,
      "max_points": 100,
      "seconds": T,
      "board": {
        "bank": "BANK",
        "categories": [],
        "length": 1,
        "difficulty": null,
        "play": "choice",
        "timed": null,
        "through": null,
        "daily": "2026-11-22"
      },
      "rank": 1,
      "answers": [
        {
          "id": "sky",
          "category": "1",
          "difficulty": "easy",
          "ask": "Is the sky blue?",
          "choices": [
            "True",
            "False"
          ],
          "given": "True",
          "answer": "True",
          "right": true,
          "credited": false,
          "hinted": false,
          "skipped": false,
          "late": false,
          "seconds": T,
          "points": 100,
          "base": 100,
          "speed": 0,
          "streak": 0
        }
      ]
    }
    "#);
}

#[test]
fn a_board_as_json_has_its_fields_in_order() {
    let (place, _) = sky();
    let args = [
        "scores",
        "--bank",
        "one.toml",
        "--daily",
        "2026-11-22",
        "--json",
    ];
    insta::assert_snapshot!(pinned(&place, &place.run(&args).stdout), @r#"
    {
      "schema": 1,
      "boards": [
        {
          "bank": "BANK",
          "categories": [],
          "length": 1,
          "difficulty": null,
          "play": "choice",
          "timed": null,
          "through": null,
          "daily": "2026-11-22",
          "games": [
            {
              "rank": 1,
              "player": "pam",
              "points": 100,
              "right": 1,
              "of": 1,
              "credited": 0,
              "seconds": T,
              "finished": "2026-11-22T10:00:00.000Z"
            }
          ]
        }
      ]
    }
    "#);
}
