//! `dundie settings`, and the file that it keeps.
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod common;

use std::fs;
use std::path::PathBuf;

use common::{Place, Run, exists};

/// A place whose settings lie in `config/dundie` on every platform.
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
        command.arg("settings").args(args);
        run(command)
    }
}

fn run(mut command: assert_cmd::Command) -> Run {
    let output = command.output().unwrap();
    Run {
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code(),
    }
}

const HOW: &str =
    "`dundie settings KEY VALUE` changes one, such as `dundie settings questions 20`.\n";

#[test]
fn settings_are_kept_shown_and_taken_back() {
    let player = Player::new();
    let file = player.file().display().to_string();
    let fresh = player.run(&[]);
    assert_eq!(
        fresh.stdout,
        format!(
            "Setting    Value  From\n\
             name       pam    default\n\
             color      auto   default\n\
             through    all    default\n\
             questions  10     default\n\
             timed      off    default\n\
             \nThere is no file yet; it would be {file}\n{HOW}"
        )
    );
    assert!(!exists(&player.file()), "showing writes nothing");
    for (args, said) in [
        (&["name", " jim "][..], "name is jim"),
        (&["colour", "Never"], "color is never"),
        (&["through", "3"], "through is 3"),
        (&["questions", "20"], "questions is 20"),
        (&["timed", "30"], "timed is 30"),
    ] {
        let run = player.run(args);
        assert_eq!(run.stdout, format!("{said}, kept in {file}\n"), "{run:?}");
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    }
    assert_eq!(
        player.text(),
        "name = \"jim\"\ncolor = \"never\"\nthrough = 3\nquestions = 20\ntimed = 30\n"
    );
    assert_eq!(player.run(&["COLOR"]).stdout, "never\n");
    let back = player.run(&["name", "--unset"]);
    assert_eq!(back.stdout, "name is pam again, the default\n");
    for (key, none) in [
        ("timed", "off"),
        ("through", "all"),
        ("questions", "default"),
    ] {
        let run = player.run(&[key, none]);
        assert!(run.stdout.ends_with("again, the default\n"), "{run:?}");
    }
    player.run(&["timed", "30"]);
    let shown = player.run(&[]).stdout;
    assert!(shown.contains("name       pam    default\n"), "{shown}");
    assert!(shown.contains("timed      30     the file\n"), "{shown}");
    assert!(
        shown.ends_with(&format!("\nThe file is {file}\n{HOW}")),
        "{shown}"
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
    ]);
    assert_eq!(all["settings"], expected);
    let one = player.run(&["timed", "45", "--json"]).json();
    assert_eq!(
        one["settings"],
        serde_json::json!([{"key": "timed", "value": 45, "from": "file"}])
    );
}

#[test]
fn comments_and_other_keys_of_the_player_stay() {
    let player = Player::new();
    player.write("# my settings\nquestions = 20 # a long evening\n\n# not yet\nmood = 3\n");
    player.run(&["questions", "5"]);
    let run = player.run(&["name", "jim"]);
    assert!(
        run.stderr.contains(":5:1: warning: unknown key `mood`"),
        "{run:?}"
    );
    assert_eq!(run.code, Some(0));
    assert_eq!(
        player.text(),
        "# my settings\nquestions = 5 # a long evening\n\n# not yet\nmood = 3\nname = \"jim\"\n"
    );
    player.run(&["questions", "--unset"]);
    assert_eq!(
        player.text(),
        "# my settings\n\n# not yet\nmood = 3\nname = \"jim\"\n"
    );
}

#[test]
fn nonsense_is_refused_with_what_to_write() {
    let player = Player::new();
    player.write("questions = 20\n");
    let long = "x".repeat(300);
    for (args, words) in [
        (
            &["nmae", "jim"][..],
            &["no setting is called \"nmae\"", "did you mean `name`?"][..],
        ),
        (
            &["zebra"],
            &["there are: name, color, through, questions, timed"],
        ),
        (
            &["name", &long],
            &["it has 300 characters", "1 to 40 letters"],
        ),
        (&["name", "a\x1b[31mb"], &["U+001B", "\\u{1b}"]),
        (&["name", "a\nb"], &["U+000A"]),
        (&["name", ""], &["it is empty"]),
        (
            &["color", "red"],
            &["`color` cannot be \"red\"", "\"never\""],
        ),
        (
            &["through", "0"],
            &["`through` cannot be \"0\"", "from 1 to 40"],
        ),
        (
            &["through", "47"],
            &["`through` cannot be \"47\"", "from 1 to 40"],
        ),
        (&["through", "-1"], &["`through` cannot be \"-1\""]),
        (&["questions", "many"], &["from 1 to 1000000"]),
        (&["timed", "4"], &["from 5 to 600"]),
        (&["timed", "601"], &["from 5 to 600"]),
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
        assert!(run.stderr.contains("from 1 to 40"), "{run:?}");
    }
}

#[test]
fn a_file_that_is_not_toml_is_named_with_its_line_and_left_alone() {
    let player = Player::new();
    let text = "questions = 20\nname = pam\n";
    player.write(text);
    let shown = player.run(&[]);
    assert_eq!(shown.code, Some(0));
    let line = format!("{}:2:8: warning: not TOML: ", player.file().display());
    assert!(shown.stderr.contains(&line), "{}", shown.stderr);
    assert!(
        shown.stdout.contains("questions  10     default"),
        "{shown:?}"
    );
    for args in [&["name", "jim"][..], &["questions", "--unset"]] {
        player.run(args).fails(
            1,
            &[
                "could not change",
                "line 2, column 8",
                "mend the file first",
            ],
        );
        assert_eq!(player.text(), text);
    }
    player.write(b"name = \"\xff\"\n");
    let bytes = player.run(&["name"]);
    assert!(
        bytes.stderr.contains(":1:9: warning: the byte 0xff"),
        "{bytes:?}"
    );
    assert_eq!(bytes.stdout, "pam\n");
}

#[test]
fn a_folder_as_the_file_is_a_warning() {
    let player = Player::new();
    fs::create_dir_all(player.file()).unwrap();
    let shown = player.run(&[]);
    assert_eq!(shown.code, Some(0));
    assert!(shown.stderr.contains("not a regular file"), "{shown:?}");
    player
        .run(&["name", "jim"])
        .fails(1, &["not a regular file"]);
}

#[cfg(unix)]
#[test]
fn a_pipe_as_the_file_does_not_hang() {
    let player = Player::new();
    fs::create_dir_all(player.file().parent().unwrap()).unwrap();
    let made = std::process::Command::new("mkfifo")
        .arg(player.file())
        .status();
    assert!(made.unwrap().success());
    let shown = player.run(&[]);
    assert_eq!(shown.code, Some(0));
    assert!(shown.stderr.contains("not a regular file"), "{shown:?}");
    player
        .run(&["name", "jim"])
        .fails(1, &["not a regular file"]);
    assert!(exists(&player.file()));
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let player = Player::new();
    player.place.write("config", "a file");
    player
        .run(&["name", "jim"])
        .fails(1, &["could not write the settings file", "settings.toml"]);
    assert_eq!(player.run(&[]).code, Some(0));
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_keeps_its_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let player = Player::new();
    player.write("questions = 20\n");
    let folder = player.file().parent().unwrap().to_owned();
    let allow = |mode| fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).unwrap();
    allow(0o500);
    // The superuser may write anywhere.
    let is_writable = fs::write(folder.join("probe"), "").is_ok();
    if !is_writable {
        player
            .run(&["name", "jim"])
            .fails(1, &["could not write the settings file"]);
        assert_eq!(player.text(), "questions = 20\n");
    }
    allow(0o700);
}

#[test]
fn two_that_write_at_once_leave_a_whole_file() {
    let player = Player::new();
    player.write("# mine\n");
    let changes = [
        ["name", "jim"],
        ["color", "never"],
        ["through", "3"],
        ["questions", "20"],
        ["timed", "30"],
    ];
    for round in 0..4 {
        let player = &player;
        std::thread::scope(|scope| {
            for change in &changes {
                scope.spawn(move || assert_eq!(player.run(change).code, Some(0)));
            }
        });
        let shown = player.run(&[]);
        assert_eq!(shown.stderr, "", "round {round}");
        assert!(player.text().starts_with("# mine\n"), "{}", player.text());
        if cfg!(unix) {
            assert_eq!(shown.stdout.matches("the file").count(), 5, "{shown:?}");
        }
        player.write("# mine\n");
    }
    let left = fs::read_dir(player.file().parent().unwrap()).unwrap();
    assert_eq!(left.count(), 1, "no half-written file is left");
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
        command.arg("settings").args(args);
        run(command)
    };
    let keep = |home, config| settings(home, config, &["name", "jim"]);
    assert_eq!(keep(None, Some("config")).code, Some(0));
    assert!(exists(&place.path("config/dundie/settings.toml")));
    if cfg!(target_os = "linux") {
        assert_eq!(keep(Some("home"), Some("relative")).code, Some(0));
        assert!(exists(&place.path("home/.config/dundie/settings.toml")));
    }
    for home in [None, Some("relative")] {
        keep(home, None).fails(1, &["neither XDG_CONFIG_HOME nor HOME"]);
        let shown = settings(home, None, &[]);
        assert_eq!((shown.code, shown.stderr.as_str()), (Some(0), ""));
        assert!(
            shown.stdout.contains("no folder to keep a file in"),
            "{shown:?}"
        );
        assert_eq!(
            settings(home, None, &["--json"]).json()["file"],
            serde_json::Value::Null
        );
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
