//! Any PDF file gives its text or an error.
//!
//! `cargo fuzz run pdf`
#![no_main]

use claimant_text::Form;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| claimant_fuzz::documents(bytes, Some(Form::Pdf)));
