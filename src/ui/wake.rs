//! Waiting for a key, with a limit, and for what else asks to be looked at.
//!
//! The wait is one `poll` on the terminal and on a pipe that signal handlers
//! write to: nothing runs meanwhile, no key is read before it is wanted, and no
//! signal falls between a look and the wait.

use std::io::{self, Read as _};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::consts::signal::{SIGCONT, SIGTSTP, SIGWINCH};
use signal_hook::{flag, low_level};

/// Why the wait is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Woken {
    /// A key can be read, or the terminal is gone and a read will tell.
    Key,
    /// The time is up.
    Time,
    /// The window changed.
    Redraw,
    /// The player asks the program to stop for now.
    Suspend,
    /// The program was stopped, and goes on: whoever had the terminal meanwhile
    /// may have changed its modes.
    Continued,
}

/// What wakes a wait besides keys.
#[derive(Debug)]
pub struct Wake {
    pipe: UnixStream,
    suspend: Arc<AtomicBool>,
    continued: Arc<AtomicBool>,
}

impl Wake {
    /// `None` where signals cannot be caught: then keys alone end a wait.
    #[must_use]
    pub fn watch() -> Option<Self> {
        let (pipe, sender) = UnixStream::pair().ok()?;
        pipe.set_nonblocking(true).ok()?;
        let suspend = Arc::new(AtomicBool::new(false));
        flag::register(SIGTSTP, Arc::clone(&suspend)).ok()?;
        let continued = Arc::new(AtomicBool::new(false));
        flag::register(SIGCONT, Arc::clone(&continued)).ok()?;
        for signal in [SIGWINCH, SIGCONT, SIGTSTP] {
            low_level::pipe::register(signal, sender.try_clone().ok()?).ok()?;
        }
        Some(Self {
            pipe,
            suspend,
            continued,
        })
    }

    /// Waits for a key, a signal, or so long.
    ///
    /// # Errors
    /// `Interrupted` where a signal came.
    pub fn wait(&mut self, limit: Option<Duration>) -> io::Result<Woken> {
        let stdin = rustix::stdio::stdin();
        let (ready, is_key) = {
            let mut fds = [
                PollFd::new(&stdin, PollFlags::IN),
                PollFd::new(&self.pipe, PollFlags::IN),
            ];
            let limit = limit.and_then(|limit| Timespec::try_from(limit).ok());
            let ready = poll(&mut fds, limit.as_ref())?;
            (ready, !fds[0].revents().is_empty())
        };
        if ready == 0 {
            return Ok(Woken::Time);
        }
        if is_key {
            return Ok(Woken::Key);
        }
        Ok(self.take().unwrap_or(Woken::Redraw))
    }

    /// What signals have come since they were looked at last.
    pub fn take(&mut self) -> Option<Woken> {
        let mut bytes = [0; 64];
        let mut came = false;
        while matches!(self.pipe.read(&mut bytes), Ok(read) if read > 0) {
            came = true;
        }
        // SIGCONT takes a stop back that was asked for before it.
        let suspend = self.suspend.swap(false, Ordering::Relaxed);
        if self.continued.swap(false, Ordering::Relaxed) {
            return Some(Woken::Continued);
        }
        if suspend {
            return Some(Woken::Suspend);
        }
        came.then_some(Woken::Redraw)
    }
}

impl Wake {
    /// Waits for the signal that ended a stop: it may reach another thread a
    /// moment after this one goes on, and must not be taken for another.
    pub fn settle(&self) {
        const STEP: Duration = Duration::from_millis(1);
        for _ in 0..50 {
            if self.continued.load(Ordering::Relaxed) {
                return;
            }
            std::thread::sleep(STEP);
        }
    }
}

/// Whether something can be read at once.
#[must_use]
pub fn is_ready() -> bool {
    let stdin = rustix::stdio::stdin();
    let mut fds = [PollFd::new(&stdin, PollFlags::IN)];
    poll(&mut fds, Some(&Timespec::default())).is_ok_and(|ready| ready > 0)
}

/// Stops the process as Ctrl-Z does, until it is sent on.
pub fn suspend() {
    // Where that fails the program just goes on.
    let _ = low_level::emulate_default_handler(SIGTSTP);
}
