//! Keys out of the bytes that a terminal sends.
//!
//! The console library's reader splits sequences it does not know into letters,
//! which would answer questions: a late reply of the terminal, a mouse report,
//! Alt with an arrow. Here every sequence is read to its end.

use std::io;
use std::time::Duration;

use dialoguer::console::Key;

#[cfg(unix)]
use super::sequences::{ESC, Long, PASTED, Parsed, parse};

/// How long a second byte may take after Escape, which is a key when alone.
#[cfg(unix)]
const ESCAPE: Duration = Duration::from_millis(50);
/// How long to wait for the rest of a sequence after Escape.
#[cfg(unix)]
const REST: Duration = Duration::from_millis(300);

/// The keyboard, and bytes received that do not make a whole key yet.
#[derive(Debug, Default)]
pub struct Keys {
    #[cfg(unix)]
    bytes: Vec<u8>,
    /// What is being skipped, which may be longer than memory.
    #[cfg(unix)]
    skipped: Option<Long>,
    /// How long the rest of the bytes has been waited for.
    #[cfg(unix)]
    waited: Duration,
}

#[cfg(unix)]
impl Keys {
    /// Waits for a key; `None` if none comes in time.
    ///
    /// # Errors
    /// What the system says, and [`io::ErrorKind::Interrupted`] if there will be no more
    /// keys. A signal that ends the wait is no error.
    pub fn next(&mut self, limit: Duration) -> io::Result<Option<Key>> {
        loop {
            if let Some(key) = self.read_already() {
                return Ok(Some(key));
            }
            let is_begun = self.skipped.is_some() || !self.bytes.is_empty();
            let patience = if self.bytes.len() > 2 || self.skipped.is_some() {
                REST
            } else {
                ESCAPE
            };
            let left = patience.saturating_sub(self.waited);
            let step = if is_begun { limit.min(left) } else { limit };
            if !wait(step)? {
                self.waited += step;
                if !is_begun || self.waited < patience {
                    return Ok(None);
                }
                // The rest never came.
                self.waited = Duration::ZERO;
                self.skipped = None;
                let bytes = std::mem::take(&mut self.bytes);
                if !bytes.is_empty() && bytes.iter().all(|byte| *byte == ESC) {
                    return Ok(Some(Key::Escape));
                }
                continue;
            }
            self.waited = Duration::ZERO;
            let mut buffer = [0; 256];
            match rustix::io::read(rustix::stdio::stdin(), &mut buffer) {
                Ok(0) => return Err(io::ErrorKind::Interrupted.into()),
                Ok(read) => self.bytes.extend_from_slice(&buffer[..read]),
                Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// The next key of those that came along with the last one.
    pub fn read_already(&mut self) -> Option<Key> {
        loop {
            if let Some(long) = self.skipped {
                let Some(end) = long.end(&self.bytes) else {
                    // Its end may have begun.
                    let kept = self.bytes.len().saturating_sub(PASTED.len() - 1);
                    self.bytes.drain(..kept);
                    return None;
                };
                self.bytes.drain(..end);
                self.skipped = None;
            }
            match parse(&self.bytes) {
                Parsed::Key(key, used) => {
                    self.bytes.drain(..used);
                    return Some(key);
                }
                Parsed::Skip(used) => drop(self.bytes.drain(..used)),
                Parsed::Begin(long, used) => {
                    self.bytes.drain(..used);
                    self.skipped = Some(long);
                }
                Parsed::More => return None,
            }
        }
    }

    /// Whether more has come already.
    pub fn has_more(&self) -> bool {
        !self.bytes.is_empty() || wait(Duration::ZERO).unwrap_or(false)
    }

    /// Drops the keys that have come and not been read.
    pub fn forget(&mut self) {
        use rustix::termios::{QueueSelector, tcflush};
        *self = Self::default();
        // If that fails they are read as they come.
        let _ = tcflush(rustix::stdio::stdin(), QueueSelector::IFlush);
    }
}

/// Whether something can be read before the limit; a signal ends the wait, too.
#[cfg(unix)]
fn wait(limit: Duration) -> io::Result<bool> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let stdin = rustix::stdio::stdin();
    let mut fds = [PollFd::new(&stdin, PollFlags::IN)];
    let limit = Timespec::try_from(limit).ok();
    match poll(&mut fds, limit.as_ref()) {
        Ok(ready) => Ok(ready > 0),
        Err(rustix::io::Errno::INTR) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Elsewhere the console library reads keys, and waits for as long as it takes.
#[cfg(not(unix))]
impl Keys {
    pub fn next(&mut self, _: Duration) -> io::Result<Option<Key>> {
        dialoguer::console::Term::stderr().read_key().map(Some)
    }

    pub fn read_already(&mut self) -> Option<Key> {
        None
    }

    pub fn has_more(&self) -> bool {
        false
    }

    pub fn forget(&mut self) {}
}

#[cfg(all(test, unix))]
mod tests;
