//! Each file system call of a command fails in turn, or is the last before the process is killed.
//!
//! A first run under `strace` tells the calls; then there is a run for each of them and each fault.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;
use std::path::Path;

use super::run::{Ended, run, under, works};
use super::stores::{Dundie, Ground, Kept, Naive, QUESTIONS, Store};
use super::{Report, skipped};

/// What happens at a call.
const FAULTS: [&str; 4] = ["signal=KILL", "error=EIO", "error=ENOSPC", "error=EACCES"];

/// A call of the program, by its name and how many of the name there were up to it.
#[derive(Debug, Clone)]
struct Call {
    name: String,
    nth: usize,
    text: String,
}

#[derive(Clone, Copy)]
/// What there is before the command runs, and the command.
struct Scene {
    name: &'static str,
    set: fn(&Ground),
    command: &'static str,
    /// Games of others that must be there afterwards, whatever happens.
    before: Kept,
    /// What must be kept byte for byte, here or moved aside.
    damaged: Option<&'static [u8]>,
}

const NOTHING: Kept = Kept {
    finished: 0,
    left: 0,
    answers: 0,
};
const ONE_GAME: Kept = Kept {
    finished: 1,
    left: 0,
    answers: QUESTIONS,
};
/// Enough to answer every question, also those that come back.
const LINES: &str = "1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n\
                     1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n";
const DAMAGED: &[u8] = b"all work and no play makes this no history at all";

fn played(ground: &Ground) {
    assert_eq!(Dundie.game(ground, "pam").code, Some(0));
}

const SCENES: [Scene; 6] = [
    Scene {
        name: "a first game",
        set: |ground| fs::remove_dir(ground.data()).unwrap(),
        command: "play",
        before: NOTHING,
        damaged: None,
    },
    Scene {
        name: "another game",
        set: played,
        command: "play",
        before: ONE_GAME,
        damaged: None,
    },
    Scene {
        name: "a game that was left",
        set: |ground| {
            played(ground);
            run(&Dundie.play(&ground.data(), "pam"), "1\n");
        },
        command: "resume",
        before: Kept {
            finished: 1,
            left: 1,
            answers: QUESTIONS + 1,
        },
        damaged: None,
    },
    Scene {
        name: "a damaged history",
        set: |ground| {
            played(ground);
            fs::write(ground.history(), DAMAGED).unwrap();
        },
        command: "play",
        before: NOTHING,
        damaged: Some(DAMAGED),
    },
    Scene {
        name: "a daily",
        set: played,
        command: "daily",
        before: ONE_GAME,
        damaged: None,
    },
    Scene {
        name: "practice",
        set: played,
        command: "practice",
        before: ONE_GAME,
        damaged: None,
    },
];

impl Scene {
    fn argv(&self, store: &dyn Store, ground: &Ground) -> Vec<OsString> {
        match self.command {
            "play" => store.play(&ground.data(), "pam"),
            "resume" => store.resume(&ground.data()).unwrap(),
            "daily" => Dundie::argv(&ground.data(), &["daily", "--player", "pam"]),
            command => Dundie::game_of(command, &ground.data(), "pam"),
        }
    }

    fn is_result_shown(&self, ended: &Ended) -> bool {
        match self.command {
            "daily" => ended.is_result_shown(10),
            // Missed questions come back.
            "practice" => ended.stdout.contains(" right · "),
            _ => ended.is_result_shown(QUESTIONS),
        }
    }

    fn ground(&self) -> Ground {
        let ground = Ground::new();
        (self.set)(&ground);
        ground
    }

    /// The calls that a run without a fault makes below the data folder.
    fn calls(&self, store: &dyn Store) -> Vec<Call> {
        let ground = self.ground();
        let argv = self.argv(store, &ground);
        calls(&argv, LINES, &ground, &ground.data())
    }

    /// One run, with this fault at this call.
    fn fail(&self, store: &dyn Store, call: &Call, fault: &str) -> Report {
        let ground = self.ground();
        let argv = failing(&self.argv(store, &ground), call, fault, &ground);
        let ended = run(&argv, LINES);
        let mut report = Report {
            runs: 1,
            ..Report::default()
        };
        // Games differ by chance, and with them the calls: this may have been another one.
        let calls = fs::read(ground.path("calls")).unwrap();
        let mut calls = calls
            .split(|byte| *byte == b'\n')
            .map(String::from_utf8_lossy);
        let data = ground.data();
        let is_elsewhere =
            |call: &str| call.contains("(INJECTED)") && !call.contains(data.to_str().unwrap());
        if calls.any(|call| is_elsewhere(&call)) {
            return Report::default();
        }
        self.judge(store, &ground, &ended, fault, &mut report);
        for violation in &mut report.violations {
            *violation = format!("{}, {fault} at {}: {violation}", self.name, call.text);
        }
        report
    }

    fn judge(
        &self,
        store: &dyn Store,
        ground: &Ground,
        ended: &Ended,
        fault: &str,
        report: &mut Report,
    ) {
        report.check(!ended.panicked() && !ended.is_hung, || format!("{ended:?}"));
        if fault.starts_with("error") {
            // Without the history there is nothing to go on with; a new game needs none.
            let is_told = self.command == "resume" && ended.stderr.contains("help: ");
            let is_good = ended.code == Some(0) && self.is_result_shown(ended);
            report.check(is_good || is_told, || format!("no result: {ended:?}"));
        }
        self.has_the_old(ground, report);
        let before = &self.before;
        // It may not have come to moving it aside.
        let is_unmoved = self
            .damaged
            .is_some_and(|bytes| fs::read(ground.history()).is_ok_and(|found| found == bytes));
        let kept = if is_unmoved {
            Ok(NOTHING)
        } else {
            store.kept(&ground.data())
        };
        match kept {
            Ok(kept) => {
                let told = before.answers + ended.verdicts();
                report.check(kept.answers >= told || ended.is_loss_said(), || {
                    format!("{told} judged, {} kept: {ended:?}", kept.answers)
                });
                let games = kept.finished + kept.left;
                let others = before.finished + before.left;
                report.check(
                    kept.answers >= before.answers
                        && kept.finished >= before.finished
                        && games <= others + 1,
                    || format!("{before:?} became {kept:?}"),
                );
                self.goes_on(store, ground, &kept, report);
            }
            Err(damage) => report.violations.push(damage),
        }
    }

    /// What was there is moved aside where it was damaged, and else it stays.
    fn has_the_old(&self, ground: &Ground, report: &mut Report) {
        let names = names(&ground.data());
        match self.damaged {
            None => report.check(!names.iter().any(|name| name.contains("damaged")), || {
                format!("moved aside without damage: {names:?}")
            }),
            Some(bytes) => {
                let is_it = |name: &String| {
                    fs::read(ground.data().join(name)).is_ok_and(|found| found == bytes)
                };
                report.check(names.iter().any(is_it), || {
                    format!("the damaged file is gone: {names:?}")
                });
            }
        }
    }

    /// The next start finds everything in order.
    fn goes_on(&self, store: &dyn Store, ground: &Ground, kept: &Kept, report: &mut Report) {
        let mut expected = *kept;
        if let Some(resume) = store.resume(&ground.data()).filter(|_| kept.left > 0) {
            let ended = run(&resume, LINES);
            report.check(ended.code == Some(0) && !ended.is_loss_said(), || {
                format!("then resume: {ended:?}")
            });
            expected.finished += kept.left;
            expected.left = 0;
        }
        let ended = store.game(ground, "pam");
        let is_good = ended.code == Some(0) && ended.is_result_shown(QUESTIONS);
        report.check(is_good && !ended.is_loss_said(), || {
            format!("then play: {ended:?}")
        });
        expected.finished += 1;
        let now = store.kept(&ground.data());
        let is_there = now.as_ref().is_ok_and(|now| {
            (now.finished, now.left) == (expected.finished, expected.left)
                && now.answers >= kept.answers + QUESTIONS
        });
        report.check(is_there || self.damaged.is_some() && now.is_ok(), || {
            format!("then play: {kept:?} became {now:?}")
        });
    }
}

/// The calls that a run without a fault makes below `root`.
fn calls(argv: &[OsString], input: &str, ground: &Ground, root: &Path) -> Vec<Call> {
    let log = ground.path("calls");
    let strace = ["strace", "-y", "-o", log.to_str().unwrap()];
    let ended = run(&under(&strace, argv), input);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let mut counts = HashMap::new();
    let text = fs::read(log).unwrap();
    let mut calls = Vec::new();
    for line in String::from_utf8_lossy(&text).lines() {
        let Some((name, _)) = line.split_once('(') else {
            continue;
        };
        let nth: &mut usize = counts.entry(name.to_owned()).or_default();
        *nth += 1;
        if line.contains(root.to_str().unwrap()) && name != "execve" {
            calls.push(Call {
                name: name.to_owned(),
                nth: *nth,
                text: line.chars().take(160).collect(),
            });
        }
    }
    assert!(calls.len() > 3, "{calls:?}");
    calls
}

/// The command line with this fault at this call.
fn failing(argv: &[OsString], call: &Call, fault: &str, ground: &Ground) -> Vec<OsString> {
    let log = ground.path("calls");
    let trace = format!("trace={}", call.name);
    let inject = format!("inject={}:{fault}:when={}", call.name, call.nth);
    let strace = [
        "strace",
        "-y",
        "-o",
        log.to_str().unwrap(),
        "-e",
        &trace,
        "-e",
        &inject,
    ];
    under(&strace, argv)
}

fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect()
}

/// The faults at every `step`th call of each scene.
fn battery(store: &dyn Store, scenes: &[Scene], step: usize) -> Report {
    let mut report = Report::default();
    for scene in scenes {
        let calls = scene.calls(store);
        let points: Vec<_> = calls
            .iter()
            .flat_map(|call| FAULTS.map(|fault| (call, fault)))
            // Giving a lock back cannot fail.
            .filter(|(call, fault)| fault.starts_with("signal") || !call.text.contains("F_UNLCK"))
            .enumerate()
            .filter(|(n, _)| n % step == 0)
            .map(|(_, point)| point)
            .collect();
        // Two cores are kept busy.
        let (left, right) = points.split_at(points.len() / 2);
        let sweep = |points: &[(&Call, &str)]| {
            let mut report = Report::default();
            for (call, fault) in points {
                report.join(scene.fail(store, call, fault));
            }
            report
        };
        std::thread::scope(|scope| {
            let left = scope.spawn(|| sweep(left));
            report.join(sweep(right));
            report.join(left.join().unwrap());
        });
        report.say(&format!("up to {}, {} calls", scene.name, calls.len()));
    }
    report
}

fn may_trace() -> bool {
    let inject = ["-e", "trace=fsync", "-e", "inject=fsync:error=EIO", "true"];
    let works = works(&[&["strace", "-o", "/dev/null"], &inject[..]].concat());
    if !works {
        skipped("the sweep of calls", "strace is not here, or may not trace");
    }
    works
}

#[test]
fn a_fault_at_some_calls_loses_nothing() {
    if may_trace() {
        // Practice is left out: it differs most, and may come to wait for itself.
        battery(&Dundie, &SCENES[..5], 61).is_clean("sweep of some calls");
    }
}

#[test]
#[ignore = "takes a quarter of an hour"]
fn a_fault_at_any_call_loses_nothing() {
    if may_trace() {
        battery(&Dundie, &SCENES, 1).is_clean("sweep of all calls");
    }
}

/// Settings are what they were, or what they are to be.
#[test]
fn a_fault_at_any_call_leaves_the_settings_whole() {
    if !may_trace() {
        return;
    }
    let (old, new) = ("# mine\nname = \"pam\"\n", "# mine\nname = \"jim\"\n");
    let prepare = || {
        let ground = Ground::new();
        let folder = ground.path("home/.config/dundie");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("settings.toml"), old).unwrap();
        let argv = Dundie::argv(&ground.data(), &["settings", "name", "jim"]);
        (ground, folder, argv)
    };
    let (ground, folder, argv) = prepare();
    let mut report = Report::default();
    for call in calls(&argv, "", &ground, &folder) {
        for fault in FAULTS {
            let (ground, folder, argv) = prepare();
            let ended = run(&failing(&argv, &call, fault, &ground), "");
            report.runs += 1;
            let found = fs::read_to_string(folder.join("settings.toml")).unwrap();
            let is_whole = found == new || found == old && ended.code != Some(0);
            report.check(is_whole && !ended.panicked() && !ended.is_hung, || {
                format!("{fault} at {}: {found:?}: {ended:?}", call.text)
            });
            let again = run(&argv, "");
            let found = fs::read_to_string(folder.join("settings.toml")).unwrap();
            report.check(again.code == Some(0) && found == new, || {
                format!("{fault} at {}, then: {found:?}: {again:?}", call.text)
            });
        }
    }
    report.is_clean("sweep of the settings");
}

#[test]
fn a_store_that_writes_over_what_it_has_is_caught() {
    if may_trace() {
        let scene = Scene {
            name: "the naive store",
            set: |ground| {
                Naive.game(ground, "pam");
            },
            ..SCENES[1]
        };
        battery(&Naive, &[scene], 1).is_caught("sweep of all calls");
    }
}
