//! Later figures of one claimant take the place of earlier ones, and what has one origin counts once.

use std::collections::BTreeMap;

use super::per_report::Said;
use super::statement::Weight;

/// What became of a figure before any preset looked at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It counts.
    Stands,
    /// Its claimant gave this later one.
    Superseded(usize),
    /// The same claimant gave a lower figure later without calling it a correction: it may still hold up high.
    Lowered(usize),
    /// This one has it from the same origin.
    Copy(usize),
}

/// The fate of every figure.
pub(super) fn fates(all: &[Said<'_>]) -> Vec<Fate> {
    let mut fates = vec![Fate::Stands; all.len()];
    let mut by_claimant: BTreeMap<(String, Weight), Vec<usize>> = BTreeMap::new();
    for (index, said) in all.iter().enumerate() {
        by_claimant.entry((voice(said), said.first().weight)).or_default().push(index);
    }
    for mut list in by_claimant.into_values() {
        // Of those of one day the largest is taken for the latest: tolls grow.
        list.sort_by_key(|&i| {
            (all[i].first().published.unwrap_or(i32::MIN), all[i].lowest(), &all[i].first().report)
        });
        let Some(latest) = list.pop() else { continue };
        // Two sayings in one report are both its own.
        list.retain(|&i| all[i].first().report != all[latest].first().report);
        for earlier in list {
            fates[earlier] = after(&all[earlier], &all[latest], latest);
        }
    }
    given_before(all, &mut fates);
    copies(all, &mut fates);
    fates
}

/// "He had earlier put the toll at two": gives way to what the same source says in the report; whom "he" stands for no
/// key tells, so that any later figure of the report takes its place.
fn given_before(all: &[Said<'_>], fates: &mut [Fate]) {
    for index in (0..all.len()).filter(|&index| all[index].earlier) {
        let said = all[index].first();
        let nameless = said.claimant.as_ref().is_none_or(|key| key.starts_with("unnamed-"));
        let later = |other: &Said<'_>| {
            let other_said = other.first();
            !other.earlier
                && other_said.report == said.report
                && (nameless || other_said.claimant == said.claimant)
        };
        if let Some(by) = all.iter().position(later) {
            fates[index] = Fate::Superseded(by);
        }
    }
}

/// Who speaks: the claimant, or for a report's own voice the origin of the report.
fn voice(said: &Said<'_>) -> String {
    let first = said.first();
    match &first.claimant {
        Some(claimant) => format!("c:{claimant}"),
        None => format!("o:{}", first.origin),
    }
}

fn after(earlier: &Said<'_>, latest: &Said<'_>, index: usize) -> Fate {
    if (earlier.low, earlier.high) == (latest.low, latest.high) {
        Fate::Copy(index)
    } else if latest.highest() < earlier.highest() && !latest.corrected() {
        Fate::Lowered(index)
    } else {
        Fate::Superseded(index)
    }
}

/// The same figure from the same origin under another voice: once.
fn copies(all: &[Said<'_>], fates: &mut [Fate]) {
    for index in 0..all.len() {
        let same = |&other: &usize| {
            fates[other] == Fate::Stands
                && all[other].first().report != all[index].first().report
                && all[other].first().origin == all[index].first().origin
                && all[other].standpoint == all[index].standpoint
                && (all[other].low, all[other].high) == (all[index].low, all[index].high)
        };
        if fates[index] == Fate::Stands
            && let Some(other) = (0..index).find(same)
        {
            fates[index] = Fate::Copy(other);
        }
    }
}
