//! What people decide: that two accounts are of one happening or of two, and that a report counts no more.

use std::collections::BTreeSet;

use claimant_ledger::{AsOf, Draft};
use claimant_merge::link::{Linker, Neighbours};
use claimant_model::{AccountId, Author, EntryBody, EventId, ReportId, Target, Verdict};

use crate::desk::Desk;
use crate::error::{DeskError, Result};
use crate::linking::{Batch, Links, Store};

/// What a decision came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// Events that have other accounts now, sorted.
    pub events: Vec<EventId>,
}

impl Desk {
    /// Enters a reviewer's verdict on whether an account is of an event, and links anew what it bears on. The verdict
    /// holds for good, until another one on the same pair.
    pub fn settle(
        &mut self,
        account: &AccountId,
        event: &EventId,
        verdict: Verdict,
        note: Option<String>,
        reviewer: Author,
    ) -> Result<Settled> {
        self.keep_up()?;
        let own =
            self.ledger.event_of(account, AsOf::Now)?.ok_or_else(|| DeskError::NoAccount(account.clone()))?;
        if self.ledger.event_accounts(event, AsOf::Now)?.is_empty() {
            return Err(DeskError::NoEvent(event.clone()));
        }
        let target = Target::Pair { account: account.clone(), event: event.clone() };
        let body = EntryBody::Reviewed { target, verdict, note, changes: Vec::new() };
        let appended = self.ledger.append(vec![Draft::new(reviewer, body)], &[])?;
        let shelf = self.shelf.get_mut();
        shelf.forget_decisions();
        shelf.wrote(&appended.entries);
        let links = self.relink(&[own, event.clone()].into())?;
        self.write(links)
    }

    /// Takes a report back: its claims count no more, and its accounts leave their events. The entries stay.
    pub fn retract(&mut self, report: &ReportId, reason: &str, author: Author) -> Result<Settled> {
        self.keep_up()?;
        let mut links = Links::default();
        for event in self.ledger.reading(report, AsOf::Now)?.map(|reading| reading.events).unwrap_or_default()
        {
            let account = AccountId::new(report.clone(), event.id);
            if let Some(event) = self.ledger.event_of(&account, AsOf::Now)? {
                self.members(&mut links, &event)?.remove(&account);
                let body =
                    EntryBody::Unlinked { event, account, reason: "the report was retracted".to_owned() };
                links.drafts.push(Draft::new(self.merging.clone(), body));
            }
        }
        let target = Target::Report { report: report.clone() };
        links.drafts.push(Draft::new(author, EntryBody::Retracted { target, reason: reason.to_owned() }));
        self.shelf.borrow_mut().forget(report);
        self.write(links)
    }

    /// Groups the accounts of these events anew under the decisions that reviewers made of them.
    fn relink(&self, events: &BTreeSet<EventId>) -> Result<Links> {
        let batch = Batch::default();
        let store = Store { desk: self, batch: &batch };
        let mut linker = Linker::new(self.weights.clone());
        for event in events {
            for account in store.members(event)? {
                if let Some(profile) = store.profile(&account)? {
                    linker.insert(profile, Some(event.clone()));
                }
            }
        }
        for event in events {
            for (a, b, same) in store.decisions(event)? {
                linker.decide(&a, &b, same);
            }
        }
        let mut links = Links::default();
        self.carry_out(linker.settle(), &batch, &mut links)?;
        Ok(links)
    }

    pub(crate) fn write(&mut self, mut links: Links) -> Result<Settled> {
        let figures = self.figures(&links.touched, &Batch::default())?;
        links.drafts.extend(figures);
        let appended = self.ledger.append(links.drafts, &[])?;
        self.shelf.get_mut().wrote(&appended.entries);
        self.look_anew();
        Ok(Settled { events: links.touched.into_keys().collect() })
    }
}
