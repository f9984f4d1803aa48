//! The command line. No logic here.

mod bank;
mod examples;
mod values;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;

pub use self::bank::{
    AddArgs, BankCommand, CheckArgs, ExportArgs, ImportArgs, ListArgs, RemoveArgs, ShowArgs,
    SourceArgs,
};
pub use self::values::{Ceiling, Limit};
use self::values::{difficulty, parse_count, parse_date, parse_seed};
use crate::bank::Difficulty;
use crate::files::settings::ColorChoice;

/// The few words for whoever meets the program; each command's help has the rest.
const HELP: &str = include_str!("cli/help.txt");
/// What `--json` prints, key by key.
pub const JSON: &str = include_str!("cli/json.txt");

/// A trivia quiz about Jim and Pam and the people around them in The Office.
///
/// Without a command it opens the menu, where Enter starts a quick quiz of ten.
#[derive(Debug, Parser)]
#[command(name = "dundie", version, max_term_width = 96, override_help = HELP)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options for every command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Options for every command")]
pub struct Global {
    /// When to use color [default: auto]
    #[arg(
        long,
        value_enum,
        global = true,
        hide_short_help = true,
        value_name = "WHEN"
    )]
    pub color: Option<ColorChoice>,
    /// Plain lines instead of pages and keys, for screen readers and scripts
    #[arg(long, global = true, hide_short_help = true)]
    pub plain: bool,
    /// Save scores in this folder [default: `DUNDIE_DATA_DIR`, or the platform's data folder]
    #[arg(long, global = true, hide_short_help = true, value_name = "FOLDER")]
    pub data_dir: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Play a game: ten questions, mixed
    #[command(after_help = examples::PLAY)]
    Play(PlayArgs),
    /// Play today's ten, the same for everyone; only your first try counts
    #[command(after_help = examples::DAILY)]
    Daily(DailyArgs),
    /// Practice your misses first, then new questions; not ranked
    #[command(after_help = examples::PRACTICE)]
    Practice(PracticeArgs),
    /// Continue your unfinished game
    #[command(after_help = examples::RESUME)]
    Resume(ResumeArgs),
    /// Show the high scores
    #[command(after_help = examples::SCORES)]
    Scores(ScoresArgs),
    /// Show your statistics: accuracy, streaks, trend, most missed questions
    #[command(after_help = examples::STATS)]
    Stats(StatsArgs),
    /// Show your awards and those still to win
    #[command(after_help = examples::AWARDS)]
    Awards(AwardsArgs),
    /// List the categories and their questions by difficulty
    #[command(after_help = examples::CATEGORIES)]
    Categories(CategoriesArgs),
    /// Add, list, check or show question banks
    #[command(subcommand, after_help = examples::BANK)]
    Bank(BankCommand),
    /// Show or change settings: name, color, spoiler limit, time limit, bank and more
    #[command(after_help = examples::SETTINGS)]
    Settings(SettingsArgs),
    /// List the questions that players flagged as wrong or unclear
    #[command(after_help = examples::FLAGS)]
    Flags(FlagsArgs),
    /// Print a completion script for a shell
    #[command(after_help = examples::COMPLETIONS)]
    Completions {
        /// The shell to complete in
        shell: clap_complete::Shell,
    },
    /// Print the manual page of dundie or of one command
    #[command(after_help = examples::MAN)]
    Man {
        /// The command, such as `bank check` [default: dundie itself]
        #[arg(value_name = "COMMAND")]
        command: Vec<String>,
        /// Write this page and the pages of its subcommands to this folder
        #[arg(long, value_name = "FOLDER")]
        out: Option<PathBuf>,
    },
    /// The documents that --json prints
    #[command(hide = true, override_help = JSON)]
    Json,
}

/// How to play; settings apply if an option is left out.
#[derive(Debug, Clone, Default, Args)]
pub struct WayArgs {
    /// Number of questions [default: 10]
    #[arg(short = 'n', long, value_name = "N")]
    #[arg(allow_negative_numbers = true, value_parser = parse_count)]
    pub questions: Option<u32>,
    /// Only questions of this difficulty
    #[arg(long, value_name = "LEVEL", value_parser = difficulty())]
    pub difficulty: Option<Difficulty>,
    /// No spoilers past this season; `all` for no limit
    #[arg(long, value_name = "SEASON", allow_negative_numbers = true)]
    pub through: Option<Ceiling>,
    /// Play against the clock: 5 to 600 seconds a question [20 if left out], or `off`
    #[arg(long, value_name = "SECONDS", allow_negative_numbers = true)]
    #[arg(num_args = 0..=1, default_missing_value = "20")]
    pub timed: Option<Limit>,
    /// Type your answers instead of choosing them, if the question allows it
    #[arg(long)]
    pub typed: bool,
}

#[derive(Debug, Clone, Default, Args)]
pub struct GameArgs {
    /// Categories to play, in any spelling: "Jim and Pam", jim-and-pam, jim
    #[arg(value_name = "CATEGORY")]
    pub categories: Vec<String>,
    #[command(flatten)]
    pub way: WayArgs,
    /// Play without hints
    #[arg(long)]
    pub no_hints: bool,
    /// Use another bank: one you added, a TOML file, or a folder of them
    #[arg(long, value_name = "BANK")]
    pub bank: Option<PathBuf>,
    /// Print the finished game as JSON; `dundie help json` describes it
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Default, Args)]
pub struct PlayArgs {
    #[command(flatten)]
    pub game: GameArgs,
    /// The same number always gives the same questions; not ranked
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true, value_parser = parse_seed)]
    pub seed: Option<u64>,
    /// Who plays; two to six players take turns [default: your name in the settings, or the login
    /// name]
    #[arg(long, value_name = "NAME")]
    pub player: Vec<String>,
}

#[derive(Debug, Clone, Default, Args)]
pub struct DailyArgs {
    /// Play an earlier day, such as 2026-11-21; not ranked
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub date: Option<Date>,
    /// No spoilers past this season; `all` for no limit
    #[arg(long, value_name = "SEASON", allow_negative_numbers = true)]
    pub through: Option<Ceiling>,
    /// Who plays [default: your name in the settings, or the login name]
    #[arg(long, value_name = "NAME")]
    pub player: Option<String>,
    /// Use another bank
    #[arg(long, value_name = "BANK")]
    pub bank: Option<PathBuf>,
    /// Print the finished game as JSON; `dundie help json` describes it
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Default, Args)]
pub struct PracticeArgs {
    #[command(flatten)]
    pub game: GameArgs,
    /// Who plays [default: your name in the settings, or the login name]
    #[arg(long, value_name = "NAME")]
    pub player: Option<String>,
}

#[derive(Debug, Clone, Default, Args)]
pub struct ResumeArgs {
    /// Whose game [default: your name in the settings, or the login name]
    #[arg(long, value_name = "NAME")]
    pub player: Option<String>,
    /// Discard it instead; an older unfinished game is next
    #[arg(long, conflicts_with = "json")]
    pub drop: bool,
    /// Print the finished game as JSON; `dundie help json` describes it
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Default, Args)]
pub struct ScoresArgs {
    /// The category [default: the quick quiz, all categories mixed]
    #[arg(conflicts_with = "all")]
    pub category: Option<String>,
    #[command(flatten)]
    pub way: WayArgs,
    /// The board of a daily quiz [today's if DATE is left out]
    #[arg(long, value_name = "DATE", num_args = 0..=1, value_parser = parse_date)]
    #[arg(conflicts_with_all = ["all", "category"])]
    #[arg(conflicts_with_all = ["questions", "difficulty", "timed", "typed"])]
    pub daily: Option<Option<Date>>,
    /// Show every board with games
    #[arg(long)]
    pub all: bool,
    /// Games to show of each board
    #[arg(long, value_name = "N", default_value_t = 10)]
    #[arg(allow_negative_numbers = true, value_parser = parse_count)]
    pub top: u32,
    /// Only this player's games
    #[arg(long, value_name = "NAME")]
    pub player: Option<String>,
    /// Use another bank
    #[arg(long, value_name = "BANK")]
    pub bank: Option<PathBuf>,
    /// Print JSON; `dundie help json` describes it
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    /// Print CSV
    #[arg(long)]
    pub csv: bool,
}

#[derive(Debug, Clone, Default, Args)]
pub struct StatsArgs {
    /// Statistics per question: how often right, choices never picked, flags
    #[arg(long)]
    pub questions: bool,
    /// Most missed questions to show [default: 5]; with --questions, rows of each list
    /// [default: all]
    #[arg(long, value_name = "N")]
    #[arg(allow_negative_numbers = true, value_parser = parse_count)]
    pub top: Option<u32>,
    /// Whose answers [default: your name in the settings, or the login name; with --questions,
    /// everyone]
    #[arg(long, value_name = "NAME")]
    pub player: Option<String>,
    /// Use another bank
    #[arg(long, value_name = "BANK")]
    pub bank: Option<PathBuf>,
    /// Print JSON; `dundie help json` describes it
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Default, Args)]
pub struct AwardsArgs {
    /// Whose awards [default: your name in the settings, or the login name]
    #[arg(long, value_name = "NAME")]
    pub player: Option<String>,
    /// Use another bank
    #[arg(long, value_name = "BANK")]
    pub bank: Option<PathBuf>,
    /// Print JSON; `dundie help json` describes it
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Default, Args)]
pub struct CategoriesArgs {
    /// Use another bank
    #[arg(long, value_name = "BANK")]
    pub bank: Option<PathBuf>,
    /// Print JSON; `dundie help json` describes it
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Default, Args)]
pub struct FlagsArgs {
    /// Flag the last question you answered, with this note
    #[arg(long, value_name = "NOTE", conflicts_with = "json")]
    pub last: Option<String>,
    /// Who flags it [default: your name in the settings, or the login name]
    #[arg(long, value_name = "NAME", requires = "last")]
    pub player: Option<String>,
    /// Print JSON; `dundie help json` describes it
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Default, Args)]
pub struct SettingsArgs {
    /// name, color, through, questions, timed, plain or bank [default: all of them]
    pub key: Option<String>,
    /// The new value; an option on the command line overrides it
    #[arg(allow_negative_numbers = true)]
    pub value: Option<String>,
    /// Go back to the default
    #[arg(long, requires = "key", conflicts_with = "value")]
    pub unset: bool,
    /// Print JSON; `dundie help json` describes it
    #[arg(long)]
    pub json: bool,
}
