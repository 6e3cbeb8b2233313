//! The days that claims tell, and which happenings were long over then.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::claims::Made;

/// The days that a claim tells, but for whole seasons and years.
pub(super) fn of(one: &Made<'_>) -> Option<(Date, Date)> {
    const SEASON: i32 = 31;
    let days = one.when.as_ref().and_then(|when| when.days)?;
    days.0.until(days.1).is_ok_and(|span| span.get_days() < SEASON).then_some(days)
}

/// The first and last day that the claims of each group tell, by its root.
pub(super) fn of_groups(made: &[Made<'_>], roots: &[usize]) -> HashMap<usize, (Date, Date)> {
    let mut all: HashMap<usize, (Date, Date)> = HashMap::new();
    for (one, root) in made.iter().zip(roots) {
        if let Some((start, end)) = of(one) {
            let known = all.entry(*root).or_insert((start, end));
            *known = (known.0.min(start), known.1.max(end));
        }
    }
    all
}

/// Those of the hosts that were not long over when a figure was: "20,000 have fled since Monday" is not of an attack in June.
pub(super) fn not_long_over(
    days_of_groups: &HashMap<usize, (Date, Date)>,
    roots: &[usize],
    hosts: &[usize],
    (start, _): (Date, Date),
) -> Vec<usize> {
    const LONG: i32 = 14;
    let over = |host: &usize| {
        let days = days_of_groups.get(&roots[*host]);
        days.and_then(|(_, end)| end.until(start).ok()).is_some_and(|span| span.get_days() > LONG)
    };
    hosts.iter().copied().filter(|host| !over(host)).collect()
}
