//! "2024-07-27", "27/07/2024", "27.07.2024", "2024-07".

use super::super::cursor::{Cursor, Parsed};
use super::super::meaning::{Calendar, Meaning, Year};
use super::super::vocabulary::Kind;

/// A date of digits only. Two parts are none: "9/11", "24/7".
pub(super) fn date(cursor: Cursor<'_>) -> Parsed<'_> {
    let Kind::Number(first, digits) = cursor.kind(0) else { return None };
    let mark = separator(cursor)?;
    let Kind::Number(second, second_digits) = cursor.kind(2) else { return None };
    let third = separator(cursor.skip(2)).filter(|other| *other == mark).map(|_| cursor.kind(4));
    match (digits, third) {
        (4, Some(Kind::Number(third, 1..=2))) => iso(first, second, third, cursor.skip(5)),
        (4, None) if mark == Kind::Dash && second_digits == 2 && second < 10 => {
            month(first, second, cursor.skip(3))
        }
        (1 | 2, Some(Kind::Number(year, 4))) if second_digits <= 2 => {
            either(first, second, year, cursor.skip(5))
        }
        // Two digits that no day can be: "10/08/99".
        (1 | 2, Some(Kind::Number(year @ 32..=99, 2))) if second_digits <= 2 => {
            either(first, second, 1900 + year, cursor.skip(5))
        }
        _ => None,
    }
}

/// The mark that parts two numbers without a space.
fn separator(cursor: Cursor<'_>) -> Option<Kind> {
    let (mark, next) = (cursor.word(1)?, cursor.word(2)?);
    let parts = matches!(mark.kind, Kind::Dash | Kind::Slash | Kind::Period);
    (parts && mark.glued && next.glued).then_some(mark.kind)
}

fn iso(year: u32, month: u32, day: u32, after: Cursor<'_>) -> Parsed<'_> {
    let calendar = Calendar {
        year: Some(Year::Given(year.try_into().ok()?)),
        month: Some(month.try_into().ok()?),
        day: Some(day.try_into().ok()?),
        weekday: None,
    };
    Some((Meaning::Calendar(calendar), after))
}

fn month(year: u32, month: u32, after: Cursor<'_>) -> Parsed<'_> {
    let calendar = Calendar {
        year: Some(Year::Given(year.try_into().ok()?)),
        month: Some(month.try_into().ok()?),
        ..Calendar::default()
    };
    Some((Meaning::Calendar(calendar), after))
}

fn either(first: u32, second: u32, year: u32, after: Cursor<'_>) -> Parsed<'_> {
    let meaning = Meaning::Numeric {
        first: first.try_into().ok()?,
        second: second.try_into().ok()?,
        year: year.try_into().ok()?,
    };
    Some((meaning, after))
}
