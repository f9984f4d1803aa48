//! Completions in real shells, and what answers them.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod common;
mod screen;

use std::path::Path;

use common::Place;
use screen::home::{Home, choices};

/// Each shell, how it starts without the player's files, and what turns completions on.
const SHELLS: [(&str, &[&str], &str); 3] = [
    (
        "bash",
        &["--norc", "--noprofile", "-i"],
        "source <(dundie completions bash)",
    ),
    (
        "zsh",
        &["-f", "-i"],
        "autoload -Uz compinit; compinit -u; source <(dundie completions zsh)",
    ),
    (
        "fish",
        &["--no-config", "-i"],
        "dundie completions fish | source",
    ),
];

#[test]
fn a_tab_completes_categories_and_players_in_each_shell_that_is_here() {
    let folder = Path::new(env!("CARGO_BIN_EXE_dundie")).parent().unwrap();
    let path = format!("{}:{}", folder.display(), env!("PATH"));
    for (shell, args, enable) in SHELLS {
        let is_here = std::process::Command::new(shell).arg("--version").output();
        if is_here.is_err() {
            println!("no {shell} here");
            continue;
        }
        let home = Home::with_bank(&choices(1));
        let one = ["play", "--bank", "bank.toml", "-n", "1"];
        let mut game = home.start(&[&one[..], &["--player", "pam o'beesly"]].concat());
        game.wait_for_question(1, 1).press("1").wait_for_verdict();
        drop(game);
        let opening = home.open(24, 80).env("PATH", &path).program(shell);
        let mut screen = opening.start(args);
        screen.type_line(enable);
        screen.type_line("echo re''ady").wait_for("\nready");
        screen
            .press("dundie play jim\t")
            .wait_for("play jim-and-pam");
        screen.press("\u{15}dundie stats --bank bank.toml --player p\t");
        screen.wait_for("--player pam").type_line("");
        screen.wait_for("pam o'beesly · bank").press("\u{4}");
    }
}

#[test]
fn a_shell_gets_what_clap_does_not_know() {
    let place = Place::new();
    place.write("rivers.toml", common::bank(4, 4, 2));
    place.play_first_choices(&["-n", "1", "--player", "Karen F"]);
    place.run(&["bank", "add", "rivers.toml", "--name", "rivers-2"]);
    for (line, expected) in [
        ("play jim", "jim-and-pam\n"),
        ("scores --category work", "work-and-career\n"),
        ("play --bank rivers.toml n", "numbers\n"),
        ("play --bank ri", "rivers-2\nrivers.toml\n"),
        ("bank remove ri", "rivers-2\n"),
        ("play --player ", "Karen F\n"),
        ("play --player X", ""),
        ("bank show surprise-h", "surprise-house\n"),
        ("bank check --explain no-n", "no-name\n"),
        ("settings col", "color\n"),
        ("man pract", "practice\n"),
        ("--data-dir nowhere play --player ", ""),
    ] {
        let mut command = place.command();
        command
            .env("DUNDIE_COMPLETE", "fish")
            .args(["--", "dundie"]);
        let output = command.args(line.split(' ')).output().unwrap();
        let told = String::from_utf8(output.stdout).unwrap();
        let values: String = told
            .lines()
            .map(|row| row.split('\t').next().unwrap().to_owned() + "\n")
            .collect();
        assert_eq!(values, expected, "{line}");
        assert_eq!(output.stderr, b"", "{line}");
    }
}
