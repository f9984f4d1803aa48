//! `dundie awards`: what a player has won, and what is still to win.

use serde::Serialize;

use crate::app::{App, NamedBank};
use crate::awards::{self, Award, Facts, Shelf};
use crate::cli::AwardsArgs;
use crate::error::{Error, Outcome};
use crate::files::builtin;
use crate::game::{board, players};
use crate::history::{Career, rfc3339};
use crate::print::{json, print, width};
use crate::text::printable::Printable;
use crate::ui::layout::hang;
use crate::ui::style::Style;
use crate::ui::tables::date;
use crate::ui::words::thousands;

/// In a narrower window, rows break anywhere.
const NARROWEST: usize = 20;
/// Wider rows are hard to follow.
const WIDEST: usize = 80;
const INDENT: &str = "    ";

/// # Errors
/// If the bank or the history cannot be read.
pub fn run(app: &App, args: &AwardsArgs) -> Result<Outcome, Error> {
    let bank = app.bank(args.bank.as_deref())?;
    if !args.json {
        return print(&text(app, args, &bank, width())?);
    }
    let (player, shelf) = read(app, args, &bank)?;
    print(&json(&AwardList::new(&player, &bank.name, &shelf))?)
}

/// The awards, in this many columns.
///
/// # Errors
/// If the bank or the history cannot be read.
pub fn text(app: &App, args: &AwardsArgs, bank: &NamedBank, width: usize) -> Result<String, Error> {
    let (player, shelf) = read(app, args, bank)?;
    let width = width.clamp(NARROWEST, WIDEST);
    let style = app.styles.stdout;
    let rows = [
        head(&player, bank, &shelf, width, style),
        earned(&shelf, width, style),
        open(&shelf, width, style),
    ];
    Ok(rows.concat().join("\n") + "\n")
}

fn read(app: &App, args: &AwardsArgs, bank: &NamedBank) -> Result<(String, Shelf), Error> {
    let player = players::played(app, args.player.as_deref())?;
    let career = match app.history()? {
        Some(history) => history.career(&player, &bank.name)?,
        None => Career::default(),
    };
    let facts = Facts::new(&career, &bank.bank)?;
    Ok((player, awards::shelf(&career, &facts)))
}

/// `pam · Numbers · 3 of 26 awards`, or how to win the first.
fn head(player: &str, bank: &NamedBank, shelf: &Shelf, width: usize, style: Style) -> Vec<String> {
    let is_builtin = bank.name == builtin::NAME;
    let player = Printable(player);
    if shelf.earned.is_empty() {
        let option = if is_builtin { "" } else { " --bank PATH" };
        let text = format!(
            "No awards for {player} yet. The first is close: finish a game with \
             `dundie play{option}`."
        );
        return hang(&text, width, "", "");
    }
    let mut parts = vec![player.to_string()];
    if !is_builtin {
        parts.push(Printable(board::bank_title(&bank.name)).to_string());
    }
    let (won, all) = (shelf.earned.len(), shelf.earned.len() + shelf.open.len());
    parts.push(format!("{won} of {all} awards"));
    let text = parts.join(&format!(" {} ", style.sign("·")));
    let rows = hang(&text, width, "", "");
    rows.iter().map(|row| style.strong(row)).collect()
}

fn earned(shelf: &Shelf, width: usize, style: Style) -> Vec<String> {
    let (star, dot) = (style.sign("★"), style.sign("·"));
    let mut rows = Vec::new();
    for earned in &shelf.earned {
        let when = format!("{} {dot} {}", date(earned.at), board::game(&earned.board));
        let name = hang(earned.award.name, width, &format!("  {star} "), INDENT);
        rows.push(String::new());
        rows.extend(name.iter().map(|row| style.accent(row)));
        rows.extend(hang(earned.award.how, width, INDENT, INDENT));
        let when = hang(&when, width, INDENT, INDENT);
        rows.extend(when.iter().map(|row| style.faint(row)));
    }
    rows
}

fn open(shelf: &Shelf, width: usize, style: Style) -> Vec<String> {
    if shelf.open.is_empty() {
        return Vec::new();
    }
    let mut rows = vec![String::new(), style.strong("Still to win")];
    for open in &shelf.open {
        let award = open.award;
        let mut name = award.name.to_owned();
        if !award.unit.is_empty() {
            let [done, goal] = [open.done, open.goal].map(thousands);
            let dot = style.sign("·");
            name = format!("{name} {dot} {done} of {goal} {}", award.unit);
        }
        rows.extend(hang(&name, width, "  ", INDENT));
        let how = hang(award.how, width, INDENT, INDENT);
        rows.extend(how.iter().map(|row| style.faint(row)));
    }
    rows
}

#[derive(Serialize)]
struct AwardList<'a> {
    player: &'a str,
    bank: &'a str,
    earned: Vec<EarnedAward>,
    open: Vec<OpenAward>,
}

#[derive(Serialize)]
struct Named {
    key: &'static str,
    name: &'static str,
    how: &'static str,
}

#[derive(Serialize)]
struct EarnedAward {
    #[serde(flatten)]
    award: Named,
    game: String,
    /// When it was won.
    earned: String,
}

#[derive(Serialize)]
struct OpenAward {
    #[serde(flatten)]
    award: Named,
    done: u32,
    goal: u32,
}

impl Named {
    fn new(award: &Award) -> Self {
        Self {
            key: award.key,
            name: award.name,
            how: award.how,
        }
    }
}

impl<'a> AwardList<'a> {
    fn new(player: &'a str, bank: &'a str, shelf: &Shelf) -> Self {
        let earned = shelf.earned.iter().map(|earned| EarnedAward {
            award: Named::new(earned.award),
            game: board::game(&earned.board),
            earned: rfc3339(earned.at),
        });
        let open = shelf.open.iter().map(|open| OpenAward {
            award: Named::new(open.award),
            done: open.done,
            goal: open.goal,
        });
        Self {
            player,
            bank,
            earned: earned.collect(),
            open: open.collect(),
        }
    }
}
