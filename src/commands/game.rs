//! One game from its first question to its result.

use std::collections::HashMap;
use std::time::Duration;

use super::app::{App, NamedBank, print, tell_notice, wrapped};
use super::clock;
use super::failure::{Failure, Outcome, Stop};
use super::keeper::Keeper;
use super::{boards, report};
use crate::bank::sources::Sources;
use crate::bank::{Bank, Difficulty};
use crate::history::NewGame;
use crate::quiz::{Answer, Presented, Reply, Session, Step, present};
use crate::scoring::Points;
use crate::text::normalise::normalise;
use crate::ui::{Card, Input, Prompter, words};

/// How many games of the board are shown after a game.
const TOP: u32 = 10;

/// A game about to be played, or to be gone on with.
pub struct Game<'a> {
    pub bank: &'a NamedBank,
    /// The entries to ask, in order; `None` where the bank no longer has one.
    pub entries: Vec<Option<u32>>,
    pub plan: NewGame,
    pub session: Session,
    pub keeper: Keeper,
    /// Whether the question that is due has had its hint before the game was left.
    pub hinted: bool,
    /// Print the result as JSON instead of a table.
    pub json: bool,
}

/// How the questions came to an end.
#[must_use]
enum Ending {
    Finished,
    /// The player left; the game can be resumed.
    Left,
    Signal(i32),
}

/// What the player did with one question.
enum Asked {
    Done,
    Left,
}

impl Game<'_> {
    /// Asks what is left to be asked, and prints the result.
    ///
    /// # Errors
    /// Where the bank or the terminal fail; what was answered is kept.
    pub fn play(mut self, app: &App, prompter: &mut dyn Prompter) -> Result<Outcome, Failure> {
        let mut shown = Shown::default();
        self.tell_lost(prompter);
        let ending = match self.questions(prompter, &mut shown) {
            Ok(Asked::Done) => Ending::Finished,
            Ok(Asked::Left) => Ending::Left,
            Err(Stop::Prompt(error)) => match app.broken_off(error)? {
                Outcome::Signal(signal) => Ending::Signal(signal),
                Outcome::Done => Ending::Left,
            },
            Err(Stop::Failure(failure)) => return Err(failure),
        };
        match ending {
            Ending::Finished => self.finished(app, prompter, shown),
            Ending::Left => {
                self.farewell(prompter);
                Ok(Outcome::Done)
            }
            Ending::Signal(signal) => {
                prompter.say("\n");
                self.farewell(prompter);
                Ok(Outcome::Signal(signal))
            }
        }
    }

    fn questions(&mut self, prompter: &mut dyn Prompter, shown: &mut Shown) -> Result<Asked, Stop> {
        while !self.session.is_over() {
            let place = self.session.position() as usize;
            let Some(entry) = self.entries.get(place).copied().flatten() else {
                self.pass_over(place, prompter);
                continue;
            };
            let put = self.put(entry)?;
            if let Asked::Left = self.ask(prompter, &put, shown)? {
                return Ok(Asked::Left);
            }
            shown.presented.insert(place, put.presented);
        }
        Ok(Asked::Done)
    }

    /// Reads the question that is due and hands it to the session.
    fn put(&mut self, entry: u32) -> Result<Put, Failure> {
        let bank = &self.bank.bank;
        let category = bank.category(bank.index.entry(entry)?.category)?;
        let question = bank.question(entry)?;
        let presented = present(question, self.plan.seed, self.plan.board.through);
        self.session.ask(presented.clone(), &category.slug);
        if std::mem::take(&mut self.hinted) {
            let _ = self.session.reply(&Reply::Hint, Duration::ZERO, Vec::new);
        }
        Ok(Put {
            entry,
            presented,
            category: category.name.clone(),
        })
    }

    /// Shows one question until it is judged or the player leaves.
    fn ask(
        &mut self,
        prompter: &mut dyn Prompter,
        put: &Put,
        shown: &mut Shown,
    ) -> Result<Asked, Stop> {
        prompter.show(&self.card(put));
        if self.keeper.game().is_none() && self.keeper.lost().is_none() {
            self.begin_keeping(prompter, put)?;
        }
        let start = clock::instant();
        loop {
            let reply = match prompter.input(&self.card(put))? {
                Input::End => return Ok(Asked::Left),
                Input::Stop if prompter.confirm_stop()? => return Ok(Asked::Left),
                Input::Stop => {
                    prompter.update(&self.card(put), "");
                    continue;
                }
                Input::Flag => {
                    let note = self.flag(&put.presented.question.id);
                    prompter.update(&self.card(put), &note);
                    continue;
                }
                Input::Reply(reply) => reply,
            };
            if let Some(answer) = self.reply(&reply, start.elapsed(), prompter, put) {
                self.keep(&answer, put.entry, prompter);
                prompter.mark(&self.card_of(put, &answer), answer.skipped);
                self.tell_verdict(&answer, &put.presented, prompter, shown);
                return Ok(Asked::Done);
            }
        }
    }

    /// Hands the reply to the session; the answer where that judged it.
    fn reply(
        &mut self,
        reply: &Reply,
        elapsed: Duration,
        prompter: &mut dyn Prompter,
        put: &Put,
    ) -> Option<Answer> {
        let bank = self.bank;
        let note = match self.session.reply(reply, elapsed, || names(&bank.bank)) {
            Step::Judged(answer) => return Some(answer),
            Step::Hinted => {
                if self.keeper.hint(self.session.position()).is_some() {
                    self.tell_lost(prompter);
                }
                ""
            }
            Step::NoHint => "There is no hint to be had here.",
            Step::MoreSpecific => "That is true, but be more specific.",
            Step::Unfit => "That cannot be an answer here.",
        };
        prompter.update(&self.card(put), note);
        None
    }

    fn card<'b>(&self, put: &'b Put) -> Card<'b> {
        Card {
            number: self.session.position() + 1,
            total: self.session.length(),
            category: &put.category,
            points: self.session.points(),
            streak: self.session.streak(),
            presented: &put.presented,
            hinted: self.session.is_hinted(),
        }
    }

    /// The card of a question that has just been judged.
    fn card_of<'b>(&self, put: &'b Put, answer: &Answer) -> Card<'b> {
        Card {
            number: self.session.position(),
            hinted: answer.hinted,
            ..self.card(put)
        }
    }

    /// Opens the history while the player reads the first question.
    fn begin_keeping(&mut self, prompter: &mut dyn Prompter, put: &Put) -> Result<(), Stop> {
        let bank = &self.bank.bank;
        let entries = self.entries.iter().flatten();
        self.plan.questions = entries
            .map(|entry| bank.question(*entry).map(|question| question.id))
            .collect::<Result<_, _>>()
            .map_err(Failure::from)?;
        let notice = self.keeper.start(&self.plan, bank);
        tell_notice(notice.as_ref());
        let is_lost = self.tell_lost(prompter);
        if is_lost || notice.is_some() {
            prompter.show(&self.card(put));
        }
        Ok(())
    }

    fn keep(&mut self, answer: &Answer, entry: u32, prompter: &mut dyn Prompter) {
        let position = self.session.position() - 1;
        let is_last = self.session.is_over();
        let now = clock::unix_millis();
        let failed = self
            .keeper
            .record(position, answer, Some(entry), now, is_last);
        if failed.is_some() {
            self.tell_lost(prompter);
        }
    }

    /// A question that the bank no longer has counts as skipped.
    fn pass_over(&mut self, place: usize, prompter: &mut dyn Prompter) {
        let id = self.plan.questions.get(place).cloned().unwrap_or_default();
        prompter.say("The bank no longer has one of this game's questions; it is skipped.");
        let answer = Answer {
            question: id,
            category: String::new(),
            difficulty: Difficulty::Easy,
            given: String::new(),
            right: false,
            hinted: false,
            skipped: true,
            late: false,
            elapsed: Duration::ZERO,
            points: Points::default(),
        };
        self.session.pass_over(answer.clone());
        let (position, is_last) = (self.session.position() - 1, self.session.is_over());
        let now = clock::unix_millis();
        self.keeper.record(position, &answer, None, now, is_last);
    }

    fn tell_verdict(
        &self,
        answer: &Answer,
        presented: &Presented,
        prompter: &mut dyn Prompter,
        shown: &mut Shown,
    ) {
        let before = &self.session.answers()[..self.session.answers().len() - 1];
        let row = before.iter().rev().take_while(|answer| answer.right);
        let streak = u32::try_from(row.count()).unwrap_or(u32::MAX);
        let sources = shown
            .sources
            .get_or_insert_with(|| self.bank.bank.sources());
        let lines = words::verdict(answer, presented, streak, sources, prompter.style());
        prompter.say(&format!("\n{}", lines.join("\n")));
    }

    /// Says that the game is not kept, and why, where that is so.
    fn tell_lost(&self, prompter: &mut dyn Prompter) -> bool {
        let Some(failure) = self.keeper.lost() else {
            return false;
        };
        let mut text = format!("This game will not be kept: {}", failure.message);
        if let Some(help) = &failure.help {
            text = format!("{text}\nhelp: {help}");
        }
        prompter.say(&crate::ui::words::safe_lines(&text));
        true
    }

    fn flag(&mut self, question: &str) -> String {
        if self.keeper.game().is_none() {
            return "It cannot be noted: this game is not kept.".to_owned();
        }
        match self.keeper.flag(&self.plan, question, clock::unix_millis()) {
            Ok(()) => "Noted as wrong or unclear; `dundie flags` lists it.".to_owned(),
            Err(error) => words::safe_lines(&format!("It was not noted: {error:#}")),
        }
    }

    fn farewell(&self, prompter: &mut dyn Prompter) {
        if !self.tell_lost(prompter) {
            prompter.say("The game is kept. `dundie resume` goes on with it.");
        }
    }

    fn finished(
        self,
        app: &App,
        prompter: &mut dyn Prompter,
        shown: Shown,
    ) -> Result<Outcome, Failure> {
        let (rank, games) = self
            .keeper
            .standings(&self.plan, TOP)
            .unwrap_or_else(|error| {
                // The result must not be lost with the table.
                prompter.say(&words::safe_lines(&Failure::from(error).message));
                (None, Vec::new())
            });
        self.tell_lost(prompter);
        if self.json {
            let presented = self.all_presented(shown)?;
            return print(&report::finished(&self, rank, &presented)?);
        }
        let style = app.styles.stdout;
        let result = words::result(&self.session, self.plan.max_points, style);
        let praise = words::praise(self.session.right(), self.session.length());
        let mut text = format!("\n{result}\n{praise}\n");
        if !self.plan.ranked {
            text.push_str("A game with a seed ranks on no board.\n");
        }
        text = wrapped(&text);
        if !games.is_empty() {
            text.push_str(&boards::table(
                app,
                &self.plan.board,
                &games,
                self.keeper.game(),
            ));
        }
        print(&text)
    }

    /// How each question was put, also those answered before the game was left.
    fn all_presented(&self, mut shown: Shown) -> Result<Vec<Option<Presented>>, Failure> {
        let mut all = Vec::new();
        for (place, entry) in self.entries.iter().enumerate() {
            all.push(match (shown.presented.remove(&place), entry) {
                (Some(presented), _) => Some(presented),
                (None, Some(entry)) => {
                    let question = self.bank.bank.question(*entry)?;
                    Some(present(question, self.plan.seed, self.plan.board.through))
                }
                (None, None) => None,
            });
        }
        Ok(all)
    }
}

/// The question that stands.
struct Put {
    entry: u32,
    presented: Presented,
    /// The category's name.
    category: String,
}

/// What was read for the questions shown.
#[derive(Default)]
struct Shown {
    presented: HashMap<usize, Presented>,
    sources: Option<Sources>,
}

/// Every answer of the bank, normalised. Where they cannot be read a misspelling is
/// judged by itself.
fn names(bank: &Bank) -> Vec<String> {
    let names = bank.index.names().unwrap_or_default();
    names.lines().map(normalise).collect()
}
