//! A full disk: a small one in memory, in a name space of its own, filled to the last few pages.

use std::fs;
use std::path::Path;

use super::run::{Ended, run, under, works};
use super::stores::{Dundie, Ground, Naive, QUESTIONS, Store, answers};
use super::{Report, skipped};

/// Makes the disk, has a game played to have something on it, fills it up but for some pages, plays
/// again, frees it, and plays once more. What is on it is copied out after each game.
const SCRIPT: &str = r#"
out=$1 data=$2 pages=$3; shift 3
mount -t tmpfs -o size=1m none "$data" || exit 99
play() { "$@" < "$out/input" > "$out/out.$step" 2> "$out/err.$step"; echo $? > "$out/code.$step"
    mkdir "$out/$step"; cp -R "$data/." "$out/$step"; }
step=before play "$@"
head -c "$(($(stat -f -c %a "$data") * 4096 - pages * 4096))" /dev/zero > "$data/filler"
step=full play "$@"
rm "$data/filler"
step=after play "$@"
rm -f "$out"/*/filler
"#;

const NAMESPACE: [&str; 2] = ["unshare", "-rm"];

fn is_permitted() -> bool {
    let mount = ["sh", "-c", "mount -t tmpfs none /mnt"];
    let works = works(&[&NAMESPACE[..], &mount].concat());
    if !works {
        skipped(
            "the full disk",
            "a name space with a disk of its own is not permitted",
        );
    }
    works
}

fn ended(ground: &Ground, step: &str) -> Ended {
    let read = |name: &str| fs::read_to_string(ground.path(&format!("{name}.{step}"))).unwrap();
    Ended {
        code: read("code").trim().parse().ok(),
        stdout: read("out"),
        stderr: read("err"),
        is_hung: false,
    }
}

fn battery(store: &dyn Store, pages: impl Iterator<Item = u32>) -> Report {
    let mut report = Report::default();
    for pages in pages {
        let ground = Ground::new();
        fs::write(ground.path("input"), answers()).unwrap();
        let (out, data) = (ground.path(""), ground.data());
        let pages_text = pages.to_string();
        let words: [&Path; 3] = [&out, &data, Path::new(&pages_text)];
        let script = [&NAMESPACE[..], &["sh", "-c", SCRIPT, "sh"]].concat();
        let play = under(&words, &store.play(&data, "pam"));
        let all = run(&under(&script, &play), "");
        report.runs += 1;
        let mut violations = Report::default();
        violations.check(all.code == Some(0) && !all.is_hung, || format!("{all:?}"));
        if all.code == Some(0) {
            judge(store, &ground, &mut violations);
        }
        for violation in violations.violations {
            report
                .violations
                .push(format!("{pages} pages left: {violation}"));
        }
    }
    report
}

fn judge(store: &dyn Store, ground: &Ground, report: &mut Report) {
    let kept = |step| store.kept(&ground.path(step));
    let mut before = 0;
    for step in ["before", "full", "after"] {
        let ended = ended(ground, step);
        let is_shown = ended.code == Some(0) && ended.is_result_shown(QUESTIONS);
        report.check(is_shown, || format!("{step}, no result: {ended:?}"));
        match kept(step) {
            Ok(kept) => {
                let is_kept = kept.answers >= before + ended.verdicts();
                let is_said = step == "full" && ended.is_loss_said();
                report.check(is_kept || is_said && kept.answers >= before, || {
                    format!("{step}: {before} answers before, {kept:?} now: {ended:?}")
                });
                before = kept.answers;
            }
            Err(damage) => report.violations.push(format!("{step}: {damage}")),
        }
    }
}

#[test]
fn a_full_disk_loses_nothing_that_was_kept() {
    if is_permitted() {
        battery(&Dundie, [0, 1, 2, 3, 5, 8, 13].into_iter()).is_clean("full disk");
    }
}

#[test]
#[ignore = "takes a minute"]
fn no_rest_of_a_disk_is_too_small() {
    if is_permitted() {
        battery(&Dundie, 0..100).is_clean("each rest of a disk");
    }
}

#[test]
fn a_store_that_does_not_look_whether_it_wrote_is_caught() {
    if is_permitted() {
        battery(&Naive, [0].into_iter()).is_caught("full disk");
    }
}
