//! `dundie flags`: the questions that players flagged.

use std::collections::{BTreeMap, HashMap};
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
use crate::print::{json, print, wrapped};
use crate::text::printable::{Printable, one_line};
use crate::ui::tables::date;

#[derive(Serialize)]
struct FlaggedQuestion<'a> {
    bank: &'a str,
    #[serde(flatten)]
    flag: &'a Flag,
    #[serde(flatten)]
    current: Current,
}

/// The question as it is in its bank now; `null` if the bank or the question is gone.
#[derive(Default, Serialize)]
struct Current {
    ask: Option<String>,
    file: Option<String>,
    line: Option<usize>,
}

/// # Errors
/// If the history cannot be read.
pub fn run(app: &App, args: &FlagsArgs) -> Result<Outcome, Error> {
    if let Some(note) = &args.last {
        return flag_last(app, args.player.as_deref(), note);
    }
    let flags = app.history()?.map(|history| history.flags());
    let flags = flags.transpose()?.unwrap_or_default();
    let mut banks = HashMap::new();
    let flagged = flags.iter().map(|flag| FlaggedQuestion {
        bank: &flag.bank,
        flag,
        current: current(app, flag, &mut banks).unwrap_or_default(),
    });
    let flagged: Vec<_> = flagged.collect();
    if args.json {
        return print(&json(&BTreeMap::from([("flags", flagged)]))?);
    }
    if flags.is_empty() {
        return print(&wrapped(
            "No flagged questions. Press f to flag a question during a game, or run \
             `dundie flags --last NOTE` to flag the one you answered last.\n",
        ));
    }
    let dot = app.styles.stdout.sign("·");
    let texts = flagged.iter().map(|flagged| text(flagged, dot));
    print(&texts.collect::<Vec<_>>().join("\n"))
}

/// Flags the question that the player answered last.
fn flag_last(app: &App, player: Option<&str>, note: &str) -> Result<Outcome, Error> {
    let player = players::known(app, player)?;
    let last = app.history()?.map(|history| history.last_answered(&player));
    let Some((bank, question)) = last.transpose()?.flatten() else {
        return Err(Error::failed(
            format!("could not flag a question: \"{player}\" hasn't answered any yet"),
            "play a game first, or name another player with --player",
        ));
    };
    let mut history = app.writable_history()?;
    let note = Some(note.trim()).filter(|note| !note.is_empty());
    history.flag(&player, &bank, &question, note, clock::unix_millis())?;
    print(&format!("Flagged: {}\n", Printable(&question)))
}

/// The flagged question, if its bank can be read and still has it. `banks` caches the banks
/// tried so far.
fn current<'a>(
    app: &App,
    flag: &'a Flag,
    banks: &mut HashMap<&'a str, Option<Bank>>,
) -> Option<Current> {
    let bank = banks.entry(&flag.bank).or_insert_with(|| {
        let path = (flag.bank != builtin::NAME).then(|| Path::new(&flag.bank));
        app.bank_at(path).ok().map(|named| named.bank)
    });
    let bank = bank.as_ref()?;
    let entry = bank.find(&flag.question).ok()??;
    let (file, line) = bank.location(entry).ok()?;
    Some(Current {
        ask: Some(bank.question(entry).ok()?.ask),
        file: Some(file.to_owned()),
        line: Some(line),
    })
}

/// The question, where to find it, and the note.
fn text(flagged: &FlaggedQuestion<'_>, dot: &str) -> String {
    let flag = flagged.flag;
    let parts = [&flag.question, &flag.bank, &flag.player, &date(flag.at)];
    let parts = parts.map(|part| Printable(part).to_string());
    let mut lines = vec![parts.join(&format!(" {dot} "))];
    if let Current {
        ask: Some(ask),
        file: Some(file),
        line: Some(line),
    } = &flagged.current
    {
        lines.push(format!("{}:{line}", Printable(file)));
        lines.push(Printable(&one_line(ask)).to_string());
    }
    if let Some(note) = &flag.note {
        lines.push(format!("\"{}\"", Printable(note)));
    }
    wrapped(&lines.join("\n")) + "\n"
}
