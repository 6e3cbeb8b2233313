//! Parts and wholes: "late July", "the end of 2012", "the first week of June", "earlier this month", "the summer of
//! 2014", "the 1990s", "the night of 26 July".

use super::super::cursor::{Cursor, Parsed};
use super::super::meaning::{Amount, Base, Calendar, Meaning, Part, Pick, Year};
use super::super::vocabulary::{Kind, Unit};
use super::amount::amount;
use super::bounds::{bounded, joined};
use super::offset::anniversary;
use super::{simple, year};

/// "early July", "mid-January", "late last week", "early on Thursday".
pub(super) fn third(cursor: Cursor<'_>) -> Parsed<'_> {
    let part = match cursor.kind(0) {
        Kind::Early => Part::Early,
        Kind::Mid => Part::Mid,
        Kind::Late => Part::Late,
        _ => return None,
    };
    let at = cursor.skip(1);
    if at.kind(0) == Kind::Of {
        return whole(at.skip(1)).map(|(of, after)| (cut(part, of), after));
    }
    if let Some(at) = at.eat(Kind::Unit(Unit::Hour, true)).and_then(|at| at.eat(Kind::Of)) {
        return simple(at.maybe(Kind::The)).filter(|(meaning, _)| is_day(meaning));
    }
    let at = [Kind::Dash, Kind::In, Kind::On].into_iter().find_map(|kind| at.eat(kind)).unwrap_or(at);
    let (of, after) = simple(at.maybe(Kind::The)).filter(|(of, _)| can_be_cut(of) || is_day(of))?;
    Some((cut(part, of), after))
}

/// "the end of July", "the first half of 2014", "the last two days of June", "Q1 2014", "the 19th century".
pub(super) fn of_whole(cursor: Cursor<'_>) -> Parsed<'_> {
    match (cursor.kind(0), cursor.kind(1)) {
        (Kind::Start, Kind::Of) => part_of(Part::Early, cursor.skip(2)),
        (Kind::End, Kind::Of) => part_of(Part::Late, cursor.skip(2)),
        (Kind::Ordinal { value: 1, .. }, Kind::Half) => {
            part_of(Part::FirstHalf, cursor.skip(2).eat(Kind::Of)?)
        }
        (Kind::Ordinal { value: 2, .. }, Kind::Half) => {
            part_of(Part::SecondHalf, cursor.skip(2).eat(Kind::Of)?)
        }
        (Kind::QuarterCode(number), _) => quarter(number, cursor.skip(1)),
        (Kind::Ordinal { value, .. }, Kind::Unit(Unit::Century, false)) => {
            (1..=21).contains(&value).then(|| (Meaning::Century(value as u8), cursor.skip(2)))
        }
        (Kind::Ordinal { value, .. }, Kind::Anniversary) => {
            anniversary(cursor.skip(1), u8::try_from(value).ok())
        }
        (Kind::Ordinal { value, .. }, _) => {
            slice(cursor.skip(1), u8::try_from(value).ok()?.checked_sub(1)?, false)
        }
        (Kind::Last, _) => slice(cursor.skip(1), 0, true),
        _ => None,
    }
}

/// "earlier this month", "later in July"; before a day the word adds nothing ("earlier on Thursday").
pub(super) fn rest(cursor: Cursor<'_>) -> Parsed<'_> {
    let later = cursor.kind(0) == Kind::Later;
    let at = cursor.skip(1);
    let at = [Kind::In, Kind::On].into_iter().find_map(|kind| at.eat(kind)).unwrap_or(at);
    let (of, after) = simple(at).or_else(|| bare_unit(at.eat(Kind::The)?))?;
    if is_day(&of) {
        return Some((of, after));
    }
    can_be_cut(&of).then(|| (Meaning::Rest { later, of: Box::new(of) }, after))
}

/// Seasons and decades.
pub(super) fn named(cursor: Cursor<'_>) -> Parsed<'_> {
    match cursor.kind(0) {
        Kind::Season(season) => self::season(cursor, season),
        Kind::Fall => self::season(cursor, 23)
            .filter(|(season, _)| matches!(season, Meaning::Season { year: Some(_), .. })),
        Kind::Decade(first @ 1000..) => Some((Meaning::Decade(first as i16), cursor.skip(1))),
        Kind::Decade(short) => {
            let said = matches!(cursor.kind(-1), Kind::The | Kind::Early | Kind::Late | Kind::Dash);
            said.then(|| (Meaning::ShortDecade(short as u8), cursor.skip(1)))
        }
        Kind::Apostrophe => {
            let Kind::Decade(short @ 0..=90) = cursor.kind(1) else { return None };
            Some((Meaning::ShortDecade(short as u8), cursor.skip(2)))
        }
        _ => None,
    }
}

/// "night of 26 July", "night between 26 and 27 July".
pub(super) fn of_day(cursor: Cursor<'_>) -> Parsed<'_> {
    let at = cursor.skip(1);
    match at.kind(0) {
        Kind::Of => joined(at.skip(1).maybe(Kind::The))
            .filter(|(of, _)| is_day(of) || matches!(of, Meaning::Range(..))),
        Kind::Between | Kind::From => bounded(at).filter(|(of, _)| matches!(of, Meaning::Range(..))),
        _ => None,
    }
}

/// "summer of 2014", "last" being read elsewhere; without a year only after "in the", "during the" and the like.
fn season(cursor: Cursor<'_>, season: u8) -> Parsed<'_> {
    let at = cursor.skip(1);
    if super::evidence::is_epithet(cursor) {
        return None;
    }
    if let Some((year, after)) = year::suffix(at) {
        return Some((Meaning::Season { season, year: Some(year), pick: Pick::Plain }, after));
    }
    let placed = if cursor.kind(-1) == Kind::The { cursor.kind(-2) } else { cursor.kind(-1) };
    let known =
        matches!(placed, Kind::In | Kind::During | Kind::Since | Kind::Early | Kind::Late | Kind::Mid)
            && at.kind(0) != Kind::Other;
    known.then_some((Meaning::Season { season, year: None, pick: Pick::Plain }, at))
}

fn part_of(part: Part, at: Cursor<'_>) -> Parsed<'_> {
    whole(at).map(|(of, after)| (cut(part, of), after))
}

/// What "of" a part may be followed by: "July", "last year", "the month".
fn whole(at: Cursor<'_>) -> Parsed<'_> {
    let inner = at.maybe(Kind::The);
    simple(inner).filter(|(of, _)| can_be_cut(of)).or_else(|| bare_unit(inner))
}

/// "the month" of "the end of the month": the one of publication.
fn bare_unit(at: Cursor<'_>) -> Parsed<'_> {
    let Kind::Unit(unit @ (Unit::Week | Unit::Month | Unit::Year | Unit::Decade), false) = at.kind(0) else {
        return None;
    };
    Some((Meaning::Unit { unit, offset: 0, base: Base::Published }, at.skip(1)))
}

/// "week of July" after "first", "two days of June" after "last".
fn slice(at: Cursor<'_>, skip: u8, from_end: bool) -> Parsed<'_> {
    let (count, at) = match amount(at) {
        Some((Amount::Count { low, .. }, after)) => (u8::try_from(low).ok()?, after),
        _ => (1, at),
    };
    let Kind::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Quarter | Unit::Year), _) =
        at.kind(0)
    else {
        return None;
    };
    let (of, after) = whole(at.skip(1).eat(Kind::Of)?)?;
    Some((Meaning::Slice { skip, count, unit, from_end, of: Box::new(of) }, after))
}

fn quarter(number: u8, at: Cursor<'_>) -> Parsed<'_> {
    let (year, after) = year::suffix(at)?;
    let of = Box::new(Meaning::Calendar(Calendar { year: Some(year), ..Calendar::default() }));
    Some((Meaning::Slice { skip: number - 1, count: 1, unit: Unit::Quarter, from_end: false, of }, after))
}

/// A part of a day is that day.
fn cut(part: Part, of: Meaning) -> Meaning {
    if is_day(&of) { of } else { Meaning::Part { part, of: Box::new(of) } }
}

fn is_day(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Weekday { .. } | Meaning::WeekdayOf { .. } | Meaning::Day(_) | Meaning::Numeric { .. } => {
            true
        }
        Meaning::Calendar(calendar) => calendar.day.is_some(),
        Meaning::Unit { unit, .. } => *unit == Unit::Day,
        _ => false,
    }
}

fn can_be_cut(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Calendar(Calendar { day: None, year, month, .. }) => {
            month.is_some() || matches!(year, Some(Year::Given(_) | Year::Relative(_) | Year::Reference))
        }
        Meaning::Unit { unit, .. } => !matches!(unit, Unit::Minute | Unit::Hour | Unit::Day),
        Meaning::Decade(_)
        | Meaning::ShortDecade(_)
        | Meaning::Century(_)
        | Meaning::Season { .. }
        | Meaning::MonthPick { .. } => true,
        _ => false,
    }
}
