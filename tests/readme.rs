//! Every command that a page shows, run against the output that it shows.
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod common;

use std::collections::BTreeSet;
use std::path::Path;
use std::{env, fs};

use common::{Place, Run, commands};
use serde_json::Value;

const NOW: &str = "2026-11-22T10:00:00Z";
/// In place of lines that an output leaves out.
const ELLIPSIS: &str = "...";

fn page(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// The contents of a page's fences, with the language of each.
fn fences(page: &str) -> Vec<(&str, &str)> {
    let parts = page.split("\n```").skip(1).step_by(2);
    parts.map(|fence| fence.split_once('\n').unwrap()).collect()
}

/// Runs a line of a shell at a fixed time, with `dundie` in its path, and nothing on
/// stdin.
fn shell(place: &Place, line: &str) -> Run {
    let folder = Path::new(env!("CARGO_BIN_EXE_dundie")).parent().unwrap();
    let path = format!("{}:/usr/bin:/bin", folder.display());
    let mut command = place.process("sh");
    command.env("PATH", path).env("DUNDIE_NOW", NOW);
    command.args(["-c", &format!("exec 2>&1 < /dev/null\n{line}")]);
    Run::of(&mut assert_cmd::Command::from_std(command))
}

/// Whether the lines are those shown, where [`ELLIPSIS`] is any number of them.
fn matches(shown: &[&str], lines: &[&str]) -> bool {
    match (shown, lines) {
        ([], []) => true,
        ([ELLIPSIS, rest @ ..], _) => (0..=lines.len()).any(|n| matches(rest, &lines[n..])),
        ([line, shown @ ..], [first, lines @ ..]) => line == first && matches(shown, lines),
        _ => false,
    }
}

/// A place with the files of a page, which name themselves in their first line.
fn place(page: &str) -> Place {
    let place = Place::new();
    for (kind, text) in fences(page) {
        let name = match kind {
            "toml" => text.strip_prefix("# "),
            "gift" => text.strip_prefix("// "),
            _ => continue,
        };
        place.write(name.unwrap().lines().next().unwrap(), text);
    }
    place
}

/// Runs the commands of a page, one after another.
fn check(name: &str) {
    let page = page(name);
    let place = place(&page);
    let mut ran = 0;
    for (_, text) in fences(&page).iter().filter(|fence| fence.0 == "console") {
        for call in format!("\n{text}").split("\n$ ").skip(1) {
            let mut shown = call.lines();
            let line = shown.next().unwrap();
            let shown: Vec<_> = shown.collect();
            let run = shell(&place, line);
            let lines: Vec<_> = run.stdout.lines().map(str::trim_end).collect();
            let is_fine = if shown.is_empty() {
                run.code == Some(0)
            } else {
                matches(&shown, &lines)
            };
            assert!(is_fine, "{name}: {line}\n{:?}\n{}", run.code, run.stdout);
            ran += 1;
        }
    }
    assert!(ran > 0, "no command in {name}");
}

#[test]
fn the_readme_shows_what_the_program_does() {
    check("README.md");
    let bank = dundie::files::builtin::bank().unwrap();
    let count = format!("{} questions in ", bank.index.len());
    assert!(page("README.md").contains(&count), "not {count}");
}

#[test]
fn the_page_on_banks_shows_what_the_program_does() {
    check("questions/README.md");
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest: toml::Table = page("Cargo.toml").parse().unwrap();
    let page = page("CONTRIBUTING.md");
    let (_, reasons) = page.split_once("## Dependencies").unwrap();
    let names = reasons.lines().filter_map(|row| row.split(" | ").next());
    let explained: BTreeSet<_> = names
        .flat_map(|names| names.trim_start_matches("| ").split(", "))
        .collect();
    for table in ["dependencies", "dev-dependencies", "build-dependencies"] {
        for name in manifest[table].as_table().unwrap().keys() {
            assert!(explained.contains(name.as_str()), "no reason for {name}");
        }
    }
}

/// Every example is right about its options and arguments.
#[test]
fn the_examples_of_each_help_run() {
    let place = place(&page("README.md"));
    fs::create_dir_all(place.path(".config/fish/completions")).unwrap();
    place.write("quiz.gift", "Who?{=Jo ~Al}\n");
    place.write("terms.csv", "Rome,Italy\n");
    let json = r#"[{"question":"Who?","correct_answer":"Jo","incorrect_answers":["Al"]}]"#;
    place.write("trivia.json", json);
    fs::create_dir_all(place.path(".local/share/bash-completion/completions")).unwrap();
    shell(&place, "yes 1 | dundie play -n 2");
    for (path, command) in commands().into_iter().filter(|(path, _)| path != "json") {
        let help = command.get_after_help().map(ToString::to_string);
        let help = help.unwrap_or_default();
        let examples: Vec<_> = help.lines().skip(1).collect();
        assert!(path.is_empty() || !examples.is_empty(), "none of {path}");
        for example in examples {
            let line = example.trim_start();
            let line = line.split("  ").next().unwrap();
            assert!(example.len() <= 96, "too long: {example}");
            let run = shell(&place, line);
            assert_eq!(run.code, Some(0), "{line}\n{}", run.stdout);
        }
    }
}

#[test]
fn the_short_help_fits_a_terminal_and_names_every_command() {
    let place = Place::new();
    let help = place.run(&["--help"]).stdout;
    assert!(help.lines().count() <= 24, "{help}");
    assert!(help.lines().all(|line| line.len() <= 80), "{help}");
    let words: BTreeSet<_> = help.split([' ', ',', '\n']).collect();
    for (path, _) in commands() {
        let name = path.split(' ').next().unwrap();
        assert!(
            name.is_empty() || name == "json" || words.contains(name),
            "{name}"
        );
    }
    assert_eq!(place.run(&["-h"]).stdout, help);
}

/// The keys of a document and of all below it, save those that are days.
fn keys(document: &Value, found: &mut BTreeSet<String>) {
    match document {
        Value::Array(values) => values.iter().for_each(|value| keys(value, found)),
        Value::Object(fields) => {
            for (key, value) in fields {
                found.insert(key.clone());
                keys(value, found);
            }
        }
        _ => {}
    }
}

#[test]
fn every_key_of_every_document_is_described() {
    let place = Place::new();
    place.write("bad.toml", "name = 1\n");
    place.write("quiz.gift", "Who?{=Jo ~Al}\n\nEssay{}\n");
    let described = place.run(&["help", "json"]).stdout;
    let words: BTreeSet<_> = described
        .split(|c: char| !c.is_ascii_lowercase() && c != '_')
        .collect();
    for line in [
        "yes 1 | dundie play --json",
        "yes 1 | dundie daily --json",
        "yes 1 | dundie play -n 2 --player pam --player jim --json",
        "dundie flags --last unclear; dundie flags --json",
        "dundie scores --all --json",
        "dundie stats --json",
        "dundie stats --questions --json",
        "dundie awards --json",
        "dundie categories --json",
        "dundie settings --json",
        "dundie bank list --json",
        "dundie bank import quiz.gift -o quiz.toml --json",
        "dundie bank check --json",
        "dundie bank check bad.toml --json",
        "dundie bank show --json",
    ] {
        let printed = shell(&place, line).stdout;
        let start = printed.find("{\n").unwrap();
        let mut documents = serde_json::Deserializer::from_str(&printed[start..]).into_iter();
        let document: Value = documents.next().unwrap().unwrap();
        let mut found = BTreeSet::new();
        keys(&document, &mut found);
        found.retain(|key| !key.starts_with("20"));
        assert!(found.len() > 3, "{line}: {found:?}");
        for key in found {
            assert!(words.contains(key.as_str()), "`{key}` of {line}");
        }
    }
}
