//! Any bytes, of any kind, give documents or errors with a place and a hint, never a panic; the same bytes give the same.
//!
//! The first byte says what they are taken for, so that one corpus serves all readers. `cargo +nightly fuzz run documents`
#![no_main]

use std::time::Duration;

use claimant_text::{Document, Fault, Form, Hint, Items, Limits, TextError};
use libfuzzer_sys::fuzz_target;

const FORMS: [Option<Form>; 7] = [
    None,
    Some(Form::Text),
    Some(Form::Html),
    Some(Form::Feed),
    Some(Form::Warc),
    Some(Form::Pdf),
    Some(Form::Jsonl),
];

fn limits() -> Limits {
    Limits { bytes: 1 << 20, decompressed_bytes: 8 << 20, time: Duration::from_secs(20), ..Limits::default() }
}

fn read(bytes: &[u8], form: Option<Form>) -> Vec<Result<Document, TextError>> {
    let hint = Hint { form, ..Hint::named("input") };
    let items = Items::of_bytes(bytes.to_vec(), hint, limits());
    items.map(|item| item.and_then(|item| item.document(&limits()))).collect()
}

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else { return };
    for made in read(bytes, FORMS[usize::from(*first) % FORMS.len()]) {
        match made {
            Ok(document) => assert!(document.input.id.is_some()),
            Err(error) => {
                assert!(error.to_string().starts_with("input") && !error.fault.hint().is_empty());
                assert!(!matches!(error.fault, Fault::Internal | Fault::TooSlow(_)), "{error}");
            }
        }
    }
});
