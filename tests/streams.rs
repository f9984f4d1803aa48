//! Streams that are closed, full or cut off.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod common;

use std::fs::{self, File};
use std::io;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use common::{Place, bank, commands, first_choices};

/// None of the commands takes a tenth of it.
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
const CLOSED: Streams = Streams::Redirected(">&-");

const ALL: [Streams; 11] = [
    Streams::OneLine,
    Streams::NoReader,
    Streams::GoneReader,
    FULL,
    Streams::Redirected("2>/dev/full"),
    Streams::Redirected(">/dev/full 2>&1"),
    CLOSED,
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
    /// What is wrong with this exit: an undocumented code, a signal, or a panic.
    fn fault(&self) -> Option<String> {
        match (self.status.code(), self.status.signal()) {
            (Some(0..=2), _) => {}
            (Some(code), _) => return Some(format!("exit {code}")),
            (None, signal) => return Some(format!("signal {signal:?}")),
        }
        let told = [&self.stdout, &self.stderr];
        let is_panic = told.iter().any(|text| text.contains("panicked at"));
        is_panic.then(|| "a panic".to_owned())
    }
}

/// Runs a program in this place, with what is done to its streams.
fn run(place: &Place, argv: &[&str], input: &str, streams: Streams) -> Ended {
    run_within(PATIENCE, place, argv, input, streams)
        .unwrap_or_else(|| panic!("{argv:?} with {streams:?} hangs"))
}

/// As [`run`]; `None` if it takes longer.
fn run_within(
    patience: Duration,
    place: &Place,
    argv: &[&str],
    input: &str,
    streams: Streams,
) -> Option<Ended> {
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
        if start.elapsed() > patience {
            child.kill().unwrap();
            child.wait().unwrap();
            return None;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    if let Some(mut reader) = reader {
        reader.wait().unwrap();
    }
    let read = |path| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
    Some(Ended {
        status,
        stdout: read(stdout),
        stderr: read(stderr),
    })
}

/// The program's own path and these arguments.
fn dundie<'a>(args: &[&'a str]) -> Vec<&'a str> {
    [&[env!("CARGO_BIN_EXE_dundie")], args].concat()
}

/// Arguments of a command, each with its exit code on whole streams.
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
        "awards" | "bank list" => &[("", 0), ("--json", 0)],
        "categories" => &[("", 0), ("--json", 0), ("--bank none.toml", 1)],
        "bank add" => &[
            ("ten.toml --name other", 0),
            ("ten.toml", 1),
            ("bad.toml", 1),
        ],
        "bank export" => &[
            ("--to csv --bank ten.toml", 0),
            ("--to html --bank ten.toml -o ten.html", 0),
            ("--to gift --category nobody", 2),
            ("--to pdf", 2),
        ],
        "bank import" => &[
            ("quiz.gift", 0),
            ("quiz.gift -o quiz.toml", 0),
            ("quiz.gift -o quiz.toml --json", 0),
            ("bad.toml", 2),
            ("none", 1),
        ],
        "bank remove" => &[("ten --yes", 0), ("ten", 2), ("nothing --yes", 1)],
        "bank check" => &[
            ("ten.toml", 0),
            ("ten.toml --json", 0),
            ("bad.toml", 1),
            ("-", 1),
        ],
        "bank show" => &[("", 0), ("--json --bank ten.toml", 0), ("nothing", 2)],
        "settings" => &[("", 0), ("--json", 0), ("through 3", 0), ("nothing", 2)],
        "flags" => &[("", 0), ("--json", 0), ("--last unclear", 0)],
        "completions" => &[("bash", 0), ("zsh", 0), ("tcsh", 2)],
        "man" => &[("", 0), ("bank check", 0), ("nothing", 2)],
        "json" => &[("", 0)],
        other => panic!("no call of `dundie {other}` is known: add some"),
    }
}

/// A folder with games, one flagged and one unfinished, copied for each run.
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
    place.write("data/banks/ten/ten.toml", bank(4, 4, 2));
    place.write("quiz.gift", "Who?{=Jo ~Al}\n\nEssay{}\n");
    place.write("bad.toml", "name = 1\n[[question]]\nid = \"\"\n");
    place
}

/// Lines for any prompt; they quit a menu when it is shown again.
fn input(command: &str) -> String {
    match command {
        "" => format!("8\n{}q\n", "x\n"),
        _ => first_choices(40),
    }
}

/// What is wrong with one command under these streams. It exits with one code on
/// whole streams, and another if its result cannot be written.
fn fault(
    whole: &Ended,
    (wanted, full): (i32, i32),
    ended: &Ended,
    streams: Streams,
) -> Option<String> {
    if let Some(fault) = ended.fault() {
        return Some(fault);
    }
    let is_full = streams == CLOSED
        || matches!(streams, Streams::Redirected(r) if r.starts_with(">/dev/full"));
    let wanted = match wanted {
        0 if is_full && !whole.stdout.is_empty() => full,
        // A stdin that cannot be read does not end the game properly.
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
        FULL | CLOSED if !whole.stdout.is_empty() && !is_told => Some("nothing is told".to_owned()),
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
            // The menu shows what failed, and is shown again.
            let full = i32::from(!line.trim().is_empty());
            let run = |streams| run(&stage(&played), &argv, &input(command), streams);
            let whole = run(Streams::Whole);
            if let Some(fault) = fault(&whole, (*wanted, full), &whole, Streams::Whole) {
                faults.push(format!("dundie {line}: {fault}\n{whole:?}"));
                continue;
            }
            // All help is printed the same way.
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

/// The checks above find what they should.
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
    let short = Duration::from_millis(50);
    let hung = run_within(short, &place, &["/bin/sleep", "9"], "", Streams::Whole);
    assert!(hung.is_none());
}
