//! `dundie bank check --explain`: what a rule means.

use crate::error::{Error, Outcome};
use crate::lint::rules::{self, Rule};
use crate::print::print;
use crate::text::printable::Printable;
use crate::text::slug::nearest;

/// Explains one rule, or `all` of them.
///
/// # Errors
/// If there is no such rule.
pub fn run(name: &str) -> Result<Outcome, Error> {
    if name == "all" {
        let texts: Vec<_> = rules::ALL.iter().map(text).collect();
        return print(&texts.join("\n"));
    }
    let Some(rule) = rules::find(name) else {
        let names = rules::ALL.iter().map(|rule| rule.name);
        let help = match nearest(name, names) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "`--explain all` lists every rule".to_owned(),
        };
        return Err(Error::usage(
            format!("there is no rule `{}`", Printable(name)),
            help,
        ));
    };
    print(&text(rule))
}

fn text(rule: &Rule) -> String {
    let source = rule.source.map(|source| format!("Source: {source}\n"));
    format!(
        "{} ({})\n{}\n{}",
        rule.name,
        rule.severity.name(),
        rule.about,
        source.unwrap_or_default()
    )
}
