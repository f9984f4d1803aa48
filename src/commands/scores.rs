//! `dundie scores`: the high-score tables.

use serde::Serialize;

use crate::app::App;
use crate::cli::{GameArgs, ScoresArgs};
use crate::clock;
use crate::error::{Error, Outcome};
use crate::game::board;
use crate::game::daily::Daily;
use crate::game::json::BoardRow;
use crate::game::setup::Setup;
use crate::history::{Board, BoardKey, Standing};
use crate::print::{print, width};
use crate::text::printable::Printable;
use crate::ui::tables::rfc3339;

/// # Errors
/// Where the category is unknown or the history cannot be read.
pub fn run(app: &App, args: &ScoresArgs) -> Result<Outcome, Error> {
    let key = key(app, args)?;
    let boards = read(app, args, &key)?;
    if args.json {
        return print(&json(&boards)?);
    }
    if args.csv {
        return print(&csv(&boards)?);
    }
    print(&draw(app, args, &key, &boards, width()))
}

/// The tables, for so many columns.
///
/// # Errors
/// If the category is unknown or the history cannot be read.
pub fn text(app: &App, args: &ScoresArgs, width: usize) -> Result<String, Error> {
    let key = key(app, args)?;
    let boards = read(app, args, &key)?;
    Ok(draw(app, args, &key, &boards, width))
}

fn draw(app: &App, args: &ScoresArgs, key: &BoardKey, boards: &[Board], width: usize) -> String {
    let mut text = String::new();
    for board in boards.iter().filter(|board| !board.games.is_empty()) {
        text.push_str(&board::table(
            &board.key,
            &board.games,
            &[],
            width,
            app.styles.stdout,
        ));
    }
    if text.is_empty() {
        text = textwrap::fill(&nothing(args, key), width) + "\n";
    }
    text.trim_start_matches('\n').to_owned()
}

/// Why there is no table, and how to get one.
fn nothing(args: &ScoresArgs, key: &BoardKey) -> String {
    let whose = match &args.player {
        Some(name) => format!("No games of \"{}\" yet", Printable(name)),
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
        return Daily::board_of(app, args.way.through, &bank, day);
    }
    let setup = GameArgs {
        categories: args.category.iter().cloned().collect(),
        way: args.way.clone(),
        ..GameArgs::default()
    };
    let setup = Setup::new(app, &setup, &bank)?;
    Ok(setup.board(setup.request.count))
}

fn read(app: &App, args: &ScoresArgs, key: &BoardKey) -> Result<Vec<Board>, Error> {
    let Some(history) = app.history()? else {
        return Ok(Vec::new());
    };
    let player = args.player.as_deref();
    if args.all {
        let mut boards = history.boards(args.top, player)?;
        boards.retain(|board| !board.games.is_empty());
        if args.bank.is_some() {
            boards.retain(|board| board.key.bank == key.bank);
        }
        return Ok(boards);
    }
    let games = history.top(key, args.top, player)?;
    Ok(vec![Board {
        key: key.clone(),
        games,
    }])
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    boards: Vec<Ranked<'a>>,
}

#[derive(Serialize)]
struct Ranked<'a> {
    #[serde(flatten)]
    board: BoardRow<'a>,
    games: Vec<GameRow<'a>>,
}

#[derive(Serialize)]
struct GameRow<'a> {
    rank: u32,
    player: &'a str,
    points: u32,
    right: u32,
    of: u32,
    seconds: f64,
    finished: String,
}

impl<'a> GameRow<'a> {
    fn new(game: &'a Standing) -> Self {
        Self {
            rank: game.rank,
            player: &game.player,
            points: game.points,
            right: game.right,
            of: game.of,
            seconds: game.millis as f64 / 1000.0,
            finished: rfc3339(game.finished),
        }
    }
}

fn json(boards: &[Board]) -> Result<String, Error> {
    let boards = boards.iter().map(|board| Ranked {
        board: BoardRow::new(&board.key),
        games: board.games.iter().map(GameRow::new).collect(),
    });
    crate::print::json(&Document {
        schema: 1,
        boards: boards.collect(),
    })
}

fn csv(boards: &[Board]) -> Result<String, Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let failed = |error: &dyn std::fmt::Display| {
        Error::failed(format!("could not write CSV: {error}"), "try --json")
    };
    writer
        .write_record([
            "bank",
            "categories",
            "length",
            "difficulty",
            "play",
            "timed",
            "through",
            "daily",
            "rank",
            "player",
            "points",
            "right",
            "of",
            "seconds",
            "finished",
        ])
        .map_err(|e| failed(&e))?;
    for Board { key, games } in boards {
        for game in games.iter().map(GameRow::new) {
            let row = [
                Printable(&key.bank).to_string(),
                Printable(&key.categories.join(" ")).to_string(),
                key.length.to_string(),
                Printable(key.difficulty.as_deref().unwrap_or_default()).to_string(),
                key.play.as_str().to_owned(),
                key.timed.map_or(String::new(), |t| t.to_string()),
                key.through.map_or(String::new(), |t| t.to_string()),
                Printable(key.daily.as_deref().unwrap_or_default()).to_string(),
                game.rank.to_string(),
                Printable(game.player).to_string(),
                game.points.to_string(),
                game.right.to_string(),
                game.of.to_string(),
                game.seconds.to_string(),
                game.finished,
            ];
            writer.write_record(row).map_err(|e| failed(&e))?;
        }
    }
    let bytes = writer.into_inner().map_err(|e| failed(&e))?;
    String::from_utf8(bytes).map_err(|e| failed(&e))
}
