//! Hints, ceilings, settings and flags in games.
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod common;

use common::{Place, Run, bank, each, lines, right_choice, truths};
use serde_json::Value;

/// Runs with these settings.
fn with_settings(place: &Place, settings: &str, args: &[&str], input: &str) -> Run {
    place.write("config/dundie/settings.toml", settings);
    let mut command = place.command();
    command
        .env("XDG_CONFIG_HOME", place.path("config"))
        .args(args)
        .write_stdin(input);
    Run::of(&mut command)
}

#[test]
fn a_game_without_hints_gives_none() {
    let place = Place::new();
    place.write("two.toml", bank(2, 0, 0));
    let args = ["play", "--bank", "two.toml", "-n", "2", "--json"];
    let run = place.run_with(&[&args[..], &["--no-hints"]].concat(), "h\n1\nhint\n1\n");
    assert_eq!(run.stderr.matches("This game has no hints.").count(), 2);
    assert!(!run.stderr.contains("h hint"), "{}", run.stderr);
    assert!(!run.stderr.contains("(ruled out)"), "{}", run.stderr);
    assert_eq!(run.json()["hints"], false);
    assert_eq!(each(&run.json(), "hinted"), [false, false]);
    // It has none after it is resumed, either.
    place.run_with(&[&args[..], &["--no-hints"]].concat(), "1\n");
    let on = place.run_with(&["resume", "--json"], "h\n1\n");
    on.says(&["This game has no hints."]);
    assert_eq!(on.json()["hints"], false);

    let hinted = place.run_with(&args, "h\nh\n1\n1\n1\n1\n1\n");
    hinted.says(&["No hint for this question."]);
    assert_eq!(hinted.json()["hints"], true);
    let hints: Vec<_> = each(&hinted.json(), "hinted");
    assert_eq!(hints[0], true);
    let board = place.run(&["scores", "--bank", "two.toml", "-n", "2", "--json"]);
    let games = board.json()["boards"][0]["games"].clone();
    assert_eq!(
        games.as_array().unwrap().len(),
        3,
        "one board, hints or not"
    );
}

#[test]
fn nothing_of_a_later_season_is_asked_or_offered() {
    let place = Place::new();
    place.write(
        "show/lists.toml",
        "[[list]]\nname = \"guests\"\nentries = [\n\
         { text = \"One\", season = 1 }, { text = \"Two\", season = 2 },\n\
         { text = \"Three\", season = 3 }, { text = \"Four\", season = 4 },\n\
         { text = \"Five\", season = 5 }, { text = \"Six\", season = 6 },\n\
         { text = \"Never\" },\n]\n",
    );
    let question = |id: &str, season: u8, answer: &str| {
        format!(
            "[[question]]\nid = \"{id}\"\ndifficulty = \"easy\"\nseason = {season}\n\
             ask = \"Who comes to {id}?\"\nanswer = \"{answer}\"\nwrong_from = \"guests\"\n"
        )
    };
    let text = "name = \"Guests\"\n".to_owned()
        + &question("first", 1, "One")
        + &question("third", 3, "Three")
        + &question("sixth", 6, "Six");
    place.write("show/guests.toml", text);
    let offered = |args: &[&str], seed: &str| {
        let args = [
            &[
                "play", "--bank", "show", "-n", "3", "--json", "--seed", seed,
            ],
            args,
        ]
        .concat();
        let run = place.run_with(&args, "1\n1\n1\n1\n1\n1\n1\n1\n1\n");
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let choices = each(&run.json(), "choices");
        let texts = choices
            .iter()
            .flat_map(|choices| choices.as_array().unwrap().clone());
        (common::ids(&run.json()), texts.collect::<Vec<_>>(), run)
    };
    for seed in ["1", "2", "3", "4", "5"] {
        let (ids, texts, run) = offered(&["--through", "3"], seed);
        assert_eq!(ids.len(), 2, "{ids:?}");
        for later in ["Four", "Five", "Six"] {
            assert!(!texts.contains(&later.into()), "{later} in {texts:?}");
            assert!(!run.stderr.contains(later), "{}", run.stderr);
        }
        assert_eq!(texts.len(), 8, "One, Two, Three and Never are enough");
        assert_eq!(run.json()["through"], 3);
        // Only one wrong answer is left.
        let (ids, texts, _) = offered(&["--through", "1"], seed);
        assert_eq!((ids.len(), texts.len()), (1, 2), "{texts:?}");
        assert_eq!(offered(&["--through", "all"], seed).0.len(), 3);
    }
}

#[test]
fn settings_count_and_options_beat_them() {
    let place = Place::new();
    let late = truths(12, 8, 4).replace("difficulty", "season = 5\ndifficulty");
    place.write("show.toml/late.toml", late);
    let early = truths(12, 8, 4)
        .replace("Numbers", "Early")
        .replace("\"q", "\"early-");
    let early = early.replace("topic-", "early-topic-");
    place.write(
        "show.toml/early.toml",
        early.replace("difficulty", "season = 1\ndifficulty"),
    );
    let settings = "name = \"dwight\"\nquestions = 3\ntimed = 30\nthrough = 2\n";
    let play = |args: &[&str]| {
        let args = [&["play", "--bank", "show.toml", "--json"], args].concat();
        let run = with_settings(&place, settings, &args, &lines(&"t".repeat(60)));
        assert_eq!((run.code, run.stderr.contains("warning")), (Some(0), false));
        run.json()
    };
    let facts = |game: &Value| {
        let facts = ["player", "length", "timed", "through", "rank"];
        facts.map(|fact| game[fact].clone())
    };
    let kept = play(&[]);
    let expected = ["dwight".into(), 3.into(), 30.into(), 2.into(), 1.into()];
    assert_eq!(facts(&kept), expected);
    assert!(common::ids(&kept).iter().all(|id| id.starts_with("early")));
    for (args, fact, value) in [
        (&["--player", "jim"][..], 0, Value::from("jim")),
        (&["-n", "4"], 1, 4.into()),
        (&["--timed", "off"], 2, Value::Null),
        (&["--timed", "45"], 2, 45.into()),
        (&["--through", "all"], 3, Value::Null),
        (&["--through", "5"], 3, 5.into()),
    ] {
        let mut expected = expected.clone();
        expected[fact] = value;
        let game = play(args);
        assert_eq!(facts(&game)[..4], expected[..4], "{args:?}");
    }
    // `scores` shows the board of those settings.
    let scores = ["scores", "--bank", "show.toml"];
    let shown = with_settings(&place, settings, &scores, "").stdout;
    assert!(
        shown.starts_with(
            "High scores · show · Quick quiz · 3 questions · 30 s a question · through season 2\n"
        ),
        "{shown}"
    );
    // Settings that nothing matches are named.
    place.write(
        "late.toml",
        truths(3, 0, 0).replace("difficulty", "season = 5\ndifficulty"),
    );
    let nothing = with_settings(&place, settings, &["play", "--bank", "late.toml"], "");
    nothing.fails(2, &["--through 2 (from your settings)"]);
    let colored = format!("{settings}color = \"always\"\n");
    for (option, is_painted) in [(&[][..], true), (&["--color", "never"], false)] {
        let args = [&scores[..], option].concat();
        let shown = with_settings(&place, &colored, &args, "").stdout;
        assert_eq!(shown.contains('\x1b'), is_painted, "{shown}");
    }
}

#[test]
fn settings_that_cannot_be_read_are_told_and_the_game_is_played() {
    let place = Place::new();
    let file = place.path("config/dundie/settings.toml");
    let file = file.display();
    let long = "x".repeat(300);
    for (text, told) in [
        ("questions = 3\nname = pam\n", ":2:8: warning: not TOML: "),
        ("questions = 3\n[[[\n", ":2:"),
        ("\0\x1b[31m\n", ":1:3: warning: not TOML: "),
        ("questions = 0\n", ":1:13: warning: "),
        (
            "\nthrough = 47\n",
            ":2:11: warning: `through` can't be \"47\"",
        ),
        ("timed = \"fast\"\n", ":1:9: warning: "),
        (
            &format!("name = \"{long}\"\n"),
            ":1:8: warning: `name` can't be ",
        ),
        ("name = \"a\\u001bb\"\n", ":1:8: warning: `name` can't be "),
    ] {
        let run = with_settings(
            &place,
            text,
            &["play", "--json"],
            &common::first_choices(10),
        );
        assert_eq!(run.code, Some(0), "{text:?}: {run:?}");
        let line = format!("{file}{told}");
        assert_eq!(
            run.stderr.matches(&line).count(),
            1,
            "{line} in {}",
            run.stderr
        );
        assert!(!run.stderr.contains('\x1b'), "{text:?}");
        let game = run.json();
        assert_eq!(
            (
                &game["player"],
                &game["length"],
                &game["timed"],
                &game["through"]
            ),
            (&"pam".into(), &10.into(), &Value::Null, &Value::Null),
            "{text:?}"
        );
    }
}

#[test]
fn invalid_names_and_seasons_are_refused_everywhere() {
    let place = Place::new();
    let long = "x".repeat(300);
    for command in ["play", "daily", "practice", "resume"] {
        for (name, why) in [
            (long.as_str(), "it has 300 characters"),
            ("a\x1b[31mb", "it contains the character U+001B"),
            ("a\nb", "it contains the character U+000A"),
            ("\u{202e}pam", "it contains the character U+202E"),
            (" ", "it is empty"),
        ] {
            let run = place.run(&[command, "--player", name]);
            run.fails(
                2,
                &["could not use the player's name", why, "1 to 40 letters"],
            );
            assert!(!run.stderr.contains(['\x1b', '\u{202e}']), "{run:?}");
        }
    }
    for command in ["play", "daily", "practice", "scores"] {
        for season in ["0", "47", "-1", "two", "", "3.5", "99999999999999999999"] {
            let run = place.run(&[command, "--through", season]);
            assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
            run.says(&["1 to 40"]);
        }
    }
    for command in ["scores", "stats"] {
        let run = place.run(&[command, "--player", "a\x1b[31m\u{202e}b"]);
        let all = run.stdout + &run.stderr;
        assert!(!all.contains(['\x1b', '\u{202e}']), "{all}");
    }
    assert!(!common::exists(&place.data()), "nothing was begun");
}

#[test]
fn flags_keep_their_notes() {
    let place = Place::new();
    place.write("three.toml", bank(3, 0, 0));
    let args = [
        "play",
        "--bank",
        "three.toml",
        "-n",
        "3",
        "--json",
        "--seed",
        "1",
    ];
    let input = "p\nf Jim was in Stamford then\n1\n! Two\n1\np Two are RIGHT \n\
                 f \x1b[31mred\u{202e}\n1\n";
    let run = place.run_at("2026-11-22T10:00:00Z", &args, input);
    run.says(&[
        "Not a valid answer.",
        "Flagged. See all flags with `dundie flags`.",
    ]);
    assert_eq!(
        run.stderr.matches("See all flags").count(),
        4,
        "{}",
        run.stderr
    );
    let ids = common::ids(&run.json());
    assert_eq!(each(&run.json(), "skipped"), [false, false, false]);
    let flags = place.run(&["flags"]).stdout;
    assert!(!flags.contains(['\x1b', '\u{202e}']), "{flags}");
    let blocks: Vec<_> = flags.trim_end().split("\n\n").collect();
    assert_eq!(blocks.len(), 3, "{flags}");
    let of = |id: &str| {
        let block = blocks
            .iter()
            .find(|block| block.starts_with(&format!("{id} · ")));
        block.unwrap_or_else(|| panic!("{id} in {flags}"))
    };
    assert!(
        of(&ids[0]).ends_with("\n\"Jim was in Stamford then\""),
        "{flags}"
    );
    // The later note counts.
    assert!(of(&ids[1]).ends_with("\n\"Two are RIGHT\""), "{flags}");
    let third: Vec<_> = of(&ids[2]).lines().collect();
    assert!(third[0].ends_with(" · pam · 2026-11-22"), "{flags}");
    let line: usize = third[1]
        .strip_prefix("three.toml:")
        .unwrap()
        .parse()
        .unwrap();
    let text = std::fs::read_to_string(place.path("three.toml")).unwrap();
    assert_eq!(text.lines().nth(line - 1), Some("[[question]]"));
    assert_eq!(*third.last().unwrap(), "\"\\u{1b}[31mred\\u{202e}\"");
    let stats = ["stats", "--questions", "--bank", "three.toml", "--json"];
    let noted = place.run(&stats).json()["flags"].clone();
    assert_eq!(noted.as_array().unwrap().len(), 3, "{noted}");
}

#[test]
fn a_hint_leaves_the_right_choice() {
    let place = Place::new();
    place.write("one.toml", bank(1, 0, 0));
    let args = [
        "play", "--bank", "one.toml", "-n", "1", "--seed", "3", "--json",
    ];
    let shown = place.run_with(&args, "h\n").stderr;
    let right = right_choice(&shown);
    let gone = shown.rmatches("(ruled out)").count();
    assert_eq!(gone, 2, "{shown}");
    let game = place.run_with(&args, format!("h\n{right}\n")).json();
    assert_eq!(
        (&game["points"], &each(&game, "hinted")[0]),
        (&50.into(), &true.into())
    );
}
