//! `dundie bank add`: put a bank where it can be played by its name.
#![expect(
    clippy::disallowed_methods,
    reason = "a bank of a file is called by its path"
)]

use std::path::Path;
use std::slice;

use super::import;
use crate::app::App;
use crate::bank::Index;
use crate::bank::hash::hash;
use crate::cli::AddArgs;
use crate::error::{Error, Outcome};
use crate::files::banks::{BankFiles, checked};
use crate::files::shelf::name_for;
use crate::print::print;
use crate::ui::words::plural;

/// Adds a bank that has no errors, with its index, so that the first game starts at once.
///
/// # Errors
/// If the bank has errors or cannot be read, its name is taken, or it cannot be written.
pub fn run(app: &App, args: &AddArgs) -> Result<Outcome, Error> {
    let shelf = app.shelf()?;
    let name = args.name.clone();
    let name = name.unwrap_or_else(|| name_for(&args.path));
    let is_bank = args.path.is_dir() || args.path.extension().is_none_or(|it| it == "toml");
    let (text, source) = if is_bank {
        let source = BankFiles::find(&args.path)?;
        (source.read_for_copy()?, source.path)
    } else {
        let imported = import::read(app, slice::from_ref(&args.path), &args.source)?;
        import::tell_summary(&imported);
        (imported.text(), args.path.clone())
    };
    let bytes = app.with_progress(&args.path, |progress| checked(&text, &args.path, progress))?;
    let index = Index::open(Box::new(bytes.clone()))?;
    let path = shelf.path(&name);
    let path = path.to_string_lossy();
    // A game is played without its history, and a bank is added without it.
    let mut history = app.history().ok().flatten();
    if let Some(history) = &history {
        let asked = history.asked_from(&path).unwrap_or_default();
        let is_there = |id: &String| matches!(index.find(hash(id)), Ok(Some(_)));
        if !asked.is_empty() && !asked.iter().any(is_there) {
            let message = format!("another bank called `{name}` already has scores");
            return Err(Error::failed(message, "choose another name with --name"));
        }
    }
    shelf.add(&name, &text, args.replace)?;
    if let Ok(files) = BankFiles::find(Path::new(&*path))
        && let Some(cache) = &app.folders()?.cache
    {
        files.save_index(&files.index_in(cache), &bytes);
    }
    if let Some(history) = &mut history {
        let source = source.to_string_lossy();
        // The scores come along, even though the file stays where it was.
        let is_gone = |path: &str| path == source || !Path::new(path).exists();
        let _ = history.find_bank(&path, &index.identity(), is_gone);
    }
    let questions = plural(index.len().into(), "question");
    print(&format!(
        "Added {name}: {questions}. Play it with `dundie play --bank {name}`.\n"
    ))
}
