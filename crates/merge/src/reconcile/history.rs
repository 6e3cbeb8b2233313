//! How estimates came about: day by day, as the reports came in.

use std::collections::BTreeMap;

use claimant_model::{Estimate, EstimateChange, ReportId};

use super::preset::Preset;
use super::statement::Statement;
use crate::day;

/// At most so many days of one event are gone through.
const DAYS: usize = 400;

/// Every change of an estimate, oldest first. Reports without a date are taken to have come first.
pub fn history(statements: &[Statement], presets: &[Preset]) -> Vec<EstimateChange> {
    let mut by_day: BTreeMap<Option<i32>, Vec<&Statement>> = BTreeMap::new();
    for statement in statements {
        by_day.entry(statement.published).or_default().push(statement);
    }
    let mut known: Vec<Statement> = Vec::new();
    let mut before: Vec<Estimate> = Vec::new();
    let mut changes = Vec::new();
    for (day, new) in by_day.into_iter().take(DAYS) {
        known.extend(new.iter().map(|&statement| statement.clone()));
        let now = super::estimates(&known, presets);
        let mut reports: Vec<ReportId> = new.iter().map(|statement| statement.report.clone()).collect();
        reports.sort_unstable();
        reports.dedup();
        let changed = now.iter().filter(|estimate| !before.iter().any(|old| same(old, estimate)));
        changes.extend(changed.map(|estimate| EstimateChange {
            time: day.map(day::print),
            reports: reports.clone(),
            estimate: estimate.clone(),
        }));
        before = now;
    }
    changes
}

/// The same figures by the same rule for the same people.
fn same(a: &Estimate, b: &Estimate) -> bool {
    let figures = |e: &Estimate| (e.low, e.best, e.high);
    (a.outcome, &a.side, a.status, &a.preset) == (b.outcome, &b.side, b.status, &b.preset)
        && figures(a) == figures(b)
}
