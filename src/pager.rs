//! Results longer than the window, in the player's pager as git does it.
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

/// Prints the text on a terminal: in the pager if it does not fit the window, and there is a
/// pager that works.
///
/// # Errors
/// As [`print()`].
pub fn show(text: &str) -> Result<Outcome, Error> {
    let pager = env::var_os("PAGER").unwrap_or("less".into());
    if pager.is_empty() || pager == "cat" || fits(text, Term::stdout().size()) {
        return print(text);
    }
    // Ctrl-C reaches the pager, too, which decides what it means.
    let signals = Signals::watch();
    let status = run(&pager, text);
    match (signals.pending(), status) {
        (Some(signal), _) => Ok(Outcome::Signal(signal)),
        (None, Ok(status)) if status.success() => Ok(Outcome::Done),
        _ => print(text),
    }
}

/// Whether the text, with a row for the next prompt, has room in so many rows and columns.
fn fits(text: &str, (rows, columns): (u16, u16)) -> bool {
    let columns = usize::from(columns.max(1));
    let height = |line| measure_text_width(line).div_ceil(columns).max(1);
    text.lines().map(height).sum::<usize>() < usize::from(rows)
}

fn run(pager: &OsStr, text: &str) -> io::Result<ExitStatus> {
    let mut command = Command::new("sh");
    command.arg("-c").arg(pager).stdin(Stdio::piped());
    if env::var_os("LESS").is_none() {
        // Leave at once what fits, show colors, and do not clear the screen.
        command.env("LESS", "FRX");
    }
    let mut child = command.spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // Who has read enough closes the pager early.
        let _ = stdin.write_all(text.as_bytes());
    }
    child.wait()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_fits_if_the_prompt_has_room_below_its_rows() {
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
