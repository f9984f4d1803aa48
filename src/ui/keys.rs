//! Keys as they come, and what else a prompt on a terminal has to answer to.

use std::io;
use std::time::Duration;

use dialoguer::console::{Key, Term};

use super::PromptError;
use super::signals::Signals;

/// What ended a wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    Key(Key),
    /// There will be no more keys.
    End,
    /// The limit is reached.
    Time,
    /// The window may have changed.
    Redraw,
    /// The player asks the program to stop for now.
    #[cfg(unix)]
    Suspend,
    /// The program was stopped and goes on.
    #[cfg(unix)]
    Continued,
}

pub struct Keys {
    term: Term,
    signals: Signals,
    /// `None` where signals cannot be caught.
    #[cfg(unix)]
    wake: Option<super::wake::Wake>,
    #[cfg(unix)]
    quiet: super::quiet::Quiet,
}

impl Keys {
    #[must_use]
    pub fn new(term: Term, signals: Signals) -> Self {
        Self {
            term,
            signals,
            #[cfg(unix)]
            wake: super::wake::Wake::watch(),
            #[cfg(unix)]
            quiet: super::quiet::Quiet::start(),
        }
    }

    /// Waits until something happens, at most for the limit.
    ///
    /// # Errors
    /// [`PromptError`] where a signal ends the program or nothing can be read.
    pub fn next(&mut self, limit: Option<Duration>) -> Result<Event, PromptError> {
        if self.signals.pending().is_some() {
            return Err(PromptError::Interrupted);
        }
        match self.look(limit) {
            Ok(None) => self.read(),
            Ok(Some(event)) => Ok(event),
            // Which signal it was is looked at before the next wait.
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(Event::Redraw),
            Err(error) => Err(self.failed(error)),
        }
    }

    /// Waits for what comes before a key; `None` where a key can be read.
    #[cfg(unix)]
    fn look(&mut self, limit: Option<Duration>) -> io::Result<Option<Event>> {
        use super::wake::Woken;
        let Some(wake) = &mut self.wake else {
            return Ok(None);
        };
        Ok(match wake.wait(limit)? {
            Woken::Key => None,
            Woken::Time => Some(Event::Time),
            Woken::Redraw => Some(Event::Redraw),
            Woken::Suspend => Some(Event::Suspend),
            Woken::Continued => Some(Event::Continued),
        })
    }

    #[cfg(not(unix))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "as on unix")]
    fn look(&mut self, _: Option<Duration>) -> io::Result<Option<Event>> {
        Ok(None)
    }

    fn read(&self) -> Result<Event, PromptError> {
        match self.term.read_key() {
            Ok(key) => {
                #[cfg(unix)]
                if let Key::UnknownEscSeq(start) = &key {
                    self.read_rest(start);
                }
                Ok(Event::Key(key))
            }
            Err(error) => self.ended(error),
        }
    }

    /// What it means that no key could be read. Of a window that is closed failing
    /// reads tell first, and the signal comes right after.
    ///
    /// # Errors
    /// [`PromptError`] where it is more than that there are no keys any more.
    pub fn ended(&self, error: io::Error) -> Result<Event, PromptError> {
        const PAUSE: Duration = Duration::from_millis(5);
        const PAUSES: usize = 20;
        for _ in 0..PAUSES {
            if self.signals.pending().is_some() {
                break;
            }
            std::thread::sleep(PAUSE);
        }
        if error.kind() == io::ErrorKind::UnexpectedEof && self.signals.pending().is_none() {
            return Ok(Event::End);
        }
        Err(self.failed(error))
    }

    /// Reads what the library leaves of a sequence that it does not know, such as
    /// that of Ctrl-Right: it would be taken for letters and digits that nobody has
    /// pressed.
    #[cfg(unix)]
    fn read_rest(&self, start: &[char]) {
        let is_last = |c: &char| ('@'..='~').contains(c);
        let is_open = match start {
            ['O'] => true,
            ['[', .., last] => !is_last(last),
            _ => false,
        };
        while is_open && super::wake::is_ready() {
            match self.term.read_key() {
                Ok(Key::Char(c)) if is_last(&c) => return,
                Ok(_) => {}
                Err(_) => return,
            }
        }
    }

    /// Stops until the program is sent on.
    #[cfg(unix)]
    pub fn suspend(&mut self) {
        self.quiet.pause();
        super::wake::suspend();
        if let Some(wake) = &self.wake {
            wake.settle();
        }
        self.resume();
    }

    /// The terminal again as the program wants it, and nothing left to redraw.
    #[cfg(unix)]
    pub fn resume(&mut self) {
        self.quiet.resume();
        if let Some(wake) = &mut self.wake {
            wake.take();
        }
    }

    /// Broken off by a signal, or really failed.
    fn failed(&self, error: io::Error) -> PromptError {
        if self.signals.pending().is_some() || error.kind() == io::ErrorKind::Interrupted {
            // A prompt that is broken off leaves the cursor hidden.
            let _ = self.term.show_cursor();
            return PromptError::Interrupted;
        }
        PromptError::Io(error)
    }

    /// Whether a prompt of the library was broken off only by what asks for it to
    /// be drawn again: that takes every signal for Ctrl-C.
    #[cfg(unix)]
    pub fn only_woken(&mut self) -> bool {
        use super::wake::Woken;
        let Some(woken) = self.wake.as_mut().and_then(super::wake::Wake::take) else {
            return false;
        };
        if !self.signals.forgive_interrupt() {
            return false;
        }
        match woken {
            Woken::Suspend => self.suspend(),
            Woken::Continued => self.resume(),
            _ => {}
        }
        true
    }

    #[cfg(not(unix))]
    #[expect(clippy::unused_self, reason = "as on unix")]
    pub fn only_woken(&mut self) -> bool {
        false
    }
}

/// Drops the keys that have come and not been read.
pub fn forget() {
    #[cfg(unix)]
    super::quiet::forget_keys();
}
