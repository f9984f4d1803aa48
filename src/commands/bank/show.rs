//! `dundie bank show`: a bank with its answers, for writers and reviewers.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;
use serde_json::Value;

use crate::app::{App, NamedBank};
use crate::bank::sources::Sources;
use crate::bank::{Quantity, Question};
use crate::cli::ShowArgs;
use crate::error::{Error, Outcome};
use crate::print::{json, print};
use crate::text::number::Decimal;
use crate::text::printable::{Printable, PrintableLines};
use crate::text::slug::nearest;
use crate::ui::tables::table;

#[derive(Serialize)]
struct BankJson<'a> {
    bank: &'a str,
    /// Where the questions are from.
    credits: Vec<String>,
    questions: Vec<QuestionKeys<'a>>,
}

#[derive(Serialize)]
struct QuestionKeys<'a> {
    id: &'a str,
    category: &'a str,
    topic: &'a str,
    kind: &'static str,
    difficulty: &'static str,
    season: Option<u8>,
    episode: Option<&'a str>,
    ask: &'a str,
    /// A text, a number, or whether it is true; `null` for several answers and for an order.
    answer: Option<Value>,
    /// The right choices, if any number of them may be.
    right: &'a [String],
    /// How far from the number is still right; `null` if it asks for none.
    within: Option<Value>,
    unit: Option<&'a str>,
    wrong: Vec<&'a str>,
    /// All choices in the order to show them; `null` if it does not matter.
    fixed: Option<&'a [String]>,
    items: &'a [String],
    accept: &'a [String],
    more: &'a [String],
    rivals: &'a [String],
    /// `null` if the answer cannot be typed.
    exact: Option<bool>,
    /// Whether it is typed under `--typed`; `null` if it is no choice question.
    typed: Option<bool>,
    because: Option<&'a str>,
    source: &'a [String],
}

/// The slug of a category, and a question in it.
type Shown = (String, Question);

/// Prints one question, or the whole bank.
///
/// # Errors
/// If the bank cannot be read or has no such question.
pub fn run(app: &App, args: &ShowArgs) -> Result<Outcome, Error> {
    let bank = app.bank(args.bank.as_deref())?;
    let shown = match &args.id {
        Some(id) => vec![one(&bank, id)?],
        None => all(&bank)?,
    };
    if args.json {
        return print(&json(&BankJson {
            bank: &bank.name,
            credits: bank.bank.index.credits(),
            questions: shown.iter().map(QuestionKeys::new).collect(),
        })?);
    }
    if args.by_source {
        return app.print_long(&by_source(app, &shown, &bank.bank.sources()));
    }
    if let (Some(_), [one]) = (&args.id, shown.as_slice()) {
        return app.print_long(&text(app, one, &bank.bank.sources()));
    }
    let mut list = list(app, &shown);
    for credit in bank.bank.index.credits() {
        // Writing to a string cannot fail.
        let _ = writeln!(list, "{}", Printable(&credit));
    }
    app.print_long(&list)
}

fn all(bank: &NamedBank) -> Result<Vec<Shown>, Error> {
    (0..bank.bank.index.len())
        .map(|ordinal| read(bank, ordinal))
        .collect()
}

fn read(bank: &NamedBank, ordinal: u32) -> Result<Shown, Error> {
    let entry = bank.bank.index.entry(ordinal)?;
    let category = bank.bank.category(entry.category)?;
    Ok((category.slug.clone(), bank.bank.question(ordinal)?))
}

fn one(bank: &NamedBank, id: &str) -> Result<Shown, Error> {
    if let Some(ordinal) = bank.bank.find(id)? {
        return read(bank, ordinal);
    }
    let all = all(bank)?;
    let ids = all.iter().map(|(_, question)| question.id.as_str());
    let meant = nearest(id, ids).map(|meant| format!("did you mean `{}`?", Printable(meant)));
    let help = meant.unwrap_or_else(|| "`dundie bank show` lists every question".to_owned());
    let message = format!("there is no question `{}`", Printable(id));
    Err(Error::usage(message, help))
}

impl<'a> QuestionKeys<'a> {
    fn new((category, question): &'a Shown) -> Self {
        let (expected, quantity) = (question.expected(), question.quantity());
        let entries = question.list().map_or(&[][..], |(_, entries)| entries);
        let entries = entries.iter().map(|entry| &entry.text);
        let wrong = question.wrong().iter().chain(entries);
        Self {
            id: &question.id,
            category,
            topic: &question.topic,
            kind: question.body.kind().name(),
            difficulty: question.difficulty.name(),
            season: question.season,
            episode: question.episode.as_deref(),
            ask: &question.ask,
            answer: question
                .truth()
                .map(Value::from)
                .or(question.answer().map(Value::from))
                .or(quantity.map(|quantity| number(quantity.answer))),
            right: if question.answer().is_none() {
                question.right()
            } else {
                &[]
            },
            within: quantity.map(|quantity| number(quantity.within)),
            unit: quantity.and_then(|quantity| quantity.unit.as_deref()),
            fixed: question.fixed(),
            wrong: wrong.map(String::as_str).collect(),
            items: question.items(),
            accept: question.accept(),
            more: expected.map_or(&[], |expected| &expected.more),
            rivals: expected.map_or(&[], |expected| &expected.rivals),
            exact: expected.map(|expected| expected.exact),
            typed: question.may_be_typed(),
            because: question.because.as_deref(),
            source: &question.source,
        }
    }
}

/// The number as JSON has it.
fn number(number: Decimal) -> Value {
    serde_json::from_str(&number.to_string()).unwrap_or_default()
}

/// One question as a player sees it, with its answer, `because` and source.
fn text(app: &App, shown: &Shown, sources: &Sources) -> String {
    let (category, question) = shown;
    let dot = app.styles.stdout.sign("·");
    let mut text = format!(
        "{} {dot} {category} {dot} {} {dot} topic {}\n\n{}\n\n",
        Printable(&question.id),
        question.difficulty.name(),
        Printable(&question.topic),
        PrintableLines(&question.ask)
    );
    let mut line = |mark: &str, what: &str| {
        // Writing to a string cannot fail.
        let what = PrintableLines(what).to_string().replace('\n', "\n        ");
        let _ = writeln!(text, "  {mark} {what}");
    };
    let keys = QuestionKeys::new(shown);
    let truth = question.truth();
    let truth = truth.map(|truth| if truth { "True" } else { "False" });
    let number = question.quantity().map(Quantity::range);
    for right in truth.into_iter().chain(number.as_deref()) {
        line("right", right);
    }
    let right: Vec<_> = question.right().iter().map(String::as_str).collect();
    let choices = match question.fixed() {
        Some(fixed) => fixed.iter().map(String::as_str).collect(),
        None => [right.as_slice(), &keys.wrong].concat(),
    };
    for choice in choices {
        let is_right = right.contains(&choice);
        line(if is_right { "right" } else { "wrong" }, choice);
    }
    for (item, n) in keys.items.iter().zip(1..) {
        line(&format!("{n}."), item);
    }
    for (mark, texts) in [
        ("typed", keys.accept),
        ("more ", keys.more),
        ("rival", keys.rivals),
    ] {
        for text in texts {
            line(mark, text);
        }
    }
    text.push('\n');
    if let Some(because) = &question.because {
        let _ = writeln!(text, "{}", PrintableLines(because));
    }
    for source in &question.source {
        let document = sources.resolve(source).unwrap_or_default();
        let _ = writeln!(text, "{} {}", Printable(source), Printable(&document));
    }
    text
}

/// The bank as a table.
fn list(app: &App, shown: &[Shown]) -> String {
    let rows = shown.iter().map(|(category, question)| {
        vec![
            Printable(&question.id).to_string(),
            category.clone(),
            question.difficulty.name().to_owned(),
            question.body.kind().name().to_owned(),
            question.season.map_or(String::new(), |s| s.to_string()),
            Printable(&question.topic).to_string(),
        ]
    });
    let head = ["Question", "Category", "Level", "Kind", "Season", "Topic"];
    table(&head, rows, &[4], &[], app.styles.stdout)
}

/// Each source line with the questions based on it.
fn by_source(app: &App, shown: &[Shown], sources: &Sources) -> String {
    let mut lines: BTreeMap<(String, u32), Vec<&str>> = BTreeMap::new();
    for (_, question) in shown {
        for source in &question.source {
            let (document, line) = source.split_once(':').unwrap_or((source, ""));
            let key = (document.to_owned(), line.parse().unwrap_or(0));
            lines.entry(key).or_default().push(&question.id);
        }
    }
    let rows = lines.into_iter().map(|((document, line), ids)| {
        let source = format!("{document}:{line}");
        let name = sources.resolve(&source).unwrap_or_default();
        vec![
            Printable(&source).to_string(),
            Printable(&name).to_string(),
            ids.len().to_string(),
            Printable(&ids.join(" ")).to_string(),
        ]
    });
    let head = ["Line", "Document", "Number", "Questions"];
    table(&head, rows, &[2], &[], app.styles.stdout)
}
