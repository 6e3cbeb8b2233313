//! The bundle: what goes in comes out, letter for letter, and nothing that was changed goes through.

use std::collections::HashMap;
use std::convert::Infallible;

use claimant_model::{
    Author, Digest, EntryBody, ReportAdded, ReportCard, ReportId, Retrieval, Target, entry_hash,
};

use crate::bundle::{BundleError, KeptEntry, Manifest, ReadLimits, Receiver, read, write};

/// A ledger in memory.
#[derive(Default)]
struct Book {
    entries: Vec<KeptEntry>,
    blobs: HashMap<Digest, Vec<u8>>,
}

impl Book {
    fn add(&mut self, body: &str) {
        let sequence = self.entries.len() as u64 + 1;
        let previous = self.entries.last().map_or(Digest::ZERO, |entry| entry.hash);
        let time = format!("2031-04-01T00:00:00.{sequence:06}Z");
        // Spaces as no serializer writes them: kept text is kept.
        let author = serde_json::to_string(&Author::person("Awa Diarra")).unwrap().replace("\":", "\" : ");
        let hash = entry_hash(&previous, sequence, time.as_bytes(), author.as_bytes(), body.as_bytes());
        self.entries.push(KeptEntry::new(sequence, time, author, body.to_owned(), previous, hash).unwrap());
    }

    fn keep(&mut self, bytes: &[u8]) -> Digest {
        self.blobs.insert(Digest::of(bytes), bytes.to_vec());
        Digest::of(bytes)
    }

    fn write(&self) -> Result<(Vec<u8>, Manifest), BundleError> {
        let mut out = Vec::new();
        let entries = self.entries.iter().cloned().map(Ok::<_, Infallible>);
        let manifest = write(entries, |digest| Ok(self.blobs.get(digest).cloned()), &mut out)?;
        Ok((out, manifest))
    }
}

impl Receiver for Book {
    type Error = Infallible;

    fn blob(&mut self, digest: Digest, bytes: Vec<u8>) -> Result<(), Infallible> {
        self.blobs.insert(digest, bytes);
        Ok(())
    }

    fn entries(&mut self, entries: Vec<KeptEntry>) -> Result<(), Infallible> {
        self.entries.extend(entries);
        Ok(())
    }
}

/// Three reports, one of them seen twice, and many small entries.
fn book() -> Book {
    let mut book = Book::default();
    for number in 0..3 {
        let raw = book.keep(format!("<p>Report {number}, \u{65e5}\u{672c}</p>").as_bytes());
        let text = book.keep(format!("Report {}", number % 2).as_bytes());
        let card = serde_json::json!({"id": format!("r{number}"), "language": "en"});
        let report: ReportCard = serde_json::from_value(card).unwrap();
        let retrieval = Retrieval { method: "file".into(), ..Retrieval::default() };
        let added = ReportAdded { report, raw, text, media_type: "text/html".into(), retrieval };
        book.add(&serde_json::to_string(&EntryBody::ReportAdded(Box::new(added))).unwrap());
    }
    for number in 0..2500 {
        let target = Target::Report { report: ReportId::new(format!("r{number}")) };
        let body = EntryBody::Retracted { target, reason: "read from a caption".into() };
        book.add(&serde_json::to_string(&body).unwrap());
    }
    book
}

fn reread(bytes: &[u8]) -> Result<(Book, Manifest), BundleError> {
    let mut book = Book::default();
    let manifest = read(bytes, &ReadLimits::default(), &mut book)?;
    Ok((book, manifest))
}

#[test]
fn a_book_comes_back_and_gives_the_same_bytes_again() {
    let (bytes, manifest) = book().write().unwrap();
    assert_eq!((manifest.entries, manifest.blobs), (2503, 5));
    let (back, again) = reread(&bytes).unwrap();
    assert_eq!(again, manifest);
    let texts =
        |book: &Book| book.entries.iter().map(|e| serde_json::to_string(e).unwrap()).collect::<Vec<_>>();
    assert_eq!(texts(&back), texts(&book()));
    assert_eq!(back.blobs, book().blobs);
    assert_eq!(back.write().unwrap().0, bytes);
    assert!(matches!(back.entries[0].entry().unwrap().body, EntryBody::ReportAdded(_)));
}

#[test]
fn an_empty_book_is_a_bundle() {
    let (bytes, _) = Book::default().write().unwrap();
    assert_eq!(reread(&bytes).unwrap().1.entries, 0);
}

#[test]
fn any_changed_byte_of_content_is_found() {
    let mut small = book();
    small.entries.truncate(6);
    let (bytes, _) = small.write().unwrap();
    let whole = reread(&bytes).unwrap().0;
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        // A byte of padding may change without changing anything that is read.
        if let Ok((book, _)) = reread(&changed) {
            let same =
                book.entries.iter().zip(&whole.entries).all(|(a, b)| a.hash == b.hash && a.is_proven());
            assert!(
                same && book.entries.len() == whole.entries.len() && book.blobs == whole.blobs,
                "byte {at}"
            );
        }
    }
}

#[test]
fn a_bundle_cut_anywhere_is_refused() {
    let (bytes, _) = book().write().unwrap();
    for end in (0..bytes.len() - 1024).step_by(4099) {
        assert!(reread(&bytes[..end]).is_err(), "{end}");
    }
}

#[test]
fn a_broken_ledger_gives_no_bundle() {
    let mut missing = book();
    missing.entries.remove(7);
    assert!(matches!(missing.write(), Err(BundleError::BrokenChain(9))));
    let mut lost = book();
    lost.blobs.clear();
    assert!(matches!(lost.write(), Err(BundleError::MissingBlob { sequence: 1, .. })));
}

#[test]
fn what_is_no_bundle_is_refused() {
    assert!(matches!(reread(b"hello"), Err(BundleError::NoBundle | BundleError::Io(_))));
    assert!(reread(&[0; 2048]).is_err());
}

#[test]
fn a_member_that_is_too_large_is_refused() {
    let (bytes, _) = book().write().unwrap();
    let limits = ReadLimits { blob: 8, entries: 1 << 20 };
    let error = read(&bytes[..], &limits, &mut Book::default()).unwrap_err();
    assert!(matches!(error, BundleError::TooLarge { most: 8, .. }), "{error}");
}
