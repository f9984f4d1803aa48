//! What can be written on the command line. No logic here.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::bank::Difficulty;
use crate::ui::style::ColorChoice;

/// A trivia quiz about Jim and Pam and the people around them in The Office.
///
/// Without a command it opens the menu, where Enter starts a quick quiz of ten.
#[derive(Debug, Parser)]
#[command(name = "dundie", version, max_term_width = 96)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options of every command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Global {
    /// When to colour
    #[arg(long, value_enum, default_value_t, global = true, value_name = "WHEN")]
    pub color: ColorChoice,
    /// Plain lines instead of keys and menus: for screen readers and scripts
    #[arg(long, global = true)]
    pub plain: bool,
    /// Keep scores in this folder [default: `DUNDIE_DATA_DIR`, or the platform's data folder]
    #[arg(long, global = true, value_name = "FOLDER")]
    pub data_dir: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Play a game: ten questions, mixed
    Play(PlayArgs),
    /// Go on with the game you left
    Resume(ResumeArgs),
    /// Print the high-score table
    Scores(ScoresArgs),
    /// Print how you do: accuracy, streaks, trend, what you miss most
    Stats(StatsArgs),
    /// List the categories and how many questions they have
    Categories(CategoriesArgs),
    /// Work on a question bank
    Bank {
        #[command(subcommand)]
        command: BankCommand,
    },
    /// List the questions that players flagged as wrong or unclear
    Flags,
    /// Print a completion script for a shell
    Completions { shell: clap_complete::Shell },
    /// Print the manual page of dundie, or of one command
    Man { command: Option<String> },
}

#[derive(Debug, Clone, Default, Args)]
pub struct PlayArgs {
    /// Categories to play, as people type them: "Jim and Pam", jim-and-pam, jim
    #[arg(value_name = "CATEGORY")]
    pub categories: Vec<String>,
    /// How many questions
    #[arg(
        short = 'n',
        long,
        value_name = "N",
        default_value_t = 10,
        allow_negative_numbers = true,
        value_parser = parse_count
    )]
    pub questions: u32,
    /// Only questions of one difficulty
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub difficulty: Option<Level>,
    /// Nothing that gives away a season after this one
    #[arg(
        long,
        value_name = "SEASON",
        allow_negative_numbers = true,
        value_parser = parse_season
    )]
    pub through: Option<u8>,
    /// The same questions for the same number; ranks on no board
    #[arg(long, value_name = "NUMBER")]
    pub seed: Option<u64>,
    /// Who plays [default: the login name]
    #[arg(long, value_name = "NAME")]
    pub player: Option<String>,
    /// Play another bank: a TOML file, or a folder of them
    #[arg(long, value_name = "PATH")]
    pub bank: Option<PathBuf>,
    /// Print the finished game as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Default, Args)]
pub struct ResumeArgs {
    /// Whose game [default: the login name]
    #[arg(long, value_name = "NAME")]
    pub player: Option<String>,
    /// Print the finished game as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Default, Args)]
pub struct ScoresArgs {
    /// The board of this category, instead of the quick quiz
    #[arg(conflicts_with = "all")]
    pub category: Option<String>,
    /// Every board that has games
    #[arg(long)]
    pub all: bool,
    /// How many games of a board
    #[arg(
        long,
        value_name = "N",
        default_value_t = 10,
        allow_negative_numbers = true,
        value_parser = parse_count
    )]
    pub top: u32,
    /// Only this player's games
    #[arg(long, value_name = "NAME")]
    pub player: Option<String>,
    /// Boards of another bank
    #[arg(long, value_name = "PATH")]
    pub bank: Option<PathBuf>,
    /// Print JSON
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    /// Print CSV
    #[arg(long)]
    pub csv: bool,
}

#[derive(Debug, Clone, Default, Args)]
pub struct StatsArgs {
    /// How the questions do: how often right, what is never chosen, what was flagged
    #[arg(long)]
    pub questions: bool,
    /// How many of the questions missed most, or rows of each list [default: 5, or all]
    #[arg(
        long,
        value_name = "N",
        allow_negative_numbers = true,
        value_parser = parse_count
    )]
    pub top: Option<u32>,
    /// Whose answers [default: the login name; with --questions, everybody]
    #[arg(long, value_name = "NAME")]
    pub player: Option<String>,
    /// Answers to another bank
    #[arg(long, value_name = "PATH")]
    pub bank: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Default, Args)]
pub struct CategoriesArgs {
    /// Of another bank
    #[arg(long, value_name = "PATH")]
    pub bank: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum BankCommand {
    /// Report everything that is wrong with a bank, and what a guesser gains
    Check(CheckArgs),
    /// Show a question with its key, or the whole bank as a table
    Show(ShowArgs),
}

#[derive(Debug, Clone, Default, Args)]
pub struct CheckArgs {
    /// Files or folders [default: the built-in bank]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Fail where there are warnings
    #[arg(long, value_enum, value_name = "WHAT")]
    pub deny: Option<Denied>,
    /// Tell what a rule means, or all of them
    #[arg(long, value_name = "RULE", conflicts_with_all = ["paths", "deny", "json"])]
    pub explain: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// What makes a check fail besides errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Denied {
    Warnings,
}

#[derive(Debug, Clone, Default, Args)]
pub struct ShowArgs {
    /// The question's id [default: all of them, as a table]
    pub id: Option<String>,
    /// Of another bank
    #[arg(long, value_name = "PATH")]
    pub bank: Option<PathBuf>,
    /// Each source line with its questions
    #[arg(long, conflicts_with = "id")]
    pub by_source: bool,
    /// Print JSON
    #[arg(long, conflicts_with = "by_source")]
    pub json: bool,
}

/// A difficulty as the command line names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Level {
    Easy,
    Medium,
    Hard,
}

impl From<Level> for Difficulty {
    fn from(level: Level) -> Self {
        match level {
            Level::Easy => Self::Easy,
            Level::Medium => Self::Medium,
            Level::Hard => Self::Hard,
        }
    }
}

fn parse_count(text: &str) -> Result<u32, String> {
    const MOST: u32 = 1_000_000;
    parse_between(text, 1, MOST)
}

fn parse_season(text: &str) -> Result<u8, String> {
    parse_between(text, 1, 99)
}

fn parse_between<T>(text: &str, least: T, most: T) -> Result<T, String>
where
    T: std::str::FromStr + PartialOrd + std::fmt::Display + Copy,
{
    text.parse()
        .ok()
        .filter(|number| (&least..=&most).contains(&number))
        .ok_or_else(|| format!("it is not a number from {least} to {most}"))
}
