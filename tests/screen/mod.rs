//! The binary in a pseudo-terminal, seen as a player sees it.
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

use std::io::{Read, Write as _};
use std::num::NonZeroU16;
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Duration;
use std::{fs, thread};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

pub mod home;

/// Longer than any healthy wait, also on a busy machine.
const DEADLINE: Duration = Duration::from_secs(10);
/// How often is looked at what tells nobody when it changes.
const GLANCE: Duration = Duration::from_millis(1);
const SCROLLBACK: usize = 1000;
/// What the last row of a question ends with, and what stands there instead
/// where it is typed.
const QUIT: &str = "q quit";
const TYPE_HERE: &str = "Your answer";

/// A running program and what it has written.
pub struct Screen {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn std::io::Write + Send>,
    seen: Arc<Seen>,
}

struct Seen {
    inner: Mutex<Inner>,
    changed: Condvar,
}

struct Inner {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    is_over: bool,
    /// Whether nobody reads any more.
    is_closing: bool,
}

/// How a program ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Exit {
    Code(u32),
    Signal(String),
}

/// A key that is no letter, digit or sign.
pub enum Key {
    Up,
    Down,
    Left,
    Home,
    End,
    Del,
    Enter,
    Escape,
    Backspace,
    CtrlC,
    CtrlD,
    CtrlU,
    CtrlW,
    CtrlZ,
}

impl From<Key> for String {
    fn from(key: Key) -> Self {
        Self::from(match key {
            Key::Up => "\x1b[A",
            Key::Down => "\x1b[B",
            Key::Left => "\x1b[D",
            Key::Home => "\x1b[H",
            Key::End => "\x1b[F",
            Key::Del => "\x1b[3~",
            Key::Enter => "\r",
            Key::Escape => "\x1b",
            Key::Backspace => "\x7f",
            Key::CtrlC => "\x03",
            Key::CtrlD => "\x04",
            Key::CtrlU => "\x15",
            Key::CtrlW => "\x17",
            Key::CtrlZ => "\x1a",
        })
    }
}

impl Screen {
    /// Starts the command in a window of so many rows and columns.
    fn open((rows, columns): (u16, u16), command: CommandBuilder) -> Self {
        let pair = native_pty_system().openpty(size(rows, columns)).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        let seen = Arc::new(Seen {
            inner: Mutex::new(Inner {
                parser: vt100::Parser::new(nonzero(rows), nonzero(columns), SCROLLBACK),
                bytes: Vec::new(),
                is_over: false,
                is_closing: false,
            }),
            changed: Condvar::new(),
        });
        let reader = pair.master.try_clone_reader().unwrap();
        let sink = Arc::clone(&seen);
        thread::spawn(move || sink.read(reader));
        Self {
            writer: pair.master.take_writer().unwrap(),
            master: pair.master,
            child,
            seen,
        }
    }

    /// Presses a key once the program waits for one.
    #[track_caller]
    pub fn press(&mut self, key: impl Into<String>) -> &mut Self {
        self.wait_until_it_waits();
        self.send(&key.into())
    }

    /// Types a line for a program that reads lines.
    pub fn type_line(&mut self, line: &str) -> &mut Self {
        self.send(&format!("{line}\n"))
    }

    /// Presses a key where the game waits for whoever is next.
    #[track_caller]
    pub fn go_on(&mut self) -> &mut Self {
        self.wait_for_written("Any key goes on.").press(" ")
    }

    fn send(&mut self, text: &str) -> &mut Self {
        self.send_bytes(text.as_bytes())
    }

    /// Sends what need not be text.
    pub fn send_bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.writer.write_all(bytes).unwrap();
        self.writer.flush().unwrap();
        self
    }

    /// Waits until the text stands on the screen.
    #[track_caller]
    pub fn wait_for(&mut self, text: &str) -> &mut Self {
        let inner = self.wait(|inner| inner.screen().contains(text));
        let screen = inner.screen();
        drop(inner);
        assert!(screen.contains(text), "no {text:?} on\n{screen}");
        self
    }

    /// Waits until the text was written, scrolled away or not.
    #[track_caller]
    pub fn wait_for_written(&mut self, text: &str) -> &mut Self {
        drop(self.wait(|inner| inner.everything().contains(text)));
        let told = self.everything();
        assert!(told.contains(text), "no {text:?} in\n{told}");
        self
    }

    /// Waits until the text no longer stands on the screen.
    #[track_caller]
    pub fn wait_until_gone(&mut self, text: &str) -> &mut Self {
        let inner = self.wait(|inner| !inner.screen().contains(text));
        let screen = inner.screen();
        drop(inner);
        assert!(!screen.contains(text), "still {text:?} on\n{screen}");
        self
    }

    /// Until the program has the terminal in raw mode and sleeps: what is sent
    /// earlier is echoed by the terminal itself, and a signal may come too soon.
    #[track_caller]
    pub fn wait_until_it_waits(&mut self) -> &mut Self {
        for _ in 0..DEADLINE.as_millis() / GLANCE.as_millis() {
            if self.flags().is_some_and(|flags| !flags.contains("ICANON")) && self.sleeps() {
                return self;
            }
            thread::sleep(GLANCE);
        }
        panic!("it waits for no key:\n{}", self.screen());
    }

    /// The names of the local flags, which are the same on every system.
    pub fn flags(&self) -> Option<String> {
        let termios = self.master.get_termios()?;
        Some(format!("{:?}", termios.local_flags))
    }

    /// Whether the program sleeps, where that can be seen.
    fn sleeps(&self) -> bool {
        self.stat().is_none_or(|stat| stat.starts_with('S'))
    }

    /// What the system tells of the program, from its state on.
    fn stat(&self) -> Option<String> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.process())).ok()?;
        Some(stat.rsplit(") ").next()?.to_owned())
    }

    /// The processor time used so far, in ticks of a hundredth of a second, where
    /// that can be seen.
    pub fn ticks(&self) -> Option<u64> {
        let stat = self.stat()?;
        let mut fields = stat.split(' ').skip(11);
        let mut next = || fields.next()?.parse::<u64>().ok();
        Some(next()? + next()?)
    }

    /// Waits until the program is stopped, where that can be seen.
    #[track_caller]
    pub fn wait_until_stopped(&mut self) -> &mut Self {
        for _ in 0..DEADLINE.as_millis() / GLANCE.as_millis() {
            if self.stat().is_none_or(|stat| stat.starts_with('T')) {
                return self;
            }
            thread::sleep(GLANCE);
        }
        panic!("it does not stop:\n{}", self.screen());
    }

    /// Closes the window; how the program ended.
    pub fn close(mut self) -> Exit {
        self.wait_until_it_waits();
        self.seen.lock().is_closing = true;
        // The reader holds the window open until it has read once more.
        self.resize(30, 70);
        drop(self.wait(|inner| inner.is_over));
        // The library's writer sends Enter and Ctrl-D before it goes.
        self.writer = Box::new(std::io::sink());
        self.master = native_pty_system().openpty(size(1, 1)).unwrap().master;
        self.wait_exit()
    }

    /// The program's process number, also below a shell.
    fn process(&self) -> u32 {
        let told = self.everything();
        let number = told
            .lines()
            .find_map(|line| line.strip_prefix("process ")?.trim().parse().ok());
        number.or(self.child.process_id()).unwrap()
    }

    /// Sends the program a signal such as `TERM` once it waits for a key.
    #[track_caller]
    pub fn signal(&mut self, name: &str) -> &mut Self {
        self.wait_until_it_waits().signal_now(name)
    }

    /// Sends the program a signal, whatever it does.
    #[track_caller]
    pub fn signal_now(&mut self, name: &str) -> &mut Self {
        let command = format!("kill -{name} {}", self.process());
        let status = Command::new("sh").args(["-c", &command]).status();
        assert!(status.unwrap().success(), "{command}");
        self
    }

    pub fn resize(&mut self, rows: u16, columns: u16) -> &mut Self {
        let mut inner = self.seen.lock();
        inner.parser.set_size(nonzero(rows), nonzero(columns));
        self.master.resize(size(rows, columns)).unwrap();
        drop(inner);
        self
    }

    /// The rows that stand in the window.
    pub fn screen(&self) -> String {
        self.seen.lock().screen()
    }

    /// The rows that have scrolled away, and the window.
    pub fn everything(&self) -> String {
        self.seen.lock().everything()
    }

    /// Every byte that was written.
    pub fn bytes(&self) -> Vec<u8> {
        self.seen.lock().bytes.clone()
    }

    /// Waits until the last row that is not empty is this one, from 1.
    #[track_caller]
    pub fn wait_for_rows(&mut self, count: usize) -> &mut Self {
        let rows = |screen: &str| screen.trim_end().lines().count();
        drop(self.wait(|inner| rows(&inner.screen()) == count));
        let screen = self.screen();
        assert_eq!(rows(&screen), count, "{screen}");
        self
    }

    /// Waits until a prompt of the library waits for a key: only that takes the
    /// keys that send signals.
    #[track_caller]
    pub fn wait_until_raw(&mut self) -> &mut Self {
        for _ in 0..DEADLINE.as_millis() / GLANCE.as_millis() {
            if self.flags().is_some_and(|flags| !flags.contains("ISIG")) && self.sleeps() {
                return self;
            }
            thread::sleep(GLANCE);
        }
        panic!("no prompt of the library:\n{}", self.screen());
    }

    /// Waits until so many bytes were written.
    #[track_caller]
    pub fn wait_for_bytes(&mut self, count: usize) -> &mut Self {
        drop(self.wait(|inner| inner.bytes.len() >= count));
        assert!(
            self.bytes().len() >= count,
            "nothing more on\n{}",
            self.screen()
        );
        self
    }

    pub fn cursor_is_visible(&self) -> bool {
        !self.seen.lock().parser.screen().hide_cursor()
    }

    /// Waits until the text stands so often, scrolled away or not.
    #[track_caller]
    pub fn wait_for_count(&mut self, text: &str, count: usize) -> &mut Self {
        drop(self.wait(|inner| inner.everything().matches(text).count() >= count));
        assert_eq!(
            self.count(text),
            count,
            "{text:?} in\n{}",
            self.everything()
        );
        self
    }

    /// How often the text was written and still stands, scrolled away or not.
    pub fn count(&self, text: &str) -> usize {
        self.everything().matches(text).count()
    }

    /// Waits until a question stands under this number, such as `2/3`, to its
    /// last row.
    #[track_caller]
    pub fn wait_for_question(&mut self, number: &str) -> &mut Self {
        let header = format!("  {number} · ");
        let stands = |told: &str| {
            let asked = told.rfind(&header).map(|at| one_row(&told[at..]));
            asked.is_some_and(|asked| match asked.split_once(":q quit") {
                Some((_, below)) => below.contains(TYPE_HERE),
                None => asked.ends_with(QUIT),
            })
        };
        drop(self.wait(|inner| stands(&inner.everything())));
        let told = self.everything();
        assert!(stands(&told), "no question {number} in\n{told}");
        self
    }

    /// The number of the last choice on the screen that reads so.
    #[track_caller]
    pub fn number_of(&self, choice: &str) -> usize {
        let end = format!("  {choice}");
        let screen = self.screen();
        let line = screen.lines().rev().find(|line| line.ends_with(&end));
        let line = line.unwrap_or_else(|| panic!("no choice {choice:?} on\n{screen}"));
        let digits = line.trim_start_matches(|c: char| !c.is_ascii_digit());
        digits[..1].parse().unwrap()
    }

    /// Whether the question that stands is answered by text.
    pub fn asks_for_text(&self) -> bool {
        let screen = self.screen();
        screen
            .trim_end()
            .lines()
            .last()
            .unwrap()
            .contains(TYPE_HERE)
    }

    /// The number of the right choice of a question from [`choices`].
    #[track_caller]
    pub fn number_of_right(&self) -> usize {
        let screen = self.screen();
        let asked = screen.rsplit("What is number ").next().unwrap();
        self.number_of(&format!("right {}", &asked[..1]))
    }

    /// Waits for the program's end.
    #[track_caller]
    pub fn wait_exit(&mut self) -> Exit {
        let inner = self.wait(|inner| inner.is_over);
        let (is_over, screen) = (inner.is_over, inner.screen());
        drop(inner);
        assert!(is_over, "it still runs:\n{screen}");
        let status = self.child.wait().unwrap();
        match status.signal() {
            Some(signal) => Exit::Signal(signal.to_owned()),
            None => Exit::Code(status.exit_code()),
        }
    }

    /// Asserts that the program ends well.
    #[track_caller]
    pub fn ends_well(&mut self) -> &mut Self {
        let exit = self.wait_exit();
        assert_eq!(exit, Exit::Code(0), "{}", self.screen());
        assert!(self.cursor_is_visible(), "{}", self.screen());
        self
    }

    fn wait(&self, done: impl Fn(&mut Inner) -> bool) -> MutexGuard<'_, Inner> {
        let inner = self.seen.lock();
        let waited = self
            .seen
            .changed
            .wait_timeout_while(inner, DEADLINE, |inner| !done(inner) && !inner.is_over);
        waited.unwrap().0
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // A test that fails must not leave a game behind that waits for a key.
        if matches!(self.child.try_wait(), Ok(None)) {
            let _ = self.child.kill();
        }
    }
}

impl Seen {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap()
    }

    fn read(&self, mut reader: impl Read) {
        let mut buffer = [0; 4096];
        loop {
            let read = reader.read(&mut buffer).unwrap_or(0);
            let mut inner = self.lock();
            inner.parser.process(&buffer[..read]);
            inner.bytes.extend_from_slice(&buffer[..read]);
            inner.is_over = read == 0 || inner.is_closing;
            self.changed.notify_all();
            if inner.is_over {
                return;
            }
        }
    }
}

impl Inner {
    fn screen(&self) -> String {
        let columns = self.parser.screen().size().1.get();
        let rows = self.parser.screen().rows(0, columns);
        rows.map(|row| seen(&row)).collect()
    }

    fn everything(&mut self) -> String {
        let screen = self.parser.screen_mut();
        let columns = screen.size().1.get();
        let mut text = String::new();
        for above in (1..=screen.scrollback_len()).rev() {
            screen.set_scrollback(above);
            text.extend(screen.rows(0, columns).next().map(|row| seen(&row)));
        }
        screen.set_scrollback(0);
        text + &self.screen()
    }
}

/// A row as it looks: a space at which no row is broken is like any other.
fn seen(row: &str) -> String {
    row.replace('\u{a0}', " ").trim_end().to_owned() + "\n"
}

/// The text with every row end and run of spaces as one space.
pub fn one_row(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn size(rows: u16, cols: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        ..PtySize::default()
    }
}

fn nonzero(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap()
}
