//! Boards as the player sees them.

use crate::bank::Index;
use crate::files::builtin;
use crate::history::{BoardKey, GameId, Play, Standing};
use crate::text::printable::Printable;
use crate::ui::style::Style;
use crate::ui::{tables, words};

/// A board under its title.
#[must_use]
pub fn table(
    key: &BoardKey,
    games: &[Standing],
    new: &[GameId],
    width: usize,
    style: Style,
) -> String {
    let title = style.strong(&title(key, &format!(" {} ", style.sign("·"))));
    let table = tables::board(games, new, width, style);
    format!("\n{}\n\n{table}", textwrap::fill(&title, width))
}

/// The name of a game on this board: `Quick quiz`, `Jim and Pam`.
#[must_use]
pub fn game(key: &BoardKey) -> String {
    match &key.daily {
        Some(day) => words::daily(day),
        None if key.categories.is_empty() => "Quick quiz".to_owned(),
        None => category_names(key),
    }
}

/// `High scores · Jim and Pam · 10 questions`
pub fn title(key: &BoardKey, dot: &str) -> String {
    format!("High scores{dot}{}", kind(key, dot))
}

/// The board of a daily in one line, with its best game.
#[must_use]
pub fn daily(key: &BoardKey, best: &Standing, dot: &str) -> String {
    let (rank, player) = (words::ordinal(best.rank), Printable(&best.player));
    let points = words::thousands(best.points);
    let (right, of) = (best.right, best.of);
    let kind = kind(key, dot);
    format!("{kind}{dot}{rank} {player}, {right} of {of} right, {points} points")
}

/// `Jim and Pam · 10 questions`
fn kind(key: &BoardKey, dot: &str) -> String {
    let mut parts = Vec::new();
    if key.bank != builtin::NAME {
        parts.push(Printable(bank_title(&key.bank)).to_string());
    }
    let year = key.daily.as_ref().and_then(|day| day.split_once('-'));
    let year = year.map_or(String::new(), |(year, _)| format!(", {}", Printable(year)));
    parts.push(game(key) + &year);
    parts.push(match key.length {
        1 => "1 question".to_owned(),
        length => format!("{length} questions"),
    });
    parts.extend(key.difficulty.iter().map(|d| Printable(d).to_string()));
    if key.play == Play::Typed {
        parts.push("typed".to_owned());
    }
    parts.extend(key.timed.map(|seconds| format!("{seconds} s a question")));
    parts.extend(key.through.map(|season| format!("through season {season}")));
    parts.join(dot)
}

/// A bank's file name without its extension.
pub fn bank_title(path: &str) -> &str {
    let stem = std::path::Path::new(path).file_stem();
    stem.and_then(std::ffi::OsStr::to_str).unwrap_or(path)
}

/// The names of a board's categories, or their slugs if the bank is not built in.
pub fn category_names(key: &BoardKey) -> String {
    let builtin = (key.bank == builtin::NAME).then(builtin::bank);
    let index = builtin
        .as_ref()
        .and_then(|b| b.as_ref().ok())
        .map(|b| &b.index);
    let name = |slug: &String| {
        let known = index.map(Index::categories).unwrap_or_default();
        let found = known.iter().find(|category| category.slug == *slug);
        Printable(found.map_or(slug, |category| &category.name)).to_string()
    };
    let names: Vec<_> = key.categories.iter().map(name).collect();
    names.join(", ")
}
