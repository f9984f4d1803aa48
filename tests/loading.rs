//! Banks and indexes of any content: read, or refused with findings that can be
//! printed, and never the end of the program.
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

use std::fs;
use std::io;
use std::path::Path;

use dundie::bank::compile::{BankText, File, compile};
use dundie::bank::sources::Sources;
use dundie::bank::{Bank, Category, Index, Texts};
use dundie::quiz::practice::practice;
use dundie::quiz::random::generator;
use dundie::quiz::{Recency, Request, Rules, draw, present};
use dundie::text::printable::doubtful_characters;
use proptest::prelude::*;

const SEEDS: [&str; 3] = [
    include_str!("fuzz/corpus/bank/choice.toml"),
    include_str!("fuzz/corpus/bank/kinds.toml"),
    include_str!("fuzz/corpus/bank/lists.toml"),
];

/// What may be put into a bank, and breaks it more often than not.
const PIECES: &str = "(\\[\\[question\\]\\]|\\[\\[list\\]\\]|\n|\"|'''|\"\"\"|\\\\|= |\\[|\\]|\\{|\
                      \\}|#|answer|kind|true|-1|\u{1b}|\u{202e}|\u{e9}|\\PC)";

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

/// The index of the text as a bank of one file; `None` where it has findings,
/// all of which can be printed.
fn load(text: &str) -> Option<Vec<u8>> {
    let mut bank = BankText::default();
    bank.add(File {
        name: "bank.toml".to_owned(),
        text: text.to_owned(),
    });
    match compile(&bank, 1, &|_| ()) {
        Ok(index) => Some(index),
        Err(findings) => {
            assert!(!findings.is_empty());
            for finding in findings {
                for line in finding.to_string().lines() {
                    assert_eq!(doubtful_characters(line).next(), None, "{line:?}");
                }
            }
            None
        }
    }
}

/// Reads and puts every question of a bank that has no findings.
fn read_all(index: Vec<u8>, text: &str) {
    let index = Index::open(Box::new(index)).unwrap();
    let bank = Bank::new(index, Box::new(Text(text.to_owned())));
    for entry in 0..bank.index.len() {
        let question = bank.question(entry).unwrap();
        assert_eq!(bank.find(&question.id).unwrap(), Some(entry));
        let (_, line) = bank.location(entry).unwrap();
        assert!(text.lines().nth(line - 1).unwrap().contains("question"));
        let put = present(question, Rules::default());
        assert!(put.key.iter().all(|place| *place < put.choices.len()));
    }
}

/// Reads what an index may hold, whether it makes sense or not.
fn read_index(bytes: Vec<u8>) {
    let Ok(index) = Index::open(Box::new(bytes)) else {
        return;
    };
    for entry in 0..index.len().min(100) {
        let _ = index.entry(entry).map(|entry| index.find(entry.id));
    }
    let _ = (index.names(), index.list("episodes"));
    let request = Request {
        count: 10,
        through: Some(3),
        ..Request::default()
    };
    let _ = draw(&index, &request, &Recency::none(), &mut generator(1, 0));
    let _ = practice(&index, &request, &[], &mut generator(1, 0));
}

fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus");
    let files = fs::read_dir(folder.join(target)).unwrap();
    files
        .map(|file| fs::read(file.unwrap().path()).unwrap())
        .collect()
}

#[test]
fn what_fuzzing_found_worth_keeping_still_loads_or_is_refused() {
    let banks = corpus("bank");
    assert!(banks.len() > SEEDS.len());
    for bytes in banks {
        if let Ok(text) = String::from_utf8(bytes)
            && let Some(index) = load(&text)
        {
            read_all(index, &text);
        }
    }
    for bytes in corpus("index") {
        read_index(bytes);
    }
}

#[test]
fn the_seeds_are_banks() {
    let text = SEEDS[1];
    read_all(load(text).unwrap(), text);
}

proptest! {
    #[test]
    fn a_bank_with_pieces_put_in_or_cut_out_is_read_or_refused(
        seed in 0..SEEDS.len(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0usize..40, PIECES), 1..6),
    ) {
        let mut chars: Vec<char> = SEEDS[seed].chars().collect();
        for (place, cut, piece) in edits {
            let at = place.index(chars.len() + 1);
            let end = (at + cut).min(chars.len());
            chars.splice(at..end, piece.chars());
        }
        let text: String = chars.into_iter().collect();
        if let Some(index) = load(&text) {
            read_all(index, &text);
        }
    }

    #[test]
    fn an_index_with_bytes_changed_or_missing_is_read_or_refused(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        kept in any::<prop::sample::Index>(),
        is_cut: bool,
    ) {
        let mut bytes = load(SEEDS[1]).unwrap();
        for (place, byte) in changes {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        if is_cut {
            bytes.truncate(kept.index(bytes.len()));
        }
        read_index(bytes);
    }
}
