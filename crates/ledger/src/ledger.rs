//! The ledger as its users see it.

use std::ops::Range;

use claimant_model::{
    AccountId, ActorId, ClaimId, Digest, Entry, Estimate, EventId, Reading, ReportId, Target,
};

use crate::nouns::{
    Appended, AsOf, Blob, Draft, EventPage, FoundClaim, FoundEvent, Head, Hit, KeptReport, QueuedPair,
    SealedEntry, Verification,
};
use crate::{Query, Result};

/// An append-only book of entries and the views of it.
///
/// Only [`append`](Ledger::append) and [`restore`](Ledger::restore) add to it, and nothing changes or removes an entry.
/// The views are derived from the entries in the same transaction; [`rebuild_views`](Ledger::rebuild_views) makes them
/// anew. Many programs may read while one writes; writers wait for each other.
pub trait Ledger: Send {
    /// Writes entries: all of them, in order, or none. When it returns, they are on disk.
    ///
    /// A report that is there already, with the same bytes and text, is left out together with all readings and claims
    /// of it in the same call, and named in [`Appended::already_there`]; a retracted one stays retracted. One with
    /// other bytes supersedes the earlier version and its reading. A claim already in the report's present reading is
    /// left out too.
    fn append(&mut self, drafts: Vec<Draft>, blobs: &[Blob]) -> Result<Appended>;

    /// The end of the ledger.
    fn head(&self) -> Result<Head>;

    /// The entries with these numbers, as far as there are any.
    fn entries(&self, sequences: Range<u64>) -> Result<Vec<Entry>>;

    /// The same, byte for byte.
    fn sealed_entries(&self, sequences: Range<u64>) -> Result<Vec<SealedEntry>>;

    /// The entry with this hash, if there is one.
    fn entry_with_hash(&self, hash: &Digest) -> Result<Option<u64>>;

    /// Adds entries of another ledger, as they are: they have to follow on the last entry here.
    fn restore(&mut self, entries: &[SealedEntry], blobs: &[Blob]) -> Result<()>;

    /// The bytes kept under this hash.
    fn blob(&self, hash: &Digest) -> Result<Option<Vec<u8>>>;

    /// A report, retracted ones included.
    fn report(&self, report: &ReportId, as_of: AsOf) -> Result<Option<KeptReport>>;

    /// Reports that are not retracted, in the order they were added, beginning after this entry.
    fn reports(&self, after: u64, limit: usize, as_of: AsOf) -> Result<Vec<KeptReport>>;

    /// What was read from a report: the latest reading, without retracted claims. None of a retracted report.
    fn reading(&self, report: &ReportId, as_of: AsOf) -> Result<Option<Reading>>;

    /// A claim that stands.
    fn claim(&self, claim: &ClaimId, as_of: AsOf) -> Result<Option<FoundClaim>>;

    /// Claims that stand and meet the query, latest entry first.
    fn claims(&self, query: &Query, as_of: AsOf) -> Result<Vec<FoundClaim>>;

    /// Events with an account that has a claim which meets the query, latest link first.
    fn events(&self, query: &Query, as_of: AsOf) -> Result<Vec<FoundEvent>>;

    /// The accounts linked to an event, in order of their ids.
    fn event_accounts(&self, event: &EventId, as_of: AsOf) -> Result<Vec<AccountId>>;

    /// The event an account is linked to.
    fn event_of(&self, account: &AccountId, as_of: AsOf) -> Result<Option<EventId>>;

    /// Accounts linked under any of these keys, with their events, in the order they were linked. May hold a few
    /// without the keys.
    fn accounts_with_keys(&self, keys: &[String]) -> Result<Vec<(AccountId, EventId)>>;

    /// All there is to see of an event; nothing where no account is linked to it.
    fn event_page(&self, event: &EventId, as_of: AsOf) -> Result<Option<EventPage>>;

    /// The latest estimates of an event.
    fn estimates(&self, event: &EventId, as_of: AsOf) -> Result<Vec<Estimate>>;

    /// Every entry about the event itself: links, estimates, reviews; oldest first.
    fn history(&self, event: &EventId) -> Result<Vec<Entry>>;

    /// What reviewers said of whether accounts are of this event; oldest first. See [`Target::Pair`].
    fn pair_reviews(&self, event: &EventId) -> Result<Vec<Entry>>;

    /// What was said of a report, claim, event or pair: reviews, retractions; oldest first.
    fn reviews(&self, target: &Target, as_of: AsOf) -> Result<Vec<Entry>>;

    /// What reviewers said of the claims of a report's present reading; oldest first.
    fn claim_reviews(&self, report: &ReportId, as_of: AsOf) -> Result<Vec<Entry>>;

    /// What was changed in an actor, by its ledger-wide id; oldest first.
    fn actor_edits(&self, actor: &ActorId, as_of: AsOf) -> Result<Vec<Entry>>;

    /// Pairs that wait for a decision, oldest first.
    fn review_queue(&self, limit: usize, as_of: AsOf) -> Result<Vec<QueuedPair>>;

    /// Claims whose evidence, and reports whose text, has all these words: best first, claims before their reports.
    /// See [`Query::text`] for how to write them.
    fn search(&self, words: &str, limit: usize, as_of: AsOf) -> Result<Vec<Hit>>;

    /// Proves the chain, every kept file, every span against the kept text, and the views against the entries.
    fn verify(&self) -> Result<Verification>;

    /// Throws the views away and makes them anew from the entries.
    fn rebuild_views(&mut self) -> Result<()>;
}
