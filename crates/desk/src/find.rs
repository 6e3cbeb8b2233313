//! Reports and events by what a person types: the id, or as much of its beginning as only one has.

use claimant_ledger::{AsOf, Query};
use claimant_model::{AccountId, EventId, ReportId};

use crate::desk::Desk;
use crate::error::{DeskError, Result};

/// So many reports are looked at a time.
const PAGE: usize = 1_000;

impl Desk {
    /// The event whose id this is or begins with this. What is no id is looked for among all events of that time.
    pub fn find_event(&self, typed: &str, as_of: AsOf) -> Result<EventId> {
        let whole = EventId::new(typed);
        if !self.ledger.event_accounts(&whole, as_of)?.is_empty() {
            return Ok(whole);
        }
        let all = Query { limit: Some(usize::MAX), ..Query::default() };
        let events = self.ledger.events(&all, as_of)?.into_iter().map(|found| found.event);
        let found = events.filter(|event| event.as_str().starts_with(typed));
        only(typed, found, EventId::as_str)?.ok_or(DeskError::NoEvent(whole))
    }

    /// The report whose id this is or begins with this; retracted ones only by their whole ids.
    pub fn find_report(&self, typed: &str) -> Result<ReportId> {
        let whole = ReportId::new(typed);
        if self.ledger.report(&whole, AsOf::Now)?.is_some() {
            return Ok(whole);
        }
        let (mut found, mut after) = (Vec::new(), 0);
        loop {
            let page = self.ledger.reports(after, PAGE, AsOf::Now)?;
            let Some(last) = page.last() else { break };
            after = last.sequence;
            let ids = page.into_iter().map(|kept| kept.added.report.id);
            found.extend(ids.filter(|report| report.as_str().starts_with(typed)));
        }
        only(typed, found.into_iter(), ReportId::as_str)?.ok_or(DeskError::NoReport(whole))
    }

    /// The account whose report is found by [`find_report`](Desk::find_report).
    pub fn find_account(&self, typed: &AccountId) -> Result<AccountId> {
        if self.ledger.event_of(typed, AsOf::Now)?.is_some() {
            return Ok(typed.clone());
        }
        Ok(AccountId::new(self.find_report(typed.report.as_str())?, typed.event.clone()))
    }

    /// Whether figures are derived by a rule of this name.
    pub fn knows_preset(&self, name: &str) -> Result<()> {
        if self.presets.iter().any(|preset| preset.name == name) {
            return Ok(());
        }
        let known: Vec<&str> = self.presets.iter().map(|preset| preset.name.as_str()).collect();
        Err(DeskError::NoPreset { wanted: name.to_owned(), known: known.join(", ") })
    }
}

/// The one that was found, if it is only one.
fn only<T>(typed: &str, found: impl Iterator<Item = T>, name: impl Fn(&T) -> &str) -> Result<Option<T>> {
    let mut found: Vec<T> = found.collect();
    if typed.is_empty() || found.len() > 1 {
        let mut names: Vec<String> = found.iter().take(3).map(|one| name(one).to_owned()).collect();
        names.extend((found.len() > 3).then(|| format!("{} more", found.len() - 3)));
        return Err(DeskError::Several { typed: typed.to_owned(), found: names.join(", ") });
    }
    Ok(found.pop())
}
