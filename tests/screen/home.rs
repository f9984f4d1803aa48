//! Where and how the program is started.

use std::fs;
use std::path::Path;

use portable_pty::CommandBuilder;
use tempfile::TempDir;

use super::Screen;

const BINARY: &str = env!("CARGO_BIN_EXE_dundie");
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
        let home = Self::new();
        fs::write(home.0.path().join("bank.toml"), text).unwrap();
        home
    }

    /// A screen of 24 rows and 80 columns.
    pub fn start(&self, args: &[&str]) -> Screen {
        self.open(24, 80).start(args)
    }

    pub fn open(&self, rows: u16, columns: u16) -> Opening<'_> {
        Opening {
            home: self.0.path(),
            size: (rows, columns),
            term: "xterm-256color",
            shell: false,
        }
    }
}

/// A terminal in which nothing runs yet.
#[derive(Clone, Copy)]
pub struct Opening<'a> {
    home: &'a Path,
    size: (u16, u16),
    term: &'a str,
    shell: bool,
}

impl<'a> Opening<'a> {
    pub fn term(self, term: &'a str) -> Self {
        Self { term, ..self }
    }

    /// Below a shell, which says afterwards how the program ended and how it
    /// left the terminal; [`Screen::signal`] still reaches the program.
    pub fn shell(self) -> Self {
        Self {
            shell: true,
            ..self
        }
    }

    pub fn start(self, args: &[&str]) -> Screen {
        const INNER: &str = r#"echo "process $$"; exec "$0" "$@""#;
        // Ctrl-C reaches the shell as well, which has to live on.
        const OUTER: &str = r#"trap : INT; sh -c "$INNER" "$0" "$@"; echo "left with $?"; stty -a"#;
        let mut command = CommandBuilder::new(if self.shell { "sh" } else { BINARY });
        if self.shell {
            command.args(["-c", OUTER, BINARY]);
        }
        command.args(args);
        command.env_clear();
        for (name, value) in [
            ("TERM", self.term),
            ("LANG", "C.UTF-8"),
            ("USER", "pam"),
            ("TZ", "UTC"),
            ("PATH", "/usr/bin:/bin"),
            ("INNER", INNER),
        ] {
            command.env(name, value);
        }
        command.env("HOME", self.home);
        command.env("DUNDIE_DATA_DIR", self.home.join("data"));
        command.cwd(self.home);
        Screen::open(self.size, command)
    }
}

/// A bank of up to ten easy choice questions, each on a topic of its own.
pub fn choices(count: usize) -> String {
    (0..count).fold("name = \"Numbers\"\n".to_owned(), |text, n| {
        text + &format!(
            "\n[[question]]\nid = \"q{n}\"\ndifficulty = \"easy\"\n\
             ask = \"What is number {n}?\"\nanswer = \"right {n}\"\n\
             wrong = [\"wrong one {n}\", \"wrong two {n}\", \"wrong three {n}\"]\n"
        )
    })
}
