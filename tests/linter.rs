//! `dundie bank check` on banks that break each rule once, where it says so.
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use common::{Place, bank};
use dundie::bank::Severity;
use dundie::lint::rules;

/// File, line and rule.
type Finding = (String, u64, String);

fn flaws(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/flaws")
        .join(folder)
}

/// What the bank itself says about its lines: `#! rule` at their ends.
fn expected(folder: &Path) -> BTreeSet<Finding> {
    let mut expected = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        for (line, n) in fs::read_to_string(&path).unwrap().lines().zip(1..) {
            if let Some((_, rules)) = line.split_once("#! ") {
                let rules = rules.split(' ');
                expected.extend(rules.map(|rule| (name.clone(), n, rule.to_owned())));
            }
        }
    }
    expected
}

fn found(place: &Place, folder: &Path) -> (Option<i32>, Vec<Finding>) {
    let style = folder.ends_with("style").then_some("--style");
    let args = ["bank", "check", "--json", folder.to_str().unwrap()];
    let args: Vec<_> = args.into_iter().chain(style).collect();
    let run = place.run(&args);
    let findings = run.json()["findings"].as_array().unwrap().clone();
    let found = findings
        .iter()
        .map(|finding| {
            let file = Path::new(finding["file"].as_str().unwrap())
                .file_name()
                .unwrap();
            (
                file.to_str().unwrap().to_owned(),
                finding["line"].as_u64().unwrap(),
                finding["rule"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    (run.code, found)
}

#[test]
fn every_rule_fires_once_and_on_its_line() {
    let place = Place::new();
    let mut fired: BTreeMap<String, usize> = BTreeMap::new();
    for (folder, code) in [("warnings", 0), ("style", 0), ("errors", 1)] {
        let folder = flaws(folder);
        let (exit, found) = found(&place, &folder);
        let expected = expected(&folder);
        let set: BTreeSet<_> = found.iter().cloned().collect();
        let missing: Vec<_> = expected.difference(&set).collect();
        let extra: Vec<_> = set.difference(&expected).collect();
        assert!(
            missing.is_empty() && extra.is_empty(),
            "missing {missing:?}\nextra {extra:?}"
        );
        assert_eq!(exit, Some(code));
        for (_, _, rule) in found {
            *fired.entry(rule).or_default() += 1;
        }
    }
    let all = rules::all().map(|(_, rule)| rule.name.as_str());
    // These are broken by a file of their own below.
    let elsewhere = ["not-utf-8", "repeated-category", "cue"];
    for rule in all.filter(|rule| !elsewhere.contains(rule)) {
        assert_eq!(fired.get(rule), Some(&1), "{rule}");
    }
}

#[test]
fn a_category_and_an_encoding_are_faults_of_a_whole_file() {
    let place = Place::new();
    place.write("bank/a.toml", bank(1, 0, 0));
    place.write("bank/b.toml", bank(1, 0, 0).replace("q0", "r0"));
    let (code, found) = found(&place, &place.path("bank"));
    assert_eq!(code, Some(1));
    assert_eq!(
        found,
        [("b.toml".to_owned(), 1, "repeated-category".to_owned())]
    );
    place.write("latin.toml", b"name = \"caf\xe9\"\n");
    let run = place.run(&["bank", "check", "latin.toml", "--json"]);
    assert_eq!(run.json()["findings"][0]["rule"], "not-utf-8");
}

#[test]
fn warnings_fail_only_if_they_are_denied() {
    let place = Place::new();
    let folder = flaws("warnings");
    let path = folder.to_str().unwrap();
    let allowed = place.run(&["bank", "check", path]);
    assert_eq!(allowed.code, Some(0));
    assert!(allowed.stdout.contains("no errors"), "{}", allowed.stdout);
    assert!(allowed.stderr.contains("[negative]"), "{}", allowed.stderr);
    let denied = place.run(&["bank", "check", "--deny", "warnings", path]);
    assert_eq!(denied.code, Some(1));
    assert!(
        denied.stderr.contains("error: the bank has no errors and "),
        "{}",
        denied.stderr
    );
}

#[test]
fn the_house_style_is_for_those_who_ask() {
    let place = Place::new();
    let folder = flaws("style");
    let path = folder.to_str().unwrap();
    let run = place.run(&["bank", "check", "--deny", "warnings", path]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let run = place.run(&["bank", "check", "--style", "--deny", "warnings", path]);
    assert_eq!(run.code, Some(1));
    for part in ["[whom]", "the bank has no errors and 9 warnings"] {
        assert!(run.stderr.contains(part), "{part} in {}", run.stderr);
    }
}

#[test]
fn the_built_in_bank_has_no_warnings_and_no_cue() {
    let place = Place::new();
    let run = place.run(&["bank", "check", "--deny", "warnings", "--json"]);
    let document = run.json();
    assert_eq!(run.code, Some(0), "{document}");
    let cues = document["cues"].as_array().unwrap();
    assert_eq!(cues.len(), 8);
    for cue in cues {
        let [hits, chance] = ["hits", "chance"].map(|key| cue[key].as_f64().unwrap());
        assert!((hits - chance).abs() <= 0.05, "{cue}");
    }
}

#[test]
fn a_bank_that_rewards_the_longest_choice_is_told() {
    let place = Place::new();
    let mut text = "name = \"Long\"\n".to_owned();
    for n in 0..60 {
        text += &common::question(n, "easy", &format!("t{n}")).replace(
            &format!("answer = \"right {n}\""),
            &format!("answer = \"quite right, {n}, it is\""),
        );
    }
    place.write("long.toml", text);
    let run = place.run(&["bank", "check", "long.toml", "--json"]);
    let findings = run.json()["findings"].as_array().unwrap().clone();
    let cue = findings.iter().find(|f| f["rule"] == "cue").unwrap();
    assert!(
        cue["message"]
            .as_str()
            .unwrap()
            .contains("picking the longest"),
        "{cue}"
    );
}

#[test]
fn each_rule_can_be_explained() {
    let place = Place::new();
    for (severity, rule) in rules::all() {
        let run = place.run(&["bank", "check", "--explain", &rule.name]);
        assert_eq!(run.code, Some(0));
        assert!(run.stdout.contains(&rule.about), "{}", run.stdout);
        assert_eq!(run.stdout.contains("(error)"), severity == Severity::Error);
    }
    let run = place.run(&["bank", "check", "--explain", "negativ"]);
    run.fails(
        2,
        &["there is no rule `negativ`", "did you mean `negative`?"],
    );
}

#[test]
fn a_question_can_be_shown_with_its_key() {
    let place = Place::new();
    let all = place.run(&["bank", "show", "--json"]).json();
    let questions = all["questions"].as_array().unwrap();
    let first = questions[0]["id"].as_str().unwrap();
    let shown = place.run(&["bank", "show", first]);
    assert!(
        shown.stdout.starts_with(&format!("{first} · ")),
        "{}",
        shown.stdout
    );
    assert!(
        shown.stdout.contains(questions[0]["ask"].as_str().unwrap()),
        "{}",
        shown.stdout
    );
    let table = place.run(&["bank", "show"]);
    assert_eq!(table.stdout.lines().count(), questions.len() + 1);
    let lines = place.run(&["bank", "show", "--by-source"]);
    assert!(lines.stdout.contains("000:49"), "{}", lines.stdout);
    place
        .run(&["bank", "show", "nothing-like-it"])
        .fails(2, &["there is no question"]);
}

#[test]
fn several_banks_have_one_table_of_cues_and_small_ones_none() {
    let place = Place::new();
    place.write("a.toml", bank(20, 0, 0));
    place.write("b.toml", bank(20, 0, 0));
    for (args, questions) in [(&["a.toml"][..], None), (&["a.toml", "b.toml"], Some(40))] {
        let args = [&["bank", "check", "--json"], args].concat();
        let document = place.run(&args).json();
        let cues = document["cues"].as_array().unwrap();
        let counts = cues.iter().map(|cue| cue["questions"].as_u64());
        assert!(counts.clone().all(|count| count == questions), "{document}");
        assert_eq!(counts.count(), if questions.is_some() { 8 } else { 0 });
    }
    let shown = place.run(&["bank", "check", "a.toml", "b.toml"]).stdout;
    assert_eq!(shown.matches("A guesser who picks").count(), 1, "{shown}");
    assert!(shown.starts_with("40 questions, no errors"), "{shown}");
}

#[test]
fn a_repeated_id_is_told_beside_other_errors() {
    let place = Place::new();
    let question = |id: &str, keys: &str| {
        format!("[[question]]\nid = \"{id}\"\nask = \"Which?\"\nanswer = \"a\"\n{keys}\n")
    };
    let good = "difficulty = \"easy\"\nwrong = [\"b\", \"c\", \"d\"]";
    let (first, second) = (question("same", "wrong = 1"), question("same", good));
    place.write("bad.toml", format!("name = \"Bad\"\n{first}{second}"));
    let (_, found) = found(&place, &place.path("bad.toml"));
    let rules: Vec<_> = found
        .iter()
        .map(|(_, line, rule)| (*line, rule.as_str()))
        .collect();
    assert_eq!(
        rules,
        [(2, "missing-key"), (6, "wrong-type"), (7, "repeated-id"),]
    );
}

#[test]
fn a_bank_in_another_format_is_told_so_once() {
    let place = Place::new();
    place.write("bank.json", "[{\"id\": \"a\", \"ask\": \"Who?\"}]\n");
    place.write("bank.toml", "id,ask,answer\na,Who?,Pam\n");
    for (file, said) in [
        ("bank.json", "this is JSON, not TOML"),
        ("bank.toml", "this looks like CSV, not TOML"),
    ] {
        let run = place.run(&["bank", "check", file]);
        run.fails(
            1,
            &[
                said,
                "write it as TOML",
                "the bank has 1 error and no warnings",
            ],
        );
    }
}

#[test]
fn the_choices_of_several_answers_are_compared_but_none_is_the_odd_one_out() {
    let place = Place::new();
    let text = "name = \"Words\"\n\n[[question]]\nid = \"words\"\nkind = \"several\"\n\
        difficulty = \"easy\"\nask = \"Which of these are French?\"\n\
        right = [\"garçon\", \"Garcon\", \"a word that is much longer than others\"]\n\
        wrong = [\"boy\"]\nbecause = \"Ask Oscar.\"\n";
    place.write("words.toml", text);
    let found = place.run(&["bank", "check", "words.toml", "--json"]).json();
    let rules: Vec<_> = found["findings"].as_array().unwrap().iter().collect();
    let rules: Vec<_> = rules.iter().map(|finding| &finding["rule"]).collect();
    assert_eq!(rules, ["similar-choices"]);
}

#[test]
fn the_same_warning_is_not_shown_without_end() {
    let place = Place::new();
    let text = bank(25, 0, 0);
    let without = text.lines().filter(|line| !line.starts_with("because"));
    place.write("many.toml", without.collect::<Vec<_>>().join("\n"));
    let run = place.run(&["bank", "check", "many.toml"]);
    assert_eq!(run.stderr.matches("[no-because]").count(), 20, "{run:?}");
    assert!(
        run.stderr
            .contains("and 5 more no-because warnings; --json lists them all\n"),
        "{run:?}"
    );
    let json = place.run(&["bank", "check", "many.toml", "--json"]).stdout;
    assert_eq!(json.matches("\"no-because\"").count(), 25);
}
