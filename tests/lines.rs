//! Lines of every sort, and input that ends anywhere.
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod common;

use common::{Place, bank};

/// A question of each kind.
const KINDS: &str = r#"name = "Kinds"
[[question]]
id = "truth"
kind = "true-false"
difficulty = "easy"
ask = "Is it so?"
answer = true
[[question]]
id = "choice"
difficulty = "easy"
ask = "Which?"
answer = "this"
wrong = ["that", "those", "these"]
[[question]]
id = "order"
kind = "order"
difficulty = "medium"
ask = "In which order?"
items = ["ace", "bee", "cat"]
[[question]]
id = "typed"
kind = "typed"
difficulty = "hard"
ask = "Who?"
answer = "Jim Halpert"
more = ["Halpert"]
"#;

/// Two more kinds.
const MORE: &str = r#"name = "More"
[[question]]
id = "several"
kind = "several"
difficulty = "easy"
ask = "Which ones?"
right = ["this", "that"]
wrong = ["those", "", "these", ""]
order = "fixed"
[[question]]
id = "number"
kind = "number"
difficulty = "hard"
ask = "How far?"
answer = 3.5
within = 0.1
unit = "km"
"#;

/// A hint, an invalid line, and an answer to each of the two.
const MORE_LINES: [&str; 6] = ["h", "5", "4 1", "h", "far", "3,55 km"];

/// A line for each thing a player can do at a question.
const GAME: [&str; 10] = [
    "1", "p is it?", "f what?", "1", "oops", "3 1 2", ":h", "halpert", "Pam", "",
];

/// The game as the history has it, without its times.
fn kept(place: &Place) -> Vec<String> {
    let history = rusqlite::Connection::open(place.data().join("history.db")).unwrap();
    let texts = |sql: &str| -> Vec<String> {
        let mut statement = history.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    };
    let mut kept = texts(
        "SELECT concat_ws(' ', 'game', size, correct, points, finished IS NOT NULL, ranked) FROM games",
    );
    kept.extend(texts(
        "SELECT concat_ws(' ', game, position, question, given, correct, hinted, skipped, points)
         FROM answers ORDER BY game, position",
    ));
    kept.extend(texts(
        "SELECT concat_ws(' ', 'flag', question, note) FROM flags ORDER BY question",
    ));
    kept
}

fn kinds() -> (Place, [&'static str; 8]) {
    let place = Place::new();
    place.write("kinds.toml", KINDS);
    let args = [
        "play",
        "--bank",
        "kinds.toml",
        "-n",
        "4",
        "--seed",
        "3",
        "--json",
    ];
    (place, args)
}

/// Two who take turns, and lines for both.
const TURNS: &str = "play --bank ten.toml -n 3 --seed 3 --player pam --player jim --json";
const TURNS_LINES: [&str; 9] = ["1", "h", "f unclear", "s", "1", "oops", "1", "1", "1"];

/// Ends the input of a game after each of its lines, and resumes it: the history
/// must not show a difference.
fn ends_anywhere(line: &str, lines: &[&str], rows: usize) {
    let run = |lines: &str| {
        let place = Place::new();
        place.write("kinds.toml", KINDS);
        place.write("more.toml", MORE);
        place.write("ten.toml", bank(4, 4, 2));
        let args: Vec<_> = line.split(' ').collect();
        let ended = place.run_with(&args, lines);
        assert_eq!(ended.code, Some(0), "{lines:?}: {ended:?}");
        (place, ended)
    };
    let (whole, _) = run(&(lines.join("\n") + "\n"));
    let expected = kept(&whole);
    assert_eq!(expected.len(), rows, "{expected:?}");
    for count in 0..lines.len() {
        // With and without an end of the last line.
        for end in ["\n", ""] {
            let first = lines[..count].join("\n") + end;
            let (place, left) = run(if count == 0 { "" } else { &first });
            if left.stdout.is_empty() {
                let (_, told) = left.stderr.rsplit_once("with `dundie ").unwrap();
                let (told, _) = told.split_once('`').unwrap();
                let args: Vec<_> = told.split(' ').chain(["--json"]).collect();
                let rest = lines[count..].join("\n") + "\n";
                let done = place.run_with(&args, rest);
                assert_eq!(done.code, Some(0), "{count} {end:?}: {done:?}");
            }
            assert_eq!(kept(&place), expected, "after {count} lines, {end:?}");
            place.run(&["resume"]).fails(1, &["has no unfinished game"]);
        }
    }
}

#[test]
fn the_end_of_input_at_any_place_loses_and_doubles_nothing() {
    let (_, args) = kinds();
    // A game, its answers and two flags; then two games with one flag.
    ends_anywhere(&args.join(" "), &GAME, 1 + 4 + 2);
    ends_anywhere(TURNS, &TURNS_LINES, 2 + 6 + 1);
    let more = "play --bank more.toml -n 2 --seed 3 --json";
    ends_anywhere(more, &MORE_LINES, 1 + 2);
}

#[test]
fn several_answers_and_numbers_are_typed_on_lines() {
    let place = Place::new();
    place.write("more.toml", MORE);
    let play = |lines: &str| {
        let args = ["play", "--bank", "more.toml", "-n", "2", "--json"];
        place.run_with(&args, lines)
    };
    let run = play("h\n?\n4 2\n:h\n3.4\n");
    run.says(&[
        "  1  those\n  2  this\n  3  these\n  4  that\n",
        "[all that are right, such as 1 2, h hint,",
        "Right answers: 2",
        "1 3, a c       all that are right",
        "Right: this; that\n",
        "[type a number, :s skip,",
        "No hint for this question.",
        "Right: 3.5 km (within 0.1)\n",
    ]);
    let answers = run.json()["answers"].clone();
    assert_eq!(answers[0]["points"], 50);
    assert_eq!(answers[0]["given"], "this; that");
    assert_eq!(answers[1]["answer"], "3.5 km");
    assert_eq!(answers[1]["points"], 330);
    let run = play("1,2\n3.61\n");
    run.says(&[
        "Wrong: those; this\nAnswer: this; that\nMissed: that\nNot right: those\n",
        "Wrong: 3.61\nAnswer: 3.5 km (within 0.1)\n",
    ]);
    let run = play("\n5\n1 1\nfar\n:s\n");
    run.says(&[
        "Not a valid answer. [all that are right",
        "Still not a valid answer, so this question is skipped.",
        "Not a valid answer. [type a number",
    ]);
    assert!(!run.stderr.contains("count the last answer as right"));
    let stats = ["stats", "--questions", "--bank", "more.toml", "--json"];
    let stats = place.run(&stats).json();
    let questions = stats["questions"].as_array().unwrap();
    let several = questions.iter().find(|row| row["id"] == "several").unwrap();
    assert_eq!(
        (&several["asked"], &several["picks"]),
        (&3.into(), &2.into())
    );
    let wrong = serde_json::json!([{"text": "those", "chosen": 1}, {"text": "these", "chosen": 0}]);
    assert_eq!(several["wrong"], wrong);
}

#[test]
fn lines_of_every_sort_are_read_as_lines() {
    let (place, args) = kinds();
    place.run_with(&args, GAME.join("\n") + "\n");
    let expected = kept(&place);
    let long = "x".repeat(1 << 20);
    let odd: [(&str, Vec<u8>); 6] = [
        ("CRLF", (GAME.join("\r\n") + "\r\n").into_bytes()),
        (
            "spaces and tabs",
            GAME.map(|line| format!(" \t{line}\t \n"))
                .concat()
                .into_bytes(),
        ),
        ("no final line end", GAME.join("\n").into_bytes()),
        // In place of the invalid line.
        ("NUL", GAME.join("\n").replace("oops", "\0").into_bytes()),
        (
            "a megabyte",
            GAME.join("\n").replace("oops", &long).into_bytes(),
        ),
        ("not UTF-8", {
            let (before, after) = GAME.split_at(4);
            let parts = [before.join("\n").as_bytes(), b"\n\xff\xfe\x80\n"].concat();
            [&parts, after[1..].join("\n").as_bytes()].concat()
        }),
    ];
    for (what, input) in odd {
        let (place, args) = kinds();
        let run = place.run_with(&args, input);
        assert_eq!(run.code, Some(0), "{what}: {}", run.stderr);
        assert_eq!(kept(&place), expected, "{what}");
    }
}

#[test]
fn what_is_not_text_is_saved_as_an_answer_and_cut() {
    for (what, line) in [
        ("NUL", b"a\0b".to_vec()),
        ("not UTF-8", b"a\xff\xfeb".to_vec()),
        ("a megabyte", vec![b'x'; 1 << 20]),
        ("a megabyte of no text", vec![0xff; 1 << 20]),
    ] {
        let (place, args) = kinds();
        let input = [b"1\n1\n3 1 2\n", &line[..], b"\n"].concat();
        let run = place.run_with(&args, input);
        assert_eq!(run.code, Some(0), "{what}: {}", run.stderr);
        let given = run.json()["answers"][3]["given"].as_str().unwrap().len();
        assert!((2..=4 * 65_536).contains(&given), "{what}: {given}");
        assert_eq!(kept(&place).len(), 1 + 4, "{what}");
    }
}

#[test]
fn a_question_mark_explains_once_and_asks_again() {
    let (place, args) = kinds();
    let run = place.run_with(&args, "?\n?\nt\n");
    let told = |text: &str| run.stderr.matches(text).count();
    assert_eq!(told("A hint halves"), 1, "{}", run.stderr);
    assert_eq!(told("Is it so?"), 2, "{}", run.stderr);
    assert_eq!(told("Not a valid answer."), 1, "{}", run.stderr);
    assert!(
        !run.stderr.contains("arrows"),
        "keys of a page: {}",
        run.stderr
    );
    run.says(&["Right: True"]);
}

#[test]
fn the_menu_quits_in_capitals_too() {
    for line in ["q", "Q", "QUIT", " Quit "] {
        let run = Place::new().run_with(&[], format!("{line}\n1\n"));
        assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{line}");
        assert_eq!(run.stderr.matches("q quit]").count(), 1, "{}", run.stderr);
    }
}
