//! Any bytes, in any encoding, are a text or an error.
//!
//! `cargo fuzz run plain_text`
#![no_main]

use claimant_text::Form;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| claimant_fuzz::documents(bytes, Some(Form::Text)));
