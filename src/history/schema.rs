//! The tables, and how they came to be: one step a version.

use rusqlite::config::DbConfig;
use rusqlite::{Connection, TransactionBehavior};

use super::row::{collect, text, truth};

/// Says that a database is ours: "DUND" in ASCII.
const APPLICATION_ID: i64 = 0x4455_4e44;

/// The last schema version that this program knows.
pub(super) const VERSION: i64 = 2;

/// Step `n` takes a database from version `n` to `n + 1`. Steps that were ever released stay as
/// they are; what changes is added as a new one.
const STEPS: &[&str] = &[
    // No column of a board's key may be NULL, since NULLs are never equal: '' and 0 stand for none.
    "
    PRAGMA application_id = 0x44554e44;
    CREATE TABLE players (
        id   INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE
    ) STRICT;
    CREATE TABLE boards (
        id         INTEGER PRIMARY KEY,
        bank       TEXT NOT NULL,
        categories TEXT NOT NULL,      -- a list, sorted; '' is the whole bank
        length     INTEGER NOT NULL,
        difficulty TEXT NOT NULL,      -- '' is mixed
        play       TEXT NOT NULL,
        timed      INTEGER NOT NULL,   -- seconds a question; 0 is untimed
        UNIQUE (bank, categories, length, difficulty, play, timed)
    ) STRICT;
    CREATE TABLE games (
        id         INTEGER PRIMARY KEY,
        player     INTEGER NOT NULL REFERENCES players,
        board      INTEGER NOT NULL REFERENCES boards,
        through    INTEGER,
        seed       INTEGER NOT NULL,   -- the bits of a u64
        ranked     INTEGER NOT NULL,
        questions  TEXT NOT NULL,      -- a list
        size       INTEGER NOT NULL,   -- how many questions
        max_points INTEGER NOT NULL,
        started    INTEGER NOT NULL,
        hinted     INTEGER,            -- the position of the last question with a hint
        finished   INTEGER,
        correct    INTEGER NOT NULL DEFAULT 0,
        points     INTEGER NOT NULL DEFAULT 0,
        millis     INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX games_ranking
        ON games (board, points DESC, correct DESC, millis, finished, id, player)
        WHERE ranked = 1 AND finished IS NOT NULL;
    CREATE INDEX games_left ON games (player, started) WHERE finished IS NULL;
    CREATE TABLE answers (
        game       INTEGER NOT NULL REFERENCES games,
        position   INTEGER NOT NULL,
        question   TEXT NOT NULL,
        category   TEXT NOT NULL,
        difficulty TEXT NOT NULL,
        given      TEXT NOT NULL,
        correct    INTEGER NOT NULL,
        hinted     INTEGER NOT NULL,
        skipped    INTEGER NOT NULL,
        millis     INTEGER NOT NULL,
        base       INTEGER NOT NULL,
        speed      INTEGER NOT NULL,
        streak     INTEGER NOT NULL,
        points     INTEGER NOT NULL,
        at         INTEGER NOT NULL,
        PRIMARY KEY (game, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE asked (
        player   INTEGER NOT NULL REFERENCES players,
        bank     TEXT NOT NULL,
        question TEXT NOT NULL,
        nth      INTEGER NOT NULL,     -- its last answer was the player's nth of the bank
        PRIMARY KEY (player, bank, question)
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX asked_order ON asked (player, bank, nth);
    CREATE TABLE flags (
        bank     TEXT NOT NULL,
        question TEXT NOT NULL,
        player   INTEGER NOT NULL REFERENCES players,
        note     TEXT,
        at       INTEGER NOT NULL,
        PRIMARY KEY (bank, question, player)
    ) STRICT, WITHOUT ROWID;
    ",
    // The season ceiling becomes part of a board's key; dailies, practice and games in turn come.
    "
    CREATE TABLE new_boards (
        id         INTEGER PRIMARY KEY,
        bank       TEXT NOT NULL,
        categories TEXT NOT NULL,      -- a list, sorted; '' is the whole bank
        length     INTEGER NOT NULL,
        difficulty TEXT NOT NULL,      -- '' is mixed
        play       TEXT NOT NULL,
        timed      INTEGER NOT NULL,   -- seconds a question; 0 is untimed
        through    INTEGER NOT NULL,   -- the last season given away; 0 is all
        daily      TEXT NOT NULL,      -- the day; '' is no daily
        UNIQUE (bank, categories, length, difficulty, play, timed, through, daily)
    ) STRICT;
    INSERT INTO new_boards (bank, categories, length, difficulty, play, timed, through, daily)
        SELECT DISTINCT b.bank, b.categories, b.length, b.difficulty, b.play, b.timed,
                        coalesce(g.through, 0), ''
        FROM boards b JOIN games g ON g.board = b.id;
    UPDATE games SET board = (
        SELECT n.id FROM boards b JOIN new_boards n
            ON n.bank = b.bank AND n.categories = b.categories AND n.length = b.length
            AND n.difficulty = b.difficulty AND n.play = b.play AND n.timed = b.timed
            AND n.through = coalesce(games.through, 0)
        WHERE b.id = games.board);
    DROP TABLE boards;
    ALTER TABLE new_boards RENAME TO boards;
    ALTER TABLE games DROP COLUMN through;
    ALTER TABLE games ADD COLUMN practice INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE games ADD COLUMN hints INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE games ADD COLUMN party INTEGER REFERENCES games;
    -- The position of the question that stood when the game was left, and its milliseconds.
    ALTER TABLE games ADD COLUMN standing INTEGER;
    ALTER TABLE games ADD COLUMN spent INTEGER NOT NULL DEFAULT 0;
    -- When it was left last.
    ALTER TABLE games ADD COLUMN left_at INTEGER NOT NULL DEFAULT 0;
    -- Whether it was given up; then it is finished, too.
    ALTER TABLE games ADD COLUMN dropped INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX games_of_player ON games (player, board);
    ALTER TABLE answers ADD COLUMN late INTEGER NOT NULL DEFAULT 0;
    -- Whether the player thinks that it was right.
    ALTER TABLE answers ADD COLUMN disputed INTEGER NOT NULL DEFAULT 0;
    -- The Leitner box, from 1.
    ALTER TABLE asked ADD COLUMN box INTEGER NOT NULL DEFAULT 1;
    UPDATE asked SET box = replayed.box FROM (
        SELECT player, bank, question,
               min(5, 1 + coalesce(min(nth) FILTER (WHERE NOT correct) - 1, count(*))) AS box
        FROM (
            SELECT g.player, b.bank, a.question, a.correct,
                   row_number() OVER (PARTITION BY g.player, b.bank, a.question
                                      ORDER BY a.at DESC, a.game DESC, a.position DESC) AS nth
            FROM answers a JOIN games g ON g.id = a.game JOIN boards b ON b.id = g.board)
        GROUP BY player, bank, question) AS replayed
    WHERE asked.player = replayed.player AND asked.bank = replayed.bank
        AND asked.question = replayed.question;
    ",
];

/// The tables of version [`VERSION`]: a database of ours that lacks one is damaged.
const TABLES: [&str; 6] = ["players", "boards", "games", "answers", "asked", "flags"];

/// What kind of database a file turns out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing in it yet.
    Empty,
    /// Ours, of an earlier version.
    Older,
    /// Ours, as this program writes it.
    Current,
    /// Ours, of a version still to come.
    Newer(i64),
    /// Somebody else's, or ours with tables missing.
    Foreign,
}

/// Looks at a database without writing to it.
pub(super) fn kind(conn: &Connection) -> rusqlite::Result<Kind> {
    // One transaction, so that the numbers belong together and the file is locked once.
    let tx = conn.unchecked_transaction()?;
    let id: i64 = tx.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let version = version(&tx)?;
    if id == APPLICATION_ID && version > VERSION {
        return Ok(Kind::Newer(version));
    }
    // A plain list, compared out here: counting in SQL would take five times as long.
    let mut statement = tx.prepare("SELECT name, type = 'table' FROM sqlite_schema")?;
    let names = collect(&mut statement, [], |row| {
        Some((text(row, 0)?, truth(row, 1)?))
    })?;
    let has_all = || {
        TABLES.iter().all(|table| {
            names
                .iter()
                .any(|(name, is_table)| *is_table && name == table)
        })
    };
    Ok(match (id, version) {
        (0, 0) if names.is_empty() => Kind::Empty,
        (APPLICATION_ID, VERSION) if has_all() => Kind::Current,
        (APPLICATION_ID, version) if (1..VERSION).contains(&version) => Kind::Older,
        _ => Kind::Foreign,
    })
}

/// Brings an empty or older database up to [`VERSION`].
pub(super) fn migrate(conn: &mut Connection) -> rusqlite::Result<()> {
    // A table that others refer to can only be made anew while nobody looks; see
    // <https://www.sqlite.org/lang_altertable.html#otheralter>.
    let is_kept = conn.db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, false)?;
    let applied = apply(conn, STEPS);
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, is_kept)?;
    applied
}

fn apply(conn: &mut Connection, steps: &[&str]) -> rusqlite::Result<()> {
    for (from, step) in (0_i64..).zip(steps) {
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Asked with the lock held: another process may have taken the step in the meantime.
        if version(&tx)? == from {
            tx.execute_batch(step)?;
            tx.pragma_update(None, "user_version", from + 1)?;
            tx.commit()?;
        }
    }
    Ok(())
}

fn version(conn: &Connection) -> rusqlite::Result<i64> {
    conn.query_row("PRAGMA user_version", [], |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;
    use std::thread;

    use super::*;

    fn count(conn: &Connection, sql: &str) -> i64 {
        conn.query_row(sql, [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn an_empty_database_becomes_current() {
        let mut conn = Connection::open_in_memory().unwrap();
        assert_eq!(kind(&conn).unwrap(), Kind::Empty);
        migrate(&mut conn).unwrap();
        assert_eq!(kind(&conn).unwrap(), Kind::Current);
        assert_eq!(version(&conn).unwrap(), VERSION);
    }

    #[test]
    fn games_of_the_first_version_keep_their_boards_and_get_their_boxes() {
        let mut conn = Connection::open_in_memory().unwrap();
        apply(&mut conn, &STEPS[..1]).unwrap();
        conn.execute_batch(
            "INSERT INTO players VALUES (1, 'Pam');
             INSERT INTO boards VALUES (4, 'office', '', 2, '', 'choice', 0);
             INSERT INTO games (id, player, board, through, seed, ranked, questions, size,
                                max_points, started)
                 VALUES (1, 1, 4, NULL, 0, 1, '', 2, 9, 0), (2, 1, 4, 3, 0, 1, '', 2, 9, 0);
             INSERT INTO answers VALUES
                 (1, 0, 'a', '', '', '', 0, 0, 0, 0, 0, 0, 0, 0, 1),
                 (1, 1, 'b', '', '', '', 1, 0, 0, 0, 0, 0, 0, 0, 2),
                 (2, 0, 'a', '', '', '', 1, 0, 0, 0, 0, 0, 0, 0, 3),
                 (2, 1, 'b', '', '', '', 1, 0, 0, 0, 0, 0, 0, 0, 4);
             INSERT INTO asked VALUES (1, 'office', 'a', 3), (1, 'office', 'b', 4);",
        )
        .unwrap();
        migrate(&mut conn).unwrap();
        let mut statement = conn
            .prepare(
                "SELECT b.bank || b.length || b.through FROM games g JOIN boards b ON b.id = g.board
                 ORDER BY g.id",
            )
            .unwrap();
        let boards: Vec<String> = statement
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert_eq!(boards, ["office20", "office23"]);
        assert_eq!(
            count(&conn, "SELECT box FROM asked WHERE question = 'a'"),
            2
        );
        assert_eq!(
            count(&conn, "SELECT box FROM asked WHERE question = 'b'"),
            3
        );
        assert_eq!(
            count(&conn, "SELECT count(*) FROM pragma_foreign_key_check"),
            0
        );
        assert!(
            conn.db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY)
                .unwrap()
        );
        assert_eq!(kind(&conn).unwrap(), Kind::Current);
    }

    #[test]
    fn there_is_a_step_to_each_version() {
        assert_eq!(VERSION, i64::try_from(STEPS.len()).unwrap());
    }

    #[test]
    fn each_step_is_taken_once() {
        let mut conn = Connection::open_in_memory().unwrap();
        let first = "CREATE TABLE log (step INTEGER)";
        let second = "INSERT INTO log VALUES (2)";
        apply(&mut conn, &[first]).unwrap();
        apply(&mut conn, &[first, second]).unwrap();
        apply(&mut conn, &[first, second]).unwrap();
        assert_eq!(count(&conn, "SELECT count(*) FROM log"), 1);
        assert_eq!(version(&conn).unwrap(), 2);
    }

    #[test]
    fn a_step_that_fails_leaves_the_version_and_tables_before_it() {
        let mut conn = Connection::open_in_memory().unwrap();
        let broken = "CREATE TABLE two (x); CREATE TABLE two (x)";
        apply(&mut conn, &["CREATE TABLE one (x)", broken]).unwrap_err();
        assert_eq!(version(&conn).unwrap(), 1);
        assert_eq!(count(&conn, "SELECT count(*) FROM sqlite_schema"), 1);
    }

    #[test]
    fn connections_that_migrate_at_once_take_turns() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("history.db");
        let barrier = Barrier::new(4);
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let mut conn = Connection::open(&path).unwrap();
                    barrier.wait();
                    migrate(&mut conn).unwrap();
                    assert_eq!(kind(&conn).unwrap(), Kind::Current);
                });
            }
        });
    }

    #[test]
    fn the_kind_of_a_database_follows_its_numbers_and_tables() {
        let cases = [
            ("PRAGMA application_id = 1", Kind::Foreign),
            ("PRAGMA application_id = 0", Kind::Foreign),
            ("PRAGMA user_version = 0", Kind::Foreign),
            ("PRAGMA user_version = -1", Kind::Foreign),
            ("PRAGMA user_version = 99", Kind::Newer(99)),
            (
                "PRAGMA user_version = 99; DROP TABLE asked",
                Kind::Newer(99),
            ),
            (
                "PRAGMA user_version = 99; PRAGMA application_id = 1",
                Kind::Foreign,
            ),
            ("DROP TABLE asked", Kind::Foreign),
            ("CREATE TABLE more (x)", Kind::Current),
        ];
        for (sql, expected) in cases {
            let mut conn = Connection::open_in_memory().unwrap();
            migrate(&mut conn).unwrap();
            conn.execute_batch(sql).unwrap();
            assert_eq!(kind(&conn).unwrap(), expected, "{sql}");
        }
    }
}
