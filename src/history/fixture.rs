//! Games and folders for the tests.

use std::ops::{Deref, DerefMut};
use std::path::PathBuf;
use std::time::Duration;

use tempfile::TempDir;

use super::{BoardKey, GameId, History, NewGame, Play};
use crate::bank::Difficulty;
use crate::quiz::Answer;
use crate::scoring::Points;

/// A temporary folder, and the path of a history that does not exist yet.
pub(super) struct Folder(TempDir);

impl Folder {
    pub(super) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(super) fn join(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(super) fn path(&self) -> PathBuf {
        self.join("history.db")
    }

    /// Opens the history; panics if anything is wrong.
    pub(super) fn history(&self) -> History {
        let (history, notice) = History::open(&self.path()).unwrap();
        assert_eq!(notice, None);
        history
    }

    /// The names of the files in the folder, sorted.
    pub(super) fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

/// An open history in its own folder.
pub(super) struct Scratch {
    history: History,
    _folder: Folder,
}

pub(super) fn scratch() -> Scratch {
    let folder = Folder::new();
    Scratch {
        history: folder.history(),
        _folder: folder,
    }
}

impl Deref for Scratch {
    type Target = History;

    fn deref(&self) -> &History {
        &self.history
    }
}

impl DerefMut for Scratch {
    fn deref_mut(&mut self) -> &mut History {
        &mut self.history
    }
}

pub(super) fn key() -> BoardKey {
    BoardKey {
        bank: "office".to_owned(),
        categories: Vec::new(),
        length: 3,
        difficulty: None,
        play: Play::Choice,
        timed: None,
        through: None,
        daily: None,
    }
}

/// A ranked game of three questions.
pub(super) fn game(player: &str) -> NewGame {
    NewGame {
        player: player.to_owned(),
        board: key(),
        seed: 7,
        ranked: true,
        practice: false,
        hints: true,
        party: None,
        questions: ["teapot", "booze-cruise", "casino-night"]
            .map(str::to_owned)
            .to_vec(),
        max_points: 600,
        started: 1_000,
        utc_offset: 0,
    }
}

/// When answers are given, in unix milliseconds.
pub(super) const AT: i64 = 2_000;

/// A right answer to the question of the game at this position.
pub(super) fn answer(game: &NewGame, position: u32) -> Answer {
    Answer {
        question: game.questions[position as usize].clone(),
        category: "jim-and-pam".to_owned(),
        difficulty: Difficulty::Easy,
        given: "A teapot".to_owned(),
        right: true,
        credited: false,
        hinted: false,
        skipped: false,
        late: false,
        elapsed: Duration::from_secs(4),
        points: Points {
            base: 100,
            streak: 10,
            total: 110,
            ..Points::default()
        },
    }
}

/// An answer with these points after this time, in milliseconds.
pub(super) fn worth(answer: Answer, total: u32, millis: u64) -> Answer {
    Answer {
        elapsed: Duration::from_millis(millis),
        points: Points {
            total,
            ..answer.points
        },
        ..answer
    }
}

/// How a game went.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outcome {
    pub(super) points: u32,
    pub(super) right: u32,
    pub(super) millis: u64,
    pub(super) finished: i64,
}

/// Plays a whole game to this outcome. The last question gets all points and time.
pub(super) fn play(history: &mut History, game: &NewGame, outcome: Outcome) -> GameId {
    let id = history.start_game(game).unwrap();
    let last = u32::try_from(game.questions.len()).unwrap() - 1;
    for position in 0..=last {
        let is_last = position == last;
        let (points, millis, at) = if is_last {
            (outcome.points, outcome.millis, outcome.finished)
        } else {
            (0, 0, AT)
        };
        let given = Answer {
            right: position < outcome.right,
            ..worth(answer(game, position), points, millis)
        };
        history.record(id, position, &given, at, is_last).unwrap();
    }
    id
}

/// Plays a whole game to these points.
pub(super) fn play_to(history: &mut History, game: &NewGame, points: u32) -> GameId {
    let outcome = Outcome {
        points,
        right: 1,
        millis: 1_000,
        finished: 5_000,
    };
    play(history, game, outcome)
}

/// The steps of the query plan, one per line.
pub(super) fn plan(history: &History, sql: &str) -> Vec<String> {
    let sql = format!("EXPLAIN QUERY PLAN {sql}");
    let mut statement = history.conn.prepare(&sql).unwrap();
    let steps = statement.raw_query().mapped(|row| row.get("detail"));
    steps.map(Result::unwrap).collect()
}

/// The game's rank, after checking it against its neighbors.
pub fn rank_of(history: &History, id: GameId) -> Option<u32> {
    let (rank, near) = history.rank(id, 1).unwrap()?;
    assert!(
        near.iter()
            .any(|game| game.game == id && game.rank == rank.rank)
    );
    assert!(rank.rank <= rank.of);
    Some(rank.rank)
}
