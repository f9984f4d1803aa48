//! What the benches have in common.

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The time of a whole process that reads nothing, and its peak memory in bytes.
pub fn run(command: &mut Command) -> (Duration, u64) {
    let start = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut peak = 0;
    let status = loop {
        peak = memory(child.id()).unwrap_or(peak);
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    assert!(status.success());
    (start.elapsed(), peak)
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
