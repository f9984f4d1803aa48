//! `dundie completions`: a script that lets a shell ask this program for completions, and the
//! answers.
#![expect(
    clippy::disallowed_methods,
    reason = "a shell asks through the environment"
)]

use std::env;
use std::ffi::OsStr;
use std::path::PathBuf;

use clap::{Arg, Command, CommandFactory as _};
use clap_complete::engine::{
    ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter as _,
};
use clap_complete::env::Shells;
use clap_complete::{CompleteEnv, Shell};

use crate::app::App;
use crate::cli::{Cli, Global};
use crate::error::{Error, Outcome};
use crate::files::settings::KEYS;
use crate::lint::rules;
use crate::print::print;

/// Names the shell that asks.
const VAR: &str = "DUNDIE_COMPLETE";
/// More ids take too long to read.
const MOST_IDS: u32 = 10_000;

/// # Errors
/// If the script cannot be written.
pub fn run(shell: Shell) -> Result<Outcome, Error> {
    let mut script = Vec::new();
    let (shells, name) = (Shells::builtins(), shell.to_string());
    let Some(shell) = shells.completer(&name) else {
        return Err(Error::usage(
            format!("no completions for {name}"),
            "`dundie completions --help` lists the shells",
        ));
    };
    // The binary that the shell finds answers, so an update needs no new script.
    shell
        .write_registration(VAR, "dundie", "dundie", "dundie", &mut script)
        .map_err(|error| Error::from_error(error, None))?;
    print(&String::from_utf8_lossy(&script))
}

/// Answers a shell that asks for completions; `false` if none does.
///
/// # Errors
/// If the shell is unknown, or its words are.
pub fn answer() -> clap::error::Result<bool> {
    let folder = env::current_dir().ok();
    CompleteEnv::with_factory(|| taught(Cli::command()))
        .var(VAR)
        .try_complete(env::args_os(), folder.as_deref())
}

/// The command with completions for what clap does not know.
fn taught(command: Command) -> Command {
    command.mut_args(taught_arg).mut_subcommands(taught)
}

fn taught_arg(arg: Arg) -> Arg {
    let names: fn() -> Vec<String> = match arg.get_id().as_str() {
        "categories" | "category" => categories,
        "player" => players,
        "id" => ids,
        "bank" | "added" => banks,
        "explain" => || rules::all().map(|(_, rule)| rule.name.clone()).collect(),
        "key" => || KEYS.iter().map(|key| key.name.to_owned()).collect(),
        "command" => || {
            let cli = Cli::command();
            let names = cli
                .get_subcommands()
                .filter(|command| !command.is_hide_set());
            names.map(|command| command.get_name().to_owned()).collect()
        },
        _ => return arg,
    };
    let is_path = arg.get_id() == "bank";
    arg.add(ArgValueCompleter::new(move |current: &OsStr| {
        let paths = is_path.then(|| PathCompleter::any().complete(current));
        let current = current.to_string_lossy();
        let names = names().into_iter().map(|name| quoted(&name));
        let begun = names.filter(|name| name.starts_with(&*current));
        let begun = begun.map(CompletionCandidate::new);
        begun.chain(paths.into_iter().flatten()).collect()
    }))
}

/// The name as the shell reads it back. All shells but bash do this themselves.
fn quoted(name: &str) -> String {
    if env::var_os("_CLAP_COMPLETE_COMP_TYPE").is_none() {
        return name.to_owned();
    }
    let is_plain = |c: char| c.is_alphanumeric() || "-_./,+@".contains(c);
    let escape = |c| if is_plain(c) { vec![c] } else { vec!['\\', c] };
    name.chars().flat_map(escape).collect()
}

fn categories() -> Vec<String> {
    let bank = app().bank(given("--bank").as_deref());
    let categories = bank.map(|named| {
        let categories = named.bank.index.categories().iter();
        categories.map(|category| category.slug.clone()).collect()
    });
    categories.unwrap_or_default()
}

fn ids() -> Vec<String> {
    let bank = app().bank(given("--bank").as_deref());
    let ids = bank.map(|named| {
        let ordinals = 0..named.bank.index.len().min(MOST_IDS);
        let questions = ordinals.filter_map(|ordinal| named.bank.question(ordinal).ok());
        questions.map(|question| question.id).collect()
    });
    ids.unwrap_or_default()
}

fn banks() -> Vec<String> {
    app().shelf().map(|shelf| shelf.names()).unwrap_or_default()
}

fn players() -> Vec<String> {
    let history = app().history().ok().flatten();
    let players = history.and_then(|history| history.players_unless("").ok());
    players.unwrap_or_default()
}

/// Plain, so that nothing but the answer is printed.
fn app() -> App {
    App::new(&Global {
        color: None,
        plain: true,
        data_dir: given("--data-dir"),
    })
}

/// The value of an option on the line so far.
fn given(option: &str) -> Option<PathBuf> {
    let words: Vec<_> = env::args_os().collect();
    let after = words.iter().position(|word| word == option)? + 1;
    words.get(after).map(PathBuf::from)
}
