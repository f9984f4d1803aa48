//! A terminal that does not echo keys between two prompts.
//!
//! The terminal library makes the terminal raw for each key and cooked again
//! after it; a key that comes in between would be echoed into the picture.

use rustix::termios::{
    LocalModes, OptionalActions, QueueSelector, Termios, tcflush, tcgetattr, tcsetattr,
};

/// While this lives, keys are neither echoed nor gathered into lines. Signals
/// by keys stay. Where it goes, also by a panic, the terminal is as it was.
#[derive(Debug)]
pub struct Quiet {
    before: Option<Termios>,
}

impl Quiet {
    /// Where the terminal cannot be changed it stays as it is.
    #[must_use]
    pub fn start() -> Self {
        let before = tcgetattr(rustix::stdio::stdin()).ok();
        let quiet = Self { before };
        quiet.resume();
        quiet
    }

    /// The terminal as it was, for whoever uses it meanwhile.
    pub fn pause(&self) {
        if let Some(before) = &self.before {
            // There is nobody to tell.
            let _ = tcsetattr(rustix::stdio::stdin(), OptionalActions::Now, before);
        }
    }

    /// Quiet again.
    pub fn resume(&self) {
        if let Some(mut modes) = self.before.clone() {
            modes.local_modes -= LocalModes::ECHO | LocalModes::ICANON;
            let _ = tcsetattr(rustix::stdio::stdin(), OptionalActions::Now, &modes);
        }
    }
}

/// Drops the keys that have come and not been read.
pub fn forget_keys() {
    // Where that fails they are read as they come.
    let _ = tcflush(rustix::stdio::stdin(), QueueSelector::IFlush);
}

impl Drop for Quiet {
    fn drop(&mut self) {
        self.pause();
    }
}
