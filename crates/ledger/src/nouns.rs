//! What goes into a ledger and comes out of it, beside the entries themselves.

use claimant_model::{
    AccountId, Author, Claim, Digest, Entry, EntryBody, Estimate, EventId, ReportAdded, ReportCard, ReportId,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What tells the time. Handed in by whoever opens the ledger, so that tests can have their own.
pub type Clock = Box<dyn FnMut() -> Timestamp + Send>;

/// The clock of this machine.
pub fn system_clock() -> Clock {
    Box::new(Timestamp::now)
}

/// An entry to be written: the ledger gives it its number, time and hash.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Who answers for it.
    pub author: Author,
    /// What it says.
    pub body: EntryBody,
}

impl Draft {
    /// This, said by them.
    pub fn new(author: Author, body: EntryBody) -> Draft {
        Draft { author, body }
    }
}

/// A file to be kept, under its BLAKE3 hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    /// Its hash.
    pub hash: Digest,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Blob {
    /// These bytes.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Blob {
        let bytes = bytes.into();
        Blob { hash: Digest::of(&bytes), bytes }
    }
}

/// What an append did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Appended {
    /// The entries written, in order.
    pub entries: Vec<Entry>,
    /// Reports that were there already, word for word: nothing that was given with them was written.
    pub already_there: Vec<ReportId>,
}

/// The state of the ledger to be looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AsOf {
    /// The present one.
    #[default]
    Now,
    /// After this entry.
    Sequence(u64),
    /// After the last entry written at or before this time.
    Time(Timestamp),
}

/// The end of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// How many entries there are; the number of the last.
    pub sequence: u64,
    /// When the last was written; empty in an empty ledger.
    pub time: String,
    /// Its hash. Whoever noted it down can prove later that nothing before it was changed or taken away.
    pub hash: Digest,
}

/// An entry as it is kept, byte for byte: what a lossless copy is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedEntry {
    /// Its number.
    pub sequence: u64,
    /// When it was written.
    pub time: String,
    /// Who answers for it, as the JSON text that was hashed.
    pub author: String,
    /// What it says, as the JSON text that was hashed.
    pub body: String,
    /// The hash of the entry before it.
    pub previous: Digest,
    /// Its hash.
    pub hash: Digest,
}

/// A report that the ledger keeps.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptReport {
    /// The entry that added it.
    pub sequence: u64,
    /// When it was added.
    pub time: String,
    /// What the entry says: the card, the hashes of bytes and text, and how they were come by.
    pub added: ReportAdded,
    /// Whether it was retracted.
    pub retracted: bool,
}

/// A claim and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundClaim {
    /// The entry that holds it.
    pub sequence: u64,
    /// The report it was read from.
    pub report: ReportId,
    /// The claim. Ids of actors and places are those of the report's reading.
    pub claim: Claim,
}

/// An event of the ledger, as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundEvent {
    /// Its id.
    pub event: EventId,
    /// The accounts that were found: all of them, or those that the query fits. In order of their ids.
    pub accounts: Vec<AccountId>,
}

/// An account that is linked to an event.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkedAccount {
    /// The entry that linked it.
    pub sequence: u64,
    /// The account.
    pub account: AccountId,
    /// How sure the linker was.
    pub score: f64,
    /// Why.
    pub reasons: Vec<String>,
}

/// All there is to see of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct EventPage {
    /// Its id.
    pub event: EventId,
    /// The accounts linked, in order of their ids.
    pub accounts: Vec<LinkedAccount>,
    /// The reports that give them.
    pub reports: Vec<ReportCard>,
    /// Their claims about it, by report and in text order.
    pub claims: Vec<FoundClaim>,
    /// The latest estimates.
    pub estimates: Vec<Estimate>,
    /// Everything that was entered about the event and its claims by reviewers.
    pub reviews: Vec<Entry>,
}

/// An account that may be of an event, and waits for somebody to decide.
#[derive(Clone, Debug, PartialEq)]
pub struct QueuedPair {
    /// The entry that queued it.
    pub sequence: u64,
    /// The account.
    pub account: AccountId,
    /// The event.
    pub event: EventId,
    /// How sure the linker is.
    pub score: f64,
    /// What speaks for and against it.
    pub reasons: Vec<String>,
}

/// Something that has the words looked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The report.
    pub report: ReportCard,
    /// The claim whose evidence has the words; absent where only the report has them.
    pub claim: Option<FoundClaim>,
    /// The words about the first one found.
    pub excerpt: String,
    /// How well it fits; higher is better. Comparable among the hits of one search only.
    pub score: f64,
}

/// What a proof of the whole ledger found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// How many entries were proved or found at fault.
    pub entries: u64,
    /// How many kept files.
    pub blobs: u64,
    /// How many spans were compared with the kept texts.
    pub spans: u64,
    /// The hash of the last entry.
    pub head: Option<Digest>,
    /// What is wrong, first entries first; at most [`Verification::MOST_FAULTS`].
    pub faults: Vec<Fault>,
}

/// Something that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The entry; for a kept file, the first entry that names it. Absent where it is about none.
    pub sequence: Option<u64>,
    /// What is wrong.
    pub what: String,
}

impl Verification {
    /// Only so many faults are listed.
    pub const MOST_FAULTS: usize = 100;

    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    /// The first entry that is at fault.
    pub fn first_bad_entry(&self) -> Option<u64> {
        self.faults.iter().filter_map(|fault| fault.sequence).min()
    }
}
