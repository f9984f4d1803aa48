//! What answers add up to: for a player, and for who writes a bank.
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod common;
#[cfg(unix)]
mod screen;

use common::{Place, Run};
use serde_json::{Value, json};

const BANK: &str = r#"name = "Paper"

[[question]]
id = "color"
difficulty = "easy"
season = 2
ask = "Which color is the paper that the warehouse ships on a plain day?"
answer = "White"
wrong = ["Green", "Pink", "Gray"]

[[question]]
id = "sheets"
difficulty = "hard"
ask = "Are there 500 sheets in a ream?"
kind = "true-false"
answer = true
"#;

/// A Saturday, and the Sunday after it.
const PLAYED: &str = "2026-11-21T23:30:00Z";
const NOW: &str = "2026-11-22T10:00:00Z";

fn paper() -> Place {
    let place = Place::new();
    place.write("paper.toml", BANK);
    place
}

/// Plays the two questions with a seed, the easy one first: each answer is the text to choose,
/// or `s` to skip.
fn play(place: &Place, player: &str, answers: [&str; 2]) -> Value {
    let args = [
        "play",
        "--bank",
        "paper.toml",
        "-n",
        "2",
        "--seed",
        "7",
        "--json",
    ];
    let args = [&args[..], &["--player", player]].concat();
    // What is offered is the same for the same seed, whoever plays.
    let scratch = place.path("scratch");
    let offered = [&args[..], &["--data-dir", scratch.to_str().unwrap()]].concat();
    let offered = place.run_at(PLAYED, &offered, "s\ns\n").json();
    let lines = answers.iter().enumerate().map(|(n, answer)| {
        let choices = offered["answers"][n]["choices"].as_array().unwrap();
        match choices.iter().position(|choice| choice == answer) {
            Some(place) => format!("{}\n", place + 1),
            None => format!("{answer}\n"),
        }
    });
    let run = place.run_at(PLAYED, &args, lines.collect::<String>());
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    run.json()
}

fn stats(place: &Place, args: &[&str]) -> Run {
    let args = [&["stats", "--bank", "paper.toml"], args].concat();
    let run = place.run_at(NOW, &args, "");
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    run
}

/// Three games of pam's: 4 of 6 right, 3 of them in a row in no game.
fn played() -> Place {
    let place = paper();
    play(&place, "pam", ["Pink", "True"]);
    play(&place, "pam", ["White", "s"]);
    play(&place, "pam", ["White", "True"]);
    play(&place, "jim", ["Green", "False"]);
    place
}

#[test]
fn json_adds_up_the_games() {
    let place = played();
    let mut stats = stats(&place, &["--json"]).json();
    assert!(stats["seconds_average"].as_f64().unwrap() >= 0.0);
    stats["seconds_average"] = Value::Null;
    for game in stats["trend"].as_array_mut().unwrap() {
        let finished = game.as_object_mut().unwrap().remove("finished");
        assert_eq!(finished, Some(json!("2026-11-21T23:30:00.000Z")));
    }
    let bank = place.path("paper.toml").canonicalize().unwrap();
    assert_eq!(
        stats,
        json!({
            "schema": 1,
            "player": "pam",
            "bank": bank,
            "games": 3,
            "questions": 6,
            "right": 4,
            "best_streak": 2,
            "days_in_a_row": 1,
            "seconds_average": null,
            "days": {"2026-11-21": 5},
            "categories": [{"slug": "paper", "name": "Paper", "asked": 6, "right": 4}],
            "difficulties": [
                {"difficulty": "easy", "asked": 3, "right": 2},
                {"difficulty": "hard", "asked": 3, "right": 2},
            ],
            "seasons": [
                {"season": 2, "asked": 3, "right": 2},
                {"season": null, "asked": 3, "right": 2},
            ],
            "trend": [
                {"right": 1, "of": 2, "points": 300, "max_points": 430},
                {"right": 1, "of": 2, "points": 100, "max_points": 430},
                {"right": 2, "of": 2, "points": 430, "max_points": 430},
            ],
            "missed": [
                {
                    "id": "color",
                    "ask": "Which color is the paper that the warehouse ships on a plain day?",
                    "asked": 3,
                    "right": 2,
                },
                {"id": "sheets", "ask": "Are there 500 sheets in a ream?", "asked": 3, "right": 2},
            ],
        })
    );
}

/// The screen without the one line that a clock decides.
fn timeless(run: &Run) -> String {
    let lines = run.stdout.lines();
    let lines = lines.filter(|line| !line.starts_with("  Average time "));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_screen_draws_them() {
    let place = played();
    insta::assert_snapshot!(timeless(&stats(&place, &["--top", "1"])), @r"
    pam · paper · 3 finished games
      Right          67%, 4 of 6
      Best streak    2
      Days in a row  1

    The last year: 5 questions on 1 day
           Dec Jan  Feb Mar Apr May  Jun Jul Aug  Sep Oct  Nov
      Sun ·····················································
      Mon ····················································
      Tue ····················································
      Wed ····················································
      Thu ····················································
      Fri ····················································
      Sat ···················································░
      less ·░▒▓█ more

    The last 3 games
      Right   ▅▅█  50% → 100%
      Points  ▆▃█  70% → 100%

    By category
      Paper       67%  4/6  ████████████████

    By difficulty
      Easy        67%  2/3  ████████████████
      Hard        67%  2/3  ████████████████

    By season
      Season 2    67%  2/3  ████████████████
      No season   67%  2/3  ████████████████

    Missed most
      1 of 3  Which color is the paper that the warehouse ships on a plain day?
    ");
}

#[test]
fn ascii_is_drawn_where_the_locale_has_no_more() {
    let place = played();
    let mut command = place.command();
    command.env("LANG", "C").env("DUNDIE_NOW", NOW).args([
        "stats",
        "--bank",
        "paper.toml",
        "--top",
        "1",
    ]);
    let output = command.output().unwrap();
    let run = Run {
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::new(),
        code: output.status.code(),
    };
    assert!(run.stdout.is_ascii(), "{}", run.stdout);
    assert!(run.stdout.contains("50% -> 100%"), "{}", run.stdout);
}

#[cfg(unix)]
#[test]
fn no_row_wraps_in_a_narrow_window() {
    use screen::home::Home;
    let long = BANK.replace(
        "Paper",
        "The paper, 紙 and 製紙会社, of a company in the north-east",
    );
    let long = long.replace(
        "sheets\"",
        "a-question-with-an-id-that-goes-on-and-on-for-ever\"",
    );
    for columns in [80, 40, 20] {
        let home = Home::with_bank(&long);
        let args = ["play", "--bank", "bank.toml", "-n", "2", "--plain"];
        let mut game = home.open(24, 80).start(&args);
        game.type_line("1").type_line("f").ends_well();
        for args in [&[][..], &["--questions"]] {
            let args = [&["stats", "--bank", "bank.toml"], args].concat();
            let mut screen = home.open(60, columns).env("PAGER", "").start(&args);
            screen.ends_well();
            // A row that the terminal had to break would be one line here, and too wide.
            let bytes = String::from_utf8(screen.bytes()).unwrap();
            let text = dialoguer::console::strip_ansi_codes(&bytes).into_owned();
            assert!(text.contains("0%"), "{text}");
            for line in text.lines() {
                let width = dialoguer::console::measure_text_width(line);
                assert!(width <= usize::from(columns), "{width} > {columns}: {line}");
            }
        }
    }
}

/// A home in which one of the two questions was missed.
#[cfg(unix)]
fn missed() -> screen::home::Home {
    let home = screen::home::Home::with_bank(BANK);
    let mut game = home.start(&["play", "--bank", "bank.toml", "-n", "2", "--plain"]);
    game.type_line("1").type_line("s").ends_well();
    home
}

#[cfg(unix)]
#[test]
fn what_is_longer_than_the_window_goes_through_the_pager() {
    const MARK: &str = "PAGER=sed 's/^/> /'";
    let stats = ["stats", "--bank", "bank.toml"];
    let cases = [
        ("TERM=xterm", MARK, &[][..], ">   1 of 1  ", true),
        ("TERM=xterm", MARK, &["--questions"], "> ", false),
        ("TERM=xterm", MARK, &["--json"], "> ", false),
        ("TERM=xterm", MARK, &["--plain"], "> ", false),
        ("TERM=dumb", MARK, &[], "> ", false),
        ("TERM=xterm", "PAGER=", &[], "Missed most", true),
        (
            "TERM=xterm",
            "PAGER=no-such-pager",
            &[],
            "Missed most",
            true,
        ),
        ("TERM=xterm", "PAGER=false", &[], "Missed most", true),
        ("TERM=xterm", "PAGER=head -n 1", &[], "pam", true),
        ("TERM=xterm", "PAGER=head -n 1", &[], "Missed most", false),
    ];
    let home = missed();
    for (term, pager, args, text, is_shown) in cases {
        let command = [term, pager, env!("CARGO_BIN_EXE_dundie")];
        let command = [&command[..], &stats, args].concat();
        let mut screen = home.open(24, 80).program("env").start(&command);
        screen.ends_well();
        let shown = String::from_utf8(screen.bytes()).unwrap();
        assert_eq!(shown.contains(text), is_shown, "{command:?}: {shown}");
    }
    let head = ("PAGER", "head -n 1");
    let mut screen = home
        .open(24, 80)
        .env(head.0, head.1)
        .start(&["bank", "show"]);
    screen.ends_well().wait_for("Question  ");
}

#[cfg(unix)]
#[test]
fn an_interrupted_pager_still_has_the_terminal() {
    let pager = "trap 'echo interrupted' INT; cat >/dev/null; echo reading; read line </dev/tty; \
                 sleep 0.3; echo read";
    let home = missed();
    let opening = home.open(24, 80).env("PAGER", pager).shell();
    let mut screen = opening.start(&["stats", "--bank", "bank.toml"]);
    screen.wait_for("reading").send_bytes(b"\x03");
    // The signal may have come before the pager began to read.
    screen.wait_for("interrupted\n").send_bytes(b"\n");
    screen.wait_for("read\nleft with 130\n").ends_well();
}

#[test]
fn without_games_it_says_how_to_begin() {
    let place = paper();
    assert_eq!(
        place.run(&["stats"]).stdout,
        "No games for pam yet. Play one with `dundie play` to see your statistics.\n"
    );
    assert_eq!(
        stats(&place, &[]).stdout,
        "No games for pam with paper yet. Play one with `dundie play --bank PATH` to see\nyour statistics.\n"
    );
    assert_eq!(
        stats(&place, &["--questions"]).stdout,
        "No questions from paper asked yet. Start with `dundie play --bank PATH`.\n"
    );
    let empty = stats(&place, &["--json"]).json();
    let full = stats(&played(), &["--json"]).json();
    let keys = |document: &Value| -> Vec<String> {
        document.as_object().unwrap().keys().cloned().collect()
    };
    assert_eq!(keys(&empty), keys(&full));
    assert_eq!(empty["games"], 0);
    assert_eq!(empty["seconds_average"], Value::Null);
    assert_eq!(empty["missed"], json!([]));
    assert!(!place.data().exists(), "reading makes no folder");
}

#[test]
fn questions_that_the_bank_no_longer_has_still_count() {
    let place = played();
    let (_, rest) = BANK.split_once("[[question]]").unwrap();
    let (_, sheets) = rest.split_once("[[question]]").unwrap();
    place.write(
        "paper.toml",
        format!("name = \"Paper\"\n[[question]]{sheets}"),
    );
    let stats = stats(&place, &["--json"]).json();
    assert_eq!(
        (&stats["questions"], &stats["right"]),
        (&json!(6), &json!(4))
    );
    assert_eq!(
        stats["seasons"],
        json!([{"season": null, "asked": 3, "right": 2}])
    );
    assert_eq!(stats["missed"][0]["id"], "color");
    assert_eq!(stats["missed"][0]["ask"], Value::Null);
}

#[test]
fn writers_see_every_player_or_one() {
    let place = played();
    let all = stats(&place, &["--questions", "--json"]).json();
    assert_eq!((&all["asked"], &all["length"]), (&json!(2), &json!(2)));
    assert_eq!((&all["answers"], &all["right"]), (&json!(8), &json!(4)));
    let color = &all["questions"][0];
    assert_eq!(
        *color,
        json!({
            "id": "color",
            "ask": "Which color is the paper that the warehouse ships on a plain day?",
            "kind": "choice",
            "difficulty": "easy",
            "season": 2,
            "asked": 4,
            "right": 2,
            "skipped": 0,
            "picks": 4,
            "wrong": [
                {"text": "Green", "chosen": 1},
                {"text": "Pink", "chosen": 1},
                {"text": "Gray", "chosen": 0},
            ],
            "wrong_from": null,
        })
    );
    assert_eq!(all["questions"][1]["skipped"], 1);
    let jim = stats(&place, &["--questions", "--json", "--player", "jim"]).json();
    assert_eq!(
        (&jim["player"], &jim["answers"]),
        (&json!("jim"), &json!(2))
    );
    let one = stats(&place, &["--questions", "--json", "--top", "1"]).json();
    assert_eq!(one["questions"].as_array().unwrap().len(), 1);
    assert_eq!(one["answers"], 8, "totals are of all questions");
}

#[test]
fn a_wrong_answer_that_nobody_picks_is_listed_after_enough_answers() {
    let place = played();
    let never =
        |place: &Place| stats(place, &["--questions", "--json"]).json()["never_chosen"].clone();
    assert_eq!(never(&place), json!([]), "after four");
    play(&place, "dwight", ["White", "True"]);
    assert_eq!(
        never(&place),
        json!([{"id": "color", "picks": 5, "wrong": ["Gray"]}])
    );
    let run = stats(&place, &["--questions"]);
    insta::assert_snapshot!(run.stdout, @r"
    Questions in paper · all players
      Asked  2 of 2
      Right  60% of 10 answers

    Right answers
      color    60%  3/5  ██████████████▍
      sheets   60%  3/5  ██████████████▍

    Wrong answers never chosen
      color · 5 answers
        Gray
    ");
}

#[test]
fn disputed_answers_and_flags_are_listed_and_escaped() {
    let place = played();
    let history = rusqlite::Connection::open(place.data().join("history.db")).unwrap();
    let changed = history.execute(
        "UPDATE answers SET disputed = 1, given = 'Bl' || char(27) || 'ush' WHERE given = 'Pink'",
        [],
    );
    assert_eq!(changed.unwrap(), 1);
    history
        .execute(
            "INSERT INTO flags SELECT bank, 'sheets', p.id, 'a ream of' || char(8238), 0
             FROM boards, players p WHERE name = 'jim'",
            [],
        )
        .unwrap();
    drop(history);
    let document = stats(&place, &["--questions", "--json"]).json();
    assert_eq!(
        document["disputed"],
        json!([{"id": "color", "text": "Bl\u{1b}ush", "times": 1}])
    );
    assert_eq!(
        document["flags"],
        json!([{
            "id": "sheets",
            "player": "jim",
            "note": "a ream of\u{202e}",
            "flagged": "1970-01-01T00:00:00.000Z",
        }])
    );
    let run = stats(&place, &["--questions"]);
    let (_, disputed) = run.stdout.split_once("Disputed").unwrap();
    insta::assert_snapshot!(disputed, @r"
     answers
      color · 1 time
        Bl\u{1b}ush

    Flagged
      sheets · jim · 1970-01-01
        a ream of\u{202e}
    ");
    let pam = stats(&place, &["--questions", "--json", "--player", "pam"]).json();
    assert_eq!(pam["flags"], json!([]));
}
