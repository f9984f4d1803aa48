//! Tables for the screen.

use std::time::Duration;

use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, presets};
use jiff::{Timestamp, tz::TimeZone};

use super::Style;
use super::words::{clock, thousands};
use crate::history::{GameId, Standing};
use crate::text::printable::Printable;

/// The high-score table, with the new entries marked. Below 60 columns it leaves
/// out what matters least.
#[must_use]
pub fn board(games: &[Standing], new: &[GameId], width: usize, style: Style) -> String {
    let is_narrow = width < 60;
    let mut head = vec!["", "#", "Player", "Points", "Right", "Time", "Date"];
    if is_narrow {
        head.truncate(5);
    }
    let rows: Vec<Vec<String>> = games
        .iter()
        .map(|game| {
            let is_new = new.contains(&game.game);
            let mut row = vec![
                if is_new {
                    style.sign("▸").to_owned()
                } else {
                    String::new()
                },
                game.rank.to_string(),
                shorten(
                    &Printable(&game.player).to_string(),
                    if is_narrow { 12 } else { 24 },
                    style.sign("…"),
                ),
                thousands(game.points),
                format!("{}/{}", game.right, game.of),
                clock(Duration::from_millis(game.millis)),
                date(game.finished),
            ];
            row.truncate(head.len());
            row
        })
        .collect();
    let is_new = |(_, game): &(usize, &Standing)| new.contains(&game.game);
    let marked = games.iter().enumerate().filter(is_new).map(|(n, _)| n);
    table(&head, &rows, &[1, 3, 4, 5], marked, style)
}

/// Lines of cells below a heading; `right` columns are right-aligned, and rows
/// may be `marked`.
#[must_use]
pub fn table(
    head: &[&str],
    rows: &[Vec<String>],
    right: &[usize],
    marked: impl IntoIterator<Item = usize>,
    style: Style,
) -> String {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Disabled)
        .set_header(head);
    for row in rows {
        table.add_row(row.iter().map(Cell::new));
    }
    for column in right {
        if let Some(column) = table.column_mut(*column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let marked: Vec<usize> = marked.into_iter().collect();
    let mut text = String::new();
    for (n, line) in table.lines().enumerate() {
        // The cells' own padding makes the first column's.
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
#[must_use]
pub fn date(unix_millis: i64) -> String {
    Timestamp::from_millisecond(unix_millis).map_or_else(
        |_| "?".to_owned(),
        |time| time.to_zoned(TimeZone::system()).date().to_string(),
    )
}

/// RFC 3339 in UTC.
#[must_use]
pub fn rfc3339(unix_millis: i64) -> String {
    Timestamp::from_millisecond(unix_millis)
        .map_or_else(|_| "?".to_owned(), |time| format!("{time:.3}"))
}

/// The text, cut to so many columns; `more` ends what was cut.
#[must_use]
pub fn shorten(text: &str, columns: usize, more: &str) -> String {
    use unicode_width::UnicodeWidthStr as _;
    if text.width() <= columns {
        return text.to_owned();
    }
    let more = if more.width() > columns { "" } else { more };
    let mut cut = String::new();
    for c in text.chars() {
        cut.push(c);
        if cut.width() + more.width() > columns {
            cut.pop();
            break;
        }
    }
    // A joiner has nothing left to join.
    cut.trim_end_matches(['\u{200c}', '\u{200d}']).to_owned() + more
}

#[cfg(test)]
mod tests {
    use super::shorten;

    #[test]
    fn what_is_cut_fits_with_its_sign() {
        let cases = [
            ("Pam", 3, "…", "Pam"),
            ("Pamela", 4, "…", "Pam…"),
            ("Pamela", 4, "...", "P..."),
            ("Pamela", 2, "...", "Pa"),
            ("日本語", 5, "…", "日本…"),
            ("日本語", 4, "…", "日…"),
            ("Pamela", 0, "…", ""),
            ("éé\u{200d}éééé", 5, "...", "éé..."),
        ];
        for (text, columns, more, cut) in cases {
            assert_eq!(shorten(text, columns, more), cut, "{text} in {columns}");
        }
    }
}
