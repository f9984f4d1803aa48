//! Questions per second and peak memory of an import.
//!
//! `cargo bench --bench importing`. The file is an Open Trivia Database answer of 100,000
//! questions on one line; the time is that of the whole process.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench prints, and stops where anything fails"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

const QUESTIONS: u32 = 100_000;
const ROUNDS: usize = 5;

fn main() {
    let place = TempDir::new().unwrap();
    let (from, to) = (place.path().join("big.json"), place.path().join("big"));
    let text = answer(QUESTIONS);
    fs::write(&from, &text).unwrap();
    let mut runs: Vec<_> = (0..ROUNDS).map(|_| import(&from, &to)).collect();
    runs.sort();
    let (time, _) = runs[ROUNDS / 2];
    let peak = runs.iter().map(|(_, peak)| *peak).max().unwrap();
    println!(
        "{QUESTIONS} questions, {:.1} MB: {:.0} ms, {:.0} questions a second, peak {:.1} MB, {:.2} times the file",
        text.len() as f64 / 1e6,
        time.as_secs_f64() * 1e3,
        f64::from(QUESTIONS) / time.as_secs_f64(),
        peak as f64 / 1e6,
        peak as f64 / text.len() as f64
    );
}

/// As the API answers, texts as long as usual.
fn answer(questions: u32) -> String {
    let mut text = String::from("{\"response_code\":0,\"results\":[");
    for n in 0..questions {
        let comma = if n > 0 { "," } else { "" };
        write!(
            text,
            "{comma}{{\"type\":\"multiple\",\"difficulty\":\"easy\",\"category\":\"Field {}\",\
             \"question\":\"Which &quot;river&quot; number {n} flows past the town&#039;s old walls?\",\
             \"correct_answer\":\"Caf&eacute; {n}\",\"incorrect_answers\":[\"The Upper {n}\",\
             \"The Lower {n}\",\"The Middle {n}\"]}}",
            n % 24
        )
        .unwrap();
    }
    text + "]}"
}

/// The time and the peak memory in bytes of an import.
fn import(from: &Path, to: &Path) -> (Duration, u64) {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_dundie"))
        .args(["bank", "import", "--force", "-o"])
        .args([to, from])
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut peak = 0;
    let status = loop {
        peak = memory(&child).unwrap_or(peak);
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    assert!(status.success());
    (start.elapsed(), peak)
}

/// The most memory that a process has had so far, in bytes.
fn memory(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let row = status.lines().find(|row| row.starts_with("VmHWM"))?;
    Some(row.split_whitespace().nth(1)?.parse::<u64>().ok()? * 1024)
}
