//! Any text has a parse whose tokens rebuild it and whose heads stay within their sentence.
//!
//! `cargo +nightly fuzz run parse`
#![no_main]

use std::sync::OnceLock;

use claimant::parse::{Pipeline, Precision, Scratch};
use libfuzzer_sys::fuzz_target;

static PIPELINE: OnceLock<Pipeline> = OnceLock::new();

fuzz_target!(|bytes: &[u8]| {
    let pipeline = PIPELINE.get_or_init(|| Pipeline::english().expect("the model in the program"));
    let text = String::from_utf8_lossy(bytes);
    for precision in [Precision::Exact, Precision::Fast] {
        let document = pipeline.parse_with(&text, precision, &mut Scratch::default());
        let rebuilt: String = document
            .tokens()
            .map(|token| [token.text(), if token.space_after() { " " } else { "" }].concat())
            .collect();
        assert_eq!(rebuilt, text);
        for sentence in document.sentences() {
            assert!(sentence.tokens().all(|token| sentence.token_range().contains(&token.head().index())));
        }
    }
});
