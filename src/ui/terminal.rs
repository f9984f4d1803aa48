//! A real terminal: one page at a time, keys, and dialoguer's prompts.

use dialoguer::console::{Key, Term};
use unicode_width::UnicodeWidthStr as _;

use super::area::Around;
use super::ask::{self, input_prompt};
use super::card::{Card, Verdict};
use super::edit::Edit;
use super::help::help;
use super::layout::{INDENT, Look, page_width, wrap};
use super::page::Page;
use super::pages::Pages;
use super::prompter::{After, Ask, Input, Menu, PromptError, Prompter, Sheet};
use super::selection::Selection;
use super::signals::Signals;
use super::style::Style;
use super::{question, screen};
use crate::quiz::Form;

const NOTE: &str = "What's wrong with it? (Enter for no note)";
const QUIT: &str = "Quit? Your game will be saved.";
/// The short form, if the long one would take two rows.
const QUIT_NARROW: &str = "Quit and save?";

pub struct Terminal {
    pages: Pages,
    /// What the player has entered for the current question.
    selection: Selection,
    /// Notices since the last page.
    notices: Vec<String>,
    is_closed: bool,
}

impl Terminal {
    pub fn new(style: Style, signals: Signals) -> Self {
        Self {
            pages: Pages::new(style, signals),
            selection: Selection::default(),
            notices: Vec::new(),
            is_closed: false,
        }
    }

    /// Whether a terminal of this kind and size can show pages.
    pub fn is_usable(term: Option<&str>) -> bool {
        let (rows, columns) = Term::stderr().size_checked().unwrap_or((24, 80));
        term.is_some_and(|term| !term.is_empty() && term != "dumb") && rows >= 6 && columns >= 20
    }

    /// The notices and the note, for the foot of a page.
    fn said(&self) -> String {
        let mut said = self.notices.clone();
        said.extend(Some(self.selection.note.clone()).filter(|note| !note.is_empty()));
        said.join("\n")
    }

    fn keys(&self, enter: &str, others: &[&str]) -> Vec<String> {
        let enter = format!("Enter {} {enter}", self.style().sign("▸"));
        let others = others.iter().map(|key| (*key).to_owned());
        std::iter::once(enter).chain(others).collect()
    }

    /// Shows the help page until a key is pressed or time is up.
    fn help(&mut self, card: &Card<'_>) -> Result<(), PromptError> {
        let style = self.style();
        let (title, text) = (style.strong("Help"), help(card, true, style));
        let keys = self.keys("back", &[]);
        self.pages.wait(card.countdown, true, |look| {
            question::sheet(&title, &text, &keys, look)
        })?;
        Ok(())
    }

    /// Asks for a note for a flag, which may be empty; `None` if the player goes back.
    fn note(&mut self) -> Result<Option<String>, PromptError> {
        self.text(&Ask {
            title: "Flag this question",
            prompt: NOTE,
            suggested: "",
            check: &|_| Ok(()),
        })
    }
}

/// The head of a page that asks for a text. Includes the prompt if there is too little room to
/// type beside it.
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

    fn copy(&mut self, text: &str) {
        screen::copy(text);
        self.say("Copied, if your terminal allows it.");
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
        let page = question::open(card, &self.selection, &self.said(), self.pages.look());
        self.pages.draw(page);
        // Keys meant for the previous page must not answer this question.
        self.pages.keys.forget();
    }

    fn update(&mut self, _: &Card<'_>, note: &str) {
        note.clone_into(&mut self.selection.note);
    }

    fn input(&mut self, card: &Card<'_>) -> Result<Input, PromptError> {
        loop {
            let said = self.said();
            let key = self.pages.wait(card.countdown, false, |look| {
                question::open(card, &self.selection, &said, look)
            })?;
            let Some(key) = key else {
                return Ok(Input::TimeUp(self.selection.reply(card)));
            };
            let is_typed = card.form() == Form::Type;
            if is_typed && key == Key::Char('\u{4}') && self.selection.line.text().is_empty() {
                return Err(PromptError::Interrupted);
            }
            match self.selection.press(&key, card) {
                None => {}
                Some(Input::Help) => self.help(card)?,
                Some(Input::Flag { note, previous }) if note.is_empty() => {
                    if let Some(note) = self.note()? {
                        return Ok(Input::Flag { previous, note });
                    }
                }
                Some(input) => {
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
        note.unwrap_or_default()
            .clone_into(&mut self.selection.note);
        let said = self.said();
        if note.is_none() {
            // A double tap must not skip the verdict.
            let page = question::judged(card, &self.selection, verdict, &said, self.pages.look());
            self.pages.draw(page);
            self.pages.keys.forget();
        }
        loop {
            let key = self.pages.wait(None, true, |look| {
                question::judged(card, &self.selection, verdict, &said, look)
            })?;
            match key {
                Some(Key::Enter | Key::Char(' ')) => {
                    self.notices.clear();
                    return Ok(After::Next);
                }
                Some(Key::Char('r' | 'R')) if card.disputable => return Ok(After::WasRight),
                Some(Key::Char('f' | 'F' | '!')) => {
                    if let Some(note) = self.note()? {
                        return Ok(After::Flag { note });
                    }
                }
                Some(Key::Char('?')) => self.help(card)?,
                Some(Key::Char('\u{4}')) if !card.is_last() => {
                    return Err(PromptError::Interrupted);
                }
                Some(Key::Escape | Key::Char('q' | 'Q' | '\u{4}')) => return Ok(After::Stop),
                _ => {}
            }
        }
    }

    fn read(&mut self, sheets: &[Sheet<'_>], at: usize) -> Result<Option<usize>, PromptError> {
        self.pages.keys.forget();
        let said = std::mem::take(&mut self.notices).join("\n");
        let arrows = ["←", "→"].map(|arrow| self.style().sign(arrow)).join(" ");
        let mut at = at;
        while let Some(sheet) = sheets.get(at) {
            let turn = format!("{arrows} page {} of {}", at + 1, sheets.len());
            let turn = Some(turn.as_str()).filter(|_| sheets.len() > 1);
            let others: Vec<&str> = turn.into_iter().chain(["q quit"]).collect();
            let keys = self.keys(sheet.next, &others);
            let title = self.style().strong(sheet.title);
            let key = self.pages.wait(None, true, |look| {
                let text = (sheet.text)(look.width.saturating_sub(INDENT.len()));
                let text = format!("{}\n\n{said}", text.trim_end());
                question::sheet(&title, &text, &keys, look)
            })?;
            match key {
                Some(Key::Enter | Key::Char(' ')) => return Ok(Some(at)),
                Some(Key::Escape | Key::Char('q' | 'Q' | '\u{4}')) => break,
                Some(Key::ArrowLeft) => at = at.saturating_sub(1),
                Some(Key::ArrowRight) => at = (at + 1).min(sheets.len() - 1),
                _ => {}
            }
        }
        Ok(None)
    }

    fn text(&mut self, ask: &Ask<'_>) -> Result<Option<String>, PromptError> {
        // dialoguer's Input has no Escape, so check for it as the first key.
        self.pages.keys.forget();
        let keys = self.keys("done", &["Esc back"]);
        let said = self.said();
        let mut key = self.pages.wait(None, false, |look| {
            let mut page = ask_head(ask, &said, look);
            page.keys = question::key_rows(&keys, look);
            let row = input_prompt(prompt_beside(ask, look), ask.suggested, look.style);
            page.cursor = Some((page.body.len(), row.len()));
            page.body.push(row);
            page
        })?;
        if let Some(Key::Escape | Key::Char('\u{4}')) = key {
            return Ok(None);
        }
        let mut begun = Edit::default();
        while let Some(pressed) = key {
            let text = begun.text();
            let text = Some(text.trim()).filter(|text| !text.is_empty());
            let text = text.unwrap_or(ask.suggested);
            if pressed == Key::Enter && (ask.check)(text).is_ok() {
                return Ok(Some(text.to_owned()));
            }
            begun.press(&pressed);
            // Keys that arrived with the first one.
            key = self.pages.keys.read_already();
        }
        let text = self.pages.ask(|pages| {
            let look = pages.look();
            pages.draw_above(&ask_head(ask, &said, look));
            ask::text(ask, prompt_beside(ask, look), &begun.text(), look.style)
        })?;
        self.notices.clear();
        Ok(Some(text.trim().to_owned()))
    }

    fn confirm_stop(&mut self) -> Result<bool, PromptError> {
        self.pages.keys.forget();
        let mut page = Page {
            keys: Vec::new(),
            cursor: None,
            ..self.pages.last.clone()
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
        // The search field takes a row.
        let rows = menu.items.len() + usize::from(menu.searched);
        let chosen = self.pages.ask(|pages| {
            let (title, said, keys) = (title.clone(), said.clone(), keys.clone());
            let above = menu.above.clone();
            let around: Around = Box::new(move |(height, columns)| {
                let width = page_width(columns);
                let look = Look { style, width };
                let mut head = question::head(&title, &said, &keys, look);
                if let Some(above) = &above {
                    let taken = head.strip.len() + head.body.len() + head.keys.len() + rows + 3;
                    let text = above(look, height.saturating_sub(taken));
                    head.body.extend(question::sheet("", &text, &[], look).body);
                    head.body.push(String::new());
                }
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
