//! Signals that end the program.
//!
//! A handler only notes that a signal came. The main thread sees that at its next
//! look, leaves the game in order, and the process dies of that very signal, so
//! that the shell sees what happened. If the main thread is held up, by a locked file
//! or half a character, a second thread gives the terminal back and lets the process
//! die.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use rustix::fs::{Mode, OFlags};
use signal_hook::consts::signal::{SIGINT, SIGTERM};
use signal_hook::flag;
use signal_hook::low_level;

use super::screen;

/// All that end a program unless it wants otherwise, in the order in which they count
/// if several came: a prompt of the console library that is interrupted by SIGTERM
/// raises SIGINT as well.
#[cfg(unix)]
const ENDING: &[i32] = {
    use signal_hook::consts::signal::{
        SIGABRT, SIGALRM, SIGHUP, SIGPROF, SIGQUIT, SIGSYS, SIGTRAP, SIGUSR1, SIGUSR2, SIGVTALRM,
        SIGXCPU,
    };
    &[
        SIGTERM,
        SIGHUP,
        SIGQUIT,
        SIGABRT,
        SIGALRM,
        SIGPROF,
        SIGSYS,
        SIGTRAP,
        SIGUSR1,
        SIGUSR2,
        SIGVTALRM,
        SIGXCPU,
        #[cfg(target_os = "linux")]
        signal_hook::consts::signal::SIGIO,
        #[cfg(target_os = "linux")]
        rustix::process::Signal::POWER.as_raw(),
        #[cfg(target_os = "linux")]
        rustix::process::Signal::STKFLT.as_raw(),
        SIGINT,
    ]
};
#[cfg(not(unix))]
const ENDING: &[i32] = &[SIGTERM, SIGINT];

/// How long the main thread has to leave in order.
#[cfg(unix)]
const GRACE: Duration = Duration::from_millis(800);
/// How long the signal of a closed window may come after reads begin to fail.
const LAG: Duration = Duration::from_millis(100);

/// Which signals have come.
#[derive(Debug, Clone)]
pub struct Signals {
    came: Vec<(i32, Arc<AtomicBool>)>,
}

impl Default for Signals {
    fn default() -> Self {
        let came = ENDING.iter().map(|signal| (*signal, Arc::default()));
        Self {
            came: came.collect(),
        }
    }
}

/// Signals that are ignored, a bit each from the lowest on.
struct Ignored(u64);

impl Ignored {
    fn contains(&self, signal: i32) -> bool {
        self.0 >> (signal - 1) & 1 == 1
    }
}

/// The ignored signals, if the system tells.
fn ignored() -> Ignored {
    let flags = OFlags::RDONLY | OFlags::CLOEXEC;
    let status = rustix::fs::open(c"/proc/self/status", flags, Mode::empty());
    // The kernel generates the file on every read, so read it in one call.
    let mut bytes = [0; 1 << 12];
    let len = status.and_then(|status| rustix::io::read(status, &mut bytes));
    let status = String::from_utf8_lossy(&bytes[..len.unwrap_or(0)]);
    let mut lines = status.lines();
    let mask = lines.find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    Ignored(mask.unwrap_or(0))
}

impl Signals {
    /// Notes ending signals from now on, instead of dying at once. A signal that
    /// cannot be caught or that the parent has ignored stays as it is.
    pub fn watch(&self) {
        let ignored = ignored();
        for (signal, came) in &self.came {
            if !ignored.contains(*signal) {
                let _ = flag::register(*signal, Arc::clone(came));
            }
        }
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

    /// Starts the thread that ends a program whose main thread is held up, unless it is
    /// running.
    pub fn guard(&self) {
        #[cfg(unix)]
        self.end_if_held_up();
    }

    #[cfg(unix)]
    fn end_if_held_up(&self) {
        static RUNS: AtomicBool = AtomicBool::new(false);
        if RUNS.swap(true, Ordering::Relaxed) {
            return;
        }
        let ignored = ignored();
        let watched = self.came.iter().map(|(signal, _)| signal);
        let watched = watched.filter(|signal| !ignored.contains(**signal));
        let Ok(mut coming) = signal_hook::iterator::Signals::new(watched) else {
            return;
        };
        let noted = self.clone();
        // Without the thread a main thread that is held up ends a little later.
        let _ = thread::Builder::new().spawn(move || {
            if noted.pending().is_some() || coming.forever().next().is_some() {
                thread::sleep(GRACE);
                screen::give_back();
                die_of(noted.pending().unwrap_or(SIGTERM));
            }
        });
    }
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
    // The library does not know every signal. There is still the exit code by which
    // shells know it.
    let _ = low_level::emulate_default_handler(signal);
    std::process::exit(128 + signal);
}
