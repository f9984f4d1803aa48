//! Places where nothing can be kept, or not as it is: the game is played, the player is told, and
//! what was there stays.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::FileTypeExt as _;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::hostile::{CACHES, Ends, FORBIDDEN, HISTORIES, Hostile, SETTINGS, allow};
use super::run::{Ended, start, under, works};
use super::stores::{Dundie, Ground, Naive, QUESTIONS, Store, answers};
use super::{Report, skipped};

const LIMIT: Duration = Duration::from_secs(10);

/// Every file and link below, and what it says; what cannot be read stands without.
fn snapshot(folder: &Path, into: &mut BTreeMap<OsString, Vec<u8>>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        let kind = fs::symlink_metadata(&path).unwrap().file_type();
        let text = if kind.is_file() {
            fs::read(&path).unwrap_or_default()
        } else if kind.is_dir() {
            snapshot(&path, into);
            b"a folder".to_vec()
        } else if kind.is_fifo() {
            b"a pipe".to_vec()
        } else {
            fs::read_link(&path)
                .unwrap()
                .into_os_string()
                .into_encoded_bytes()
        };
        into.insert(path.into_os_string(), text);
    }
}

/// Whether what stands there now is what stood there, leaving out what may change: the cache, what
/// lies beside the history, and the history where games are kept in it.
fn stays(before: &BTreeMap<OsString, Vec<u8>>, ground: &Ground, ends: Ends) -> Result<(), String> {
    let mut after = BTreeMap::new();
    snapshot(&ground.path(""), &mut after);
    let may_change = |path: &str| {
        path.contains("/cache")
            || path.ends_with("-wal")
            || path.ends_with("-shm")
            || ends == Ends::Kept && path.ends_with("history.db")
    };
    for (path, text) in before {
        let name = path.to_string_lossy();
        let now = if ends == Ends::Aside && name.ends_with("history.db") {
            after.get(ground.data().join("history.damaged-1.db").as_os_str())
        } else {
            after.get(path)
        };
        if !may_change(&name) && now != Some(text) {
            return Err(format!("{name} is not what it was"));
        }
    }
    Ok(())
}

/// Somebody who is not the superuser, where that is who runs this.
fn player() -> Option<Vec<&'static str>> {
    if !rustix::process::geteuid().is_root() {
        return Some(Vec::new());
    }
    let player = [
        "setpriv",
        "--reuid=65534",
        "--regid=65534",
        "--clear-groups",
    ];
    let dundie = [env!("CARGO_BIN_EXE_dundie"), "--version"];
    let works = works(&[&player[..], &dundie].concat());
    works.then(|| player.to_vec())
}

/// Gives everything to somebody who is not the superuser.
fn give(ground: &Ground) {
    if rustix::process::geteuid().is_root() {
        let path = ground.path("");
        let given = Command::new("chown")
            .args(["-R", "-h", "65534:65534"])
            .arg(path)
            .status();
        assert!(given.unwrap().success());
    }
}

fn judge(place: &Hostile, ended: &Ended, ground: &Ground, report: &mut Report) {
    report.check(!ended.panicked() && !ended.is_hung, || format!("{ended:?}"));
    let is_good = ended.code == Some(0) && ended.is_result_shown(QUESTIONS);
    report.check(is_good, || format!("no result: {ended:?}"));
    let told = ended
        .stderr
        .matches("This game won't be saved: could not ")
        .count();
    match place.ends {
        Ends::Told(what, remedy) => {
            let is_told = told == 2 && ended.stderr.contains(what) && ended.stderr.contains(remedy);
            report.check(is_told, || format!("told {told} times: {ended:?}"));
        }
        Ends::Aside => {
            let to = ground.data().join("history.damaged-1.db");
            let is_told = ended.stderr.contains(to.to_str().unwrap());
            report.check(is_told && told == 0, || format!("not announced: {ended:?}"));
        }
        Ends::Kept => report.check(told == 0, || format!("not kept: {ended:?}")),
    }
}

fn battery(store: &dyn Store, places: &[Hostile], limit: Duration) -> Report {
    let mut report = Report::default();
    let player = player();
    if player.is_none() {
        skipped(
            "what a player may not do",
            "there is no setpriv to become one with",
        );
    }
    let work = |place: &Hostile| {
        let mut report = Report::default();
        let ground = Ground::new();
        let wrapper = match (&player, place.for_players) {
            (None, true) => return report,
            (Some(player), true) => player.clone(),
            _ => Vec::new(),
        };
        (place.set)(&ground);
        if place.for_players {
            give(&ground);
        }
        let mut before = BTreeMap::new();
        snapshot(&ground.path(""), &mut before);
        let play = under(&wrapper, &store.play(&ground.data(), "pam"));
        let ended = start(&play, &answers(), Duration::ZERO).wait(limit);
        report.runs += 1;
        judge(place, &ended, &ground, &mut report);
        if let Err(violation) = stays(&before, &ground, place.ends) {
            report.violations.push(violation);
        }
        report.join(others(&wrapper, &ground, limit));
        allow_all(&ground);
        for violation in &mut report.violations {
            *violation = format!("{}: {violation}", place.name);
        }
        report
    };
    for place in places {
        report.join(work(place));
    }
    report
}

/// Other commands in the same place: none hangs or panics, and games are played.
fn others(wrapper: &[&str], ground: &Ground, limit: Duration) -> Report {
    let mut report = Report::default();
    let data = ground.data();
    let mut commands: Vec<_> = [
        &["scores", "--all"][..],
        &["stats"],
        &["flags"],
        &["resume"],
        &["settings"],
    ]
    .iter()
    .map(|words| (Dundie::argv(&data, words), None))
    .collect();
    commands.push((Dundie::argv(&data, &["daily"]), Some(10)));
    commands.push((Dundie::game_of("practice", &data, "pam"), Some(0)));
    commands.push((Dundie::argv(&data, &[]), None));
    for (argv, questions) in commands {
        let argv = under(wrapper, &argv);
        let ended = start(&argv, &"1\n".repeat(40), Duration::ZERO).wait(limit);
        report.runs += 1;
        report.check(!ended.panicked() && !ended.is_hung, || {
            format!("{argv:?}: {ended:?}")
        });
        if let Some(questions) = questions {
            let is_shown = questions == 0 || ended.is_result_shown(questions);
            report.check(ended.code == Some(0) && is_shown, || {
                format!("no result: {argv:?}: {ended:?}")
            });
        }
    }
    report
}

/// So that the folder can be removed.
fn allow_all(ground: &Ground) {
    if ground.data().is_dir() && !ground.data().is_symlink() {
        allow(&ground.data(), 0o700);
    }
}

#[test]
fn no_place_stops_a_game_or_loses_what_was_there() {
    let all = [HISTORIES, CACHES, SETTINGS, FORBIDDEN].concat();
    battery(&Dundie, &all, LIMIT).is_clean("hostile places");
}

#[test]
fn a_store_that_looks_at_nothing_is_caught() {
    battery(&Naive, &HISTORIES[..3], Duration::from_millis(300)).is_caught("hostile places");
}
