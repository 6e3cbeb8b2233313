//! Any web archive, compressed or not, gives its records or errors, record by record.
//!
//! `cargo fuzz run warc`
#![no_main]

use claimant_text::Form;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| claimant_fuzz::documents(bytes, Some(Form::Warc)));
