//! `dundie bank check --explain`: what a rule means.

use crate::bank::Severity;
use crate::error::{Error, Outcome};
use crate::lint::rules::{self, GUIDELINES, Rule};
use crate::print::print;
use crate::text::printable::Printable;
use crate::text::slug::nearest;

/// Explains one rule, or `all` of them.
///
/// # Errors
/// If there is no such rule.
pub fn run(name: &str) -> Result<Outcome, Error> {
    if name == "all" {
        let texts: Vec<_> = rules::all().map(text).collect();
        return print(&texts.join("\n"));
    }
    let Some(rule) = rules::all().find(|(_, rule)| rule.name == name) else {
        let names = rules::all().map(|(_, rule)| rule.name.as_str());
        let meant = nearest(name, names).map(|meant| format!("did you mean `{meant}`?"));
        let help = meant.unwrap_or_else(|| "`--explain all` lists every rule".to_owned());
        let message = format!("there is no rule `{}`", Printable(name));
        return Err(Error::usage(message, help));
    };
    print(&text(rule))
}

fn text((severity, rule): (Severity, &Rule)) -> String {
    let text = format!("{} ({})\n{}\n", rule.name, severity.name(), rule.about);
    if rule.is_guideline {
        text + "Source: " + GUIDELINES + "\n"
    } else {
        text
    }
}
