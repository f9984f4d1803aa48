//! Foul text on the command line, in the environment and in the settings.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};

use crate::clean::tell;
use crate::common::{Place, bank, commands};
use crate::corpus;

/// A few foul texts, one of them no text at all.
fn fouls() -> Vec<OsString> {
    let mut fouls: Vec<OsString> = corpus::few()[..2].iter().map(OsString::from).collect();
    fouls.push(OsString::from_vec(
        [b"a\xff\x1b[2J\xc0\x9bZ", "\u{301}".repeat(99).as_bytes()].concat(),
    ));
    fouls
}

/// Every way to write a foul text behind a command.
fn lines(foul: &OsStr) -> Vec<Vec<OsString>> {
    let join = |before: &str| {
        let mut joined = OsString::from(before);
        joined.push(foul);
        joined
    };
    let mut lines = vec![
        vec![foul.to_owned()],
        vec![join("--")],
        vec![join("-")],
        vec!["help".into(), foul.to_owned()],
        vec!["bank".into(), foul.to_owned()],
        vec!["settings".into(), "name".into(), foul.to_owned()],
        vec!["settings".into(), "color".into(), foul.to_owned()],
        vec!["settings".into(), "through".into(), foul.to_owned()],
        vec![
            "flags".into(),
            "--last".into(),
            "x".into(),
            join("--player="),
        ],
        vec!["play".into(), "--player=jim".into(), join("--player=")],
    ];
    for (path, command) in commands() {
        let words = || path.split_whitespace().map(OsString::from);
        for arg in command.get_arguments() {
            let takes_value = arg.get_num_args().is_none_or(|range| range.takes_values());
            let written = match arg.get_long() {
                Some(long) if takes_value => join(&format!("--{long}=")),
                None if arg.is_positional() => foul.to_owned(),
                _ => continue,
            };
            lines.push(words().chain([written]).collect());
        }
        lines.push(
            words()
                .chain(["--nothing".into(), foul.to_owned()])
                .collect(),
        );
    }
    lines
}

#[test]
fn no_argument_fouls_the_output() {
    let place = Place::new();
    place.write("ten.toml", bank(4, 4, 2));
    place.play_first_choices(&["-n", "1"]);
    let (mut runs, mut shown) = (0, 0);
    for foul in fouls() {
        for line in lines(&foul) {
            let told = tell(&place, |command| {
                command.args(&line).write_stdin("1\n1\n1\n");
            });
            told.is_clean(&[0, 1, 2]);
            runs += 1;
            shown += usize::from((told.stdout() + &told.stderr()).contains("\\u{"));
        }
    }
    assert!(runs > 150, "{runs}");
    assert!(
        shown * 4 > runs,
        "{shown} of {runs} show what they were given"
    );
}

#[test]
fn foul_names_are_refused_by_their_code_point() {
    let place = Place::new();
    for foul in corpus::each() {
        // Blanks around a name are dropped.
        let named = format!("a{foul}b");
        let refused = [
            &["play", "--player", &named][..],
            &["settings", "name", &named],
        ];
        let every = dundie::text::name::checked(&named).unwrap_err().to_string();
        assert!(every.contains("U+"), "{foul:?}: {every}");
        if !foul.starts_with('a') || foul.contains("forged") {
            for args in refused {
                let told = tell(&place, |command| {
                    command.args(args);
                });
                told.is_clean(&[2]);
                assert!(told.stderr().contains(&every), "{}", told.stderr());
            }
        }
    }
}

/// Variables that are read, and a command that reads them.
const VARIABLES: [(&str, &[&str], &[i32]); 12] = [
    ("DUNDIE_NOW", &["scores"], &[2]),
    ("DUNDIE_NOW", &["--color", "always", "daily"], &[2]),
    ("DUNDIE_DATA_DIR", &["play", "-n", "1"], &[0]),
    ("DUNDIE_DATA_DIR", &["scores", "--json"], &[0]),
    ("HOME", &["settings"], &[0]),
    ("HOME", &["settings", "--json"], &[0]),
    ("XDG_CONFIG_HOME", &["settings", "through", "3"], &[0]),
    ("XDG_CONFIG_HOME", &["settings", "--json"], &[0]),
    ("USER", &["settings", "--json"], &[0]),
    ("LANG", &["categories"], &[0]),
    ("TZ", &["daily"], &[0]),
    ("NO_COLOR", &["categories"], &[0]),
];

#[test]
fn no_environment_fouls_the_output() {
    for foul in fouls() {
        for (name, args, codes) in VARIABLES {
            let place = Place::new();
            let is_folder = matches!(name, "DUNDIE_DATA_DIR" | "HOME" | "XDG_CONFIG_HOME");
            let value = if is_folder {
                // The name of a file has an end; so have paths.
                let short: Vec<_> = foul.as_bytes().iter().take(60).copied().collect();
                place
                    .path("")
                    .join(OsStr::from_bytes(&short))
                    .into_os_string()
            } else {
                foul.clone()
            };
            let run = |args: &[&str]| {
                tell(&place, |command| {
                    command
                        .env(name, &value)
                        .args(args)
                        .write_stdin("1\n1\n1\n");
                })
            };
            run(args).is_clean(codes);
            if is_folder {
                // A file stands where the folder should be.
                let _ = std::fs::remove_dir_all(&value);
                std::fs::write(&value, "").unwrap();
                run(args).is_clean(&[0, 1]);
            }
        }
    }
}

#[test]
fn no_settings_file_fouls_the_output() {
    for foul in corpus::few() {
        let escaped = corpus::escaped(&foul);
        let files = [
            format!("name = \"{escaped}\"\ncolor = \"{escaped}\"\nthrough = \"{escaped}\"\n"),
            format!("\"{escaped}\" = 1\nquestions = 2\n"),
            format!("name = \"pam\" # {foul}\nquestions = 1{foul}\n"),
            foul.clone(),
        ];
        for text in files {
            let place = Place::new();
            place.write(".config/dundie/settings.toml", &text);
            for args in [
                &["settings"][..],
                &["settings", "--json"],
                &["settings", "name"],
                &["play", "-n", "1", "--color", "always"],
                &["stats"],
            ] {
                let told = tell(&place, |command| {
                    command.args(args).write_stdin("1\n1\n1\n");
                });
                told.is_clean(&[0]);
                if args[0] == "settings" {
                    assert!(told.stderr().contains("warning: "), "{}", told.stderr());
                }
            }
            tell(&place, |command| {
                command.args(["settings", "name", "jim"]);
            })
            .is_clean(&[0, 1]);
        }
    }
}

/// A question that is typed and one that is chosen.
const TYPED: &str = r#"name = "Typed"
[[question]]
id = "typed"
kind = "typed"
difficulty = "easy"
ask = "Who?"
answer = "Pam"
[[question]]
id = "chosen"
difficulty = "hard"
ask = "Which?"
answer = "this"
wrong = ["that", "those", "these"]
"#;

#[test]
fn no_line_that_is_typed_fouls_the_output() {
    for foul in corpus::few().into_iter().chain(["a\0b".to_owned()]) {
        let place = Place::new();
        place.write("typed.toml", TYPED);
        // One line of it.
        let foul = foul.replace('\n', " ");
        let lines = format!(":f {foul}\n{foul}\n:r\nr\nf {foul}\n{foul}\n1\n");
        for more in [&[][..], &["--json"], &["--color", "always"], &["--timed"]] {
            let told = tell(&place, |command| {
                command.args(["play", "--bank", "typed.toml"]).args(more);
                command.write_stdin(lines.clone());
            });
            told.is_clean(&[0]);
            assert!(told.stderr().contains("Wrong"), "{}", told.stderr());
        }
        for args in [
            &["flags"][..],
            &["flags", "--json"],
            &["flags", "--last", "x"],
            &["stats", "--questions", "--bank", "typed.toml"],
            &["stats", "--questions", "--bank", "typed.toml", "--json"],
        ] {
            tell(&place, |command| {
                command.args(args);
            })
            .is_clean(&[0]);
        }
    }
}
