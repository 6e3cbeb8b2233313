//! What one claimant says in one report, as one figure: groups of one sentence are added, sentences are not.

use std::collections::HashMap;

use claimant_model::{Outcome, Qualifier, Standpoint};

use super::preset::Preset;
use super::statement::Statement;

/// One claimant's figure in one report.
#[derive(Clone, Debug)]
pub(super) struct Said<'s> {
    /// The claims added up, never empty.
    pub(super) parts: Vec<&'s Statement>,
    pub(super) low: Option<u64>,
    pub(super) high: Option<u64>,
    pub(super) standpoint: Standpoint,
    more: bool,
    total: bool,
}

impl<'s> Said<'s> {
    pub(super) fn first(&self) -> &'s Statement {
        self.parts[0]
    }

    /// The figure as low and high are taken from it: "at least 12" is worth 12.
    pub(super) fn lowest(&self) -> Option<u64> {
        self.low.or(self.high)
    }

    pub(super) fn highest(&self) -> Option<u64> {
        self.high.or(self.low)
    }

    pub(super) fn corrected(&self) -> bool {
        self.parts.iter().any(|part| part.corrected || part.total)
    }
}

/// The figure of every claimant in every report, in the order of the statements.
pub(super) fn figures<'s>(statements: &[&'s Statement], outcome: Outcome, preset: &Preset) -> Vec<Said<'s>> {
    let mut found: Vec<Said<'s>> = Vec::new();
    for statement in statements.iter().filter(|s| s.outcome == outcome) {
        let Some((low, high)) = bounds(statement, preset) else { continue };
        let open = found.iter_mut().rev().find(|said| same_sentence(said.first(), statement) && !said.total);
        match open {
            Some(said) if statement.total => {
                *said = one(statement, low, high);
            }
            Some(said) if told_already(said, statement) => {
                said.low = said.low.max(low);
                said.high = said.high.max(high);
                said.parts.push(statement);
            }
            Some(said) => {
                said.low = sum(said.low, low);
                said.high = sum(said.high, high);
                said.more &= statement.more;
                // Own and enemy losses in one figure: neither a boast nor an admission.
                if said.standpoint != statement.standpoint {
                    said.standpoint = Standpoint::Unknown;
                }
                said.parts.push(statement);
            }
            None => found.push(one(statement, low, high)),
        }
    }
    largest(found)
}

fn one(statement: &Statement, low: Option<u64>, high: Option<u64>) -> Said<'_> {
    Said {
        parts: vec![statement],
        low,
        high,
        standpoint: statement.standpoint,
        more: statement.more,
        total: statement.total,
    }
}

/// What a figure is worth; `None` where it says no number.
fn bounds(statement: &Statement, preset: &Preset) -> Option<(Option<u64>, Option<u64>)> {
    let bounds = match statement.qualifier {
        Qualifier::AtLeast | Qualifier::MoreThan => (statement.low, statement.low),
        Qualifier::AtMost | Qualifier::FewerThan => (statement.high, statement.high),
        _ => (statement.low, statement.high),
    };
    let worth = || statement.term.as_deref().and_then(|term| preset.vague.get(term)).copied();
    match bounds {
        (None, None) => worth().map(|number| (Some(number), Some(number))),
        known => Some(known),
    }
}

fn same_sentence(a: &Statement, b: &Statement) -> bool {
    a.report == b.report && a.sentence == b.sentence && a.claimant == b.claimant && a.doubtful == b.doubtful
}

/// The same people said again: the same words with the same figure.
fn told_already(said: &Said<'_>, statement: &Statement) -> bool {
    said.parts.iter().any(|part| part.victims == statement.victims && part.low == statement.low)
}

pub(super) fn sum(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.saturating_add(b)),
        (a, b) => a.or(b),
    }
}

/// Of what one claimant says in one report the largest stands: a report tells first of the first blast, then of all.
/// "Another five" is added to what came before, and "a total of" replaces it.
fn largest(all: Vec<Said<'_>>) -> Vec<Said<'_>> {
    let mut found: Vec<Said<'_>> = Vec::new();
    let mut places: HashMap<(&str, Option<&str>, bool), usize> = HashMap::new();
    for said in all {
        let first = said.first();
        let key = (first.report.as_str(), first.claimant.as_deref(), first.doubtful);
        let at = *places.entry(key).or_insert(found.len());
        let Some(known) = found.get_mut(at) else {
            found.push(said);
            continue;
        };
        if said.more && !known.total {
            known.low = sum(known.low, said.low);
            known.high = sum(known.high, said.high);
            known.parts.extend(said.parts);
        } else if said.total || said.lowest() > known.lowest() && !known.total {
            *known = said;
        }
    }
    found
}
