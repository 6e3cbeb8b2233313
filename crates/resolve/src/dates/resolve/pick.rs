//! Weekdays, weekends, months and seasons: which of the many.

use jiff::civil::Date;

use super::super::feast::Feast;
use super::super::interval::{Interval, shift, shift_months, ymd};
use super::super::meaning::{Pick, Year};
use super::super::vocabulary::Unit;
use super::{Context, Found, Limit, Tense, Unresolved};

const SATURDAY: i8 = 6;

impl Context<'_> {
    /// "Thursday": in the past the last up to and with the day of publication, in the future the next after it.
    pub(super) fn weekday(self, number: i8, pick: Pick) -> Result<Found, Unresolved> {
        let date = match pick {
            Pick::Plain => match self.limit()? {
                Limit::NotAfter(limit) | Limit::Published(limit, Tense::Past | Tense::Unknown) => {
                    last(limit, number)?
                }
                Limit::NotBefore(limit) => next(limit, number)?,
                Limit::Published(limit, Tense::Future) => next(shift(limit, 1)?, number)?,
            },
            Pick::Last => last(shift(self.published()?, -1)?, number)?,
            Pick::Next => next(shift(self.published()?, 1)?, number)?,
            Pick::This => self.this_weekday(number)?,
            Pick::Previous => last(shift(self.reference()?.start(), -1)?, number)?,
            Pick::Following => next(shift(self.reference()?.end(), 1)?, number)?,
        };
        Ok(Found::exact(Interval::day(date)))
    }

    /// "this Thursday": of the week of publication where the tense does not speak against it.
    fn this_weekday(self, number: i8) -> Result<Date, Unresolved> {
        let published = self.published()?;
        match self.anchor.tense {
            Tense::Past => last(published, number),
            Tense::Future => next(published, number),
            Tense::Unknown => {
                let week = Interval::holding(published, Unit::Week)?;
                shift(week.start(), i64::from(number) - 1)
            }
        }
    }

    /// "the weekend": Saturday and Sunday.
    pub(super) fn weekend(self, pick: Pick) -> Result<Found, Unresolved> {
        let future = self.anchor.tense == Tense::Future;
        let saturday = match pick {
            Pick::Plain | Pick::This if future => next(shift(self.published()?, -1)?, SATURDAY)?,
            Pick::Plain | Pick::This => last(self.published()?, SATURDAY)?,
            Pick::Last => last(shift(self.published()?, -2)?, SATURDAY)?,
            Pick::Next => next(shift(self.published()?, 1)?, SATURDAY)?,
            Pick::Previous => last(shift(self.reference()?.start(), -2)?, SATURDAY)?,
            Pick::Following => next(shift(self.reference()?.end(), 1)?, SATURDAY)?,
        };
        Ok(Found::exact(Interval::between(saturday, shift(saturday, 1)?)?))
    }

    /// "last July": a July that is over; "next July": one yet to begin; "this July": that of the year of publication.
    pub(super) fn month(self, month: i8, pick: Pick) -> Result<Found, Unresolved> {
        let of = |year: i16| {
            let first = ymd(year, month, 1)?;
            Interval::between(first, first.last_of_month())
        };
        if pick == Pick::This {
            return Ok(Found::exact(of(self.published()?.year())?));
        }
        self.nearest(pick, of).map(Found::exact)
    }

    /// "the summer of 2014", "last winter".
    pub(super) fn season(self, season: u8, year: Option<Year>, pick: Pick) -> Result<Found, Unresolved> {
        let of = |year: i16| season_of(season, year);
        let interval = match (year, pick) {
            (Some(year), _) => of(self.year(year)?)?,
            (None, Pick::Plain | Pick::This) => self.of_years(None, false, |year| of(year).ok())?,
            (None, pick) => self.nearest(pick, of)?,
        };
        let edtf = Some(format!("{:04}-{season}", interval.start().year()));
        Ok(Found { interval, about: (false, false), edtf })
    }

    /// "Easter Sunday", "during Ramadan", "last Passover".
    pub(super) fn feast(self, feast: Feast, year: Option<Year>, pick: Pick) -> Result<Found, Unresolved> {
        let none = |year: i16| Unresolved::Impossible(format!("no such feast in {year}"));
        let of = |year: i16| feast.days(year).ok_or_else(|| none(year));
        let interval = match (year, pick) {
            (Some(year), _) => of(self.year(year)?)?,
            (None, Pick::Plain) => self.of_years(None, false, |year| feast.days(year))?,
            (None, Pick::This) => of(self.published()?.year())?,
            (None, pick) => self.nearest(pick, of)?,
        };
        Ok(if feast.is_about() { Found::about(interval) } else { Found::exact(interval) })
    }

    /// The nearest that is over before, or begins after, the day of publication or what was spoken of last.
    fn nearest(
        self,
        pick: Pick,
        of: impl Fn(i16) -> Result<Interval, Unresolved>,
    ) -> Result<Interval, Unresolved> {
        let base = if pick.is_of_reference() { self.reference()? } else { Interval::day(self.published()?) };
        let year = base.start().year();
        let mut found = (year - 2..=year + 2).filter_map(|year| of(year).ok());
        let found = match pick {
            Pick::Next | Pick::Following => found.find(|days| days.start() > base.end()),
            _ => found.rfind(|days| days.end() < base.start()),
        };
        found.ok_or(Unresolved::OutOfRange)
    }
}

/// Three months from March, June, September or December.
fn season_of(season: u8, year: i16) -> Result<Interval, Unresolved> {
    let month = 3 * (i8::try_from(season).unwrap_or(21) - 20);
    let first = ymd(year, month, 1)?;
    Interval::between(first, shift_months(first, 2)?.last_of_month())
}

/// The last such weekday up to and with the day.
fn last(date: Date, number: i8) -> Result<Date, Unresolved> {
    let back = (date.weekday().to_monday_one_offset() - number).rem_euclid(7);
    shift(date, -i64::from(back))
}

/// The first such weekday from the day on.
fn next(date: Date, number: i8) -> Result<Date, Unresolved> {
    let ahead = (number - date.weekday().to_monday_one_offset()).rem_euclid(7);
    shift(date, i64::from(ahead))
}
