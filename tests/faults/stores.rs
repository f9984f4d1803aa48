//! What keeps games: `dundie`, and a store that knows no better.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rusqlite::{Connection, OpenFlags};
use tempfile::TempDir;

use super::common;
use super::run::{Ended, run};

/// How many questions a game has here.
pub const QUESTIONS: usize = 3;

/// Lines that answer every question of a game, also of one in which some come back.
pub fn answers() -> String {
    "1\n".repeat(QUESTIONS * 3)
}

/// A folder with a bank and, below it, an empty data folder.
pub struct Ground {
    folder: TempDir,
}

impl Ground {
    pub fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let bank = folder.path().join("bank.toml");
        fs::write(&bank, common::bank(4, 4, 2)).unwrap();
        // Old enough for its index to be kept in the cache.
        let file = fs::File::options().write(true).open(bank).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000))
            .unwrap();
        let ground = Self { folder };
        fs::create_dir(ground.data()).unwrap();
        ground
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn data(&self) -> PathBuf {
        self.path("data")
    }

    pub fn history(&self) -> PathBuf {
        self.data().join("history.db")
    }
}

/// What a store has of games that were played.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kept {
    /// Finished games.
    pub finished: usize,
    /// Games that were left.
    pub left: usize,
    /// Answers of both.
    pub answers: usize,
}

pub trait Store: Sync {
    /// The command line that plays a game for this player.
    fn play(&self, data: &Path, player: &str) -> Vec<OsString>;

    /// The command line that goes on with a game that was left, where the store can.
    fn resume(&self, data: &Path) -> Option<Vec<OsString>>;

    /// What is kept there.
    ///
    /// # Errors
    /// What is not whole.
    fn kept(&self, data: &Path) -> Result<Kept, String>;

    /// Plays a game to its end.
    fn game(&self, ground: &Ground, player: &str) -> Ended {
        run(&self.play(&ground.data(), player), &answers())
    }
}

/// The program itself.
pub struct Dundie;

impl Dundie {
    /// The command line of a command, with the options that all of them have.
    pub fn argv(data: &Path, words: &[&str]) -> Vec<OsString> {
        let program = [env!("CARGO_BIN_EXE_dundie"), "--plain"].map(OsString::from);
        let words = words.iter().map(OsString::from);
        let data = ["--data-dir".into(), data.as_os_str().to_owned()];
        program.into_iter().chain(words).chain(data).collect()
    }

    /// The words of a game for this player, from the bank beside the data folder.
    fn words<'a>(command: &'a str, bank: &'a str, player: &'a str) -> [&'a str; 7] {
        [command, "-n", "3", "--bank", bank, "--player", player]
    }

    /// As [`play`](Store::play), with another command.
    pub fn game_of(command: &str, data: &Path, player: &str) -> Vec<OsString> {
        let bank = data.with_file_name("bank.toml");
        Self::argv(data, &Self::words(command, bank.to_str().unwrap(), player))
    }
}

impl Store for Dundie {
    fn play(&self, data: &Path, player: &str) -> Vec<OsString> {
        Self::game_of("play", data, player)
    }

    fn resume(&self, data: &Path) -> Option<Vec<OsString>> {
        Some(Self::argv(data, &["resume", "--player", "pam"]))
    }

    /// Looks at a copy, as it would be found after the power went out.
    fn kept(&self, data: &Path) -> Result<Kept, String> {
        let copy = TempDir::new().unwrap();
        if !data.join("history.db").exists() {
            return Ok(Kept::default());
        }
        for name in ["history.db", "history.db-wal"] {
            let from = data.join(name);
            if from.exists() {
                fs::copy(&from, copy.path().join(name)).map_err(|error| error.to_string())?;
            }
        }
        look(&copy.path().join("history.db")).map_err(|error| error.to_string())?
    }
}

fn look(path: &Path) -> rusqlite::Result<Result<Kept, String>> {
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let whole: String = conn.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    if whole != "ok" {
        return Ok(Err(whole));
    }
    let count = |sql: &str| {
        conn.query_row(sql, [], |row| row.get::<_, u32>(0))
            .map(|n| n as usize)
    };
    if count("SELECT count(*) FROM sqlite_schema")? == 0 {
        return Ok(Ok(Kept::default()));
    }
    // A game that is not finished may have its answers; one that is has all, added up.
    let torn = count(
        "SELECT (SELECT count(*) FROM pragma_foreign_key_check)
              + (SELECT count(*) FROM games g WHERE finished IS NOT NULL AND size !=
                    (SELECT count(*) FROM answers WHERE game = g.id))
              + (SELECT count(*) FROM games g WHERE finished IS NOT NULL AND points !=
                    (SELECT sum(points) FROM answers WHERE game = g.id))",
    )?;
    if torn > 0 {
        return Ok(Err(format!("{torn} rows do not fit together")));
    }
    Ok(Ok(Kept {
        finished: count("SELECT count(*) FROM games WHERE finished IS NOT NULL")?,
        left: count("SELECT count(*) FROM games WHERE finished IS NULL")?,
        answers: count("SELECT count(*) FROM answers")?,
    }))
}

/// A store as a first draft has it: one text file with two numbers and some room for each game,
/// read at the start and written over at the end, whatever comes of it.
pub struct Naive;

const NAIVE: &str = r#"
file=$2/history.db games=0 answers=0 n=0
[ -r "$file" ] && read -r games answers < "$file"
while [ "$n" -lt 3 ] && read -r line; do
    n=$((n + 1))
    echo "✗ Wrong: $line" >&2
done
printf "%$((games * 5000))s%d %d\n" "" "$((games + 1))" "$((answers + n))" > "$file"
echo "0 of $n right"
"#;

impl Store for Naive {
    fn play(&self, data: &Path, _player: &str) -> Vec<OsString> {
        let words = ["sh", "-c", NAIVE, "naive", "--data-dir"].map(OsString::from);
        words.into_iter().chain([data.into()]).collect()
    }

    fn resume(&self, _data: &Path) -> Option<Vec<OsString>> {
        None
    }

    fn kept(&self, data: &Path) -> Result<Kept, String> {
        let Ok(text) = fs::read_to_string(data.join("history.db")) else {
            return Ok(Kept::default());
        };
        let mut numbers = text.split_whitespace().map(str::parse);
        match (numbers.next(), numbers.next()) {
            (Some(Ok(finished)), Some(Ok(answers))) => Ok(Kept {
                finished,
                left: 0,
                answers,
            }),
            _ => Err(format!("there is no telling what {text:?} means")),
        }
    }
}
