//! The credits of any text lie within it.
//!
//! `cargo +nightly fuzz run credits`
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    for span in claimant_credits::find(&text).spans {
        assert!(text.get(span).is_some());
    }
});
