//! A limit on how large files may grow.

use super::Report;
use super::run::{run, under};
use super::stores::{Dundie, Ground, Kept, Naive, QUESTIONS, Store, answers};

/// A game under each of these limits, in blocks of 512 bytes.
fn battery(store: &dyn Store, limits: &[u32]) -> Report {
    let mut report = Report::default();
    for limit in limits {
        for is_first in [true, false] {
            let ground = Ground::new();
            if !is_first {
                assert_eq!(store.game(&ground, "pam").code, Some(0));
            }
            let before = store.kept(&ground.data()).unwrap();
            let limited = format!("ulimit -f {limit}; exec \"$@\"");
            let play = store.play(&ground.data(), "pam");
            let ended = run(&under(&["sh", "-c", &limited, "sh"], &play), &answers());
            report.runs += 1;
            let told = before.answers + ended.verdicts();
            let kept = store.kept(&ground.data());
            let is_kept = kept.as_ref().is_ok_and(|kept| {
                kept.finished >= before.finished && (kept.answers >= told || ended.is_loss_said())
            });
            report.check(
                ended.is_result_shown(QUESTIONS) && ended.code == Some(0),
                || format!("limit {limit}, no result: {ended:?}"),
            );
            report.check(is_kept, || {
                format!("limit {limit}: {before:?} became {kept:?}: {ended:?}")
            });
            let again = store.game(&ground, "pam");
            let after = store.kept(&ground.data()).unwrap_or_default();
            let is_good = again.code == Some(0)
                && !again.is_loss_said()
                && after.finished == kept.map_or(0, |kept: Kept| kept.finished) + 1;
            report.check(is_good, || {
                format!("limit {limit}, then: {after:?}: {again:?}")
            });
        }
    }
    report
}

#[test]
fn a_limit_on_files_loses_nothing_that_was_kept() {
    let limits = [
        0, 1, 2, 4, 8, 16, 64, 72, 80, 96, 112, 120, 128, 144, 160, 200,
    ];
    battery(&Dundie, &limits).is_clean("file limits");
}

#[test]
#[ignore = "takes a minute"]
fn no_limit_on_files_loses_what_was_kept() {
    battery(&Dundie, &(0..300).collect::<Vec<_>>()).is_clean("all file limits");
}

#[test]
fn a_store_that_does_not_ask_whether_it_wrote_is_caught() {
    battery(&Naive, &[0]).is_caught("file limits");
}
