//! What players report about questions: flags, and answers that should count.

use super::{Current, Game};
use crate::clock;
use crate::error::Error;
use crate::history::HistoryError;
use crate::text::printable::Printable;
use crate::ui::prompter::Prompter;
use crate::ui::words;

impl Game<'_> {
    /// Flags the current question, or the previous one, as wrong or unclear.
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

    /// Counts the last answer, typed and judged wrong, as right. A daily stays the same for
    /// everyone, so there it only records the dispute.
    pub(super) fn count_as_right(&mut self, prompter: &mut dyn Prompter) -> String {
        let is_daily = self.plan.board.daily.is_some();
        let Some(points) = self.session.credit(!is_daily) else {
            return "There's no answer to count as right.".to_owned();
        };
        let position = self.session.position().saturating_sub(1);
        self.write(prompter, |history, game| {
            if is_daily {
                history.dispute(game, position)
            } else {
                history.credit(game, position, &points)
            }
        });
        if is_daily {
            return "Noted for the bank's author. In a daily your points stay the same.".to_owned();
        }
        let points = words::points(points.total);
        format!("Counted as right: +{points}. The game gets a * on the board.")
    }
}

/// A message about a flag: `done`, or why it was not saved.
fn noted(noted: Option<Result<(), HistoryError>>, done: &str) -> String {
    match noted {
        None => "Not flagged: this game isn't being saved.".to_owned(),
        Some(Ok(())) => done.to_owned(),
        Some(Err(error)) => format!("Not flagged: {}", Printable(&Error::from(error).message)),
    }
}
