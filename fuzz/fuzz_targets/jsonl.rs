//! Any lines of JSON give records or errors, line by line.
//!
//! `cargo fuzz run jsonl`
#![no_main]

use claimant_text::Form;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| claimant_fuzz::documents(bytes, Some(Form::Jsonl)));
