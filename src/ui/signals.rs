//! Signals that end the program, noticed where the main thread waits for keys.
//!
//! A handler only notes that a signal came. The wait for a key then fails with
//! `Interrupted`, the main thread puts the terminal in order, and the process
//! dies of that very signal, so that the shell sees what happened. A signal that
//! comes just before the wait begins would not break it off, so a second thread
//! sends it again until the main thread has seen it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::signal::{SIGINT, SIGTERM};
use signal_hook::flag;

/// In the order in which they count where several came: a key press that is
/// broken off by SIGTERM makes the terminal library raise SIGINT as well.
#[cfg(unix)]
const ENDING: [i32; 4] = {
    use signal_hook::consts::signal::{SIGHUP, SIGQUIT};
    [SIGTERM, SIGHUP, SIGQUIT, SIGINT]
};
#[cfg(not(unix))]
const ENDING: [i32; 2] = [SIGTERM, SIGINT];

/// Which signals have come.
#[derive(Debug, Clone, Default)]
pub struct Signals {
    came: Vec<(i32, Arc<AtomicBool>)>,
    /// Whether the main thread knows.
    seen: Arc<AtomicBool>,
}

impl Signals {
    /// Notes ending signals from now on, instead of dying at once. A signal that
    /// cannot be caught stays as it is.
    #[must_use]
    pub fn watch() -> Self {
        let mut signals = Self::default();
        for signal in ENDING {
            let came = Arc::new(AtomicBool::new(false));
            if flag::register(signal, Arc::clone(&came)).is_ok() {
                signals.came.push((signal, came));
            }
        }
        #[cfg(unix)]
        signals.repeat_until_seen();
        signals
    }

    /// The signal that the process is to die of.
    #[must_use]
    pub fn pending(&self) -> Option<i32> {
        let came = self
            .came
            .iter()
            .find(|(_, came)| came.load(Ordering::Relaxed));
        if came.is_some() {
            self.seen.store(true, Ordering::Relaxed);
        }
        came.map(|(signal, _)| *signal)
    }

    /// Takes SIGINT back, where nothing else has come.
    #[cfg(unix)]
    #[must_use]
    pub fn forgive_interrupt(&self) -> bool {
        let is_set = |came: &AtomicBool| came.load(Ordering::Relaxed);
        let mut all = self.came.iter();
        if all.any(|(signal, came)| *signal != SIGINT && is_set(came)) {
            return false;
        }
        for (_, came) in &self.came {
            came.store(false, Ordering::Relaxed);
        }
        true
    }

    #[cfg(unix)]
    fn repeat_until_seen(&self) {
        use rustix::process::{Signal, getpid, kill_process};
        const PAUSE: std::time::Duration = std::time::Duration::from_millis(30);
        let noted = self.clone();
        let Ok(mut coming) = signal_hook::iterator::Signals::new(ENDING) else {
            return;
        };
        // Without the thread only that rare signal waits for the next key.
        let _ = std::thread::Builder::new().spawn(move || {
            for signal in coming.forever() {
                std::thread::sleep(PAUSE);
                if noted.seen.load(Ordering::Relaxed) {
                    return;
                }
                let is_set = |(number, came): &(i32, Arc<AtomicBool>)| {
                    *number == signal && came.load(Ordering::Relaxed)
                };
                let is_open = noted.came.iter().any(is_set);
                if let Some(signal) = Signal::from_named_raw(signal).filter(|_| is_open) {
                    let _ = kill_process(getpid(), signal);
                }
            }
        });
    }
}

/// Has a write beyond a limit on the size of files fail, instead of ending the process.
pub fn outlive_file_limits() {
    // Nobody reads the flag: what counts is that the signal is caught.
    #[cfg(unix)]
    let _ = flag::register(signal_hook::consts::signal::SIGXFSZ, Arc::default());
}

/// Ends the process as the signal would have done.
#[expect(clippy::disallowed_methods, reason = "a signal ends the program")]
pub fn die_of(signal: i32) {
    // Where that fails there is still the exit code by which shells tell it.
    let _ = signal_hook::low_level::emulate_default_handler(signal);
    std::process::exit(128 + signal);
}
