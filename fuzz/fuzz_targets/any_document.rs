//! Bytes of an unknown kind: which reader takes them is found out from them.
//!
//! `cargo fuzz run any_document`
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| claimant_fuzz::documents(bytes, None));
