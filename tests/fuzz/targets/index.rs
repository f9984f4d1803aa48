//! Any bytes are an index or are refused; what is read from it may be nonsense,
//! but never ends the program.
#![no_main]

use dundie::bank::Index;
use dundie::quiz::practice::practice;
use dundie::quiz::random::generator;
use dundie::quiz::{Recency, Request, draw};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(index) = Index::open(Box::new(bytes.to_vec())) else {
        return;
    };
    for entry in 0..index.len().min(100) {
        let _ = index.entry(entry).map(|entry| index.find(entry.id));
    }
    let _ = index.names();
    let _ = index.list("episodes");
    let request = Request {
        count: 10,
        through: Some(3),
        ..Request::default()
    };
    let _ = draw(&index, &request, &Recency::none(), &mut generator(1, 0));
    let _ = practice(&index, &request, &[], &mut generator(1, 0));
});
