//! Whole days from one to another, and the calendar units they fall in.

use jiff::Span;
use jiff::civil::Date;

use super::resolve::Unresolved;
use super::vocabulary::Unit;

/// Days from the first to the last, both included; the first is never after the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    start: Date,
    end: Date,
}

impl Interval {
    /// From `start` to `end`; `None` if that runs backwards.
    pub fn new(start: Date, end: Date) -> Option<Self> {
        (start <= end).then_some(Self { start, end })
    }

    /// One day.
    pub fn day(date: Date) -> Self {
        Self { start: date, end: date }
    }

    /// The first day.
    pub fn start(self) -> Date {
        self.start
    }

    /// The last day.
    pub fn end(self) -> Date {
        self.end
    }

    /// How many days it holds.
    pub fn days(self) -> i64 {
        days_between(self.start, self.end) + 1
    }

    /// Whether the day is one of its days.
    pub fn contains(self, date: Date) -> bool {
        (self.start..=self.end).contains(&date)
    }

    /// UCDP's `date_prec`: 1 a day, 2 two to six days, 3 a week, 4 a month, 5 more. Eight days count as a week: "the past
    /// week" holds both its ends.
    pub fn precision(self) -> u8 {
        match self.days() {
            ..=1 => 1,
            2..=6 => 2,
            7..=8 => 3,
            9..=31 => 4,
            _ => 5,
        }
    }

    /// The whole calendar unit that holds the day: its week (from Monday), month, year.
    pub(super) fn holding(date: Date, unit: Unit) -> Result<Self, Unresolved> {
        let year = date.year();
        match unit {
            Unit::Minute | Unit::Hour | Unit::Day => Ok(Self::day(date)),
            Unit::Week | Unit::Fortnight => {
                let monday = shift(date, -i64::from(date.weekday().to_monday_zero_offset()))?;
                Self::between(monday, shift(monday, if unit == Unit::Week { 6 } else { 13 })?)
            }
            Unit::Month => Self::between(date.first_of_month(), date.last_of_month()),
            Unit::Quarter => {
                let first = ymd(year, (date.month() - 1) / 3 * 3 + 1, 1)?;
                Self::between(first, shift_months(first, 2)?.last_of_month())
            }
            Unit::Year => Self::years(year, year),
            Unit::Decade => Self::years(year - year.rem_euclid(10), year - year.rem_euclid(10) + 9),
            Unit::Century => {
                Self::years(year - (year - 1).rem_euclid(100), year - (year - 1).rem_euclid(100) + 99)
            }
        }
    }

    /// Whole years.
    pub(super) fn years(first: i16, last: i16) -> Result<Self, Unresolved> {
        Self::between(ymd(first, 1, 1)?, ymd(last, 12, 31)?)
    }

    /// From `start` to `end`, where the words may have them in the wrong order.
    pub(super) fn between(start: Date, end: Date) -> Result<Self, Unresolved> {
        Self::new(start, end).ok_or_else(|| Unresolved::Impossible(format!("{start} is after {end}")))
    }
}

/// A date, or the report that there is none.
pub(super) fn ymd(year: i16, month: i8, day: i8) -> Result<Date, Unresolved> {
    Date::new(year, month, day)
        .map_err(|_| Unresolved::Impossible(format!("there is no {year:04}-{month:02}-{day:02}")))
}

/// So many days on.
pub(super) fn shift(date: Date, days: i64) -> Result<Date, Unresolved> {
    let span = Span::new().try_days(days).map_err(|_| Unresolved::OutOfRange)?;
    date.checked_add(span).map_err(|_| Unresolved::OutOfRange)
}

/// So many months on; the day is cut to the length of the month.
pub(super) fn shift_months(date: Date, months: i64) -> Result<Date, Unresolved> {
    let span = Span::new().try_months(months).map_err(|_| Unresolved::OutOfRange)?;
    date.checked_add(span).map_err(|_| Unresolved::OutOfRange)
}

/// So many units on.
pub(super) fn shift_units(date: Date, unit: Unit, count: i64) -> Result<Date, Unresolved> {
    match unit {
        Unit::Minute | Unit::Hour => Ok(date),
        Unit::Day => shift(date, count),
        Unit::Week => shift(date, 7 * count),
        Unit::Fortnight => shift(date, 14 * count),
        Unit::Month => shift_months(date, count),
        Unit::Quarter => shift_months(date, 3 * count),
        Unit::Year => shift_months(date, 12 * count),
        Unit::Decade => shift_months(date, 120 * count),
        Unit::Century => shift_months(date, 1200 * count),
    }
}

/// Days from one date to another, negative if the other is earlier.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    // Days alone are the default unit of a difference of dates.
    (to - from).get_days().into()
}
