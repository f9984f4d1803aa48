//! Any text is a bank or has findings; a bank's questions can all be read.
#![no_main]

use std::io;

use dundie::bank::compile::{BankText, File, compile};
use dundie::bank::sources::Sources;
use dundie::bank::{Bank, Category, Index, Texts};
use dundie::quiz::{Rules, present};
use dundie::text::printable::doubtful_characters;
use libfuzzer_sys::fuzz_target;

/// The one file of the bank.
struct Text(String);

impl Texts for Text {
    fn read(&self, _: &Category, offset: u64, len: u32) -> io::Result<String> {
        let start = usize::try_from(offset).unwrap();
        Ok(self.0[start..start + len as usize].to_owned())
    }

    fn sources(&self) -> Sources {
        Sources::default()
    }
}

fuzz_target!(|text: &str| {
    let file = |name: &str| File {
        name: name.to_owned(),
        text: text.to_owned(),
    };
    for shared in ["", "lists.toml", "sources.toml"] {
        let mut bank = BankText::default();
        bank.add(file("bank.toml"));
        if !shared.is_empty() {
            bank.add(file(shared));
        }
        match compile(&bank, 1, &|_| ()) {
            Ok(index) => read(index, text),
            Err(findings) => {
                assert!(!findings.is_empty());
                for finding in findings {
                    let told = finding.to_string();
                    let lines = told.lines().all(|line| doubtful_characters(line).next().is_none());
                    assert!(lines, "{told:?}");
                }
            }
        }
    }
});

fn read(index: Vec<u8>, text: &str) {
    let index: &'static [u8] = Box::leak(index.into_boxed_slice());
    let bank = Bank::new(Index::open(Box::new(index)).unwrap(), Box::new(Text(text.to_owned())));
    for entry in 0..bank.index.len() {
        let question = bank.question(entry).unwrap();
        assert_eq!(bank.find(&question.id).unwrap(), Some(entry));
        for typed in [false, true] {
            let rules = Rules {
                typed,
                ..Rules::default()
            };
            let presented = present(question.clone(), rules);
            assert!(presented.key.iter().all(|place| *place < presented.choices.len()));
        }
    }
}
