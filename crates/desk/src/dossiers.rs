//! Events with everything behind them, as they are now or were at any time.

use std::vec::IntoIter;

use claimant_ledger::{AsOf, Query};
use claimant_merge::dossier;
use claimant_model::{AccountId, Dossier, EventId, Reading};

use crate::desk::Desk;
use crate::error::{DeskError, Result};

impl Desk {
    /// An event with everything behind it. [`DeskError::NoEvent`] where no account was linked to it.
    pub fn dossier(&self, event: &EventId, as_of: AsOf) -> Result<Dossier> {
        let told = self.told_as_of(event, as_of)?;
        let told: Vec<_> = told.iter().map(|(account, reading)| (account.clone(), reading)).collect();
        dossier(event, &told, &self.presets).ok_or_else(|| DeskError::NoEvent(event.clone()))
    }

    /// The events that the query finds, one after the other; only one is in memory at a time. The query's report may be
    /// the beginning of its id.
    pub fn dossiers(&self, query: &Query, as_of: AsOf) -> Result<Dossiers<'_>> {
        let report = query.report.as_ref().map(|report| self.find_report(report.as_str())).transpose()?;
        let query = Query { report, ..query.clone() };
        let events: Vec<EventId> =
            self.ledger.events(&query, as_of)?.into_iter().map(|found| found.event).collect();
        Ok(Dossiers { desk: self, events: events.into_iter(), as_of })
    }

    fn told_as_of(&self, event: &EventId, as_of: AsOf) -> Result<Vec<(AccountId, Reading)>> {
        let mut found = Vec::new();
        for account in self.ledger.event_accounts(event, as_of)? {
            found.extend(self.ledger.reading(&account.report, as_of)?.map(|reading| (account, reading)));
        }
        Ok(found)
    }
}

/// Events to be published. See [`Desk::dossiers`].
pub struct Dossiers<'d> {
    desk: &'d Desk,
    events: IntoIter<EventId>,
    as_of: AsOf,
}

impl Iterator for Dossiers<'_> {
    type Item = Result<Dossier>;

    fn next(&mut self) -> Option<Result<Dossier>> {
        self.events.next().map(|event| self.desk.dossier(&event, self.as_of))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.events.size_hint()
    }
}
