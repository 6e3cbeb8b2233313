//! The tables of the views and how an entry changes them.
//!
//! | table | a row is | key |
//! |---|---|---|
//! | `reports` | a report, by the entry that added it | report |
//! | `readings` | a reading of a report, by its entry | report |
//! | `spots` | a place and time that claims of a reading share | |
//! | `accounts` | an event of a reading | |
//! | `claims` | a claim, by its entry | |
//! | `claim_actors` | that an actor is in a claim | |
//! | `links` | that an account is of an event | account |
//! | `queue` | a pair that waits for a decision | account, event |
//! | `estimates` | that an entry holds the estimates of an event, and how many died | event |
//! | `retractions` | that a report or claim does not count | target |
//! | `reviews` | that somebody reviewed something | |
//! | `history` | that an entry is about something, or a file kept: see [`crate::history`] | |
//! | `claim_words`, `report_words` | words to be searched, by entry | |
//!
//! Rows of tables with a key begin and end; the others stay. What is first in a key is a subject of the history, by which
//! rows are found: the tables themselves lie in the order of the entries. Ids of things are kept as numbers (see [`keys`]).

pub(crate) mod codes;
pub(crate) mod context;
pub(crate) mod keys;
pub(crate) mod project;
pub(crate) mod sinks;

use claimant_model::{Digest, EntryBody};

use crate::Result;
use crate::store::Value;

/// The version of the tables and of what fills them: raise it, and ledgers make their views anew when opened.
pub(crate) const VERSION: i64 = 5;

/// The `valid_to` of rows that are still part of the present state.
pub(crate) const FOREVER: i64 = i64::MAX;

/// A table with rows. Where it has keys its last column is `valid_to`, and its first `valid_from`.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) columns: &'static [&'static str],
    /// The columns that tell which row ends, as indexes into `columns`.
    pub(crate) keys: &'static [usize],
}

macro_rules! tables {
    ($($constant:ident = $name:literal [$($column:literal),*] by [$($key:literal),*];)*) => {
        $(pub(crate) static $constant: Table =
            Table { name: $name, columns: &[$($column),*], keys: &[$($key),*] };)*
        pub(crate) static TABLES: &[&Table] = &[$(&$constant),*];
    };
}

tables! {
    REPORTS = "reports" ["valid_from", "report", "valid_to"] by [1];
    READINGS = "readings" ["valid_from", "report", "valid_to"] by [1];
    SPOTS = "spots" ["spot", "reading", "latitude", "longitude", "first_day", "last_day"] by [];
    ACCOUNTS = "accounts" ["account", "reading", "name"] by [];
    CLAIMS = "claims" ["entry", "reading", "claim", "account", "spot", "kind", "outcome", "standing"] by [];
    CLAIM_ACTORS = "claim_actors" ["actor", "entry"] by [];
    LINKS = "links" ["valid_from", "account", "event", "report", "account_id", "event_id", "valid_to"] by [1];
    QUEUE = "queue" ["valid_from", "account", "event", "valid_to"] by [1, 2];
    ESTIMATES = "estimates" ["valid_from", "event", "killed", "valid_to"] by [1];
    RETRACTIONS = "retractions" ["valid_from", "target", "valid_to"] by [1];
    REVIEWS = "reviews" ["entry", "target", "reviewer"] by [];
}

/// A table of words, by entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Words {
    Claims,
    Reports,
}

impl Words {
    pub(crate) const ALL: [Words; 2] = [Words::Claims, Words::Reports];

    pub(crate) fn table(self) -> &'static str {
        match self {
            Words::Claims => "claim_words",
            Words::Reports => "report_words",
        }
    }
}

/// What views are written to: the tables of a store, or sums over what would be in them.
pub(crate) trait Sink {
    fn insert(&mut self, table: &'static Table, row: &[Value<'_>]) -> Result<()>;
    /// Ends the row with these keys that has not ended.
    fn close(&mut self, table: &'static Table, keys: &[i64], at: i64) -> Result<()>;
    /// Notes that an entry is about a subject.
    fn note(&mut self, subject: i64, entry: i64) -> Result<()>;
    fn index(&mut self, table: Words, entry: i64, words: &str) -> Result<()>;
    /// The `valid_from` of the row with this key that has not ended, of a table with one key.
    fn open_row(&self, table: &'static Table, key: i64) -> Result<Option<i64>>;
    /// Whether words are wanted at all, which costs reading the texts.
    fn wants_words(&self) -> bool;
}

/// What the views are made from, beside the entry at hand.
pub(crate) trait Source {
    /// What an earlier entry says.
    fn body(&self, sequence: i64) -> Result<EntryBody>;
    /// A kept text.
    fn text(&self, hash: &Digest) -> Result<String>;
}
