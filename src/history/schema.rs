//! The tables and their migrations: one step per version.

use rusqlite::{Connection, TransactionBehavior};

use super::error::is_damage;

/// The application id that marks a database as ours: "DUND" in ASCII.
const APPLICATION_ID: i64 = 0x4455_4e44;

/// The latest schema version that this program knows.
pub(super) const VERSION: i64 = 3;

/// Step `n` takes a database from version `n` to `n + 1`. Never change a released step; add a
/// new one.
const STEPS: &[&str] = &[
    "
    PRAGMA application_id = 0x44554e44;
    CREATE TABLE players (
        id   INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE
    ) STRICT;
    CREATE TABLE boards (
        id         INTEGER PRIMARY KEY,
        bank       TEXT NOT NULL,
        categories TEXT NOT NULL,      -- a JSON list, sorted; [] is the whole bank
        length     INTEGER NOT NULL,
        difficulty TEXT,               -- NULL is mixed
        play       TEXT NOT NULL CHECK (play IN ('choice', 'typed')),
        timed      INTEGER,            -- seconds a question; NULL is untimed
        through    INTEGER,            -- the last season given away; NULL is all
        daily      TEXT                -- the day; NULL is no daily
    ) STRICT;
    CREATE INDEX boards_key
        ON boards (bank, categories, length, difficulty, play, timed, through, daily);
    CREATE TABLE games (
        id         INTEGER PRIMARY KEY,
        player     INTEGER NOT NULL REFERENCES players,
        board      INTEGER NOT NULL REFERENCES boards,
        party      INTEGER REFERENCES games,       -- the first of the games played in turn
        seed       INTEGER NOT NULL,               -- the bits of a u64
        practice   INTEGER NOT NULL,
        hints      INTEGER NOT NULL,
        questions  TEXT NOT NULL,                  -- a JSON list
        size       INTEGER NOT NULL CHECK (size > 0),
        max_points INTEGER NOT NULL,
        started    INTEGER NOT NULL,
        ranked     INTEGER NOT NULL,
        hinted     INTEGER,                        -- the position of the last question with a hint
        paused     INTEGER NOT NULL DEFAULT 0,     -- when it was left last
        position   INTEGER,                        -- the question shown then
        spent      INTEGER NOT NULL DEFAULT 0,     -- milliseconds on that question
        finished   INTEGER,
        discarded  INTEGER NOT NULL DEFAULT 0,     -- then it is finished, too
        correct    INTEGER NOT NULL DEFAULT 0 CHECK (correct BETWEEN 0 AND size),
        points     INTEGER NOT NULL DEFAULT 0,
        millis     INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX games_of_player ON games (player, board);
    CREATE INDEX games_ranking
        ON games (board, points DESC, correct DESC, millis, finished, id, player)
        WHERE ranked = 1 AND finished IS NOT NULL;
    CREATE INDEX games_unfinished ON games (player) WHERE finished IS NULL;
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
        late       INTEGER NOT NULL,
        disputed   INTEGER NOT NULL DEFAULT 0,     -- whether the player thinks that it was right
        millis     INTEGER NOT NULL CHECK (millis >= 0),
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
        box      INTEGER NOT NULL,     -- the Leitner box, from 1
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
    "
    -- seconds east of UTC where it started
    ALTER TABLE games ADD COLUMN utc_offset INTEGER NOT NULL DEFAULT 0;
    UPDATE games SET utc_offset = coalesce(
        unixepoch(started / 1000, 'unixepoch', 'localtime') - started / 1000, 0);
    -- how many answers the player counted as right
    ALTER TABLE games ADD COLUMN credited INTEGER NOT NULL DEFAULT 0;
    -- whether the player counted it as right; correct stays as it was judged
    ALTER TABLE answers ADD COLUMN credited INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX answers_of_question ON answers (question);
",
    "
    -- grows with each start, answer and leave of the player, whatever the clock says
    ALTER TABLE games ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
    UPDATE games SET turn = id;
    CREATE INDEX games_turn ON games (player, turn);
    CREATE TABLE banks (
        path     TEXT PRIMARY KEY,
        identity TEXT NOT NULL         -- what it is known by if it is moved
    ) STRICT, WITHOUT ROWID;
",
];

/// The kind of database in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Empty, or ours from an earlier version.
    Older,
    /// Ours, with the current version.
    Current,
    /// Ours, from a newer version.
    Newer(i64),
    /// Another program's.
    Foreign,
    /// Not readable by `SQLite`.
    Damaged,
}

/// Checks a database without writing to it.
pub(super) fn kind(conn: &Connection) -> rusqlite::Result<Kind> {
    let look = || {
        // One transaction, so that the numbers are consistent and the file is locked once.
        let tx = conn.unchecked_transaction()?;
        let id: i64 = tx.query_row("PRAGMA application_id", [], |row| row.get(0))?;
        let version = version(&tx)?;
        // Makes SQLite read the schema; the result does not matter.
        let tables: i64 =
            tx.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        Ok(match (id, version) {
            (APPLICATION_ID, VERSION) => Kind::Current,
            (APPLICATION_ID, version) if version > VERSION => Kind::Newer(version),
            (APPLICATION_ID, 1..) => Kind::Older,
            (0, 0) if tables == 0 => Kind::Older,
            _ => Kind::Foreign,
        })
    };
    match look() {
        Err(err) if is_damage(&err) => Ok(Kind::Damaged),
        kind => kind,
    }
}

/// Whether `SQLite` finds no damage; `check` is `quick_check` or `integrity_check`, which also
/// reads the indexes.
pub(super) fn is_whole(conn: &Connection, check: &str) -> bool {
    let sql = format!("PRAGMA {check}(1)");
    let found = conn.query_row(&sql, [], |row| row.get::<_, String>(0));
    match found {
        Ok(found) => found == "ok" || is_unread(&found),
        Err(err) => !is_damage(&err),
    }
}

/// Whether the check only says that the device could not read a page, as in "Tree 2 page 2: unable
/// to get the page. error code=266". The low byte is `SQLite`'s primary result code.
fn is_unread(found: &str) -> bool {
    const IOERR: u32 = 10;
    let code = found.split("error code=").nth(1).unwrap_or_default();
    let digits = code
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(code.len());
    code[..digits]
        .parse::<u32>()
        .is_ok_and(|code| code & 0xff == IOERR)
}

/// Updates an empty or older database to [`VERSION`].
pub(super) fn migrate(conn: &mut Connection) -> rusqlite::Result<()> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Check again under the lock: another process may have migrated it in the meantime.
    let from = version(&tx)?;
    for (n, step) in (0..).zip(STEPS).filter(|(n, _)| *n >= from) {
        tx.execute_batch(step)?;
        tx.pragma_update(None, "user_version", n + 1)?;
    }
    tx.commit()
}

fn version(conn: &Connection) -> rusqlite::Result<i64> {
    conn.query_row("PRAGMA user_version", [], |row| row.get(0))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_page_that_the_device_does_not_give_is_not_damage() {
        for (found, expected) in [
            (
                "*** in database main ***\nTree 2 page 2: unable to get the page. error code=266",
                true,
            ),
            (
                "Tree 2 page 2: unable to get the page. error code=522\n",
                true,
            ),
            (
                "Tree 2 page 2: unable to get the page. error code=11",
                false,
            ),
            (
                "Tree 2 page 2: btreeInitPage() returns error code 11",
                false,
            ),
            ("row 1 missing from index games_turn", false),
        ] {
            assert_eq!(super::is_unread(found), expected, "{found}");
        }
    }

    use super::*;

    #[test]
    fn the_application_id_and_version_tell_the_kind_of_a_database() {
        let cases = [
            ("", Kind::Current),
            ("CREATE TABLE more (x)", Kind::Current),
            ("PRAGMA application_id = 1", Kind::Foreign),
            ("PRAGMA application_id = 0", Kind::Foreign),
            ("PRAGMA user_version = 0", Kind::Foreign),
            ("PRAGMA user_version = -1", Kind::Foreign),
            ("PRAGMA user_version = 99", Kind::Newer(99)),
            (
                "PRAGMA user_version = 99; PRAGMA application_id = 1",
                Kind::Foreign,
            ),
        ];
        for (sql, expected) in cases {
            let mut conn = Connection::open_in_memory().unwrap();
            assert_eq!(kind(&conn).unwrap(), Kind::Older);
            migrate(&mut conn).unwrap();
            conn.execute_batch(sql).unwrap();
            assert_eq!(kind(&conn).unwrap(), expected, "{sql}");
        }
    }

    #[test]
    fn an_older_database_keeps_its_games() {
        let mut conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(STEPS[0]).unwrap();
        conn.execute_batch(
            "PRAGMA user_version = 1;
             INSERT INTO players VALUES (1, 'Pam');
             INSERT INTO boards VALUES (1, 'office', '[]', 1, NULL, 'choice', NULL, NULL, NULL);
             INSERT INTO games (player, board, seed, practice, hints, questions, size, max_points,
                                started, ranked)
             VALUES (1, 1, 7, 0, 1, '[\"a\"]', 1, 100, 1700000000000, 1),
                    (1, 1, 7, 0, 1, '[\"a\"]', 1, 100, 9223372036854775807, 1);",
        )
        .unwrap();
        assert_eq!(kind(&conn).unwrap(), Kind::Older);
        migrate(&mut conn).unwrap();
        assert_eq!(kind(&conn).unwrap(), Kind::Current);
        let sql = "SELECT count(*) FROM games WHERE abs(utc_offset) <= 50400 AND credited = 0";
        let games: u32 = conn.query_row(sql, [], |row| row.get(0)).unwrap();
        assert_eq!(games, 2);
    }
}
