//! Plain lines: for pipes, scripts and screen readers.
//!
//! A block is printed on stderr, a line read from stdin; nothing moves the cursor.

use std::fmt::Write as _;
use std::io::{self, BufRead, Write};

use super::card::{Card, Verdict};
use super::help::{help, line_help};
use super::layout::Look;
use super::parse_line::{parse_line, place};
use super::prompter::{After, Ask, Input, Menu, PromptError, Prompter, Sheet};
use super::style::Style;
use super::verdict;
use crate::quiz::{Form, Reply};

/// This many lines that are not a valid answer skip the question.
const MOST_UNFIT: u32 = 3;
/// Lines of text are this long at most.
const COLUMNS: usize = 80;
/// The longest line read as an answer, in bytes; the rest is dropped.
const MAX_LINE: u64 = 64 * 1024;
/// The most of a line that is dropped, in bytes; a longer line comes from a device or
/// program that never ends it.
const MAX_DROPPED: usize = 16 << 20;

pub struct Lines<R, W> {
    input: R,
    output: W,
    style: Style,
}

impl<R: BufRead, W: Write> Lines<R, W> {
    pub fn new(input: R, output: W, style: Style) -> Self {
        Self {
            input,
            output,
            style,
        }
    }

    /// The next line, trimmed; `None` at the end of input, or if the line never ends.
    /// Bytes that are not UTF-8 become U+FFFD, which answers nothing.
    fn line(&mut self) -> Result<Option<String>, PromptError> {
        let mut bytes = Vec::new();
        let read = io::Read::take(&mut self.input, MAX_LINE).read_until(b'\n', &mut bytes)?;
        if read == 0 {
            return Ok(None);
        }
        if bytes.last() != Some(&b'\n') && !self.skip_rest_of_line()? {
            return Ok(None);
        }
        Ok(Some(String::from_utf8_lossy(&bytes).trim().to_owned()))
    }

    /// Whether the line ends.
    fn skip_rest_of_line(&mut self) -> Result<bool, PromptError> {
        let mut dropped = 0;
        while dropped < MAX_DROPPED {
            let buffer = self.input.fill_buf()?;
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let used = end.map_or(buffer.len(), |end| end + 1);
            self.input.consume(used);
            if end.is_some() || used == 0 {
                return Ok(true);
            }
            dropped += used;
        }
        Ok(false)
    }
}

impl<R: BufRead, W: Write> Prompter for Lines<R, W> {
    fn style(&self) -> Style {
        self.style
    }

    fn has_pages(&self) -> bool {
        false
    }

    fn say(&mut self, text: &str) {
        // A reader that has gone away must not stop the game.
        let _ = self.output.write_all(format!("{text}\n").as_bytes());
        let _ = self.output.flush();
    }

    fn copy(&mut self, text: &str) {
        self.say(text);
    }

    fn close(&mut self) {}

    fn show(&mut self, card: &Card<'_>) {
        // In turns the player comes first: whose line is next?
        let mut status = card.place();
        let at = usize::from(card.player.is_some());
        status.insert(at, format!("{}/{}", card.number(), card.total));
        status.push(card.points());
        let streak = Some(card.streak()).filter(|streak| *streak > 1);
        status.extend(streak.map(|streak| format!("{streak} in a row")));
        // Nothing moves here: the seconds stand for the clock.
        let limit = card.countdown.map(|countdown| countdown.clock.limit);
        status.extend(limit.map(|limit| format!("{} s", limit.as_secs())));
        let mut block = format!("\n{}\n\n{}\n", self.style.join(status), card.ask());
        for (n, choice) in card.choices().iter().enumerate() {
            let text = choice.as_deref().unwrap_or("(ruled out)");
            let text = text.replace('\n', "\n     ");
            let _ = write!(block, "\n  {}  {text}", n + 1);
        }
        if !card.choices().is_empty() {
            block.push('\n');
        }
        if let Some(hint) = card.hint() {
            let _ = writeln!(block, "\n{hint}");
        }
        block.push('\n');
        block.push_str(&line_help(card));
        self.say(&block);
    }

    fn update(&mut self, card: &Card<'_>, note: &str) {
        match note {
            "" => self.show(card),
            note => self.say(&format!("{note} {}", line_help(card))),
        }
    }

    fn input(&mut self, card: &Card<'_>) -> Result<Input, PromptError> {
        let (mut unfit, mut is_helped) = (0, false);
        while unfit < MOST_UNFIT {
            let Some(line) = self.line()? else {
                return Err(PromptError::Interrupted);
            };
            match parse_line(&line, card) {
                Some(Input::Help) if !is_helped => {
                    is_helped = true;
                    self.say(&format!("\n{}", help(card, false, self.style)));
                    self.show(card);
                }
                Some(Input::Help) | None => {
                    unfit += 1;
                    if unfit < MOST_UNFIT {
                        let what = match card.form() {
                            Form::Type if line.starts_with(':') => "Unknown command",
                            _ => "Not a valid answer",
                        };
                        self.say(&format!("{what}. {}", line_help(card)));
                    }
                }
                Some(input) => return Ok(input),
            }
        }
        self.say("Still not a valid answer, so this question is skipped.");
        Ok(Input::Reply(Reply::Skip))
    }

    fn verdict(
        &mut self,
        card: &Card<'_>,
        verdict: &Verdict<'_>,
        note: Option<&str>,
    ) -> Result<After, PromptError> {
        if let Some(note) = note {
            self.say(note);
            return Ok(After::Next);
        }
        let lines = verdict::lines(verdict, card.presented, self.style);
        self.say(&format!("\n{}", lines.join("\n")));
        // After any other question the next line may be `r`.
        if !(card.disputable && card.is_last()) {
            return Ok(After::Next);
        }
        self.say("[r count it as right, Enter to continue]");
        let line = self.line()?.unwrap_or_default().to_lowercase();
        Ok(match line.trim_start_matches(':') {
            "r" | "right" => After::WasRight,
            _ => After::Next,
        })
    }

    fn read(&mut self, sheets: &[Sheet<'_>], at: usize) -> Result<Option<usize>, PromptError> {
        for sheet in &sheets[at..] {
            let text = (sheet.text)(COLUMNS);
            self.say(&format!("\n{}\n\n{}", sheet.title, text.trim_end()));
        }
        Ok(sheets.len().checked_sub(1))
    }

    fn text(&mut self, ask: &Ask<'_>) -> Result<Option<String>, PromptError> {
        loop {
            self.say(&format!("[{}]", ask.prompt));
            let Some(line) = self.line()?.filter(|line| !line.is_empty()) else {
                return Ok(None);
            };
            match (ask.check)(&line) {
                Ok(()) => return Ok(Some(line)),
                Err(error) => self.say(&format!("Can't use that: {error}.")),
            }
        }
    }

    fn confirm_stop(&mut self) -> Result<bool, PromptError> {
        // Unlike a key, a line is never an accident.
        Ok(true)
    }

    fn choose(&mut self, menu: &Menu<'_>) -> Result<Option<usize>, PromptError> {
        let items = menu.items;
        let mut block = format!("\n{}\n", menu.title);
        if let Some(above) = &menu.above {
            let look = Look {
                style: self.style,
                width: COLUMNS,
            };
            let _ = write!(block, "\n{}\n", above(look, usize::MAX).trim_end());
        }
        for (n, item) in items.iter().enumerate() {
            let _ = write!(block, "\n  {}  {}", n + 1, item.replace('\t', ": "));
        }
        let help = format!("[1-{}, q quit]", items.len());
        self.say(&format!("{block}\n\n{help}"));
        loop {
            let line = self.line()?.map(|line| line.to_lowercase());
            let place = match line.as_deref() {
                None | Some("q" | "quit") => return Ok(None),
                Some(line) => place(line, items.len()),
            };
            if place.is_some() {
                return Ok(place);
            }
            self.say(&format!("Not on the list. {help}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_read_to_its_end() {
        let input = format!("{}\nnext\n", "x".repeat(200_000));
        let mut lines = Lines::new(input.as_bytes(), Vec::new(), Style::default());
        assert_eq!(lines.line().unwrap().unwrap().len(), 64 * 1024);
        assert_eq!(lines.line().unwrap().as_deref(), Some("next"));
        assert_eq!(lines.line().unwrap(), None);
    }

    #[test]
    fn a_line_without_end_is_the_end_of_input() {
        let mut lines = Lines::new(
            io::BufReader::new(io::repeat(0)),
            Vec::new(),
            Style::default(),
        );
        assert_eq!(lines.line().unwrap(), None);
    }

    #[test]
    fn line_ends_and_odd_bytes_do_no_harm() {
        let mut lines = Lines::new(&b"a\r\n\xff\0\nlast"[..], Vec::new(), Style::default());
        assert_eq!(lines.line().unwrap().as_deref(), Some("a"));
        assert_eq!(lines.line().unwrap().as_deref(), Some("\u{fffd}\0"));
        assert_eq!(lines.line().unwrap().as_deref(), Some("last"));
    }
}
