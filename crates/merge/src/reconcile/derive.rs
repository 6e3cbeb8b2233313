//! A preset applied to figures: low, best, high, and what each figure did.

use std::collections::BTreeSet;

use claimant_model::{Because, Standpoint};

use super::per_report::Said;
use super::preset::{Pick, Preset};
use super::statement::{Statement, Weight, said_by};
use super::supersede::{self, Fate};

/// Low, best and high.
pub(super) type Figures = (Option<u64>, Option<u64>, Option<u64>);

/// Applies a preset; `None` where no claim has a figure.
pub(super) fn apply(preset: &Preset, all: &[Said<'_>]) -> Option<(Figures, Vec<Because>)> {
    let fates = supersede::fates(all);
    let newest = newest(preset, all, &fates);
    let standing: Vec<usize> = (0..all.len()).filter(|&i| fates[i] == Fate::Stands).collect();
    let upward: Vec<usize> = (0..all.len()).filter(|&i| !matches!(fates[i], Fate::Superseded(_))).collect();
    let bar = |i: usize| barred(preset, &all[i], newest);
    let eligible: Vec<usize> = standing.iter().copied().filter(|&i| bar(i).is_none()).collect();
    let figures = figures(preset, all, &eligible, &upward)?;
    let origins: BTreeSet<u32> = eligible.iter().map(|&i| all[i].first().origin).collect();
    let short = (origins.len() < preset.origins as usize)
        .then(|| format!("; {} of {} independent origins: {}", origins.len(), preset.origins, preset.short));
    let mut because = Vec::new();
    for (index, said) in all.iter().enumerate() {
        let effect = effect(all, index, fates[index], bar(index), figures, short.as_deref());
        because.extend(
            said.parts.iter().map(|part| Because { claim: part.claim.clone(), effect: effect.clone() }),
        );
    }
    Some((figures, because))
}

/// The day of the newest figure that may count: a fresh boast makes no older count stale.
fn newest(preset: &Preset, all: &[Said<'_>], fates: &[Fate]) -> Option<i32> {
    let counts = |&i: &usize| fates[i] == Fate::Stands && barred(preset, &all[i], None).is_none();
    (0..all.len()).filter(counts).filter_map(|i| all[i].first().published).max()
}

fn figures(preset: &Preset, all: &[Said<'_>], eligible: &[usize], upward: &[usize]) -> Option<Figures> {
    let top = highest(all, upward)?;
    let of = |weights: &[Weight]| -> Vec<usize> {
        eligible.iter().copied().filter(|&i| weights.contains(&all[i].first().weight)).collect()
    };
    // Counts of the whole; where there are none those of a part; where there are none those that somebody disputes.
    let ranks = [Weight::Full, Weight::Partial, Weight::Disputed, Weight::Doubtful];
    let leading = ranks.iter().map(|&rank| of(&[rank])).find(|of| !of.is_empty()).unwrap_or_default();
    let best = match preset.best {
        Pick::Report => of_report(all, &leading),
        Pick::Lowest => lowest(all, &leading),
        Pick::Highest | Pick::Best => highest(all, &leading),
    };
    // Nobody reliable has a figure that stands: nothing is reliably known to have happened.
    // A count of some of them is no lower bound of what others counted whole.
    let whole = !of(&[Weight::Full]).is_empty();
    let partial = if whole { Weight::Full } else { Weight::Partial };
    let counted = of(&[Weight::Full, partial, Weight::Doubtful]);
    let bounding: Vec<usize> = counted.iter().copied().filter(|&i| !is_own_part(all, &counted, i)).collect();
    let low = if counted.is_empty() { Some(0) } else { lowest(all, &bounding) };
    let high = best.filter(|_| preset.high == Pick::Best).or(Some(top));
    let best = if leading.is_empty() { Some(0) } else { best };
    Some(ordered(low, best, high))
}

/// Whether a party counts its own dead only, where a bystander counts others as well: no lower bound of all of them.
fn is_own_part(all: &[Said<'_>], counted: &[usize], index: usize) -> bool {
    let own = |said: &Said<'_>| said.standpoint == Standpoint::SelfSide;
    let side = |said: &Said<'_>| said.first().side.clone();
    let of_others = |other: &usize| !own(&all[*other]) && side(&all[*other]) != side(&all[index]);
    own(&all[index]) && counted.iter().any(of_others)
}

/// "As many as 40" is no lower bound.
fn lowest(all: &[Said<'_>], of: &[usize]) -> Option<u64> {
    of.iter().filter_map(|&i| all[i].least()).min()
}

fn highest(all: &[Said<'_>], of: &[usize]) -> Option<u64> {
    of.iter().filter_map(|&i| all[i].highest()).max()
}

/// The count in the reports' own voice; of several the one that most origins give, then the lowest. Else the lowest of
/// those not involved, else the highest admission: an admission of part of the losses never lowers what others counted.
fn of_report(all: &[Said<'_>], eligible: &[usize]) -> Option<u64> {
    let own = || eligible.iter().copied().filter(|&i| all[i].first().voice.is_none());
    let support = |number: u64| own().filter(|&i| all[i].lowest() == Some(number)).count();
    let counted = own().filter_map(|i| all[i].lowest());
    let reports = counted.max_by_key(|&number| (support(number), std::cmp::Reverse(number)));
    let outside = eligible
        .iter()
        .filter(|&&i| all[i].standpoint != Standpoint::SelfSide)
        .filter_map(|&i| all[i].lowest())
        .min();
    reports.or(outside).or_else(|| eligible.iter().filter_map(|&i| all[i].lowest()).max())
}

/// Why a figure may move only high.
fn barred(preset: &Preset, said: &Said<'_>, newest: Option<i32>) -> Option<String> {
    let age = newest.zip(said.first().published).map_or(0, |(newest, day)| newest - day);
    if !preset.enemy_counts && said.standpoint == Standpoint::Enemy {
        Some("a party's claim about its enemy, may move only high".into())
    } else if !preset.doubtful_counts && said.first().weight == Weight::Doubtful {
        Some("said to be possible or denied, may move only high".into())
    } else if preset.stale_after_days > 0 && age > preset.stale_after_days {
        Some(format!("{age} days older than the newest figure, may move only high"))
    } else {
        None
    }
}

/// What a figure did, in words.
fn effect(
    all: &[Said<'_>],
    index: usize,
    fate: Fate,
    barred: Option<String>,
    (low, best, high): Figures,
    short: Option<&str>,
) -> String {
    let said = &all[index];
    let figure = format!("{} ({})", print(said), said_by(said.first()));
    match fate {
        Fate::Superseded(by) => return format!("{figure}: superseded by {}", of_other(&all[by])),
        Fate::Copy(of) => {
            return format!("{figure}: the same origin as {}, counted once", of_other(&all[of]));
        }
        Fate::Lowered(by) => {
            return format!("{figure}: lowered later, {}; may move only high", of_other(&all[by]));
        }
        Fate::Stands => {}
    }
    if let Some(why) = barred {
        return format!("{figure}: {why}");
    }
    let named = [("low", low), ("best", best), ("high", high)];
    let set = |value: Option<u64>| value.is_some() && (value == said.lowest() || value == said.highest());
    let sets: Vec<&str> = named.iter().filter(|(_, value)| set(*value)).map(|(name, _)| *name).collect();
    if said.first().weight == Weight::Disputed && sets.is_empty() {
        return format!("{figure}: disputed, may move only high");
    }
    if said.first().weight == Weight::Partial && sets.is_empty() {
        return format!("{figure}: a count of some of them only");
    }
    let did =
        if sets.is_empty() { "within the range".to_owned() } else { format!("sets {}", sets.join(", ")) };
    format!("{figure}: {did}{}", short.unwrap_or(""))
}

fn of_other(said: &Said<'_>) -> String {
    format!("{} ({})", print(said), said_by(said.first()))
}

fn print(said: &Said<'_>) -> String {
    let number = match (said.low, said.high) {
        (Some(a), Some(b)) if a != b => format!("{a} to {b}"),
        (a, b) => a.or(b).map_or_else(String::new, |number| number.to_string()),
    };
    let wordless = |part: &Statement| part.low.or(part.high).is_none();
    if said.parts.iter().all(|part| wordless(part)) {
        return format!("{number} for a word without a number");
    }
    number
}

/// Puts the three in order: best is held between low and high.
pub(super) fn ordered(low: Option<u64>, best: Option<u64>, high: Option<u64>) -> Figures {
    let high = high.max(best).max(low);
    let best = best.or(low);
    let low = match (low, best) {
        (Some(low), Some(best)) => Some(low.min(best)),
        (low, _) => low,
    };
    (low, best, high)
}
