//! What a command's help ends with: calls to copy.

pub const PLAY: &str = "\
Examples:
  dundie play                            ten questions, mixed, getting harder
  dundie play jim-and-pam -n 20          twenty questions of one category
  dundie play --difficulty hard --timed  hard ones, 20 seconds each
  dundie play --through 3                nothing that spoils a season after the third
  dundie play --player pam --player jim  take turns
  dundie play --bank rivers.toml         a bank of your own";

pub const DAILY: &str = "\
Examples:
  dundie daily
  dundie daily --date 2026-11-21         an earlier day, for practice";

pub const PRACTICE: &str = "\
Examples:
  dundie practice
  dundie practice pranks -n 5            five questions of one category";

pub const RESUME: &str = "\
Examples:
  dundie resume
  dundie resume --drop                   discard it instead";

pub const SCORES: &str = "\
Examples:
  dundie scores                          the quick quiz
  dundie scores jim-and-pam --timed      the board of `dundie play` with these options
  dundie scores --daily                  today's daily quiz
  dundie scores --all --csv              every board, for a spreadsheet";

pub const STATS: &str = "\
Examples:
  dundie stats
  dundie stats --player pam --top 10
  dundie stats --questions               how each question does, for whoever writes them";

pub const AWARDS: &str = "\
Examples:
  dundie awards
  dundie awards --player pam";

pub const CATEGORIES: &str = "\
Examples:
  dundie categories
  dundie categories --bank rivers.toml";

pub const BANK: &str = "\
Examples:
  dundie bank check rivers.toml          check a bank of your own
  dundie bank add rivers.toml            from now on, `dundie play --bank rivers` plays it
  dundie bank list
  dundie bank show longest-in-europe --bank rivers
  dundie bank remove rivers --yes";

pub const ADD: &str = "\
Examples:
  dundie bank add rivers.toml
  dundie bank add quiz.gift              imported first; see `dundie bank import`
  dundie play --bank rivers
  dundie settings bank rivers            from now on, without --bank
  dundie settings bank built-in          back to the built-in bank
  dundie bank add rivers.toml --replace  after a change; the scores stay";

pub const IMPORT: &str = "\
Examples:
  dundie bank import quiz.gift -o quiz.toml
  dundie bank import trivia.json -o trivia     a folder, a file for each category
  dundie bank import terms.csv --from csv --category Terms -o terms.toml";

pub const EXPORT: &str = "\
Examples:
  dundie bank export --to html --count 20 --title \"Quiz night\" -o night.html
  dundie bank export --to gift --category family > family.gift
  dundie bank export --to csv --bank rivers.toml -o rivers.csv";

pub const LIST: &str = "\
Examples:
  dundie bank list
  dundie bank list --json";

pub const REMOVE: &str = "\
Examples:
  dundie bank remove rivers --yes        don't ask";

pub const SETTINGS: &str = "\
Examples:
  dundie settings                        all of them, and where they are saved
  dundie settings name pam
  dundie settings through 3              no spoilers past season 3, from now on
  dundie settings through --unset";

pub const FLAGS: &str = r#"Examples:
  dundie flags
  dundie flags --last "two are right"    flag the question you answered last"#;

pub const COMPLETIONS: &str = "\
Examples:
  dundie completions bash > ~/.local/share/bash-completion/completions/dundie
  dundie completions fish > ~/.config/fish/completions/dundie.fish";

pub const MAN: &str = "\
Examples:
  dundie man > dundie.1                  `man -l dundie.1` shows it
  dundie man bank check > dundie-bank-check.1
  dundie man --out man1                  every page, a file each";

pub const CHECK: &str = "\
Examples:
  dundie bank check rivers.toml
  dundie bank check - < rivers.toml      read it from stdin
  dundie bank check --deny warnings      fail on warnings, too
  dundie bank check --explain cue";

pub const SHOW: &str = "\
Examples:
  dundie bank show                       every question, as a table
  dundie bank show longest-in-europe --bank rivers.toml
  dundie bank show --by-source           the questions of each source line";
