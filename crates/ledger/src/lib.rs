//! The append-only book of claimant: who entered what, when, and that nothing was changed since.
//!
//! A [`Ledger`] holds *entries* ([`claimant_model::Entry`]) and *files* (the bytes and texts of reports, kept by hash).
//! An entry carries the hash of the one before it, so that no byte of any entry can be changed, and none removed from
//! the middle, without [`Ledger::verify`] naming the first that is wrong. Whoever notes down the hash of the last entry
//! ([`Ledger::head`]) can prove as much of the end. The databases refuse to change or remove entries besides.
//!
//! Everything else is a *view*: derived from the entries, in the same transaction, by one function
//! (`views/project.rs`), so that it can be thrown away and made anew. Rows of views begin and end with an entry, which is
//! how any past state can be asked for ([`AsOf`]).
//!
//! There is one implementation, [`Book`], over two stores: SQLite (one file; [`Book::open_sqlite`]) and, with the feature
//! `postgres`, PostgreSQL with PostGIS (`Book::open_postgres`). What they share is written once; where they differ is
//! one table of statements (`store/mod.rs`, `Dialect`), and one suite of tests runs over both.
//!
//! ```
//! use claimant_ledger::{AsOf, Blob, Book, Draft, Ledger, system_clock};
//! use claimant_model::{Author, EntryBody, ReportAdded, ReportCard, ReportId, Retrieval};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! let mut ledger = Book::open_sqlite(&folder.path().join("book.ledger"), system_clock())?;
//! let text = Blob::new("Two shells fell on the market, the mayor said.");
//! let added = ReportAdded {
//!     report: ReportCard {
//!         id: ReportId::new("r1"),
//!         source: None, wire: None, url: None, title: None, byline: None, published: None,
//!         language: "en".into(),
//!     },
//!     raw: text.hash,
//!     text: text.hash,
//!     media_type: "text/plain".into(),
//!     retrieval: Retrieval { method: "file".into(), tool: "claimant".into(), ..Retrieval::default() },
//! };
//! let draft = Draft::new(Author::person("Ama"), EntryBody::ReportAdded(Box::new(added)));
//! let first = ledger.append(vec![draft.clone()], std::slice::from_ref(&text))?;
//! assert_eq!(first.entries.len(), 1);
//!
//! let again = ledger.append(vec![draft], &[text])?;
//! assert!(again.entries.is_empty() && again.already_there.len() == 1);
//!
//! assert_eq!(ledger.search("market", 20, AsOf::Now)?.len(), 1);
//! assert!(ledger.verify()?.is_sound());
//! # Ok(())
//! # }
//! ```

mod book;
mod error;
mod history;
mod ledger;
mod nouns;
mod query;
mod spans;
mod store;
mod views;
mod words;

use std::path::Path;

pub use book::{Book, SqliteLedger};
pub use error::{LedgerError, Result};
pub use ledger::Ledger;
pub use nouns::{
    Appended, AsOf, Blob, Clock, Draft, EventPage, Fault, FoundClaim, FoundEvent, Head, Hit, KeptReport,
    LinkedAccount, QueuedPair, SealedEntry, Verification, system_clock,
};
pub use query::{Area, Order, Query};

/// Opens a ledger by where it is: `postgres://…` is a database of PostgreSQL, anything else a file of SQLite. It is made
/// when it is not there.
pub fn open(location: &str, clock: Clock) -> Result<Book> {
    if server(location) {
        open_server(location, clock)
    } else {
        Book::open_sqlite(Path::new(location), clock)
    }
}

/// Opens a ledger that is there, for reading only.
pub fn open_read_only(location: &str) -> Result<Book> {
    if server(location) {
        open_server_read_only(location)
    } else {
        Book::open_sqlite_read_only(Path::new(location))
    }
}

fn server(location: &str) -> bool {
    location.starts_with("postgres://") || location.starts_with("postgresql://")
}

#[cfg(feature = "postgres")]
fn open_server(location: &str, clock: Clock) -> Result<Book> {
    Book::open_postgres(location, clock)
}

#[cfg(feature = "postgres")]
fn open_server_read_only(location: &str) -> Result<Book> {
    Book::open_postgres_read_only(location)
}

#[cfg(not(feature = "postgres"))]
fn open_server_read_only(location: &str) -> Result<Book> {
    open_server(location, system_clock())
}

#[cfg(not(feature = "postgres"))]
fn open_server(_: &str, _: Clock) -> Result<Book> {
    Err(LedgerError::Query(
        "this claimant was built without PostgreSQL: build it with `--features postgres`, or name a file"
            .to_owned(),
    ))
}
