//! `dundie bank export`: questions for other programs, browsers and paper.

use std::collections::BTreeMap;

use crate::app::{App, NamedBank};
use crate::cli::ExportArgs;
use crate::error::{Error, Outcome};
use crate::files::{builtin, output};
use crate::formats::export::{TARGETS, Target, record};
use crate::formats::record::{Export, Record};
use crate::game::{board, category};
use crate::print::{print, tell};
use crate::quiz::draw::{DRAW, Request, Taken, draw};
use crate::quiz::random::generator;
use crate::quiz::recency::Recency;
use crate::text::printable::Printable;
use crate::ui::words::plural;

/// List at most this many of the questions that were left out.
const MOST_SHOWN: usize = 10;
const FAN_WORK: &str = "Made with dundie, a fan work that is not affiliated with The Office or its \
                        owners.";

/// # Errors
/// If a category is unknown, or the file cannot be written; with `--strict` if the format cannot
/// hold a question.
pub fn run(app: &App, args: &ExportArgs) -> Result<Outcome, Error> {
    let bank = app.bank(args.bank.as_deref())?;
    let Some(target) = TARGETS.iter().find(|target| target.name == args.to) else {
        return Err(Error::usage(
            "unknown format",
            "`dundie bank export --help` lists them",
        ));
    };
    let (records, left_out) = records(&bank, args, target)?;
    for (id, reason) in left_out.iter().take(MOST_SHOWN) {
        tell(&format!("left out {id}: {reason}"));
    }
    if let Some(more) = left_out
        .len()
        .checked_sub(MOST_SHOWN)
        .filter(|more| *more > 0)
    {
        tell(&format!("left out {more} more"));
    }
    if args.strict && !left_out.is_empty() {
        let count = plural(left_out.len() as u64, "question");
        let help = "export to another format, or without --strict";
        return Err(Error::failed(
            format!("{count} can't be written as {}", target.name),
            help,
        ));
    }
    let is_builtin = bank.name == builtin::NAME;
    if !target.drops.is_empty() {
        tell(&format!("{} can't store {}", target.name, target.drops));
    }
    let title = match &args.title {
        Some(title) => title.clone(),
        None if is_builtin => "The Office: Jim and Pam".to_owned(),
        None => Printable(board::bank_title(&bank.name)).to_string(),
    };
    let text = (target.write)(&Export {
        title: &title,
        notice: &if is_builtin {
            FAN_WORK.to_owned()
        } else {
            bank.bank.index.credits().join("; ")
        },
        records: &records,
    });
    let Some(path) = &args.out else {
        return print(&text);
    };
    let shown = Printable(&path.to_string_lossy()).to_string();
    output::write(path, text.as_bytes(), args.force).map_err(|error| {
        let help = match error.kind() {
            std::io::ErrorKind::AlreadyExists => "replace it with --force, or choose another name",
            _ => "choose a place that you can write to",
        };
        Error::failed(format!("could not save {shown}: {error}"), help)
    })?;
    let count = plural(records.len() as u64, "question");
    print(&format!(
        "Saved {count} to {shown}, {} left out.\n",
        left_out.len()
    ))
}

/// The records that the format holds, and the ids of the others with why not.
type Held = (Vec<Record>, Vec<(String, &'static str)>);

fn records(bank: &NamedBank, args: &ExportArgs, target: &Target) -> Result<Held, Error> {
    let index = &bank.bank.index;
    let wanted = args.category.iter().map(|name| category::find(index, name));
    let wanted = wanted.collect::<Result<Vec<_>, _>>()?;
    let (mut held, mut left_out) = (BTreeMap::new(), Vec::new());
    for ordinal in 0..index.len() {
        let number = index.entry(ordinal)?.category;
        if !wanted.is_empty() && !wanted.contains(&number) {
            continue;
        }
        let question = bank.bank.question(ordinal)?;
        let category = &bank.bank.category(number)?.name;
        let record = record(&question, category, args.seed, target.is_asked);
        match (target.holds)(&record) {
            Ok(()) => drop(held.insert(ordinal, record)),
            Err(reason) => left_out.push((question.id, reason)),
        }
    }
    let Some(count) = args.count else {
        return Ok((held.into_values().collect(), left_out));
    };
    let others = (0..index.len()).filter(|ordinal| !held.contains_key(ordinal));
    let request = Request {
        categories: wanted,
        count,
        taken: Taken {
            entries: others.collect(),
            ..Taken::default()
        },
        ..Request::default()
    };
    let rng = &mut generator(args.seed, DRAW);
    let drawn = draw(index, &request, &Recency::none(), rng)?;
    let drawn = drawn.iter().filter_map(|ordinal| held.remove(ordinal));
    Ok((drawn.collect(), Vec::new()))
}
