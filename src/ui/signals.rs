//! Signals that end the program, noticed where the main thread waits for keys.
//!
//! A handler only notes that a signal came. The wait for a key then fails with
//! `Interrupted`, the main thread puts the terminal in order, and the process
//! dies of that very signal, so that the shell sees what happened.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::signal::{SIGINT, SIGTERM};
use signal_hook::flag;

/// In the order in which they count where several came: a key press that is
/// broken off by SIGTERM makes the terminal library raise SIGINT as well.
#[cfg(unix)]
const ENDING: [i32; 3] = [SIGTERM, signal_hook::consts::signal::SIGHUP, SIGINT];
#[cfg(not(unix))]
const ENDING: [i32; 2] = [SIGTERM, SIGINT];

/// Which signals have come.
#[derive(Debug, Clone, Default)]
pub struct Signals(Vec<(i32, Arc<AtomicBool>)>);

impl Signals {
    /// Notes ending signals from now on, instead of dying at once. A signal that
    /// cannot be caught stays as it is.
    #[must_use]
    pub fn watch() -> Self {
        let mut caught = Vec::new();
        for signal in ENDING {
            let came = Arc::new(AtomicBool::new(false));
            if flag::register(signal, Arc::clone(&came)).is_ok() {
                caught.push((signal, came));
            }
        }
        Self(caught)
    }

    /// The signal that the process is to die of.
    #[must_use]
    pub fn pending(&self) -> Option<i32> {
        let came = self.0.iter().find(|(_, came)| came.load(Ordering::Relaxed));
        came.map(|(signal, _)| *signal)
    }
}

/// Ends the process as the signal would have done.
pub fn die_of(signal: i32) {
    // Where that fails there is still the exit code by which shells tell it.
    let _ = signal_hook::low_level::emulate_default_handler(signal);
    std::process::exit(128 + signal);
}
