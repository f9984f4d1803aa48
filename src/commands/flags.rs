//! `dundie flags`: the questions that players flagged.

use super::app::{App, print, wrapped};
use super::failure::{Failure, Outcome};
use crate::bank::Bank;
use crate::history::Flag;
use crate::store::builtin;
use crate::text::printable::Printable;
use crate::ui::tables::date;

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
    let bank = builtin::bank()?;
    let dot = app.styles.stdout.sign("·");
    let texts: Vec<_> = flags.iter().map(|flag| text(flag, &bank, dot)).collect();
    print(&texts.join("\n"))
}

/// Which question, and what is known of it.
fn text(flag: &Flag, bank: &Bank, dot: &str) -> String {
    let parts = [
        Printable(&flag.question).to_string(),
        Printable(&flag.bank).to_string(),
        Printable(&flag.player).to_string(),
        date(flag.at),
    ];
    let mut lines = vec![parts.join(&format!(" {dot} "))];
    let asked = (flag.bank == builtin::NAME).then(|| bank.find(&flag.question).ok()?);
    let question = asked.flatten().and_then(|entry| bank.question(entry).ok());
    lines.extend(question.map(|question| Printable(&question.ask).to_string()));
    lines.extend(flag.note.iter().map(|note| Printable(note).to_string()));
    wrapped(&lines.join("\n")) + "\n"
}
