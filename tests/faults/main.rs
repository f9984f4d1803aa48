//! The promises of the history, under fault. The habit is that of `SQLite`: fail every single
//! call in turn (<https://www.sqlite.org/testing.html>).
//!
//! ```sh
//! cargo test --test faults                                              # a part of each, in half a minute
//! cargo test --test faults -- --ignored --nocapture --test-threads 1    # all of each, in 20 minutes
//! ```
//!
//! Each battery is run on `dundie` and, as a control, on a store that knows no better, in which it
//! has to find something. If a tool such as `strace` is missing, its tests are skipped with a
//! message.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

#[path = "../common/mod.rs"]
mod common;
mod crowd;
mod disk;
mod hostile;
mod kills;
mod limits;
mod locks;
mod pages;
mod places;
mod planted;
mod races;
mod run;
mod stores;
mod sweep;

use std::io::Write as _;

/// Says what is left out. Unlike `eprintln!` this gets past the capture of output.
fn skipped(what: &str, why: &str) {
    say(&format!("SKIPPED: {what}: {why}"));
}

fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// What a battery found on a store.
#[derive(Default)]
struct Report {
    runs: usize,
    violations: Vec<String>,
}

impl Report {
    /// Notes a violation unless `held`.
    fn check(&mut self, held: bool, violation: impl FnOnce() -> String) {
        if !held {
            self.violations.push(violation());
        }
    }

    fn join(&mut self, other: Self) {
        self.runs += other.runs;
        self.violations.extend(other.violations);
    }

    /// Asserts that there were runs, and nothing was found in them.
    #[track_caller]
    fn is_clean(&self, battery: &str) {
        self.say(battery);
        assert!(self.runs > 0, "{battery}: nothing was run");
        let found = self.violations.join("\n");
        assert!(found.is_empty(), "{battery}:\n{found}");
    }

    /// Asserts that the battery tells a bad store.
    #[track_caller]
    fn is_caught(&self, battery: &str) {
        self.say(&format!("{battery}, control"));
        assert!(!self.violations.is_empty(), "{battery}: the control passed");
    }

    fn say(&self, battery: &str) {
        let (runs, violations) = (self.runs, self.violations.len());
        say(&format!("{battery}: {runs} runs, {violations} violations"));
    }
}
