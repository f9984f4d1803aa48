//! Runs the binary from outside: a cleared environment and a data folder of its own.
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use clap::CommandFactory as _;
use tempfile::TempDir;

/// A player's place: home, data and banks, gone at the end of the test.
pub struct Place {
    folder: TempDir,
}

/// What a run printed and how it ended.
#[derive(Debug)]
pub struct Run {
    pub stdout: String,
    pub stderr: String,
    pub code: Option<i32>,
}

impl Place {
    pub fn new() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn data(&self) -> PathBuf {
        self.path("data")
    }

    /// Writes a file below the place, and the folders above it.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    pub fn command(&self) -> Command {
        Command::from_std(self.process(assert_cmd::cargo::cargo_bin!("dundie")))
    }

    /// Any program, in the environment of this place.
    pub fn process(&self, program: impl AsRef<OsStr>) -> std::process::Command {
        let mut command = std::process::Command::new(program);
        command
            .env_clear()
            .env("HOME", self.folder.path())
            .env("USER", "pam")
            .env("LANG", "C.UTF-8")
            .env("TZ", "UTC")
            .env("DUNDIE_DATA_DIR", self.data())
            .current_dir(self.folder.path());
        command
    }

    pub fn run(&self, args: &[&str]) -> Run {
        self.run_with(args, "")
    }

    pub fn run_with(&self, args: &[&str], input: impl Into<Vec<u8>>) -> Run {
        Run::of(self.command().args(args).write_stdin(input))
    }

    /// As [`Place::run_with`], at this time, such as `2026-11-22T10:00:00Z`.
    pub fn run_at(&self, now: &str, args: &[&str], input: impl Into<Vec<u8>>) -> Run {
        let mut command = self.command();
        command.env("DUNDIE_NOW", now).args(args).write_stdin(input);
        Run::of(&mut command)
    }

    /// Plays a game to its end, always with the first choice.
    pub fn play_first_choices(&self, args: &[&str]) -> Run {
        let run = self.run_with(&[&["play"], args].concat(), first_choices(40));
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        run
    }
}

impl Run {
    pub fn of(command: &mut Command) -> Self {
        let output = command.output().unwrap();
        Self {
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code(),
        }
    }

    /// Asserts that the run said all of this beside its results.
    #[track_caller]
    pub fn says(&self, words: &[&str]) {
        for word in words {
            assert!(self.stderr.contains(word), "no {word:?} in {}", self.stderr);
        }
    }
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("{error} in {}\n{}", self.stdout, self.stderr))
    }

    /// Asserts that the run failed with this code and said all of this.
    #[track_caller]
    pub fn fails(&self, code: i32, words: &[&str]) {
        assert_eq!(self.code, Some(code), "{self:?}");
        self.says(words);
        assert!(self.stderr.contains("help: "), "{}", self.stderr);
        assert_eq!(self.stdout, "");
    }
}

/// Each command that can be run, by its path below the program; the menu is "".
pub fn commands() -> Vec<(String, clap::Command)> {
    fn below(command: &clap::Command, path: &str, found: &mut Vec<(String, clap::Command)>) {
        let children: Vec<_> = command.get_subcommands().collect();
        if children.is_empty() || path.is_empty() {
            found.push((path.to_owned(), command.clone()));
        }
        for child in children {
            below(child, format!("{path} {}", child.get_name()).trim(), found);
        }
    }
    let mut cli = dundie::cli::Cli::command();
    cli.build();
    let mut found = Vec::new();
    below(&cli, "", &mut found);
    found.retain(|(path, _)| path.split(' ').all(|word| word != "help"));
    found
}

/// Lines that answer any question somehow: a choice, and three lines that skip
/// what is not answered by a choice. An order of items is answered wrong or right.
pub fn first_choices(questions: usize) -> String {
    "1\n".repeat(questions * 3)
}

/// The text of a choice question whose right answer is `right <n>`.
pub fn question(n: usize, difficulty: &str, topic: &str) -> String {
    format!(
        "[[question]]\nid = \"q{n}\"\ntopic = \"{topic}\"\ndifficulty = \"{difficulty}\"\n\
         ask = \"What is number {n}?\"\nanswer = \"right {n}\"\n\
         wrong = [\"wrong one {n}\", \"wrong two {n}\", \"wrong three {n}\"]\n\
         because = \"It says so in {n}.\"\n\n"
    )
}

/// A bank of this many easy, medium and hard questions, each with its own topic.
pub fn bank(easy: usize, medium: usize, hard: usize) -> String {
    let difficulties = std::iter::repeat_n("easy", easy)
        .chain(std::iter::repeat_n("medium", medium))
        .chain(std::iter::repeat_n("hard", hard));
    difficulties.enumerate().fold(
        "name = \"Numbers\"\nabout = \"Counting.\"\n\n".to_owned(),
        |text, (n, difficulty)| text + &question(n, difficulty, &format!("topic-{n}")),
    )
}

/// A bank of this many easy, medium and hard questions whose right answer is `t`,
/// each with its own topic.
pub fn truths(easy: usize, medium: usize, hard: usize) -> String {
    let choices = bank(easy, medium, hard);
    let lines = choices.lines().filter(|line| !line.starts_with("wrong"));
    lines.fold(String::new(), |text, line| {
        let line = if line.starts_with("answer") {
            "kind = \"true-false\"\nanswer = true"
        } else {
            line
        };
        text + line + "\n"
    })
}

/// The lines that give these answers: a character each.
pub fn lines(answers: &str) -> String {
    answers.chars().flat_map(|answer| [answer, '\n']).collect()
}

/// A field of each answer of a game.
pub fn each(game: &serde_json::Value, field: &str) -> Vec<serde_json::Value> {
    let answers = game["answers"].as_array().unwrap();
    answers.iter().map(|answer| answer[field].clone()).collect()
}

/// The ids of a game's questions, in the order asked.
pub fn ids(game: &serde_json::Value) -> Vec<String> {
    let ids = each(game, "id");
    ids.iter()
        .map(|id| id.as_str().unwrap().to_owned())
        .collect()
}

/// The number of the choice that is right, in the last question printed.
pub fn right_choice(stderr: &str) -> usize {
    let line = stderr
        .lines()
        .rev()
        .find(|line| line.contains("  right "))
        .unwrap();
    line.trim().split(' ').next().unwrap().parse().unwrap()
}

pub fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}
