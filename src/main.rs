//! The `dundie` program: answers a shell that completes a line, or parses, runs, prints any error
//! and exits.

use std::process::ExitCode;

use clap::Parser as _;
use dundie::cli::Cli;
use dundie::commands::{self, completions};

/// Puts a full device in place of a closed stdout. Before `main`, std would put `/dev/null`
/// there, and results would be lost without a word.
#[cfg(target_os = "linux")]
#[expect(unsafe_code, reason = "only what the loader calls comes before std")]
#[used]
#[unsafe(link_section = ".init_array")]
static FAIL_WITHOUT_STDOUT: extern "C" fn() = {
    extern "C" fn fail_without_stdout() {
        use rustix::fs::{Mode, OFlags};
        use rustix::stdio::{dup2_stdout, stdout};
        use std::os::fd::{AsRawFd as _, IntoRawFd as _};

        if rustix::io::fcntl_getfd(stdout()).is_ok() {
            return;
        }
        let full = rustix::fs::open(c"/dev/full", OFlags::WRONLY, Mode::empty());
        match full {
            // It took the place of stdout, and stays there.
            Ok(full) if full.as_raw_fd() == stdout().as_raw_fd() => drop(full.into_raw_fd()),
            Ok(full) => drop(dup2_stdout(&full)),
            Err(_) => {}
        }
    }
    fail_without_stdout
};

fn main() -> ExitCode {
    match completions::answer() {
        Ok(true) => return ExitCode::SUCCESS,
        Ok(false) => {}
        Err(error) => return commands::usage(error),
    }
    match Cli::try_parse() {
        Ok(cli) => commands::run(&cli),
        Err(error) => commands::usage(error),
    }
}
