//! What was fetched from the ledger lately, so that a stream of reports about one war does not fetch it again and again.

use std::collections::HashMap;
use std::sync::Arc;

use claimant_merge::link::{Decision, Profile};
use claimant_model::{Entry, EventId, Reading, ReportId};

use crate::linking::Batch;

/// So many reports are kept; then the shelf is cleared.
const ROOM: usize = 5_000;

/// A report's reading and the profiles of its accounts.
#[derive(Clone)]
pub(crate) struct Kept {
    pub(crate) reading: Arc<Reading>,
    pub(crate) profiles: Arc<Vec<Profile>>,
}

/// Reports by their ids, as the ledger has them now, and what was decided of events.
#[derive(Default)]
pub(crate) struct Shelf {
    reports: HashMap<ReportId, Kept>,
    decisions: HashMap<EventId, Arc<Vec<Decision>>>,
    /// The last entry that the shelf knows of.
    head: u64,
}

impl Shelf {
    pub(crate) fn get(&self, report: &ReportId) -> Option<&Kept> {
        self.reports.get(report)
    }

    /// Clears the shelf where the ledger has entries that another program wrote.
    pub(crate) fn keep_up(&mut self, head: u64) {
        if self.head != head {
            *self = Shelf { head, ..Shelf::default() };
        }
    }

    /// Takes note of entries of our own.
    pub(crate) fn wrote(&mut self, entries: &[Entry]) {
        self.head = entries.last().map_or(self.head, |entry| entry.sequence);
    }

    pub(crate) fn decisions(&self, event: &EventId) -> Option<Arc<Vec<Decision>>> {
        self.decisions.get(event).cloned()
    }

    pub(crate) fn put_decisions(&mut self, event: EventId, decisions: Arc<Vec<Decision>>) {
        if self.decisions.len() >= 10 * ROOM {
            self.decisions.clear();
        }
        self.decisions.insert(event, decisions);
    }

    /// Forgets what was decided: somebody decides anew.
    pub(crate) fn forget_decisions(&mut self) {
        self.decisions.clear();
    }

    pub(crate) fn put(&mut self, report: ReportId, kept: Kept) {
        if self.reports.len() >= ROOM {
            self.reports.clear();
        }
        self.reports.insert(report, kept);
    }

    /// Puts the reports of a batch on the shelf once they are in the ledger.
    pub(crate) fn take(&mut self, batch: Batch) {
        for (report, kept) in batch {
            self.put(report, kept);
        }
    }

    /// Forgets a report that is not as it was.
    pub(crate) fn forget(&mut self, report: &ReportId) {
        self.reports.remove(report);
    }
}
