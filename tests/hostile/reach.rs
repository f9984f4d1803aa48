//! What the program opens: its folders, the bank, and what every program needs.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::{Place, bank, first_choices};
use crate::corpus::skipped;

/// What every program, and one that asks for the time, may open.
const SYSTEM: [&str; 13] = [
    "/proc/",
    "/sys/fs/cgroup/",
    "/etc/ld.so.",
    "/etc/localtime",
    "/usr/share/zoneinfo",
    "/lib/",
    "/lib64/",
    "/usr/lib/",
    "/usr/lib64/",
    "/dev/tty",
    "/dev/null",
    "/dev/urandom",
    "/etc/timezone",
];

/// The paths and sockets of a trace that are none of the program's business.
fn strays(trace: &str, own: &[&Path]) -> Vec<String> {
    let mut strays = Vec::new();
    for line in trace.lines() {
        let call = line.split_once(' ').map_or(line, |(pid, rest)| {
            if pid.bytes().all(|b| b.is_ascii_digit()) {
                rest.trim_start()
            } else {
                line
            }
        });
        let Some((name, arguments)) = call.split_once('(') else {
            continue;
        };
        match name {
            "openat" | "open" | "creat" | "openat2" => {
                let path = arguments.split('"').nth(1).unwrap_or_default();
                let is_own = own.iter().any(|own| Path::new(path).starts_with(own));
                let is_system = SYSTEM.iter().any(|system| path.starts_with(system));
                if !is_own && !is_system {
                    strays.push(line.to_owned());
                }
            }
            name if name.starts_with(|c: char| c.is_ascii_lowercase()) => {
                strays.push(line.to_owned());
            }
            _ => {}
        }
    }
    strays
}

/// The strays of one run, and how many calls were traced.
fn trace(place: &Place, argv: &[&str], own: &[&Path], input: &str) -> (Vec<String>, usize) {
    let log = place.path("trace");
    let mut command = place.process("strace");
    command.env("PATH", "/usr/bin:/bin");
    command.args(["-f", "-qq", "-s", "4096", "-e", "signal=none", "-o"]);
    command.arg(&log);
    command.args(["-e", "trace=%network,openat,open,creat,openat2"]);
    command.args(argv);
    let output = assert_cmd::Command::from_std(command)
        .write_stdin(input)
        .output()
        .unwrap();
    assert!(output.status.success(), "{argv:?}: {output:?}");
    let trace = std::fs::read_to_string(log).unwrap();
    (strays(&trace, own), trace.lines().count())
}

/// Whether there is something to watch the program with.
fn can_trace() -> bool {
    let done = Command::new("strace")
        .args(["-o", "/dev/null", "true"])
        .status();
    let can = done.is_ok_and(|status| status.success());
    if !can {
        skipped("strace is missing or may not trace: what dundie opens is not checked");
    }
    can
}

#[test]
fn nothing_is_opened_beyond_the_folders_and_the_bank() {
    if !can_trace() {
        return;
    }
    let place = Place::new();
    let ten = place.write("ten.toml", bank(4, 4, 2));
    place.write(".config/dundie/settings.toml", "timed = 30\n");
    let [data, config] = [place.data(), place.path(".config/dundie")];
    // Beside a bank lie the lists and sources that belong to it.
    let shared = ["lists.toml", "sources.toml"].map(|name| ten.with_file_name(name));
    let own: Vec<&Path> = [&data, &config, &ten, &shared[0], &shared[1]]
        .map(PathBuf::as_path)
        .into();
    let program = env!("CARGO_BIN_EXE_dundie");
    for args in [
        &["play"][..],
        &["play", "--bank", "ten.toml", "--json"],
        &["daily"],
        &["practice", "--bank", "ten.toml"],
        &["scores", "--all"],
        &["stats"],
        &["flags"],
        &["bank", "check", "ten.toml"],
        &["bank", "show"],
        &["settings", "questions", "5"],
    ] {
        let argv = [&[program][..], args].concat();
        let (strays, calls) = trace(&place, &argv, &own, &first_choices(20));
        assert!(strays.is_empty(), "{args:?} opens {strays:#?}");
        assert!(calls > 3, "{args:?} was not traced");
    }
}

/// The check sees what it is for.
#[test]
fn what_is_opened_elsewhere_is_seen() {
    let own = [Path::new("/home/pam/data")];
    let seen = |line: &str| !strays(line, &own).is_empty();
    for line in [
        "12 socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = 3",
        "socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 3",
        "12 connect(3, {sa_family=AF_INET}, 16) = 0",
        "12 openat(AT_FDCWD, \"/etc/passwd\", O_RDONLY) = 3",
        "12 openat(AT_FDCWD, \"/home/pam/.ssh/id_rsa\", O_RDONLY) = -1 ENOENT",
        "12 openat(AT_FDCWD, \"/home/pam/database\", O_RDONLY) = 3",
        "12 openat(AT_FDCWD, \"relative\", O_WRONLY|O_CREAT) = 3",
    ] {
        assert!(seen(line), "{line}");
    }
    for line in [
        "12 openat(AT_FDCWD, \"/home/pam/data/history.db\", O_RDWR) = 3",
        "openat(AT_FDCWD, \"/proc/self/maps\", O_RDONLY) = 3",
        "12 +++ exited with 0 +++",
    ] {
        assert!(!seen(line), "{line}");
    }
    if can_trace() {
        let place = Place::new();
        let (strays, _) = trace(&place, &["cat", "/etc/passwd"], &own, "");
        assert!(
            strays.iter().any(|line| line.contains("/etc/passwd")),
            "{strays:?}"
        );
    }
}
