//! The death columns: by side, civilians, unknown; best is their sum by construction.

use claimant_model::{ActorKind, Estimate, Outcome, VictimStatus};

use super::sides::Sides;
use crate::view::View;

/// Deaths as GED has them. The four parts are best estimates, 0 where nothing is known of a part: the sidecar keeps the
/// difference between none and not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Deaths {
    pub a: u64,
    pub b: u64,
    pub civilians: u64,
    pub unknown: u64,
    pub low: u64,
    pub high: u64,
    /// Whether low or high had to give way to the sum of the parts.
    pub widened: bool,
}

enum Part {
    A,
    B,
    Civilians,
    Unknown,
}

impl Deaths {
    /// The deaths by a preset; nothing where no claim gives a number of dead.
    pub(crate) fn of(view: &View<'_>, sides: &Sides<'_>, preset: &str) -> Option<Deaths> {
        let estimates = view.estimates(preset, Outcome::Killed);
        if estimates.iter().all(|estimate| estimate.low.or(estimate.best).or(estimate.high).is_none()) {
            return None;
        }
        let total = view.total(preset, Outcome::Killed);
        let mut deaths = Deaths::default();
        for estimate in estimates.iter().filter(|estimate| estimate.side.is_some()) {
            deaths.add(&part(view, sides, estimate), estimate.best.unwrap_or(0));
        }
        deaths.add_rest(sides, total);
        deaths.bound(total, &estimates);
        Some(deaths)
    }

    /// The sum of the parts.
    pub(crate) fn best(&self) -> u64 {
        [self.a, self.b, self.civilians, self.unknown].into_iter().fold(0, u64::saturating_add)
    }

    fn add(&mut self, part: &Part, count: u64) {
        let field = match part {
            Part::A => &mut self.a,
            Part::B => &mut self.b,
            Part::Civilians => &mut self.civilians,
            Part::Unknown => &mut self.unknown,
        };
        *field = field.saturating_add(count);
    }

    /// Those of the total whom no side was named for.
    fn add_rest(&mut self, sides: &Sides<'_>, total: Option<&Estimate>) {
        let Some(total) = total else { return };
        let rest = total.best.unwrap_or(0).saturating_sub(self.best());
        let civilians = total.status == VictimStatus::Civilian || sides.one_sided && self.best() == 0;
        let all_civilian = civilians && total.status != VictimStatus::Mixed;
        self.add(if all_civilian { &Part::Civilians } else { &Part::Unknown }, rest);
    }

    /// Low and high of the total, or of the parts where there is no total; never past best.
    fn bound(&mut self, total: Option<&Estimate>, parts: &[&Estimate]) {
        let sum = |of: fn(&Estimate) -> Option<u64>| {
            parts.iter().filter_map(|part| of(part)).fold(0, u64::saturating_add)
        };
        let (low, high) = match total {
            Some(total) => (total.low.or(total.best).unwrap_or(0), total.high.or(total.best).unwrap_or(0)),
            None => (sum(|part| part.low.or(part.best)), sum(|part| part.high.or(part.best))),
        };
        let best = self.best();
        self.low = low.min(best);
        self.high = high.max(best);
        self.widened = (self.low, self.high) != (low, high);
    }
}

/// The part that an estimate of one side counts into.
fn part(view: &View<'_>, sides: &Sides<'_>, estimate: &Estimate) -> Part {
    let actor = estimate.side.as_ref().and_then(|id| view.actor(id));
    let civilians = actor.is_some_and(|actor| actor.kind == ActorKind::Civilians);
    match (estimate.status, actor) {
        (VictimStatus::Civilian, _) => Part::Civilians,
        (VictimStatus::Unknown, _) if civilians => Part::Civilians,
        (VictimStatus::Mixed, _) | (_, None) => Part::Unknown,
        (_, Some(actor)) if sides.a.has(actor) => Part::A,
        (_, Some(actor)) if sides.b.has(actor) => Part::B,
        _ => Part::Unknown,
    }
}
