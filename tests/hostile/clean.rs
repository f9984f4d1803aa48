//! What may reach a terminal: printable text, line ends and our own colors.

use dundie::text::printable::doubtful_characters;

use crate::common::Place;

/// Every sequence that the program writes, in what is colored.
const SEQUENCES: [&str; 7] = [
    "\x1b[1;33m",
    "\x1b[1;32m",
    "\x1b[1;31m",
    "\x1b[1m",
    "\x1b[2m",
    "\x1b[36m",
    "\x1b[0m",
];

/// Begins a line in texts that try to pass for the program's own.
pub const FORGED: &str = "error: forged";

/// The program as one test runs it.
pub struct Told {
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
    pub code: Option<i32>,
    line: String,
}

/// What of this must not have been printed.
pub fn offenses(bytes: &[u8], is_colored: bool) -> Vec<String> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(error) => return vec![format!("not UTF-8: {error}")],
    };
    let mut offenses = Vec::new();
    for (number, line) in text.split('\n').enumerate() {
        let plain = if is_colored {
            SEQUENCES
                .iter()
                .fold(line.to_owned(), |line, sequence| line.replace(sequence, ""))
        } else {
            line.to_owned()
        };
        let found = doubtful_characters(&plain).map(|(at, c)| {
            let near: String = plain[at..].chars().take(40).collect();
            format!("U+{:04X} on line {}: {near:?}", u32::from(c), number + 1)
        });
        offenses.extend(found);
        if plain.starts_with(FORGED) {
            offenses.push(format!("a forged line {}", number + 1));
        }
    }
    offenses
}

/// Runs the program, whose arguments and environment need not be text.
pub fn tell(place: &Place, prepare: impl FnOnce(&mut assert_cmd::Command)) -> Told {
    let mut command = place.command();
    command.timeout(std::time::Duration::from_secs(30));
    prepare(&mut command);
    let output = command.output().unwrap();
    Told {
        stdout: output.stdout,
        stderr: output.stderr,
        code: output.status.code(),
        line: format!("{command:?}"),
    }
}

impl Told {
    /// Asserts that it ended with one of these codes and printed nothing foul.
    #[track_caller]
    pub fn is_clean(&self, codes: &[i32]) {
        let (stdout, stderr) = (
            String::from_utf8_lossy(&self.stdout),
            String::from_utf8_lossy(&self.stderr),
        );
        assert!(
            self.code.is_some_and(|code| codes.contains(&code)),
            "{:?} of {}\n{stdout}\n{stderr}",
            self.code,
            self.line
        );
        assert!(!stderr.contains("panicked"), "{stderr}");
        let is_colored = self.line.contains("--color");
        for stream in [&self.stdout, &self.stderr] {
            let mut offenses = offenses(stream, is_colored);
            offenses.truncate(5);
            assert!(offenses.is_empty(), "{}: {offenses:#?}", self.line);
        }
    }

    pub fn stderr(&self) -> String {
        String::from_utf8_lossy(&self.stderr).into_owned()
    }

    pub fn stdout(&self) -> String {
        String::from_utf8_lossy(&self.stdout).into_owned()
    }
}

/// The checker sees what it is for.
#[test]
fn what_must_not_be_printed_is_seen() {
    let cases: [(&[u8], bool, bool); 14] = [
        (b"plain\ntext\n", false, true),
        (
            "caf\u{e9} \u{1f468}\u{200d}\u{1f680} \u{2713}".as_bytes(),
            false,
            true,
        ),
        (b"\x1b[1;32mright\x1b[0m", true, true),
        (b"\x1b[1;32mright\x1b[0m", false, false),
        (b"\x1b[2J", true, false),
        (b"\x1b[31mred", true, false),
        (b"\x1b]0;title\x07", true, false),
        (b"a\rb", true, false),
        (b"a\tb", false, false),
        (b"a\0b", false, false),
        ("a\u{9b}31m".as_bytes(), false, false),
        ("a\u{202e}b".as_bytes(), false, false),
        (b"\xff", false, false),
        (b"fine\nerror: forged\n", false, false),
    ];
    for (bytes, is_colored, is_clean) in cases {
        let offenses = offenses(bytes, is_colored);
        assert_eq!(offenses.is_empty(), is_clean, "{bytes:?}: {offenses:?}");
    }
    let marks = format!("a{}", "\u{301}".repeat(300));
    assert!(!offenses(marks.as_bytes(), false).is_empty());
}
