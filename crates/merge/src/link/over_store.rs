//! A new report against a store: only what hangs together with it is loaded.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

use claimant_model::{AccountId, EventId};

use super::keys;
use super::linker::{Change, Decision, Linker};
use super::profile::Profile;
use super::weights::Weights;

/// At most so many accounts are grouped at once, beside those of one event: a war of many years hangs together in the end.
const GROUPED: usize = 150;
/// For each new account the neighbourhoods of so many older ones are loaded at most, those nearest first, and
const LOADED: usize = 8;
/// so many for all new accounts of a call besides.
const LOADED_AT_ONCE: usize = 200;

/// Where a linker finds what a store holds.
pub trait Neighbours {
    /// The error of the store.
    type Error;
    /// Accounts that lie under one of these keys (see [`Linker::keys`]), with their events; more than these may be among
    /// them.
    fn near(&self, keys: &[String]) -> Result<Vec<(AccountId, EventId)>, Self::Error>;
    /// An account as it is compared; `None` where it is to be left out.
    fn profile(&self, account: &AccountId) -> Result<Option<Arc<Profile>>, Self::Error>;
    /// All accounts of an event.
    fn members(&self, event: &EventId) -> Result<Vec<AccountId>, Self::Error>;
    /// What reviewers decided of accounts of this event, oldest first.
    fn decisions(&self, event: &EventId) -> Result<Vec<Decision>, Self::Error>;
}

/// Links new accounts to what a store holds, once. See [`Window`] for many.
pub fn place<N: Neighbours>(
    store: &N,
    new: Vec<Profile>,
    weights: &Weights,
) -> Result<Vec<Change>, N::Error> {
    Window::new(weights.clone()).place(store, &new.into_iter().map(Arc::new).collect::<Vec<_>>())
}

/// The part of a store about the accounts that came in lately, kept from one call to the next, so that what is loaded once
/// need not be loaded again.
///
/// It has to be thrown away whenever the store was changed otherwise than by the changes it gave, or these were not kept.
pub struct Window {
    linker: Linker,
    /// Keys under which all accounts of the store are loaded.
    keys: HashSet<u64>,
    /// Events whose decisions are loaded.
    known: HashSet<EventId>,
    /// Events all of whose accounts are loaded.
    whole: HashSet<EventId>,
}

impl Window {
    /// A window in which nothing is loaded.
    pub fn new(weights: Weights) -> Window {
        Window {
            linker: Linker::new(weights).at_most(GROUPED),
            keys: HashSet::new(),
            known: HashSet::new(),
            whole: HashSet::new(),
        }
    }

    /// How many accounts were loaded or added so far.
    pub fn count(&self) -> usize {
        self.linker.count()
    }

    /// Links new accounts: loads the accounts under their keys, the other accounts of the events that they hang together
    /// with, and so on from each account come to; groups these under the decisions of reviewers, and gives the changes to
    /// be kept.
    ///
    /// The groups are those that a linker over the whole store would make, as long as fewer than some hundred accounts
    /// hang together; beyond that, accounts far from the new ones stay as they are.
    pub fn place<N: Neighbours>(&mut self, store: &N, new: &[Arc<Profile>]) -> Result<Vec<Change>, N::Error> {
        for profile in new {
            // An earlier form of the same account.
            self.linker.remove(&profile.account);
        }
        for profile in new {
            self.load(store, profile)?;
        }
        let added: Vec<u32> = new.iter().filter_map(|profile| self.linker.keep(profile, None)).collect();
        for &index in &added {
            self.linker.compare(index);
        }
        self.reach(store, &added)?;
        Ok(self.linker.settle_around(&added))
    }

    /// Comes to all that hangs together with the new accounts.
    fn reach<N: Neighbours>(&mut self, store: &N, added: &[u32]) -> Result<(), N::Error> {
        let mut left = LOADED_AT_ONCE + LOADED * added.len();
        let (mut open, mut seen) = (VecDeque::from(added.to_vec()), HashSet::<u32>::new());
        while let Some(index) = open.pop_front() {
            if seen.len() > GROUPED * (1 + added.len()) || !seen.insert(index) {
                continue;
            }
            if !self.linker.is_compared(index) && left > 0 {
                left -= 1;
                let profile = Arc::clone(self.linker.profile(index));
                self.load(store, &profile)?;
                self.linker.compare(index);
            }
            open.extend(self.mates(store, index)?);
            open.extend(self.linker.beside(index));
        }
        Ok(())
    }

    /// Loads all accounts near this one, and what was decided of their events.
    fn load<N: Neighbours>(&mut self, store: &N, profile: &Arc<Profile>) -> Result<(), N::Error> {
        keys::keep(profile);
        let probes = keys::of(profile);
        let new: Vec<u64> = probes.probes.iter().copied().filter(|&key| self.keys.insert(key)).collect();
        if new.is_empty() {
            return Ok(());
        }
        let near = store.near(&new.into_iter().map(keys::print).collect::<Vec<_>>())?;
        for (account, event) in near {
            self.decisions(store, &event)?;
            self.keep(store, &account, &event)?;
        }
        Ok(())
    }

    fn keep<N: Neighbours>(
        &mut self,
        store: &N,
        account: &AccountId,
        event: &EventId,
    ) -> Result<Option<u32>, N::Error> {
        if let Some(known) = self.linker.index_of(account) {
            return Ok(Some(known));
        }
        let Some(profile) = store.profile(account)? else { return Ok(None) };
        keys::keep(&profile);
        Ok(self.linker.keep(&profile, Some(event.clone())))
    }

    /// Loads the other accounts of an account's event.
    fn mates<N: Neighbours>(&mut self, store: &N, index: u32) -> Result<Vec<u32>, N::Error> {
        let Some(event) = self.linker.event_at(index).cloned() else { return Ok(Vec::new()) };
        if self.whole.insert(event.clone()) {
            self.decisions(store, &event)?;
            for account in store.members(&event)? {
                self.keep(store, &account, &event)?;
            }
        }
        Ok(self.linker.mates(index).collect())
    }

    fn decisions<N: Neighbours>(&mut self, store: &N, event: &EventId) -> Result<(), N::Error> {
        if self.known.insert(event.clone()) {
            for (a, b, same) in store.decisions(event)? {
                self.linker.decide(&a, &b, same);
            }
        }
        Ok(())
    }
}
