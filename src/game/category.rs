//! Categories as people type them.

use crate::bank::{Category, Index};
use crate::error::Error;
use crate::text::printable::Printable;
use crate::text::slug::{nearest, slug};

/// The category that `text` names: its name or slug in any spelling, or an unambiguous start of
/// it or of one of its words.
///
/// # Errors
/// If it names none or several; the help suggests some.
pub fn find(index: &Index, text: &str) -> Result<u32, Error> {
    let categories = index.categories();
    let mut wanted = slug(text);
    // A slug drops an article unless it is the last word.
    for article in ["-the", "-a", "-an"] {
        if let Some(shorter) = wanted.strip_suffix(article) {
            wanted = shorter.to_owned();
        }
    }
    let word = format!("-{wanted}");
    let rules: [&dyn Fn(&str) -> bool; 3] = [
        &|slug| slug == wanted,
        &|slug| slug.starts_with(&wanted),
        &|slug| slug.contains(&word),
    ];
    let all = || (0..).zip(categories).filter(|_| !wanted.is_empty());
    let found = rules.map(|rule| all().filter(|(_, c)| rule(&c.slug)).collect::<Vec<_>>());
    let found = found.into_iter().find(|found| !found.is_empty());
    match found.unwrap_or_default().as_slice() {
        [] => Err(unknown(categories, text, &wanted)),
        [(number, _)] => Ok(*number),
        several => Err(Error::usage(
            format!("\"{}\" matches several categories", Printable(text)),
            format!("try one of: {}", names(several.iter().map(|(_, c)| *c))),
        )),
    }
}

/// `Jim and Pam, and 10 more`
#[must_use]
pub fn summary(index: &Index) -> String {
    let categories = index.categories();
    let largest = categories
        .iter()
        .rev()
        .max_by_key(|category| category.len());
    let name = largest.map_or("", |category| category.name.as_str());
    match categories.len() {
        0 | 1 => Printable(name).to_string(),
        more => format!("{}, and {} more", Printable(name), more - 1),
    }
}

fn unknown(categories: &[Category], text: &str, wanted: &str) -> Error {
    let slugs = categories.iter().map(|c| c.slug.as_str());
    let meant = nearest(wanted, slugs)
        .and_then(|slug| categories.iter().find(|c| c.slug == slug))
        .map(|category| format!("did you mean \"{}\"?", Printable(&category.name)));
    let all = || format!("try one of: {}", names(categories.iter()));
    Error::usage(
        format!("no category is called \"{}\"", Printable(text)),
        meant.unwrap_or_else(all),
    )
}

/// The first few names, quoted.
fn names<'a>(categories: impl Iterator<Item = &'a Category>) -> String {
    const MOST: usize = 12;
    let quoted = categories.map(|c| format!("\"{}\"", Printable(&c.name)));
    let mut names: Vec<_> = quoted.take(MOST + 1).collect();
    if names.len() > MOST {
        "...".clone_into(&mut names[MOST]);
    }
    names.join(", ")
}
