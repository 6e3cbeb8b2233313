//! The total over sides. UCDP's best is always the sum of its sides (`deaths_a`, `deaths_b`, civilians, unknown), so a
//! total that no voice gave as a whole is at least what the sides add up to.
//!
//! Only sides that surely are different people are added: one voice tells its own losses from the enemy's, or counts both in
//! one sentence; each of two tells its own; civilians are no fighters, soldiers no rebels; one report's two persons of other
//! full names are two. Two names of one side would count
//! its dead twice, and one whose name alone is known is no side.

use claimant_model::{ActorId, Because, Estimate, Standpoint, VictimStatus};

use super::derive::ordered;
use super::statement::{Camp, Statement, Weight};

/// Raises the totals among the estimates of one outcome to what the sides add up to.
pub(super) fn raise_totals(estimates: &mut [Estimate], statements: &[&Statement]) {
    let presets: Vec<String> = estimates.iter().map(|estimate| estimate.preset.clone()).collect();
    for (index, preset) in presets.iter().enumerate() {
        // The first of a preset is its total.
        if presets.iter().position(|other| other == preset) != Some(index) {
            continue;
        }
        let own =
            estimates.iter().enumerate().filter(|(at, estimate)| *at != index && estimate.preset == *preset);
        let side = |estimate: &Estimate| is_side(estimate) || is_person(estimate, statements);
        let sides: Vec<Estimate> = own.map(|(_, estimate)| estimate.clone()).filter(side).collect();
        let apart = apart(&sides, statements);
        if !apart.is_empty() {
            raise(&mut estimates[index], &apart, statements);
        }
    }
}

/// A side of fighters, or civilians of whatever side.
fn is_side(estimate: &Estimate) -> bool {
    match estimate.status {
        VictimStatus::Civilian => true,
        VictimStatus::Combatant => estimate.side.is_some(),
        VictimStatus::Mixed | VictimStatus::Unknown => false,
    }
}

/// A person by name, of whom no more is known.
fn is_person(estimate: &Estimate, statements: &[&Statement]) -> bool {
    estimate.side.is_some() && of(estimate, statements).any(|statement| statement.camp == Some(Camp::Person))
}

/// The sides that count most of those that surely are different people, and whose count is not denied.
fn apart<'e>(sides: &'e [Estimate], statements: &[&Statement]) -> Vec<&'e Estimate> {
    let stands =
        |side: &&Estimate| of(side, statements).any(|s| matches!(s.weight, Weight::Full | Weight::Partial));
    let mut order: Vec<&Estimate> = sides.iter().filter(|side| side.high.is_some()).filter(stands).collect();
    order.sort_by(|a, b| b.best.cmp(&a.best).then(b.high.cmp(&a.high)).then(a.side.cmp(&b.side)));
    let mut chosen: Vec<&Estimate> = Vec::new();
    for side in order {
        if chosen.iter().all(|other| are_apart(side, other, statements)) {
            chosen.push(side);
        }
    }
    chosen
}

fn are_apart(a: &Estimate, b: &Estimate, statements: &[&Statement]) -> bool {
    let fights =
        |a: VictimStatus, b: VictimStatus| (a, b) == (VictimStatus::Civilian, VictimStatus::Combatant);
    if fights(a.status, b.status) || fights(b.status, a.status) {
        return true;
    }
    // The civilians of all sides hold those of each.
    if a.status == b.status && (a.side.is_none() || b.side.is_none()) {
        return false;
    }
    of(a, statements).any(|one| of(b, statements).any(|other| tell_apart(one, other)))
}

/// The counts of a side.
fn of<'s>(side: &Estimate, statements: &[&'s Statement]) -> impl Iterator<Item = &'s Statement> {
    let key = side.side.clone();
    let own = move |s: &&Statement| s.side.as_deref() == key.as_ref().map(ActorId::as_str);
    statements.iter().copied().filter(own)
}

/// Whether two counts of two sides show that these are two.
fn tell_apart(one: &Statement, other: &Statement) -> bool {
    let own = |s: &Statement| s.standpoint == Standpoint::SelfSide;
    let foe = |s: &Statement| s.standpoint == Standpoint::Enemy;
    let one_voice = one.report == other.report && one.voice == other.voice && one.cue == other.cue;
    let one_claimant = one.claimant.is_some() && one.claimant == other.claimant;
    let camps = one.camp.zip(other.camp).is_some_and(|(one, other)| one.is_apart(other));
    camps && one.report == other.report
        || own(one) && own(other) && one.claimant != other.claimant
        || one_claimant && (own(one) && foe(other) || foe(one) && own(other))
        || one_voice && one.sentence == other.sentence
}

fn raise(total: &mut Estimate, sides: &[&Estimate], statements: &[&Statement]) {
    let sum = |of: fn(&Estimate) -> Option<u64>| {
        sides.iter().filter_map(|side| of(side)).fold(0, u64::saturating_add)
    };
    let (low, best, high) = (sum(|e| e.low), sum(|e| e.best), sum(|e| e.high));
    if total.best.is_some_and(|known| known >= best) && total.high.is_some_and(|known| known >= high) {
        return;
    }
    // A count of everybody may be lower than the sum; a count of one side says nothing of the lowest total.
    let whole = statements.iter().filter(|s| s.side.is_none() && s.status != VictimStatus::Civilian);
    let least = whole.filter_map(|s| s.low).chain([low]).min();
    (total.low, total.best, total.high) =
        ordered(least, total.best.max(Some(best)), total.high.max(Some(high)));
    let added = |side: &&Estimate| {
        let claim = side.because.first()?.claim.clone();
        let number = |number: Option<u64>| number.map_or_else(|| "none".to_owned(), |n| n.to_string());
        let (low, best, high) = (number(side.low), number(side.best), number(side.high));
        Some(Because {
            claim,
            effect: format!("its side counts apart: low {low}, best {best}, high {high} go into the total"),
        })
    };
    total.because.extend(sides.iter().filter_map(added));
}
