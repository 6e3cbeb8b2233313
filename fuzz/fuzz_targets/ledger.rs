//! Any entries, sealed so that their hashes are right, are taken whole or refused whole, and what was taken verifies.
//!
//! Every line is the body of an entry. A stranger's bundle can hold any body, and its hashes prove only that nobody changed
//! it since. `cargo fuzz run ledger`
#![no_main]

use claimant_ledger::{AsOf, Blob, Book, Ledger, Query, SealedEntry, system_clock};
use claimant_model::{Digest, entry_hash};
use libfuzzer_sys::fuzz_target;

const AUTHOR: &str = r#"{"kind":"person","name":"Ama"}"#;
const TIME: &str = "2026-02-03T04:05:06Z";
const TEXT: &str = "KIDAL, Feb 3 - Two soldiers were killed when rebels shelled the market of Kidal on Tuesday, the mayor said.\n";

fn sealed(lines: &[u8]) -> Vec<SealedEntry> {
    let text = String::from_utf8_lossy(lines).replace("TEXT", &Blob::new(TEXT).hash.to_string());
    let mut previous = Digest::ZERO;
    (1..)
        .zip(text.lines().take(20))
        .map(|(sequence, body)| {
            let hash = entry_hash(&previous, sequence, TIME.as_bytes(), AUTHOR.as_bytes(), body.as_bytes());
            let entry = SealedEntry {
                sequence,
                time: TIME.into(),
                author: AUTHOR.into(),
                body: body.into(),
                previous,
                hash,
            };
            previous = hash;
            entry
        })
        .collect()
}

fn look(book: &Book) {
    assert!(book.verify().is_ok());
    let claims = book.claims(&Query::default(), AsOf::Now).expect("claims");
    for event in book.events(&Query::default(), AsOf::Now).expect("events") {
        book.event_page(&event.event, AsOf::Now).expect("a page");
    }
    assert!(claims.len() <= 100_000);
    let _ = book.search("market", 20, AsOf::Now).expect("a search");
}

fuzz_target!(|bytes: &[u8]| {
    let entries = sealed(bytes);
    let folder = tempfile::tempdir().expect("a folder");
    let mut book = Book::open_sqlite(&folder.path().join("book"), system_clock()).expect("a ledger");
    let taken = book.restore(&entries, &[Blob::new(TEXT)]).is_ok();
    let there = book.head().expect("the end").sequence;
    assert_eq!(there, if taken { entries.len() as u64 } else { 0 });
    look(&book);
});
