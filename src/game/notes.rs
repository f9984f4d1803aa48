//! What players note about questions: flags, and answers that should count.

use super::{Current, Game};
use crate::clock;
use crate::error::Error;
use crate::history::HistoryError;
use crate::text::printable::Printable;
use crate::ui::prompter::Prompter;
use crate::ui::words;

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

    /// Counts the last answer, typed and judged wrong, as right; in a daily, the same for
    /// everyone, only notes that the player thinks so.
    pub(super) fn count_as_right(&mut self, prompter: &mut dyn Prompter) -> String {
        let is_daily = self.plan.board.daily.is_some();
        let Some(points) = self.session.credit(!is_daily) else {
            return "There is no answer to count as right.".to_owned();
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

fn not_flagged(error: HistoryError) -> String {
    format!("Not saved: {}", Printable(&Error::from(error).message))
}
