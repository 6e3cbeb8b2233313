//! `claimant verify`, end to end.

mod common;

use claimant_ledger::{Blob, Book, Draft, Ledger, system_clock};
use claimant_model::{Author, EntryBody, ReportAdded, ReportCard, ReportId, Retrieval};
use common::{argument, claimant, folder};

fn added(blob: &Blob) -> Draft {
    let report = ReportCard {
        id: ReportId::new("r1"),
        source: None,
        wire: None,
        url: None,
        title: None,
        byline: None,
        published: None,
        language: "en".into(),
    };
    let (raw, text) = (blob.hash, blob.hash);
    let added =
        ReportAdded { report, raw, text, media_type: "text/plain".into(), retrieval: Retrieval::default() };
    Draft::new(Author::person("Ama"), EntryBody::ReportAdded(Box::new(added)))
}

#[test]
fn a_ledger_is_sound_until_a_byte_is_changed() {
    let folder = folder(&[]);
    let path = folder.path().join("book.ledger");
    let mut ledger = Book::open_sqlite(&path, system_clock()).unwrap();
    let blob = Blob::new("A shell fell near the mill, a miller said.");
    ledger.append(vec![added(&blob)], &[blob]).unwrap();
    let head = ledger.head().unwrap().hash.to_string();
    drop(ledger);
    let run = claimant(&["verify", argument(&path), "--holds", &head], "");
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    assert!(run.stdout.contains("Sound") && run.stdout.contains("Entry 1 has the hash"), "{}", run.stdout);
    assert_eq!(claimant(&["verify", "--ledger", argument(&path), "--holds", &"0".repeat(64)], "").status, 1);
    let bytes = std::fs::read(&path).unwrap();
    let at = bytes.windows(12).position(|window| window == b"A shell fell").unwrap();
    let mut changed = bytes;
    changed[at + 2] = b'S';
    std::fs::write(&path, changed).unwrap();
    let run = claimant(&["verify", argument(&path)], "");
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains("not as it was written is 1."), "{}", run.stdout);
}

#[test]
fn what_is_no_ledger_is_a_failure() {
    let folder = folder(&[("notes.txt", b"These are notes.")]);
    for name in ["notes.txt", "nothing"] {
        let run = claimant(&["verify", argument(&folder.path().join(name))], "");
        assert_eq!(run.status, 2, "{name}");
        assert!(run.stderr.contains("hint: "), "{}", run.stderr);
    }
}
