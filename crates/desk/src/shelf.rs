//! What was fetched from the ledger lately, so that a stream of reports about one war does not fetch it again and again.

use std::collections::HashMap;
use std::sync::Arc;

use claimant_merge::link::Profile;
use claimant_model::{Reading, ReportId};

use crate::linking::Batch;

/// So many reports are kept; then the shelf is cleared.
const ROOM: usize = 5_000;

/// A report's reading and the profiles of its accounts.
#[derive(Clone)]
pub(crate) struct Kept {
    pub(crate) reading: Arc<Reading>,
    pub(crate) profiles: Arc<Vec<Profile>>,
}

/// Reports by their ids, as the ledger has them now.
#[derive(Default)]
pub(crate) struct Shelf {
    reports: HashMap<ReportId, Kept>,
}

impl Shelf {
    pub(crate) fn get(&self, report: &ReportId) -> Option<&Kept> {
        self.reports.get(report)
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
