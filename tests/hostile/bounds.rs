//! Banks without end or bottom: a clear answer, in bounded time and memory.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

use crate::common::{Place, bank, question};
use crate::corpus::skipped;

/// KiB of address space; a game takes a good tenth of it.
const MEMORY: u32 = 3 << 18;
/// Far more than the slowest of these takes.
const PATIENCE: Duration = Duration::from_secs(30);

/// Runs a program with bounded memory and time; `None` where it took too long.
fn bounded(place: &Place, argv: &[&OsStr], patience: Duration) -> Option<Output> {
    let mut command = place.process("/bin/sh");
    command
        .args([
            "-c",
            &format!("ulimit -v {MEMORY}; ulimit -c 0; exec \"$0\" \"$@\""),
        ])
        .args(argv)
        .stdin(Stdio::null())
        .stdout(File::create(place.path("stdout")).unwrap())
        .stderr(File::create(place.path("stderr")).unwrap());
    let mut child = command.spawn().unwrap();
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
        std::thread::sleep(Duration::from_millis(5));
    };
    Some(Output {
        status,
        stdout: fs::read(place.path("stdout")).unwrap(),
        stderr: fs::read(place.path("stderr")).unwrap(),
    })
}

/// Asserts how a run with this bank ends, and that it says this.
#[track_caller]
fn ends(place: &Place, args: &[&str], bank: &Path, code: i32, words: &str) {
    let program = env!("CARGO_BIN_EXE_dundie");
    let called = [&[program], args].concat();
    let mut line: Vec<&OsStr> = called.into_iter().map(OsStr::new).collect();
    line.push(bank.as_os_str());
    let ended = bounded(place, &line, PATIENCE).unwrap_or_else(|| panic!("{line:?} hangs"));
    let stderr = String::from_utf8_lossy(&ended.stderr);
    let cut: String = stderr.chars().take(2_000).collect();
    assert_eq!(ended.status.code(), Some(code), "{line:?}\n{cut}");
    let said = String::from_utf8_lossy(&ended.stdout);
    assert!(
        stderr.contains(words) || said.contains(words),
        "no {words:?} in {cut}"
    );
    assert!(ended.stderr.len() < 1 << 20, "{} bytes", ended.stderr.len());
}

const PLAY: &[&str] = &["play", "-n", "1", "--bank"];
const CHECK: &[&str] = &["bank", "check"];
const SHOW: &[&str] = &["bank", "show", "--bank"];

#[test]
fn what_is_no_file_is_not_read() {
    let place = Place::new();
    let zero = Path::new("/dev/zero");
    let fifo = place.path("fifo.toml");
    let made = place
        .process("mkfifo")
        .env("PATH", "/usr/bin:/bin")
        .arg(&fifo)
        .status();
    assert!(made.unwrap().success());
    let sparse = place.path("sparse.toml");
    File::create(&sparse).unwrap().set_len(2 << 30).unwrap();
    let knot = place.path("knot.toml");
    symlink(&knot, &knot).unwrap();
    let folder = place.path("folder");
    fs::create_dir(&folder).unwrap();
    symlink(&folder, folder.join("deeper.toml")).unwrap();
    let missing = place
        .path("")
        .join(OsStr::from_bytes(b"no\xff\xfetext.toml"));
    for args in [PLAY, CHECK] {
        ends(&place, args, zero, 1, "it is not a regular file");
        ends(&place, args, &fifo, 1, "it is not a regular file");
        ends(&place, args, &sparse, 1, "it is larger than 1 GiB");
        ends(&place, args, &knot, 1, "could not read the bank");
        ends(&place, args, &folder, 1, "it is not a regular file");
        ends(&place, args, &missing, 1, "could not read the bank");
    }
}

#[test]
fn a_file_that_may_not_be_read_is_said_to_be_so() {
    let place = Place::new();
    let path = place.write("secret.toml", bank(1, 0, 0));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o0)).unwrap();
    if File::open(&path).is_ok() {
        skipped("this user may read every file, also those without permission");
        return;
    }
    ends(&place, PLAY, &path, 1, "could not read the bank");
}

#[test]
fn a_hole_is_refused_before_it_is_parsed() {
    let place = Place::new();
    let path = place.path("hole.toml");
    File::create(&path).unwrap().set_len(200 << 20).unwrap();
    ends(&place, CHECK, &path, 1, "NUL bytes are not allowed");
    place.write("long.toml", "# comment\n".repeat(7 << 20));
    ends(
        &place,
        CHECK,
        &place.path("long.toml"),
        1,
        "70 MiB without a `[[question]]` line",
    );
}

#[test]
fn nesting_without_bottom_is_refused() {
    let place = Place::new();
    let deep = 100_000;
    let dotted = vec!["a"; deep].join(".");
    let cases = [
        format!("name = {}{}", "[".repeat(deep), "]".repeat(deep)),
        format!("name = {}1{}", "{a=".repeat(deep), "}".repeat(deep)),
        format!("{dotted} = 1"),
        format!("[{dotted}]"),
        format!("[[{dotted}]]"),
    ];
    for text in cases {
        let path = place.write("deep.toml", text.clone() + "\n");
        ends(&place, CHECK, &path, 1, "not TOML: ");
        place.write("deep/lists.toml", text.clone() + "\n");
        place.write("deep/q.toml", bank(1, 0, 0));
        ends(&place, PLAY, &place.path("deep"), 1, "not TOML: ");
        place.write(".config/dundie/settings.toml", text);
        ends(
            &place,
            &["settings"],
            Path::new("questions"),
            0,
            "settings.toml",
        );
        fs::remove_dir_all(place.path(".config")).unwrap();
    }
}

fn list(name: &str, entries: usize) -> String {
    let entries: Vec<_> = (0..entries).map(|n| format!("\"entry {n}\"")).collect();
    format!(
        "[[list]]\nname = \"{name}\"\nentries = [{}]\n",
        entries.join(", ")
    )
}

fn listed(n: usize, list: &str) -> String {
    format!(
        "[[question]]\nid = \"q{n}\"\ndifficulty = \"easy\"\nask = \"Which of them is {n}?\"\n\
         answer = \"right {n}\"\nwrong_from = \"{list}\"\n"
    )
}

/// A bank whose questions all take their wrong answers from one list.
fn listing(place: &Place, questions: usize, entries: usize) -> PathBuf {
    let questions: String = (0..questions).map(|n| listed(n, "l")).collect();
    place.write("huge/lists.toml", list("l", entries));
    place.write("huge/q.toml", format!("name = \"Huge\"\n{questions}"));
    place.path("huge")
}

#[test]
fn lists_cannot_multiply() {
    let place = Place::new();
    for args in [PLAY, CHECK] {
        let bank = listing(&place, 3_000, 50_000);
        ends(&place, args, &bank, 1, "entries, more than 1000");
    }
    // Each question is offered the whole list.
    for (args, questions) in [(PLAY, 3_000), (SHOW, 3_000), (CHECK, 50)] {
        let bank = listing(&place, questions, 1_000);
        ends(&place, args, &bank, 0, "");
    }
    let (mut lists, mut questions) = (String::new(), "name = \"Many\"\n".to_owned());
    for n in 0..10_000 {
        lists += &list(&format!("l{n}"), 4);
        questions += &listed(n, &format!("l{n}"));
    }
    place.write("many/lists.toml", lists);
    place.write("many/q.toml", questions);
    for args in [PLAY, SHOW] {
        ends(&place, args, &place.path("many"), 0, "");
    }
}

#[test]
fn a_folder_of_ten_thousand_files_is_a_bank() {
    let place = Place::new();
    fs::create_dir(place.path("many")).unwrap();
    for n in 0..10_000 {
        let mut text = format!("name = \"Number {n}\"\n");
        let _ = write!(text, "{}", question(n, "easy", &format!("topic-{n}")));
        fs::write(place.path(&format!("many/{n}.toml")), text).unwrap();
    }
    ends(&place, PLAY, &place.path("many"), 0, "1/1");
}

/// The bounds are there, and are seen where they are met.
#[test]
fn what_takes_too_much_is_seen() {
    let place = Place::new();
    let eats = ["/bin/sh", "-c", "x=xxxxxxxx; while :; do x=$x$x; done"].map(OsStr::new);
    let ended = bounded(&place, &eats, PATIENCE).unwrap();
    assert!(!ended.status.success(), "{ended:?}");
    let sleeps = ["/bin/sleep", "9"].map(OsStr::new);
    let patience = Duration::from_millis(50);
    assert!(bounded(&place, &sleeps, patience).is_none());
}
