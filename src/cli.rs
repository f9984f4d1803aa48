//! What can be written on the command line. No logic here.

mod values;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

pub use self::values::{Ceiling, Level, Limit};
use self::values::{parse_ceiling, parse_count, parse_date, parse_limit, parse_seed};
use crate::files::settings::ColorChoice;

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
    /// When to color [default: auto]
    #[arg(long, value_enum, global = true, value_name = "WHEN")]
    pub color: Option<ColorChoice>,
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
    /// Play today's ten, the same for everybody; the first try counts
    Daily(DailyArgs),
    /// Practise: what you missed first, then what is new; ranks on no board
    Practice(PracticeArgs),
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
    /// Show or change what you keep: name, color, seasons, questions, time
    Settings(SettingsArgs),
    /// List the questions that players flagged as wrong or unclear
    Flags(FlagsArgs),
    /// Print a completion script for a shell
    Completions { shell: clap_complete::Shell },
    /// Print the manual page of dundie, or of one command
    Man { command: Option<String> },
}

/// How a game is played; what is not said here, settings say.
#[derive(Debug, Clone, Default, Args)]
pub struct WayArgs {
    /// How many questions [default: 10]
    #[arg(
        short = 'n',
        long,
        value_name = "N",
        allow_negative_numbers = true,
        value_parser = parse_count
    )]
    pub questions: Option<u32>,
    /// Only questions of one difficulty
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub difficulty: Option<Level>,
    /// Nothing that gives away a season after this one; `all` for no limit
    #[arg(
        long,
        value_name = "SEASON",
        allow_negative_numbers = true,
        value_parser = parse_ceiling
    )]
    pub through: Option<Ceiling>,
    /// Against the clock: 5 to 600 seconds for an answer [20 if left out]; `off` for none
    #[arg(
        long,
        value_name = "SECONDS",
        num_args = 0..=1,
        default_missing_value = "20",
        allow_negative_numbers = true,
        value_parser = parse_limit
    )]
    pub timed: Option<Limit>,
    /// Type the answers instead of choosing them, where that can be done
    #[arg(long)]
    pub typed: bool,
}

#[derive(Debug, Clone, Default, Args)]
pub struct GameArgs {
    /// Categories to play, as people type them: "Jim and Pam", jim-and-pam, jim
    #[arg(value_name = "CATEGORY")]
    pub categories: Vec<String>,
    #[command(flatten)]
    pub way: WayArgs,
    /// Without hints
    #[arg(long)]
    pub no_hints: bool,
    /// Play another bank: a TOML file, or a folder of them
    #[arg(long, value_name = "PATH")]
    pub bank: Option<PathBuf>,
    /// Print the finished game as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Default, Args)]
pub struct PlayArgs {
    #[command(flatten)]
    pub game: GameArgs,
    /// The same questions for the same number; ranks on no board
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true, value_parser = parse_seed)]
    pub seed: Option<u64>,
    /// Who plays; two to six of them take turns [default: as in settings, or the login name]
    #[arg(long, value_name = "NAME")]
    pub player: Vec<String>,
}

#[derive(Debug, Clone, Default, Args)]
pub struct DailyArgs {
    /// An earlier day, such as 2026-11-21; ranks on no board
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub date: Option<Date>,
    /// Nothing that gives away a season after this one; `all` for no limit
    #[arg(
        long,
        value_name = "SEASON",
        allow_negative_numbers = true,
        value_parser = parse_ceiling
    )]
    pub through: Option<Ceiling>,
    /// Who plays [default: as in settings, or the login name]
    #[arg(long, value_name = "NAME")]
    pub player: Option<String>,
    /// Of another bank
    #[arg(long, value_name = "PATH")]
    pub bank: Option<PathBuf>,
    /// Print the finished game as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Default, Args)]
pub struct PracticeArgs {
    #[command(flatten)]
    pub game: GameArgs,
    /// Who practises [default: as in settings, or the login name]
    #[arg(long, value_name = "NAME")]
    pub player: Option<String>,
}

#[derive(Debug, Clone, Default, Args)]
pub struct ResumeArgs {
    /// Whose game [default: as in settings, or the login name]
    #[arg(long, value_name = "NAME")]
    pub player: Option<String>,
    /// Do not go on with it; the next one left before it takes its place
    #[arg(long, conflicts_with = "json")]
    pub drop: bool,
    /// Print the finished game as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Default, Args)]
pub struct ScoresArgs {
    /// The board of this category, instead of the quick quiz
    #[arg(conflicts_with = "all")]
    pub category: Option<String>,
    #[command(flatten)]
    pub way: WayArgs,
    /// The board of a daily [today's if no DATE is given]
    #[arg(
        long,
        value_name = "DATE",
        num_args = 0..=1,
        conflicts_with_all = ["all", "category", "questions", "difficulty", "timed", "typed"],
        value_parser = parse_date
    )]
    pub daily: Option<Option<Date>>,
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
    /// How many of the questions missed most [default: 5]; with --questions, rows of each list
    /// [default: all]
    #[arg(
        long,
        value_name = "N",
        allow_negative_numbers = true,
        value_parser = parse_count
    )]
    pub top: Option<u32>,
    /// Whose answers [default: as in settings, or the login name; with --questions, everybody]
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

#[derive(Debug, Clone, Default, Args)]
pub struct FlagsArgs {
    /// Flag the question that you answered last, with this note
    #[arg(long, value_name = "NOTE", conflicts_with = "json")]
    pub last: Option<String>,
    /// Who flags [default: as in settings, or the login name]
    #[arg(long, value_name = "NAME", requires = "last")]
    pub player: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Default, Args)]
pub struct SettingsArgs {
    /// name, color, through, questions or timed [default: all of them]
    pub key: Option<String>,
    /// Keep this from now on; an option on the command line beats it
    #[arg(allow_negative_numbers = true)]
    pub value: Option<String>,
    /// Take the setting out of the file
    #[arg(long, requires = "key", conflicts_with = "value")]
    pub unset: bool,
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
