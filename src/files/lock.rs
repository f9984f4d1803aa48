//! A lock on a folder.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::thread;
use std::time::Duration;

/// How long to wait between two attempts.
const STEP: Duration = Duration::from_millis(10);

/// Locks the folder until the file is closed.
///
/// # Errors
/// [`io::ErrorKind::WouldBlock`] after `wait`; else what the file system says of
/// a folder that cannot be locked.
pub fn lock_folder(folder: &Path, wait: Duration) -> io::Result<File> {
    let folder = File::open(folder)?;
    let mut left = wait;
    loop {
        match folder.try_lock() {
            Ok(()) => return Ok(folder),
            Err(TryLockError::WouldBlock) if !left.is_zero() => {
                thread::sleep(STEP);
                left = left.saturating_sub(STEP);
            }
            Err(error) => return Err(error.into()),
        }
    }
}
