use std::collections::BTreeMap;
use std::fs;
use std::ops::RangeInclusive;

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;

#[test]
fn valid_settings_are_read() {
    let unset = Settings::default();
    let cases = [
        ("", unset.clone()),
        ("\u{feff}# nothing yet\n", unset.clone()),
        ("through = \"all\"\ntimed = \"off\"\n", unset.clone()),
        (
            "name = \" Jörg \"\r\ncolor = 'Never'\r\nthrough = 40\r\n",
            Settings {
                name: Some("Jörg".to_owned()),
                color: Some(ColorChoice::Never),
                through: Some(40),
                ..unset.clone()
            },
        ),
        (
            "questions = 1_000_000\ntimed = \"30\"",
            Settings {
                questions: Some(1_000_000),
                timed: Some(30),
                ..unset
            },
        ),
    ];
    for (text, settings) in cases {
        assert_eq!(parse(text), (settings, Vec::new()), "{text:?}");
    }
}

const BAD: &str = r#"
nmae = 1          | 2:1  | unknown key `nmae`; did you mean `name`?
colour = 1        | 2:1  | unknown key `colour`; did you mean `color`?
[theme]           | 2:2  | unknown key `theme`; the settings are name, color, through, questions, timed, plain, bank
name = ""         | 2:8  | `name` can't be "": it is empty; use 1 to 40 letters, digits or symbols
name = "a\u001b"  | 2:8  | `name` can't be "a\u{1b}": it contains the character U+001B; use 1 to 40
name = ["jim"]    | 2:8  | `name` must be a text or a whole number
[name]            | 2:1  | `name` must be a text or a whole number
color = "blue"    | 2:9  | `color` can't be "blue": expected auto, always or never
color = true      | 2:9  | `color` can't be "true": expected auto, always or never
through = 0       | 2:11 | `through` can't be "0": expected a number from 1 to 40, or `all`
through = 47      | 2:11 | `through` can't be "47": expected a number from 1 to 40, or `all`
through = 2.5     | 2:11 | `through` must be a text or a whole number
timed = -3        | 2:9  | `timed` can't be "-3": expected a number from 5 to 600, or `off`
timed = 999999999999999999999 | 2:9 | `timed` can't be "999999999999999999999": expected a number
"#;

#[test]
fn a_bad_key_or_value_is_a_warning_and_the_rest_counts() {
    let place = TempDir::new().unwrap();
    let path = place.path().join(FILE);
    for row in BAD.trim().lines() {
        let cells: Vec<_> = row.split('|').map(str::trim).collect();
        let [text, place, message] = cells[..] else {
            panic!("{row}");
        };
        fs::write(&path, format!("questions = 20\n{text}\n")).unwrap();
        let (settings, warnings) = Settings::read(&path);
        let expected = format!("{}:{place}: warning: {message}", path.display());
        assert_eq!(warnings.len(), 1, "{warnings:?}");
        assert!(
            warnings[0].starts_with(&expected),
            "no {expected} in {warnings:?}"
        );
        let expected = Settings {
            questions: Some(20),
            ..Settings::default()
        };
        assert_eq!(settings, expected, "{text}");
    }
}

#[test]
fn text_that_is_not_toml_sets_nothing_and_names_its_line() {
    for (text, line) in [
        ("questions = 20\nname = pam\n", 2),
        ("questions = 20\n\nname = \"pam\n", 3),
        ("name = \"jim\"\nname = \"pam\"\n", 2),
        ("name: pam\n", 1),
        ("name = \"a\x1bb\"\n", 1),
        ("\u{202e}\n", 1),
        (&format!("name = {}", "[".repeat(60_000)), 1),
    ] {
        let (settings, faults) = parse(text);
        assert_eq!(settings, Settings::default());
        let [(offset, message)] = faults.as_slice() else {
            panic!("{faults:?}");
        };
        assert_eq!(position(text, *offset).0, line, "{message}");
        assert!(message.starts_with("not TOML: "), "{message}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_a_warning_and_is_never_replaced() {
    let place = TempDir::new().unwrap();
    let path = place.path().join(FILE);
    assert_eq!(Settings::read(&path), Default::default());
    assert_eq!(Settings::read(&path.join("below")), Default::default());
    let large = "#".repeat(70_000);
    let cases: [(&[u8], &str); 3] = [
        (b"name = \"\xff\"\n", "valid UTF-8"),
        (large.as_bytes(), "larger than 64 KiB"),
        (b"name = pam\n", "not TOML"),
    ];
    let refuses = |reason: &str| {
        let (settings, warnings) = Settings::read(&path);
        assert_eq!(settings, Settings::default());
        assert!(
            warnings[0].contains(reason),
            "no {reason:?} in {warnings:?}"
        );
        for value in ["jim", "default"] {
            let error = Settings::set(&path, "name", value).unwrap_err().to_string();
            assert!(error.contains(reason), "no {reason:?} in {error}");
        }
    };
    for (content, reason) in cases {
        fs::write(&path, content).unwrap();
        refuses(reason);
        assert_eq!(fs::read(&path).unwrap(), content);
    }
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    refuses("not a regular file");
}

#[test]
fn a_change_keeps_everything_else_as_it_was() {
    let cases = [
        ("", "timed", "30", "timed = 30\n"),
        (
            "# mine\n\nquestions = 20 # enough\nname = \"jim\"\n# end",
            "questions",
            "5",
            "# mine\n\nquestions = 5 # enough\nname = \"jim\"\n# end",
        ),
        ("# mine", "questions", "5", "# mine\nquestions = 5\n"),
        (
            "# who\nname = \"jim\"\n\n# later\n[theme]\nx = 1\n# end\n",
            "questions",
            "5",
            "# who\nname = \"jim\"\nquestions = 5\n\n# later\n[theme]\nx = 1\n# end\n",
        ),
        ("", "name", "a \"b\" \\c", "name = \"a \\\"b\\\" \\\\c\"\n"),
        (
            "# who\nname = \"jim\" # me\n# how many\nquestions = 5\n",
            "name",
            "default",
            "# who\n# how many\nquestions = 5\n",
        ),
        (
            "\u{feff}name = \"jim\"\r\ntimed = 30",
            "name",
            "default",
            "\u{feff}timed = 30",
        ),
        (
            "\u{feff}# me\r\nname = \"jim\"\r\n\r\n[theme]\r\nx = 1\n",
            "timed",
            "30",
            "\u{feff}# me\r\nname = \"jim\"\r\ntimed = 30\r\n\r\n[theme]\r\nx = 1\n",
        ),
        ("name = \"jim\"\r\n", "name", "pam", "name = \"pam\"\r\n"),
        (
            "[theme]\nx = 1\n",
            "timed",
            "30",
            "timed = 30\n[theme]\nx = 1\n",
        ),
        (
            "x.y = [[1]]\nz = [[\n1]]",
            "timed",
            "30",
            "x.y = [[1]]\nz = [[\n1]]\ntimed = 30\n",
        ),
        ("name = \"jim\"", "name", "Default", ""),
        (
            "x = 1\n[name]\nx = 2\n",
            "name",
            "default",
            "x = 1\n[name]\nx = 2\n",
        ),
        ("# nothing\n", "name", "default", "# nothing\n"),
    ];
    let place = TempDir::new().unwrap();
    let path = place.path().join(FILE);
    for (before, key, value, after) in cases {
        fs::write(&path, before).unwrap();
        Settings::set(&path, key, value).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), after, "{before:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_one_to_nothing_is_refused() {
    use std::os::unix::fs::symlink;
    let place = TempDir::new().unwrap();
    let path = place.path().join("kept").join(FILE);
    let link = place.path().join(FILE);
    symlink(&path, &link).unwrap();
    Settings::set(&link, "name", "jim").unwrap_err();
    assert!(link.is_symlink() && !path.exists());
    Settings::set(&path, "name", "jim").unwrap();
    Settings::set(&link, "name", "pam").unwrap();
    assert!(link.is_symlink());
    assert_eq!(Settings::read(&path).0.name.as_deref(), Some("pam"));
    let files = fs::read_dir(path.parent().unwrap()).unwrap();
    assert_eq!(files.count(), 1, "no temporary file is left");
}

/// A setting as players type it.
fn typed() -> impl Strategy<Value = (&'static str, String)> {
    let number = |range: RangeInclusive<u32>| range.prop_map(|number| number.to_string());
    prop_oneof![
        "[\\PC&&[^\\p{M}\\p{C}]]{1,40}"
            .prop_filter("a name", |name| name::checked(name).is_ok())
            .prop_map(|name| ("name", name)),
        "auto|always|never|default".prop_map(|color| ("color", color)),
        number(1..=40).prop_map(|season| ("through", season)),
        number(COUNTS).prop_map(|count| ("questions", count)),
        number(Clock::LIMITS).prop_map(|limit| ("timed", limit)),
        Just(("timed", "off".to_owned())),
    ]
}

/// A comment or an unknown key, `@` for a number of its own.
fn other_line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "# [a-z \"=\\[\\]]{0,12}",
        "other@ = \"[a-z #]{0,9}\" # [a-z]{1,9}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_set_is_read_and_the_rest_stays(
        lines in proptest::collection::vec(other_line(), 0..6),
        changes in proptest::collection::vec(typed(), 1..8),
    ) {
        let place = TempDir::new().unwrap();
        let path = place.path().join(FILE);
        let numbered = lines.iter().enumerate();
        let lines: Vec<_> = numbered.map(|(n, line)| line.replace('@', &n.to_string())).collect();
        fs::write(&path, lines.join("\n")).unwrap();
        let mut latest = BTreeMap::new();
        for (name, text) in changes {
            Settings::set(&path, name, &text).unwrap();
            latest.insert(name, text);
            let mut expected = Settings::default();
            for (name, text) in &latest {
                Key::find(name).unwrap().apply(&mut expected, text).unwrap();
            }
            prop_assert_eq!(Settings::read(&path).0, expected);
        }
        let after = fs::read_to_string(&path).unwrap();
        let is_setting = |line: &&str| KEYS.iter().any(|key| line.starts_with(key.name));
        let rest: Vec<_> = after.lines().filter(|line| !is_setting(line)).collect();
        let before = lines.join("\n");
        prop_assert_eq!(rest, before.lines().collect::<Vec<_>>());
    }
}
