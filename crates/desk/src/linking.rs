//! Which events the accounts of new reports are of: the linker over the ledger.

use std::collections::hash_map::IntoIter;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use claimant_ledger::{AsOf, Draft};
use claimant_merge::link::{Change, Decision, Neighbours, Profile, place};
use claimant_model::{AccountId, EntryBody, EventId, ReportId, Target, Verdict};

use crate::desk::Desk;
use crate::error::{DeskError, Result};
use crate::shelf::Kept;

/// Reports that are about to be added.
#[derive(Default)]
pub(crate) struct Batch {
    reports: HashMap<ReportId, Kept>,
    /// The order they came in.
    order: Vec<ReportId>,
}

impl Batch {
    pub(crate) fn insert(&mut self, kept: Kept) {
        let id = kept.reading.report.id.clone();
        self.order.push(id.clone());
        self.reports.insert(id, kept);
    }

    pub(crate) fn get(&self, report: &ReportId) -> Option<&Kept> {
        self.reports.get(report)
    }

    fn profiles(&self) -> Vec<Profile> {
        self.order.iter().flat_map(|id| self.reports[id].profiles.iter().cloned()).collect()
    }
}

impl IntoIterator for Batch {
    type Item = (ReportId, Kept);
    type IntoIter = IntoIter<ReportId, Kept>;

    fn into_iter(self) -> Self::IntoIter {
        self.reports.into_iter()
    }
}

/// What linking comes to.
#[derive(Default)]
pub(crate) struct Links {
    /// The entries to be written.
    pub(crate) drafts: Vec<Draft>,
    /// Events that changed, each with the accounts it has now.
    pub(crate) touched: BTreeMap<EventId, BTreeSet<AccountId>>,
    /// How many pairs wait for a person.
    pub(crate) queued: usize,
}

impl Desk {
    /// Links the accounts of a batch. What the ledger holds of an earlier form of one of its reports is unlinked.
    pub(crate) fn link(&self, batch: &Batch) -> Result<Links> {
        let store = Store { desk: self, batch };
        let changes = place(&store, batch.profiles(), &self.weights)?;
        let mut links = Links::default();
        self.drop_superseded(batch, &changes, &mut links)?;
        self.carry_out(changes, &mut links)?;
        Ok(links)
    }

    /// Makes entries of changes and notes which accounts each event has after them.
    pub(crate) fn carry_out(&self, changes: Vec<Change>, links: &mut Links) -> Result<()> {
        for change in changes {
            let body = match change {
                Change::Linked { account, event, score, reasons, keys } => {
                    if let Some(left) =
                        self.ledger.event_of(&account, AsOf::Now)?.filter(|left| *left != event)
                    {
                        self.members(links, &left)?.remove(&account);
                    }
                    self.members(links, &event)?.insert(account.clone());
                    EntryBody::Linked { event, account, score, reasons, keys }
                }
                Change::Unlinked { account, event, reason } => {
                    self.members(links, &event)?.remove(&account);
                    EntryBody::Unlinked { event, account, reason }
                }
                Change::Queued { account, event, score, reasons } => {
                    links.queued += 1;
                    EntryBody::Queued { account, event, score, reasons }
                }
            };
            links.drafts.push(Draft::new(self.merging.clone(), body));
        }
        Ok(())
    }

    /// The accounts an event has as far as the changes went, beginning with those in the ledger.
    pub(crate) fn members<'l>(
        &self,
        links: &'l mut Links,
        event: &EventId,
    ) -> Result<&'l mut BTreeSet<AccountId>> {
        if !links.touched.contains_key(event) {
            let now = self.ledger.event_accounts(event, AsOf::Now)?;
            links.touched.insert(event.clone(), now.into_iter().collect());
        }
        Ok(links.touched.entry(event.clone()).or_default())
    }

    /// Unlinks accounts of an earlier form of a report that the new form does not give any more.
    fn drop_superseded(&self, batch: &Batch, changes: &[Change], links: &mut Links) -> Result<()> {
        let placed: HashSet<&AccountId> = changes.iter().filter_map(linked).collect();
        for report in &batch.order {
            let Some(earlier) = self.ledger.reading(report, AsOf::Now)? else { continue };
            for event in earlier.events {
                let account = AccountId::new(report.clone(), event.id);
                if placed.contains(&account) {
                    continue;
                }
                if let Some(event) = self.ledger.event_of(&account, AsOf::Now)? {
                    self.members(links, &event)?.remove(&account);
                    let reason = "the report came in another form".to_owned();
                    let body = EntryBody::Unlinked { event, account, reason };
                    links.drafts.push(Draft::new(self.merging.clone(), body));
                }
            }
        }
        Ok(())
    }
}

fn linked(change: &Change) -> Option<&AccountId> {
    match change {
        Change::Linked { account, .. } => Some(account),
        Change::Unlinked { .. } | Change::Queued { .. } => None,
    }
}

/// The ledger as the linker sees it, without the reports that are about to be added anew.
pub(crate) struct Store<'d> {
    pub(crate) desk: &'d Desk,
    pub(crate) batch: &'d Batch,
}

impl Store<'_> {
    fn profile(&self, account: &AccountId) -> Result<Option<Profile>> {
        if self.batch.get(&account.report).is_some() {
            return Ok(None);
        }
        let kept = self.desk.kept(&account.report)?;
        Ok(kept.and_then(|kept| kept.profiles.iter().find(|profile| profile.account == *account).cloned()))
    }
}

impl Neighbours for Store<'_> {
    type Error = DeskError;

    fn near(&self, keys: &[String]) -> Result<Vec<EventId>> {
        Ok(self.desk.ledger.accounts_with_keys(keys)?.into_iter().map(|(_, event)| event).collect())
    }

    fn members(&self, event: &EventId) -> Result<Vec<Profile>> {
        let mut found = Vec::new();
        for account in self.desk.ledger.event_accounts(event, AsOf::Now)? {
            found.extend(self.profile(&account)?);
        }
        Ok(found)
    }

    /// What reviewers decided of these events: an account accepted is of one happening with the event's accounts of
    /// that time, one rejected is not.
    fn decisions(&self, events: &[EventId]) -> Result<Vec<Decision>> {
        let mut found = Vec::new();
        for event in events {
            found.extend_from_slice(&self.desk.decisions(event)?);
        }
        Ok(found)
    }
}

impl Desk {
    /// What was decided of an event, from the shelf or else from its history, which grows with every report.
    fn decisions(&self, event: &EventId) -> Result<Arc<Vec<Decision>>> {
        if let Some(known) = self.shelf.borrow().decisions(event) {
            return Ok(known);
        }
        let mut found = Vec::new();
        for entry in self.ledger.history(event)? {
            let EntryBody::Reviewed { target: Target::Pair { account, event }, verdict, .. } = entry.body
            else {
                continue;
            };
            let same = match verdict {
                Verdict::Accepted => true,
                Verdict::Rejected => false,
                Verdict::Corrected | Verdict::Unsure => continue,
            };
            let then = self.ledger.event_accounts(&event, AsOf::Sequence(entry.sequence))?;
            let others = then.into_iter().filter(|other| *other != account);
            found.extend(others.map(|other| (account.clone(), other, same)));
        }
        let found = Arc::new(found);
        self.shelf.borrow_mut().put_decisions(event.clone(), Arc::clone(&found));
        Ok(found)
    }
}
