//! `dundie flags`: the questions that players flagged.

use super::app::{App, print};
use super::failure::{Failure, Outcome};
use crate::text::printable::Printable;
use crate::ui::tables::{date, table};

/// # Errors
/// Where the history cannot be read.
pub fn run(app: &App) -> Result<Outcome, Failure> {
    let flags = match app.history()? {
        Some(history) => history.flags()?,
        None => Vec::new(),
    };
    if flags.is_empty() {
        return print("No question is flagged. The key f flags one while it is asked.\n");
    }
    let rows: Vec<Vec<String>> = flags
        .iter()
        .map(|flag| {
            let note = flag.note.as_deref().unwrap_or_default();
            [&flag.question, &flag.bank, &flag.player]
                .map(|text| Printable(text).to_string())
                .into_iter()
                .chain([date(flag.at), Printable(note).to_string()])
                .collect()
        })
        .collect();
    let head = ["Question", "Bank", "Player", "Date", "Note"];
    print(&table(&head, &rows, &[], None, app.styles.stdout))
}
