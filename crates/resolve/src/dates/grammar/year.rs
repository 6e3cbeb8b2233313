//! Years: alone ("in 2012", "2012-15"), after a month ("July last year"), spelled ("the year 2012").

use super::super::cursor::{Cursor, Parsed};
use super::super::meaning::{Calendar, Meaning, Year};
use super::super::vocabulary::{Kind, Unit};
use super::evidence::{is_year, year_alone};

/// A year or a range of years that stands alone.
pub(super) fn year(cursor: Cursor<'_>) -> Parsed<'_> {
    let first = four_digits(cursor)?;
    if let Some(range) = range(cursor, first) {
        return Some(range);
    }
    year_alone(cursor).then(|| (given(first), cursor.skip(1)))
}

/// "the year 2012".
pub(super) fn spelled(cursor: Cursor<'_>) -> Parsed<'_> {
    let at = cursor.eat(Kind::Unit(Unit::Year, false))?;
    Some((given(four_digits(at)?), at.skip(1)))
}

/// The year that follows a month or a season: "2024", ", 2024", "of 2024", "last year", "of that year", "'24".
pub(super) fn suffix(cursor: Cursor<'_>) -> Option<(Year, Cursor<'_>)> {
    let at = cursor.maybe(Kind::Comma);
    if let Some(value) = four_digits(at).filter(|_| !at.skip(1).counts_something()) {
        return Some((Year::Given(value), at.skip(1)));
    }
    if cursor.kind(0) == Kind::Apostrophe
        && let Some((value, 2)) = cursor.skip(1).number()
    {
        return Some((Year::Short(value as u8), cursor.skip(2)));
    }
    let at = cursor.maybe(Kind::Of);
    if let Some(value) = four_digits(at).filter(|_| !at.skip(1).counts_something()) {
        return Some((Year::Given(value), at.skip(1)));
    }
    relative(at.maybe(Kind::The))
}

fn relative(cursor: Cursor<'_>) -> Option<(Year, Cursor<'_>)> {
    let year = match cursor.kind(0) {
        Kind::Last => Year::Relative(-1),
        Kind::This => Year::Relative(0),
        Kind::Next => Year::Relative(1),
        Kind::That | Kind::Same => Year::Reference,
        _ => return None,
    };
    Some((year, cursor.skip(1).eat(Kind::Unit(Unit::Year, false))?))
}

/// Four digits that can be a year and belong to no larger figure.
pub(super) fn four_digits(cursor: Cursor<'_>) -> Option<i16> {
    let (value, digits) = cursor.number()?;
    is_year(Kind::Number(value, digits)).then_some(value as i16)
}

/// "2012-15", "2012-2015".
fn range(cursor: Cursor<'_>, first: i16) -> Parsed<'_> {
    let (dash, last) = (cursor.word(1)?, cursor.word(2)?);
    if dash.kind != Kind::Dash || !dash.glued || !last.glued || last.figure {
        return None;
    }
    let Kind::Number(value, digits) = last.kind else { return None };
    let last = match digits {
        4 => value as i16,
        2 => first - first % 100 + value as i16,
        _ => return None,
    };
    let counted = cursor.skip(3).counts_something();
    (last > first && last <= 2100 && !counted)
        .then(|| (Meaning::Range(Box::new(given(first)), Box::new(given(last))), cursor.skip(3)))
}

fn given(year: i16) -> Meaning {
    Meaning::Calendar(Calendar { year: Some(Year::Given(year)), ..Calendar::default() })
}
