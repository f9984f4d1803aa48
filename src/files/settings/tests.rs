use std::fs;
use std::ops::RangeInclusive;

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;

fn parse(text: &str) -> (Settings, Vec<Fault>) {
    Settings::parse("settings.toml", text)
}

#[test]
fn a_good_file_has_no_faults() {
    let nothing = Settings::default();
    let cases = [
        ("", nothing.clone()),
        ("\u{feff}# nothing yet\n", nothing.clone()),
        (
            "name = \" Jörg \"\r\ncolor = 'never'\r\nthrough = 3\r\n",
            Settings {
                name: Some("Jörg".to_owned()),
                color: Some(ColorChoice::Never),
                through: Some(3),
                ..nothing.clone()
            },
        ),
        (
            "questions = 1_000_000\ntimed = 0x1e",
            Settings {
                questions: Some(1_000_000),
                timed: Some(30),
                ..nothing.clone()
            },
        ),
        (
            "through = 40\ntimed = 600\nquestions = +1",
            Settings {
                through: Some(40),
                timed: Some(600),
                questions: Some(1),
                ..nothing
            },
        ),
    ];
    for (text, settings) in cases {
        assert_eq!(parse(text), (settings, Vec::new()), "{text:?}");
    }
}

/// Reads each text below a setting of another key, which counts all the same.
fn assert_faults(beside: (Key, &str), cases: &[(&str, &str, &str, &str)]) {
    for (text, place, message, help) in cases {
        let (settings, faults) = parse(&format!("{}\n{text}\n", beside.1));
        assert_eq!(faults.len(), 1, "{text:?}: {faults:?}");
        let told = faults[0].to_string();
        let begins = format!("settings.toml:{place}: warning: ");
        assert!(told.starts_with(&begins), "no {begins:?} in {told}");
        assert!(
            faults[0].message.contains(message),
            "no {message:?} in {told}"
        );
        assert!(faults[0].help.contains(help), "no {help:?} in {told}");
        for key in Key::ALL {
            assert_eq!(settings.get(key).is_some(), key == beside.0, "{text:?}");
        }
    }
}

#[test]
fn unknown_keys_and_bad_texts_are_faults_and_the_rest_counts() {
    let long = format!("name = \"{}\"", "x".repeat(300));
    let name = "use 1 to 40 letters";
    let color = "write \"auto\", \"always\" or \"never\"";
    let cases = [
        (
            "nmae = 1",
            "2:1",
            "unknown key `nmae`",
            "did you mean `name`?",
        ),
        (
            "colour = 1",
            "2:1",
            "unknown key `colour`",
            "did you mean `color`?",
        ),
        (
            "\n[theme]",
            "3:2",
            "unknown key `theme`",
            "known here: name, color",
        ),
        (&long, "2:8", "it has 300 characters", name),
        (
            "name = \"\"",
            "2:8",
            "`name` cannot be \"\": it is empty",
            name,
        ),
        ("name = \"a\\u001bb\"", "2:8", "U+001B", name),
        ("name = 7", "2:8", "`name` is a number, not text", name),
        (
            "name = [\"jim\"]",
            "2:8",
            "`name` is a list, not text",
            name,
        ),
        ("[name]", "2:1", "`name` is a table, not text", name),
        ("color = \"red\"", "2:9", "`color` cannot be \"red\"", color),
        (
            "color = true",
            "2:9",
            "`color` is true or false, not text",
            color,
        ),
    ];
    assert_faults((Key::Questions, "questions = 20"), &cases);
}

#[test]
fn bad_numbers_are_faults_and_the_rest_counts() {
    let season = "write a season from 1 to 40, such as 3";
    let count = "write a number from 1 to 1000000, such as 20";
    let limit = "seconds from 5 to 600, such as 30";
    let cases = [
        ("through = 0", "2:11", "`through` cannot be \"0\"", season),
        (
            "through = 47",
            "2:11",
            "expected a number from 1 to 40",
            season,
        ),
        ("through = -3", "2:11", "`through` cannot be \"-3\"", season),
        (
            "through = \"3\"",
            "2:11",
            "is text, not a whole number",
            season,
        ),
        (
            "questions = 0",
            "2:13",
            "expected a number from 1 to 1000000",
            count,
        ),
        (
            "questions = 99999999999999999999",
            "2:13",
            "from 1 to",
            count,
        ),
        ("questions = 2.5", "2:13", "not a whole number", count),
        ("timed = 4", "2:9", "expected a number from 5 to 600", limit),
        ("timed = 0xfff", "2:9", "`timed` cannot be \"4095\"", limit),
        ("timed = 2026-01-01", "2:9", "`timed` is a date", limit),
    ];
    assert_faults((Key::Name, "name = \"jim\""), &cases);
}

#[test]
fn what_is_not_toml_sets_nothing_and_names_its_line() {
    for (text, line) in [
        ("questions = 20\nname = pam\n", 2),
        ("questions = 20\n\nname = \"pam\n", 3),
        ("name = \"jim\"\nname = \"pam\"\n", 2),
        ("name: pam\n", 1),
        ("name = \"a\x1bb\"\n", 1),
        ("\u{202e}\n", 1),
    ] {
        let (settings, faults) = parse(text);
        assert_eq!(settings, Settings::default(), "{text:?}");
        let (at, _) = faults[0].place.unwrap();
        assert_eq!(at, line, "{text:?}: {faults:?}");
        assert!(faults[0].message.starts_with("not TOML: "), "{text:?}");
        let shown = notices(&faults).join("\n");
        assert!(
            shown.chars().all(|c| c == '\n' || !c.is_control()),
            "{shown:?}"
        );
    }
    let deep = format!("name = {}", "[".repeat(60_000));
    assert!(!parse(&deep).1.is_empty());
}

#[test]
fn notices_are_few() {
    let lines: Vec<_> = (0..3000).map(|n| format!("x{n} = 1")).collect();
    let (_, faults) = parse(&lines.join("\n"));
    assert_eq!(faults.len(), 3000);
    let told = notices(&faults);
    assert_eq!(told.len(), 6);
    assert_eq!(
        told[0],
        "settings.toml:1:1: warning: unknown key `x0`\n  \
         help: known here: name, color, through, questions, timed"
    );
    assert_eq!(
        told[5],
        "settings.toml: warning: 2995 more of its lines do not count"
    );
    assert!(notices(&[]).is_empty());
}

#[test]
fn what_is_no_settings_file_is_a_fault() {
    let place = TempDir::new().unwrap();
    let path = place.path().join(FILE);
    assert_eq!(Settings::read(&path), (Settings::default(), Vec::new()));
    assert_eq!(
        Settings::read(&path.join("below")),
        (Settings::default(), Vec::new())
    );
    let fault = |content: &[u8]| {
        fs::write(&path, content).unwrap();
        let (settings, faults) = Settings::read(&path);
        assert_eq!(settings, Settings::default());
        // What cannot be read is never written over.
        let refused = Settings::set(&path, Key::Name, "jim").unwrap_err();
        assert!(matches!(refused, SetError::Unusable(_)), "{refused}");
        assert_eq!(fs::read(&path).unwrap(), content);
        faults.into_iter().next().unwrap()
    };
    let bytes = fault(b"name = \"jim\"\ncolor = \"\xff\"\n");
    assert_eq!(bytes.place, Some((2, 10)));
    assert_eq!(bytes.message, "the byte 0xff is not UTF-8");
    let large = fault("#".repeat(70_000).as_bytes());
    assert_eq!(large.place, None);
    assert!(large.message.contains("larger than 64 KiB"), "{large}");
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    let (_, faults) = Settings::read(&path);
    assert!(
        faults[0].message.contains("not a regular file"),
        "{}",
        faults[0]
    );
}

#[test]
fn a_change_keeps_everything_else_as_it_was() {
    let number = |number| Value::Number(number);
    let cases = [
        ("", Key::Timed, Some(number(30)), "timed = 30\n"),
        (
            "# mine\n\nquestions = 20 # enough\nname = \"jim\"\n# end",
            Key::Questions,
            Some(number(5)),
            "# mine\n\nquestions = 5 # enough\nname = \"jim\"\n# end",
        ),
        (
            "# mine\n",
            Key::Questions,
            Some(number(5)),
            "# mine\nquestions = 5\n",
        ),
        (
            "name = \"jim\"\n# end",
            Key::Questions,
            Some(number(5)),
            "name = \"jim\"\n# end\nquestions = 5\n",
        ),
        (
            "name = \"jim\"\n\n# later\n[theme]\nx = 1\n# end\n",
            Key::Questions,
            Some(number(5)),
            "name = \"jim\"\nquestions = 5\n\n# later\n[theme]\nx = 1\n# end\n",
        ),
        (
            "# who\nname = \"jim\" # me\n# how many\nquestions = 5\n",
            Key::Name,
            None,
            "# who\n# how many\nquestions = 5\n",
        ),
        ("name = \"jim\"", Key::Name, None, ""),
        ("x = 1\n[name]\ny = 2\n", Key::Name, None, "x = 1\n"),
        ("# nothing\n", Key::Name, None, "# nothing\n"),
        (
            "",
            Key::Name,
            Some(Value::Text("a \"b\" \\c".to_owned())),
            "name = 'a \"b\" \\c'\n",
        ),
    ];
    for (before, key, value, after) in cases {
        let changed = match value {
            Some(value) => edit::with(before, key, &value),
            None => edit::without(before, key),
        };
        assert_eq!(changed.unwrap(), after, "{before:?}");
    }
}

#[test]
fn a_refused_value_changes_nothing() {
    let place = TempDir::new().unwrap();
    let path = place.path().join("config").join(FILE);
    for (key, text) in [
        (Key::Name, "x".repeat(300)),
        (Key::Name, "a\x1bb".to_owned()),
        (Key::Color, "red".to_owned()),
        (Key::Through, "47".to_owned()),
        (Key::Through, "0".to_owned()),
        (Key::Questions, "-1".to_owned()),
        (Key::Timed, "601".to_owned()),
    ] {
        let error = Settings::set(&path, key, &text).unwrap_err();
        assert!(matches!(error, SetError::Refused { .. }), "{error}");
        assert!(!error.help().is_empty());
    }
    Settings::unset(&path, Key::Name).unwrap();
    assert!(!place.path().join("config").exists());
}

#[cfg(unix)]
#[test]
fn a_link_stays_one_and_a_new_file_is_private() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let place = TempDir::new().unwrap();
    let path = place.path().join("config/dundie").join(FILE);
    Settings::set(&path, Key::Name, "jim").unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(path.parent().unwrap()), 0o700);
    let link = place.path().join("link.toml");
    symlink(&path, &link).unwrap();
    Settings::set(&link, Key::Name, "pam").unwrap();
    assert!(link.symlink_metadata().unwrap().is_symlink());
    assert_eq!(Settings::read(&path).0.name.as_deref(), Some("pam"));
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
}

/// Any setting, as people type it.
fn setting() -> impl Strategy<Value = (Key, String)> {
    let number =
        |key, range: RangeInclusive<u32>| range.prop_map(move |number| (key, number.to_string()));
    prop_oneof![
        "[\\PC&&[^\\p{M}\\p{C}]]{1,40}"
            .prop_filter("a name", |name| name::checked(name).is_ok())
            .prop_map(|name| (Key::Name, name)),
        "auto|always|never".prop_map(|color| (Key::Color, color)),
        number(Key::Through, 1..=40),
        number(Key::Questions, COUNTS),
        number(Key::Timed, Clock::LIMITS),
    ]
}

/// A line of a file that is no setting, with a number of its own.
fn other_line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "# [a-z \"=\\[\\]]{0,12}",
        "other@ = [0-9]",
        "other@ = \"[a-z #]{0,9}\" # [a-z]{1,9}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_set_is_read_and_the_rest_stays(
        before in proptest::collection::vec(other_line(), 0..6),
        changes in proptest::collection::vec((setting(), any::<bool>()), 1..8),
    ) {
        let place = TempDir::new().unwrap();
        let path = place.path().join(FILE);
        let before: Vec<_> = before
            .iter()
            .enumerate()
            .map(|(n, line)| line.replace('@', &n.to_string()))
            .collect();
        fs::write(&path, before.join("\n")).unwrap();
        let mut expected = Settings::default();
        for ((key, text), is_kept) in changes {
            Settings::set(&path, key, &text).unwrap();
            expected.put(key, &text).unwrap();
            let (settings, _) = Settings::read(&path);
            prop_assert_eq!(&settings, &expected);
            if !is_kept {
                Settings::unset(&path, key).unwrap();
                match key {
                    Key::Name => expected.name = None,
                    Key::Color => expected.color = None,
                    Key::Through => expected.through = None,
                    Key::Questions => expected.questions = None,
                    Key::Timed => expected.timed = None,
                }
                prop_assert_eq!(&Settings::read(&path).0, &expected);
            }
        }
        let after = fs::read_to_string(&path).unwrap();
        let is_setting = |line: &&str| Key::ALL.iter().any(|key| line.starts_with(key.name()));
        let rest: Vec<_> = after.lines().filter(|line| !is_setting(line)).collect();
        let text = before.join("\n");
        prop_assert_eq!(rest, text.lines().collect::<Vec<_>>());
    }

    #[test]
    fn no_text_stops_the_reader(text in "\\PC*|(name|color|through) = .*") {
        let (_, faults) = parse(&text);
        for fault in &faults {
            prop_assert!(!fault.help.is_empty());
        }
    }
}
