//! Streams that are closed, full or cut off, and lines of every make.
#![cfg(target_os = "linux")]
#![allow(clippy::disallowed_methods, reason = "a hang is told by the clock")]
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod common;

use std::fs::{self, File};
use std::io;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use common::{Place, bank, commands, first_choices};

/// No command of these takes a tenth of it.
const PATIENCE: Duration = Duration::from_secs(20);

/// What is done to the streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Streams {
    /// Nothing.
    Whole,
    /// `| head -1`
    OneLine,
    /// `| true`
    NoReader,
    /// The reader has gone before the program starts.
    GoneReader,
    /// Redirections of the shell.
    Redirected(&'static str),
}

const FULL: Streams = Streams::Redirected(">/dev/full");

const ALL: [Streams; 11] = [
    Streams::OneLine,
    Streams::NoReader,
    Streams::GoneReader,
    FULL,
    Streams::Redirected("2>/dev/full"),
    Streams::Redirected(">/dev/full 2>&1"),
    Streams::Redirected(">&-"),
    Streams::Redirected("2>&-"),
    Streams::Redirected("<&-"),
    Streams::Redirected("<&- >&- 2>&-"),
    Streams::Redirected("</dev/full"),
];

#[derive(Debug, Clone)]
struct Ended {
    status: ExitStatus,
    stdout: String,
    stderr: String,
}

impl Ended {
    /// What is wrong with it as an ending of this program: an exit code that is
    /// not documented, a signal, or the words of a panic.
    fn fault(&self) -> Option<String> {
        match (self.status.code(), self.status.signal()) {
            (Some(0..=2), _) => {}
            (Some(code), _) => return Some(format!("exit {code}")),
            (None, signal) => return Some(format!("signal {signal:?}")),
        }
        let told = [&self.stdout, &self.stderr];
        let is_panic = told.iter().any(|text| text.contains("panicked"));
        is_panic.then(|| "a panic".to_owned())
    }
}

/// Runs a program in this place, with what is done to its streams.
fn run(place: &Place, argv: &[&str], input: &str, streams: Streams) -> Ended {
    let [stdin, stdout, stderr] = ["stdin", "stdout", "stderr"].map(|name| place.path(name));
    fs::write(&stdin, input).unwrap();
    let redirect = match streams {
        Streams::Redirected(redirect) => redirect,
        _ => "",
    };
    let mut command = place.process("/bin/sh");
    command
        .args(["-c", &format!("exec \"$0\" \"$@\" {redirect}")])
        .args(argv)
        .stdin(File::open(&stdin).unwrap())
        .stderr(File::create(&stderr).unwrap())
        .stdout(File::create(&stdout).unwrap());
    let reader: Option<&[&str]> = match streams {
        Streams::OneLine => Some(&["head", "-1"]),
        Streams::NoReader => Some(&["true"]),
        Streams::GoneReader => {
            let (reader, writer) = io::pipe().unwrap();
            drop(reader);
            command.stdout(writer);
            None
        }
        _ => None,
    };
    let reader = reader.map(|argv| {
        let (reader, writer) = io::pipe().unwrap();
        command.stdout(writer);
        let mut other = Command::new(argv[0]);
        other.args(&argv[1..]).stdin(reader).stdout(Stdio::null());
        other.spawn().unwrap()
    });
    let mut child = command.spawn().unwrap();
    // It holds the pipe open, too.
    drop(command);
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if start.elapsed() > PATIENCE {
            child.kill().unwrap();
            panic!("{argv:?} with {streams:?} hangs");
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    if let Some(mut reader) = reader {
        reader.wait().unwrap();
    }
    let read = |path| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
    Ended {
        status,
        stdout: read(stdout),
        stderr: read(stderr),
    }
}

/// The program's own path and these arguments.
fn dundie<'a>(args: &[&'a str]) -> Vec<&'a str> {
    [&[env!("CARGO_BIN_EXE_dundie")], args].concat()
}

/// What is run of a command, each with its exit code where the streams are whole.
fn calls(command: &str) -> &'static [(&'static str, i32)] {
    match command {
        "" => &[
            ("", 0),
            ("--help", 0),
            ("--version", 0),
            ("help play", 0),
            ("--nothing", 2),
        ],
        "play" => &[("-n 2", 0), ("-n 2 --json", 0), ("nobody", 2)],
        "daily" => &[("", 0), ("--json", 0), ("--date 9999-01-01", 2)],
        "practice" => &[("-n 2", 0), ("-n 2 --json", 0)],
        "resume" => &[("", 0), ("--json", 0), ("--player dwight", 1)],
        "scores" => &[("", 0), ("--all", 0), ("--json", 0), ("--csv", 0)],
        "stats" => &[("", 0), ("--json", 0), ("--questions", 0)],
        "categories" => &[("", 0), ("--json", 0), ("--bank none.toml", 1)],
        "bank check" => &[("ten.toml", 0), ("ten.toml --json", 0), ("bad.toml", 1)],
        "bank show" => &[("", 0), ("--json --bank ten.toml", 0), ("nothing", 2)],
        "settings" => &[("", 0), ("--json", 0), ("through 3", 0), ("nothing", 2)],
        "flags" => &[("", 0), ("--json", 0), ("--last unclear", 0)],
        "completions" => &[("bash", 0), ("zsh", 0), ("tcsh", 2)],
        "man" => &[("", 0), ("play", 0), ("nothing", 2)],
        other => panic!("no call of `dundie {other}` is known: add some"),
    }
}

/// A folder with games played, one flagged and one left, to be copied for each run.
fn played() -> Place {
    let place = Place::new();
    place.play_first_choices(&["-n", "2"]);
    place.run_with(&["play", "-n", "3"], "f what is meant?\n1\n");
    place
}

/// A place to run one command in.
fn stage(played: &Place) -> Place {
    let place = Place::new();
    fs::create_dir(place.data()).unwrap();
    fs::copy(
        played.data().join("history.db"),
        place.data().join("history.db"),
    )
    .unwrap();
    place.write("ten.toml", bank(4, 4, 2));
    place.write("bad.toml", "name = 1\n[[question]]\nid = \"\"\n");
    place
}

/// Lines for whatever asks: a menu is left at its second showing.
fn input(command: &str) -> String {
    match command {
        "" => format!("8\n{}q\n", "x\n"),
        _ => first_choices(40),
    }
}

/// What is wrong with one command under these streams, which ends with one code
/// where they are whole and another where its result cannot be written.
fn fault(
    whole: &Ended,
    (wanted, full): (i32, i32),
    ended: &Ended,
    streams: Streams,
) -> Option<String> {
    if let Some(fault) = ended.fault() {
        return Some(fault);
    }
    let is_full = matches!(streams, Streams::Redirected(r) if r.starts_with(">/dev/full"));
    let wanted = match wanted {
        0 if is_full && !whole.stdout.is_empty() => full,
        // What cannot be read is no end of the game.
        0 if matches!(streams, Streams::Redirected(r) if r.starts_with('<')) => {
            return (ended.status.code() > Some(1)).then(|| "wrong usage".to_owned());
        }
        code => code,
    };
    if ended.status.code() != Some(wanted) {
        return Some(format!("{}, not {wanted}", ended.status));
    }
    let is_told = ended.stderr.contains("error: could not write the result: ");
    match streams {
        FULL if !whole.stdout.is_empty() && !is_told => Some("nothing is told".to_owned()),
        Streams::OneLine | Streams::NoReader | Streams::GoneReader if is_told => {
            Some("a reader that went away is told".to_owned())
        }
        Streams::Redirected("2>/dev/full" | "2>&-")
            if whole.stdout.is_empty() != ended.stdout.is_empty() =>
        {
            Some("the result is lost with stderr".to_owned())
        }
        _ => None,
    }
}

#[test]
fn no_stream_makes_a_command_panic_or_hang() {
    let played = played();
    let mut jobs = Vec::new();
    for (command, _) in commands() {
        for (args, wanted) in calls(&command) {
            jobs.push((command.clone(), *args, *wanted));
        }
        if !command.is_empty() {
            jobs.push((command, "--help", 0));
        }
    }
    let next = std::sync::atomic::AtomicUsize::new(0);
    let work = || {
        let mut faults = Vec::new();
        while let Some((command, args, wanted)) =
            jobs.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
        {
            let line = format!("{command} {args}");
            let argv = dundie(&line.split_whitespace().collect::<Vec<_>>());
            // The menu tells what failed, and goes on.
            let full = i32::from(!line.trim().is_empty());
            let run = |streams| run(&stage(&played), &argv, &input(command), streams);
            let whole = run(Streams::Whole);
            if let Some(fault) = fault(&whole, (*wanted, full), &whole, Streams::Whole) {
                faults.push(format!("dundie {line}: {fault}\n{whole:?}"));
                continue;
            }
            // All help is printed alike.
            let streams = if *args == "--help" && !command.is_empty() {
                &[FULL, Streams::GoneReader]
            } else {
                &ALL[..]
            };
            for streams in streams.iter().copied() {
                let ended = run(streams);
                if let Some(fault) = fault(&whole, (*wanted, full), &ended, streams) {
                    faults.push(format!(
                        "dundie {line} with {streams:?}: {fault}\n{ended:?}"
                    ));
                }
            }
        }
        faults
    };
    let faults = std::thread::scope(|scope| {
        let other = scope.spawn(work);
        [work(), other.join().unwrap()].concat()
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The checks above see what they are for.
#[test]
fn a_bad_ending_is_seen() {
    let place = Place::new();
    let sh = |script: &str| run(&place, &["/bin/sh", "-c", script], "", Streams::Whole);
    let good = sh("echo fine");
    assert_eq!(good.fault(), None);
    assert_eq!(fault(&good, (0, 1), &good, Streams::Whole), None);
    let cases = [
        ("exit 101", Streams::Whole, "exit 101"),
        ("exit 3", Streams::Whole, "exit 3"),
        ("kill -9 $$", Streams::Whole, "signal Some(9)"),
        (
            "echo thread main panicked at x >&2",
            Streams::Whole,
            "a panic",
        ),
        ("exit 1", Streams::Whole, "exit status: 1, not 0"),
        ("echo fine", FULL, "exit status: 0, not 1"),
        ("exit 1", FULL, "nothing is told"),
        (
            "echo 'error: could not write the result: EPIPE' >&2",
            Streams::NoReader,
            "a reader that went away is told",
        ),
        (
            "true",
            Streams::Redirected("2>&-"),
            "the result is lost with stderr",
        ),
    ];
    for (script, streams, expected) in cases {
        let told = fault(&good, (0, 1), &sh(script), streams);
        assert_eq!(told.as_deref(), Some(expected), "{script}");
    }
}

/// A question of each kind, with what goes wrong on the way.
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

/// A line for each thing that can be done under a question.
const GAME: [&str; 10] = [
    "1", "p is it?", "f what?", "1", "oops", "3 1 2", ":h", "halpert", "Pam", "",
];

/// The game as the history has it, without what the clock says.
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

/// Ends the input of a game after each of its lines, and goes on with it: the
/// history must be as if it had never been left.
fn ends_anywhere(line: &str, lines: &[&str], rows: usize) {
    let run = |lines: &str| {
        let place = Place::new();
        place.write("kinds.toml", KINDS);
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
                let (_, told) = left.stderr.rsplit_once("kept. `dundie ").unwrap();
                let (told, _) = told.split_once('`').unwrap();
                let args: Vec<_> = told.split(' ').chain(["--json"]).collect();
                let rest = lines[count..].join("\n") + "\n";
                let done = place.run_with(&args, rest);
                assert_eq!(done.code, Some(0), "{count} {end:?}: {done:?}");
            }
            assert_eq!(kept(&place), expected, "after {count} lines, {end:?}");
            place
                .run(&["resume"])
                .fails(1, &["there is no unfinished game"]);
        }
    }
}

#[test]
fn the_end_of_input_at_any_place_loses_and_doubles_nothing() {
    let (_, args) = kinds();
    // A game, its answers and two flags; then two games with one flag.
    ends_anywhere(&args.join(" "), &GAME, 1 + 4 + 2);
    ends_anywhere(TURNS, &TURNS_LINES, 2 + 6 + 1);
}

#[test]
fn lines_of_every_make_are_read_as_lines() {
    let (place, args) = kinds();
    place.run_with(&args, GAME.join("\n") + "\n");
    let expected = kept(&place);
    let long = "x".repeat(1 << 20);
    let odd: [(&str, Vec<u8>); 6] = [
        ("CRLF", (GAME.join("\r\n") + "\r\n").into_bytes()),
        (
            "blanks",
            GAME.map(|line| format!(" \t{line}\t \n"))
                .concat()
                .into_bytes(),
        ),
        ("no final line end", GAME.join("\n").into_bytes()),
        // In the place of the line that cannot be an answer.
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
fn what_cannot_be_read_as_text_is_kept_as_an_answer_and_cut() {
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
