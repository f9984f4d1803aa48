//! What the benches have in common.

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The time of a whole process that reads nothing.
pub fn time(command: &mut Command) -> Duration {
    let start = Instant::now();
    assert!(quiet(command).status().unwrap().success());
    start.elapsed()
}

/// The peak memory of a whole process in bytes. Looking at it takes time, too.
pub fn peak(command: &mut Command) -> u64 {
    let mut child = quiet(command).spawn().unwrap();
    let mut peak = 0;
    loop {
        peak = memory(child.id()).unwrap_or(peak);
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success());
            return peak;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn quiet(command: &mut Command) -> &mut Command {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
}

/// The most memory that a process has had so far, in bytes.
fn memory(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let row = status.lines().find(|row| row.starts_with("VmHWM"))?;
    Some(row.split_whitespace().nth(1)?.parse::<u64>().ok()? * 1024)
}

/// The median.
pub fn median<T: Ord + Copy>(mut values: Vec<T>) -> T {
    values.sort();
    values[values.len() / 2]
}
