//! Color says nothing alone, and a locale without UTF-8 gets ASCII.

use crate::common::{Place, Run, first_choices};

/// Questions of every kind, in ASCII, with sources and flaws for the linter.
const QUESTIONS: &str = r#"name = "Paper"
about = "What a paper company sells."
[[question]]
id = "ream"
difficulty = "easy"
season = 2
episode = "Diversity Day"
ask = "Which of these is what the warehouse calls five hundred sheets of white paper?"
answer = "A ream"
wrong = ["A quire", "A bale", "A stack"]
because = "A quire is twenty-five of them."
source = ["one:3"]
[[question]]
id = "white"
kind = "true-false"
difficulty = "easy"
ask = "Is most of it white?"
answer = true
[[question]]
id = "sizes"
kind = "order"
difficulty = "medium"
ask = "From small to large?"
items = ["A five", "A four", "A three"]
[[question]]
id = "owner"
kind = "typed"
difficulty = "hard"
ask = "Who founded it, with Robert Mifflin?"
answer = "Robert Dunder"
more = ["Dunder"]
"#;
const SOURCES: &str = "[[source]]\nkey = \"one\"\ntitle = \"Paper\"\nkind = \"wiki\"\nlines = 9\n";

fn paper() -> Place {
    let place = Place::new();
    place.write("paper/paper.toml", QUESTIONS);
    place.write("paper/sources.toml", SOURCES);
    place.write("bad.toml", format!("name = [{}\"open\n", " 1,".repeat(90)));
    place
}

/// Whole games: right, wrong, skipped, hinted, late, typed, in turn, left.
const GAMES: [(&str, &str); 9] = [
    (
        "play --bank paper -n 4 --seed 1",
        "1\n1\n1 2 3\ndunder\nrobert dunder\n",
    ),
    (
        "play --bank paper -n 4 --seed 1",
        "h\n2\nf\n:h\n3 2 1\n:h\nkevin\nr\n",
    ),
    ("play --bank paper -n 4 --seed 2", "s\ns\ns\n:s\n"),
    (
        "play --bank paper -n 4 --typed --timed 5",
        "what?\nf no\n9\n9\n9\n1\n",
    ),
    (
        "play --bank paper -n 4",
        "1\n1\n1 2 3\ndunder\nrobert dunder\n",
    ),
    (
        "play --bank paper -n 2 --player pam --player jim",
        "1\n2\n1\n2\n",
    ),
    (
        "practice --bank paper -n 3",
        "1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n",
    ),
    ("daily --bank paper", "1\nt\n1 2 3\nf it is\nDunder\n"),
    ("play --bank paper -n 4", "1\n"),
];

/// What prints tables, charts and findings.
const TABLES: [&str; 20] = [
    "resume",
    "scores --all",
    "scores --bank paper -n 4",
    "scores --daily --bank paper",
    "stats --bank paper",
    "stats --questions --bank paper",
    "categories",
    "categories --bank paper",
    "bank check paper",
    "bank check bad.toml",
    "bank check --explain all",
    "bank show --bank paper",
    "bank show ream --bank paper",
    "bank show --by-source --bank paper",
    "flags",
    "settings",
    "play nothing",
    "play --nothing",
    "--help",
    "play --help",
];

/// Each run in the order in which they need each other.
fn runs(place: &Place, more: &str, locale: &[(&str, &str)]) -> Vec<(String, Run)> {
    let tables = TABLES.map(|line| (line, ""));
    let all = GAMES.iter().chain(&tables).chain(&[("", "8\nx\nq\n")]);
    let run = |(line, input): &(&str, &str)| {
        let mut command = place.command();
        command.env("DUNDIE_NOW", "2026-11-22T10:00:00Z");
        command.env_remove("LANG").envs(locale.iter().copied());
        command
            .args(line.split_whitespace())
            .args(more.split_whitespace());
        let output = command.write_stdin(*input).output().unwrap();
        let run = Run {
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code(),
        };
        ((*line).to_owned(), run)
    };
    all.map(run).collect()
}

/// The text without the sequences that color it.
fn uncolored(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\x1b[") {
        plain.push_str(before);
        rest = after.split_once('m').unwrap().1;
    }
    plain + rest
}

/// The characters of a run beyond ASCII.
fn beyond_ascii(run: &Run) -> String {
    let told = run.stdout.chars().chain(run.stderr.chars());
    told.filter(|c| !c.is_ascii()).collect()
}

#[test]
fn a_locale_without_utf_8_gets_ascii() {
    for locale in [
        &[][..],
        &[("LANG", "C")],
        &[("LC_ALL", "POSIX"), ("LANG", "C.UTF-8")],
        &[("LANG", "de_DE.ISO-8859-1")],
    ] {
        // One of them in color.
        let more = if locale.is_empty() {
            "--color always"
        } else {
            ""
        };
        for (line, run) in runs(&paper(), more, locale) {
            assert!(run.code.is_some_and(|code| code < 3), "{line}: {run:?}");
            assert_eq!(beyond_ascii(&run), "", "dundie {line} in {locale:?}");
        }
    }
}

#[test]
fn a_locale_with_utf_8_gets_signs() {
    let all = runs(&paper(), "", &[("LANG", "C.UTF-8")]);
    let signs: String = all.iter().map(|(_, run)| beyond_ascii(run)).collect();
    // So that the test above would see one.
    for sign in ['✓', '✗', '·', '▸', '█'] {
        assert!(signs.contains(sign), "{sign} in {signs}");
    }
}

#[test]
fn color_adds_nothing_that_is_not_in_words() {
    let place = paper();
    runs(&place, "", &[]);
    let mut colored = 0;
    let again = TABLES
        .iter()
        .filter(|line| **line != "resume")
        .map(|line| (*line, ""));
    for (line, input) in again.chain([GAMES[0], GAMES[1], GAMES[2]]) {
        // Both start from the same history, since a game can win awards.
        let history = place.data().join("history.db");
        let before = std::fs::read(&history).unwrap();
        let [plain, painted] = ["never", "always"].map(|when| {
            std::fs::write(&history, &before).unwrap();
            let args: Vec<_> = line.split_whitespace().chain(["--color", when]).collect();
            place.run_at("2026-11-22T12:00:00Z", &args, input)
        });
        assert!(
            !(plain.stdout.clone() + &plain.stderr).contains('\x1b'),
            "{line}"
        );
        assert_eq!(plain.stdout, uncolored(&painted.stdout), "{line}");
        assert_eq!(plain.stderr, uncolored(&painted.stderr), "{line}");
        colored += usize::from(plain.stdout != painted.stdout || plain.stderr != painted.stderr);
    }
    assert!(colored > 10, "{colored} outputs are colored at all");
}

#[test]
fn every_verdict_is_a_word() {
    for (line, run) in runs(&paper(), "", &[("LANG", "C")]) {
        if run.stderr.contains("points") && line.starts_with("play --bank") {
            let is_status = |line: &&str| line.contains(" - ") && line.contains(" points");
            let asked = run.stderr.lines().filter(is_status).count();
            let judged = ["Right: ", "Wrong", "Skipped.", "Time's up.", "Too late"]
                .map(|word| run.stderr.matches(word).count())
                .iter()
                .sum::<usize>();
            assert!(asked > 0, "{line}: {}", run.stderr);
            let left = run.stderr.contains("Game saved.");
            let again = run.stderr.matches("hint, ").count();
            assert!(
                judged <= asked && judged + usize::from(left) + again >= asked,
                "{line}: {judged} of {asked}\n{}",
                run.stderr
            );
        }
    }
    // Right and wrong read differently without any sign.
    let place = paper();
    let args = [
        "play",
        "--bank",
        "paper",
        "-n",
        "1",
        "--seed",
        "5",
        "--difficulty",
        "easy",
    ];
    let told: Vec<_> = ["1\n", "2\n"]
        .map(|input| {
            place
                .run_with(&args, input.to_owned() + &first_choices(1))
                .stderr
        })
        .iter()
        .map(|stderr| stderr.chars().filter(char::is_ascii).collect::<String>())
        .collect();
    assert_ne!(told[0], told[1]);
}
