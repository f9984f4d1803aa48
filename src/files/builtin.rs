//! The bank that is compiled in.

use std::io;

use crate::bank::compile::{BankText, File};
use crate::bank::sources::Sources;
use crate::bank::{Bank, Category, Index, ReadError, Texts};

static INDEX: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/builtin.index"));
/// Names and texts.
static FILES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/builtin.rs"));

/// The built-in bank's name on boards and in the history.
pub const NAME: &str = "dundie";

/// The built-in bank, checked when the program was compiled.
///
/// # Errors
/// [`ReadError`] only if the program file is damaged.
pub fn bank() -> Result<Bank, ReadError> {
    Ok(Bank::new(Index::open(Box::new(INDEX))?, Box::new(Compiled)))
}

/// Its text, as in the repository.
#[must_use]
pub fn text() -> BankText {
    let mut bank = BankText::default();
    for (name, text) in FILES {
        bank.add(File {
            name: format!("questions/{name}"),
            text: (*text).to_owned(),
        });
    }
    bank
}

struct Compiled;

fn file(name: &str) -> Option<&'static str> {
    let file = FILES.iter().find(|(own, _)| *own == name);
    file.map(|(_, text)| *text)
}

impl Texts for Compiled {
    fn read(&self, category: &Category, offset: u64, len: u32) -> io::Result<String> {
        let start = offset as usize;
        let text = file(&category.file).and_then(|text| text.get(start..start + len as usize));
        text.map(str::to_owned)
            .ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }

    fn sources(&self) -> Sources {
        Sources::parse(file("sources.toml").unwrap_or_default())
    }
}
