//! Judging a typed answer ends, and obeys its own rules.
#![no_main]

use arbitrary::Arbitrary;
use dundie::bank::Expected;
use dundie::quiz::answer::{Judgment, judge};
use dundie::text::normalize::normalize;
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
struct Input {
    given: String,
    answer: String,
    accept: Vec<String>,
    more: Vec<String>,
    rivals: Vec<String>,
    exact: bool,
    names: Vec<String>,
}

fuzz_target!(|input: Input| {
    let names = input.names.iter().map(|name| normalize(name));
    let expected = Expected {
        answer: input.answer,
        accept: input.accept,
        more: input.more,
        rivals: input.rivals,
        exact: input.exact,
    };
    let judgment = judge(&input.given, &expected, names);
    if normalize(&input.given).is_empty() {
        assert_eq!(judgment, Judgment::Wrong);
    } else if input.given == expected.answer {
        assert_eq!(judgment, Judgment::Right);
    }
});
