//! When an event was.

use claimant_model::{Tense, Time};

use super::{tells_of_claiming, took_place};
use crate::claims::{self, Made, Workshop};

/// The most exact time that its claims give; of those as exact the main claim's, then the first. That somebody claims it today
/// says nothing of its day, and what has taken place lies before the report.
pub(super) fn of(
    workshop: &Workshop<'_, '_>,
    made: &[Made<'_>],
    claims: &[usize],
    main: usize,
) -> Option<Time> {
    let told = |index: &usize| !tells_of_claiming(&made[*index]) && !is_ahead(workshop, &made[*index]);
    let dated = std::iter::once(&main).chain(claims).filter(|index| told(index));
    let times = dated.filter_map(|&index| made[index].claim.time.as_ref());
    times.min_by_key(|time| time.precision).cloned().or_else(|| told_beside(workshop, made, claims))
}

/// "The incident took place on Friday."
fn told_beside(workshop: &Workshop<'_, '_>, made: &[Made<'_>], claims: &[usize]) -> Option<Time> {
    let verbs = took_place::of(workshop, made, claims).into_iter();
    let mut times = verbs.filter_map(|verb| workshop.times.of(verb, Some(verb.index()), false));
    times.find_map(|when| claims::time(&workshop.under.context, &when))
}

/// A day to come, for what is told as done: "agreed to a truce that starts on Friday" has no day of fighting. A day more is
/// left for time zones.
fn is_ahead(workshop: &Workshop<'_, '_>, one: &Made<'_>) -> bool {
    let tomorrow = workshop.today.and_then(|today| today.tomorrow().ok());
    let start = one.when.as_ref().and_then(|when| when.bounds.0);
    one.claim.tense != Tense::Future && start.zip(tomorrow).is_some_and(|(start, limit)| start > limit)
}
