//! The options of `dundie bank`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::examples;
use super::values::{format_names, parse_count, target_names};

#[derive(Debug, Subcommand)]
pub enum BankCommand {
    /// Add a bank so you can play it by name
    ///
    /// The bank is checked, then copied to the data folder. After that, `--bank rivers` means the
    /// bank you added; for a file or folder called rivers, write ./rivers. Anything with a slash or
    /// a dot is a path.
    #[command(after_help = examples::ADD)]
    Add(AddArgs),
    /// List the banks you can play by name
    #[command(after_help = examples::LIST)]
    List(ListArgs),
    /// Remove an added bank; its scores stay
    #[command(after_help = examples::REMOVE)]
    Remove(RemoveArgs),
    /// Make a bank from questions in another format
    ///
    /// Each question that cannot be imported is reported with its line. Question ids stay the same
    /// when a file is imported again, so scores and statistics stay, too.
    #[command(after_help = examples::IMPORT)]
    Import(ImportArgs),
    /// Write a bank's questions for other programs, a browser, or paper
    ///
    /// `html` is one page without scripts: play it in any browser, or print it for a quiz night
    /// with the key on a page of its own. Questions that the format can't hold are left out and
    /// listed.
    #[command(after_help = examples::EXPORT)]
    Export(ExportArgs),
    /// Report every error in a bank, and how well guessing works
    #[command(after_help = examples::CHECK)]
    Check(CheckArgs),
    /// Show one question with its answer, or all as a table
    #[command(after_help = examples::SHOW)]
    Show(ShowArgs),
}

#[derive(Debug, Clone, Default, Args)]
pub struct AddArgs {
    /// A file of questions in any format that can be imported, or a folder of .toml files
    pub path: PathBuf,
    /// What to call it: lowercase letters, digits and hyphens [default: the name of the file or
    /// folder]
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    pub name: Option<String>,
    /// Replace the bank of this name; its scores stay
    #[arg(long)]
    pub replace: bool,
    #[command(flatten)]
    pub source: SourceArgs,
}

#[derive(Debug, Clone, Default, Args)]
pub struct ImportArgs {
    /// Files, or `-` for stdin
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub source: SourceArgs,
    /// Save the bank here: a .toml file, or a folder with a file for each category [default: print
    /// it]
    #[arg(short, long, value_name = "PATH")]
    pub out: Option<PathBuf>,
    /// Replace what is there
    #[arg(long, requires = "out")]
    pub force: bool,
    /// Fail if any question is left out
    #[arg(long)]
    pub strict: bool,
    /// Print JSON about the import; `dundie help json` describes it
    #[arg(long, requires = "out")]
    pub json: bool,
}

#[derive(Debug, Clone, Default, Args)]
pub struct ExportArgs {
    /// The format
    #[arg(long, value_name = "FORMAT", value_parser = target_names())]
    pub to: String,
    /// Save it here [default: print it]
    #[arg(short, long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Use another bank
    #[arg(long, value_name = "BANK")]
    pub bank: Option<PathBuf>,
    /// Only this category; repeat the option for more
    #[arg(long, value_name = "CATEGORY")]
    pub category: Vec<String>,
    /// This many questions, drawn as a game draws them [default: all, in order]
    #[arg(long, value_name = "N", value_parser = parse_count)]
    pub count: Option<u32>,
    /// A number that changes which questions are drawn and how the choices are shuffled
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub seed: u64,
    /// The title at the top [default: the name of the bank]
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Replace what is there
    #[arg(long, requires = "out")]
    pub force: bool,
    /// Fail if the format cannot hold a question
    #[arg(long)]
    pub strict: bool,
}

/// Where imported questions are from.
#[derive(Debug, Clone, Default, Args)]
pub struct SourceArgs {
    /// The format of the files [default: what their content shows]
    #[arg(long, value_name = "FORMAT", value_parser = format_names())]
    pub from: Option<String>,
    /// The category of questions without one [default: the name of the file]
    #[arg(long, value_name = "NAME")]
    pub category: Option<String>,
    /// Who wrote the questions or where they are from, to keep with the bank
    #[arg(long, value_name = "TEXT")]
    pub origin: Option<String>,
    /// The license of the questions, to keep with the bank
    #[arg(long, value_name = "TEXT")]
    pub license: Option<String>,
}

#[derive(Debug, Clone, Default, Args)]
pub struct ListArgs {
    /// Print JSON; `dundie help json` describes it
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Default, Args)]
pub struct RemoveArgs {
    /// The bank's name, as `dundie bank list` shows it
    #[arg(value_name = "NAME")]
    pub added: String,
    /// Don't ask
    #[arg(long)]
    pub yes: bool,
}

#[derive(Debug, Clone, Default, Args)]
pub struct CheckArgs {
    /// Files, folders or added banks, or `-` for stdin [default: the built-in bank]
    #[arg(value_name = "BANK")]
    pub paths: Vec<PathBuf>,
    /// Warn about departures from the built-in bank's house style, too
    #[arg(long)]
    pub style: bool,
    /// Treat warnings as errors
    #[arg(long, value_name = "WHAT", value_parser = ["warnings"])]
    pub deny: Option<String>,
    /// Explain one rule, or `all`
    #[arg(long, value_name = "RULE", conflicts_with_all = ["paths", "style", "deny", "json"])]
    pub explain: Option<String>,
    /// Print JSON; `dundie help json` describes it
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Default, Args)]
pub struct ShowArgs {
    /// The question's id [default: all questions, as a table]
    pub id: Option<String>,
    /// Use another bank
    #[arg(long, value_name = "BANK")]
    pub bank: Option<PathBuf>,
    /// List the questions by source line
    #[arg(long, conflicts_with = "id")]
    pub by_source: bool,
    /// Print JSON; `dundie help json` describes it
    #[arg(long, conflicts_with = "by_source")]
    pub json: bool,
}
