//! `dundie bank list`: the banks that can be played by name.

use serde::Serialize;

use crate::app::{App, NamedBank};
use crate::cli::ListArgs;
use crate::error::{Error, Outcome};
use crate::files::settings::BUILT_IN;
use crate::game::category::summary;
use crate::print::{json, print};
use crate::text::printable::Printable;
use crate::ui::tables::table;

#[derive(Serialize)]
struct BankList {
    banks: Vec<Listed>,
}

/// All but the name is `null` if the bank cannot be played.
#[derive(Serialize)]
struct Listed {
    name: String,
    title: Option<String>,
    categories: Option<usize>,
    questions: Option<u32>,
    /// Where they are from.
    credits: Option<Vec<String>>,
    /// Why it cannot be played.
    error: Option<String>,
}

/// A bank under the name that players type, or why it cannot be played.
type Entry = (String, Result<NamedBank, Error>);

/// Every bank that has a name, the built-in one first.
///
/// # Errors
/// If nothing names a data folder.
pub fn all(app: &App) -> Result<Vec<Entry>, Error> {
    let shelf = app.shelf()?;
    let added = shelf.names().into_iter().map(|name| {
        let bank = app.bank_at(Some(&shelf.path(&name)));
        (name, bank)
    });
    let built_in = (BUILT_IN.to_owned(), app.bank_at(None));
    Ok([built_in].into_iter().chain(added).collect())
}

/// # Errors
/// If nothing names a data folder.
pub fn run(app: &App, args: &ListArgs) -> Result<Outcome, Error> {
    let banks: Vec<_> = all(app)?.into_iter().map(Listed::new).collect();
    if args.json {
        return print(&json(&BankList { banks })?);
    }
    let rows = banks.into_iter().map(|bank| {
        let number = |number: Option<u64>| number.map_or(String::new(), |n| n.to_string());
        vec![
            bank.name,
            Printable(&bank.title.or(bank.error).unwrap_or_default()).to_string(),
            number(bank.categories.map(|n| n as u64)),
            number(bank.questions.map(u64::from)),
        ]
    });
    let head = ["Bank", "Title", "Categories", "Questions"];
    print(&table(&head, rows, &[2, 3], &[], app.styles.stdout))
}

impl Listed {
    fn new((name, bank): Entry) -> Self {
        let (index, error) = match bank {
            Ok(bank) => (Some(bank.bank.index), None),
            Err(error) => (None, Some(error.message)),
        };
        let index = index.as_ref();
        Self {
            name,
            title: index.map(summary),
            categories: index.map(|index| index.categories().len()),
            questions: index.map(crate::bank::Index::len),
            credits: index.map(crate::bank::Index::credits),
            error,
        }
    }
}
