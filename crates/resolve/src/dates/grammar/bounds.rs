//! "since 2012", "until March", "from Monday to Wednesday", "between 25 and 27 July", "25 July to 3 August".

use super::super::cursor::{Cursor, Parsed};
use super::super::meaning::{Calendar, Meaning};
use super::super::vocabulary::Kind;
use super::simple;

/// An expression that opens with a bounding word.
pub(super) fn bounded(cursor: Cursor<'_>) -> Parsed<'_> {
    let at = cursor.skip(1).deeper()?;
    let inner = at.maybe(Kind::The);
    match cursor.kind(0) {
        Kind::Since => limit(inner, Meaning::Since),
        Kind::Until | Kind::By => limit(inner, Meaning::Until),
        Kind::After => limit(inner, Meaning::Since).filter(|(_, after)| stands_free(*after)),
        Kind::Before => limit(inner, Meaning::Before).filter(|(_, after)| stands_free(*after)),
        Kind::From => joined(inner).filter(|(meaning, _)| matches!(meaning, Meaning::Range(..))),
        Kind::Between => between(inner),
        _ => None,
    }
}

/// One expression, or two that are the ends of a range.
pub(super) fn joined(cursor: Cursor<'_>) -> Parsed<'_> {
    let (start, at) = simple(cursor)?;
    if !can_be_end(&start) {
        return Some((start, at));
    }
    match second(&start, at) {
        Some((end, after)) => Some((Meaning::Range(Box::new(start), Box::new(end)), after)),
        None => Some((start, at)),
    }
}

fn second<'w>(start: &Meaning, at: Cursor<'w>) -> Parsed<'w> {
    let listed = at.kind(0) == Kind::And;
    if !listed && !matches!(at.kind(0), Kind::Dash | Kind::To | Kind::Until) {
        return None;
    }
    let (end, after) = simple(at.skip(1).maybe(Kind::The)).filter(|(end, _)| can_be_end(end))?;
    let alike = match (start, &end) {
        (Meaning::Weekday { .. }, Meaning::Weekday { .. }) => true,
        (Meaning::Calendar(start), Meaning::Calendar(end)) => is_month(start) && is_month(end),
        _ => false,
    };
    (!listed || alike).then_some((end, after))
}

fn is_month(calendar: &Calendar) -> bool {
    calendar.day.is_none() && calendar.month.is_some()
}

fn limit(at: Cursor<'_>, wrap: impl Fn(Box<Meaning>) -> Meaning) -> Parsed<'_> {
    let (meaning, after) = joined(at)?;
    is_point(&meaning).then(|| (wrap(Box::new(meaning)), after))
}

/// "between A and B"; "between 25 and 27 July" is a range already.
fn between(at: Cursor<'_>) -> Parsed<'_> {
    let (start, after) = joined(at)?;
    if matches!(start, Meaning::Range(..)) {
        return Some((start, after));
    }
    let (end, after) = simple(after.eat(Kind::And)?.maybe(Kind::The))?;
    (can_be_end(&start) && can_be_end(&end)).then(|| (Meaning::Range(Box::new(start), Box::new(end)), after))
}

/// "after Thursday's attack", "before Friday prayers": the day is the event's, not the bound of another.
fn stands_free(after: Cursor<'_>) -> bool {
    !matches!(
        after.kind(0),
        Kind::Possessive | Kind::Apostrophe | Kind::Other | Kind::Counted | Kind::NameHead
    )
}

fn can_be_end(meaning: &Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Calendar(_)
            | Meaning::Numeric { .. }
            | Meaning::Weekday { .. }
            | Meaning::Day(_)
            | Meaning::Decade(_)
            | Meaning::Part { .. }
            | Meaning::MonthPick { .. }
            | Meaning::Season { .. }
    )
}

/// Whether it names a time that can bound another; a duration or a window cannot.
fn is_point(meaning: &Meaning) -> bool {
    !matches!(
        meaning,
        Meaning::Duration { .. }
            | Meaning::Within { .. }
            | Meaning::Window { .. }
            | Meaning::Recent { .. }
            | Meaning::Anniversary(_)
            | Meaning::Since(_)
            | Meaning::Until(_)
            | Meaning::Before(_)
    )
}
