//! Values out of the database, which another program may have written: what is not as it should
//! be is `None`, and the row is left out.

use rusqlite::types::ValueRef;
use rusqlite::{Params, Row, Statement};

/// The longest text that is taken, in bytes.
const TEXT_MAX: usize = 1 << 20;

/// The longest list that is taken, in bytes.
const LIST_MAX: usize = 1 << 26;

/// All rows that `read` can make something of.
pub(super) fn collect<T>(
    statement: &mut Statement<'_>,
    params: impl Params,
    read: impl Fn(&Row<'_>) -> Option<T>,
) -> rusqlite::Result<Vec<T>> {
    let rows = statement.query_map(params, |row| Ok(read(row)))?;
    rows.filter_map(Result::transpose).collect()
}

pub(super) fn number<T: TryFrom<i64>>(row: &Row<'_>, column: usize) -> Option<T> {
    match row.get_ref(column) {
        Ok(ValueRef::Integer(value)) => T::try_from(value).ok(),
        _ => None,
    }
}

pub(super) fn truth(row: &Row<'_>, column: usize) -> Option<bool> {
    match number(row, column)? {
        0_u8 => Some(false),
        1 => Some(true),
        _ => None,
    }
}

pub(super) fn text(row: &Row<'_>, column: usize) -> Option<String> {
    borrowed(row, column).map(str::to_owned)
}

/// As [`text`], for as long as the row stands.
pub(super) fn borrowed<'a>(row: &'a Row<'_>, column: usize) -> Option<&'a str> {
    str_within(row, column, TEXT_MAX)
}

pub(super) fn list(row: &Row<'_>, column: usize) -> Option<Vec<String>> {
    str_within(row, column, LIST_MAX).and_then(split)
}

pub(super) fn is_null(row: &Row<'_>, column: usize) -> bool {
    matches!(row.get_ref(column), Ok(ValueRef::Null))
}

fn str_within<'a>(row: &'a Row<'_>, column: usize, max: usize) -> Option<&'a str> {
    let text = row.get_ref(column).ok()?.as_str().ok()?;
    (text.len() <= max).then_some(text)
}

/// A list as one text: a line an item, so that an empty list is the empty text.
pub(super) fn join<S: AsRef<str>>(items: impl IntoIterator<Item = S>) -> String {
    let mut text = String::new();
    for item in items {
        for c in item.as_ref().chars() {
            match c {
                '\\' => text.push_str("\\\\"),
                '\n' => text.push_str("\\n"),
                c => text.push(c),
            }
        }
        text.push('\n');
    }
    text
}

/// Undoes [`join`]; `None` for a text that it does not make.
fn split(text: &str) -> Option<Vec<String>> {
    let mut items = Vec::new();
    let mut item = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\n' => items.push(std::mem::take(&mut item)),
            '\\' => match chars.next()? {
                '\\' => item.push('\\'),
                'n' => item.push('\n'),
                _ => return None,
            },
            c => item.push(c),
        }
    }
    item.is_empty().then_some(items)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lists_are_told_apart() {
        let cases: [(&[&str], &str); 5] = [
            (&[], ""),
            (&[""], "\n"),
            (&["a", "b"], "a\nb\n"),
            (&["a\nb"], "a\\nb\n"),
            (&["a\\nb"], "a\\\\nb\n"),
        ];
        for (items, text) in cases {
            assert_eq!(join(items), text);
            assert_eq!(split(text).unwrap(), items);
        }
    }

    #[test]
    fn a_text_that_is_no_list_is_none() {
        for text in ["a", "a\nb", "\\x\n", "\\"] {
            assert_eq!(split(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_list_comes_back(items in prop::collection::vec(any::<String>(), 0..8)) {
            prop_assert_eq!(split(&join(&items)), Some(items));
        }
    }
}
