//! The terminal's alternate screen and modes: taken, drawn on, and given back.
//!
//! What has to be given back is known to the whole process, so that a panic and a
//! signal can do it, too.
#![expect(
    clippy::disallowed_methods,
    reason = "pages and notices leave the program here"
)]

use std::io::{self, Write as _};
use std::panic;
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use base64::prelude::{BASE64_STANDARD, Engine as _};
#[cfg(unix)]
use rustix::termios::{
    InputModes, LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr,
};

/// Alternate screen; cursor keys and keypad in normal mode, whatever was before.
const ENTER: &str = "\x1b[?1049h\x1b[?1l\x1b>";
/// Colors and cursor as usual; the page is wiped first, since some terminals have
/// only one screen.
const LEAVE: &str = "\x1b[0m\x1b[?25h\x1b[H\x1b[J\x1b[?1049l";

#[cfg(not(unix))]
type Termios = ();

/// What to give back; `None` for a terminal whose modes cannot be changed.
type Modes = Option<Termios>;

/// `None` while the screen is not ours.
static TAKEN: Mutex<Option<Modes>> = Mutex::new(None);

fn taken() -> MutexGuard<'static, Option<Modes>> {
    TAKEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Draws on the alternate screen, and takes it first if it is not ours yet. What
/// cannot be shown is lost; the answers are saved all the same.
pub fn draw(bytes: &str) {
    let mut taken = taken();
    let enter = if taken.is_none() {
        give_back_on_panic();
        *taken = Some(take_modes());
        ENTER
    } else {
        ""
    };
    drop(taken);
    let _ = io::stderr().write_all(format!("{enter}{bytes}").as_bytes());
}

pub fn is_taken() -> bool {
    taken().is_some()
}

/// Gives the terminal back as it was.
pub fn give_back() {
    if let Some(modes) = taken().take() {
        let _ = io::stderr().write_all(LEAVE.as_bytes());
        set_modes(modes.as_ref());
    }
}

/// Modes as pages want them, once more: whoever had the terminal during a stop may
/// have changed them.
pub fn take_again() {
    if is_taken() {
        let _ = take_modes();
        let _ = io::stderr().write_all(ENTER.as_bytes());
    }
}

/// Asks the terminal to put a text on the clipboard (xterm's control sequence OSC 52). Others
/// leave it alone.
pub fn copy(text: &str) {
    let _ = write!(
        io::stderr(),
        "\x1b]52;c;{}\x07",
        BASE64_STANDARD.encode(text)
    );
}

/// Prints a line beside the results; if stderr is gone there is nobody to tell.
pub fn print(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// Stops the program as Ctrl-Z does, on the usual screen, until it is continued.
#[cfg(unix)]
pub fn stop() {
    use rustix::process::{Signal, kill_current_process_group};
    give_back();
    // If that fails the program just goes on.
    let _ = kill_current_process_group(Signal::TSTP);
}

#[cfg(not(unix))]
pub fn stop() {}

/// No key (POSIX: `_POSIX_VDISABLE`).
#[cfg(unix)]
const NO_KEY: u8 = if cfg!(target_os = "linux") { 0 } else { 0xff };

/// Keys one by one, without an echo; of those that send signals, only the one to stop
/// comes as a key. Returns the modes before; a terminal that cannot be changed stays as
/// it is.
#[cfg(unix)]
fn take_modes() -> Option<Termios> {
    let before = tcgetattr(rustix::stdio::stdin()).ok()?;
    let mut modes = before.clone();
    modes.local_modes -= LocalModes::ECHO | LocalModes::ICANON | LocalModes::IEXTEN;
    modes.local_modes |= LocalModes::ISIG;
    modes.special_codes[SpecialCodeIndex::VSUSP] = NO_KEY;
    modes.input_modes -= InputModes::ICRNL | InputModes::IXON;
    set_modes(Some(&modes));
    Some(before)
}

#[cfg(not(unix))]
fn take_modes() -> Option<Termios> {
    None
}

fn set_modes(modes: Option<&Termios>) {
    #[cfg(unix)]
    if let Some(modes) = modes {
        // There is nobody to tell.
        let _ = tcsetattr(rustix::stdio::stdin(), OptionalActions::Now, modes);
    }
}

/// A panic message must appear on the normal screen.
fn give_back_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            give_back();
            usual(info);
        }));
    });
}
