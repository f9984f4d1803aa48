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
use rustix::fs::{Mode, OFlags};

pub mod home;

/// Longer than any healthy wait, also on a busy machine.
const DEADLINE: Duration = Duration::from_secs(20);
/// How often to look at what cannot be waited for.
const GLANCE: Duration = Duration::from_millis(1);
/// What an open question's keys end with, and those of a verdict begin with.
const QUIT: &str = "q quit";
const GO_ON: [&str; 2] = ["Enter ▸ next", "Enter ▸ result"];

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
    Right,
    Home,
    End,
    Del,
    Enter,
    Escape,
    Backspace,
    PageUp,
    PageDown,
    CtrlC,
    CtrlD,
    CtrlU,
    CtrlZ,
}

impl From<Key> for String {
    fn from(key: Key) -> Self {
        Self::from(match key {
            Key::Up => "\x1b[A",
            Key::Down => "\x1b[B",
            Key::Left => "\x1b[D",
            Key::Right => "\x1b[C",
            Key::Home => "\x1b[H",
            Key::End => "\x1b[F",
            Key::Del => "\x1b[3~",
            Key::Enter => "\r",
            Key::Escape => "\x1b",
            Key::Backspace => "\x7f",
            Key::PageUp => "\x1b[5~",
            Key::PageDown => "\x1b[6~",
            Key::CtrlC => "\x03",
            Key::CtrlD => "\x04",
            Key::CtrlU => "\x15",
            Key::CtrlZ => "\x1a",
        })
    }
}

impl Screen {
    /// Starts the command in a window of this many rows and columns.
    fn open((rows, columns): (u16, u16), command: CommandBuilder) -> Self {
        let pair = native_pty_system().openpty(size(rows, columns)).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        let seen = Arc::new(Seen {
            inner: Mutex::new(Inner {
                parser: vt100::Parser::new(nonzero(rows), nonzero(columns), 0),
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

    /// Turns the page of a verdict.
    #[track_caller]
    pub fn go_on(&mut self) -> &mut Self {
        self.wait_for_verdict().press(Key::Enter)
    }

    /// Chooses the item of a menu that begins so.
    #[track_caller]
    pub fn take(&mut self, item: &str) -> &mut Self {
        for _ in 0..12 {
            let told = self.wait_for("\n ▸ ").screen();
            let row = told.lines().find(|row| row.starts_with(" ▸ ")).unwrap();
            if row[5..].starts_with(item) {
                break;
            }
            self.press("j").wait_until_gone(row);
        }
        let before = self
            .wait_for_cursor_at(&format!("▸ {item}"))
            .wait_until_it_waits()
            .screen();
        // Whatever comes next waits for the page that the item leads to.
        self.send(&String::from(Key::Enter))
            .wait_until("still the same menu", |inner| inner.screen() != before)
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

    /// Waits until the text is on the screen.
    #[track_caller]
    pub fn wait_for(&mut self, text: &str) -> &mut Self {
        self.wait_until(&format!("no {text:?}"), |inner| {
            inner.screen().contains(text)
        })
    }

    /// Waits until a page with this text fits the window: its keys are in the last row,
    /// and no row was too long.
    #[track_caller]
    pub fn wait_until_it_fits(&mut self, text: &str, keys: &str) -> &mut Self {
        self.wait_until(&format!("no {text:?} above {keys:?}"), |inner| {
            let screen = inner.screen();
            let is_last = screen.lines().last().is_some_and(|row| row.contains(keys));
            is_last && screen.contains(text) && !inner.has_broken_rows()
        })
    }

    /// Waits until the text is no longer on the screen.
    #[track_caller]
    pub fn wait_until_gone(&mut self, text: &str) -> &mut Self {
        self.wait_until(&format!("still {text:?}"), |inner| {
            !inner.screen().contains(text)
        })
    }

    /// Waits until a question is open, the `number`th of `total`.
    #[track_caller]
    pub fn wait_for_question(&mut self, number: usize, total: usize) -> &mut Self {
        self.wait_until(&format!("no question {number} of {total}"), |inner| {
            inner.question() == Some((number, total))
        })
    }

    /// Waits for the verdict on the current question.
    #[track_caller]
    pub fn wait_for_verdict(&mut self) -> &mut Self {
        self.wait_until("no verdict", Inner::has_verdict)
    }

    /// Waits until the program has left its pages, and shows the usual screen.
    #[track_caller]
    pub fn wait_for_usual_screen(&mut self) -> &mut Self {
        self.wait_until("still pages", |inner| !inner.has_pages())
    }

    #[track_caller]
    fn wait_until(&mut self, what: &str, done: impl Fn(&Inner) -> bool) -> &mut Self {
        let inner = self.wait(&done);
        let (is_done, screen) = (done(&inner), inner.screen());
        drop(inner);
        assert!(is_done, "{what} on\n{screen}");
        self
    }

    /// Until the program has the terminal in raw mode, has read every key, and sleeps:
    /// what is sent earlier is echoed by the terminal itself or belongs to the page
    /// before, and a signal may come too soon.
    #[track_caller]
    pub fn wait_until_it_waits(&mut self) -> &mut Self {
        for _ in 0..DEADLINE.as_millis() / GLANCE.as_millis() {
            if self.flags().is_some_and(|flags| !flags.contains("ICANON"))
                && self.has_read_all()
                && self.sleeps()
            {
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

    /// Whether no key that was sent is unread.
    fn has_read_all(&self) -> bool {
        let terminal = self.master.tty_name().and_then(|path| {
            let flags = OFlags::RDONLY | OFlags::NOCTTY | OFlags::NONBLOCK;
            rustix::fs::open(path, flags, Mode::empty()).ok()
        });
        terminal.is_none_or(|terminal| rustix::io::ioctl_fionread(terminal) == Ok(0))
    }

    /// Whether every thread of the program sleeps, where that can be seen.
    fn sleeps(&self) -> bool {
        let threads = fs::read_dir(format!("/proc/{}/task", self.process()));
        threads.into_iter().flatten().flatten().all(|thread| {
            let stat = fs::read_to_string(thread.path().join("stat")).unwrap_or_default();
            stat.rsplit(") ")
                .next()
                .unwrap_or_default()
                .starts_with('S')
        })
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
        let told = String::from_utf8_lossy(&self.bytes()).into_owned();
        let mut after = told.split("process ").skip(1);
        let number = after.find_map(|text| text.lines().next()?.trim().parse().ok());
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

    /// Kills the program in the middle of a page.
    #[track_caller]
    pub fn kill(&mut self) {
        self.signal_now("KILL");
        drop(self.wait(|inner| inner.is_over));
        self.child.wait().unwrap();
    }

    pub fn resize(&mut self, rows: u16, columns: u16) -> &mut Self {
        let mut inner = self.seen.lock();
        inner.parser.set_size(nonzero(rows), nonzero(columns));
        self.master.resize(size(rows, columns)).unwrap();
        drop(inner);
        self
    }

    /// The rows in the window.
    pub fn screen(&self) -> String {
        self.seen.lock().screen()
    }

    /// The rows in the window with their colors.
    pub fn painted(&self) -> vt100::Screen {
        self.seen.lock().parser.screen().clone()
    }

    /// Waits until this was written so often, whatever became of it.
    #[track_caller]
    pub fn wait_for_bytes(&mut self, bytes: &str, count: usize) -> &mut Self {
        self.wait_until(&format!("not {count} times {bytes:?}"), |inner| {
            String::from_utf8_lossy(&inner.bytes).matches(bytes).count() >= count
        })
    }

    /// Every byte that was written.
    pub fn bytes(&self) -> Vec<u8> {
        self.seen.lock().bytes.clone()
    }

    /// Waits until the cursor is at the arrow, where screen readers look for it.
    #[track_caller]
    pub fn wait_for_cursor_at(&mut self, arrow: &str) -> &mut Self {
        self.wait_until(&format!("no cursor at {arrow:?}"), |inner| {
            let (row, column) = inner.parser.screen().cursor_position();
            let rows = inner.screen();
            let row = rows.lines().nth(row.into()).unwrap_or_default();
            !inner.parser.screen().hide_cursor()
                && column == 1
                && row.starts_with(&format!(" {arrow}"))
        })
    }

    /// Whether the terminal had to break a row that was too long for it.
    pub fn has_broken_rows(&self) -> bool {
        self.seen.lock().has_broken_rows()
    }

    /// How often the text is on the screen.
    pub fn count(&self, text: &str) -> usize {
        self.screen().matches(text).count()
    }

    /// The key of the choice that reads so, once it is on the page.
    #[track_caller]
    pub fn number_of(&self, choice: &str) -> String {
        let end = format!("  {choice}");
        let has_choice = |inner: &Inner| inner.screen().lines().any(|line| line.ends_with(&end));
        let screen = self.wait(has_choice).screen();
        let line = screen.lines().find(|line| line.ends_with(&end));
        let line = line.unwrap_or_else(|| panic!("no choice {choice:?} on\n{screen}"));
        let digits = line.trim_start_matches(|c: char| !c.is_ascii_digit());
        digits[..1].to_owned()
    }

    /// Whether the current question is answered by text.
    pub fn asks_for_text(&self) -> bool {
        self.screen().contains("Your answer")
    }

    /// The key of the right choice of a question from [`choices`].
    #[track_caller]
    pub fn number_of_right(&self) -> String {
        let screen = self
            .wait(|inner| inner.screen().contains("What is number "))
            .screen();
        let (_, asked) = screen.split_once("What is number ").unwrap();
        self.number_of(&format!("right {}", &asked[..1]))
    }

    /// Waits for the program's end.
    #[track_caller]
    pub fn wait_exit(&mut self) -> Exit {
        let inner = self.wait(|inner| inner.is_over);
        let (is_over, screen) = (inner.is_over, inner.screen());
        drop(inner);
        assert!(is_over, "it still runs:\n{screen}");
        self.left_its_pages();
        let status = self.child.wait().unwrap();
        match status.signal() {
            Some(signal) => Exit::Signal(signal.to_owned()),
            None => Exit::Code(status.exit_code()),
        }
    }

    /// Asserts that the terminal looks as usual, unless its window was closed.
    #[track_caller]
    fn left_its_pages(&self) {
        let inner = self.seen.lock();
        let is_usual = !inner.has_pages() && !inner.parser.screen().hide_cursor();
        assert!(is_usual || inner.is_closing, "{}", inner.screen());
    }

    /// Asserts that the program ends well.
    #[track_caller]
    pub fn ends_well(&mut self) -> &mut Self {
        let exit = self.wait_exit();
        assert_eq!(exit, Exit::Code(0), "{}", self.screen());
        self
    }

    /// Asserts that the shell that [`Opening::shell`] started finds its terminal as
    /// it was, and that the program ended with this code.
    #[track_caller]
    pub fn ends_in_order(&mut self, code: i32, what: &str) -> &mut Self {
        self.wait_for(&format!("left with {code}\n")).ends_well();
        self.has_usual_modes(what)
    }

    /// Asserts that the last thing that `stty -a` printed are the usual modes.
    #[track_caller]
    pub fn has_usual_modes(&mut self, what: &str) -> &mut Self {
        let screen = self.wait_for("echoke").screen();
        for mode in ["icanon", "echo", "isig", "iexten", "icrnl", "ixon"] {
            let is_set = screen.split_whitespace().any(|word| word == mode);
            assert!(is_set, "{what}: {mode} in\n{screen}");
        }
        self
    }

    fn wait(&self, done: impl Fn(&Inner) -> bool) -> MutexGuard<'_, Inner> {
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

    fn has_broken_rows(&self) -> bool {
        let screen = self.parser.screen();
        (0..screen.size().0.get()).any(|row| screen.row_wrapped(row))
    }

    fn has_pages(&self) -> bool {
        self.parser.screen().alternate_screen()
    }

    fn has_verdict(&self) -> bool {
        let screen = self.screen();
        self.has_pages() && GO_ON.iter().any(|keys| screen.contains(keys))
    }

    /// Number and total of the open question, by the marks in its first row, or as
    /// `3/10` in a narrow window.
    fn question(&self) -> Option<(usize, usize)> {
        let screen = self.screen();
        if !self.has_pages() || self.has_verdict() || !screen.contains(QUIT) {
            return None;
        }
        let mut words = screen.lines().next()?.split_whitespace();
        if let Some((number, total)) = words.clone().next()?.split_once('/') {
            return Some((number.parse().ok()?, total.parse().ok()?));
        }
        let marks: String = words.by_ref().take_while(|word| is_mark(word)).collect();
        let number = marks.chars().position(|mark| mark == '▸')? + 1;
        Some((number, marks.chars().count()))
    }
}

fn is_mark(word: &str) -> bool {
    ["✓", "✗", "–", "▸", "·"].contains(&word)
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
