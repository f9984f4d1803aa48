//! Runs a program that may hang, or is to be killed.

use std::ffi::{OsStr, OsString};
use std::io::{Read, Write as _};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};

/// Longer than any wait of the program for a lock, and all of them together.
pub const PATIENCE: Duration = Duration::from_secs(40);
const GLANCE: Duration = Duration::from_millis(1);

/// How a run ended, and what it printed.
#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
    pub is_hung: bool,
}

impl Ended {
    /// How many answers the player saw judged.
    pub fn verdicts(&self) -> usize {
        let is_verdict = |line: &&str| line.starts_with("✓ Right") || line.starts_with("✗ Wrong");
        self.stderr.lines().filter(is_verdict).count()
    }

    pub fn is_result_shown(&self, questions: usize) -> bool {
        self.stdout.contains(&format!(" of {questions} right"))
    }

    /// Whether the player was told that something is not kept.
    pub fn is_loss_said(&self) -> bool {
        // Questions may say "could not", too.
        let is_error = |line: &str| line.starts_with("could not ") || line.contains(": could not ");
        self.stderr.contains("not be saved") || self.stderr.lines().any(is_error)
    }

    pub fn panicked(&self) -> bool {
        self.code == Some(101) || self.stderr.contains("panicked at")
    }
}

/// A program that runs, with threads that read what it prints.
pub struct Running {
    child: Child,
    stdout: JoinHandle<String>,
    stderr: JoinHandle<String>,
    feeder: Option<JoinHandle<()>>,
}

/// Starts `argv` with an environment of its own; the lines of `input` come one by one, with a pause
/// before each.
pub fn start(argv: &[OsString], input: &str, pause: Duration) -> Running {
    let home = argv_home(argv);
    let mut child = Command::new(&argv[0])
        .args(&argv[1..])
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", home)
        .env("USER", "pam")
        .env("LANG", "C.UTF-8")
        .env("TZ", "UTC")
        .current_dir("/")
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let read = |mut stream: Box<dyn Read + Send>| {
        thread::spawn(move || {
            let mut bytes = Vec::new();
            let _ = stream.read_to_end(&mut bytes);
            String::from_utf8_lossy(&bytes).into_owned()
        })
    };
    let stdout = read(Box::new(child.stdout.take().unwrap()));
    let stderr = read(Box::new(child.stderr.take().unwrap()));
    let mut stdin = child.stdin.take().unwrap();
    let lines: Vec<String> = input.lines().map(|line| format!("{line}\n")).collect();
    let feeder = thread::spawn(move || {
        for line in lines {
            thread::sleep(pause);
            if stdin.write_all(line.as_bytes()).is_err() {
                return;
            }
        }
    });
    Running {
        child,
        stdout,
        stderr,
        feeder: Some(feeder),
    }
}

/// The home beside the data folder, so that settings and caches are the run's own.
fn argv_home(argv: &[OsString]) -> OsString {
    let data = argv.iter().position(|arg| arg == "--data-dir");
    let data = data.and_then(|at| argv.get(at + 1));
    let home = data.and_then(|data| std::path::Path::new(data).parent());
    home.map_or_else(|| "/nonexistent".into(), |home| home.join("home").into())
}

impl Running {
    /// Waits for the end, and kills what does not come to one.
    pub fn wait(mut self, patience: Duration) -> Ended {
        let mut left = patience;
        let mut is_hung = false;
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            if left.is_zero() {
                is_hung = true;
                self.kill();
                break self.child.wait().unwrap();
            }
            thread::sleep(GLANCE);
            left = left.saturating_sub(GLANCE);
        };
        if let Some(feeder) = self.feeder.take() {
            feeder.join().unwrap();
        }
        Ended {
            code: status.code(),
            stdout: self.stdout.join().unwrap(),
            stderr: self.stderr.join().unwrap(),
            is_hung,
        }
    }

    /// SIGKILL, for the program and what it may have started.
    pub fn kill(&self) {
        if let Some(group) = Pid::from_raw(self.child.id().cast_signed()) {
            let _ = kill_process_group(group, Signal::KILL);
        }
    }
}

/// Runs to the end, with all of the input at once.
pub fn run(argv: &[OsString], input: &str) -> Ended {
    start(argv, input, Duration::ZERO).wait(PATIENCE)
}

/// The command line with another program before it that runs it.
pub fn under<S: AsRef<OsStr>>(wrapper: &[S], argv: &[OsString]) -> Vec<OsString> {
    let wrapper = wrapper.iter().map(|word| word.as_ref().to_owned());
    wrapper.chain(argv.iter().cloned()).collect()
}

/// Whether a tool is there and does what is asked of it.
pub fn works(argv: &[&str]) -> bool {
    let mut command = Command::new(argv[0]);
    let silent = command
        .args(&argv[1..])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    silent.status().is_ok_and(|status| status.success())
}
