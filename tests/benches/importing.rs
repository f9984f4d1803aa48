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
use std::process::Command;

use tempfile::TempDir;

use measure::{median, peak, time};

mod measure;

const QUESTIONS: u32 = 100_000;
const ROUNDS: usize = 5;

fn main() {
    let place = TempDir::new().unwrap();
    let (from, to) = (place.path().join("big.json"), place.path().join("big"));
    let text = answer(QUESTIONS);
    fs::write(&from, &text).unwrap();
    let import = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dundie"));
        command.args(["bank", "import", "--force", "-o"]);
        command.args([&to, &from]);
        command
    };
    let time = median((0..ROUNDS).map(|_| time(&mut import())).collect());
    let peak = peak(&mut import());
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
