//! `dundie flags`: the questions that players flagged.

use std::collections::HashMap;
use std::path::Path;

use serde::Serialize;

use crate::app::App;
use crate::bank::Bank;
use crate::cli::FlagsArgs;
use crate::clock;
use crate::error::{Error, Outcome};
use crate::files::builtin;
use crate::game::players;
use crate::history::Flag;
use crate::print::json;
use crate::print::{print, wrapped};
use crate::text::printable::Printable;
use crate::ui::tables::{date, rfc3339};

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    flags: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    bank: &'a str,
    id: &'a str,
    player: &'a str,
    note: Option<&'a str>,
    flagged: String,
    /// `null` where the bank is gone, or no longer has the question.
    ask: Option<String>,
    file: Option<String>,
    line: Option<usize>,
}

/// A flagged question as its bank has it now.
#[derive(Debug, Clone)]
struct Found {
    ask: String,
    file: String,
    line: usize,
}

/// # Errors
/// Where the history cannot be read.
pub fn run(app: &App, args: &FlagsArgs) -> Result<Outcome, Error> {
    if let Some(note) = &args.last {
        return flag_last(app, args.player.as_deref(), note);
    }
    let flags = match app.history()? {
        Some(history) => history.flags()?,
        None => Vec::new(),
    };
    let found = look_up(app, &flags);
    if args.json {
        let flags = flags
            .iter()
            .zip(found)
            .map(|(flag, found)| row(flag, found));
        return print(&json(&Document {
            schema: 1,
            flags: flags.collect(),
        })?);
    }
    if flags.is_empty() {
        return print(&wrapped(
            "No question is flagged. The key f flags one while it is asked, and \
             `dundie flags --last NOTE` the one that you answered last.\n",
        ));
    }
    let dot = app.styles.stdout.sign("·");
    let all = flags.iter().zip(found);
    let texts: Vec<_> = all.map(|(flag, found)| text(flag, found, dot)).collect();
    print(&texts.join("\n"))
}

/// Flags what the player answered last: after a game nothing asks any more.
fn flag_last(app: &App, player: Option<&str>, note: &str) -> Result<Outcome, Error> {
    let player = players::known(app, player)?;
    let last = match app.history()? {
        Some(history) => history.last_answered(&player)?,
        None => None,
    };
    let Some((bank, question)) = last else {
        return Err(Error::failed(
            format!("\"{player}\" has not answered any question yet"),
            "play a game first, or name another player with --player",
        ));
    };
    let mut history = app.writable_history()?;
    let note = Some(note.trim()).filter(|note| !note.is_empty());
    history.flag(&player, &bank, &question, note, clock::unix_millis())?;
    print(&format!("Flagged: {}\n", Printable(&question)))
}

/// Each flag's question, where its bank can be read and has it.
fn look_up(app: &App, flags: &[Flag]) -> Vec<Option<Found>> {
    let mut banks: HashMap<&str, Option<Bank>> = HashMap::new();
    let mut found = Vec::new();
    for flag in flags {
        let name = flag.bank.as_str();
        let bank = banks.entry(name).or_insert_with(|| {
            let path = (name != builtin::NAME).then(|| Path::new(name));
            let is_there = path.is_none_or(Path::exists);
            is_there
                .then(|| app.bank(path).ok())
                .flatten()
                .map(|named| named.bank)
        });
        found.push(
            bank.as_ref()
                .and_then(|bank| question(bank, &flag.question)),
        );
    }
    found
}

fn question(bank: &Bank, id: &str) -> Option<Found> {
    let entry = bank.find(id).ok().flatten()?;
    let (file, line) = bank.place(entry).ok()?;
    Some(Found {
        ask: bank.question(entry).ok()?.ask,
        file: file.to_owned(),
        line,
    })
}

fn row(flag: &Flag, found: Option<Found>) -> Row<'_> {
    let (ask, file, line) = found.map_or((None, None, None), |found| {
        (Some(found.ask), Some(found.file), Some(found.line))
    });
    Row {
        bank: &flag.bank,
        id: &flag.question,
        player: &flag.player,
        note: flag.note.as_deref(),
        flagged: rfc3339(flag.at),
        ask,
        file,
        line,
    }
}

/// Which question, where it stands, and what is wrong with it.
fn text(flag: &Flag, found: Option<Found>, dot: &str) -> String {
    let parts = [
        Printable(&flag.question).to_string(),
        Printable(&flag.bank).to_string(),
        Printable(&flag.player).to_string(),
        date(flag.at),
    ];
    let mut lines = vec![parts.join(&format!(" {dot} "))];
    if let Some(found) = found {
        lines.push(format!("{}:{}", Printable(&found.file), found.line));
        lines.push(Printable(&found.ask).to_string());
    }
    lines.extend(
        flag.note
            .iter()
            .map(|note| format!("\"{}\"", Printable(note))),
    );
    wrapped(&lines.join("\n")) + "\n"
}
