//! Categories as people type them.

use crate::bank::{Category, Index};
use crate::error::Error;
use crate::text::printable::Printable;
use crate::text::slug::{nearest, slug};

/// The category that `text` names: its name or slug in any spelling, or an
/// unambiguous beginning of it or of one of its words.
///
/// # Errors
/// Where it names none, or several; with what was probably meant.
pub fn find(index: &Index, text: &str) -> Result<u32, Error> {
    let categories = index.categories();
    let mut setup = slug(text);
    // As the last word an article is kept, within a name it is dropped.
    for article in ["-the", "-a", "-an"] {
        if let Some(shorter) = setup.strip_suffix(article) {
            setup = shorter.to_owned();
        }
    }
    let number = |found: &Category| {
        let at = categories.iter().position(|c| c.slug == found.slug);
        at.and_then(|at| u32::try_from(at).ok())
    };
    if let Some(exact) = categories.iter().find(|c| c.slug == setup) {
        return Ok(number(exact).unwrap_or(0));
    }
    let begins = |at: fn(&str, &str) -> bool| -> Vec<&Category> {
        let found = categories.iter().filter(|c| at(&c.slug, &setup));
        found.filter(|_| !setup.is_empty()).collect()
    };
    let mut begins_so = begins(|slug, setup| slug.starts_with(setup));
    if begins_so.is_empty() {
        begins_so = begins(|slug, setup| slug.contains(&format!("-{setup}")));
    }
    match begins_so.as_slice() {
        [one] => Ok(number(one).unwrap_or(0)),
        [] => Err(unknown(categories, text, &setup)),
        several => Err(Error::usage(
            format!("\"{}\" could be several categories", Printable(text)),
            format!("write one of: {}", names(several.iter().copied())),
        )),
    }
}

fn unknown(categories: &[Category], text: &str, setup: &str) -> Error {
    let slugs = categories.iter().map(|c| c.slug.as_str());
    let meant = nearest(setup, slugs)
        .and_then(|slug| categories.iter().find(|c| c.slug == slug))
        .map(|category| format!("did you mean \"{}\"?", Printable(&category.name)));
    let all = || format!("there are: {}", names(categories.iter()));
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
        names.truncate(MOST);
        names.push("...".to_owned());
    }
    names.join(", ")
}
