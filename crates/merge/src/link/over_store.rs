//! A new report against a store: only what is near it is loaded.

use std::collections::HashSet;

use claimant_model::EventId;

use super::linker::{Change, Linker, Neighbours};
use super::profile::Profile;
use super::weights::Weights;

/// Links new accounts to what a store holds: loads the accounts under their keys and the other accounts of the events
/// touched, groups these under the decisions of reviewers, and gives the changes to be kept.
pub fn place<N: Neighbours>(
    store: &N,
    new: Vec<Profile>,
    weights: &Weights,
) -> Result<Vec<Change>, N::Error> {
    let mut linker = Linker::new(weights.clone());
    let mut seen: HashSet<EventId> = HashSet::new();
    let mut events = Vec::new();
    for profile in &new {
        for event in store.near(&Linker::probes(profile))? {
            if seen.insert(event.clone()) {
                for member in store.members(&event)? {
                    linker.insert(member, Some(event.clone()));
                }
                events.push(event);
            }
        }
    }
    for profile in new {
        linker.insert(profile, None);
    }
    for (a, b, same) in store.decisions(&events)? {
        linker.decide(&a, &b, same);
    }
    Ok(linker.settle())
}
