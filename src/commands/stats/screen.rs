//! A player's statistics on the screen.

pub mod questions;

use super::player::{MissedRow, PlayerReport, TrendRow};
use crate::bank::Difficulty;
use crate::files::builtin;
use crate::game::board::bank_title;
use crate::text::printable::{Printable, one_line};
use crate::ui::charts::{Labelled, Layout, Share, sparkline};
use crate::ui::style::Style;
use crate::ui::words::{hanging, plural, thousands};

/// Columns before a trend.
const TREND_LEAD: usize = 10;
/// Columns that a trend and its words need side by side.
const TREND_ROW: usize = 50;
/// Rows of a narrower window break anywhere.
const NARROWEST: usize = 20;
/// Wider rows are hard to follow.
const WIDEST: usize = 80;

/// The statistics, in this many columns.
pub fn draw(report: &PlayerReport, width: usize, style: Style) -> String {
    let width = width.clamp(NARROWEST, WIDEST);
    if report.questions == 0 && report.games == 0 {
        return textwrap::fill(&nothing(report), width) + "\n";
    }
    let categories = report.categories.iter().map(|row| {
        let name = row.name.as_ref().unwrap_or(&row.slug);
        Labelled::new(Printable(name).to_string(), row.tally)
    });
    let difficulties = report.difficulties.iter().map(|row| {
        let label = match row.difficulty {
            Difficulty::Easy => "Easy",
            Difficulty::Medium => "Medium",
            Difficulty::Hard => "Hard",
        };
        Labelled::new(label.to_owned(), row.tally)
    });
    let seasons = report.seasons.iter().map(|row| {
        let label = row.season.map(|season| format!("Season {season}"));
        Labelled::new(label.unwrap_or("No season".to_owned()), row.tally)
    });
    let tallies: [(_, Vec<_>); 3] = [
        ("By category", categories.collect()),
        ("By difficulty", difficulties.collect()),
        ("By season", seasons.collect()),
    ];
    let layout = Layout::new(tallies.iter().flat_map(|(_, rows)| rows), width);
    let charts = tallies.map(|(heading, rows)| (heading.to_owned(), layout.draw(&rows, style)));
    let mut blocks = vec![(title(report, style), facts(report, width))];
    blocks.extend(charts);
    let room = report.trend.len().min(width - TREND_LEAD);
    let games = &report.trend[report.trend.len() - room..];
    let heading = match games.len() {
        1 => "The only game so far".to_owned(),
        n => format!("The last {n} games"),
    };
    blocks.push((heading, trend(games, width, style)));
    blocks.push(("Missed most".to_owned(), missed(&report.missed, width)));
    stacked(blocks, width, style)
}

/// Blocks below their headings, except those without rows.
fn stacked(
    blocks: impl IntoIterator<Item = (String, String)>,
    width: usize,
    style: Style,
) -> String {
    let blocks = blocks.into_iter().filter(|(_, rows)| !rows.is_empty());
    let blocks = blocks.map(|(heading, rows)| {
        let lines = textwrap::wrap(&heading, width);
        let lines: Vec<_> = lines.iter().map(|line| style.strong(line)).collect();
        format!("{}\n{rows}", lines.join("\n"))
    });
    blocks.collect::<Vec<_>>().join("\n")
}

fn nothing(report: &PlayerReport) -> String {
    let player = Printable(&report.player);
    if report.bank == builtin::NAME {
        return format!("No games of {player} yet. `dundie play` starts one.");
    }
    let bank = Printable(bank_title(&report.bank));
    format!("No games of {player} with {bank} yet. `dundie play --bank PATH` starts one.")
}

/// `pam · Numbers · 34 games`
fn title(report: &PlayerReport, style: Style) -> String {
    let mut parts = vec![Printable(&report.player).to_string()];
    if report.bank != builtin::NAME {
        parts.push(Printable(bank_title(&report.bank)).to_string());
    }
    parts.push(plural(report.games as u64, "finished game"));
    parts.join(&format!(" {} ", style.sign("·")))
}

fn facts(report: &PlayerReport, width: usize) -> String {
    let PlayerReport {
        right, questions, ..
    } = *report;
    let percent = Share::new(right, questions).percent();
    let (right, questions) = (thousands(right), thousands(questions));
    let mut facts = vec![
        ("Right", format!("{percent}%, {right} of {questions}")),
        ("Best streak", report.best_streak.to_string()),
        ("Days in a row", report.days_in_a_row.to_string()),
    ];
    let seconds = report.seconds_average;
    facts.extend(seconds.map(|seconds| ("Average time", format!("{seconds:.1} s"))));
    let rows = facts
        .iter()
        .map(|(what, text)| hanging(&format!("{what:<13}"), text, width));
    rows.collect()
}

/// Sparklines of right answers and points, with the first and last in words.
fn trend(games: &[TrendRow], width: usize, style: Style) -> String {
    let row = |what, share: fn(&TrendRow) -> Share| {
        let shares: Vec<_> = games.iter().map(share).collect();
        trend_row(what, &shares, width, style)
    };
    row("Right", |game| {
        Share::new(game.right.into(), game.of.into())
    }) + &row("Points", |game| {
        Share::new(game.points.into(), game.max_points.into())
    })
}

fn trend_row(what: &str, shares: &[Share], width: usize, style: Style) -> String {
    let words = match shares {
        [] => return String::new(),
        [only] => format!("{}%", only.percent()),
        [first, .., last] => format!("first {}%, last {}%", first.percent(), last.percent()),
    };
    let lead = format!("{:<TREND_LEAD$}", format!("  {what}"));
    let line = style.accent(&sparkline(shares, width - TREND_LEAD, style));
    if width >= TREND_ROW {
        return format!("{lead}{line}  {words}\n");
    }
    let indent = TREND_LEAD.min(width - words.len());
    format!("{lead}{line}\n{:indent$}{words}\n", "")
}

fn missed(rows: &[MissedRow], width: usize) -> String {
    let counts = |row: &MissedRow| format!("{} of {}", row.tally.missed(), row.tally.asked);
    let columns = rows.iter().map(|row| counts(row).len()).max().unwrap_or(0);
    let rows = rows.iter().map(|row| {
        let text = row.ask.as_ref().unwrap_or(&row.id);
        let lead = format!("{:>columns$}", counts(row));
        hanging(&lead, &Printable(&one_line(text)).to_string(), width)
    });
    rows.collect()
}
