//! The estimates of one report by itself: the same rules as for many.

use claimant_model::{ActorId, Estimate, Event, Reading};

use super::preset::Preset;
use super::statement::Statement;

/// Sets the estimates of every event of a reading to what its own claims come to. Sides are named by the reading's actors;
/// where several are one side (an army, a ministry), by the one of the first claim that counts.
pub fn estimate(reading: &mut Reading, presets: &[Preset]) {
    let of = |event: &Event| {
        let mut estimates = super::estimates(&Statement::all(reading, event), presets);
        for estimate in &mut estimates {
            estimate.side = side(reading, estimate);
        }
        estimates
    };
    let all: Vec<_> = reading.events.iter().map(of).collect();
    for (event, estimates) in reading.events.iter_mut().zip(all) {
        event.estimates = estimates;
    }
}

fn side(reading: &Reading, estimate: &Estimate) -> Option<ActorId> {
    estimate.side.as_ref()?;
    let first = &estimate.because.first()?.claim;
    let claim = reading.claims.iter().find(|claim| claim.id == *first)?;
    claim.casualties.as_ref()?.victims.actor.clone()
}
