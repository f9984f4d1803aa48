//! Saving a game while it is played.

use super::Game;
use super::record::Progress;
use crate::clock;
use crate::error::Error;
use crate::history::{GameId, History, HistoryError};
use crate::quiz::Answer;
use crate::text::printable::Printable;
use crate::ui::prompter::Prompter;

impl Game<'_> {
    /// Starts saving the game. Returns whether there was a notice for the player.
    ///
    /// # Errors
    /// If the bank cannot be read.
    pub fn start_recording(&mut self, prompter: &mut dyn Prompter) -> Result<bool, Error> {
        self.plan.questions = self.ids()?;
        let notice = self.recorder.start(&self.plan, self.bank);
        if let Some(notice) = &notice {
            prompter.say(&Printable(&notice.0).to_string());
        }
        // The player may have started the same daily elsewhere a moment ago.
        if self.plan.ranked
            && self.plan.board.daily.is_some()
            && let Some((history, game)) = self.recorder.saved()
        {
            self.plan.ranked = history.is_ranked(game).unwrap_or(false);
            if !self.plan.ranked {
                prompter.say("You started this daily somewhere else first, so it won't be ranked.");
                return Ok(true);
            }
        }
        Ok(notice.is_some())
    }

    /// The ids of all questions, including those that left the bank.
    pub(super) fn ids(&self) -> Result<Vec<String>, Error> {
        let bank = &self.bank.bank;
        let before = self.plan.questions.iter();
        // A question that comes back moves the lost ones, but keeps their order.
        let mut lost = before.filter(|id| !matches!(bank.find(id), Ok(Some(_))));
        let id = |entry: &Option<u32>| match entry {
            Some(entry) => Ok(bank.question(*entry)?.id),
            None => Ok(lost.next().cloned().unwrap_or_default()),
        };
        self.entries.iter().map(id).collect()
    }

    /// Saves the last answer, to this entry of the bank.
    pub(super) fn save(
        &mut self,
        answer: &Answer,
        entry: Option<u32>,
        prompter: &mut dyn Prompter,
    ) {
        let position = self.session.position() - 1;
        let (now, is_last) = (clock::unix_millis(), self.session.is_over());
        self.write(prompter, |history, game| {
            history.record(game, position, answer, now, is_last)
        });
        if let Some(entry) = entry {
            self.recorder.log(entry);
        }
    }

    /// Writes about the game, if it is saved. If that shows that the file is damaged or gone, the
    /// game as it is now is saved in another one. Says what failed.
    pub fn write(
        &mut self,
        prompter: &mut dyn Prompter,
        write: impl FnOnce(&mut History, GameId) -> Result<(), HistoryError>,
    ) {
        let written = self
            .recorder
            .saved()
            .map(|(history, game)| write(history, game));
        let Some(Err(error)) = written else { return };
        let now = Progress {
            plan: &self.plan,
            answers: self.session.answers(),
            hinted: self.session.is_hinted().then(|| self.session.position()),
            is_over: self.session.is_over(),
        };
        match self.recorder.replace(error, &now) {
            Some(notice) => prompter.say(&Printable(&notice.0).to_string()),
            None => {
                self.report_unsaved(prompter);
            }
        }
    }

    /// If the game is not being saved, says so and why. Returns whether it did.
    pub fn report_unsaved(&self, prompter: &mut dyn Prompter) -> bool {
        let Some(failure) = self.recorder.error() else {
            return false;
        };
        let message = Printable(&failure.message);
        let what = if self.recorder.is_begun() {
            "The rest of this game"
        } else {
            "This game"
        };
        let mut text = format!("{what} won't be saved: {message}");
        if let Some(help) = &failure.help {
            text = format!("{text}\nhelp: {}", Printable(help));
        }
        prompter.say(&text);
        true
    }
}
