//! What players note about questions: flags, and answers that should count.

use super::{Current, Game};
use crate::clock;
use crate::error::Error;
use crate::history::HistoryError;
use crate::text::printable::Printable;

/// The reply to a flag or dispute in a game that is not saved.
const NOT_SAVED: &str = "Not noted: this game is not saved.";

impl Game<'_> {
    /// Flags the current question, or the one before, as wrong or unclear.
    pub(super) fn flag(&mut self, current: &Current, previous: bool, note: Option<&str>) -> String {
        let question = match self.session.answers().last() {
            Some(answer) if previous => &answer.question,
            _ => &current.presented.question.id,
        };
        let Some((history, _)) = self.recorder.saved() else {
            return NOT_SAVED.to_owned();
        };
        let (player, bank) = (&self.plan.player, &self.bank.name);
        match history.flag(player, bank, question, note, clock::unix_millis()) {
            Ok(()) => {
                let what = match previous {
                    true if self.in_turn => "Flagged your last question.",
                    true => "Flagged the last question.",
                    false => "Flagged.",
                };
                format!("{what} See all flags with `dundie flags`.")
            }
            Err(error) => not_flagged(error),
        }
    }

    /// Disputes the last typed answer, which was judged wrong.
    pub(super) fn dispute(&mut self) -> String {
        let Some(position) = self.shown.disputable.take() else {
            return "There is no answer to count as right.".to_owned();
        };
        let Some((history, game)) = self.recorder.saved() else {
            return NOT_SAVED.to_owned();
        };
        match history.dispute(game, position) {
            Ok(()) => "Noted for the bank's author. Your points stay the same.".to_owned(),
            Err(error) => not_flagged(error),
        }
    }
}

fn not_flagged(error: HistoryError) -> String {
    format!("Not saved: {}", Printable(&Error::from(error).message))
}
