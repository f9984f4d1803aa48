//! The places: what is where the history, the cache or the settings should be.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::Command;

use super::stores::{Dundie, Ground, Store};

/// What is where the history should be.
#[derive(Clone, Copy)]
pub struct Hostile {
    pub name: &'static str,
    pub set: fn(&Ground),
    pub ends: Ends,
    /// Whether the superuser would not notice.
    pub for_players: bool,
}

/// What becomes of a game there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    /// It is not kept, and that is said with the name and what to do.
    Told(&'static str, &'static str),
    /// What was there is moved aside, and the game kept.
    Aside,
    /// It is kept.
    Kept,
}

const ELSEWHERE: &str = "use --data-dir to save scores somewhere else";

const fn place(name: &'static str, set: fn(&Ground), ends: Ends) -> Hostile {
    Hostile {
        name,
        set,
        ends,
        for_players: false,
    }
}

const fn may_not(name: &'static str, set: fn(&Ground), ends: Ends) -> Hostile {
    Hostile {
        for_players: true,
        ..place(name, set, ends)
    }
}

const NO_FILE: Ends = Ends::Told("history.db: it is not a regular file", ELSEWHERE);
const OPENING: Ends = Ends::Told("history.db", ELSEWHERE);
const READ_ONLY: Ends = Ends::Told("history.db: it is read-only", ELSEWHERE);

fn played(ground: &Ground) {
    assert_eq!(Dundie.game(ground, "pam").code, Some(0));
}

/// A played history, without what lies beside it, as these bytes.
fn change(ground: &Ground, change: impl FnOnce(&mut Vec<u8>)) {
    played(ground);
    let mut bytes = fs::read(ground.history()).unwrap();
    change(&mut bytes);
    fs::write(ground.history(), bytes).unwrap();
}

/// Puts something else where the played history was.
fn replace(ground: &Ground, put: impl FnOnce(&Path)) {
    played(ground);
    for name in ["history.db", "history.db-wal", "history.db-shm"] {
        fs::remove_file(ground.data().join(name)).unwrap();
    }
    put(&ground.history());
}

fn fifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

fn execute(ground: &Ground, sql: &str) {
    played(ground);
    let conn = rusqlite::Connection::open(ground.history()).unwrap();
    conn.execute_batch(sql).unwrap();
}

pub fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// Puts something else where a file of the cache was.
fn in_cache(ground: &Ground, kind: &str, put: impl FnOnce(&Path)) {
    played(ground);
    let folder = ground.data().join("cache").join(kind);
    let path = fs::read_dir(folder)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    fs::remove_file(&path).unwrap();
    put(&path);
}

fn halve_index(ground: &Ground) {
    let mut bytes = Vec::new();
    played(ground);
    let folder = ground.data().join("cache/index");
    let path = fs::read_dir(folder)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    bytes.extend(fs::read(&path).unwrap());
    fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
}

fn in_settings(ground: &Ground, put: impl FnOnce(&Path)) {
    let folder = ground.path("home/.config/dundie");
    fs::create_dir_all(&folder).unwrap();
    put(&folder.join("settings.toml"));
}

pub const HISTORIES: &[Hostile] = &[
    place(
        "a folder is the history",
        |g| replace(g, |path| fs::create_dir(path).unwrap()),
        NO_FILE,
    ),
    place("a pipe is the history", |g| replace(g, fifo), NO_FILE),
    place(
        "a link to a pipe is the history",
        |g| {
            replace(g, |path| {
                fifo(&g.path("pipe"));
                symlink(g.path("pipe"), path).unwrap();
            });
        },
        NO_FILE,
    ),
    place(
        "a device is the history",
        |g| replace(g, |path| symlink("/dev/full", path).unwrap()),
        NO_FILE,
    ),
    place(
        "a link to nowhere is the history",
        |g| {
            replace(g, |path| {
                symlink(g.path("nowhere"), path).unwrap();
            });
        },
        OPENING,
    ),
    place(
        "a link to itself is the history",
        |g| replace(g, |path| symlink(path, path).unwrap()),
        OPENING,
    ),
    place(
        "a file is the data folder",
        |g| {
            fs::remove_dir(g.data()).unwrap();
            fs::write(g.data(), "not a folder").unwrap();
        },
        Ends::Told("data", ELSEWHERE),
    ),
    place(
        "a pipe is the data folder",
        |g| {
            fs::remove_dir(g.data()).unwrap();
            fifo(&g.data());
        },
        Ends::Told("data", ELSEWHERE),
    ),
    place(
        "a link to nowhere is the data folder",
        |g| {
            fs::remove_dir(g.data()).unwrap();
            symlink(g.path("nowhere"), g.data()).unwrap();
        },
        Ends::Told("data", ELSEWHERE),
    ),
    place(
        "a link to itself is the data folder",
        |g| {
            fs::remove_dir(g.data()).unwrap();
            symlink(g.data(), g.data()).unwrap();
        },
        Ends::Told("data", ELSEWHERE),
    ),
    place(
        "half a history",
        |g| change(g, |bytes| bytes.truncate(bytes.len() / 2)),
        Ends::Aside,
    ),
    place(
        "a history of zeros",
        |g| change(g, |bytes| bytes.fill(0)),
        Ends::Aside,
    ),
    place(
        "a history of other bytes",
        |g| change(g, |bytes| bytes.fill(0x5a)),
        Ends::Aside,
    ),
    place("an empty history", |g| change(g, Vec::clear), Ends::Kept),
    place(
        "a newer history",
        |g| execute(g, "PRAGMA user_version = 99"),
        Ends::Told(
            "it is from a newer dundie",
            "update dundie, or use --data-dir",
        ),
    ),
    place(
        "another program's database",
        |g| execute(g, "PRAGMA application_id = 1"),
        Ends::Told("it is another program's database", ELSEWHERE),
    ),
    place(
        "a -wal of other bytes",
        |g| {
            played(g);
            fs::write(g.data().join("history.db-wal"), "not a log").unwrap();
        },
        Ends::Kept,
    ),
    place(
        "a folder is the -wal",
        |g| {
            played(g);
            fs::remove_file(g.data().join("history.db-wal")).unwrap();
            fs::create_dir(g.data().join("history.db-wal")).unwrap();
        },
        OPENING,
    ),
    place(
        "a folder is the -shm",
        |g| {
            played(g);
            fs::remove_file(g.data().join("history.db-shm")).unwrap();
            fs::create_dir(g.data().join("history.db-shm")).unwrap();
        },
        OPENING,
    ),
    place(
        "a file is the cache",
        |g| {
            fs::write(g.data().join("cache"), "not a folder").unwrap();
        },
        Ends::Kept,
    ),
];
/// Each thing that is kept in the cache, in the place of a good one.
pub const CACHES: &[Hostile] = &[
    place(
        "a pipe is what was asked",
        |g| in_cache(g, "recent", fifo),
        Ends::Kept,
    ),
    place(
        "a folder is what was asked",
        |g| in_cache(g, "recent", |path| fs::create_dir(path).unwrap()),
        Ends::Kept,
    ),
    place(
        "an endless device is what was asked",
        |g| {
            in_cache(g, "recent", |path| {
                symlink("/dev/zero", path).unwrap();
            });
        },
        Ends::Kept,
    ),
    place(
        "what was asked is cut short",
        |g| in_cache(g, "recent", |path| fs::write(path, "DUNDIEr1").unwrap()),
        Ends::Kept,
    ),
    place(
        "a pipe is the index",
        |g| in_cache(g, "index", fifo),
        Ends::Kept,
    ),
    place(
        "a folder is the index",
        |g| in_cache(g, "index", |path| fs::create_dir(path).unwrap()),
        Ends::Kept,
    ),
    place(
        "an endless device is the index",
        |g| {
            in_cache(g, "index", |path| {
                symlink("/dev/zero", path).unwrap();
            });
        },
        Ends::Kept,
    ),
    place("the index is cut short", halve_index, Ends::Kept),
];

pub const SETTINGS: &[Hostile] = &[
    place(
        "a pipe is the settings",
        |g| in_settings(g, fifo),
        Ends::Kept,
    ),
    place(
        "a folder is the settings",
        |g| in_settings(g, |path| fs::create_dir(path).unwrap()),
        Ends::Kept,
    ),
    place(
        "an endless device is the settings",
        |g| {
            in_settings(g, |path| {
                symlink("/dev/zero", path).unwrap();
            });
        },
        Ends::Kept,
    ),
    place(
        "a link to itself is the settings",
        |g| in_settings(g, |path| symlink(path, path).unwrap()),
        Ends::Kept,
    ),
    place(
        "the settings are other bytes",
        |g| in_settings(g, |path| fs::write(path, [0xff; 99]).unwrap()),
        Ends::Kept,
    ),
];

/// What is allowed to the superuser alone.
pub const FORBIDDEN: &[Hostile] = &[
    may_not(
        "the folder may only be read",
        |g| allow(&g.data(), 0o500),
        OPENING,
    ),
    may_not(
        "the folder may not be entered",
        |g| {
            played(g);
            allow(&g.data(), 0o000);
        },
        OPENING,
    ),
    may_not(
        "the history may only be read",
        |g| {
            played(g);
            allow(&g.history(), 0o400);
        },
        READ_ONLY,
    ),
    may_not(
        "the history may not be read",
        |g| {
            played(g);
            allow(&g.history(), 0o000);
        },
        OPENING,
    ),
    may_not(
        "folder and history may only be read",
        |g| {
            played(g);
            allow(&g.history(), 0o400);
            allow(&g.data(), 0o500);
        },
        READ_ONLY,
    ),
    may_not(
        "a damaged history in a folder that may only be read",
        |g| {
            change(g, |bytes| bytes.fill(0x5a));
            allow(&g.data(), 0o500);
        },
        Ends::Told("history.db", "--data-dir"),
    ),
    may_not(
        "the cache may not be entered",
        |g| {
            played(g);
            allow(&g.data().join("cache"), 0o000);
        },
        Ends::Kept,
    ),
    may_not(
        "the settings may not be read",
        |g| {
            in_settings(g, |path| {
                fs::write(path, "name = \"jim\"").unwrap();
                allow(path, 0o000);
            });
        },
        Ends::Kept,
    ),
];
