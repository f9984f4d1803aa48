//! The time to the menu and to the first question, compared with a bare Rust process, and the
//! first check of a bank, compared with reading its file.
//!
//! `cargo bench --bench startup`. Both are started in turn, since machines drift; the
//! ratio of the medians counts. If valgrind is installed, it also counts instructions
//! for banks of different sizes.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench prints, and stops where anything fails"
)]

use std::fmt::Write as _;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use dundie::bank::Difficulty;
use dundie::files::builtin;
use dundie::history::{BoardKey, History, NewGame, Play};
use dundie::quiz::Answer;
use dundie::scoring::Points;
use tempfile::TempDir;

use measure::{median, peak, time};

mod measure;

const ROUNDS: usize = 500;
const GAMES: usize = 1_000;

fn main() {
    let place = TempDir::new().unwrap();
    let bare = bare_process(place.path());
    let dundie = PathBuf::from(env!("CARGO_BIN_EXE_dundie"));

    let data = place.path().join("builtin");
    let bank = builtin::bank().unwrap();
    let ids: Vec<String> = (0..bank.index.len())
        .map(|n| bank.question(n).unwrap().id)
        .collect();
    fill_history(&data, builtin::NAME, &ids);
    report("the menu", &bare, &mut || start(&dundie, &data, &[]));
    report("first question, built-in bank", &bare, &mut || {
        start(&dundie, &data, &["play"])
    });

    let mut counts = Vec::new();
    for size in [300, 3_000, 30_000, 200_000, 500_000] {
        let bank = place.path().join(format!("{size}.toml"));
        fs::write(&bank, bank_text(size)).unwrap();
        age(&bank);
        let data = place.path().join(format!("data-{size}"));
        let name = bank.canonicalize().unwrap();
        let ids: Vec<String> = (0..size).map(|n| format!("question-{n}")).collect();
        fill_history(&data, &name.to_string_lossy(), &ids);
        let play = || start(&dundie, &data, &["play", "--bank", bank.to_str().unwrap()]);
        report(&format!("first question of {size}"), &bare, &mut || play());
        counts.push((size, instructions(&play())));
        first_check(size, &bank, &data, &|| {
            start(
                &dundie,
                &data,
                &["categories", "--bank", bank.to_str().unwrap()],
            )
        });
    }
    for (size, count) in counts {
        match count {
            Some(count) => println!("instructions with a bank of {size:>6}: {count:>10}"),
            None => println!("instructions with a bank of {size:>6}: no valgrind here"),
        }
    }
}

/// A Rust program that prints one line.
fn bare_process(folder: &Path) -> PathBuf {
    let (source, program) = (folder.join("bare.rs"), folder.join("bare"));
    fs::write(&source, "fn main() { println!(\"hello\"); }").unwrap();
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let status = Command::new(rustc)
        .args(["-O", "-o"])
        .args([&program, &source])
        .status()
        .unwrap();
    assert!(status.success());
    program
}

fn start(dundie: &Path, data: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(dundie);
    command.env_clear().env("USER", "pam").args(args);
    command.arg("--data-dir").arg(data);
    command
}

/// From exec to the first byte on stdout or stderr.
fn first_byte(command: &mut Command, on_stderr: bool) -> Duration {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let start = Instant::now();
    let mut child = command.spawn().unwrap();
    let mut byte = [0];
    let read = if on_stderr {
        child.stderr.as_mut().unwrap().read(&mut byte).unwrap()
    } else {
        child.stdout.as_mut().unwrap().read(&mut byte).unwrap()
    };
    let elapsed = start.elapsed();
    assert_eq!(read, 1);
    drop(child.stdin.take());
    child.wait_with_output().unwrap();
    elapsed
}

fn report(what: &str, bare: &Path, command: &mut dyn FnMut() -> Command) {
    // The first start writes the index and the log.
    first_byte(&mut command(), true);
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        theirs.push(first_byte(&mut Command::new(bare), false));
        ours.push(first_byte(&mut command(), true));
    }
    let [ours, theirs] = [ours, theirs].map(|mut times| {
        times.sort();
        times[ROUNDS / 2].as_secs_f64() * 1e6
    });
    println!(
        "{what}: {ours:.0} us, a bare process {theirs:.0} us, ratio {:.2}",
        ours / theirs
    );
}

/// A command with a bank that has no index yet.
fn first_check(size: usize, bank: &Path, data: &Path, command: &dyn Fn() -> Command) {
    const ROUNDS: usize = 7;
    let fresh = || {
        fs::remove_dir_all(data.join("cache")).unwrap();
        command()
    };
    let (mut checks, mut reads) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let bytes = fs::read(bank).unwrap();
        assert!(std::str::from_utf8(&bytes).is_ok());
        drop(bytes);
        reads.push(start.elapsed());
        checks.push(time(&mut fresh()));
    }
    let bytes = fs::metadata(bank).unwrap().len();
    let (check, read, peak) = (median(checks), median(reads), peak(&mut fresh()));
    println!(
        "first check of {size}: {:.1} ms, reading {:.2} ms, ratio {:.1}; {:.2} us a question; \
         peak {:.1} MB, {:.2} times the file",
        check.as_secs_f64() * 1e3,
        read.as_secs_f64() * 1e3,
        check.as_secs_f64() / read.as_secs_f64(),
        check.as_secs_f64() * 1e6 / size as f64,
        peak as f64 / 1e6,
        peak as f64 / bytes as f64,
    );
}

/// Instructions of a whole run that ends at its first question.
fn instructions(command: &Command) -> Option<u64> {
    let mut counted = Command::new("valgrind");
    counted.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    counted.arg(command.get_program()).args(command.get_args());
    let output = counted
        .env_clear()
        .env("USER", "pam")
        .env("PATH", "/usr/bin:/usr/local/bin")
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let count = text.lines().find_map(|line| line.split_once("Collected :"));
    count.and_then(|(_, count)| count.trim().parse().ok())
}

fn bank_text(size: usize) -> String {
    let mut text = "name = \"Many\"\n".to_owned();
    for n in 0..size {
        let difficulty = ["easy", "easy", "medium", "medium", "hard"][n % 5];
        write!(
            text,
            "\n[[question]]\nid = \"question-{n}\"\ntopic = \"topic-{n}\"\nseason = 3\n\
             difficulty = \"{difficulty}\"\nask = \"What is the right answer to question {n}?\"\n\
             answer = \"The right one of {n}\"\nwrong = [\"Not that one of {n}\", \
             \"Another one of {n}\", \"The last one of {n}\", \"No other one of {n}\"]\n\
             because = \"It was made so, and it is number {n} of a good many questions.\"\n"
        )
        .unwrap();
    }
    text
}

/// Makes a bank look old: the index of a new one is not cached.
fn age(path: &Path) {
    let old = SystemTime::now() - Duration::from_secs(3600);
    let file = fs::File::options().write(true).open(path).unwrap();
    file.set_modified(old).unwrap();
}

/// A thousand finished games over all questions in turn.
fn fill_history(data: &Path, bank: &str, ids: &[String]) {
    let (mut history, _) = History::open(&data.join("history.db")).unwrap();
    let mut turn = ids.iter().cycle();
    for game in 0..GAMES {
        let at = 1_700_000_000_000 + i64::try_from(game).unwrap() * 60_000;
        let questions: Vec<String> = turn.by_ref().take(10).cloned().collect();
        let plan = NewGame {
            player: "pam".into(),
            board: BoardKey {
                bank: bank.into(),
                categories: Vec::new(),
                length: 10,
                difficulty: None,
                play: Play::Choice,
                timed: None,
                through: None,
                daily: None,
            },
            seed: game as u64,
            ranked: true,
            practice: false,
            hints: true,
            party: None,
            questions: questions.clone(),
            max_points: 2_540,
            started: at,
            utc_offset: 0,
        };
        let id = history.start_game(&plan).unwrap();
        for (position, question) in (0..).zip(questions) {
            let answer = Answer {
                question,
                category: "c".into(),
                difficulty: Difficulty::Easy,
                given: "something".into(),
                right: game % 3 == 0,
                credited: false,
                hinted: false,
                skipped: false,
                late: false,
                elapsed: Duration::from_secs(3),
                points: Points {
                    base: 100,
                    total: 100,
                    ..Points::default()
                },
            };
            history
                .record(id, position, &answer, at, position == 9)
                .unwrap();
        }
    }
}
