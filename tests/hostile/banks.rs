//! Foul text in banks: refused with its code point, and never printed.

use std::ffi::OsStr;
use std::io::Read as _;
use std::os::unix::ffi::OsStrExt as _;

use dundie::bank::compile::{BankText, File, compile};
use dundie::bank::{Finding, Index};
use dundie::text::printable::doubtful_characters;
use unicode_width::UnicodeWidthStr as _;

use crate::clean::{offenses, tell};
use crate::common::{Place, bank};
use crate::corpus;

/// Stands where foul text is to come.
const SPOT: &str = "SPOT";

/// A bank that uses every key that there is; each row puts SPOT in the place of
/// the text behind the key.
const QUESTIONS: &str = r#"name = "Name"
about = "About"
[[question]]
id = "one"
topic = "Topic"
episode = "Episode"
difficulty = "easy"
ask = "Ask"
answer = "Answer"
wrong = ["Wrong", "Other", "Third"]
accept = ["Accept"]
because = "Because"
source = ["key:1"]
[[question]]
id = "two"
kind = "order"
difficulty = "easy"
ask = "Which order?"
items = ["Item", "Second", "Last"]
[[question]]
id = "three"
kind = "typed"
difficulty = "hard"
ask = "Who?"
answer = "Typed"
more = ["More"]
[[question]]
id = "four"
difficulty = "easy"
ask = "From a list?"
answer = "Listed"
wrong_from = "List"
not = ["Not"]
"#;
const LISTS: &str = r#"[[list]]
name = "List"
entries = [{ text = "Text", season = 1, accept = ["Alias"] }, "Entry", "Not", "Third", "Listed"]
"#;
const SOURCES: &str = r#"[[source]]
key = "key"
title = "Title"
kind = "Kind"
publisher = "Publisher"
date = "Date"
lines = 9
section = [{ name = "Section", from = 1 }]
"#;

/// Each file and each text of it that can be foul.
const TEXTS: [(usize, &[&str]); 3] = [
    (
        0,
        &[
            "Name", "About", "one", "Topic", "Episode", "easy", "Ask", "Answer", "Wrong", "Accept",
            "Because", "key:1", "Item", "Typed", "More", "List", "Not", "typed",
        ],
    ),
    (1, &["List", "Text", "Alias", "Entry"]),
    (2, &["key", "Title", "Kind", "Publisher", "Date", "Section"]),
];
const FILES: [(&str, &str); 3] = [
    ("q.toml", QUESTIONS),
    ("lists.toml", LISTS),
    ("sources.toml", SOURCES),
];

/// The files with SPOT in one place each.
fn spotted() -> Vec<(String, [String; 3])> {
    let whole = || FILES.map(|(_, text)| text.to_owned());
    let mut all = Vec::new();
    for (file, texts) in TEXTS {
        for text in texts {
            let mut files = whole();
            let spot = format!("\"{SPOT}\"");
            let changed = files[file].replacen(&format!("\"{text}\""), &spot, 1);
            assert_ne!(changed, files[file], "{text}");
            files[file] = changed;
            all.push(((*text).to_owned(), files));
        }
        // An unknown key at the end and behind each header.
        for (header, _) in whole()[file].match_indices("]]\n") {
            let mut files = whole();
            files[file].insert_str(header + 3, "\"SPOT\" = 1\n");
            all.push((format!("key at {header}"), files));
        }
        let mut files = whole();
        files[file].insert_str(0, "\"SPOT\" = 1\n");
        all.push(("key at the top".to_owned(), files));
        let mut files = whole();
        files[file].insert_str(0, "# SPOT\n");
        all.push(("comment".to_owned(), files));
        let mut files = whole();
        files[file].insert_str(0, "stray = 1 # SPOT\n");
        all.push(("comment behind a fault".to_owned(), files));
    }
    all
}

fn checked(files: &[String; 3]) -> Result<Vec<u8>, Vec<Finding>> {
    let mut bank = BankText::default();
    for ((name, _), text) in FILES.iter().zip(files) {
        bank.add(File {
            name: (*name).to_owned(),
            text: text.clone(),
        });
    }
    compile(&bank, 1, &|_| ())
}

#[test]
fn each_foul_character_in_each_field_of_a_bank_is_refused_by_its_code_point() {
    checked(&FILES.map(|(_, text)| text.to_owned())).expect("the bank itself is fine");
    let mut runs = 0;
    for (place, files) in spotted() {
        for foul in corpus::each() {
            for written in [corpus::escaped(&foul), foul.clone()] {
                let is_raw = written == foul;
                let changed = files.clone().map(|text| text.replace(SPOT, &written));
                runs += 1;
                let findings = match checked(&changed) {
                    Ok(index) => {
                        is_harmless(&place, &foul, index);
                        continue;
                    }
                    Err(findings) => findings,
                };
                let told: Vec<_> = findings.iter().map(|f| format!("{f}\n")).collect();
                let told = told.join("\n");
                let offenses = offenses(told.as_bytes(), false);
                assert!(offenses.is_empty(), "{place} {foul:?}: {offenses:#?}");
                let is_value = !place.starts_with("key at") && !place.starts_with("comment");
                let is_named = doubtful_characters(&foul).any(|(_, c)| {
                    is_allowed(c) || told.contains(&format!("U+{:04X}", u32::from(c)))
                });
                assert!(!is_value || is_raw || is_named, "{place} {foul:?}:\n{told}");
            }
        }
    }
    assert!(runs > 5_000, "{runs}");
}

/// What was taken must be in no text that a player sees.
fn is_harmless(place: &str, foul: &str, index: Vec<u8>) {
    if place.starts_with("comment") {
        return;
    }
    let index = Index::open(Box::new(index)).unwrap();
    let names = index.names().unwrap();
    let offenses = offenses(names.as_bytes(), false);
    assert!(offenses.is_empty(), "{place} {foul:?}: {offenses:#?}");
    for category in index.categories() {
        let shown = [Some(&category.name), category.about.as_ref()];
        for text in shown.into_iter().flatten() {
            assert_eq!(doubtful_characters(text).next(), None, "{place} {foul:?}");
        }
    }
    let is_taken = doubtful_characters(foul).all(|(_, c)| is_allowed(c));
    assert!(is_taken, "{place} takes {foul:?}");
}

/// A bank may hold these: blanks, which become one space, and marks that print as nothing.
fn is_allowed(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200e}' | '\u{200f}')
}

#[test]
fn a_foul_bank_fouls_no_output() {
    let place = Place::new();
    for (n, (_, files)) in spotted().into_iter().enumerate() {
        let foul = &corpus::few()[n % 4];
        for ((name, _), text) in FILES.iter().zip(&files) {
            // Raw in comments, escaped elsewhere, so that it is TOML nearly always.
            let text = text.replace(
                &format!("\"{SPOT}\""),
                &format!("\"{}\"", corpus::escaped(foul)),
            );
            place.write(&format!("bank-{n}/{name}"), text.replace(SPOT, foul));
        }
    }
    let banks: Vec<_> = (0..spotted().len()).map(|n| format!("bank-{n}")).collect();
    for more in [&[][..], &["--json"], &["--color", "always"]] {
        tell(&place, |command| {
            command.args(["bank", "check"]).args(&banks).args(more);
        })
        .is_clean(&[1]);
    }
    for args in [
        &["play", "-n", "1"][..],
        &["categories", "--json"],
        &["bank", "show", "--color", "always"],
    ] {
        for bank in banks.iter().step_by(7) {
            tell(&place, |command| {
                command.args(args).args(["--bank", bank]);
            })
            .is_clean(&[1]);
        }
    }
}

/// Commands that read a bank or name it.
const READERS: [&[&str]; 9] = [
    &["play", "-n", "2"],
    &["play", "-n", "2", "--json", "--color", "always"],
    &["practice", "-n", "1"],
    &["daily"],
    &["categories"],
    &["bank", "show"],
    &["bank", "show", "--json"],
    &["stats", "--questions"],
    &["scores", "-n", "2"],
];

#[test]
fn foul_names_of_files_and_folders_foul_no_output() {
    let names: Vec<Vec<u8>> = corpus::few()[..3]
        .iter()
        .map(|foul| {
            foul.chars()
                .take(60)
                .filter(|c| *c != '/')
                .collect::<String>()
        })
        .map(String::into_bytes)
        .collect();
    for name in names {
        let place = Place::new();
        let folder = place.path("").join(OsStr::from_bytes(&name));
        let file = OsStr::from_bytes(&[&name, &b".toml"[..]].concat()).to_owned();
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join(&file), bank(3, 2, 1)).unwrap();
        for args in READERS {
            for path in [&folder, &folder.join(&file)] {
                tell(&place, |command| {
                    command.args(args).arg("--bank").arg(path);
                    command.write_stdin("f \x1b[2J\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n");
                })
                .is_clean(&[0]);
            }
        }
        for args in [
            &["flags"][..],
            &["flags", "--json"],
            &["scores", "--all"],
            &["scores", "--all", "--csv"],
            &["scores", "--all", "--json"],
        ] {
            let told = tell(&place, |command| {
                command.args(args);
            });
            told.is_clean(&[0]);
            assert!(told.stdout.len() > 60, "{args:?}: {}", told.stdout());
        }
        // A second file with faults, and one that is no text.
        std::fs::write(folder.join("bad.toml"), "name = 1\n").unwrap();
        std::fs::write(folder.join("worse.toml"), b"name = \xff\n").unwrap();
        std::fs::write(folder.join(file), "name = [").unwrap();
        for args in [&["bank", "check"][..], &["bank", "check", "--json"]] {
            let told = tell(&place, |command| {
                command.args(args).arg(&folder);
            });
            told.is_clean(&[1]);
            let said = told.stdout() + &told.stderr();
            for word in ["no-questions", "not-utf-8", "syntax"] {
                assert!(said.contains(word), "{word}: {said}");
            }
        }
    }
}

#[test]
fn a_path_that_is_no_text_is_refused() {
    let place = Place::new();
    let name = OsStr::from_bytes(b"a\xff\x1b[2J\xc0");
    let folder = place.path("").join(name);
    let other = place.path("folder");
    for (folder, file) in [
        (&folder, OsStr::new("q.toml")),
        (&other, OsStr::from_bytes(b"\xffq.toml")),
    ] {
        std::fs::create_dir(folder).unwrap();
        std::fs::write(folder.join(file), bank(1, 0, 0)).unwrap();
        for args in READERS {
            for path in [folder, &folder.join(file)] {
                let told = tell(&place, |command| {
                    command.args(args).arg("--bank").arg(path);
                });
                told.is_clean(&[1]);
                let said = "as a bank: its path is not UTF-8";
                assert!(told.stderr().contains(said), "{}", told.stderr());
            }
        }
    }
    assert!(!place.data().exists());
}

/// Files that are not TOML, each in its own way.
const NO_TOML: [&str; 13] = [
    "name = \"open",
    "name = 'open",
    "name = \"\"\"open",
    "name",
    "name =",
    "= 1",
    "name = [1, 2",
    "name = {a = 1",
    "[table",
    "[[question]",
    "name = 1\nname = 2",
    "name = \"\\q\"",
    "name = 2026-99-99",
];

#[test]
fn a_fault_of_the_syntax_is_told_on_our_own_lines() {
    let tail = " # ".to_owned() + &"tail \u{202e}".repeat(2_000);
    for text in NO_TOML {
        let place = Place::new();
        place.write("bad.toml", text.to_owned() + &tail);
        place.write(".config/dundie/settings.toml", text.to_owned() + &tail);
        for args in [&["bank", "check", "bad.toml"][..], &["settings"]] {
            let told = tell(&place, |command| {
                command.args(args);
            });
            told.is_clean(&[0, 1]);
            let stderr = told.stderr();
            assert!(stderr.contains(":1:") || stderr.contains(":2:"), "{stderr}");
            assert!(stderr.contains("not TOML: "), "{stderr}");
            for theirs in ["TOML parse error", "^", "1 |", "\\u{a}"] {
                assert!(!stderr.contains(theirs), "{theirs:?} in {stderr}");
            }
            for line in stderr.lines() {
                assert!(line.chars().count() <= 200, "{line}");
            }
        }
    }
}

#[test]
fn a_quoted_line_fits_the_window_and_shows_the_fault() {
    use portable_pty::{CommandBuilder, PtySize, native_pty_system};
    let place = Place::new();
    let long = format!(
        "name = \"{}\" oops # {}\n",
        "日本".repeat(20),
        "tail ".repeat(50)
    );
    place.write("bad.toml", long);
    for cols in [20, 40, 80] {
        let size = PtySize {
            cols,
            ..PtySize::default()
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_dundie"));
        command.args(["bank", "check", "bad.toml"]);
        command.env_clear();
        command.env("HOME", place.path(""));
        command.env("LANG", "C.UTF-8");
        command.cwd(place.path(""));
        let mut child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut told = Vec::new();
        // Where the last writer is gone some systems say so by an error.
        let _ = pair
            .master
            .try_clone_reader()
            .unwrap()
            .read_to_end(&mut told);
        child.wait().unwrap();
        let told = String::from_utf8(told).unwrap();
        let quoted = told.lines().find(|line| line.starts_with("  | ")).unwrap();
        assert!(quoted.width() <= usize::from(cols), "{cols}: {quoted}");
        assert!(cols < 80 || quoted.contains("oops"), "{cols}: {quoted}");
    }
}
