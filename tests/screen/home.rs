//! Where and how the program is started.

use std::fs;
use std::path::{Path, PathBuf};

use portable_pty::CommandBuilder;
use tempfile::TempDir;

use super::Screen;

const BINARY: &str = env!("CARGO_BIN_EXE_dundie");
/// Starts a program, and says which process it is.
const INNER: &str = r#"echo "process $$"; exec "$0" "$@""#;

/// A home with a data folder and banks, gone at the end of the test.
pub struct Home(TempDir);

impl Home {
    /// The home of a player whose name is known.
    pub fn new() -> Self {
        let home = Self::of_a_stranger();
        let config = home.0.path().join(".config/dundie");
        fs::create_dir_all(&config).unwrap();
        fs::write(config.join("settings.toml"), "name = \"pam\"\n").unwrap();
        home
    }

    /// A home in which nothing was ever played.
    pub fn of_a_stranger() -> Self {
        Self(TempDir::new().unwrap())
    }

    /// A home with this bank as `bank.toml`.
    pub fn with_bank(text: &str) -> Self {
        Self::new().bank(text)
    }

    /// The same home with this bank as `bank.toml`.
    pub fn bank(self, text: &str) -> Self {
        fs::write(self.0.path().join("bank.toml"), text).unwrap();
        self
    }

    /// Where the games are saved.
    pub fn history(&self) -> PathBuf {
        self.0.path().join("data/history.db")
    }

    /// Writes a file into the home.
    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.0.path().join(name), text).unwrap();
    }

    /// Reads a file of the home; nothing if there is none.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join(name)).unwrap_or_default()
    }

    /// What the player has set.
    pub fn settings(&self) -> String {
        self.read(".config/dundie/settings.toml")
    }

    /// The first of this many questions of `bank.toml`, in 24 rows and 80 columns.
    #[track_caller]
    pub fn play(&self, questions: usize) -> Screen {
        self.open(24, 80).play(questions)
    }

    /// A screen of 24 rows and 80 columns.
    pub fn start(&self, args: &[&str]) -> Screen {
        self.open(24, 80).start(args)
    }

    pub fn open(&self, rows: u16, columns: u16) -> Opening<'_> {
        Opening {
            home: self.0.path(),
            size: (rows, columns),
            program: BINARY,
            shell: false,
            env: ("TZ", "UTC"),
        }
    }
}

/// A terminal in which nothing runs yet.
#[derive(Clone, Copy)]
pub struct Opening<'a> {
    home: &'a Path,
    size: (u16, u16),
    program: &'a str,
    shell: bool,
    env: (&'a str, &'a str),
}

impl<'a> Opening<'a> {
    /// With this variable in the environment.
    pub fn env(self, name: &'a str, value: &'a str) -> Self {
        Self {
            env: (name, value),
            ..self
        }
    }

    /// Another program than dundie.
    pub fn program(self, program: &'a str) -> Self {
        Self { program, ..self }
    }

    /// Below a shell, which says afterwards how the program ended and how it
    /// left the terminal; [`Screen::signal`] still reaches the program.
    pub fn shell(self) -> Self {
        Self {
            shell: true,
            ..self
        }
    }

    /// A shell that can stop jobs, in which `$DUNDIE` starts the program.
    pub fn job_control(self) -> Screen {
        let mut command = self.command("bash");
        command.args(["--norc", "--noprofile", "-i"]);
        command.env("PS1", "ready> ");
        let mut screen = Screen::open(self.size, command);
        screen.wait_for("ready>");
        screen
    }

    /// The first of this many questions of `bank.toml`.
    #[track_caller]
    pub fn play(self, questions: usize) -> Screen {
        let args = ["play", "--bank", "bank.toml", "-n", &questions.to_string()];
        let mut screen = self.start(&args);
        screen.wait_for_question(1, questions);
        screen
    }

    pub fn start(self, args: &[&str]) -> Screen {
        // Ctrl-C reaches the shell as well, which has to live on.
        const OUTER: &str = r#"trap : INT; sh -c "$INNER" "$0" "$@"; echo "left with $?"; stty -a"#;
        let mut command = self.command(if self.shell { "sh" } else { self.program });
        if self.shell {
            command.args(["-c", OUTER, self.program]);
        }
        command.args(args);
        Screen::open(self.size, command)
    }

    /// A program in the home, with a cleared environment.
    fn command(self, program: &str) -> CommandBuilder {
        let mut command = CommandBuilder::new(program);
        command.env_clear();
        command.env("HOME", self.home);
        command.env("DUNDIE_DATA_DIR", self.home.join("data"));
        for (name, value) in [
            ("TERM", "xterm-256color"),
            ("LANG", "C.UTF-8"),
            ("USER", "pam"),
            ("PATH", "/usr/bin:/bin"),
            ("DUNDIE", BINARY),
            ("INNER", INNER),
            self.env,
        ] {
            command.env(name, value);
        }
        command.cwd(self.home);
        command
    }
}

/// A bank of up to ten easy choice questions, each on a topic of its own.
pub fn choices(count: usize) -> String {
    (0..count).fold("name = \"Numbers\"\n".to_owned(), |text, n| {
        text + &format!(
            "\n[[question]]\nid = \"q{n}\"\ndifficulty = \"easy\"\n\
             ask = \"What is number {n}?\"\nanswer = \"right {n}\"\n\
             wrong = [\"wrong one {n}\", \"wrong two {n}\", \"wrong three {n}\"]\n\
             because = \"It says so in {n}.\"\n"
        )
    })
}
