//! Ranges: an end that says less is read by the light of the other.

use super::super::interval::Interval;
use super::super::meaning::{Meaning, Pick};
use super::{Context, Found, Limit, Tense, Unresolved};

impl Context<'_> {
    /// "25 July to 3 August 2024", "December 2023 to March", "from Monday to Wednesday".
    pub(super) fn range(self, start: &Meaning, end: &Meaning) -> Result<Found, Unresolved> {
        let forwards = !floats(start) || self.anchor.tense == Tense::Future;
        let (first, last) = if floats(end) && forwards {
            let first = self.find(start)?;
            let limit = Limit::NotBefore(first.interval.start());
            let last = self.limited(limit).find(end)?;
            (first, last)
        } else {
            let last = self.find(end)?;
            let first = self.start_before(start, &last)?;
            (first, last)
        };
        let interval = Interval::between(first.interval.start(), last.interval.end())?;
        Ok(Found { interval, about: (first.about.0, last.about.1), edtf: None })
    }

    fn start_before(self, start: &Meaning, last: &Found) -> Result<Found, Unresolved> {
        if floats(start) {
            return self.limited(Limit::NotAfter(last.interval.start())).find(start);
        }
        self.find(start)
    }
}

/// Whether something must choose among many years or weeks.
fn floats(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Calendar(calendar) => calendar.year.is_none(),
        Meaning::Weekday { pick, .. } => *pick == Pick::Plain,
        Meaning::Season { year, pick, .. } => year.is_none() && *pick == Pick::Plain,
        Meaning::Part { of, .. } => floats(of),
        _ => false,
    }
}
