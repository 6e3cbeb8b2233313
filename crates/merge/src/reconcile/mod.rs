//! Low, best and high across reports, by preset, with the derivation.
//!
//! Each claimant's claims of a report make one figure; a claimant's later figure takes the place of its earlier ones;
//! what has one origin counts once; then the preset says which figures may set what.

mod claimant;
mod derive;
mod history;
mod per_report;
mod preset;
mod reading;
mod sides;
mod statement;
mod supersede;

use std::collections::BTreeSet;

use claimant_model::{ActorId, Estimate, Outcome, VictimStatus};

pub(crate) use claimant::claimant;
pub use history::history;
pub use preset::{Pick, Preset, PresetError};
pub use reading::estimate;
pub use statement::{Camp, Statement, Weight, of_accounts};

/// Outcomes that estimates are made for.
const OUTCOMES: [Outcome; 9] = [
    Outcome::Killed,
    Outcome::Wounded,
    Outcome::KilledOrWounded,
    Outcome::Captured,
    Outcome::Missing,
    Outcome::Abducted,
    Outcome::Arrested,
    Outcome::Surrendered,
    Outcome::Displaced,
];

/// Estimates of one event by each preset: for all victims, then for civilians and combatants where both are counted,
/// then per side. `low <= best <= high` wherever they are given.
pub fn estimates(statements: &[Statement], presets: &[Preset]) -> Vec<Estimate> {
    // What everybody only recalls is told in passing: nobody has set out to count.
    if statements.iter().all(|statement| statement.recalled) {
        return Vec::new();
    }
    let victims = per_report::victims(statements);
    let mut found = Vec::new();
    for outcome in OUTCOMES {
        let of_outcome: Vec<&Statement> = victims.iter().copied().filter(|s| s.outcome == outcome).collect();
        if of_outcome.is_empty() {
            continue;
        }
        let first = found.len();
        push(&mut found, &of_outcome, None, presets);
        for status in divided(&of_outcome) {
            let own: Vec<&Statement> = of_outcome.iter().copied().filter(|s| s.status == status).collect();
            push(&mut found, &own, None, presets);
        }
        // Those who did it have their side too, though they are no victims.
        let everybody = || statements.iter().filter(|s| s.outcome == outcome);
        let mut seen = BTreeSet::new();
        for side in everybody().filter_map(|s| s.side.as_deref()).filter(|side| seen.insert(*side)) {
            let own: Vec<&Statement> = everybody().filter(|s| s.side.as_deref() == Some(side)).collect();
            push(&mut found, &own, Some(side), presets);
        }
        sides::raise_totals(&mut found[first..], &of_outcome);
    }
    found
}

/// Civilians and combatants, where there are both and it is known of everybody: else the rest would be lost from both.
fn divided(statements: &[&Statement]) -> Vec<VictimStatus> {
    let both = [VictimStatus::Civilian, VictimStatus::Combatant];
    let known = statements.iter().all(|s| both.contains(&s.status));
    let has = |status: &VictimStatus| statements.iter().any(|s| s.status == *status);
    if known && both.iter().all(has) { both.to_vec() } else { Vec::new() }
}

fn push(found: &mut Vec<Estimate>, statements: &[&Statement], side: Option<&str>, presets: &[Preset]) {
    let Some(first) = statements.first() else { return };
    for preset in presets {
        let counted: Vec<&Statement> =
            statements.iter().copied().filter(|s| preset.statuses.contains(&s.status)).collect();
        let figures = per_report::figures(&counted, first.outcome, preset);
        let Some(((low, best, high), because)) = derive::apply(preset, &figures) else { continue };
        found.push(Estimate {
            outcome: first.outcome,
            side: side.map(ActorId::new),
            status: status(&counted),
            low,
            best,
            high,
            preset: preset.name.clone(),
            because,
        });
    }
}

fn status(statements: &[&Statement]) -> VictimStatus {
    let first = statements.first().map_or(VictimStatus::Unknown, |s| s.status);
    let has = |status: VictimStatus| statements.iter().any(|s| s.status == status);
    if statements.iter().all(|s| s.status == first) {
        first
    } else if has(VictimStatus::Civilian) && has(VictimStatus::Combatant) {
        VictimStatus::Mixed
    } else {
        VictimStatus::Unknown
    }
}
