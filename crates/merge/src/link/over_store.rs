//! A new report against a store: only what hangs together with it is loaded.

use std::collections::HashSet;

use claimant_model::EventId;

use super::linker::{Change, Linker, Neighbours};
use super::profile::Profile;
use super::weights::Weights;

/// No more of a store is loaded once so many accounts are: a war of many years hangs together in the end.
const LOADED: usize = 400;

/// Links new accounts to what a store holds: loads the accounts under their keys, the other accounts of the events
/// touched, and so on from each account that hangs together with a new one; groups these under the decisions of
/// reviewers, and gives the changes to be kept.
///
/// The groups are those that a linker over the whole store would make, as long as fewer than some hundred accounts
/// hang together; beyond that, accounts far from the new ones stay as they are.
pub fn place<N: Neighbours>(
    store: &N,
    new: Vec<Profile>,
    weights: &Weights,
) -> Result<Vec<Change>, N::Error> {
    let mut near = Near { store, linker: Linker::new(weights.clone()), seen: HashSet::new(), loaded: 0 };
    let accounts: Vec<_> = new.iter().map(|profile| profile.account.clone()).collect();
    for profile in &new {
        near.load(&Linker::probes(profile))?;
    }
    for profile in new {
        near.linker.insert(profile, None);
    }
    let mut asked: HashSet<_> = accounts.iter().cloned().collect();
    loop {
        let around = near.linker.around(&accounts);
        let open: Vec<Vec<String>> = around
            .into_iter()
            .filter(|profile| asked.insert(profile.account.clone()))
            .map(Linker::probes)
            .collect();
        if open.is_empty() || near.loaded >= LOADED {
            return Ok(near.linker.settle_around(&accounts));
        }
        for probes in open {
            near.load(&probes)?;
        }
    }
}

/// What has been loaded of a store.
struct Near<'s, N> {
    store: &'s N,
    linker: Linker,
    seen: HashSet<EventId>,
    loaded: usize,
}

impl<N: Neighbours> Near<'_, N> {
    /// Loads the events under these keys with all their accounts and what was decided of them.
    fn load(&mut self, probes: &[String]) -> Result<(), N::Error> {
        let near = self.store.near(probes)?;
        let new: Vec<EventId> = near.into_iter().filter(|event| self.seen.insert(event.clone())).collect();
        for event in &new {
            for member in self.store.members(event)? {
                self.linker.insert(member, Some(event.clone()));
                self.loaded += 1;
            }
        }
        for (a, b, same) in self.store.decisions(&new)? {
            self.linker.decide(&a, &b, same);
        }
        Ok(())
    }
}
