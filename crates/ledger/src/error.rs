//! What can go wrong with a ledger.

use claimant_model::Digest;

/// Why a ledger could not do what was asked. Each names what it is about; nothing is half done after an error.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// The store itself failed: the file is locked, damaged, not writable, or the server is gone.
    #[error("the ledger {place}: {message}")]
    Store {
        /// The file or server.
        place: String,
        /// What it said.
        message: String,
    },
    /// The file or database is something else.
    #[error("{place} is no ledger of claimant: {why}")]
    NotALedger {
        /// The file or server.
        place: String,
        /// How that shows.
        why: String,
    },
    /// It was written by a later version of the program.
    #[error(
        "the ledger {place} is of version {found}, this program knows versions up to {known}: use a newer claimant"
    )]
    TooNew {
        /// The file or server.
        place: String,
        /// The version it has.
        found: i64,
        /// The version known here.
        known: i64,
    },
    /// It was written by an earlier version of the program, and is opened for reading only.
    #[error(
        "the ledger {place} was written by an earlier claimant (version {found}, not {known}): adding to it with \
         `claimant add` brings it up to date"
    )]
    TooOld {
        /// The file or server.
        place: String,
        /// The version it has.
        found: i64,
        /// The version known here.
        known: i64,
    },
    /// An entry speaks of something that the ledger does not hold.
    #[error("there is no {what} {id} in the ledger: {hint}")]
    Unknown {
        /// What kind of thing.
        what: &'static str,
        /// Its id.
        id: String,
        /// What to do.
        hint: &'static str,
    },
    /// A file is referred to by an entry and neither kept nor handed in.
    #[error("the file {0} is neither in the ledger nor given with the entry that names it")]
    NoBlob(Digest),
    /// A file was handed in under a hash that is not its own.
    #[error("a file was given as {given}, but its bytes have the hash {found}")]
    WrongHash {
        /// What it was given as.
        given: Digest,
        /// What it is.
        found: Digest,
    },
    /// A claim's evidence is not what the report's text says.
    #[error("the evidence of claim {claim} is not in the text of report {report} at {start}..{end}")]
    Evidence {
        /// The claim.
        claim: String,
        /// The report.
        report: String,
        /// First character.
        start: usize,
        /// One past the last character.
        end: usize,
    },
    /// What is kept cannot be read: the ledger was tampered with or is damaged.
    #[error("{what} cannot be read: {why}; `claimant verify` tells what else is wrong")]
    Damaged {
        /// Which entry or file.
        what: String,
        /// Why.
        why: String,
    },
    /// Entries to be restored do not follow on what is there.
    #[error("entry {sequence} cannot be restored: {why}")]
    Restore {
        /// The entry.
        sequence: u64,
        /// Why.
        why: String,
    },
    /// A query that cannot be answered as it stands.
    #[error("{0}")]
    Query(String),
}

/// What the ledger gives back.
pub type Result<T, E = LedgerError> = std::result::Result<T, E>;

impl LedgerError {
    pub(crate) fn damaged(what: impl Into<String>, why: impl std::fmt::Display) -> LedgerError {
        LedgerError::Damaged { what: what.into(), why: why.to_string() }
    }
}
