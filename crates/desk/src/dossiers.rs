//! Events with everything behind them, as they are now or were at any time.

use std::vec::IntoIter;

use claimant_ledger::{AsOf, Query};
use claimant_merge::dossier;
use claimant_model::{AccountId, Dossier, EventId, Reading};

use crate::corrections::Corrections;
use crate::desk::Desk;
use crate::error::{DeskError, Result};

impl Desk {
    /// An event with everything behind it. [`DeskError::NoEvent`] where no account was linked to it.
    pub fn dossier(&self, event: &EventId, as_of: AsOf) -> Result<Dossier> {
        let mut corrections = Corrections::default();
        let told = self.told_as_of(event, as_of, &mut corrections)?;
        let told: Vec<_> = told.iter().map(|(account, reading)| (account.clone(), reading)).collect();
        let mut dossier =
            dossier(event, &told, &self.presets).ok_or_else(|| DeskError::NoEvent(event.clone()))?;
        corrections.note_in(&mut dossier);
        Ok(dossier)
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

    fn told_as_of(
        &self,
        event: &EventId,
        as_of: AsOf,
        corrections: &mut Corrections,
    ) -> Result<Vec<(AccountId, Reading)>> {
        let mut found = Vec::new();
        for account in self.ledger.event_accounts(event, as_of)? {
            if let Some(reading) = self.ledger.reading(&account.report, as_of)? {
                found.push((account, self.corrected(reading, as_of, corrections)?));
            }
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
