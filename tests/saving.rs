//! What is saved, and what happens if it cannot be.
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod common;

use std::fs;

use common::{Place, bank, exists, first_choices};

#[test]
fn the_end_of_input_saves_the_game_and_resume_continues_it() {
    let place = Place::new();
    place.write("ten.toml", bank(4, 4, 2));
    let args = ["play", "--bank", "ten.toml"];
    let left = place.run_with(&args, "1\n2\n3\n");
    assert_eq!(left.code, Some(0));
    assert!(
        left.stderr.contains("Pick it up with `dundie resume`."),
        "{}",
        left.stderr
    );
    assert_eq!(left.stdout, "");
    let again = place.run_with(&["resume"], "1\n");
    assert!(again.stderr.contains("4/10 · "), "{}", again.stderr);
    assert!(!again.stderr.contains("3/10 · "), "{}", again.stderr);
    let done = place.run_with(&["resume", "--json"], first_choices(10));
    let game = done.json();
    assert_eq!(game["answers"].as_array().unwrap().len(), 10);
    assert_eq!(game["rank"], 1);
    place
        .run(&["resume"])
        .fails(1, &["\"pam\" has no unfinished game"]);
}

#[test]
fn a_resumed_game_shows_the_same_question_in_the_same_order() {
    let place = Place::new();
    let left = place.run_with(&["play"], "1\n1\n1\ns\nq\n");
    let resumed = place.run(&["resume"]);
    let last = |text: &str| {
        let start = text.rfind(" points\n").unwrap();
        let block = &text[start..];
        block[..block.find("\n[").unwrap()].to_owned()
    };
    assert_eq!(last(&left.stderr), last(&resumed.stderr));
}

#[test]
fn a_question_that_the_bank_lost_is_skipped() {
    let place = Place::new();
    let text = bank(4, 4, 2);
    place.write("ten.toml", &text);
    place.run_with(&["play", "--bank", "ten.toml"], "1\n");
    place.write("ten.toml", text.replace("id = \"q9\"", "id = \"new\""));
    let run = place.run_with(&["resume", "--json"], first_choices(10));
    assert!(
        run.stderr.contains("is no longer in the bank"),
        "{}",
        run.stderr
    );
    assert_eq!(run.json()["answers"].as_array().unwrap().len(), 10);
}

#[test]
fn a_folder_that_cannot_be_written_still_plays() {
    let place = Place::new();
    let file = place.write("file", "");
    let blocked = file.join("data");
    let run = place.run_with(
        &["play", "-n", "2", "--data-dir", blocked.to_str().unwrap()],
        first_choices(2),
    );
    assert_eq!(run.code, Some(0));
    assert_eq!(
        run.stderr.matches("won't be saved").count(),
        2,
        "{}",
        run.stderr
    );
    assert!(run.stdout.contains("of 2 right"), "{}", run.stdout);
    assert_eq!(fs::read(&file).unwrap(), b"");
}

#[test]
fn without_a_home_the_game_is_played_and_the_player_told() {
    let place = Place::new();
    let mut command = place.command();
    command
        .env_remove("DUNDIE_DATA_DIR")
        .env("HOME", "relative");
    let output = command
        .args(["play", "-n", "1"])
        .write_stdin("1\n1\n1\n")
        .output()
        .unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{stderr}");
    assert!(stderr.contains("won't be saved"), "{stderr}");
    let mut command = place.command();
    command.env_remove("DUNDIE_DATA_DIR").env_remove("HOME");
    let output = command.args(["scores"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn data_goes_where_the_environment_says() {
    let place = Place::new();
    let play = |variables: &[(&str, &std::path::Path)]| {
        let mut command = place.command();
        command.env_remove("DUNDIE_DATA_DIR");
        command.envs(variables.iter().copied());
        command
            .args(["play", "-n", "1"])
            .write_stdin("1\n1\n1\n")
            .assert()
            .success();
    };
    play(&[("DUNDIE_DATA_DIR", &place.path("one"))]);
    assert!(exists(&place.path("one/history.db")));
    play(&[("XDG_DATA_HOME", &place.path("two"))]);
    assert!(exists(&place.path("two/dundie/history.db")));
    if cfg!(target_os = "linux") {
        play(&[("XDG_DATA_HOME", std::path::Path::new("relative"))]);
        assert!(exists(&place.path(".local/share/dundie/history.db")));
    }
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_what_is_saved() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new();
    place.play_first_choices(&["-n", "1"]);
    let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(place.data()), 0o700);
    assert_eq!(mode(place.data().join("history.db")), 0o600);
}

#[test]
fn a_damaged_history_is_moved_aside_and_announced() {
    let place = Place::new();
    place.play_first_choices(&["-n", "1"]);
    let history = place.data().join("history.db");
    for sidecar in ["history.db-wal", "history.db-shm"] {
        let _ = fs::remove_file(place.data().join(sidecar));
    }
    fs::write(&history, vec![7; 5000]).unwrap();
    let run = place.play_first_choices(&["-n", "1"]);
    assert!(run.stderr.contains("damaged"), "{}", run.stderr);
    let aside = place.data().join("history.damaged-1.db");
    assert_eq!(fs::read(aside).unwrap(), vec![7; 5000]);
    assert_eq!(
        place.run(&["scores", "--all", "--json"]).json()["boards"][0]["length"],
        1
    );
}

#[test]
fn scores_create_nothing() {
    let place = Place::new();
    for args in [
        &["scores"][..],
        &["scores", "--all"],
        &["categories"],
        &["flags"],
    ] {
        assert_eq!(place.run(args).code, Some(0));
    }
    assert!(!exists(&place.data()));
}

#[test]
fn a_closed_reader_is_no_error() {
    let place = Place::new();
    for args in [
        &["categories"][..],
        &["completions", "bash"],
        &["man"],
        &["bank", "show"],
    ] {
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("dundie"));
        let mut child = command
            .args(args)
            .env_clear()
            .env("HOME", place.path(""))
            .stdout(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        assert_eq!(child.wait().unwrap().code(), Some(0), "{args:?}");
    }
}

#[test]
fn a_game_of_a_bank_that_is_gone_does_not_stand_before_others() {
    let place = Place::new();
    place.write("a.toml", bank(2, 0, 0));
    let other = place.write("b.toml", bank(2, 0, 0));
    place.run_with(&["play", "--bank", "a.toml", "-n", "2"], "1\n");
    place.run_with(&["play", "--bank", "b.toml", "-n", "2"], "");
    fs::remove_file(other).unwrap();
    let run = place.run(&["resume"]);
    assert!(run.stderr.contains("2/2 · "), "{}", run.stderr);
}

#[test]
fn hostile_arguments_reach_no_terminal() {
    let place = Place::new();
    for args in [
        &["play", "-n", "\x1b]0;x\x07"][..],
        &["--color", "\u{202e}x"],
        &["play", "\u{9b}31m"],
        &["bank", "show", "\x1b[2J"],
    ] {
        let run = place.run(args);
        assert_eq!(run.code, Some(2), "{run:?}");
        let is_clean = |text: &str| text.chars().all(|c| c == '\n' || !c.is_control());
        assert!(
            is_clean(&run.stderr) && !run.stderr.contains('\u{202e}'),
            "{run:?}"
        );
    }
}

#[test]
fn leaving_does_not_take_a_hint_back() {
    let place = Place::new();
    place.write("one.toml", bank(1, 0, 0));
    place.run_with(&["play", "--bank", "one.toml", "-n", "1"], "h\n");
    let shown = place.run(&["resume"]).stderr;
    assert_eq!(shown.matches("(ruled out)").count(), 2, "{shown}");
    let right = common::right_choice(&shown);
    let done = place.run_with(&["resume", "--json"], format!("{right}\n"));
    assert_eq!(done.json()["points"], 50);
}

#[test]
fn the_hint_of_a_question_that_is_gone_is_not_the_next_ones() {
    let place = Place::new();
    place.write("two.toml", bank(2, 0, 0));
    let args = ["play", "--bank", "two.toml", "-n", "2", "--seed", "1"];
    let left = place.run_with(&args, "h\n");
    assert_eq!(
        left.stderr.matches("(ruled out)").count(),
        2,
        "{}",
        left.stderr
    );
    let asked = ["0", "1"].map(|n| left.stderr.contains(&format!("What is number {n}?")));
    let kept = usize::from(asked[0]);
    let text = format!(
        "name = \"Numbers\"\n{}",
        common::question(kept, "easy", &format!("topic-{kept}"))
    );
    place.write("two.toml", text);
    let on = place.run_with(&["resume"], "1\n");
    assert!(
        on.stderr.contains("is no longer in the bank"),
        "{}",
        on.stderr
    );
    assert!(on.stderr.contains(&format!("What is number {kept}?")));
    assert!(!on.stderr.contains("(ruled out)"), "{}", on.stderr);
}

#[test]
fn a_game_that_is_dropped_was_not_played_to_its_end() {
    let place = Place::new();
    place.write("two.toml", bank(2, 0, 0));
    place.run_with(&["play", "--bank", "two.toml", "-n", "2"], "1\n");
    let drop = place.run(&["resume", "--drop"]);
    assert_eq!((drop.code, drop.stderr.as_str()), (Some(0), ""));
    place.run(&["resume"]).fails(1, &["has no unfinished game"]);
    let stats = place.run(&["stats", "--bank", "two.toml", "--json"]).json();
    assert_eq!(
        (&stats["games"], &stats["questions"]),
        (&0.into(), &1.into())
    );
    assert_eq!(stats["trend"].as_array().unwrap().len(), 0);
    let all = place.run(&["scores", "--all"]).stdout;
    assert!(all.starts_with("No games yet"), "{all}");
}

#[test]
fn a_bank_that_is_moved_keeps_its_boards_and_games() {
    let place = Place::new();
    let with_id = format!("id = \"numbers\"\n{}", bank(4, 4, 2));
    let changed = with_id.replace("id = \"q9\"", "id = \"new\"");
    for (before, after) in [(bank(4, 4, 2), bank(4, 4, 2)), (with_id, changed)] {
        let old = place.write("old/ten.toml", before);
        place.play_first_choices(&["--bank", "old/ten.toml"]);
        place.run_with(&["play", "--bank", "old/ten.toml"], "1\n2\n");
        fs::remove_file(old).unwrap();
        let new = place.write("new/numbers.toml", after);
        let scores = place.run(&["scores", "--bank", "new/numbers.toml"]).stdout;
        assert!(scores.contains("High scores · numbers"), "{scores}");
        let resumed = place.run_with(&["resume", "--json"], first_choices(10));
        assert_eq!(
            resumed.json()["rank"].as_u64().map(|rank| rank <= 2),
            Some(true)
        );
        fs::remove_dir_all(place.data()).unwrap();
        fs::remove_file(new).unwrap();
    }
}
