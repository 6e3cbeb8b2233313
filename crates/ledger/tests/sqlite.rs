//! The ledger in SQLite: all that every store has to do, and what only a file can.

#![allow(clippy::unwrap_used, missing_docs, unreachable_pub, dead_code)]

mod conformance;
mod samples;

use std::path::PathBuf;

use claimant_ledger::{AsOf, Book, Ledger, LedgerError};
use conformance::Place;
use samples::{Sample, minutes};

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
        let connection = rusqlite::Connection::open(self.path()).unwrap();
        connection.execute_batch(sql).unwrap();
    }
}

conformance!(fresh);
