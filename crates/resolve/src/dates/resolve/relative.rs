//! Counting from the day of publication or from a day spoken of before.

use jiff::civil::Date;

use super::super::interval::{Interval, shift, shift_months, shift_units, ymd};
use super::super::meaning::{Amount, Base, Meaning};
use super::super::vocabulary::Unit;
use super::{Context, Found, Tense, Unresolved};

/// More days than these are rarely counted to the day: "ten days ago" is out by one.
const COUNTED_EXACTLY: i64 = 7;
/// Hours that stay within the day or reach just over midnight.
const SAME_DAY_HOURS: i64 = 6;

impl Context<'_> {
    /// "today", "yesterday".
    pub(super) fn day(self, offset: i8) -> Result<Found, Unresolved> {
        Ok(Found::exact(Interval::day(shift(self.published()?, offset.into())?)))
    }

    /// The night that ended on the day of publication.
    pub(super) fn overnight(self) -> Result<Found, Unresolved> {
        let today = self.published()?;
        Ok(Found::exact(Interval::between(shift(today, -1)?, today)?))
    }

    /// The night from a day to the next; the one before where the next is yet to come.
    pub(super) fn night_of(self, day: &Meaning, ends: bool) -> Result<Found, Unresolved> {
        let day = self.find(day)?.interval;
        let next = shift(day.end(), 1)?;
        let to_come =
            self.anchor.tense != Tense::Future && self.anchor.published.is_some_and(|today| next > today);
        let interval = if ends || to_come {
            Interval::between(shift(day.start(), -1)?, day.end())?
        } else {
            Interval::between(day.start(), next)?
        };
        Ok(Found::exact(interval))
    }

    /// "last week", "the following day".
    pub(super) fn unit(self, unit: Unit, offset: i8, base: &Base) -> Result<Found, Unresolved> {
        let base = self.base(base, unit)?;
        if offset == 0 && unit == Unit::Day {
            return Ok(Found::exact(base));
        }
        let from = if offset > 0 { base.end() } else { base.start() };
        let there = shift_units(from, unit, offset.into())?;
        Ok(Found::exact(Interval::holding(there, unit)?))
    }

    /// "earlier this month": up to the day of publication, where that lies in the month.
    pub(super) fn rest(self, later: bool, of: &Meaning) -> Result<Found, Unresolved> {
        let whole = self.find(of)?;
        let pivot = if of.needs_reference() {
            self.anchor.reference.map(Interval::start)
        } else {
            self.anchor.published
        };
        let Some(pivot) = pivot.filter(|date| whole.interval.contains(*date)) else { return Ok(whole) };
        let (start, end) = (whole.interval.start(), whole.interval.end());
        let interval = if later { Interval::between(pivot, end)? } else { Interval::between(start, pivot)? };
        Ok(Found::exact(interval))
    }

    /// "two days ago": a day; "two weeks ago": the day give or take three; "two months ago": that month.
    pub(super) fn offset(
        self,
        amount: Amount,
        unit: Unit,
        later: bool,
        base: &Base,
    ) -> Result<Found, Unresolved> {
        let (low, high, about) = bounds(amount, unit)?;
        let base = self.base(base, unit)?;
        let (near, far) = if later { (low, high) } else { (-low, -high) };
        let ends = [count(base.start(), unit, near, far)?, count(base.end(), unit, near, far)?];
        let start = ends[0].start().min(ends[1].start());
        let end = ends[0].end().max(ends[1].end());
        let loose = slack(unit, high, about);
        let interval = Interval::between(shift(start, -loose)?, shift(end, loose)?)?;
        let inexact = about || loose > 0 || low != high || matches!(unit, Unit::Decade | Unit::Century);
        Ok(if inexact { Found::about(interval) } else { Found::exact(interval) })
    }

    /// "in three days": only the future counts from today.
    pub(super) fn within(self, amount: Amount, unit: Unit) -> Result<Found, Unresolved> {
        if self.anchor.tense != Tense::Future {
            return Err(Unresolved::Duration);
        }
        self.offset(amount, unit, true, &Base::Published)
    }

    /// "the past two weeks".
    pub(super) fn window(
        self,
        amount: Amount,
        unit: Unit,
        later: bool,
        base: &Base,
    ) -> Result<Found, Unresolved> {
        let (low, high, about) = bounds(amount, unit)?;
        let base = self.base(base, unit)?;
        let about = about || low != high;
        let (interval, about) = if later {
            (Interval::between(base.end(), reach(base.end(), unit, high)?)?, (false, about))
        } else {
            (Interval::between(reach(base.start(), unit, -high)?, base.start())?, (about, false))
        };
        Ok(Found { interval, about, edtf: None })
    }

    /// "recent days", "the coming weeks".
    pub(super) fn recent(self, unit: Unit, later: bool) -> Result<Found, Unresolved> {
        let days = unit.recent_days().ok_or(Unresolved::Vague)?;
        let today = self.published()?;
        let (interval, about) = if later {
            (Interval::between(today, shift(today, days)?)?, (false, true))
        } else {
            (Interval::between(shift(today, -days)?, today)?, (true, false))
        };
        Ok(Found { interval, about, edtf: None })
    }

    /// The days that are counted from. A reference much longer than the unit is none: "a day earlier" than some July.
    fn base(self, base: &Base, unit: Unit) -> Result<Interval, Unresolved> {
        let days = match base {
            Base::Published => return Ok(Interval::day(self.published()?)),
            Base::Reference | Base::Event => self.reference()?,
            Base::Date(of) => self.find(of)?.interval,
        };
        let longest = match unit {
            Unit::Minute | Unit::Hour | Unit::Day => 6,
            Unit::Week | Unit::Fortnight | Unit::Month => 31,
            Unit::Quarter | Unit::Year => 366,
            Unit::Decade | Unit::Century => 3653,
        };
        if days.days() > longest { Err(Unresolved::NoReference) } else { Ok(days) }
    }
}

/// At least, at most, and whether the words say that it is inexact.
fn bounds(amount: Amount, unit: Unit) -> Result<(i64, i64, bool), Unresolved> {
    match amount {
        Amount::Count { low, high, about } => Ok((low.into(), high.into(), about)),
        Amount::Plural => {
            let (low, high) = unit.vague_plural().ok_or(Unresolved::Vague)?;
            Ok((low.into(), high.into(), true))
        }
    }
}

/// The unit counted to: the day itself for hours, days and weeks, else the whole month or year. A decade counts ten years
/// give or take one.
fn count(date: Date, unit: Unit, near: i64, far: i64) -> Result<Interval, Unresolved> {
    let (low, high) = (near.min(far), near.max(far));
    match unit {
        Unit::Minute => Ok(Interval::day(date)),
        Unit::Hour => hours(date, low, high),
        Unit::Day | Unit::Week | Unit::Fortnight => {
            Interval::between(shift_units(date, unit, low)?, shift_units(date, unit, high)?)
        }
        Unit::Month | Unit::Quarter => {
            let first = date.first_of_month();
            Interval::between(shift_units(first, unit, low)?, shift_units(first, unit, high)?.last_of_month())
        }
        Unit::Year => years(date, low, high, 0),
        Unit::Decade => years(date, 10 * low, 10 * high, high.abs().max(low.abs())),
        Unit::Century => years(date, 100 * low, 100 * high, 10 * high.abs().max(low.abs())),
    }
}

fn years(date: Date, low: i64, high: i64, slack: i64) -> Result<Interval, Unresolved> {
    let first = ymd(date.year(), 1, 1)?;
    let start = shift_months(first, 12 * (low - slack))?;
    let last = shift_months(first, 12 * (high + slack))?;
    Interval::years(start.year(), last.year())
}

/// Hours as days: few stay in the day, more may reach over midnight, full days are counted.
fn hours(date: Date, low: i64, high: i64) -> Result<Interval, Unresolved> {
    let days = |hours: i64, up: bool| {
        let size = hours.abs();
        let whole = if size <= SAME_DAY_HOURS {
            0
        } else if up {
            (size + 23) / 24
        } else {
            size / 24
        };
        whole * hours.signum()
    };
    let ends = [days(low, true), days(low, false), days(high, true), days(high, false)];
    let (first, last) = (ends.into_iter().min().unwrap_or(0), ends.into_iter().max().unwrap_or(0));
    Interval::between(shift(date, first)?, shift(date, last)?)
}

/// How many days either way a count of days or weeks may be out.
fn slack(unit: Unit, high: i64, about: bool) -> i64 {
    match unit {
        Unit::Week | Unit::Fortnight => 3,
        Unit::Day if about || high > COUNTED_EXACTLY => 1,
        _ => 0,
    }
}

/// The far end of a window.
fn reach(date: Date, unit: Unit, count: i64) -> Result<Date, Unresolved> {
    match unit {
        Unit::Minute => Ok(date),
        Unit::Hour => shift(date, count.signum() * ((count.abs() + 23) / 24)),
        unit => shift_units(date, unit, count),
    }
}
