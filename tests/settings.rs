//! `dundie settings`, through the program.
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod common;

use std::fs;
use std::path::PathBuf;

use common::{Place, Run, exists};

/// A place whose settings are in `config/dundie` on every platform.
struct Player {
    place: Place,
}

impl Player {
    fn new() -> Self {
        Self {
            place: Place::new(),
        }
    }

    fn file(&self) -> PathBuf {
        self.place.path("config/dundie/settings.toml")
    }

    fn write(&self, content: impl AsRef<[u8]>) {
        self.place.write("config/dundie/settings.toml", content);
    }

    fn text(&self) -> String {
        fs::read_to_string(self.file()).unwrap()
    }

    fn run(&self, args: &[&str]) -> Run {
        let mut command = self.place.command();
        command.env("XDG_CONFIG_HOME", self.place.path("config"));
        Run::of(command.arg("settings").args(args))
    }
}

const HOW: &str =
    "`dundie settings KEY VALUE` changes one, such as `dundie settings questions 20`.\n";

#[test]
fn settings_are_saved_shown_and_reset() {
    let player = Player::new();
    let file = player.file().display().to_string();
    assert_eq!(
        player.run(&[]).stdout,
        format!(
            "Setting    Value     Source\n\
             name       pam       default\n\
             color      auto      default\n\
             through    all       default\n\
             questions  10        default\n\
             timed      off       default\n\
             plain      off       default\n\
             bank       built-in  default\n\
             \nSettings file: {file}\n{HOW}"
        )
    );
    player.run(&["name", "--unset"]);
    assert!(!exists(&player.place.path("config")), "nothing is written");
    for (args, change) in [
        (["name", " jim "], "Name set to jim"),
        (["colour", "Never"], "Color set to never"),
        (["spoilers", "3"], "Spoiler limit set to season 3"),
        (["questions", "20"], "Questions per game set to 20"),
        (["timed", "30"], "Time limit set to 30 seconds"),
    ] {
        let run = player.run(&args);
        assert_eq!(run.stdout, format!("{change} (saved in {file}).\n"));
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    }
    assert_eq!(
        player.text(),
        "name = \"jim\"\ncolor = \"never\"\nthrough = 3\nquestions = 20\ntimed = 30\n"
    );
    assert_eq!(player.run(&["COLOR"]).stdout, "never\n");
    for (args, reset) in [
        (["name", "--unset"], "Name back to the default: pam."),
        (["timed", "off"], "Time limit back to the default: off."),
    ] {
        assert_eq!(player.run(&args).stdout, format!("{reset}\n"));
    }
    assert_eq!(
        player.run(&[]).stdout,
        format!(
            "Setting    Value     Source\n\
             name       pam       default\n\
             color      never     saved\n\
             through    3         saved\n\
             questions  20        saved\n\
             timed      off       default\n\
             plain      off       default\n\
             bank       built-in  default\n\
             \nSettings file: {file}\n{HOW}"
        )
    );
    assert!(!exists(&player.place.data()), "settings are no data");
}

#[test]
fn json_has_typed_values() {
    let player = Player::new();
    player.write("questions = 20\n");
    let all = player.run(&["--json"]).json();
    assert_eq!(all["schema"], 1);
    assert_eq!(all["file"], player.file().to_str().unwrap());
    let expected = serde_json::json!([
        {"key": "name", "value": "pam", "from": "default"},
        {"key": "color", "value": "auto", "from": "default"},
        {"key": "through", "value": null, "from": "default"},
        {"key": "questions", "value": 20, "from": "file"},
        {"key": "timed", "value": null, "from": "default"},
        {"key": "plain", "value": false, "from": "default"},
        {"key": "bank", "value": null, "from": "default"},
    ]);
    assert_eq!(all["settings"], expected);
    let one = player.run(&["timed", "45", "--json"]).json();
    assert_eq!(
        one["settings"],
        serde_json::json!([{"key": "timed", "value": 45, "from": "file"}])
    );
}

#[test]
fn a_bad_key_or_value_is_wrong_usage_and_changes_nothing() {
    let player = Player::new();
    player.write("questions = 20\n");
    for (args, words) in [
        (
            &["nmae", "jim"][..],
            &["no setting is called \"nmae\"", "did you mean `name`?"][..],
        ),
        (
            &["zebra"],
            &["the settings are name, color, through, questions, timed, plain, bank"],
        ),
        (&["name", "a\x1b[31mb"], &["U+001B", "\\u{1b}"]),
        (
            &["through", "-1"],
            &[
                "`through` can't be \"-1\": expected a number from 1 to 40, or `all`",
                "`dundie settings through --unset` resets it",
            ],
        ),
    ] {
        player.run(args).fails(2, words);
        assert_eq!(player.text(), "questions = 20\n", "{args:?}");
    }
    for args in [
        &["--unset"][..],
        &["name", "jim", "--unset"],
        &["name", "jim", "pam"],
    ] {
        assert_eq!(player.run(args).code, Some(2), "{args:?}");
    }
    for season in ["0", "47"] {
        let run = player.place.run(&["play", "--through", season]);
        assert_eq!(run.code, Some(2), "{run:?}");
        run.says(&["expected a number from 1 to 40, or `all`"]);
    }
}

#[test]
fn a_file_that_is_not_toml_is_a_warning_and_is_never_changed() {
    let player = Player::new();
    let text = "questions = 20\nname = pam\n";
    player.write(text);
    let shown = player.run(&["questions"]);
    assert_eq!((shown.code, shown.stdout.as_str()), (Some(0), "10\n"));
    let warning = format!("{}:2:8: warning: not TOML: ", player.file().display());
    assert!(shown.stderr.starts_with(&warning), "{}", shown.stderr);
    for args in [["name", "jim"], ["questions", "--unset"]] {
        player.run(&args).fails(
            1,
            &["could not change", "not TOML in line 2, column 8", "check"],
        );
        assert_eq!(player.text(), text);
    }
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let player = Player::new();
    player.place.write("config", "a file");
    player
        .run(&["name", "jim"])
        .fails(1, &["could not change the settings file", "settings.toml"]);
    assert_eq!(player.run(&[]).code, Some(0));
}

#[test]
fn two_that_write_at_once_leave_a_whole_file() {
    let player = Player::new();
    let comments = "# mine\n".repeat(1000);
    player.write(&comments);
    std::thread::scope(|scope| {
        for count in 1..=8 {
            let player = &player;
            scope.spawn(move || {
                let run = player.run(&["questions", &count.to_string()]);
                assert_eq!(run.code, Some(0), "{run:?}");
            });
        }
    });
    let text = player.text();
    let (before, count) = text.split_once("questions = ").unwrap();
    assert_eq!(before, comments);
    assert!((1..=8).contains(&count.trim_end().parse().unwrap()));
    let left = fs::read_dir(player.file().parent().unwrap()).unwrap();
    assert_eq!(left.count(), 1, "no temporary file is left");
}

#[test]
fn the_environment_says_where_the_file_is() {
    let place = Place::new();
    let settings = |home: Option<&str>, config: Option<&str>, args: &[&str]| {
        let mut command = place.command();
        command.env_remove("HOME").env_remove("DUNDIE_DATA_DIR");
        let named = |path: &str| match path {
            "relative" => PathBuf::from(path),
            path => place.path(path),
        };
        command.envs(home.map(|home| ("HOME", named(home))));
        command.envs(config.map(|config| ("XDG_CONFIG_HOME", named(config))));
        Run::of(command.arg("settings").args(args))
    };
    let save = |home, config| settings(home, config, &["name", "jim"]);
    assert_eq!(save(None, Some("config")).code, Some(0));
    assert!(exists(&place.path("config/dundie/settings.toml")));
    if cfg!(target_os = "linux") {
        assert_eq!(save(Some("home"), Some("relative")).code, Some(0));
        assert!(exists(&place.path("home/.config/dundie/settings.toml")));
    }
    for home in [None, Some("relative")] {
        save(home, None).fails(1, &["neither XDG_CONFIG_HOME nor HOME"]);
        let shown = settings(home, None, &[]);
        assert_eq!((shown.code, shown.stderr.as_str()), (Some(0), ""));
        assert!(shown.stdout.contains("No settings file: set HOME"));
        let json = settings(home, None, &["--json"]).json();
        assert_eq!(json["file"], serde_json::Value::Null);
    }
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_the_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let player = Player::new();
    player.run(&["name", "jim"]);
    let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(player.file()), 0o600);
    assert_eq!(mode(player.place.path("config/dundie")), 0o700);
}
