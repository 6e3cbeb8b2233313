//! Any feed (RSS, Atom, JSON) gives its entries or errors, entry by entry.
//!
//! `cargo fuzz run feed`
#![no_main]

use claimant_text::Form;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| claimant_fuzz::documents(bytes, Some(Form::Feed)));
