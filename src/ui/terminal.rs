//! A real terminal: one page at a time, keys, and dialoguer's prompts.

use dialoguer::console::{Key, Term};
use unicode_width::UnicodeWidthStr as _;

use super::area::Around;
use super::ask::{self, input_prompt};
use super::card::{Card, Verdict};
use super::help::help;
use super::layout::{Look, page_width, wrap};
use super::page::Page;
use super::pages::{Event, Pages};
use super::prompter::{After, Ask, Input, Menu, PromptError, Prompter, Sheet};
use super::selection::{Act, Selection};
use super::signals::Signals;
use super::style::Style;
use super::{question, screen};

const NOTE: &str = "What's wrong with it? (Enter for no note)";
const QUIT: &str = "Quit? Your game will be saved.";
/// The same in a window in which that would take two rows.
const QUIT_NARROW: &str = "Quit and save?";

pub struct Terminal {
    pages: Pages,
    /// What the player has done about the current question.
    selection: Selection,
    /// What happened last on the current page.
    note: String,
    /// What was said since the last page.
    notices: Vec<String>,
    is_closed: bool,
}

impl Terminal {
    pub fn new(style: Style, signals: Signals) -> Self {
        Self {
            pages: Pages::new(style, signals),
            selection: Selection::default(),
            note: String::new(),
            notices: Vec::new(),
            is_closed: false,
        }
    }

    /// Whether a terminal of this kind and size can show pages.
    pub fn is_usable(term: Option<&str>) -> bool {
        let (rows, columns) = Term::stderr().size_checked().unwrap_or((24, 80));
        term.is_some_and(|term| !term.is_empty() && term != "dumb") && rows >= 6 && columns >= 20
    }

    /// What was said last, for the foot of a page.
    fn said(&self) -> String {
        let mut said = self.notices.clone();
        said.extend(Some(self.note.clone()).filter(|note| !note.is_empty()));
        said.join("\n")
    }

    fn keys(&self, enter: &str, others: &[&str]) -> Vec<String> {
        let enter = format!("Enter {} {enter}", self.style().sign("▸"));
        let others = others.iter().map(|key| (*key).to_owned());
        std::iter::once(enter).chain(others).collect()
    }

    /// The question as it is now.
    fn draw_open(&mut self, card: &Card<'_>) {
        let page = question::open(card, &self.selection, &self.said(), self.pages.look());
        self.pages.draw(page);
    }

    /// The help page, until a key is pressed or the time is up.
    fn help(&mut self, card: &Card<'_>) -> Result<(), PromptError> {
        let style = self.style();
        let (title, text) = (style.strong("Help"), help(card, true, style));
        let keys = self.keys("back", &[]);
        self.pages.wait(card.countdown, true, |look| {
            question::sheet(&title, &text, &keys, look)
        })?;
        Ok(())
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

/// The head of a page that asks for a text; a prompt that would leave no room to
/// type beside it is part of it.
fn ask_head(ask: &Ask<'_>, said: &str, look: Look) -> Page {
    let mut page = question::head(&look.style.strong(ask.title), said, &[], look);
    if prompt_beside(ask, look).is_empty() {
        page.body.extend(wrap(ask.prompt, look.width));
    }
    page
}

fn prompt_beside<'a>(ask: &Ask<'a>, look: Look) -> &'a str {
    let is_long = (ask.prompt.width() + ask.suggested.width()) * 2 > look.width;
    if is_long { "" } else { ask.prompt }
}

impl Prompter for Terminal {
    fn style(&self) -> Style {
        self.pages.style
    }

    fn has_pages(&self) -> bool {
        true
    }

    fn say(&mut self, text: &str) {
        let text = text.trim_matches('\n');
        if self.is_closed {
            screen::print(&textwrap::fill(text, self.pages.look().width));
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
        self.draw_open(card);
        // Keys that were meant for what was shown before must not answer this.
        self.pages.keys.forget();
    }

    fn update(&mut self, card: &Card<'_>, note: &str) {
        note.clone_into(&mut self.note);
        self.draw_open(card);
    }

    fn input(&mut self, card: &Card<'_>) -> Result<Input, PromptError> {
        loop {
            let said = self.said();
            let event = self.pages.wait(card.countdown, false, |look| {
                question::open(card, &self.selection, &said, look)
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
        if note.is_none() {
            // A key that was tapped twice must not go on.
            let said = self.said();
            let page = question::judged(&still, &self.selection, verdict, &said, self.pages.look());
            self.pages.draw(page);
            self.pages.keys.forget();
        }
        loop {
            let said = self.said();
            let event = self.pages.wait(None, true, |look| {
                question::judged(&still, &self.selection, verdict, &said, look)
            });
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
        self.pages.keys.forget();
        let keys = self.keys(sheet.next, &["q quit"]);
        let title = self.style().strong(sheet.title);
        let said = std::mem::take(&mut self.notices).join("\n");
        let text = match said.as_str() {
            "" => sheet.text.to_owned(),
            said => format!("{}\n\n{said}", sheet.text.trim_end()),
        };
        loop {
            let event = self.pages.wait(None, true, |look| {
                question::sheet(&title, &text, &keys, look)
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
        self.pages.keys.forget();
        let keys = self.keys("done", &["Esc back"]);
        let said = self.said();
        let event = self.pages.wait(None, false, |look| {
            let mut page = ask_head(ask, &said, look);
            page.keys = question::sheet("", "", &keys, look).keys;
            let row = input_prompt(prompt_beside(ask, look), ask.suggested, look.style);
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
            key = self.pages.keys.read_already();
        }
        let text = self.pages.ask(|pages| {
            let look = pages.look();
            pages.draw_above(&ask_head(ask, &said, look));
            ask::text(ask, prompt_beside(ask, look), &begun, look.style)
        })?;
        self.notices.clear();
        Ok(Some(text.trim().to_owned()))
    }

    fn confirm_stop(&mut self) -> Result<bool, PromptError> {
        self.pages.keys.forget();
        let mut page = Page {
            keys: Vec::new(),
            cursor: None,
            ..self.pages.last()
        };
        page.body.push(String::new());
        self.pages.ask(|pages| {
            pages.draw_above(&page);
            let is_narrow = pages.look().width < QUIT.len() + "  (y/n) › yes".len();
            ask::confirm(if is_narrow { QUIT_NARROW } else { QUIT }, pages.style)
        })
    }

    fn choose(&mut self, menu: &Menu<'_>) -> Result<Option<usize>, PromptError> {
        self.pages.keys.forget();
        let style = self.style();
        let back = if menu.searched { "Esc" } else { "q" };
        let keys = self.keys("choose", &[&format!("{back} {}", menu.back)]);
        let (title, said) = (style.strong(menu.title), self.said());
        // The search has a row of its own.
        let rows = menu.items.len() + usize::from(menu.searched);
        let chosen = self.pages.ask(|pages| {
            let (title, said, keys) = (title.clone(), said.clone(), keys.clone());
            let around: Around = Box::new(move |(height, columns)| {
                let width = page_width(columns);
                let head = question::head(&title, &said, &keys, Look { style, width });
                head.with_items(rows, height)
            });
            let (height, columns) = pages.size();
            let room = around((height, columns)).focused(height).len();
            ask::choose(menu, around, (room, columns), style)
        })?;
        self.notices.clear();
        Ok(chosen)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.close();
    }
}
