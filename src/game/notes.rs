//! What players note about questions: flags, and answers that should count.

use super::{Current, Game};
use crate::clock;
use crate::error::Error;
use crate::history::HistoryError;
use crate::text::printable::Printable;

impl Game<'_> {
    /// Flags the current question, or the one before, as wrong or unclear.
    pub(super) fn flag(&mut self, current: &Current, previous: bool, note: &str) -> String {
        let question = match self.session.answers().last() {
            Some(answer) if previous => &answer.question,
            _ => &current.presented.question.id,
        };
        let (player, bank) = (&self.plan.player, &self.bank.name);
        let note = Some(note).filter(|note| !note.is_empty());
        let flagged = self
            .recorder
            .saved()
            .map(|(history, _)| history.flag(player, bank, question, note, clock::unix_millis()));
        let what = match previous {
            true if self.in_turn => "Flagged your last question.",
            true => "Flagged the last question.",
            false => "Flagged.",
        };
        noted(
            flagged,
            &format!("{what} See all flags with `dundie flags`."),
        )
    }

    /// Disputes the last typed answer, which was judged wrong.
    pub(super) fn dispute(&mut self) -> String {
        let Some(position) = self.shown.disputable.take() else {
            return "There is no answer to count as right.".to_owned();
        };
        let saved = self.recorder.saved();
        let disputed = saved.map(|(history, game)| history.dispute(game, position));
        let done = "Noted for the bank's author. Your points stay the same.";
        noted(disputed, done)
    }
}

/// What came of noting something, if the game is saved.
fn noted(noted: Option<Result<(), HistoryError>>, done: &str) -> String {
    match noted {
        None => "Not noted: this game is not saved.".to_owned(),
        Some(Ok(())) => done.to_owned(),
        Some(Err(error)) => format!("Not saved: {}", Printable(&Error::from(error).message)),
    }
}
