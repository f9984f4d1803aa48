//! One game: its questions one by one, each answer saved before its verdict is shown.

pub mod board;
pub mod category;
pub mod daily;
mod feats;
pub mod json;
mod notes;
pub mod players;
pub mod practice;
pub mod record;
pub mod result;
pub mod resume;
mod review;
mod saving;
pub mod setup;
pub mod share;
pub mod turns;

use std::collections::HashMap;
use std::time::{Duration, Instant};

use self::practice::Practice;
use self::record::Recorder;
use crate::app::NamedBank;
use crate::bank::sources::Sources;
use crate::bank::{Bank, Difficulty};
use crate::clock;
use crate::error::{Error, Stop};
use crate::history::{NewGame, Play};
use crate::quiz::practice::times_before;
use crate::quiz::{Answer, Presented, Reply, Rules, Session, Step, present};
use crate::scoring::Points;
use crate::text::normalize::normalize;
use crate::ui::card::{Card, Verdict};
use crate::ui::countdown::Countdown;
use crate::ui::prompter::{After, Input, Prompter};
use crate::ui::verdict;

/// A new or resumed game.
pub struct Game<'a> {
    pub bank: &'a NamedBank,
    /// The entries to ask, in order; `None` for a question that left the bank.
    pub entries: Vec<Option<u32>>,
    pub plan: NewGame,
    pub session: Session,
    pub recorder: Recorder,
    /// Whether the next question got its hint before the player quit.
    pub hinted: bool,
    /// The time spent on the next question before the player quit.
    pub spent: Duration,
    /// Whether several players take turns.
    pub in_turn: bool,
    /// Only in practice.
    pub practice: Option<Practice>,
    shown: Shown,
}

/// How a player's turn ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    Done,
    Left,
}

/// What was read from the bank for the questions shown.
#[derive(Default)]
struct Shown {
    presented: HashMap<usize, Presented>,
    sources: Option<Sources>,
}

/// The current question.
struct Current {
    entry: u32,
    presented: Presented,
    /// The category's name.
    category: String,
    /// When the question was shown, moved later by any time spent waiting for a file.
    start: Instant,
}

impl<'a> Game<'a> {
    /// A game with these entries. Some may already be answered.
    pub fn new(
        bank: &'a NamedBank,
        plan: NewGame,
        entries: Vec<Option<u32>>,
        answers: Vec<Answer>,
        recorder: Recorder,
    ) -> Self {
        let length = u32::try_from(entries.len()).unwrap_or(u32::MAX);
        let limit = plan.board.timed;
        let limit = limit.map(|seconds| Duration::from_secs(seconds.into()));
        Self {
            bank,
            entries,
            plan,
            session: Session::new(length, limit, answers),
            recorder,
            hinted: false,
            spent: Duration::ZERO,
            in_turn: false,
            practice: None,
            shown: Shown::default(),
        }
    }
}

impl Game<'_> {
    /// The most points possible; `None` in practice, since missed questions come back.
    pub fn most(&self) -> Option<u32> {
        self.practice.is_none().then_some(self.plan.max_points)
    }

    /// Asks the next question.
    ///
    /// # Errors
    /// If the bank or the terminal fails; what was answered is saved.
    pub fn turn(&mut self, prompter: &mut dyn Prompter) -> Result<Turn, Stop> {
        let place = self.session.position() as usize;
        let Some(entry) = self.entries.get(place).copied().flatten() else {
            self.pass_over(place, prompter);
            return Ok(Turn::Done);
        };
        let mut current = self.put(place, entry)?;
        let turn = self.ask(prompter, &mut current);
        let position = self.session.position();
        if position as usize == place {
            // If this fails, the question's time starts over.
            if let Some((history, game)) = self.recorder.saved() {
                let millis = clock::since(current.start).as_millis() as u64;
                let _ = history.leave(game, position, millis, clock::unix_millis());
            }
        } else {
            self.shown.presented.insert(place, current.presented);
        }
        turn
    }

    /// How to present the question at this place. A repeat shuffles its choices again.
    fn rules(&self, place: usize) -> Rules {
        Rules {
            seed: (self.plan.seed).wrapping_add(times_before(&self.entries, place)),
            through: self.plan.board.through,
            typed: self.plan.board.play == Play::Typed,
        }
    }

    /// Reads the next question and hands it to the session.
    fn put(&mut self, place: usize, entry: u32) -> Result<Current, Error> {
        let bank = &self.bank.bank;
        let category = bank.category(bank.index.entry(entry)?.category)?;
        let question = bank.question(entry)?;
        let presented = present(question, self.rules(place));
        self.session.ask(presented.clone(), &category.slug);
        if std::mem::take(&mut self.hinted) {
            let _ = self.session.reply(&Reply::Hint, Duration::ZERO, Vec::new);
        }
        let (now, spent) = (clock::instant(), std::mem::take(&mut self.spent));
        Ok(Current {
            entry,
            presented,
            category: category.name.clone(),
            // Time spent before the player quit counts.
            start: now.checked_sub(spent).unwrap_or(now),
        })
    }

    /// Shows one question until the player has read its verdict or leaves.
    fn ask(&mut self, prompter: &mut dyn Prompter, current: &mut Current) -> Result<Turn, Stop> {
        prompter.show(&self.card(current));
        // The history is opened while the player reads.
        if self.recorder.game().is_none() && self.recorder.error().is_none() {
            let before = clock::instant();
            let is_told = self.start_recording(prompter)?;
            current.start += clock::since(before);
            if self.report_unsaved(prompter) || is_told {
                prompter.show(&self.card(current));
            }
        }
        loop {
            let judged = match prompter.input(&self.card(current))? {
                Input::Stop if prompter.confirm_stop()? => return Ok(Turn::Left),
                Input::Stop | Input::Help => Err(String::new()),
                Input::Flag { previous, note } => {
                    let before = clock::instant();
                    let told = self.flag(current, previous, &note);
                    current.start += clock::since(before);
                    Err(told)
                }
                Input::WasRight => {
                    let before = clock::instant();
                    let told = self.count_as_right(prompter);
                    current.start += clock::since(before);
                    Err(told)
                }
                Input::Reply(reply) => self.reply(&reply, false, prompter, current),
                Input::TimeUp(reply) => reply
                    .and_then(|reply| self.reply(&reply, true, prompter, current).ok())
                    .map_or_else(|| self.reply(&Reply::TimeUp, false, prompter, current), Ok),
            };
            match judged {
                Ok(answer) => return self.judged(&answer, prompter, current),
                Err(note) => prompter.update(&self.card(current), &note),
            }
        }
    }

    /// Saves the answer and shows its verdict until the player continues.
    fn judged(
        &mut self,
        answer: &Answer,
        prompter: &mut dyn Prompter,
        current: &Current,
    ) -> Result<Turn, Stop> {
        let before = self.box_of(answer);
        let comes_back = self.bring_back(answer);
        // Save before anything else can fail.
        self.save(answer, Some(current.entry), prompter);
        if comes_back {
            self.plan.questions = self.ids()?;
            let questions = &self.plan.questions;
            let questions = questions.clone();
            self.write(prompter, |history, game| history.requeue(game, &questions));
        }
        let after = self.box_of(answer);
        let practice = match (&mut self.practice, after) {
            (Some(practice), Some(after)) => {
                Some(practice.moved(before, after, comes_back, answer.right))
            }
            _ => None,
        };
        let question = &current.presented.question;
        let others = self.others(&question.id);
        let bank = &self.bank.bank;
        let sources = (self.shown.sources).get_or_insert_with(|| bank.sources());
        let origin = verdict::origin(question, sources, prompter.style());
        let is_last = self.session.is_over();
        let mut answer = answer.clone();
        let mut note: Option<String> = None;
        loop {
            let card = self.card_of(current, &answer);
            let verdict = Verdict {
                answer: &answer,
                streak: card.streak(),
                origin: origin.clone(),
                others: others.clone(),
                practice: practice.clone(),
            };
            note = Some(match prompter.verdict(&card, &verdict, note.as_deref())? {
                // The answer is saved; quitting leaves only the rest of the game.
                After::Next => return Ok(Turn::Done),
                After::Stop if is_last => return Ok(Turn::Done),
                After::Stop if prompter.confirm_stop()? => return Ok(Turn::Left),
                After::Stop => String::new(),
                After::Flag { note } => self.flag(current, false, &note),
                After::WasRight => {
                    let note = self.count_as_right(prompter);
                    if let Some(counted) = self.session.answers().last() {
                        answer = counted.clone();
                    }
                    note
                }
            });
        }
    }

    /// How others answered the question, if enough of them did.
    fn others(&self, question: &str) -> Option<String> {
        let (player, bank) = (&self.plan.player, &self.bank.name);
        let others = (self.recorder.history()?).others(player, bank, question);
        others.ok().and_then(|others| verdict::others(&others))
    }

    /// In practice, the Leitner box of the question.
    fn box_of(&self, answer: &Answer) -> Option<u8> {
        self.practice.as_ref()?;
        let (player, bank) = (&self.plan.player, &self.bank.name);
        let found = (self.recorder.history()?).box_of(player, bank, &answer.question);
        found.ok().flatten()
    }

    /// In practice, inserts a missed question again. Returns whether it did.
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

    /// Passes the reply to the session. Returns the judged answer, or else a note for the player.
    /// A reply `in_time` never counts as late.
    fn reply(
        &mut self,
        reply: &Reply,
        in_time: bool,
        prompter: &mut dyn Prompter,
        current: &mut Current,
    ) -> Result<Answer, String> {
        if *reply == Reply::Hint && !self.plan.hints {
            return Err("This game has no hints.".to_owned());
        }
        let bank = self.bank;
        let mut elapsed = clock::since(current.start);
        if in_time && let Some(clock) = self.session.clock(&current.presented) {
            elapsed = elapsed.min(clock.total());
        }
        let note = match self.session.reply(reply, elapsed, || names(&bank.bank)) {
            Step::Judged(answer) => return Ok(answer),
            Step::Hinted => {
                let (position, before) = (self.session.position(), clock::instant());
                self.write(prompter, |history, game| history.hint(game, position));
                current.start += clock::since(before);
                ""
            }
            Step::NoHint => "No hint for this question.",
            Step::MoreSpecific => "That's true, but be more specific.",
            Step::Unfit => "Not a valid answer.",
        };
        Err(note.to_owned())
    }

    fn card<'b>(&'b self, current: &'b Current) -> Card<'b> {
        let clock = self.session.clock(&current.presented);
        Card {
            player: self.in_turn.then_some(self.plan.player.as_str()),
            answers: self.session.answers(),
            total: self.session.length(),
            category: &current.category,
            practice: self.plan.practice,
            presented: &current.presented,
            hinted: self.session.is_hinted(),
            hints: self.plan.hints,
            disputable: self.session.can_credit(),
            countdown: clock.map(|clock| Countdown {
                clock,
                start: current.start,
            }),
        }
    }

    /// The card of a question that has just been judged.
    fn card_of<'b>(&'b self, current: &'b Current, answer: &Answer) -> Card<'b> {
        let answers = self.session.answers();
        Card {
            answers: &answers[..answers.len().saturating_sub(1)],
            hinted: answer.hinted,
            countdown: None,
            ..self.card(current)
        }
    }

    /// Counts a question that left the bank as skipped.
    fn pass_over(&mut self, place: usize, prompter: &mut dyn Prompter) {
        // The hint and the time belong to this question.
        (self.hinted, self.spent) = (false, Duration::ZERO);
        let id = self.plan.questions.get(place).cloned().unwrap_or_default();
        prompter.say("One of this game's questions is no longer in the bank, so it's skipped.");
        let answer = Answer {
            question: id,
            category: String::new(),
            difficulty: Difficulty::Easy,
            given: String::new(),
            right: false,
            credited: false,
            hinted: false,
            skipped: true,
            late: false,
            elapsed: Duration::ZERO,
            points: Points::default(),
        };
        self.session.pass_over(answer.clone());
        self.save(&answer, None, prompter);
    }

    /// Each question as presented, including those answered before the player quit.
    ///
    /// # Errors
    /// If the bank cannot be read.
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

/// If any game is not being saved, says so once and why. Returns whether it did.
pub fn report_unsaved(games: &[Game<'_>], prompter: &mut dyn Prompter) -> bool {
    games.iter().any(|game| game.report_unsaved(prompter))
}

/// Every answer in the bank, normalized. If they cannot be read, a typo is judged without
/// comparing it to other answers.
fn names(bank: &Bank) -> Vec<String> {
    let names = bank.index.names().unwrap_or_default();
    names.lines().map(normalize).collect()
}
