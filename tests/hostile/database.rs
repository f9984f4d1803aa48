//! Foul text in a history that another program wrote.

use rusqlite::Connection;

use crate::clean::tell;
use crate::common::{Place, bank, first_choices};
use crate::corpus;

/// Every column that holds any text.
const COLUMNS: [&str; 15] = [
    "players.name",
    "boards.bank",
    "boards.categories",
    "boards.difficulty",
    "boards.daily",
    "games.questions",
    "answers.question",
    "answers.category",
    "answers.difficulty",
    "answers.given",
    "asked.question",
    "asked.bank",
    "flags.bank",
    "flags.question",
    "flags.note",
];

/// Commands that print what is in the history.
const READERS: [&[&str]; 18] = [
    &["scores", "--all"],
    &["scores", "--all", "--json"],
    &["scores", "--all", "--csv"],
    &[
        "scores", "--bank", "ten.toml", "-n", "5", "--color", "always",
    ],
    &["scores", "--daily"],
    &["stats"],
    &["stats", "--json"],
    &["stats", "--bank", "ten.toml"],
    &["stats", "--questions"],
    &["stats", "--questions", "--bank", "ten.toml", "--json"],
    &[
        "stats",
        "--questions",
        "--bank",
        "ten.toml",
        "--color",
        "always",
    ],
    &["awards", "--color", "always"],
    &["awards", "--json"],
    &["flags"],
    &["flags", "--json"],
    &["flags", "--last", "it is unclear"],
    &["practice", "--bank", "ten.toml", "-n", "1"],
    &["resume", "--json"],
];

/// Games of every kind: ranked, of another bank, daily, flagged, typed and left.
fn played() -> Place {
    let place = Place::new();
    place.write("ten.toml", bank(4, 4, 2));
    let flagged = format!("f it is unclear\n{}", first_choices(20));
    for args in [
        &["play", "-n", "5", "--bank", "ten.toml"][..],
        &["play", "-n", "2", "--typed"],
        &["daily"],
        &["play", "jim", "-n", "2", "--difficulty", "easy"],
    ] {
        let run = place.run_with(args, flagged.clone());
        assert_eq!(run.code, Some(0), "{}", run.stderr);
    }
    place.run_with(&["play", "-n", "5", "--bank", "ten.toml"], "1\n");
    place
}

/// Puts a text into a column of every row, or a list of it.
fn foul(history: &Connection, column: &str, text: &str) {
    let (table, column) = column.split_once('.').unwrap();
    let value = match column {
        "categories" | "questions" => "json_array(?1)",
        _ => "?1",
    };
    let sql = format!("UPDATE OR REPLACE {table} SET {column} = {value}");
    history.execute(&sql, [text]).unwrap();
}

#[test]
fn no_content_of_the_history_fouls_the_output() {
    let played = played();
    let mut shown = 0;
    for (n, column) in COLUMNS.into_iter().enumerate() {
        for (m, text) in corpus::few().into_iter().enumerate() {
            // Each column with two of the texts.
            if (n + m) % 2 == 0 {
                continue;
            }
            let place = Place::new();
            place.write("ten.toml", bank(4, 4, 2));
            let path = place.data().join("history.db");
            std::fs::create_dir(place.data()).unwrap();
            std::fs::copy(played.data().join("history.db"), &path).unwrap();
            // Boards of the bank are found by its path.
            let history = Connection::open(&path).unwrap();
            let [old, new] = [&played, &place].map(|place| {
                let path = place.path("ten.toml").canonicalize().unwrap();
                path.to_str().unwrap().to_owned()
            });
            for table in ["boards", "asked", "flags"] {
                history
                    .execute(
                        &format!("UPDATE {table} SET bank = ?1 WHERE bank = ?2"),
                        [&new, &old],
                    )
                    .unwrap();
            }
            foul(&history, column, &text);
            history.close().unwrap();
            for args in READERS {
                // A name that is foul is nobody's on the command line.
                let told = tell(&place, |command| {
                    command.args(args).write_stdin("1\n1\n1\n1\n1\n1\n");
                });
                told.is_clean(&[0, 1]);
                shown += usize::from((told.stdout() + &told.stderr()).contains("\\u{"));
            }
        }
    }
    assert!(shown > 40, "{shown} runs show what they were given");
}
