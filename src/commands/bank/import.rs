//! `dundie bank import`: make a bank of questions in another format.

use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::app::App;
use crate::bank::compile::BankText;
use crate::cli::{ImportArgs, SourceArgs};
use crate::error::{Error, Outcome};
use crate::files::{input, output};
use crate::formats::bank::{About, FileLeftOut, Imported};
use crate::formats::decode::decode;
use crate::formats::{FORMATS, Format, fitting};
use crate::print::{json, print, tell};
use crate::text::printable::Printable;
use crate::ui::words::{plural, thousands};

/// Show at most this many of the questions that were left out.
const MOST_SHOWN: usize = 20;

/// What `--json` prints.
#[derive(Serialize)]
struct Report<'a> {
    read: usize,
    imported: usize,
    repaired: usize,
    left_out: &'a [FileLeftOut],
    /// The files of the bank.
    saved: &'a [String],
}

/// # Errors
/// If a file cannot be read, its format is not clear, it has no questions, or the bank cannot be
/// written; with `--strict` if a question is left out.
pub fn run(app: &App, args: &ImportArgs) -> Result<Outcome, Error> {
    let mut imported = read(app, &args.files, &args.source)?;
    let left_out = std::mem::take(&mut imported.left_out);
    if args.strict && !left_out.is_empty() {
        show(&left_out);
        let count = plural(left_out.len() as u64, "question");
        return Err(Error::failed(
            format!("{count} cannot be imported"),
            "fix them, or drop --strict to leave them out",
        ));
    }
    let (read, taken, repaired) = (imported.read, imported.imported, imported.repaired);
    let categories = imported.categories();
    let text = imported.text();
    let saved = match &args.out {
        None => Vec::new(),
        Some(path) => save(path, &text, categories, args.force)?,
    };
    if args.json {
        let report = Report {
            read,
            imported: taken,
            repaired,
            left_out: &left_out,
            saved: &saved,
        };
        return print(&json(&report)?);
    }
    show(&left_out);
    let summary = summary(read, taken, repaired, left_out.len());
    let Some(path) = &args.out else {
        let mut files = text.files();
        let (Some(file), None) = (files.next(), files.next()) else {
            return Err(Error::usage(
                format!(
                    "the questions are in {categories} categories, and each needs its own file"
                ),
                "name a folder for them, such as `-o quiz`",
            ));
        };
        tell(&summary);
        return print(&file.text);
    };
    let path = Printable(&path.to_string_lossy()).to_string();
    print(&format!(
        "{summary}\nSaved {path}. Play it with `dundie play --bank {path}`.\n"
    ))
}

/// Reads the questions of files in any format.
///
/// # Errors
/// As [`run`].
pub fn read(app: &App, files: &[PathBuf], source: &SourceArgs) -> Result<Imported, Error> {
    let mut imported = Imported::default();
    for path in files {
        let shown = Printable(&path.to_string_lossy()).to_string();
        let bytes = input::read(path).map_err(|error| {
            let message = format!("could not read {shown}: {error}");
            Error::failed(message, "name a file of questions, or `-` for stdin")
        })?;
        let (text, is_changed) = decode(bytes);
        if is_changed {
            tell(&format!(
                "{shown} is not UTF-8; it was read as UTF-16 or Windows-1252."
            ));
        }
        let format = format(&text, &shown, source.from.as_deref())?;
        let category = source.category.clone().unwrap_or_else(|| title(path));
        let (origin, license) = (source.origin.as_deref(), source.license.as_deref());
        let about = About::new(&category, origin, license);
        imported.begin(shown);
        let lines = text.lines().count().max(1) as f64;
        app.with_progress(path, |progress| {
            (format.read)(&text, &mut |found| {
                let line = found
                    .as_ref()
                    .map_or_else(|left_out| left_out.line, |record| record.line);
                progress(line as f64 / lines);
                imported.add(found, &about);
            });
        });
    }
    if imported.imported == 0 {
        show(&imported.left_out);
        return Err(Error::failed(
            summary(imported.read, 0, 0, imported.left_out.len()),
            "another format may fit: name it with --from",
        ));
    }
    Ok(imported)
}

/// The format that was asked for, or the only one that fits.
fn format(text: &str, path: &str, from: Option<&str>) -> Result<&'static Format, Error> {
    if let Some(format) = from.and_then(|name| FORMATS.iter().find(|format| format.name == name)) {
        return Ok(format);
    }
    if text.contains("[[question]]") {
        return Err(Error::usage(
            format!("{path} is already a bank"),
            "give its file a name that ends in .toml",
        ));
    }
    let fitting = fitting(text);
    if let [format] = fitting[..] {
        return Ok(format);
    }
    let names = |formats: &[&Format]| {
        let names: Vec<_> = formats.iter().map(|format| format.name).collect();
        names.join(", ")
    };
    Err(match fitting[..] {
        [] => Error::usage(
            format!("could not tell the format of {path}"),
            format!(
                "name it with --from: {}",
                names(&FORMATS.iter().collect::<Vec<_>>())
            ),
        ),
        _ => Error::usage(
            format!("{path} could be in several formats: {}", names(&fitting)),
            "name the right one with --from",
        ),
    })
}

/// `rivers-of-rome.gift` as `Rivers of rome`.
fn title(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let words = stem.replace(['-', '_', '.'], " ");
    let mut letters = words.trim().chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => words,
    }
}

/// Saves the bank, and returns its files.
fn save(
    path: &Path,
    text: &BankText,
    categories: usize,
    force: bool,
) -> Result<Vec<String>, Error> {
    let shown = path.to_string_lossy();
    let is_file = path
        .extension()
        .is_some_and(|extension| extension == "toml");
    if is_file && categories > 1 {
        return Err(Error::usage(
            format!(
                "the questions are in {categories} categories, but {} is a single file",
                Printable(&shown)
            ),
            format!(
                "name a folder, such as `-o {}`",
                Printable(shown.trim_end_matches(".toml"))
            ),
        ));
    }
    let (saved, files) = if is_file {
        let text = text.files().next().map_or("", |file| &file.text);
        (
            output::write(path, text.as_bytes(), force),
            vec![shown.to_string()],
        )
    } else {
        let files: Vec<_> = text
            .files()
            .map(|file| (file.name.as_str(), file.text.as_str()))
            .collect();
        let paths = files
            .iter()
            .map(|(name, _)| path.join(name).to_string_lossy().into_owned());
        (output::write_folder(path, &files, force), paths.collect())
    };
    saved.map_err(|error| {
        let help = match error.kind() {
            io::ErrorKind::AlreadyExists => "replace it with --force, or choose another name",
            _ => "choose a place that you can write to",
        };
        Error::failed(
            format!("could not save {}: {error}", Printable(&shown)),
            help,
        )
    })?;
    Ok(files)
}

/// Tells what became of the questions if some are not as they were.
pub fn tell_summary(imported: &Imported) {
    show(&imported.left_out);
    if imported.repaired + imported.left_out.len() > 0 {
        let Imported {
            read,
            imported: taken,
            repaired,
            left_out,
            ..
        } = imported;
        tell(&summary(*read, *taken, *repaired, left_out.len()));
    }
}

/// What became of the questions; the numbers add up.
fn summary(read: usize, imported: usize, repaired: usize, left_out: usize) -> String {
    let repaired = match repaired {
        0 => String::new(),
        count => format!(" ({} repaired)", thousands(count as u64)),
    };
    let [imported, left_out] = [imported, left_out].map(|count| thousands(count as u64));
    let read = plural(read as u64, "question");
    format!("Read {read}: {imported} imported{repaired}, {left_out} left out.")
}

fn show(left_out: &[FileLeftOut]) {
    for FileLeftOut { file, line, reason } in left_out.iter().take(MOST_SHOWN) {
        tell(&format!("{file}:{line}: {}", Printable(reason)));
    }
    if let Some(more) = left_out
        .len()
        .checked_sub(MOST_SHOWN)
        .filter(|more| *more > 0)
    {
        tell(&format!(
            "and {} more; --json lists them all",
            thousands(more as u64)
        ));
    }
}
