//! Days and months by name: "27 July 2024", "July 27", "Thursday, 25 July", "25-27 July", "July", "the 27th".

use super::super::cursor::{Cursor, Parsed};
use super::super::meaning::{Calendar, Meaning, Year};
use super::super::vocabulary::{Kind, Unit};
use super::super::word::Case;
use super::evidence::{is_epithet, is_name_head, month_alone, month_beside_day};
use super::weekday;
use super::year;

/// More days than this are never listed before a month.
const MOST_LISTED: usize = 6;

/// A date with a month's name, or an ordinal day.
pub(super) fn date(cursor: Cursor<'_>) -> Parsed<'_> {
    let (weekday, at) = weekday::prefix(cursor);
    if is_epithet(cursor) {
        return None;
    }
    day_first(at, weekday)
        .or_else(|| month_first(at, weekday))
        .or_else(|| if weekday.is_none() { month(at) } else { None })
        .or_else(|| ordinal_day(at, weekday))
        .filter(|(_, after)| !names(cursor, *after))
}

/// "March 23 Movement", "the 17 November group": the date is part of a name.
fn names(cursor: Cursor<'_>, after: Cursor<'_>) -> bool {
    is_name_head(after) || (after.kind(0) == Kind::NameHead && cursor.kind(-1) == Kind::The)
}

/// "Christmas Day", "New Year's Eve".
pub(super) fn feast(cursor: Cursor<'_>) -> Parsed<'_> {
    let christmas = cursor.kind(0) == Kind::Christmas;
    let at = if christmas {
        cursor.skip(1)
    } else {
        cursor.eat(Kind::New)?.eat(Kind::Unit(Unit::Year, false))?.eat(Kind::Possessive)?
    };
    let (month, day) = match (christmas, at.kind(0)) {
        (true, Kind::Unit(Unit::Day, false)) => (12, 25),
        (true, Kind::Eve) => (12, 24),
        (false, Kind::Unit(Unit::Day, false)) => (1, 1),
        (false, Kind::Eve) => (12, 31),
        _ => return None,
    };
    let (year, after) = optional_year(at.skip(1));
    Some((calendar(year, Some(month), Some(day), None), after))
}

/// "27 July 2024", "25-27 July", "25, 26 and 27 July", "the 27th of July", "12-Jan-89".
fn day_first(cursor: Cursor<'_>, weekday: Option<i8>) -> Parsed<'_> {
    let (first, last, at) = days(cursor)?;
    let dashed = at.kind(0) == Kind::Dash;
    let at = at.maybe(Kind::Dash).maybe(Kind::Of);
    let (month, short, after) = month_name(at)?;
    if !month_beside_day(at, month) {
        return None;
    }
    let terse = dashed || short || at.word(0).is_some_and(|word| word.case == Case::Upper);
    let (year, after) = short_year(after, terse).unwrap_or_else(|| optional_year(after));
    Some((days_of(first, last, month, year, weekday), after))
}

/// "July 27, 2024", "July 25-27", "July 25 to 27".
fn month_first(cursor: Cursor<'_>, weekday: Option<i8>) -> Parsed<'_> {
    let (month, _, at) = month_name(cursor)?;
    let (first, at) = day(at.maybe(Kind::The))?;
    let (last, at) = last_day(at, first).unwrap_or((first, at));
    let (year, after) = optional_year(at);
    let lower = cursor.word(0).is_some_and(|word| word.case == Case::Lower);
    let believed = !lower || year.is_some() || month_beside_day(cursor, month);
    (believed && !after.counts_something()).then(|| (days_of(first, last, month, year, weekday), after))
}

/// "July 2020", "July last year", "July".
fn month(cursor: Cursor<'_>) -> Parsed<'_> {
    let (month, short, at) = month_name(cursor)?;
    if let Some((year, after)) = year::suffix(at) {
        return Some((calendar(Some(year), Some(month), None, None), after));
    }
    let named = matches!(at.kind(0), Kind::Number(..) | Kind::Ordinal { .. }) && is_name_head(at.skip(1));
    (!named && month_alone(cursor, month, short)).then(|| (calendar(None, Some(month), None, None), at))
}

/// "the 27th", where what stands around it leaves no other reading.
fn ordinal_day(cursor: Cursor<'_>, weekday: Option<i8>) -> Parsed<'_> {
    let Kind::Ordinal { value: value @ 1..=31, digits: true } = cursor.kind(0) else { return None };
    let placed = weekday.is_some()
        || (cursor.kind(-1) == Kind::The
            && matches!(
                cursor.kind(-2),
                Kind::On
                    | Kind::By
                    | Kind::Until
                    | Kind::Since
                    | Kind::From
                    | Kind::To
                    | Kind::And
                    | Kind::Between
                    | Kind::Before
                    | Kind::After
                    | Kind::Of
                    | Kind::Verb
            ));
    let counts = matches!(
        cursor.kind(1),
        // "Shot down a drone on Sunday, the 12th since May".
        Kind::Since
            | Kind::Other
            | Kind::Unit(..)
            | Kind::NameHead
            | Kind::Counted
            | Kind::Anniversary
            | Kind::Dash
    );
    (placed && !counts).then(|| (calendar(None, None, Some(value as i8), weekday), cursor.skip(1)))
}

/// The days before a month: the first and the last of them.
fn days(cursor: Cursor<'_>) -> Option<(i8, i8, Cursor<'_>)> {
    let (first, mut at) = day(cursor)?;
    let mut last = first;
    for _ in 0..MOST_LISTED {
        let Some((next, after)) = next_day(at) else { break };
        (last, at) = (next, after);
    }
    (first <= last).then_some((first, last, at))
}

fn next_day(cursor: Cursor<'_>) -> Option<(i8, Cursor<'_>)> {
    let joint =
        matches!(cursor.kind(0), Kind::Dash | Kind::To | Kind::And | Kind::Comma | Kind::Slash | Kind::Or);
    let at = cursor.skip(1).maybe(Kind::And).maybe(Kind::The);
    if joint { day(at) } else { None }
}

/// "-27", "to 27" after "July 25": not "and 14 soldiers".
fn last_day(cursor: Cursor<'_>, first: i8) -> Option<(i8, Cursor<'_>)> {
    if !matches!(cursor.kind(0), Kind::Dash | Kind::To | Kind::And) {
        return None;
    }
    let (last, after) = day(cursor.skip(1).maybe(Kind::The))?;
    let counts = after.counts_something()
        || (cursor.kind(0) != Kind::Dash && matches!(after.kind(0), Kind::Other | Kind::Month { .. }));
    (last > first && !counts).then_some((last, after))
}

/// A number or an ordinal that can be a day of a month; 0 and 32 and up are none.
fn day(cursor: Cursor<'_>) -> Option<(i8, Cursor<'_>)> {
    let value = match cursor.kind(0) {
        Kind::Ordinal { value, .. } => value,
        _ => cursor.number().filter(|(_, digits)| *digits <= 2)?.0,
    };
    (1..=31).contains(&value).then(|| (value as i8, cursor.skip(1)))
}

fn month_name(cursor: Cursor<'_>) -> Option<(i8, bool, Cursor<'_>)> {
    let Kind::Month { number, short } = cursor.kind(0) else { return None };
    let after = cursor.skip(1);
    let dotted = short && after.kind(0) == Kind::Period && after.word(0).is_some_and(|word| word.glued);
    Some((number, short, if dotted { after.skip(1) } else { after }))
}

fn optional_year(cursor: Cursor<'_>) -> (Option<Year>, Cursor<'_>) {
    year::suffix(cursor).map_or((None, cursor), |(year, after)| (Some(year), after))
}

/// "89" of "12 JAN 89": only where the month is written tersely and nothing shows that the digits count something.
fn short_year(cursor: Cursor<'_>, terse: bool) -> Option<(Option<Year>, Cursor<'_>)> {
    let at = cursor.maybe(Kind::Dash);
    let (value, 2) = at.number()? else { return None };
    let counts = matches!(at.kind(1), Kind::Other | Kind::Month { .. }) || at.skip(1).counts_something();
    (terse && !counts).then(|| (Some(Year::Short(value as u8)), at.skip(1)))
}

fn days_of(first: i8, last: i8, month: i8, year: Option<Year>, weekday: Option<i8>) -> Meaning {
    let end = calendar(year, Some(month), Some(last), None);
    if first == last {
        return calendar(year, Some(month), Some(first), weekday);
    }
    Meaning::Range(Box::new(calendar(year, Some(month), Some(first), weekday)), Box::new(end))
}

fn calendar(year: Option<Year>, month: Option<i8>, day: Option<i8>, weekday: Option<i8>) -> Meaning {
    Meaning::Calendar(Calendar { year, month, day, weekday })
}
