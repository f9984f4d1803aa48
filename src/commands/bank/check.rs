//! `dundie bank check`: everything that is wrong with a bank, and what guessers gain.
#![expect(clippy::disallowed_methods, reason = "`-` reads a bank from stdin")]

use std::collections::BTreeMap;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::app::App;
use crate::bank::compile::{BankText, File, compile};
use crate::bank::{Finding, Index, Severity};
use crate::cli::CheckArgs;
use crate::error::{Error, Outcome};
use crate::files::banks::BankFiles;
use crate::files::builtin;
use crate::lint::cues::{self, Cue};
use crate::lint::{self, Item};
use crate::print::{json, list, print, tell};
use crate::ui::tables::table;
use crate::ui::words::plural;

/// The largest bank to read from stdin, in bytes.
const MAX_STDIN: u64 = 64 << 20;
/// Show at most this many warnings per rule.
const MOST_SHOWN: usize = 20;
/// Fewer choice questions than this say nothing about a strategy, or not enough to warn.
const ENOUGH_TO_SHOW: usize = 30;
const ENOUGH_TO_WARN: usize = 50;

/// The results for one or more banks.
#[derive(Default, Serialize)]
struct Checked {
    questions: u32,
    errors: usize,
    warnings: usize,
    findings: Vec<Finding>,
    /// Of all banks without errors together.
    cues: Vec<Cue>,
}

/// Reports every finding in the banks, or in the built-in one.
///
/// # Errors
/// If a bank has errors, or warnings that are denied, or cannot be read.
pub fn run(app: &App, args: &CheckArgs) -> Result<Outcome, Error> {
    if let Some(rule) = &args.explain {
        return super::explain::run(rule);
    }
    let checked = read(app, &args.paths, args.style)?;
    let (errors, warnings) = (checked.errors, checked.warnings);
    if args.json {
        let _ = print(&json(&checked)?)?;
    } else {
        show(&checked.findings);
        if errors == 0 {
            let _ = print(&summary(app, &checked))?;
        }
    }
    if errors == 0 && (warnings == 0 || args.deny.is_none()) {
        return Ok(Outcome::Done);
    }
    let [errors, warnings] = [counted(errors, "error"), counted(warnings, "warning")];
    let help = "fix the findings above; `dundie bank check --explain RULE` explains a rule";
    Err(Error::failed(
        format!("the bank has {errors} and {warnings}"),
        help,
    ))
}

/// Shows every error, and the first warnings of each rule.
fn show(findings: &[Finding]) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let shown = findings.iter().filter(|finding| {
        let is_warning = finding.severity == Severity::Warning;
        let count = counts.entry(finding.rule).or_default();
        *count += usize::from(is_warning);
        *count <= MOST_SHOWN
    });
    list(&shown.cloned().collect::<Vec<_>>());
    for (rule, count) in counts {
        if let Some(more) = count.checked_sub(MOST_SHOWN).filter(|more| *more > 0) {
            let more = plural(more as u64, &format!("more {rule} warning"));
            tell(&format!("and {more}; --json lists them all"));
        }
    }
}

fn read(app: &App, paths: &[PathBuf], style: bool) -> Result<Checked, Error> {
    let (mut banks, mut unreadable) = (Vec::new(), None);
    if paths.is_empty() {
        banks.push(builtin::text());
    }
    for path in paths {
        if path == Path::new("-") {
            banks.push(stdin()?);
            continue;
        }
        let read = |path: PathBuf| Ok(BankFiles::find(&path)?.read()?);
        match app.path_of(path).and_then(read) {
            Ok(text) => banks.push(text),
            Err(error) => unreadable = unreadable.or(Some(error)),
        }
    }
    let mut checked = Checked::default();
    let mut items = Vec::new();
    for text in &banks {
        items.extend(checked.add(text, style || paths.is_empty())?);
    }
    // Findings come before the error.
    if let Some(error) = unreadable {
        list(&checked.findings);
        return Err(error);
    }
    checked.add_cues(&items, &banks);
    let is_error = |finding: &&Finding| finding.severity == Severity::Error;
    checked.errors = checked.findings.iter().filter(is_error).count();
    checked.warnings = checked.findings.len() - checked.errors;
    Ok(checked)
}

/// A bank of one file, read from stdin.
fn stdin() -> Result<BankText, Error> {
    let help = "pipe a TOML file in UTF-8 into it";
    let text = io::read_to_string(io::stdin().take(MAX_STDIN + 1)).map_err(|error| {
        let message = format!("could not read the bank from stdin: {error}");
        Error::failed(message, help)
    })?;
    if text.len() as u64 > MAX_STDIN {
        let message = "could not read the bank from stdin: it is larger than 64 MiB";
        return Err(Error::failed(message, "save it to a file and check that"));
    }
    let mut bank = BankText::default();
    bank.add(File {
        name: "-".to_owned(),
        text,
    });
    Ok(bank)
}

impl Checked {
    /// Adds the findings of a bank; returns its questions if it has no errors.
    fn add<'a>(&mut self, text: &'a BankText, style: bool) -> Result<Vec<Item<'a>>, Error> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let index = match compile(text, threads, &|_| ()) {
            Ok(index) => Index::open(Box::new(index))?,
            Err(findings) => {
                self.findings.extend(findings);
                return Ok(Vec::new());
            }
        };
        let items = lint::items(text, &index)?;
        self.questions += index.len();
        self.findings.extend(lint::findings(text, &items, style));
        Ok(items)
    }

    /// Adds what a guesser gains over all the banks, unless they are too small to say.
    fn add_cues(&mut self, items: &[Item<'_>], banks: &[BankText]) {
        self.cues = cues::table(items);
        self.cues.retain(|cue| cue.questions >= ENOUGH_TO_SHOW);
        let file = banks.first().and_then(|text| text.questions.first());
        let file = file.map_or("", |file| file.name.as_str());
        let is_over = |cue: &&Cue| cue.questions >= ENOUGH_TO_WARN && cue.is_off();
        let over = self.cues.iter().filter(is_over);
        self.findings.extend(over.map(|cue| finding(cue, file)));
    }
}

/// A cue has no line: it concerns the whole bank.
fn finding(cue: &Cue, file: &str) -> Finding {
    let message = format!(
        "across all questions, picking {} is right {:.1}% of the time; chance is {:.1}%",
        cue.strategy,
        cue.hits * 100.0,
        cue.chance * 100.0
    );
    let help = "change wrong answers until it is within 5% of chance";
    Finding {
        file: file.to_owned(),
        ..Finding::new(Severity::Warning, "cue", 0, None, message, help)
    }
}

fn summary(app: &App, checked: &Checked) -> String {
    let questions = counted(checked.questions as usize, "question");
    let counts = format!(
        "{questions}, no errors, {}\n",
        counted(checked.warnings, "warning")
    );
    if checked.cues.is_empty() {
        return counts;
    }
    let percent = |share: f64| format!("{:.1}", share * 100.0);
    let rows = checked.cues.iter().map(|cue| {
        vec![
            cue.strategy.to_owned(),
            percent(cue.hits),
            format!("{} to {}", percent(cue.low), percent(cue.high)),
            percent(cue.chance),
        ]
    });
    let head = ["A guesser who picks", "Right (%)", "95% interval", "Chance"];
    let cues = table(&head, rows, &[1, 2, 3], &[], app.styles.stdout);
    format!("{counts}\n{cues}")
}

fn counted(count: usize, what: &str) -> String {
    match count {
        0 => format!("no {what}s"),
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}
