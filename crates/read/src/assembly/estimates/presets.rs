//! The rules by which origins set low, best and high.

use claimant_model::Standpoint;

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
}

/// Which figure of the eligible origins is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pick {
    Lowest,
    Highest,
}

/// One preset.
#[derive(Clone, Copy, Debug)]
pub(super) struct Preset {
    /// Its name.
    pub(super) name: &'static str,
    /// Whether what a party says of its enemy may set low and best.
    enemy_counts: bool,
    /// How best is taken.
    best: Pick,
    /// Whether high is the highest of all, or equals best.
    open_high: bool,
}

/// UCDP: the lower of reliable figures is best, a claim about the enemy moves only high. ACLED: the lowest reported
/// figure. Iraq Body Count and Airwars: lowest to highest of all.
pub(super) const PRESETS: [Preset; 4] = [
    Preset { name: "ucdp", enemy_counts: false, best: Pick::Lowest, open_high: true },
    Preset { name: "acled", enemy_counts: true, best: Pick::Lowest, open_high: false },
    Preset { name: "ibc", enemy_counts: true, best: Pick::Lowest, open_high: true },
    Preset { name: "airwars", enemy_counts: true, best: Pick::Lowest, open_high: true },
];

/// Low, best, high, and what each origin did.
type Derived = (Option<u64>, Option<u64>, Option<u64>, Vec<(usize, String)>);

impl Preset {
    /// Applies the rule; `None` where no origin has a figure.
    pub(super) fn apply(&self, origins: &[Statement]) -> Option<Derived> {
        let eligible: Vec<usize> = (0..origins.len())
            .filter(|&i| self.enemy_counts || origins[i].standpoint != Standpoint::Enemy)
            .collect();
        let low = eligible.iter().filter_map(|&i| origins[i].low.or(origins[i].high)).min();
        let tops = |list: &[usize]| list.iter().filter_map(|&i| origins[i].high.or(origins[i].low)).max();
        let all: Vec<usize> = (0..origins.len()).collect();
        let best = match self.best {
            Pick::Lowest => self.best_of(origins, &eligible),
            Pick::Highest => tops(&eligible),
        };
        let high = if self.open_high { tops(&all) } else { best.or(tops(&all)) };
        high?;
        let (low, best) = if eligible.is_empty() { (Some(0), Some(0)) } else { (low, best) };
        let (low, best, high) = ordered(low, best, high);
        let effects = all.iter().map(|&i| (i, self.effect(&origins[i], low, best, high))).collect();
        Some((low, best, high, effects))
    }

    /// The report's own count where it has one, else the lowest of those eligible. An admission of part of the losses
    /// never lowers what others counted.
    fn best_of(&self, origins: &[Statement], eligible: &[usize]) -> Option<u64> {
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

    fn effect(
        &self,
        statement: &Statement,
        low: Option<u64>,
        best: Option<u64>,
        high: Option<u64>,
    ) -> String {
        let figure = match (statement.low, statement.high) {
            (Some(a), Some(b)) if a != b => format!("{a} to {b}"),
            (a, b) => a.or(b).map_or_else(String::new, |n| n.to_string()),
        };
        let mut sets = Vec::new();
        if !self.enemy_counts && statement.standpoint == Standpoint::Enemy {
            return format!(
                "{figure}: a party's claim about its enemy, moves only high ({})",
                high.map_or_else(String::new, |h| h.to_string())
            );
        }
        for (name, value) in [("low", low), ("best", best), ("high", high)] {
            if value.is_some() && (value == statement.low || value == statement.high) {
                sets.push(name);
            }
        }
        if sets.is_empty() {
            format!("{figure}: within the range")
        } else {
            format!("{figure}: sets {}", sets.join(", "))
        }
    }
}

/// Puts the three in order: best is held between low and high.
fn ordered(
    low: Option<u64>,
    best: Option<u64>,
    high: Option<u64>,
) -> (Option<u64>, Option<u64>, Option<u64>) {
    let high = high.max(best);
    let low = match (low, best.or(high)) {
        (Some(low), Some(top)) => Some(low.min(top)),
        (low, _) => low,
    };
    (low, best, high)
}
