//! The rows that change while a question stands, drawn over themselves.

use std::fmt::Write as _;

use dialoguer::console::Term;

/// Where the cursor stands in a frame: row and column, from 0.
pub type Spot = (usize, usize);

/// What was drawn last.
#[derive(Debug, Default)]
pub struct Frame {
    rows: Vec<String>,
    /// The cursor stands below the last row, unless it was put somewhere.
    spot: Option<Spot>,
    /// Rows and columns of the window then.
    window: (u16, u16),
}

impl Frame {
    /// Whether the frame can be drawn over: the window is as it was, and no row
    /// has scrolled away.
    #[must_use]
    pub fn is_whole(&self, term: &Term) -> bool {
        let window = term.size();
        !self.rows.is_empty() && window == self.window && self.rows.len() < usize::from(window.0)
    }

    /// Puts the cursor below the last row.
    pub fn step_below(&mut self, term: &Term) {
        if let Some((row, _)) = self.spot.take() {
            write(term, &format!("{}\r", down(self.rows.len() - row)));
        }
    }

    /// Leaves what was drawn as it is: it cannot be drawn over any more, and what
    /// is drawn next begins below it.
    pub fn leave(&mut self, term: &Term) {
        self.step_below(term);
        *self = Self::default();
    }

    /// Draws the rows over those drawn before, changing only what differs. No
    /// row may be wider than the window.
    pub fn draw(&mut self, term: &Term, rows: Vec<String>, spot: Option<Spot>) {
        // A window that changes from now on no longer has these rows whole.
        let window = term.size();
        let at = self.spot.map_or(self.rows.len(), |(row, _)| row);
        let mut text = up(at);
        text.push('\r');
        for n in 0..rows.len().max(self.rows.len()) {
            let (new, old) = (rows.get(n), self.rows.get(n));
            if new != old {
                // Writing to a string cannot fail.
                let _ = write!(text, "\x1b[2K{}", new.map_or("", String::as_str));
            }
            text.push_str("\r\n");
        }
        let gone = self.rows.len().saturating_sub(rows.len());
        text += &up(gone);
        if let Some((row, column)) = spot {
            text += &up(rows.len() - row);
            text.push('\r');
            text += &right(column);
        }
        write(term, &text);
        *self = Self { rows, spot, window };
    }
}

fn write(term: &Term, text: &str) {
    // What cannot be shown is lost; the answers are kept all the same.
    let _ = term.write_str(text);
}

fn up(rows: usize) -> String {
    moved(rows, 'A')
}

fn down(rows: usize) -> String {
    moved(rows, 'B')
}

fn right(columns: usize) -> String {
    moved(columns, 'C')
}

/// ECMA-48 cursor movement; none where there is nothing to move.
fn moved(by: usize, direction: char) -> String {
    if by == 0 {
        String::new()
    } else {
        format!("\x1b[{by}{direction}")
    }
}
