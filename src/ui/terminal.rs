//! A real terminal: one page at a time, keys, and dialoguer's prompts.

use std::time::{Duration, Instant};

use dialoguer::console::{Key, Term};
use signal_hook::consts::signal::SIGINT;
use unicode_width::UnicodeWidthStr as _;

use super::area::Around;
use super::ask::{self, Asked, input_prompt};
use super::card::{Card, Verdict};
use super::countdown::Countdown;
use super::fit::{INDENT, page_width, wrap};
use super::help::help;
use super::keys::{Keys, Read};
use super::page::{Page, Size};
use super::prompter::{After, Ask, Input, Menu, PromptError, Prompter, Sheet};
use super::question::{self, Look};
use super::screen;
use super::selection::{Act, Selection};
use super::signals::{self, Signals};
use super::style::Style;
use crate::clock;

/// How often a page looks at the window's size and the clock.
const TICK: Duration = Duration::from_millis(200);
/// After a longer time between two looks the program was stopped.
const STOPPED: Duration = Duration::from_secs(1);
const NOTE: &str = "What's wrong with it? (Enter for no note)";
const QUIT: &str = "Quit? Your game will be saved.";

pub struct Terminal {
    term: Term,
    style: Style,
    keys: Keys,
    signals: Signals,
    /// What the player has done about the current question.
    selection: Selection,
    /// What happened last on the current page.
    note: String,
    /// What was said since the last page.
    notices: Vec<String>,
    /// The page that was drawn last.
    page: Page,
    /// The bytes that drew it, and for which window; empty if they no longer hold.
    drawn: (String, Size),
    is_closed: bool,
}

/// What ended a wait.
enum Event {
    Key(Key),
    TimeUp,
    End,
}

impl Terminal {
    #[must_use]
    pub fn new(style: Style, signals: Signals) -> Self {
        Self {
            term: Term::stderr(),
            style,
            keys: Keys::default(),
            signals,
            selection: Selection::default(),
            note: String::new(),
            notices: Vec::new(),
            page: Page::default(),
            drawn: Default::default(),
            is_closed: false,
        }
    }

    /// Whether a terminal of this kind and size can show pages.
    #[must_use]
    pub fn is_usable(term: Option<&str>) -> bool {
        let (rows, columns) = Term::stderr().size_checked().unwrap_or((24, 80));
        term.is_some_and(|term| !term.is_empty() && term != "dumb") && rows >= 6 && columns >= 20
    }

    fn size(&self) -> Size {
        let (rows, columns) = self.term.size();
        (rows.into(), columns.into())
    }

    fn look(&self) -> Look {
        Look {
            style: self.style,
            width: page_width(self.size().1),
        }
    }

    /// Draws the page if it is not what the window shows already.
    fn draw(&mut self, page: Page) {
        let size = self.size();
        let bytes = page.paint(size);
        if (&bytes, size) != (&self.drawn.0, self.drawn.1) || !screen::is_taken() {
            screen::draw(&bytes);
            self.drawn = (bytes, size);
        }
        self.page = page;
    }

    /// Waits for a key on a page that is drawn again whenever it changes. Arrows
    /// scroll a page that is only read.
    fn wait(
        &mut self,
        countdown: Option<Countdown>,
        is_read: bool,
        page: impl Fn(&Self) -> Page,
    ) -> Result<Event, PromptError> {
        let mut scrolled = 0;
        loop {
            self.draw(Page {
                scrolled,
                ..page(self)
            });
            let left = countdown.map(|countdown| countdown.left());
            if left.is_some_and(|left| left.is_zero()) {
                return Ok(Event::TimeUp);
            }
            let looked = clock::instant();
            let read = self.keys.next(left.unwrap_or(TICK).min(TICK));
            if self.signals.pending().is_some() {
                return Err(PromptError::Interrupted);
            }
            let key = match read {
                Ok(Read::Key(key)) => key,
                Ok(Read::Nothing) => {
                    self.look_again(looked);
                    continue;
                }
                Ok(Read::End) if self.signals.pending_soon().is_none() => return Ok(Event::End),
                Err(error) if self.signals.pending_soon().is_none() => return Err(error.into()),
                Ok(Read::End) | Err(_) => return Err(PromptError::Interrupted),
            };
            match key {
                Key::Char('\u{3}') | Key::CtrlC => return Err(interrupted_by(SIGINT)),
                #[cfg(unix)]
                Key::Char('\u{1c}') => {
                    return Err(interrupted_by(signal_hook::consts::signal::SIGQUIT));
                }
                Key::Char('\u{1a}') => screen::stop(),
                key => {
                    let by = match key {
                        Key::ArrowUp if is_read => -1,
                        Key::ArrowDown if is_read => 1,
                        Key::PageUp => -self.most_rows(),
                        Key::PageDown => self.most_rows(),
                        _ => 0,
                    };
                    if by != 0 && self.page.can_scroll(self.size().0, by) {
                        scrolled += by;
                        continue;
                    }
                    return Ok(Event::Key(key));
                }
            }
        }
    }

    /// Most of a window.
    fn most_rows(&self) -> isize {
        isize::try_from(self.size().0.saturating_sub(2).max(1)).unwrap_or(1)
    }

    /// After a stop the screen and its modes may be anybody's.
    fn look_again(&mut self, looked: Instant) {
        if clock::since(looked) > STOPPED {
            screen::take_again();
            self.drawn = Default::default();
        }
    }

    /// What was said last, for the foot of a page.
    fn said(&self) -> String {
        let mut said = self.notices.clone();
        said.extend(Some(self.note.clone()).filter(|note| !note.is_empty()));
        said.join("\n")
    }

    fn keys(&self, enter: &str, others: &[&str]) -> Vec<String> {
        let enter = format!("Enter {} {enter}", self.style.sign("▸"));
        let others = others.iter().map(|key| (*key).to_owned());
        std::iter::once(enter).chain(others).collect()
    }

    /// The help page, until a key is pressed or the time is up.
    fn help(&mut self, card: &Card<'_>) -> Result<(), PromptError> {
        let (title, text) = (self.style.strong("Help"), help(card, true, self.style));
        let keys = self.keys("back", &[]);
        self.wait(card.countdown, true, |terminal| {
            question::sheet(&title, &text, &keys, terminal.look())
        })?;
        Ok(())
    }

    /// Lets dialoguer ask; again, if the window was too small for that and has changed.
    fn ask<T>(&mut self, ask: impl Fn(&mut Self) -> Asked<T>) -> Result<T, PromptError> {
        loop {
            if self.signals.pending().is_some() {
                return Err(PromptError::Interrupted);
            }
            let size = self.size();
            let asked = ask(self);
            self.drawn = Default::default();
            match asked {
                Asked::Answer(answer) => return Ok(answer),
                Asked::Failed(error) => return Err(self.failed(error)),
                Asked::TooSmall => {
                    while self.size() == size {
                        self.tick()?;
                    }
                }
            }
        }
    }

    /// Draws a page and puts the cursor below it, for a prompt of one or two rows.
    fn draw_above(&mut self, page: &Page) {
        const PROMPT: usize = 2;
        let (rows, columns) = self.size();
        let room = rows.saturating_sub(PROMPT).max(1);
        let below = page.height(room).min(rows - 1) + 1;
        let bytes = page.paint((room, columns));
        screen::draw(&format!("{bytes}\x1b[{below};1H\x1b[?25h"));
    }

    /// Waits for a moment, in which keys mean nothing.
    fn tick(&mut self) -> Result<(), PromptError> {
        let read = self.keys.next(TICK);
        if self.signals.pending().is_some() {
            return Err(PromptError::Interrupted);
        }
        match read? {
            Read::Key(Key::Char('\u{3}')) => Err(interrupted_by(SIGINT)),
            Read::End => Err(self.failed(std::io::ErrorKind::UnexpectedEof.into())),
            Read::Key(_) | Read::Nothing => Ok(()),
        }
    }

    /// Interrupted by a signal, or really failed.
    fn failed(&self, error: std::io::Error) -> PromptError {
        if error.kind() == std::io::ErrorKind::Interrupted || self.signals.pending_soon().is_some()
        {
            return PromptError::Interrupted;
        }
        PromptError::Io(error)
    }

    fn head(&self, title: &str) -> Page {
        question::head(&self.style.strong(title), &self.said(), &[], self.look())
    }

    /// The head of a page that asks for a text; a long prompt is part of it.
    fn ask_head(&self, ask: &Ask<'_>) -> Page {
        let mut page = self.head(ask.title);
        if prompt_beside(ask, self.size().1).is_empty() {
            page.body.extend(wrap(ask.prompt, self.look().width));
        }
        page
    }

    /// A note for a flag, perhaps an empty one; `None` if it was not meant.
    fn note(&mut self) -> Result<Option<String>, PromptError> {
        self.text(&Ask {
            title: "Flag this question",
            prompt: NOTE,
            suggested: "",
            check: &|_| Ok(()),
        })
    }
}

impl Prompter for Terminal {
    fn style(&self) -> Style {
        self.style
    }

    fn has_pages(&self) -> bool {
        true
    }

    fn say(&mut self, text: &str) {
        let text = text.trim_matches('\n');
        if self.is_closed {
            screen::print(&textwrap::fill(text, self.look().width));
        } else {
            self.notices.push(text.to_owned());
        }
    }

    fn close(&mut self) {
        screen::give_back();
        self.is_closed = true;
        for notice in std::mem::take(&mut self.notices) {
            self.say(&notice);
        }
    }

    fn show(&mut self, card: &Card<'_>) {
        self.selection = Selection::default();
        self.note.clear();
        let page = question::open(card, &self.selection, &self.said(), self.look());
        self.draw(page);
        // Keys that were meant for what was shown before must not answer this.
        self.keys.forget();
    }

    fn update(&mut self, card: &Card<'_>, note: &str) {
        note.clone_into(&mut self.note);
        let page = question::open(card, &self.selection, &self.said(), self.look());
        self.draw(page);
    }

    fn input(&mut self, card: &Card<'_>) -> Result<Input, PromptError> {
        loop {
            let event = self.wait(card.countdown, false, |terminal| {
                let (selection, said) = (&terminal.selection, terminal.said());
                question::open(card, selection, &said, terminal.look())
            })?;
            let key = match event {
                Event::Key(key) => key,
                Event::TimeUp => return Ok(Input::TimeUp(self.selection.reply(card))),
                Event::End => return Ok(Input::End),
            };
            self.note.clear();
            match self.selection.press(&key, card) {
                Act::Stay => {}
                Act::Unknown => {
                    "Unknown command. Try :h, :s, :f or :q.".clone_into(&mut self.note);
                }
                Act::Do(Input::Help) => self.help(card)?,
                Act::Do(Input::Flag {
                    note: None,
                    previous,
                }) => {
                    if let Some(note) = self.note()? {
                        let note = Some(note).filter(|note| !note.is_empty());
                        return Ok(Input::Flag { previous, note });
                    }
                }
                Act::Do(input) => {
                    self.notices.clear();
                    return Ok(input);
                }
            }
        }
    }

    fn verdict(
        &mut self,
        card: &Card<'_>,
        verdict: &Verdict<'_>,
        note: Option<&str>,
    ) -> Result<After, PromptError> {
        note.unwrap_or_default().clone_into(&mut self.note);
        let still = Card {
            countdown: None,
            ..*card
        };
        let page = |terminal: &Self| {
            let (selection, said) = (&terminal.selection, terminal.said());
            question::judged(&still, selection, verdict, &said, terminal.look())
        };
        if note.is_none() {
            // A key that was tapped twice must not go on.
            self.draw(page(self));
            self.keys.forget();
        }
        loop {
            let event = self.wait(None, true, page);
            match event? {
                Event::End => return Ok(After::End),
                Event::TimeUp => {}
                Event::Key(key) => match key {
                    Key::Enter | Key::Char(' ') => {
                        self.notices.clear();
                        return Ok(After::Next);
                    }
                    Key::Char('r' | 'R') if verdict.disputable => return Ok(After::WasRight),
                    Key::Char('f' | 'F' | '!') => {
                        if let Some(note) = self.note()? {
                            let note = Some(note).filter(|note| !note.is_empty());
                            return Ok(After::Flag { note });
                        }
                    }
                    Key::Char('?') => self.help(&still)?,
                    Key::Escape | Key::Char('q' | 'Q') => return Ok(After::Stop),
                    Key::Char('\u{4}') => return Ok(After::End),
                    _ => {}
                },
            }
        }
    }

    fn read(&mut self, sheet: &Sheet<'_>) -> Result<bool, PromptError> {
        self.keys.forget();
        let keys = self.keys(sheet.next, &["q quit"]);
        let title = self.style.strong(sheet.title);
        let said = std::mem::take(&mut self.notices).join("\n");
        let text = match said.as_str() {
            "" => sheet.text.to_owned(),
            said => format!("{}\n\n{INDENT}{said}", sheet.text.trim_end()),
        };
        loop {
            let event = self.wait(None, true, |terminal| {
                question::sheet(&title, &text, &keys, terminal.look())
            })?;
            match event {
                Event::Key(Key::Enter | Key::Char(' ')) => return Ok(true),
                Event::Key(Key::Escape | Key::Char('q' | 'Q' | '\u{4}')) | Event::End => {
                    return Ok(false);
                }
                _ => {}
            }
        }
    }

    fn text(&mut self, ask: &Ask<'_>) -> Result<Option<String>, PromptError> {
        // dialoguer's Input knows no Escape: it is looked for before the first key.
        self.keys.forget();
        let keys = self.keys("done", &["Esc back"]);
        let event = self.wait(None, false, |terminal| {
            let look = terminal.look();
            let mut page = terminal.ask_head(ask);
            page.keys = question::sheet("", "", &keys, look).keys;
            let prompt = prompt_beside(ask, terminal.size().1);
            let row = input_prompt(prompt, ask.suggested, terminal.style);
            page.cursor = Some((page.body.len(), textwrap::core::display_width(&row)));
            page.body.push(row);
            page
        })?;
        let mut key = match event {
            Event::Key(Key::Escape | Key::Char('\u{4}')) | Event::End => return Ok(None),
            Event::Key(key) => Some(key),
            Event::TimeUp => None,
        };
        let mut begun = String::new();
        while let Some(pressed) = key {
            match pressed {
                Key::Char(c) if !c.is_control() => begun.push(c),
                Key::Backspace => drop(begun.pop()),
                Key::Enter => {
                    let text = Some(begun.trim()).filter(|text| !text.is_empty());
                    let text = text.unwrap_or(ask.suggested);
                    if (ask.check)(text).is_ok() {
                        return Ok(Some(text.to_owned()));
                    }
                }
                _ => {}
            }
            // What came along with the first key.
            key = self.keys.read_already();
        }
        let text = self.ask(|terminal| {
            terminal.draw_above(&terminal.ask_head(ask));
            let prompt = prompt_beside(ask, terminal.size().1);
            ask::text(ask, prompt, &begun, terminal.style)
        })?;
        self.notices.clear();
        Ok(Some(text.trim().to_owned()))
    }

    fn confirm_stop(&mut self) -> Result<bool, PromptError> {
        self.keys.forget();
        let mut page = Page {
            keys: Vec::new(),
            cursor: None,
            ..self.page.clone()
        };
        page.body.push(String::new());
        self.ask(|terminal| {
            terminal.draw_above(&page);
            ask::confirm(QUIT, terminal.style)
        })
    }

    fn choose(&mut self, menu: &Menu<'_>) -> Result<Option<usize>, PromptError> {
        self.keys.forget();
        let back = if menu.searched { "Esc" } else { "q" };
        let keys = self.keys("choose", &[&format!("{back} {}", menu.back)]);
        let (title, said) = (self.style.strong(menu.title), self.said());
        let style = self.style;
        // The search has a row of its own.
        let rows = menu.items.len() + usize::from(menu.searched);
        let chosen = self.ask(|terminal| {
            let (title, said, keys) = (title.clone(), said.clone(), keys.clone());
            let around: Around = Box::new(move |(height, columns)| {
                let width = page_width(columns);
                let head = question::head(&title, &said, &keys, Look { style, width });
                head.with_items(rows, height)
            });
            let (height, columns) = terminal.size();
            let room = around((height, columns)).focused(height).len();
            ask::choose(menu, around, (room, columns), style)
        })?;
        self.notices.clear();
        Ok(chosen)
    }
}

/// A key asks for a signal.
fn interrupted_by(signal: i32) -> PromptError {
    signals::raise(signal);
    PromptError::Interrupted
}

/// The prompt, if it leaves room to type beside it.
fn prompt_beside<'a>(ask: &Ask<'a>, columns: usize) -> &'a str {
    let is_long = (ask.prompt.width() + ask.suggested.width()) * 2 > columns;
    if is_long { "" } else { ask.prompt }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.close();
    }
}
