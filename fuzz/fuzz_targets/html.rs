//! Any page gives its text or an error with a place and a hint.
//!
//! `cargo fuzz run html`
#![no_main]

use claimant_text::Form;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| claimant_fuzz::documents(bytes, Some(Form::Html)));
