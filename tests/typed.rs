//! Typed answers, and disputes about them.
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod common;

use common::{Place, Run, each};
use serde_json::Value;

/// Two questions with short answers, the easy one first, and a third that refers to
/// its choices.
const TOWNS: &str = r#"name = "Towns"

[[question]]
id = "branch"
difficulty = "easy"
ask = "In which town does Pam answer the telephone?"
answer = "Scranton"
wrong = ["Utica", "Albany", "Akron"]

[[question]]
id = "school"
difficulty = "medium"
ask = "In which city does Pam go to art school?"
answer = "New York"
accept = ["NYC"]
wrong = ["Boston", "Philadelphia", "Baltimore"]

[[question]]
id = "which"
difficulty = "hard"
ask = "Which of these does Jim put into jelly?"
answer = "A stapler"
wrong = ["A telephone", "A mug", "A wallet"]
"#;

fn towns() -> Place {
    let place = Place::new();
    place.write("towns.toml", TOWNS);
    place
}

fn typed(place: &Place, questions: &str, input: &str) -> Run {
    let args = [
        "play",
        "--bank",
        "towns.toml",
        "--typed",
        "--json",
        "-n",
        questions,
    ];
    let run = place.run_with(&args, input);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    run
}

/// The answers that pam disputed.
fn disputed(place: &Place) -> Value {
    let args = ["stats", "--questions", "--bank", "towns.toml", "--json"];
    place.run(&args).json()["disputed"].clone()
}

#[test]
fn choices_are_not_shown_if_answers_are_typed() {
    let place = towns();
    let run = typed(&place, "3", "scranton\nnyc\n1\n");
    let (before, after) = run.stderr.split_once("Right: Scranton").unwrap();
    assert!(
        !before.contains("Scranton") && !before.contains("Utica"),
        "{before}"
    );
    assert!(before.contains("[type your answer, :h hint, :s skip, :f flag, :? help, :q quit]"));
    let (school, which) = after.split_once("Right: New York").unwrap();
    assert!(!school.contains("Boston"), "{school}");
    assert!(
        which.contains("A wallet"),
        "who points at choices shows them: {which}"
    );
    let game = run.json();
    assert_eq!(
        (&game["play"], &game["board"]["play"]),
        (&"typed".into(), &"typed".into())
    );
    let choices = each(&game, "choices");
    assert_eq!(
        choices[..2],
        [Value::from(Vec::<Value>::new()), Vec::<Value>::new().into()]
    );
    assert_eq!(choices[2].as_array().unwrap().len(), 4);
    assert_eq!(each(&game, "right")[..2], [true, true]);
    let scores = place.run(&["scores", "--bank", "towns.toml", "-n", "3", "--typed"]);
    assert!(
        scores.stdout.contains("3 questions · typed"),
        "{}",
        scores.stdout
    );
}

#[test]
fn a_choice_of_another_game_is_no_text_of_this_one() {
    let place = towns();
    let run = typed(&place, "1", "1\n\n");
    assert_eq!(each(&run.json(), "given"), ["1"]);
    assert_eq!(each(&run.json(), "right"), [false]);
    let run = typed(&place, "1", "\n:x\n\n");
    run.says(&["Unknown command.", "this question is skipped"]);
}

#[test]
fn an_answer_can_be_counted_as_right_at_the_next_question() {
    let place = towns();
    let run = typed(&place, "2", "the Electric City\n:r\n:r\nNew York\n");
    run.says(&[
        "Wrong: the Electric City",
        "[:r count the last answer as right] [type your answer",
        "Counted as right: +100 points. The game gets a * on the board.",
        "+20 for the 2nd right in a row",
    ]);
    let game = run.json();
    assert_eq!(each(&game, "right"), [true, true]);
    assert_eq!(each(&game, "credited"), [true, false]);
    assert_eq!(each(&game, "points"), [100, 220]);
    assert_eq!(
        (&game["points"], &game["credited"]),
        (&320.into(), &1.into())
    );
    let scores = place.run(&["scores", "--bank", "towns.toml", "-n", "2", "--typed"]);
    for part in ["2/2*", "* The player counted some answers as right."] {
        assert!(scores.stdout.contains(part), "{part} in {}", scores.stdout);
    }
    let stats = place
        .run(&["stats", "--bank", "towns.toml", "--json"])
        .json();
    assert_eq!(
        (&stats["questions"], &stats["right"]),
        (&2.into(), &1.into())
    );
    let expected = serde_json::json!([
        {"id": "branch", "text": "the Electric City", "times": 1}
    ]);
    assert_eq!(disputed(&place), expected);
}

#[test]
fn an_answer_can_be_counted_as_right_after_the_last_question() {
    for line in ["r", ":r", "R", ":right"] {
        let place = towns();
        let run = typed(&place, "1", &format!("the Electric City\n{line}\n"));
        run.says(&[
            "[r count it as right, Enter to continue]",
            "Counted as right",
        ]);
        assert_eq!(run.json()["points"], 100);
        assert_eq!(run.json()["rank"], 1);
        assert_eq!(disputed(&place)[0]["times"], 1);
    }
    for line in ["\n", "", "no\n"] {
        let place = towns();
        let run = typed(&place, "1", &format!("the Electric City\n{line}"));
        assert_eq!(run.json()["right"], 0, "the result comes all the same");
        assert_eq!(disputed(&place), Value::Array(Vec::new()));
    }
}

#[test]
fn what_was_right_or_skipped_cannot_be_disputed() {
    for first in ["Scranton", ":s"] {
        let place = towns();
        let run = typed(&place, "2", &format!("{first}\n:r\nNew York\n"));
        assert!(
            !run.stderr.contains("the last answer as right"),
            "{}",
            run.stderr
        );
        assert!(!run.stderr.contains("Counted as right"), "{}", run.stderr);
        assert_eq!(disputed(&place), Value::Array(Vec::new()));
    }
    // Under a question with choices the line is `r`.
    let place = towns();
    let run = typed(&place, "3", "Scranton\nGotham\nr\n1\n");
    run.says(&[
        "[r count the last answer as right] [1-4 or a-d",
        "Counted as right",
    ]);
    assert_eq!(disputed(&place)[0]["text"], "Gotham");
}

#[test]
fn practice_can_be_timed_and_typed() {
    let place = towns();
    let base = [
        "practice",
        "--bank",
        "towns.toml",
        "--timed",
        "60",
        "--typed",
        "--no-hints",
    ];
    let args = [&base[..], &["--json", "--difficulty", "easy"]].concat();
    let run = place.run_with(&args, ":h\nUtica\n:r\nScranton\n");
    run.says(&[
        "This game has no hints.",
        "You'll see it again this round.",
        "Counted as right",
    ]);
    let game = run.json();
    assert_eq!(each(&game, "given"), ["Utica", "Scranton"]);
    assert_eq!(
        (&game["timed"], &game["play"]),
        (&60.into(), &"typed".into())
    );
    assert_eq!(
        (&game["hints"], &game["rank"]),
        (&false.into(), &Value::Null)
    );
    assert_eq!(disputed(&place)[0]["text"], "Utica");
}

#[test]
fn a_flag_has_a_colon_before_it_and_a_text_none() {
    let place = towns();
    let run = typed(
        &place,
        "2",
        ":f Which one? \nf Scranton\n:! no town\n:p It moved\nNew York\n",
    );
    assert_eq!(each(&run.json(), "given"), ["f Scranton", "New York"]);
    let flags = place.run(&["flags"]).stdout;
    assert!(
        flags.contains("\n\"It moved\"\n") && flags.contains("\n\"no town\"\n"),
        "{flags}"
    );
    assert!(!flags.contains("Which one?"), "{flags}");
}

#[test]
fn an_answer_that_looks_like_a_command_is_an_answer() {
    let place = Place::new();
    let question = |id: &str, keys: &str| {
        format!(
            "[[question]]\nid = \"{id}\"\nkind = \"typed\"\ndifficulty = \"easy\"\n\
             ask = \"Which?\"\n{keys}\n"
        )
    };
    let bank = [
        question("a", "answer = \":q\""),
        question("b", "answer = \":q\"\naccept = [\"S\"]"),
        question("c", "answer = \"?\"\naccept = [\":q\"]"),
    ];
    place.write("towns.toml", format!("name = \"Signs\"\n{}", bank.concat()));
    let document = typed(&place, "3", ":q\n:q\n:q\n").json();
    assert_eq!(each(&document, "right"), [true; 3]);
}
