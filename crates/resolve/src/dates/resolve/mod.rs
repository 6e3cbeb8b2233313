//! From a meaning to days: what it is counted from, what comes out, and why nothing does.

mod calendar;
mod edtf;
mod part;
mod pick;
mod range;
mod relative;

use jiff::civil::Date;

use super::TimeExpression;
use super::interval::{Interval, ymd};
use super::meaning::{Meaning, Pick};

/// What expressions of time are counted from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The day of publication (or of the dateline). Without it relative expressions stay unresolved.
    pub published: Option<Date>,
    /// The tense of the clause the expression stands in.
    pub tense: Tense,
    /// The days the text spoke of last, for "a day earlier" and "the 27th"; or, for "three years after the coup", the
    /// days of the event.
    pub reference: Option<Interval>,
}

/// When a clause says its event happens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tense {
    /// It has happened.
    Past,
    /// It is to happen.
    Future,
    /// Not known: read as past, save for a day or month that is all but a year back and just ahead.
    #[default]
    Unknown,
}

/// The days an expression stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The earliest possible day; `None` where the words leave it open ("until March").
    pub start: Option<Date>,
    /// The latest possible day; `None` where the words leave it open ("since 2012" without a day of publication).
    pub end: Option<Date>,
    /// UCDP's `date_prec`: 1 a day, 2 two to six days, 3 a week, 4 a month, 5 a year, more, or open.
    pub precision: u8,
    /// The same in EDTF (ISO 8601-2), levels 0 to 2: "2024-07-25/2024-07-27", "199X", "2012/..", "2014-22" (a summer),
    /// "[2024-03-04,2024-04-03]" (one of the two).
    pub edtf: String,
    /// Whether the words themselves say that it is history: [`Meaning::is_history`].
    pub past: bool,
}

/// Why an expression has no days.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unresolved {
    /// It counts from the day of publication, which is not known.
    #[error("the day of publication is not known; give --published")]
    NoPublished,
    /// It counts from a day spoken of before or from an event, and the anchor has none that is exact enough.
    #[error("what it is counted from is not known")]
    NoReference,
    /// There is no such date ("31 June"); the text says why.
    #[error("no such date: {0}")]
    Impossible(String),
    /// It says how long, not when; see [`Meaning::duration_days`].
    #[error("a duration is no date")]
    Duration,
    /// It bounds nothing ("years ago").
    #[error("the words set no bound")]
    Vague,
    /// It lies outside the years -9999 to 9999.
    #[error("outside the years that can be counted")]
    OutOfRange,
}

/// The days an expression stands for, given what it is counted from; or why there are none.
pub fn resolve(expression: &TimeExpression, anchor: &Anchor) -> Result<Resolved, Unresolved> {
    let past = expression.meaning.is_history();
    let context = Context { anchor, limit: None };
    match &expression.meaning {
        Meaning::Since(of) => since(context, of, past),
        Meaning::Until(of) => {
            let found = context.find(of)?;
            Ok(open(None, Some(found.interval.end()), format!("../{}", found.point_edtf(Side::End)), past))
        }
        Meaning::Before(of) => {
            let found = context.find(of)?;
            let end = super::interval::shift(found.interval.start(), -1)?;
            Ok(open(None, Some(end), format!("../{end}"), past))
        }
        meaning => Ok(context.find(meaning)?.closed(past)),
    }
}

/// Resolves the expressions of a sentence or a paragraph in order; each that has days of its own is the reference of
/// those after it. What counts from an event ("three years after the coup") stays unresolved: the words do not say
/// that the event is what was spoken of last.
pub fn resolve_all(expressions: &[TimeExpression], anchor: &Anchor) -> Vec<Result<Resolved, Unresolved>> {
    let mut reference = anchor.reference;
    let one = |expression: &TimeExpression| {
        let known = if expression.meaning.needs_event() { None } else { reference };
        let resolved = resolve(expression, &Anchor { reference: known, ..*anchor });
        let bound = matches!(expression.meaning, Meaning::Since(_) | Meaning::Until(_) | Meaning::Before(_));
        if let Some(days) = resolved.as_ref().ok().filter(|_| !bound).and_then(Resolved::interval) {
            reference = Some(days);
        }
        resolved
    };
    expressions.iter().map(one).collect()
}

impl Resolved {
    /// The days, where both ends are known.
    pub fn interval(&self) -> Option<Interval> {
        Interval::new(self.start?, self.end?)
    }
}

/// "since": to the day of publication, unless it is yet to come.
fn since(context: Context<'_>, of: &Meaning, past: bool) -> Result<Resolved, Unresolved> {
    let found = context.find(of)?;
    let start = found.interval.start();
    let end = context.anchor.published.filter(|published| *published >= start);
    let end = end.filter(|_| context.anchor.tense != Tense::Future);
    let precision = end.and_then(|end| Interval::new(start, end)).map_or(5, Interval::precision);
    let edtf = format!("{}/..", found.point_edtf(Side::Start));
    Ok(Resolved { precision, ..open(Some(start), end, edtf, past) })
}

fn open(start: Option<Date>, end: Option<Date>, edtf: String, past: bool) -> Resolved {
    Resolved { start, end, precision: 5, edtf, past }
}

/// What is resolved against, handed down to the parts of an expression.
#[derive(Clone, Copy)]
struct Context<'a> {
    anchor: &'a Anchor,
    /// In a range the other end takes the place of tense and publication.
    limit: Option<Limit>,
}

/// What chooses among the years of "27 July" and the weeks of "Thursday".
#[derive(Clone, Copy)]
enum Limit {
    /// The latest that begins not after the day.
    NotAfter(Date),
    /// The earliest that begins not before the day.
    NotBefore(Date),
    /// Against the day of publication.
    Published(Date, Tense),
}

/// Days found, and how they are written.
struct Found {
    interval: Interval,
    /// Whether the first and the last day are approximate.
    about: (bool, bool),
    /// EDTF that the days alone do not give.
    edtf: Option<String>,
}

/// An end of an interval.
#[derive(Clone, Copy)]
enum Side {
    Start,
    End,
}

impl Found {
    fn exact(interval: Interval) -> Self {
        Self { interval, about: (false, false), edtf: None }
    }

    fn about(interval: Interval) -> Self {
        Self { interval, about: (true, true), edtf: None }
    }

    fn edtf(&self) -> String {
        self.edtf.clone().unwrap_or_else(|| edtf::interval(self.interval, self.about))
    }

    /// As the end of an open interval, where no interval may stand.
    fn point_edtf(&self, side: Side) -> String {
        let whole = self.edtf();
        if !whole.contains(['/', '[']) {
            return whole;
        }
        match side {
            Side::Start => self.interval.start().to_string(),
            Side::End => self.interval.end().to_string(),
        }
    }

    fn closed(&self, past: bool) -> Resolved {
        Resolved {
            start: Some(self.interval.start()),
            end: Some(self.interval.end()),
            precision: self.interval.precision(),
            edtf: self.edtf(),
            past,
        }
    }
}

impl<'a> Context<'a> {
    fn published(self) -> Result<Date, Unresolved> {
        self.anchor.published.ok_or(Unresolved::NoPublished)
    }

    fn reference(self) -> Result<Interval, Unresolved> {
        self.anchor.reference.ok_or(Unresolved::NoReference)
    }

    fn limit(self) -> Result<Limit, Unresolved> {
        match self.limit {
            Some(limit) => Ok(limit),
            None => Ok(Limit::Published(self.published()?, self.anchor.tense)),
        }
    }

    fn limited(self, limit: Limit) -> Context<'a> {
        Self { limit: Some(limit), ..self }
    }

    /// The days of a meaning.
    fn find(self, meaning: &Meaning) -> Result<Found, Unresolved> {
        match meaning {
            Meaning::Calendar(calendar) => self.calendar(calendar),
            Meaning::Numeric { first, second, year } => self.numeric(*first, *second, *year),
            Meaning::Weekday { number, pick } => self.weekday(*number, *pick),
            Meaning::WeekdayOf { number, of } => self.weekday_of(*number, of),
            Meaning::Weekend(pick) => self.weekend(*pick),
            Meaning::MonthPick { month, pick } => self.month(*month, *pick),
            Meaning::Season { season, year, pick } => self.season(*season, *year, *pick),
            Meaning::Feast { feast, year, pick } => self.feast(*feast, *year, *pick),
            Meaning::Day(offset) => self.day(*offset),
            Meaning::Overnight => self.overnight(),
            Meaning::NightOf { day, ends } => self.night_of(day, *ends),
            Meaning::Decade(first) => Ok(Found::exact(Interval::years(*first, first + 9)?)),
            Meaning::ShortDecade(short) => self.short_decade(*short),
            Meaning::Century(number) => {
                let last = i16::from(*number) * 100;
                Ok(Found::exact(Interval::years(last - 99, last)?))
            }
            Meaning::Unit { unit, offset, base } => self.unit(*unit, *offset, base),
            Meaning::Part { part, of } => part::part(*part, &self.find(of)?),
            Meaning::Slice { skip, count, unit, from_end, of } => {
                part::slice(*skip, *count, *unit, *from_end, &self.find(of)?)
            }
            Meaning::Rest { later, of } => self.rest(*later, of),
            Meaning::Offset { amount, unit, later, base } => self.offset(*amount, *unit, *later, base),
            Meaning::Within { amount, unit } => self.within(*amount, *unit),
            Meaning::Window { amount, unit, later, base } => self.window(*amount, *unit, *later, base),
            Meaning::Recent { unit, later } => self.recent(*unit, *later),
            Meaning::Range(start, end) => self.range(start, end),
            Meaning::Since(of) | Meaning::Until(of) | Meaning::Before(of) => self.find(of),
            Meaning::Duration { .. } => Err(Unresolved::Duration),
            Meaning::Anniversary(count) => self.anniversary(*count),
        }
    }

    /// "the tenth anniversary": so many years after the event.
    fn anniversary(self, count: Option<u8>) -> Result<Found, Unresolved> {
        let event = self.reference()?;
        let years = i16::from(count.ok_or(Unresolved::Vague)?);
        let date = event.start();
        if event.days() > 1 {
            return Err(Unresolved::NoReference);
        }
        let year = date.year().checked_add(years).ok_or(Unresolved::OutOfRange)?;
        Ok(Found::exact(Interval::day(ymd(year, date.month(), date.day())?)))
    }

    /// "the '90s": the latest that has begun by the year of publication.
    fn short_decade(self, short: u8) -> Result<Found, Unresolved> {
        let year = self.published()?.year();
        let first = year - (year - i16::from(short)).rem_euclid(100);
        Ok(Found::exact(Interval::years(first, first + 9)?))
    }

    fn weekday_of(self, number: i8, of: &Meaning) -> Result<Found, Unresolved> {
        let week = self.find(of)?.interval;
        let day = super::interval::shift(week.start(), i64::from(number) - 1)?;
        Ok(Found::exact(Interval::day(day)))
    }
}

impl Pick {
    /// Whether it counts from the day spoken of last.
    fn is_of_reference(self) -> bool {
        matches!(self, Self::Previous | Self::Following)
    }
}
