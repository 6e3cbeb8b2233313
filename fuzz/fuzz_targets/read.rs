//! Any text has a reading, and every span of it slices the text.
//!
//! `cargo +nightly fuzz run read`
#![no_main]

use std::sync::OnceLock;

use claimant::{Pipeline, Reader, ReportInput, Scratch};
use libfuzzer_sys::fuzz_target;

static READER: OnceLock<Reader> = OnceLock::new();

fuzz_target!(|bytes: &[u8]| {
    let reader = READER.get_or_init(|| Reader::new(Pipeline::english().expect("the model in the program")));
    let input = ReportInput { text: String::from_utf8_lossy(bytes).into_owned(), ..ReportInput::default() };
    let reading = reader.read(&input, &mut Scratch::default());
    let characters: Vec<char> = reading.report.text.chars().collect();
    for span in reading.claims.iter().flat_map(|claim| claim.evidence.spans()) {
        let sliced: String = characters[span.start()..span.end()].iter().collect();
        assert_eq!(sliced, span.text());
    }
    for estimate in reading.events.iter().flat_map(|event| &event.estimates) {
        let given: Vec<u64> = [estimate.low, estimate.best, estimate.high].into_iter().flatten().collect();
        assert!(given.is_sorted(), "{given:?}");
    }
});
