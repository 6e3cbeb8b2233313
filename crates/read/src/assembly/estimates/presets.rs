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
    /// How many of `low` are a party's claim about its enemy, where the figure is also of others: own and enemy losses
    /// told in one sentence.
    pub(super) boasted: u64,
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
    /// What it may move.
    pub(super) weight: Weight,
}

impl Statement {
    /// Takes note of the standpoint of a figure that is about to be added. Own and enemy losses in one sum are neither a boast
    /// nor an admission: what is claimed of the enemy is kept apart.
    pub(super) fn mix(&mut self, standpoint: Standpoint, low: Option<u64>) {
        match (self.standpoint, standpoint) {
            (a, b) if a == b => {}
            (_, Standpoint::Enemy) => self.boasted = self.boasted.saturating_add(low.unwrap_or(0)),
            (Standpoint::Enemy, other) => {
                self.boasted = self.low.unwrap_or(0);
                self.standpoint = other;
            }
            _ => self.standpoint = Standpoint::Unknown,
        }
    }

    /// The same with the boast left out of what is surely said.
    fn without_boast(&self) -> Statement {
        let low = self.low.map(|low| low.saturating_sub(self.boasted));
        Statement { low, ..self.clone() }
    }
}

/// What a figure may move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Weight {
    /// All three.
    Full,
    /// A count of some of them, such as funerals held: low, and the others only where nobody has more.
    Partial,
    /// Somebody says that it is not so: high, and best only where nobody else has a figure; low is 0 then.
    Disputed,
    /// Put as merely possible, or told only to be denied: high.
    Doubtful,
}

/// Low, best, high, and what each origin did.
type Derived = (Option<u64>, Option<u64>, Option<u64>, Vec<(usize, String)>);

/// Applies a preset; `None` where no origin has a figure.
pub(super) fn apply(preset: &Preset, origins: &[Statement]) -> Option<Derived> {
    let sober: Vec<Statement>;
    let origins = if preset.enemy_counts {
        origins
    } else {
        sober = origins.iter().map(Statement::without_boast).collect();
        &sober
    };
    let all: Vec<usize> = (0..origins.len()).collect();
    let reliable = |i: usize, weight: Weight| {
        origins[i].weight == weight && (preset.enemy_counts || origins[i].standpoint != Standpoint::Enemy)
    };
    let of_weight = |weight: Weight| all.iter().copied().filter(|&i| reliable(i, weight)).collect::<Vec<_>>();
    let (full, partial, disputed) =
        (of_weight(Weight::Full), of_weight(Weight::Partial), of_weight(Weight::Disputed));
    let eligible = [&full, &partial, &disputed].into_iter().find(|of| !of.is_empty());
    let best = eligible.and_then(|of| match preset.best {
        Best::Report => of_report(origins, of),
        Best::Lowest => bottom(origins, of),
        Best::Highest => top(origins, of),
    });
    let counted: Vec<usize> = full.iter().chain(&partial).copied().collect();
    let high = if preset.high_is_best { best.or(top(origins, &all)) } else { top(origins, &all) };
    high?;
    // Nobody reliable has a figure that stands: nothing is reliably known to have happened.
    let low = if counted.is_empty() { Some(0) } else { bottom(origins, &counted) };
    let best = if eligible.is_none() { Some(0) } else { best };
    let figures = ordered(low, best, high);
    let effects = all.iter().map(|&i| (i, effect(preset, &origins[i], figures))).collect();
    Some((figures.0, figures.1, figures.2, effects))
}

fn bottom(origins: &[Statement], of: &[usize]) -> Option<u64> {
    of.iter().filter_map(|&i| origins[i].low).min()
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
    match statement.weight {
        Weight::Doubtful => return format!("{figure}: said to be possible or denied, may move only high"),
        Weight::Disputed if best != statement.low && best != statement.high => {
            return format!("{figure}: disputed, may move only high");
        }
        _ => {}
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
