//! Questions for other programs, through the binary.

mod common;

use std::fmt::Write as _;
use std::fs;

use common::{Place, bank};

#[test]
fn what_is_exported_is_imported_and_played() {
    let place = Place::new();
    for (format, from) in [
        ("gift", "gift"),
        ("csv", "csv"),
        ("markdown", "markdown"),
        ("opentdb", "opentdb"),
    ] {
        let file = format!("out.{format}");
        let run = place.run(&[
            "bank",
            "export",
            "--to",
            format,
            "--category",
            "family",
            "-o",
            &file,
        ]);
        assert_eq!(run.code, Some(0), "{run:?}");
        let count = run.stdout.split(' ').nth(1).unwrap().to_owned();
        let import = place.run(&[
            "bank",
            "import",
            &file,
            "-o",
            "back.toml",
            "--force",
            "--strict",
            "--from",
            from,
        ]);
        assert!(
            import.stdout.contains(&format!(" {count} imported")),
            "{format}: {import:?}"
        );
        let check = place.run(&["bank", "check", "back.toml"]);
        assert!(check.stdout.contains("no errors"), "{check:?}");
    }
}

#[test]
fn a_sheet_is_the_same_each_time_and_another_with_another_seed() {
    let place = Place::new();
    place.write("ten.toml", bank(4, 4, 2));
    let sheet = |seed: &str| {
        place
            .run(&[
                "bank", "export", "--to", "html", "--count", "5", "--bank", "ten.toml", "--seed",
                seed,
            ])
            .stdout
    };
    assert_eq!(sheet("1"), sheet("1"));
    assert_ne!(sheet("1"), sheet("2"));
    assert_eq!(sheet("1").matches("<li id=").count(), 5);
    assert!(sheet("1").contains("<h1>ten</h1>"), "{}", sheet("1"));
}

#[test]
fn what_a_format_cannot_hold_is_named_or_an_error() {
    let place = Place::new();
    let args = ["bank", "export", "--to", "opentdb", "--category", "family"];
    let run = place.run(&args);
    assert_eq!(run.code, Some(0));
    assert!(
        run.stderr
            .contains("the format only has choice and true-false questions with one right answer"),
        "{run:?}"
    );
    let strict = place.run(&[&args[..], &["--strict", "-o", "x.json"]].concat());
    assert_eq!(strict.code, Some(1), "{strict:?}");
    assert!(!place.path("x.json").exists());
}

#[test]
fn no_file_is_replaced_unless_asked() {
    let place = Place::new();
    place.write("night.html", "mine");
    let args = ["bank", "export", "--to", "html", "-o", "night.html"];
    let run = place.run(&args);
    assert!(run.stderr.contains("replace it with --force"), "{run:?}");
    assert_eq!(
        fs::read_to_string(place.path("night.html")).unwrap(),
        "mine"
    );
    assert_eq!(place.run(&[&args[..], &["--force"]].concat()).code, Some(0));
}

#[test]
fn a_sheet_has_a_question_of_each_topic_and_says_where_they_are_from() {
    let place = Place::new();
    let mut text = String::from("name = \"Rivers\"\norigin = \"the Lion\"\nlicense = \"CC0\"\n");
    for (n, difficulty) in ["easy", "easy", "easy", "medium"].into_iter().enumerate() {
        let topic = if n < 3 { "same" } else { "other" };
        writeln!(
            text,
            "\n[[question]]\nid = \"q{n}\"\ntopic = \"{topic}\"\ndifficulty = \"{difficulty}\"\n\
             ask = \"What is {n}?\\n    let a = {n};\"\nanswer = \"a\"\nwrong = [\"b\"]"
        )
        .unwrap();
    }
    place.write("rivers.toml", text);
    let export = |more: &[&str]| {
        let args = ["bank", "export", "--bank", "rivers.toml", "--to"];
        place.run(&[&args[..], more].concat())
    };
    let sheet = export(&["html", "--count", "4"]).stdout;
    assert_eq!(sheet.matches("<li id=").count(), 2, "{sheet}");
    assert!(sheet.contains("<p>From the Lion (CC0)</p>"), "{sheet}");
    assert!(sheet.contains("<pre>    let a = 3;</pre>"), "{sheet}");
    let gift = export(&["gift"]);
    assert!(
        gift.stdout.starts_with("// From the Lion (CC0)\n"),
        "{gift:?}"
    );
    assert!(
        gift.stderr.contains("gift can't store difficulty, topics"),
        "{gift:?}"
    );
    let show = place.run(&["bank", "show", "--bank", "rivers.toml"]);
    assert!(show.stdout.ends_with("\nFrom the Lion (CC0)\n"), "{show:?}");
}
