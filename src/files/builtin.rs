//! The bank that is compiled in.

use std::io;

use crate::bank::compile::{BankText, File};
use crate::bank::sources::Sources;
use crate::bank::{Bank, Category, Index, ReadError, Texts};

mod generated {
    include!(concat!(env!("OUT_DIR"), "/builtin.rs"));
}

/// The built-in bank's name on boards and in the history.
pub const NAME: &str = "dundie";

/// The built-in bank, checked when the program was compiled.
///
/// # Errors
/// [`ReadError`] only if the program file is damaged.
pub fn bank() -> Result<Bank, ReadError> {
    let index = Index::open(Box::new(generated::INDEX))?;
    Ok(Bank::new(index, Box::new(Compiled)))
}

/// Its text, as in the repository.
#[must_use]
pub fn text() -> BankText {
    let mut bank = BankText::default();
    let shared = [generated::LISTS, generated::SOURCES];
    for (name, text) in generated::FILES.iter().chain(shared.iter().flatten()) {
        bank.add(File {
            name: (*name).to_owned(),
            text: (*text).to_owned(),
        });
    }
    bank
}

struct Compiled;

impl Texts for Compiled {
    fn read(&self, category: &Category, offset: u64, len: u32) -> io::Result<String> {
        let files = generated::FILES.iter();
        let (_, text) = files
            .clone()
            .find(|(name, _)| name.rsplit('/').next() == Some(category.file.as_str()))
            .ok_or(io::ErrorKind::NotFound)?;
        let start = usize::try_from(offset).map_err(|_| io::ErrorKind::InvalidInput)?;
        text.get(start..start + len as usize)
            .map(str::to_owned)
            .ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }

    fn sources(&self) -> Sources {
        let text = generated::SOURCES.map_or("", |(_, text)| text);
        Sources::parse(text)
    }
}
