//! The lossless bundle: a whole ledger in one file.
//!
//! A tar archive, so that any computer opens it:
//!
//! | member | content |
//! |---|---|
//! | `bundle.json` | what this is, with the version of the format |
//! | `blobs/HASH` | a kept file, by the BLAKE3 hash of its bytes; each stands before the entries that name it |
//! | `entries/NUMBER.jsonl` | up to a thousand entries, one a line, from this sequence number on |
//! | `manifest.json` | how many entries and blobs, and the hash of the last entry; without it the file is cut short |
//!
//! An entry's author and body are kept as the very text that its hash was taken over. Reading proves every hash and the
//! chain, and writing what was read gives the same bytes again.

mod entry;
mod read;
mod write;

pub use entry::KeptEntry;
pub use read::{ReadLimits, Receiver, read};
pub use write::write;

use claimant_model::Digest;
use serde::{Deserialize, Serialize};

/// What `bundle.json` says.
const FORMAT: &str = "claimant/bundle/1";
/// Names of members.
const HEAD: &str = "bundle.json";
const MANIFEST: &str = "manifest.json";

#[derive(Serialize, Deserialize)]
struct Head {
    bundle: String,
}

/// What a bundle holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Entries.
    pub entries: u64,
    /// Kept files.
    pub blobs: u64,
    /// The hash of the last entry.
    pub last: Digest,
}

/// Why a bundle could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// The file could not be read or written.
    #[error("the bundle cannot be read or written")]
    Io(#[from] std::io::Error),
    /// Whoever gives the entries and files, or takes them, failed.
    #[error("{0}")]
    Store(Box<dyn std::error::Error + Send + Sync>),
    /// A member is no JSON of its kind.
    #[error("{member} cannot be read: {error}")]
    Json {
        /// The member.
        member: String,
        /// What is wrong with it.
        error: serde_json::Error,
    },
    /// It is something else.
    #[error("this is no bundle: it does not begin with bundle.json of {FORMAT}")]
    NoBundle,
    /// A member that does not belong.
    #[error("{0} is no member of a bundle")]
    Stray(String),
    /// A member longer than allowed.
    #[error("{member} has {bytes} bytes; at most {most} are read")]
    TooLarge {
        /// The member.
        member: String,
        /// Its length.
        bytes: u64,
        /// The limit.
        most: u64,
    },
    /// A kept file was changed.
    #[error("{0} does not have the hash of its name: it was changed")]
    ChangedBlob(String),
    /// An entry was changed, left out or put in.
    #[error("entry {0} does not follow from the one before it: it was changed, or one is missing before it")]
    BrokenChain(u64),
    /// A file that an entry names is not there.
    #[error("entry {sequence} names the file {blob}, which is not there")]
    MissingBlob {
        /// The entry.
        sequence: u64,
        /// The file's hash.
        blob: Digest,
    },
    /// It ends too early, or its manifest counts otherwise.
    #[error("the bundle is cut short: {0}")]
    CutShort(&'static str),
}

impl BundleError {
    fn json(member: &str) -> impl FnOnce(serde_json::Error) -> BundleError {
        let member = member.to_owned();
        move |error| BundleError::Json { member, error }
    }

    fn store<E: Into<Box<dyn std::error::Error + Send + Sync>>>(error: E) -> BundleError {
        BundleError::Store(error.into())
    }
}
