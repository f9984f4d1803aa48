//! Judging a typed answer ends, and obeys its own rules.
#![no_main]

use arbitrary::Arbitrary;
use dundie::quiz::answer::{Judgment, judge};
use dundie::text::normalize::normalize;
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
struct Input {
    given: String,
    answer: String,
    accept: Vec<String>,
    more: Vec<String>,
    names: Vec<String>,
}

fuzz_target!(|input: Input| {
    let names = input.names.iter().map(|name| normalize(name));
    let judgment = judge(&input.given, &input.answer, &input.accept, &input.more, names);
    let given = normalize(&input.given);
    if given.is_empty() {
        assert_eq!(judgment, Judgment::Wrong);
    } else if given == normalize(&input.answer) {
        assert_eq!(judgment, Judgment::Right);
    }
});
