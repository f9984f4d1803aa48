//! Tables for the screen.

use std::time::Duration;

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

use super::layout::shorten;
use super::style::Style;
use super::words::{clock, thousands};
use crate::clock::local_date;
use crate::history::{GameId, Standing};
use crate::text::printable::Printable;

/// The high-score table, with the new entries marked. Below 60 columns it leaves out time and
/// date.
pub fn board(games: &[Standing], new: &[GameId], width: usize, style: Style) -> String {
    let is_narrow = width < 60;
    let mut head = vec!["", "#", "Player", "Points", "Right", "Time", "Date"];
    if is_narrow {
        head.truncate(5);
    }
    let has_credit = games.iter().any(|game| game.credited > 0);
    // A blank keeps the numbers aligned.
    let credit = |game: &Standing| match game.credited {
        _ if !has_credit => "",
        0 => " ",
        _ => "*",
    };
    let is_new = |game: &Standing| new.contains(&game.game);
    let rows = games.iter().map(|game| {
        let mark = if is_new(game) { style.sign("▸") } else { "" };
        let player = Printable(&game.player).to_string();
        let mut row = vec![
            mark.to_owned(),
            game.rank.to_string(),
            shorten(&player, if is_narrow { 12 } else { 24 }, style.sign("…")),
            thousands(game.points),
            format!("{}/{}{}", game.right, game.of, credit(game)),
            clock(Duration::from_millis(game.millis)),
            date(game.finished),
        ];
        row.truncate(head.len());
        row
    });
    let marked: Vec<_> = (0..games.len()).filter(|n| is_new(&games[*n])).collect();
    let table = table(&head, rows, &[1, 3, 4, 5], &marked, style);
    if has_credit {
        return table + "* The player counted some answers as right.\n";
    }
    table
}

/// Rows of cells below a heading. Aligns the `right` columns right and highlights the `marked`
/// rows.
pub fn table(
    head: &[&str],
    rows: impl IntoIterator<Item = Vec<String>>,
    right: &[usize],
    marked: &[usize],
    style: Style,
) -> String {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Disabled)
        .set_header(head);
    table.add_rows(rows);
    for column in right {
        if let Some(column) = table.column_mut(*column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let mut text = String::new();
    for (n, line) in table.lines().enumerate() {
        // Cell padding would indent the first column.
        let line = line.strip_prefix(' ').unwrap_or(&line).trim_end();
        text.push_str(&match n.checked_sub(1) {
            None => style.faint(line),
            Some(row) if marked.contains(&row) => style.strong(line),
            Some(_) => line.to_owned(),
        });
        text.push('\n');
    }
    text
}

/// The local date, `2026-11-21`.
pub fn date(unix_millis: i64) -> String {
    local_date(unix_millis).map_or_else(|| "?".to_owned(), |date| date.to_string())
}
