//! One game: its questions one by one, each kept before its verdict is shown.

pub mod board;
pub mod category;
pub mod daily;
pub mod json;
pub mod players;
pub mod practice;
pub mod record;
pub mod result;
pub mod resume;
pub mod setup;
pub mod share;
pub mod turns;

use std::collections::HashMap;
use std::time::{Duration, Instant};

use self::practice::Practice;
use self::record::Recorder;
use crate::app::NamedBank;
use crate::bank::sources::Sources;
use crate::bank::{Bank, Difficulty, Kind};
use crate::clock;
use crate::error::{Error, Stop};
use crate::history::{NewGame, Play};
use crate::quiz::practice::times_before;
use crate::quiz::{Answer, Presented, Reply, Rules, Session, Step, present};
use crate::scoring::Points;
use crate::text::normalize::normalize;
use crate::text::printable::Printable;
use crate::ui::{Card, Countdown, Input, Prompter, words};

/// A game about to be played, or to be gone on with.
pub struct Game<'a> {
    pub bank: &'a NamedBank,
    /// The entries to ask, in order; `None` where the bank no longer has one.
    pub entries: Vec<Option<u32>>,
    pub plan: NewGame,
    pub session: Session,
    pub recorder: Recorder,
    /// Whether the question that is due has had its hint before the game was left.
    pub hinted: bool,
    /// The time that it has had before the game was left.
    pub spent: Duration,
    /// Whether others play in turn.
    pub in_turn: bool,
    /// Only in practice.
    pub practice: Option<Practice>,
    pub shown: Shown,
}

/// What the player did with one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    Done,
    Left,
}

/// What was read for the questions shown.
#[derive(Default)]
pub struct Shown {
    presented: HashMap<usize, Presented>,
    sources: Option<Sources>,
    /// The place of the answer that was typed and missed last.
    disputable: Option<u32>,
}

/// The question that stands.
struct Put {
    entry: u32,
    presented: Presented,
    /// The category's name.
    category: String,
    start: Instant,
}

impl Game<'_> {
    /// The most points that can be had; there is no such most in practice, where
    /// missed questions come back.
    #[must_use]
    pub fn most(&self) -> Option<u32> {
        self.practice.is_none().then_some(self.plan.max_points)
    }

    /// Asks the question that is due.
    ///
    /// # Errors
    /// Where the bank or the terminal fail; what was answered is kept.
    pub fn turn(&mut self, prompter: &mut dyn Prompter) -> Result<Turn, Stop> {
        let place = self.session.position() as usize;
        let Some(entry) = self.entries.get(place).copied().flatten() else {
            self.pass_over(place, prompter);
            return Ok(Turn::Done);
        };
        let put = self.put(place, entry)?;
        let asked = self.ask(prompter, &put);
        let position = self.session.position();
        if position as usize == place {
            let now = clock::unix_millis();
            self.recorder.leave(position, clock::since(put.start), now);
        } else {
            self.shown.presented.insert(place, put.presented);
        }
        asked
    }

    /// What decides how the question at this place is put: one that comes back
    /// has its choices in another order.
    fn rules(&self, place: usize) -> Rules {
        Rules {
            seed: self
                .plan
                .seed
                .wrapping_add(times_before(&self.entries, place)),
            through: self.plan.board.through,
            typed: self.plan.board.play == Play::Typed,
        }
    }

    /// Since when the question that is due counts as shown: what was spent on it
    /// before the game was left is spent.
    fn start(&mut self) -> Instant {
        let now = clock::instant();
        now.checked_sub(std::mem::take(&mut self.spent))
            .unwrap_or(now)
    }

    /// Reads the question that is due and hands it to the session.
    fn put(&mut self, place: usize, entry: u32) -> Result<Put, Error> {
        let bank = &self.bank.bank;
        let category = bank.category(bank.index.entry(entry)?.category)?;
        let question = bank.question(entry)?;
        let presented = present(question, self.rules(place));
        self.session.ask(presented.clone(), &category.slug);
        if std::mem::take(&mut self.hinted) {
            let _ = self.session.reply(&Reply::Hint, Duration::ZERO, Vec::new);
        }
        Ok(Put {
            entry,
            presented,
            category: category.name.clone(),
            start: self.start(),
        })
    }

    /// Shows one question until it is judged or the player leaves.
    fn ask(&mut self, prompter: &mut dyn Prompter, put: &Put) -> Result<Turn, Stop> {
        prompter.show(&self.card(put));
        // The history is opened while the player reads.
        if self.recorder.game().is_none() && self.recorder.lost().is_none() {
            let is_told = self.start_recording(prompter)?;
            if self.report_unsaved(prompter) || is_told {
                prompter.show(&self.card(put));
            }
        }
        loop {
            let reply = match prompter.input(&self.card(put))? {
                Input::End => return Ok(Turn::Left),
                Input::Stop if prompter.confirm_stop()? => return Ok(Turn::Left),
                Input::Stop => {
                    prompter.update(&self.card(put), "");
                    continue;
                }
                Input::Flag { previous, note } => {
                    let said = self.flag(put, previous, note.as_deref());
                    prompter.update(&self.card(put), &said);
                    continue;
                }
                Input::WasRight => {
                    let said = self.dispute();
                    prompter.update(&self.card(put), &said);
                    continue;
                }
                Input::Reply(Reply::Hint) if !self.plan.hints => {
                    prompter.update(&self.card(put), "This game has no hints.");
                    continue;
                }
                Input::Reply(reply) => reply,
            };
            if let Some(answer) = self.reply(&reply, prompter, put) {
                self.judged(&answer, prompter, put)?;
                return Ok(Turn::Done);
            }
        }
    }

    /// Keeps the answer, and tells what it was worth.
    fn judged(
        &mut self,
        answer: &Answer,
        prompter: &mut dyn Prompter,
        put: &Put,
    ) -> Result<(), Stop> {
        let position = self.session.position() - 1;
        let before = self.box_of(answer);
        let comes_back = self.bring_back(answer);
        // Before anything else can fail.
        self.keep(position, answer, put.entry, prompter);
        if comes_back {
            self.plan.questions = self.ids()?;
            if self.recorder.requeue(&self.plan.questions).is_some() {
                self.report_unsaved(prompter);
            }
        }
        prompter.mark(&self.card_of(put, answer), answer.skipped);
        self.tell_verdict(answer, &put.presented, prompter);
        let after = self.box_of(answer);
        if let (Some(practice), Some(after)) = (&mut self.practice, after) {
            prompter.say(&practice.moved(before, after, comes_back, answer.right));
        }
        self.shown.disputable = None;
        let is_typed = put.presented.question.body.kind() == Kind::Typed;
        if is_typed && !answer.right && !answer.given.is_empty() {
            self.shown.disputable = Some(position);
            if prompter.was_right(self.session.is_over())? {
                let said = self.dispute();
                prompter.say(&said);
            }
        }
        Ok(())
    }

    /// In practice, the Leitner box of the question.
    fn box_of(&self, answer: &Answer) -> Option<u8> {
        self.practice.as_ref()?;
        self.recorder.box_of(&self.plan, &answer.question)
    }

    /// In practice, puts a missed question in again; whether it did.
    fn bring_back(&mut self, answer: &Answer) -> bool {
        let Some(practice) = self.practice.as_mut().filter(|_| !answer.right) else {
            return false;
        };
        let done = self.session.position() as usize;
        let comes_back = practice.bring_back(&mut self.entries, done, self.plan.seed);
        if comes_back {
            let length = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
            self.session.lengthen(length);
        }
        comes_back
    }

    /// Hands the reply to the session; the answer where that judged it.
    fn reply(&mut self, reply: &Reply, prompter: &mut dyn Prompter, put: &Put) -> Option<Answer> {
        let bank = self.bank;
        let elapsed = clock::since(put.start);
        let note = match self.session.reply(reply, elapsed, || names(&bank.bank)) {
            Step::Judged(answer) => return Some(answer),
            Step::Hinted => {
                if self.recorder.hint(self.session.position()).is_some() {
                    self.report_unsaved(prompter);
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

    fn card<'b>(&'b self, put: &'b Put) -> Card<'b> {
        let clock = self.session.clock(&put.presented);
        Card {
            player: self.in_turn.then_some(self.plan.player.as_str()),
            number: self.session.position() + 1,
            total: self.session.length(),
            category: &put.category,
            points: self.session.points(),
            streak: self.session.streak(),
            presented: &put.presented,
            hinted: self.session.is_hinted(),
            hints: self.plan.hints,
            disputable: self.shown.disputable.is_some(),
            countdown: clock.map(|clock| Countdown {
                clock,
                start: put.start,
            }),
        }
    }

    /// The card of a question that has just been judged.
    fn card_of<'b>(&'b self, put: &'b Put, answer: &Answer) -> Card<'b> {
        Card {
            number: self.session.position(),
            hinted: answer.hinted,
            ..self.card(put)
        }
    }

    /// Puts the game into the history; whether there was a notice for the player.
    ///
    /// # Errors
    /// Where the bank cannot be read.
    pub fn start_recording(&mut self, prompter: &mut dyn Prompter) -> Result<bool, Error> {
        self.plan.questions = self.ids()?;
        let notice = self.recorder.start(&self.plan, &self.bank.bank);
        if let Some(notice) = &notice {
            prompter.say(&Printable(&notice.to_string()).to_string());
        }
        // Somebody may have begun the same daily a moment ago.
        if self.plan.ranked && self.plan.board.daily.is_some() && self.recorder.game().is_some() {
            self.plan.ranked = self.recorder.is_ranked();
        }
        Ok(notice.is_some())
    }

    /// The ids of all questions; of those that the bank no longer has, as the
    /// game was begun with them.
    fn ids(&self) -> Result<Vec<String>, Error> {
        let bank = &self.bank.bank;
        let id = |(place, entry): (usize, &Option<u32>)| match entry {
            Some(entry) => Ok(bank.question(*entry)?.id),
            None => Ok(self.plan.questions.get(place).cloned().unwrap_or_default()),
        };
        self.entries.iter().enumerate().map(id).collect()
    }

    fn keep(&mut self, position: u32, answer: &Answer, entry: u32, prompter: &mut dyn Prompter) {
        let is_last = self.session.is_over();
        let now = clock::unix_millis();
        let failed = self
            .recorder
            .record(position, answer, Some(entry), now, is_last);
        if failed.is_some() {
            self.report_unsaved(prompter);
        }
    }

    /// A question that the bank no longer has counts as skipped.
    fn pass_over(&mut self, place: usize, prompter: &mut dyn Prompter) {
        // Hint and time were this question's.
        (self.hinted, self.spent) = (false, Duration::ZERO);
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
        self.recorder.record(position, &answer, None, now, is_last);
    }

    fn tell_verdict(
        &mut self,
        answer: &Answer,
        presented: &Presented,
        prompter: &mut dyn Prompter,
    ) {
        let before = &self.session.answers()[..self.session.answers().len() - 1];
        let row = before.iter().rev().take_while(|answer| answer.right);
        let streak = u32::try_from(row.count()).unwrap_or(u32::MAX);
        let sources = self
            .shown
            .sources
            .get_or_insert_with(|| self.bank.bank.sources());
        let lines = words::verdict(answer, presented, streak, sources, prompter.style());
        prompter.say(&format!("\n{}", lines.join("\n")));
    }

    /// Says that the game is not kept, and why, where that is so.
    pub fn report_unsaved(&self, prompter: &mut dyn Prompter) -> bool {
        let Some(failure) = self.recorder.lost() else {
            return false;
        };
        let message = Printable(&failure.message);
        let what = if self.recorder.is_begun() {
            "The rest of this game"
        } else {
            "This game"
        };
        let mut text = format!("{what} will not be kept: {message}");
        if let Some(help) = &failure.help {
            text = format!("{text}\nhelp: {}", Printable(help));
        }
        prompter.say(&text);
        true
    }

    /// Notes that the question that stands, or the one before, is wrong or unclear.
    fn flag(&mut self, put: &Put, previous: bool, note: Option<&str>) -> String {
        let question = match self.session.answers().last() {
            Some(answer) if previous => &answer.question,
            _ => &put.presented.question.id,
        };
        if self.recorder.game().is_none() {
            return "It cannot be noted: this game is not kept.".to_owned();
        }
        let now = clock::unix_millis();
        match self.recorder.flag(&self.plan, question, note, now) {
            Ok(()) => {
                let which = match previous {
                    true if self.in_turn => "Your question before is noted",
                    true => "The question before is noted",
                    false => "Noted",
                };
                format!("{which} as wrong or unclear; `dundie flags` lists it.")
            }
            Err(error) => format!("It was not noted: {}", Printable(&format!("{error:#}"))),
        }
    }

    /// Notes that the typed answer judged wrong last was right.
    fn dispute(&mut self) -> String {
        let Some(position) = self.shown.disputable.take() else {
            return "There is no answer to be right about.".to_owned();
        };
        if self.recorder.game().is_none() {
            return "It cannot be noted: this game is not kept.".to_owned();
        }
        match self.recorder.dispute(position) {
            Ok(()) => "Noted for whoever writes the bank; the points stay as they are.".to_owned(),
            Err(error) => {
                let failure = Error::from(error);
                format!("It was not noted: {}", Printable(&failure.message))
            }
        }
    }

    /// How each question was put, also those answered before the game was left.
    ///
    /// # Errors
    /// Where the bank cannot be read.
    pub fn all_presented(&self) -> Result<Vec<Option<Presented>>, Error> {
        let mut all = Vec::new();
        for (place, entry) in self.entries.iter().enumerate() {
            all.push(match (self.shown.presented.get(&place), entry) {
                (Some(presented), _) => Some(presented.clone()),
                (None, Some(entry)) => {
                    let question = self.bank.bank.question(*entry)?;
                    Some(present(question, self.rules(place)))
                }
                (None, None) => None,
            });
        }
        Ok(all)
    }
}

/// Says once that games are not kept, and why, where that is so.
pub fn report_unsaved(games: &[Game<'_>], prompter: &mut dyn Prompter) -> bool {
    games.iter().any(|game| game.report_unsaved(prompter))
}

/// Every answer of the bank, normalized. Where they cannot be read a misspelling is
/// judged by itself.
fn names(bank: &Bank) -> Vec<String> {
    let names = bank.index.names().unwrap_or_default();
    names.lines().map(normalize).collect()
}
