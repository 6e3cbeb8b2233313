//! The ledger in SQLite: all that every store has to do, and what only a file can.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs, unreachable_pub, dead_code)]

mod conformance;
mod crash;
mod history;
mod samples;

use std::path::PathBuf;

use claimant_ledger::{AsOf, Blob, Book, Draft, Ledger, LedgerError, Query};
use claimant_model::EntryBody;
use conformance::Place;
use rusqlite::Connection;
use rusqlite::types::Value;
use samples::{Sample, estimated, minutes};

struct File {
    folder: tempfile::TempDir,
}

impl File {
    fn path(&self) -> PathBuf {
        self.folder.path().join("book.ledger")
    }
}

fn fresh() -> File {
    File { folder: tempfile::tempdir().unwrap() }
}

impl Place for File {
    fn open(&self) -> Book {
        Book::open_sqlite(&self.path(), minutes()).unwrap()
    }

    fn tamper(&self, sql: &str) {
        Connection::open(self.path()).unwrap().execute_batch(sql).unwrap();
    }
}

#[test]
fn does_all_that_every_store_has_to_do() {
    for (name, case) in conformance::ALL {
        println!("{name}");
        case(&fresh());
    }
}

#[test]
fn another_file_is_refused() {
    let file = fresh();
    std::fs::write(file.path(), "These are notes and no ledger. ".repeat(100)).unwrap();
    let error = Book::open_sqlite(&file.path(), minutes()).err().unwrap();
    assert!(matches!(error, LedgerError::NotALedger { .. }), "{error}");
    std::fs::remove_file(file.path()).unwrap();
    file.tamper("CREATE TABLE recipes (name TEXT)");
    let error = Book::open_sqlite(&file.path(), minutes()).err().unwrap();
    assert!(matches!(error, LedgerError::NotALedger { .. }), "{error}");
}

#[test]
fn a_newer_ledger_is_refused() {
    let file = fresh();
    drop(file.open());
    file.tamper("UPDATE versions SET version = 99 WHERE part = 'entries'");
    let error = Book::open_sqlite(&file.path(), minutes()).err().unwrap();
    assert!(matches!(error, LedgerError::TooNew { found: 99, .. }), "{error}");
    assert!(Book::open_sqlite_read_only(&file.path()).is_err());
}

#[test]
fn older_views_are_made_anew() {
    let file = fresh();
    let sample = Sample::new("r1");
    file.open().append(sample.drafts(), &sample.blobs()).unwrap();
    file.tamper("UPDATE versions SET version = 0 WHERE part = 'views'; DROP TABLE claims");
    let ledger = file.open();
    assert_eq!(ledger.claims(&Query::default(), AsOf::Now).unwrap().len(), 2);
    assert!(ledger.verify().unwrap().is_sound());
}

/// Makes of a ledger what an earlier program would have made: kept files by their hashes, and other views.
const EARLIER: &str = "
    CREATE TABLE moved AS SELECT hash, encoding, bytes FROM blobs;
    DROP TABLE blobs;
    CREATE TABLE blobs (hash BLOB NOT NULL UNIQUE, encoding INTEGER NOT NULL, bytes BLOB NOT NULL);
    INSERT INTO blobs SELECT * FROM moved;
    DROP TABLE moved;
    DROP TABLE history_runs;
    DROP TABLE history_pages;
    CREATE TABLE history (subject INTEGER NOT NULL, entry INTEGER NOT NULL);
    CREATE TABLE link_keys (block INTEGER NOT NULL, link INTEGER NOT NULL);
    UPDATE versions SET version = 1 WHERE part = 'entries';
    UPDATE versions SET version = 3 WHERE part = 'views';";

#[test]
fn a_ledger_of_an_earlier_program_is_brought_up_to_date() {
    let file = fresh();
    let head = full(&file).head().unwrap();
    file.tamper(EARLIER);
    let error = Book::open_sqlite_read_only(&file.path()).err().unwrap();
    assert!(error.to_string().contains("earlier"), "{error}");
    let mut ledger = file.open();
    assert_eq!(ledger.head().unwrap().hash, head.hash);
    assert!(ledger.verify().unwrap().is_sound());
    let sample = Sample::new("r2");
    assert_eq!(ledger.append(sample.drafts(), &sample.blobs()).unwrap().already_there.len(), 1);
    assert_eq!(ledger.blob(&sample.blobs()[0].hash).unwrap().unwrap(), sample.blobs()[0].bytes);
    file.tamper("DROP TABLE history_pages");
    assert!(!ledger.verify().unwrap().is_sound());
}

#[test]
fn many_read_while_one_writes() {
    let file = fresh();
    let mut writer = file.open();
    let sample = Sample::new("r1");
    writer.append(sample.drafts(), &sample.blobs()).unwrap();
    let readers: Vec<Book> = (0..4).map(|_| Book::open_sqlite_read_only(&file.path()).unwrap()).collect();
    let sample = Sample::new("r2");
    writer.append(sample.drafts(), &sample.blobs()).unwrap();
    for mut reader in readers {
        assert_eq!(reader.claims(&Query::default(), AsOf::Now).unwrap().len(), 4);
        assert!(reader.append(vec![estimated("E1", 1)], &[]).is_err());
    }
    assert!(Book::open_sqlite_read_only(&file.folder.path().join("nothing")).is_err());
}

#[test]
fn writers_take_turns() {
    let file = fresh();
    drop(file.open());
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let path = file.path();
            scope.spawn(move || {
                let mut ledger = Book::open_sqlite(&path, claimant_ledger::system_clock()).unwrap();
                for number in 0..10 {
                    let sample = Sample::new(&format!("r{writer}-{number}"));
                    ledger.append(vec![sample.added(), sample.read()], &sample.blobs()).unwrap();
                    ledger.append(sample.claim_drafts(), &[]).unwrap();
                }
            });
        }
    });
    let ledger = file.open();
    assert_eq!(ledger.head().unwrap().sequence, 160);
    assert!(ledger.verify().unwrap().is_sound());
}

/// A ledger with entries of several kinds, and a file large enough to be deflated.
fn full(file: &File) -> Book {
    let mut ledger = file.open();
    for id in ["r1", "r2"] {
        let sample = Sample::new(id);
        ledger.append(sample.drafts(), &sample.blobs()).unwrap();
    }
    let sample = Sample::new("r3");
    let page = Blob::new(format!("<html>{}</html>", sample.text().repeat(100)));
    let mut drafts = sample.drafts();
    if let EntryBody::ReportAdded(added) = &mut drafts[0].body {
        added.raw = page.hash;
    }
    ledger.append(drafts, &[page, sample.blobs()[1].clone()]).unwrap();
    let more: Vec<Draft> = vec![Sample::new("r1").linked("E1", &["k"]), estimated("E1", 12)];
    ledger.append(more, &[]).unwrap();
    ledger
}

/// One byte changed at every `step`th place, the first of which is `start`.
fn changed(value: &Value, start: usize, step: usize) -> Vec<Value> {
    let flip = |bytes: &[u8], at: usize| {
        let mut bytes = bytes.to_vec();
        bytes[at] ^= 1 << (at % 7);
        bytes
    };
    match value {
        Value::Integer(number) => (0..8).map(|byte| Value::Integer(number ^ (1 << (8 * byte)))).collect(),
        Value::Blob(bytes) => {
            (start..bytes.len()).step_by(step).map(|at| Value::Blob(flip(bytes, at))).collect()
        }
        // The seventh bit stays, so that the text is UTF-8 where it is ASCII.
        Value::Text(text) => (start..text.len())
            .step_by(step)
            .filter_map(|at| String::from_utf8(flip(text.as_bytes(), at)).ok().map(Value::Text))
            .collect(),
        _ => vec![],
    }
}

/// Changes every column of every row of a table in many places, one at a time.
fn every_change(
    file: &File,
    table: &str,
    columns: &[&str],
    step: usize,
    mut look: impl FnMut(i64, &str),
) -> usize {
    let connection = Connection::open(file.path()).unwrap();
    let rows: Vec<i64> = {
        let mut statement = connection.prepare(&format!("SELECT rowid FROM {table}")).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let mut count = 0;
    for row in rows {
        for column in columns {
            let get = format!("SELECT {column} FROM {table} WHERE rowid = ?1");
            let value: Value = connection.query_row(&get, [row], |row| row.get(0)).unwrap();
            for other in changed(&value, row as usize % step, step) {
                let set = format!("UPDATE {table} SET {column} = ?1 WHERE rowid = ?2");
                // A number that another entry has cannot be taken.
                if connection.execute(&set, rusqlite::params![other, row]).is_err() {
                    continue;
                }
                look(row, column);
                count += 1;
                let now = match (&other, *column) {
                    (Value::Integer(number), "sequence") => *number,
                    _ => row,
                };
                connection.execute(&set, rusqlite::params![value, now]).unwrap();
            }
        }
    }
    count
}

const NO_TRIGGERS: &str = "DROP TRIGGER entries_are_not_changed; DROP TRIGGER entries_are_not_removed;
    DROP TRIGGER blobs_are_not_changed; DROP TRIGGER blobs_are_not_removed;";

#[test]
fn any_byte_changed_in_an_entry_is_found_and_the_entry_named() {
    let file = fresh();
    let ledger = full(&file);
    file.tamper(NO_TRIGGERS);
    let columns = ["sequence", "time", "author", "body", "previous", "hash"];
    let count = every_change(&file, "entries", &columns, 17, |row, column| {
        let found = ledger.verify().unwrap();
        let first = found.first_bad_entry().unwrap_or_else(|| panic!("{row} {column}: {found:?}"));
        // An entry whose number was changed may come before others now.
        assert!(
            first == row as u64 || (column == "sequence" && first < row as u64),
            "{row} {column}: {found:?}"
        );
    });
    assert!(count > 500, "{count}");
    assert!(ledger.verify().unwrap().is_sound());
}

#[test]
fn any_byte_changed_in_a_kept_file_is_found() {
    let file = fresh();
    let ledger = full(&file);
    file.tamper(NO_TRIGGERS);
    let count = every_change(&file, "blobs", &["hash", "encoding", "bytes"], 7, |row, column| {
        let found = ledger.verify().unwrap();
        assert!(found.first_bad_entry().is_some(), "{row} {column}: {found:?}");
    });
    assert!(count > 100, "{count}");
    assert!(ledger.verify().unwrap().is_sound());
}

#[test]
fn entries_taken_away_are_found() {
    let file = fresh();
    let ledger = full(&file);
    file.tamper(NO_TRIGGERS);
    file.tamper("CREATE TABLE kept AS SELECT * FROM entries");
    for sequence in 1..=14 {
        file.tamper(&format!("DELETE FROM entries WHERE sequence = {sequence}"));
        assert!(!ledger.verify().unwrap().is_sound(), "{sequence}");
        file.tamper(&format!("INSERT INTO entries SELECT * FROM kept WHERE sequence = {sequence}"));
    }
    file.tamper("DELETE FROM blobs WHERE rowid = 2");
    assert_eq!(ledger.verify().unwrap().first_bad_entry(), Some(1));
}

#[test]
fn bytes_changed_in_the_file_itself_are_found() {
    let file = fresh();
    drop(full(&file));
    let bytes = std::fs::read(file.path()).unwrap();
    let needle = b"The army did not comment. Report r2.";
    let mut at = 0;
    let mut count = 0;
    while let Some(found) = bytes[at..].windows(needle.len()).position(|window| window == needle) {
        at += found + 1;
        let mut changed = bytes.clone();
        changed[at + 3] ^= 2;
        std::fs::write(file.path(), &changed).unwrap();
        let ledger = Book::open_sqlite(&file.path(), minutes()).unwrap();
        assert!(!ledger.verify().unwrap().is_sound(), "{at}");
        count += 1;
    }
    assert!(count >= 2, "{count}");
}

#[test]
fn nothing_acknowledged_is_lost_when_the_writer_is_killed() {
    let file = fresh();
    let location = file.path().display().to_string();
    crash::kill_writers(&location, &mut |_| {});
}

/// Run by the test above, as a process of its own that it can kill.
#[test]
#[ignore = "adds until it is killed"]
fn add_until_killed() {
    crash::add_until_killed();
}
