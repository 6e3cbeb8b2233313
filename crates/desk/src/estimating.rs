//! The figures of events that changed.

use std::collections::{BTreeMap, BTreeSet};

use claimant_ledger::{AsOf, Draft};
use claimant_merge::figures;
use claimant_model::{AccountId, EntryBody, EventId};

use crate::desk::Desk;
use crate::error::Result;
use crate::linking::Batch;
use crate::shelf::Kept;

impl Desk {
    /// One entry for each event whose figures are not what the ledger has. An event without accounts has none.
    pub(crate) fn figures(
        &self,
        touched: &BTreeMap<EventId, BTreeSet<AccountId>>,
        batch: &Batch,
    ) -> Result<Vec<Draft>> {
        let mut drafts = Vec::new();
        for (event, accounts) in touched {
            let told = self.told(accounts, batch)?;
            let told: Vec<_> =
                told.iter().map(|(account, kept)| (account.clone(), &*kept.reading, &*kept.trace)).collect();
            let estimates = figures(&told, &self.presets);
            if estimates != self.ledger.estimates(event, AsOf::Now)? {
                let body = EntryBody::Estimated { event: event.clone(), estimates };
                drafts.push(Draft::new(self.merging.clone(), body));
            }
        }
        Ok(drafts)
    }

    fn told(&self, accounts: &BTreeSet<AccountId>, batch: &Batch) -> Result<Vec<(AccountId, Kept)>> {
        let mut found = Vec::new();
        for account in accounts {
            let kept = match batch.get(&account.report) {
                Some(kept) => Some(kept.clone()),
                None => self.kept(&account.report)?,
            };
            found.extend(kept.map(|kept| (account.clone(), kept)));
        }
        Ok(found)
    }
}
