//! Signals that end the program.
//!
//! A handler only notes that a signal came. The main thread sees that at its next
//! look, leaves the game in order, and the process dies of that very signal, so
//! that the shell sees what happened. If the main thread is held up, a second
//! thread gives the terminal back and lets the process die.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use signal_hook::consts::signal::{SIGINT, SIGTERM};
use signal_hook::flag;
use signal_hook::low_level;

use super::screen;

/// In the order in which they count if several came: a prompt of the console
/// library that is interrupted by SIGTERM raises SIGINT as well.
#[cfg(unix)]
const ENDING: [i32; 4] = {
    use signal_hook::consts::signal::{SIGHUP, SIGQUIT};
    [SIGTERM, SIGHUP, SIGQUIT, SIGINT]
};
#[cfg(not(unix))]
const ENDING: [i32; 2] = [SIGTERM, SIGINT];

/// How long the main thread has to leave in order.
#[cfg(unix)]
const GRACE: Duration = Duration::from_secs(1);
/// How long the signal of a closed window may come after reads begin to fail.
const LAG: Duration = Duration::from_millis(100);

/// Which signals have come.
#[derive(Debug, Clone, Default)]
pub struct Signals {
    came: Vec<(i32, Arc<AtomicBool>)>,
}

impl Signals {
    /// Notes ending signals from now on, instead of dying at once. A signal that
    /// cannot be caught stays as it is.
    pub fn watch() -> Self {
        let mut signals = Self::default();
        for signal in ENDING {
            let came = Arc::new(AtomicBool::new(false));
            if flag::register(signal, Arc::clone(&came)).is_ok() {
                signals.came.push((signal, came));
            }
        }
        signals
    }

    /// The signal that the process is to die of.
    pub fn pending(&self) -> Option<i32> {
        let mut came = self.came.iter();
        let found = came.find(|(_, came)| came.load(Ordering::Relaxed));
        found.map(|(signal, _)| *signal)
    }

    /// As [`pending`](Self::pending), a moment later if need be: when a window is
    /// closed, failing reads tell first.
    pub fn pending_soon(&self) -> Option<i32> {
        const STEPS: u32 = 20;
        for _ in 0..STEPS {
            if self.pending().is_some() {
                break;
            }
            thread::sleep(LAG / STEPS);
        }
        self.pending()
    }

    /// Starts the thread that ends a program whose main thread is held up, unless it runs
    /// already. It can wait until the first page is there.
    #[cfg(unix)]
    pub fn guard(&self) {
        static RUNS: AtomicBool = AtomicBool::new(false);
        if RUNS.swap(true, Ordering::Relaxed) {
            return;
        }
        let Ok(mut coming) = signal_hook::iterator::Signals::new(ENDING) else {
            return;
        };
        let noted = self.clone();
        // Without the thread a main thread that is held up ends a little later.
        let _ = thread::Builder::new().spawn(move || {
            if coming.forever().next().is_some() {
                thread::sleep(GRACE);
                screen::give_back();
                die_of(noted.pending().unwrap_or(SIGTERM));
            }
        });
    }

    #[cfg(not(unix))]
    pub fn guard(&self) {}
}

/// Makes oversized writes fail with EFBIG, instead of ending the process.
pub fn outlive_file_limits() {
    // Nobody reads the flag: what counts is that the signal is caught.
    #[cfg(unix)]
    let _ = flag::register(signal_hook::consts::signal::SIGXFSZ, Arc::default());
}

/// Ends the process as the signal would have done.
#[expect(clippy::disallowed_methods, reason = "a signal ends the program")]
pub fn die_of(signal: i32) {
    // If that fails there is still the exit code by which shells know it.
    let _ = low_level::emulate_default_handler(signal);
    std::process::exit(128 + signal);
}
