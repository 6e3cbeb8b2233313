//! Which events the accounts of new reports are of: the linker over the ledger.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use claimant_ledger::{AsOf, Draft};
use claimant_merge::link::{Change, Decision, Neighbours, Profile, Window};
use claimant_model::{AccountId, EntryBody, EventId, ReportId, Target, Verdict};

use crate::desk::Desk;
use crate::error::{DeskError, Result};
use crate::shelf::Kept;

/// Reports that are about to be added.
#[derive(Default)]
pub(crate) struct Batch {
    reports: HashMap<ReportId, Kept>,
    /// What of their accounts is compared, in the order they came in.
    profiles: Vec<Arc<Profile>>,
    /// Those that the ledger has in an earlier form.
    known: Vec<ReportId>,
}

impl Batch {
    pub(crate) fn insert(&mut self, kept: Kept, profiles: Vec<Profile>, known: bool) {
        let id = kept.reading.report.id.clone();
        if known {
            self.known.push(id.clone());
        }
        self.profiles.extend(profiles.into_iter().map(Arc::new));
        self.reports.insert(id, kept);
    }

    pub(crate) fn get(&self, report: &ReportId) -> Option<&Kept> {
        self.reports.get(report)
    }

    /// Whether the ledger has never heard of a report.
    fn is_new(&self, report: &ReportId) -> bool {
        self.reports.contains_key(report) && !self.known.contains(report)
    }

    /// Whether the ledger has another form of one of the reports.
    pub(crate) fn supersedes(&self) -> bool {
        !self.known.is_empty()
    }

    pub(crate) fn into_parts(self) -> (HashMap<ReportId, Kept>, Vec<Arc<Profile>>) {
        (self.reports, self.profiles)
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
    /// Until the changes are written the window is ahead of the ledger.
    pub(crate) fn link(&self, window: &mut Window, batch: &Batch) -> Result<Links> {
        let store = Store { desk: self, batch };
        let changes = window.place(&store, &batch.profiles)?;
        let mut links = Links::default();
        self.drop_superseded(batch, &changes, &mut links)?;
        self.carry_out(changes, batch, &mut links)?;
        Ok(links)
    }

    /// Makes entries of changes and notes which accounts each event has after them.
    pub(crate) fn carry_out(&self, changes: Vec<Change>, batch: &Batch, links: &mut Links) -> Result<()> {
        for change in changes {
            let body = match change {
                Change::Linked { account, event, score, reasons, keys } => {
                    if let Some(left) = self.left_for(&account, &event, batch)? {
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

    /// The other event that an account was of before.
    fn left_for(&self, account: &AccountId, event: &EventId, batch: &Batch) -> Result<Option<EventId>> {
        if batch.is_new(&account.report) {
            return Ok(None);
        }
        Ok(self.ledger.event_of(account, AsOf::Now)?.filter(|left| left != event))
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
        for report in &batch.known {
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

impl Neighbours for Store<'_> {
    type Error = DeskError;

    fn near(&self, keys: &[String]) -> Result<Vec<(AccountId, EventId)>> {
        Ok(self.desk.ledger.accounts_with_keys(keys)?)
    }

    fn profile(&self, account: &AccountId) -> Result<Option<Arc<Profile>>> {
        if self.batch.get(&account.report).is_some() {
            return Ok(None);
        }
        self.desk.profile(account)
    }

    fn members(&self, event: &EventId) -> Result<Vec<AccountId>> {
        Ok(self.desk.ledger.event_accounts(event, AsOf::Now)?)
    }

    /// What reviewers decided of an event: an account accepted is of one happening with the event's accounts of that
    /// time, one rejected is not.
    fn decisions(&self, event: &EventId) -> Result<Vec<Decision>> {
        Ok(self.desk.decisions(event)?.to_vec())
    }
}

impl Desk {
    /// What was decided of an event, from the shelf or else from the ledger.
    fn decisions(&self, event: &EventId) -> Result<Arc<Vec<Decision>>> {
        if let Some(known) = self.shelf.borrow_mut().decisions(event) {
            return Ok(known);
        }
        let mut found = Vec::new();
        for entry in self.ledger.pair_reviews(event)? {
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
