//! Whatever is printed holds nothing that a terminal would obey.
#![no_main]

use dundie::text::normalize::normalize;
use dundie::text::printable::{Printable, doubtful_characters};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let printed = Printable(text).to_string();
    assert_eq!(doubtful_characters(&printed).next(), None);
    let once = normalize(text);
    assert_eq!(normalize(&once), once);
});
