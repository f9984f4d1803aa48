//! `dundie scores`: the high-score tables.

use std::collections::BTreeMap;

use crate::app::App;
use crate::cli::{GameArgs, ScoresArgs};
use crate::clock;
use crate::error::{Error, Outcome};
use crate::game::daily::Daily;
use crate::game::setup::Setup;
use crate::game::{board, players};
use crate::history::{Board, BoardKey, rfc3339};
use crate::print::{json, print, width};
use crate::text::printable::Printable;

/// # Errors
/// If the category is unknown or the history cannot be read.
pub fn run(app: &App, args: &ScoresArgs) -> Result<Outcome, Error> {
    let text = if args.json {
        json(&BTreeMap::from([("boards", read(app, args)?)]))?
    } else if args.csv {
        csv(&read(app, args)?)
            .map_err(|error| Error::failed(format!("could not write CSV: {error}"), "try --json"))?
    } else {
        text(app, args, width())?
    };
    print(&text)
}

/// The boards, in this many columns.
///
/// # Errors
/// If the category is unknown or the history cannot be read.
pub fn text(app: &App, args: &ScoresArgs, width: usize) -> Result<String, Error> {
    let style = app.styles.stdout;
    let dot = format!(" {} ", style.sign("·"));
    let (mut text, mut dailies) = (String::new(), String::new());
    for Board { key, games } in read(app, args)? {
        match games.first() {
            Some(best) if args.all && key.daily.is_some() => {
                dailies.push_str(&textwrap::fill(&board::daily(&key, best, &dot), width));
                dailies.push('\n');
            }
            Some(_) => text.push_str(&board::table(&key, &games, &[], width, style)),
            None => {}
        }
    }
    if !dailies.is_empty() {
        text = format!("{text}\n{}\n\n{dailies}", style.strong("Daily quizzes"));
    }
    if text.is_empty() {
        let nothing = nothing(args, &key(app, args)?);
        return Ok(textwrap::fill(&nothing, width) + "\n");
    }
    Ok(text.trim_start_matches('\n').to_owned())
}

/// Why there is no table, and how to get one.
fn nothing(args: &ScoresArgs, key: &BoardKey) -> String {
    let whose = match &args.player {
        Some(name) => format!("No games by \"{}\" yet", Printable(name)),
        None => "No games yet".to_owned(),
    };
    if args.all {
        return format!("{whose}. `dundie play` starts one.");
    }
    let board = board::title(key, ", ");
    format!(
        "{whose} on this board: {board}. `dundie scores --all` shows every board that has some."
    )
}

/// The one board asked for.
fn key(app: &App, args: &ScoresArgs) -> Result<BoardKey, Error> {
    let bank = app.bank(args.bank.as_deref())?;
    if let Some(day) = args.daily {
        let day = day.unwrap_or_else(clock::today);
        return Ok(Daily::of(app, args.way.through, &bank, day)?.setup.board);
    }
    let setup = GameArgs {
        categories: args.category.iter().cloned().collect(),
        way: args.way.clone(),
        ..GameArgs::default()
    };
    Ok(Setup::new(app, &setup, &bank)?.board)
}

fn read(app: &App, args: &ScoresArgs) -> Result<Vec<Board>, Error> {
    let key = key(app, args)?;
    let Some(history) = app.history()? else {
        return Ok(Vec::new());
    };
    let player = args.player.as_deref();
    let player = player
        .map(|name| players::played(app, Some(name)))
        .transpose()?;
    let player = player.as_deref();
    if args.all {
        let mut boards = history.boards(args.top, player)?;
        if args.bank.is_some() {
            boards.retain(|board| board.key.bank == key.bank);
        }
        return Ok(boards);
    }
    let games = history.top(&key, args.top, player)?;
    Ok(vec![Board { key, games }])
}

/// The columns of `--csv`.
const COLUMNS: &str = "bank,categories,length,difficulty,play,timed,through,daily,\
                       rank,player,points,right,of,seconds,finished";

/// Text of a cell, which no spreadsheet takes for a formula (OWASP: CSV injection).
fn cell(text: &str) -> String {
    let shown = Printable(text).to_string();
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        return format!("'{shown}");
    }
    shown
}

fn csv(boards: &[Board]) -> anyhow::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS.split(','))?;
    for Board { key, games } in boards {
        for game in games {
            writer.serialize((
                cell(&key.bank),
                cell(&key.categories.join(" ")),
                key.length,
                key.difficulty.as_deref().map(cell),
                key.play.as_str(),
                key.timed,
                key.through,
                key.daily.as_deref().map(cell),
                game.rank,
                cell(&game.player),
                game.points,
                game.right,
                game.of,
                // Without the `.0` that serde writes.
                (game.millis as f64 / 1000.0).to_string(),
                rfc3339(game.finished),
            ))?;
        }
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}
