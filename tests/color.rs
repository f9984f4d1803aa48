//! When each stream is colored, as one table.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

use std::fs;
use std::io::Read as _;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

mod common;
use common::{Place, bank};

/// Options, the environment, and whether a terminal and a pipe are colored.
type Row = (&'static str, &'static str, bool, bool);

/// `TERM` is xterm unless the row says otherwise; `-` unsets it.
const TABLE: &[Row] = &[
    ("", "", true, false),
    ("", "TERM=dumb", false, false),
    ("", "TERM=-", false, false),
    ("", "TERM=", false, false),
    ("", "NO_COLOR=", true, false),
    ("", "NO_COLOR=0", false, false),
    ("", "NO_COLOR=1", false, false),
    ("", "CLICOLOR=", true, false),
    ("", "CLICOLOR=0", false, false),
    ("", "CLICOLOR=1", true, false),
    ("", "CLICOLOR_FORCE=", true, false),
    ("", "CLICOLOR_FORCE=0", true, false),
    ("", "CLICOLOR_FORCE=1", true, true),
    ("", "CLICOLOR_FORCE=1 TERM=dumb", true, true),
    ("", "CLICOLOR_FORCE=1 CLICOLOR=0", true, true),
    ("", "CLICOLOR_FORCE=1 NO_COLOR=1", false, false),
    ("", "CLICOLOR_FORCE=1 NO_COLOR=", true, true),
    ("--color auto", "", true, false),
    ("--color auto", "CLICOLOR_FORCE=1", true, true),
    ("--color always", "", true, true),
    ("--color always", "NO_COLOR=1", true, true),
    ("--color always", "TERM=dumb", true, true),
    ("--color always", "TERM=-", true, true),
    ("--color always", "CLICOLOR=0", true, true),
    ("--color never", "", false, false),
    ("--color never", "CLICOLOR_FORCE=1", false, false),
    ("--color never", "CLICOLOR=1", false, false),
    ("--plain", "", false, false),
    ("--plain --color always", "", true, true),
];

/// Prints a table on stdout and an error on stderr.
const SCRIPT: &str =
    r#""$0" $OPTIONS scores --bank bank.toml -n 1; "$0" $OPTIONS scores nobody; true"#;

/// Runs the script on a terminal, its streams redirected by `redirect`; what the
/// terminal got.
fn run(place: &Place, (options, env, ..): Row, redirect: &str) -> String {
    let pair = native_pty_system().openpty(PtySize::default()).unwrap();
    let mut command = CommandBuilder::new("/bin/sh");
    let script = format!("{{ {SCRIPT}; }} {redirect}");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_dundie")]);
    command.env_clear();
    command.env("HOME", place.path(""));
    command.env("DUNDIE_DATA_DIR", place.data());
    command.env("LANG", "C.UTF-8");
    command.env("TERM", "xterm");
    command.env("OPTIONS", options);
    for (name, value) in env.split(' ').filter_map(|pair| pair.split_once('=')) {
        match value {
            "-" => command.env_remove(name),
            value => command.env(name, value),
        }
    }
    command.cwd(place.path(""));
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut told = Vec::new();
    let mut buffer = [0; 4096];
    // Without a writer some systems return an error.
    while let Ok(read) = reader.read(&mut buffer) {
        if read == 0 {
            break;
        }
        told.extend_from_slice(&buffer[..read]);
    }
    child.wait().unwrap();
    String::from_utf8(told).unwrap()
}

/// Whether the word comes right after a color or weight.
fn is_colored(text: &str, word: &str) -> bool {
    let (before, _) = text
        .split_once(word)
        .unwrap_or_else(|| panic!("no {word:?} in {text:?}"));
    let sequence = before.rsplit_once("\x1b[").map(|(_, sequence)| sequence);
    sequence.is_some_and(|s| s.ends_with('m') && s.len() > 1 && !s.contains('\n'))
}

#[test]
fn each_stream_is_colored_as_the_table_says() {
    let place = Place::new();
    place.write("bank.toml", bank(1, 0, 0));
    place.play_first_choices(&["--bank", "bank.toml", "-n", "1"]);
    for row in TABLE {
        let (options, env, on_terminal, on_pipe) = *row;
        for [out, err] in [[true, true], [true, false], [false, true], [false, false]] {
            let [stdout, stderr] = ["stdout", "stderr"].map(|name| place.path(name));
            for file in [&stdout, &stderr] {
                fs::write(file, "").unwrap();
            }
            let redirect = [(out, ">stdout"), (err, "2>stderr")]
                .into_iter()
                .filter_map(|(is_terminal, redirect)| (!is_terminal).then_some(redirect))
                .collect::<Vec<_>>()
                .join(" ");
            let told = run(&place, *row, &redirect);
            let read = |is_terminal: bool, file| {
                if is_terminal {
                    told.clone()
                } else {
                    fs::read_to_string(file).unwrap()
                }
            };
            let wanted = |is_terminal| if is_terminal { on_terminal } else { on_pipe };
            for (is_terminal, file, word) in
                [(out, &stdout, "High scores"), (err, &stderr, "error:")]
            {
                assert_eq!(
                    is_colored(&read(is_terminal, file), word),
                    wanted(is_terminal),
                    "{word} with {options:?} {env:?}, stdout on a terminal {out}, stderr {err}"
                );
            }
        }
    }
}

#[test]
fn a_setting_gives_way_to_the_option_and_beats_the_environment() {
    let place = Place::new();
    place.write(".config/dundie/settings.toml", "color = \"always\"\n");
    let cases = [
        ("auto", "", true),
        ("auto", "1", true),
        ("never", "", false),
    ];
    for (option, no_color, wanted) in cases {
        let mut command = place.command();
        command.args(["scores", "nobody"]).env("NO_COLOR", no_color);
        if option != "auto" {
            command.args(["--color", option]);
        }
        let told = String::from_utf8(command.output().unwrap().stderr).unwrap();
        assert_eq!(
            is_colored(&told, "error:"),
            wanted,
            "{option} {no_color:?} {told:?}"
        );
    }
}
