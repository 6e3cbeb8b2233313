//! Calendar dates of which parts may be unsaid.

use jiff::civil::Date;

use super::super::interval::{Interval, days_between, shift, shift_months, ymd};
use super::super::meaning::{Calendar, Year};
use super::{Context, Found, Limit, Tense, Unresolved};

/// How many years a date without a year is looked for; a 29 February comes within eight, a weekday within eleven.
const YEARS: i16 = 12;
/// How many months "the 31st" and "Thursday the 25th" are looked for.
const MONTHS: i64 = 24;
/// In an unknown tense a date so many days back gives way to one so few days ahead.
const ALMOST_A_YEAR: i64 = 334;
const SOON: i64 = 31;

impl Context<'_> {
    /// "27 July 2024", "July", "2012", "the 27th".
    pub(super) fn calendar(self, calendar: &Calendar) -> Result<Found, Unresolved> {
        let year = calendar.year.map(|year| self.year(year)).transpose()?;
        let interval = match (year, calendar.month, calendar.day) {
            (Some(year), Some(month), Some(day)) => Interval::day(ymd(year, month, day)?),
            (Some(year), Some(month), None) => whole_month(year, month)?,
            (Some(year), None, _) => Interval::years(year, year)?,
            (None, Some(month), Some(day)) => {
                // 2000 had a 29 February: what it lacks no year has.
                ymd(2000, month, day).map_err(|_| no_such_day(month, day))?;
                self.of_years(calendar.weekday, true, |year| {
                    Some(Interval::day(Date::new(year, month, day).ok()?))
                })?
            }
            (None, Some(month), None) => self.of_years(None, false, |year| whole_month(year, month).ok())?,
            (None, None, Some(day)) => Interval::day(self.day_of_month(day, calendar.weekday)?),
            (None, None, None) => return Err(Unresolved::Vague),
        };
        Ok(Found::exact(interval))
    }

    /// "03/04/2024": the order that gives a date; where both do, the past one; else one of the two.
    pub(super) fn numeric(self, first: u8, second: u8, year: i16) -> Result<Found, Unresolved> {
        let date =
            |month: u8, day: u8| Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
        let (day_first, month_first) = (date(second, first), date(first, second));
        let (Some(a), Some(b)) = (day_first, month_first) else {
            let only = day_first.or(month_first);
            let only = only.ok_or_else(|| Unresolved::Impossible(format!("{first}/{second}/{year}")))?;
            return Ok(Found::exact(Interval::day(only)));
        };
        let (a, b) = (a.min(b), a.max(b));
        let to_come = self.anchor.tense == Tense::Past
            && self.anchor.published.is_some_and(|published| days_between(published, b) > 1);
        let interval = if to_come { Interval::day(a) } else { Interval::between(a, b)? };
        let edtf = (interval.days() > 1).then(|| format!("[{a},{b}]"));
        Ok(Found { interval, about: (false, false), edtf })
    }

    /// The year that is said.
    pub(super) fn year(self, year: Year) -> Result<i16, Unresolved> {
        match year {
            Year::Given(year) => Ok(year),
            Year::Relative(offset) => Ok(self.published()?.year() + i16::from(offset)),
            Year::Reference => Ok(self.reference()?.start().year()),
            // As POSIX reads two digits where nothing is known of the day of writing: 69 to 99 are the 1900s.
            Year::Short(short) => Ok(match self.anchor.published {
                Some(published) => {
                    let latest = published.year() + 1;
                    latest - (latest - i16::from(short)).rem_euclid(100)
                }
                None => i16::from(short) + if short >= 69 { 1900 } else { 2000 },
            }),
        }
    }

    /// The candidate of the year that tense or the other end of a range asks for.
    pub(super) fn of_years(
        self,
        weekday: Option<i8>,
        is_day: bool,
        candidate: impl Fn(i16) -> Option<Interval>,
    ) -> Result<Interval, Unresolved> {
        let fits = |days: &Interval| {
            weekday.is_none_or(|number| days.start().weekday().to_monday_one_offset() == number)
        };
        let search = |years: &mut dyn Iterator<Item = i16>, within: &dyn Fn(&Interval) -> bool| {
            let found: Vec<Interval> = years.filter_map(&candidate).filter(within).collect();
            // A weekday that fits no year is a slip of the writer; the date stands.
            found.iter().find(|days| fits(days)).or(found.first()).copied()
        };
        let back = |limit: Date| {
            search(&mut (limit.year() - YEARS..=limit.year() + 1).rev(), &|days| days.start() <= limit)
        };
        let ahead =
            |limit: Date| search(&mut (limit.year()..=limit.year() + YEARS), &|days| days.end() >= limit);
        let found = match self.limit()? {
            Limit::NotAfter(limit) => back(limit),
            Limit::NotBefore(limit) => ahead(limit),
            // It may already be tomorrow where the event took place.
            Limit::Published(published, Tense::Past) => {
                back(if is_day { shift(published, 1)? } else { published })
            }
            Limit::Published(published, Tense::Future) => ahead(published),
            Limit::Published(published, Tense::Unknown) => {
                let past = back(if is_day { shift(published, 1)? } else { published });
                nearer(published, past, ahead(published))
            }
        };
        found.ok_or(Unresolved::OutOfRange)
    }

    /// "the 27th": of the month spoken of, else of the month that tense asks for.
    fn day_of_month(self, day: i8, weekday: Option<i8>) -> Result<Date, Unresolved> {
        let fits = |date: &Date| weekday.is_none_or(|number| date.weekday().to_monday_one_offset() == number);
        let of = |first: Date| Date::new(first.year(), first.month(), day).ok().filter(fits);
        if let Some(date) = self.of_reference(&of) {
            return Ok(date);
        }
        let (limit, step) = match self.limit()? {
            Limit::NotAfter(limit) | Limit::Published(limit, Tense::Past | Tense::Unknown) => (limit, -1),
            Limit::NotBefore(limit) | Limit::Published(limit, Tense::Future) => (limit, 1),
        };
        let mut first = limit.first_of_month();
        for _ in 0..MONTHS {
            if let Some(date) =
                of(first).filter(|date| if step < 0 { *date <= limit } else { *date >= limit })
            {
                return Ok(date);
            }
            first = shift_months(first, step)?;
        }
        Err(Unresolved::Impossible(format!("no month has a {day}th that fits")))
    }

    fn of_reference(self, of: &dyn Fn(Date) -> Option<Date>) -> Option<Date> {
        let reference = self.anchor.reference.filter(|days| days.days() <= 31 && self.limit.is_none())?;
        let date = of(reference.start().first_of_month())?;
        let to_come = self.anchor.tense == Tense::Past
            && self.anchor.published.is_some_and(|published| days_between(published, date) > 1);
        (!to_come).then_some(date)
    }
}

/// Which of two a writer means who gives neither year nor tense.
fn nearer(published: Date, past: Option<Interval>, next: Option<Interval>) -> Option<Interval> {
    let (Some(back), Some(ahead)) = (past, next) else { return past.or(next) };
    let far = days_between(back.start(), published) > ALMOST_A_YEAR;
    let soon = days_between(published, ahead.start()) <= SOON;
    Some(if far && soon { ahead } else { back })
}

fn whole_month(year: i16, month: i8) -> Result<Interval, Unresolved> {
    let first = ymd(year, month, 1)?;
    Interval::between(first, first.last_of_month())
}

fn no_such_day(month: i8, day: i8) -> Unresolved {
    Unresolved::Impossible(format!("month {month} has no day {day}"))
}
