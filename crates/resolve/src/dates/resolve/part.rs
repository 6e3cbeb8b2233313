//! Parts of a month, a year, a week.

use super::super::interval::{Interval, shift, shift_months, shift_units};
use super::super::meaning::Part;
use super::super::vocabulary::Unit;
use super::{Found, Unresolved};

/// "late July": thirds are approximate, halves are not.
pub(super) fn part(part: Part, whole: &Found) -> Result<Found, Unresolved> {
    let days = whole.interval;
    match part {
        Part::Early => third(days, 0).map(Found::about),
        Part::Mid => third(days, 1).map(Found::about),
        Part::Late => third(days, 2).map(Found::about),
        Part::FirstHalf => half(days, false).map(Found::exact),
        Part::SecondHalf => half(days, true).map(Found::exact),
    }
}

/// "the first week of July", "the last two days of June". What runs over the end of the whole is cut there.
pub(super) fn slice(
    skip: u8,
    count: u8,
    unit: Unit,
    from_end: bool,
    whole: &Found,
) -> Result<Found, Unresolved> {
    let days = whole.interval;
    let (skip, count) = (i64::from(skip), i64::from(count));
    let (start, end) = if from_end {
        let end = shift_units(shift(days.end(), 1)?, unit, -skip)?;
        (shift_units(end, unit, -count)?, shift(end, -1)?)
    } else {
        let start = shift_units(days.start(), unit, skip)?;
        (start, shift(shift_units(start, unit, count)?, -1)?)
    };
    if start > days.end() || end < days.start() {
        return Err(Unresolved::Impossible("there are not so many".to_owned()));
    }
    Interval::between(start.max(days.start()), end.min(days.end())).map(Found::exact)
}

/// Thirds as they are spoken of: ten days of a month, four months of a year; of a week Monday to Wednesday, Tuesday to
/// Thursday, Thursday to Sunday; of a decade four, three and three years.
fn third(days: Interval, number: usize) -> Result<Interval, Unresolved> {
    const WEEK: [(i64, i64); 3] = [(0, 2), (1, 3), (3, 6)];
    const YEARS: [(i16, i16); 3] = [(0, 3), (4, 6), (7, 9)];
    let start = days.start();
    match days.days() {
        ..=8 => Interval::between(shift(start, WEEK[number].0)?, shift(start, WEEK[number].1)?),
        9..=31 => {
            let first = shift(start, 10 * number as i64)?;
            Interval::between(first, if number == 2 { days.end() } else { shift(first, 9)? })
        }
        32..=366 => {
            let months = if days.days() > 120 { 4 } else { 1 };
            let first = shift_months(start, months * number as i64)?;
            Interval::between(first, shift(shift_months(first, months)?, -1)?)
        }
        length => {
            let scale = if length > 4000 { 10 } else { 1 };
            let (from, to) = YEARS[number];
            Interval::years(start.year() + scale * from, start.year() + scale * (to + 1) - 1)
        }
    }
}

fn half(days: Interval, second: bool) -> Result<Interval, Unresolved> {
    let middle = match days.days() {
        28..=31 => shift(days.start(), 15)?,
        365 | 366 => shift_months(days.start(), 6)?,
        length => shift(days.start(), length / 2)?,
    };
    if second {
        Interval::between(middle, days.end())
    } else {
        Interval::between(days.start(), shift(middle, -1)?)
    }
}
