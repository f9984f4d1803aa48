//! Shows results longer than the window in the player's pager, as git does.
#![expect(
    clippy::disallowed_methods,
    reason = "the pager is a process that the environment names"
)]

use std::env;
use std::ffi::OsStr;
use std::io::{self, Write as _};
use std::process::{Command, ExitStatus, Stdio};

use dialoguer::console::{Term, measure_text_width};

use crate::error::{Error, Outcome};
use crate::print::print;
use crate::ui::signals::Signals;

/// Prints the text on a terminal. Uses the pager if the text does not fit the window and the
/// pager works.
///
/// # Errors
/// As [`print()`].
pub fn show(text: &str) -> Result<Outcome, Error> {
    let pager = env::var_os("PAGER").unwrap_or("less".into());
    if pager.is_empty() || pager == "cat" || fits(text, Term::stdout().size()) {
        return print(text);
    }
    // Ctrl-C also reaches the pager, which decides what it means.
    let signals = Signals::default();
    signals.watch();
    let status = run(&pager, text);
    match (signals.pending(), status) {
        (Some(signal), _) => Ok(Outcome::Signal(signal)),
        (None, Ok(status)) if status.success() => Ok(Outcome::Done),
        _ => print(text),
    }
}

/// Whether the text and one row for the next prompt fit in this many rows and columns.
fn fits(text: &str, (rows, columns): (u16, u16)) -> bool {
    let columns = usize::from(columns.max(1));
    let height = |line| measure_text_width(line).div_ceil(columns).max(1);
    text.lines().map(height).sum::<usize>() < usize::from(rows)
}

fn run(pager: &OsStr, text: &str) -> io::Result<ExitStatus> {
    let mut command = Command::new("sh");
    command.arg("-c").arg(pager).stdin(Stdio::piped());
    if env::var_os("LESS").is_none() {
        // Exit at once if the text fits, show colors, and do not clear the screen.
        command.env("LESS", "FRX");
    }
    let mut child = command.spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // The write fails if the player closes the pager early.
        let _ = stdin.write_all(text.as_bytes());
    }
    child.wait()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_fits_if_there_is_a_row_left_for_the_prompt() {
        let cases = [
            ("", (1, 10), true),
            ("a\nb\n", (3, 10), true),
            ("a\nb\n", (2, 10), false),
            ("\n\n", (2, 10), false),
            ("0123456789\n", (2, 10), true),
            ("0123456789a\n", (2, 10), false),
            ("\x1b[36m0123456789\x1b[0m\n", (2, 10), true),
        ];
        for (text, size, expected) in cases {
            assert_eq!(fits(text, size), expected, "{text:?} in {size:?}");
        }
    }
}
