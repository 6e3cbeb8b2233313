//! The rules by which origins set low, best and high.

use claimant_model::Standpoint;

use crate::lexicon::{Best, Preset};

/// What one origin says.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    /// The sentence.
    pub(super) sentence: usize,
    /// Who says so; `None` for the report's own voice.
    pub(super) origin: Option<usize>,
    /// The claimant's relation to the victims.
    pub(super) standpoint: Standpoint,
    /// Lower bound.
    pub(super) low: Option<u64>,
    /// Upper bound.
    pub(super) high: Option<u64>,
    /// The claims added up.
    pub(super) claims: Vec<usize>,
    /// Whether these are others beside those counted before.
    pub(super) more: bool,
    /// Whether it is a running total.
    pub(super) total: bool,
    /// Whether it is put as merely possible: such figures move only high.
    pub(super) doubtful: bool,
}

/// Low, best, high, and what each origin did.
type Derived = (Option<u64>, Option<u64>, Option<u64>, Vec<(usize, String)>);

/// Applies a preset; `None` where no origin has a figure.
pub(super) fn apply(preset: &Preset, origins: &[Statement]) -> Option<Derived> {
    let all: Vec<usize> = (0..origins.len()).collect();
    let counts = |i: &usize| {
        !origins[*i].doubtful && (preset.enemy_counts || origins[*i].standpoint != Standpoint::Enemy)
    };
    let eligible: Vec<usize> = all.iter().copied().filter(counts).collect();
    let best = match preset.best {
        Best::Report => of_report(origins, &eligible),
        Best::Lowest => bottom(origins, &eligible),
        Best::Highest => top(origins, &eligible),
    };
    let low = bottom(origins, &eligible);
    let high = if preset.high_is_best { best.or(top(origins, &all)) } else { top(origins, &all) };
    high?;
    // Nobody reliable has a figure: nothing is reliably known to have happened.
    let (low, best) = if eligible.is_empty() { (Some(0), Some(0)) } else { (low, best) };
    let figures = ordered(low, best, high);
    let effects = all.iter().map(|&i| (i, effect(preset, &origins[i], figures))).collect();
    Some((figures.0, figures.1, figures.2, effects))
}

fn bottom(origins: &[Statement], of: &[usize]) -> Option<u64> {
    of.iter().filter_map(|&i| origins[i].low.or(origins[i].high)).min()
}

fn top(origins: &[Statement], of: &[usize]) -> Option<u64> {
    of.iter().filter_map(|&i| origins[i].high.or(origins[i].low)).max()
}

/// The report's own count where it has one, else the lowest of those not involved, else the highest admission: an
/// admission of part of the losses never lowers what others counted.
fn of_report(origins: &[Statement], eligible: &[usize]) -> Option<u64> {
    let value = |i: usize| origins[i].low.or(origins[i].high);
    let own = eligible.iter().copied().filter(|&i| origins[i].origin.is_none()).filter_map(value).max();
    let outside = eligible
        .iter()
        .copied()
        .filter(|&i| origins[i].standpoint != Standpoint::SelfSide)
        .filter_map(value)
        .min();
    own.or(outside).or_else(|| eligible.iter().copied().filter_map(value).max())
}

/// What a statement did, in words.
fn effect(preset: &Preset, statement: &Statement, (low, best, high): Figures) -> String {
    let figure = match (statement.low, statement.high) {
        (Some(a), Some(b)) if a != b => format!("{a} to {b}"),
        (a, b) => a.or(b).map_or_else(String::new, |n| n.to_string()),
    };
    if !preset.enemy_counts && statement.standpoint == Standpoint::Enemy {
        return format!("{figure}: a party's claim about its enemy, may move only high");
    }
    if statement.doubtful {
        return format!("{figure}: said to be possible, may move only high");
    }
    let named = [("low", low), ("best", best), ("high", high)];
    let sets: Vec<&str> = named
        .iter()
        .filter(|(_, value)| value.is_some() && (*value == statement.low || *value == statement.high))
        .map(|(name, _)| *name)
        .collect();
    if sets.is_empty() {
        format!("{figure}: within the range")
    } else {
        format!("{figure}: sets {}", sets.join(", "))
    }
}

/// Low, best and high.
type Figures = (Option<u64>, Option<u64>, Option<u64>);

/// Puts the three in order: best is held between low and high.
fn ordered(low: Option<u64>, best: Option<u64>, high: Option<u64>) -> Figures {
    let high = high.max(best);
    let low = match (low, best.or(high)) {
        (Some(low), Some(top)) => Some(low.min(top)),
        (low, _) => low,
    };
    (low, best, high)
}
