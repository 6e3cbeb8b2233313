//! The death columns: by side, civilians, unknown; best is their sum by construction.

use claimant_model::{ActorKind, Estimate, Outcome, VictimStatus};

use super::sides::{Side, Sides};
use crate::view::View;
use crate::whose::Whose;

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
    /// Whether best, low or high is another than the estimate's, because best is the sum of the parts.
    pub moved: bool,
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
        for (estimate, side) in
            estimates.iter().filter_map(|estimate| Some((estimate, estimate.side.as_ref()?)))
        {
            let part = part(sides, estimate.status, Whose::of(view, side));
            deaths.add(&part, estimate.best.unwrap_or(0));
        }
        deaths.add_civilians(&estimates);
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

    /// Civilians counted apart, whosever they were, where that is more than the sides' civilians.
    fn add_civilians(&mut self, estimates: &[&Estimate]) {
        let apart = estimates.iter().filter(|e| e.side.is_none() && e.status == VictimStatus::Civilian);
        self.civilians = apart.filter_map(|estimate| estimate.best).fold(self.civilians, u64::max);
    }

    /// Those of the total whom no side was named for.
    fn add_rest(&mut self, sides: &Sides<'_>, total: Option<&Estimate>) {
        let Some(total) = total else { return };
        let rest = total.best.unwrap_or(0).saturating_sub(self.best());
        let civilians = sides.one_sided && self.best() == 0 && total.status == VictimStatus::Unknown;
        self.add(if civilians { &Part::Civilians } else { &Part::Unknown }, rest);
    }

    /// Low and high of the total, or of the parts where there is no total; never past best.
    fn bound(&mut self, total: Option<&Estimate>, parts: &[&Estimate]) {
        let sum = |of: fn(&Estimate) -> Option<u64>| {
            parts.iter().filter_map(|part| of(part)).fold(0, u64::saturating_add)
        };
        let (low, given, high) = match total {
            Some(total) => {
                (total.low.or(total.best).unwrap_or(0), total.best, total.high.or(total.best).unwrap_or(0))
            }
            None => (sum(|part| part.low.or(part.best)), None, sum(|part| part.high.or(part.best))),
        };
        let best = self.best();
        self.low = low.min(best);
        self.high = high.max(best);
        self.moved = (self.low, self.high) != (low, high) || given.is_some_and(|given| given != best);
    }
}

/// The part that an estimate of one side counts into.
fn part(sides: &Sides<'_>, status: VictimStatus, side: Whose<'_>) -> Part {
    let of_side = |is: &dyn Fn(&Side<'_>) -> bool| match (is(&sides.a), is(&sides.b)) {
        (true, _) => Part::A,
        (_, true) => Part::B,
        _ => Part::Unknown,
    };
    let civilians = match side {
        Whose::Civilians(_) => true,
        Whose::Actor(actor) => actor.kind == ActorKind::Civilians,
        _ => false,
    };
    match side {
        _ if civilians || status == VictimStatus::Civilian => Part::Civilians,
        // Soldiers and civilians undivided are nobody's deaths in UCDP's columns.
        _ if status == VictimStatus::Mixed => Part::Unknown,
        Whose::Actor(actor) => of_side(&|side| side.has(actor)),
        Whose::State(state) => of_side(&|side| side.state == Some(state)),
        Whose::Unnamed => of_side(&|side| side.is_unnamed()),
        Whose::Civilians(_) | Whose::Unknown(_) => Part::Unknown,
    }
}
