//! "Thursday", "Thursday night", "Thursday of last week".

use super::super::cursor::{Cursor, Parsed};
use super::super::meaning::{Meaning, Pick};
use super::super::vocabulary::{Kind, Unit};
use super::super::word::Case;
use super::evidence::{is_epithet, is_name_head};
use super::pointer;

/// A weekday that stands alone, with the part of the day that follows it.
pub(super) fn weekday(cursor: Cursor<'_>) -> Parsed<'_> {
    let Kind::Weekday { number, short: false } = cursor.kind(0) else { return None };
    let after = day_part(cursor.skip(1));
    if is_epithet(cursor) || is_name_head(after) {
        return None;
    }
    let (pick, after) = trailing(after).unwrap_or((Pick::Plain, after));
    let plain = Meaning::Weekday { number, pick };
    Some(week(after, number).unwrap_or((plain, after)))
}

/// The weekday before a date, as in "Sat, 27 Jul 2024", and the place after it; or none, and the place itself.
pub(super) fn prefix(cursor: Cursor<'_>) -> (Option<i8>, Cursor<'_>) {
    let Kind::Weekday { number, short } = cursor.kind(0) else { return (None, cursor) };
    let capital = cursor.word(0).is_some_and(|word| word.case != Case::Lower);
    if short && !capital {
        return (None, cursor);
    }
    let after = cursor.skip(1).maybe(Kind::Period).maybe(Kind::Comma).maybe(Kind::The);
    (Some(number), after)
}

/// Past "night" of "Thursday night".
pub(super) fn day_part(cursor: Cursor<'_>) -> Cursor<'_> {
    cursor.maybe(Kind::DayPart)
}

/// "last" of "Thursday last", unless it belongs to "last week".
fn trailing(cursor: Cursor<'_>) -> Option<(Pick, Cursor<'_>)> {
    let ends = matches!(cursor.kind(1), Kind::Period | Kind::Comma | Kind::Mark);
    (cursor.kind(0) == Kind::Last && ends).then(|| (Pick::Last, cursor.skip(1)))
}

/// "of last week" after a weekday.
fn week(cursor: Cursor<'_>, number: i8) -> Parsed<'_> {
    let at = cursor.maybe(Kind::Of).maybe(Kind::The);
    let (of, after) = pointer::pointed(at)?;
    let is_week = matches!(of, Meaning::Unit { unit: Unit::Week, .. });
    is_week.then(|| (Meaning::WeekdayOf { number, of: Box::new(of) }, after))
}
