//! Waiting for a file that other processes are using.

use std::fs;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

/// How long to wait for a locked file while nobody writes to it.
const LIMIT: Duration = Duration::from_secs(5);

const STEP: Duration = Duration::from_millis(4);

/// A busy handler for `SQLite` and the database with this -wal: waits one step, and gives up at
/// the limit. `SQLite`'s own timeout backs off, so that in a crowd whoever has waited longest is
/// served last.
pub(super) fn handler(log: PathBuf) -> impl FnMut(i32) -> bool {
    let (mut waited, mut last_write) = (Duration::ZERO, None);
    move |times_before| {
        let write = fs::metadata(&log).and_then(|meta| meta.modified()).ok();
        if times_before == 0 || write != last_write {
            // The lock is moving; retry.
            (waited, last_write) = (Duration::ZERO, write);
        }
        let is_patient = waited < LIMIT;
        if is_patient {
            thread::sleep(STEP);
            waited += STEP;
        }
        is_patient
    }
}
