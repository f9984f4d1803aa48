//! Locks on folders, waited for no longer than is said.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::thread;
use std::time::Duration;

/// How long to wait between two attempts.
const STEP: Duration = Duration::from_millis(10);

/// Locks the folder until the file is closed. `attempt` is
/// [`File::try_lock`] or [`File::try_lock_shared`].
///
/// # Errors
/// [`io::ErrorKind::WouldBlock`] after `wait`; else what the file system says of
/// a folder that cannot be locked.
pub fn lock_folder(
    folder: &Path,
    wait: Duration,
    attempt: impl Fn(&File) -> Result<(), TryLockError>,
) -> io::Result<File> {
    let folder = File::open(folder)?;
    let mut left = wait;
    loop {
        match attempt(&folder) {
            Ok(()) => return Ok(folder),
            Err(TryLockError::WouldBlock) if !left.is_zero() => {
                thread::sleep(STEP);
                left = left.saturating_sub(STEP);
            }
            Err(error) => return Err(error.into()),
        }
    }
}
