//! A player's statistics on the screen.

pub mod questions;

use unicode_width::UnicodeWidthStr as _;

use super::player::{MissedRow, PlayerReport};
use crate::bank::Difficulty;
use crate::files::builtin;
use crate::game::board::bank_title;
use crate::history::Played;
use crate::text::printable::{Printable, one_line};
use crate::ui::calendar;
use crate::ui::charts::{Labelled, Layout, Share, sparkline};
use crate::ui::style::Style;
use crate::ui::words::{hanging, plural, thousands};

/// Columns before a trend.
const TREND_LEAD: usize = 10;
/// From this width on, a trend and its numbers share a row.
const TREND_ROW: usize = 50;
/// The text width of a 20-column page. In a narrower window, rows break anywhere.
const NARROWEST: usize = 17;
/// Wider rows are hard to follow.
const WIDEST: usize = 80;

/// Draws one page in this many columns; empty if there is nothing to show.
pub type Page = fn(&PlayerReport, usize, Style) -> String;

/// The pages that have something to show. The questions missed most come last.
pub fn pages(report: &PlayerReport) -> Vec<Page> {
    if report.questions == 0 && report.games == 0 {
        return vec![nothing];
    }
    let mut pages: Vec<Page> = vec![overview, categories, levels, missed];
    pages.retain(|page| !page(report, WIDEST, Style::default()).is_empty());
    pages
}

/// The pages one after another, in this many columns.
pub fn draw(report: &PlayerReport, pages: &[Page], width: usize, style: Style) -> String {
    let width = width.clamp(NARROWEST, WIDEST);
    let pages = pages.iter().map(|page| page(report, width, style));
    pages.collect::<Vec<_>>().join("\n")
}

fn nothing(report: &PlayerReport, width: usize, _: Style) -> String {
    let player = Printable(&report.player);
    let (of_bank, path) = match report.bank.as_str() {
        builtin::NAME => Default::default(),
        bank => (
            format!(" with {}", Printable(bank_title(bank))),
            " --bank PATH",
        ),
    };
    let text = format!(
        "No games for {player}{of_bank} yet. Play one with `dundie play{path}` to see your statistics."
    );
    textwrap::fill(&text, width) + "\n"
}

/// The key numbers, the calendar and the trend.
fn overview(report: &PlayerReport, width: usize, style: Style) -> String {
    let room = report.trend.len().min(width - TREND_LEAD);
    let games = &report.trend[report.trend.len() - room..];
    let heading = match games.len() {
        1 => "The only game so far".to_owned(),
        n => format!("The last {n} games"),
    };
    let blocks = [
        (title(report, style), facts(report, width)),
        calendar::draw(&report.days, report.today, width, style),
        (heading, trend(games, width, style)),
    ];
    stacked(blocks, width, style)
}

fn categories(report: &PlayerReport, width: usize, style: Style) -> String {
    let [categories, ..] = charts(report, width, style);
    stacked([categories], width, style)
}

/// Difficulties and seasons.
fn levels(report: &PlayerReport, width: usize, style: Style) -> String {
    let [_, levels @ ..] = charts(report, width, style);
    stacked(levels, width, style)
}

/// A heading and a chart each, with the same columns for all.
fn charts(report: &PlayerReport, width: usize, style: Style) -> [(String, String); 3] {
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
    tallies.map(|(heading, rows)| (heading.to_owned(), layout.draw(&rows, style)))
}

/// Blocks below their headings. Leaves out blocks without rows.
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
fn trend(games: &[Played], width: usize, style: Style) -> String {
    let row = |what, share: fn(&Played) -> Share| {
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
        [first, .., last] => {
            let arrow = style.sign("→");
            format!("{}% {arrow} {}%", first.percent(), last.percent())
        }
    };
    let lead = format!("{:<TREND_LEAD$}", format!("  {what}"));
    let line = style.accent(&sparkline(shares, width - TREND_LEAD, style));
    if width >= TREND_ROW {
        return format!("{lead}{line}  {words}\n");
    }
    let indent = TREND_LEAD.min(width - words.width());
    format!("{lead}{line}\n{:indent$}{words}\n", "")
}

fn missed(report: &PlayerReport, width: usize, style: Style) -> String {
    let counts = |row: &MissedRow| format!("{} of {}", row.tally.missed(), row.tally.asked);
    let rows = &report.missed;
    let columns = rows.iter().map(|row| counts(row).len()).max().unwrap_or(0);
    let rows = rows.iter().map(|row| {
        let text = row.ask.as_ref().unwrap_or(&row.id);
        let lead = format!("{:>columns$}", counts(row));
        hanging(&lead, &Printable(&one_line(text)).to_string(), width)
    });
    stacked([("Missed most".to_owned(), rows.collect())], width, style)
}
