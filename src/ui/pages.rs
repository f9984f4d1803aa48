//! Pages on a terminal: drawn whole whenever they change, while a key is waited for.

use std::io::{self, ErrorKind};
use std::time::Duration;

use dialoguer::console::{Key, Term};
use signal_hook::consts::signal::SIGINT;
use signal_hook::low_level;

use super::ask::Asked;
use super::countdown::Countdown;
use super::keys::Keys;
use super::layout::{Look, page_width};
use super::page::{Page, Size};
use super::prompter::PromptError;
use super::screen;
use super::signals::Signals;
use super::style::Style;
use crate::clock;

/// How often a page looks at the window's size and the clock.
const TICK: Duration = Duration::from_millis(200);
/// After a longer time between two looks the program was stopped.
const STOPPED: Duration = Duration::from_secs(1);

pub struct Pages {
    pub style: Style,
    pub keys: Keys,
    term: Term,
    signals: Signals,
    is_watching: bool,
    /// The page that was drawn last.
    pub last: Page,
    /// The bytes that drew it, and for which window; empty if they no longer hold.
    drawn: (String, Size),
}

impl Pages {
    pub fn new(style: Style, signals: Signals) -> Self {
        Self {
            style,
            keys: Keys::default(),
            term: Term::stderr(),
            signals,
            is_watching: false,
            last: Page::default(),
            drawn: Default::default(),
        }
    }

    pub fn size(&self) -> Size {
        let (rows, columns) = self.term.size();
        (rows.into(), columns.into())
    }

    pub fn look(&self) -> Look {
        Look {
            style: self.style,
            width: page_width(self.size().1),
        }
    }

    /// Draws the page if it is not what the window shows already.
    pub fn draw(&mut self, page: Page) {
        let size = self.size();
        let bytes = page.paint(size);
        if (&bytes, size) != (&self.drawn.0, self.drawn.1) || !screen::is_taken() {
            self.write(&bytes);
            self.drawn = (bytes, size);
        }
        self.last = page;
    }

    /// Draws a page and puts the cursor below it, for a prompt of one or two rows.
    pub fn draw_above(&mut self, page: &Page) {
        const PROMPT: usize = 2;
        let (rows, columns) = self.size();
        let room = rows.saturating_sub(PROMPT).max(1);
        let below = page.height(room).min(rows - 1) + 1;
        let bytes = page.paint((room, columns));
        self.write(&format!("{bytes}\x1b[{below};1H\x1b[?25h"));
    }

    /// Until there is a page, a signal ends the program at once.
    fn write(&mut self, bytes: &str) {
        let is_first = !std::mem::replace(&mut self.is_watching, true);
        if is_first {
            self.signals.watch();
        }
        screen::draw(bytes);
        if is_first {
            self.signals.guard();
        }
    }

    /// Waits for a key on a page that is drawn again whenever it changes; `None` if the
    /// time is up. Arrows scroll a page that is only read.
    ///
    /// # Errors
    /// If a signal ends the program, or nothing can be read any more.
    pub fn wait(
        &mut self,
        countdown: Option<Countdown>,
        is_read: bool,
        page: impl Fn(Look) -> Page,
    ) -> Result<Option<Key>, PromptError> {
        let mut scrolled = 0;
        loop {
            // What comes all at once, such as a paste, is drawn once.
            if !self.keys.has_more() {
                self.draw(Page {
                    scrolled,
                    ..page(self.look())
                });
            }
            let left = countdown.map(|countdown| countdown.left());
            if left.is_some_and(|left| left.is_zero()) {
                return Ok(None);
            }
            let Some(key) = self.next(left.unwrap_or(TICK).min(TICK))? else {
                continue;
            };
            let by = match key {
                Key::ArrowUp if is_read => -1,
                Key::ArrowDown if is_read => 1,
                Key::PageUp => -self.most_rows(),
                Key::PageDown => self.most_rows(),
                _ => 0,
            };
            if by == 0 || !self.last.can_scroll(self.size().0, by) {
                return Ok(Some(key));
            }
            scrolled += by;
            self.last.scrolled = scrolled;
        }
    }

    /// Lets dialoguer ask; again, if the window was too small for that and has changed.
    ///
    /// # Errors
    /// As [`wait`](Self::wait).
    pub fn ask<T>(&mut self, ask: impl Fn(&mut Self) -> Asked<T>) -> Result<T, PromptError> {
        loop {
            if self.signals.pending().is_some() {
                return Err(PromptError::Interrupted);
            }
            let size = self.size();
            // dialoguer draws by itself, on the page's screen.
            self.write("");
            let asked = ask(self);
            self.drawn = Default::default();
            if let Some(answer) = asked.map_err(|error| self.failed(error))? {
                return Ok(answer);
            }
            while self.size() == size {
                self.next(TICK)?;
            }
        }
    }

    /// The next key, or `None` in the time given. Keys that send signals do so here.
    fn next(&mut self, limit: Duration) -> Result<Option<Key>, PromptError> {
        let looked = clock::instant();
        let read = self.keys.next(limit);
        if self.signals.pending().is_some() {
            return Err(PromptError::Interrupted);
        }
        let key = read.map_err(|error| self.failed(error))?;
        match key {
            Some(Key::Char('\u{3}')) => return Err(interrupted_by(SIGINT)),
            #[cfg(unix)]
            Some(Key::Char('\u{1c}')) => {
                return Err(interrupted_by(signal_hook::consts::signal::SIGQUIT));
            }
            Some(Key::Char('\u{1a}')) => {
                screen::stop();
                return Ok(None);
            }
            // After a stop the screen and its modes may be anybody's.
            None if clock::since(looked) > STOPPED => {
                screen::take_again();
                self.drawn = Default::default();
            }
            _ => {}
        }
        Ok(key)
    }

    /// Most of a window.
    fn most_rows(&self) -> isize {
        isize::try_from(self.size().0.saturating_sub(2).max(1)).unwrap_or(1)
    }

    /// Interrupted by a signal, or really failed.
    fn failed(&self, error: io::Error) -> PromptError {
        if self.signals.pending_soon().is_some() || error.kind() == ErrorKind::Interrupted {
            return PromptError::Interrupted;
        }
        PromptError::Io(error)
    }
}

/// A key asks for a signal; one that cannot be raised does nothing.
fn interrupted_by(signal: i32) -> PromptError {
    let _ = low_level::raise(signal);
    PromptError::Interrupted
}
