//! Banks from files of other formats, through the binary.

mod common;

use std::fs;

use common::Place;

const GIFT: &str = "\
$CATEGORY: Rome

Which river flows through Rome? {=The Tiber ~The Po ~The Arno}

It has snowed in Rome. {T}

Match. {=Rome -> Tiber}

How many hills? {#7}
";

#[test]
fn an_imported_file_is_checked_and_played_at_once() {
    let place = Place::new();
    place.write("rome.gift", GIFT);
    let run = place.run(&["bank", "import", "rome.gift", "-o", "rome.toml"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(
        run.stdout,
        "Read 4 questions: 3 imported, 1 left out.\n\
         Saved rome.toml. Play it with `dundie play --bank rome.toml`.\n"
    );
    assert_eq!(
        run.stderr,
        "rome.gift:7: matching questions cannot be imported\n"
    );
    let check = place.run(&["bank", "check", "rome.toml"]);
    assert!(
        check.stdout.starts_with("3 questions, no errors"),
        "{check:?}"
    );
    let game = place.run_with(&["play", "--bank", "rome.toml", "-n", "3"], "1\n1\n7\n1\n");
    assert!(game.stdout.contains("of 3 right"), "{game:?}");
}

#[test]
fn an_import_is_whole_and_replaces_nothing_unless_asked() {
    let place = Place::new();
    place.write("rome.gift", GIFT);
    place.write("rome.toml", "mine");
    let kept = |args: &[&str], message: &str| {
        let run = place.run(&[&["bank", "import", "rome.gift"], args].concat());
        assert_ne!(run.code, Some(0), "{args:?}");
        assert!(run.stderr.contains(message), "{args:?}: {}", run.stderr);
        assert_eq!(fs::read_to_string(place.path("rome.toml")).unwrap(), "mine");
    };
    kept(&["-o", "rome.toml"], "replace it with --force");
    kept(
        &["-o", "rome.toml", "--force", "--strict"],
        "1 question cannot be imported",
    );
    kept(&["-o", "none/rome.toml"], "could not save none/rome.toml");
    // A folder with anything else is not replaced.
    kept(&["-o", ".", "--force"], "could not save .");
    let run = place.run(&["bank", "import", "rome.gift", "-o", "rome.toml", "--force"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let entries = fs::read_dir(place.path("")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert!(names.into_iter().all(|name| !name.starts_with('.')));
}

#[test]
fn several_categories_are_a_folder_of_files() {
    let place = Place::new();
    let two = "category,question,answer,wrong\nRome,Who?,Jo,Al\nOslo,What?,a,b\n";
    place.write("two.csv", two);
    let one_file = place.run(&["bank", "import", "two.csv", "-o", "two.toml"]);
    assert!(one_file.stderr.contains("2 categories"), "{one_file:?}");
    let printed = place.run(&["bank", "import", "two.csv"]);
    assert!(printed.stderr.contains("name a folder"), "{printed:?}");
    for _ in 0..2 {
        let run = place.run(&[
            "bank",
            "import",
            "two.csv",
            "-o",
            "two",
            "--force",
            "--license",
            "MIT",
        ]);
        assert_eq!(run.code, Some(0), "{run:?}");
        let oslo = fs::read_to_string(place.path("two/oslo.toml")).unwrap();
        assert!(
            oslo.starts_with("name = \"Oslo\"\nlicense = \"MIT\"\n"),
            "{oslo}"
        );
        assert!(place.path("two/rome.toml").exists());
    }
}

#[test]
fn a_format_is_never_guessed() {
    let place = Place::new();
    place.write("both.txt", "question,answer\nWho? {=Jo ~Al},Jo\n");
    place.write("prose.txt", "Nothing to see here.\n");
    place.write("bank.toml", common::bank(1, 0, 0));
    for (file, message) in [
        ("both.txt", "could be in several formats: gift, csv"),
        ("prose.txt", "could not tell the format"),
        ("bank.toml", "is already a bank"),
        ("none.gift", "could not read none.gift"),
    ] {
        let run = place.run(&["bank", "import", file]);
        assert!(run.stderr.contains(message), "{run:?}");
        assert_eq!(run.stdout, "");
    }
    let csv = place.run(&["bank", "import", "both.txt", "--from", "csv"]);
    assert!(csv.stdout.contains("ask = \"Who? {=Jo ~Al}\""), "{csv:?}");
}

#[test]
fn any_file_that_can_be_imported_can_be_added() {
    let place = Place::new();
    place.write("rome.gift", GIFT);
    let run = place.run(&["bank", "add", "rome.gift"]);
    assert!(
        run.stdout.starts_with("Added rome: 3 questions."),
        "{run:?}"
    );
    let game = place.run_with(&["play", "--bank", "rome", "-n", "1"], "1\n7\n");
    assert!(game.stdout.contains("of 1 right"), "{game:?}");
}

#[test]
fn foul_characters_do_not_come_along() {
    let place = Place::new();
    place.write(
        "foul.csv",
        "question,answer,wrong\n\"W\u{1b}[2Jho\u{202e}?\",Jo\u{7},Al\n",
    );
    let run = place.run(&["bank", "import", "foul.csv", "-o", "foul.toml"]);
    assert!(run.stdout.contains("1 imported (1 repaired)"), "{run:?}");
    let bank = fs::read_to_string(place.path("foul.toml")).unwrap();
    assert!(
        bank.contains("ask = \"W[2Jho?\"\nanswer = \"Jo\"\n"),
        "{bank}"
    );
}
