//! The samples, and how to read them.
#![allow(dead_code, clippy::unwrap_used, reason = "each test file uses a part of it, and a test may panic")]

use std::path::Path;

use claimant_text::{Document, Hint, Items, Limits, TextError};

/// The names of the samples.
pub(crate) const SAMPLES: [&str; 6] =
    ["page.html", "feed.xml", "archive.warc", "report.pdf", "records.jsonl", "report.txt"];

/// The bytes of a sample.
pub(crate) fn bytes(sample: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples").join(sample)).unwrap()
}

/// What a sample gives.
pub(crate) fn read(sample: &str, limits: &Limits) -> Vec<Result<Document, TextError>> {
    read_bytes(bytes(sample), sample, limits)
}

/// What bytes give that come under this name.
pub(crate) fn read_bytes(bytes: Vec<u8>, name: &str, limits: &Limits) -> Vec<Result<Document, TextError>> {
    let items = Items::of_bytes(bytes, Hint::named(name), limits.clone());
    items.map(|item| item.and_then(|item| item.document(limits))).collect()
}
