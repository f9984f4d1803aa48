//! Waiting for a file that others use.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, SystemTime};

use super::aside::beside;

/// How long to wait for a file that another process holds.
pub(super) const LOCK_WAIT: Duration = Duration::from_secs(5);

/// How long to wait between two attempts to get it.
const STEP: Duration = Duration::from_millis(4);

/// So many times is [`LOCK_WAIT`] waited at most while others get on.
const MOST_WAITS: u32 = 6;

/// Waits a little for a lock, until that was [`LOCK_WAIT`]. `SQLite`'s own way is to ask ever more
/// rarely, so that in a crowd who has waited longest is the last to be served.
pub(super) fn keeps_waiting(times_before: i32) -> bool {
    let waited = STEP.saturating_mul(times_before.unsigned_abs());
    if waited < LOCK_WAIT {
        thread::sleep(STEP);
    }
    waited < LOCK_WAIT
}

/// Tries again where the wait was in vain and others have written to the database at `path`
/// meanwhile: then nobody sits on the lock, and a turn will come.
pub(super) fn in_a_crowd<T, E>(
    path: &Path,
    is_busy: impl Fn(&E) -> bool,
    mut attempt: impl FnMut() -> Result<T, E>,
) -> Result<T, E> {
    let mut seen = last_written(path);
    for _ in 1..MOST_WAITS {
        let tried = attempt();
        let now = last_written(path);
        if !tried.as_ref().is_err_and(&is_busy) || now == seen {
            return tried;
        }
        seen = now;
    }
    attempt()
}

fn last_written(path: &Path) -> Option<SystemTime> {
    fs::metadata(beside(path, "-wal")).ok()?.modified().ok()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Folder;
    use super::*;

    #[test]
    fn who_waits_while_others_write_waits_on() {
        let folder = Folder::new();
        let wal = beside(&folder.path(), "-wal");
        let write = |n: u64| {
            let file = fs::File::create(&wal).unwrap();
            let time = SystemTime::UNIX_EPOCH + Duration::from_secs(n);
            file.set_modified(time).unwrap();
        };
        for (writes, free_after, expected) in [
            (0, 1, (Err("busy"), 1)),
            (0, 0, (Ok(()), 1)),
            (3, 3, (Ok(()), 4)),
            (2, 9, (Err("busy"), 3)),
            (99, 99, (Err("busy"), 6)),
        ] {
            write(0);
            let mut tried = 0;
            let found = in_a_crowd(
                &folder.path(),
                |_| true,
                || {
                    tried += 1;
                    write(tried.min(writes));
                    if tried > free_after {
                        Ok(())
                    } else {
                        Err("busy")
                    }
                },
            );
            assert_eq!((found, tried), expected, "{writes} writes, {free_after}");
        }
    }
}
