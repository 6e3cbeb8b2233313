//! What was fetched from the ledger lately, so that a stream of reports about one war does not fetch it again and again.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use claimant_merge::link::{Decision, Profile};
use claimant_merge::origins::Trace;
use claimant_model::{AccountId, Entry, EventId, Reading, ReportId};

use crate::linking::Batch;

/// So many reports are kept, and as many that were asked for before them.
const REPORTS: usize = 1_500;
/// The same for accounts as they are compared, which are small.
const PROFILES: usize = 15_000;
/// The same for what was decided of events: mostly nothing.
const EVENTS: usize = 30_000;

/// A report's reading, and where its report has its story from.
#[derive(Clone)]
pub(crate) struct Kept {
    pub(crate) reading: Arc<Reading>,
    pub(crate) trace: Arc<Trace>,
}

impl Kept {
    pub(crate) fn new(reading: Reading) -> Kept {
        Kept { trace: Arc::new(Trace::of(&reading)), reading: Arc::new(reading) }
    }
}

/// Things by their keys; when there are too many, those not asked for lately go.
struct Lately<K, V> {
    young: HashMap<K, V>,
    old: HashMap<K, V>,
    room: usize,
}

impl<K: Eq + Hash + Clone, V: Clone> Lately<K, V> {
    fn new(room: usize) -> Lately<K, V> {
        Lately { young: HashMap::new(), old: HashMap::new(), room }
    }

    fn get(&mut self, key: &K) -> Option<V> {
        if let Some(found) = self.young.get(key) {
            return Some(found.clone());
        }
        let found = self.old.remove(key)?;
        self.put(key.clone(), found.clone());
        Some(found)
    }

    fn put(&mut self, key: K, value: V) {
        if self.young.len() >= self.room {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(key, value);
    }

    fn remove(&mut self, key: &K) {
        self.young.remove(key);
        self.old.remove(key);
    }
}

/// Reports and accounts by their ids, as the ledger has them now, and what was decided of events.
pub(crate) struct Shelf {
    reports: Lately<ReportId, Kept>,
    profiles: Lately<AccountId, Arc<Profile>>,
    decisions: Lately<EventId, Arc<Vec<Decision>>>,
    /// The last entry that the shelf knows of.
    head: u64,
}

impl Shelf {
    /// An empty one over a ledger with so many entries.
    pub(crate) fn new(head: u64) -> Shelf {
        Shelf {
            reports: Lately::new(REPORTS),
            profiles: Lately::new(PROFILES),
            decisions: Lately::new(EVENTS),
            head,
        }
    }

    /// Whether the ledger has entries that another program wrote.
    pub(crate) fn is_behind(&self, head: u64) -> bool {
        self.head != head
    }

    /// Takes note of entries of our own.
    pub(crate) fn wrote(&mut self, entries: &[Entry]) {
        self.head = entries.last().map_or(self.head, |entry| entry.sequence);
    }

    pub(crate) fn report(&mut self, report: &ReportId) -> Option<Kept> {
        self.reports.get(report)
    }

    pub(crate) fn put_report(&mut self, report: ReportId, kept: Kept) {
        self.reports.put(report, kept);
    }

    pub(crate) fn profile(&mut self, account: &AccountId) -> Option<Arc<Profile>> {
        self.profiles.get(account)
    }

    pub(crate) fn put_profile(&mut self, profile: Arc<Profile>) {
        self.profiles.put(profile.account.clone(), profile);
    }

    pub(crate) fn decisions(&mut self, event: &EventId) -> Option<Arc<Vec<Decision>>> {
        self.decisions.get(event)
    }

    pub(crate) fn put_decisions(&mut self, event: EventId, decisions: Arc<Vec<Decision>>) {
        self.decisions.put(event, decisions);
    }

    /// Forgets what was decided: somebody decides anew.
    pub(crate) fn forget_decisions(&mut self) {
        self.decisions = Lately::new(EVENTS);
    }

    /// Puts the reports of a batch on the shelf once they are in the ledger.
    pub(crate) fn take(&mut self, batch: Batch) {
        let (reports, profiles) = batch.into_parts();
        for (report, kept) in reports {
            self.put_report(report, kept);
        }
        for profile in profiles {
            self.put_profile(profile);
        }
    }

    /// Forgets a report that is not as it was.
    pub(crate) fn forget(&mut self, report: &ReportId) {
        if let Some(kept) = self.reports.get(report) {
            for event in &kept.reading.events {
                self.profiles.remove(&AccountId::new(report.clone(), event.id.clone()));
            }
        }
        self.reports.remove(report);
    }
}
