//! Counted units: "two days ago", "a week earlier", "three years after the coup", "for ten days", "a two-day clash".

use super::super::cursor::{Cursor, Parsed};
use super::super::meaning::{Amount, Base, Meaning};
use super::super::vocabulary::{Kind, Unit};
use super::super::word::Case;
use super::amount::amount;
use super::bounds::joined;

/// An amount of units with what makes a date or a duration of it.
pub(super) fn counted(cursor: Cursor<'_>) -> Parsed<'_> {
    let (amount, at) = amount(cursor)?;
    if at.kind(0) == Kind::Dash {
        return hyphenated(amount, at.skip(1));
    }
    let Kind::Unit(unit, _) = at.kind(0) else { return None };
    let after = at.skip(1);
    directed(amount, unit, after).or_else(|| lasting(cursor, amount, unit, after))
}

/// Units without an amount: "days ago", "the day before yesterday", "for months", "years-long", "the night before".
pub(super) fn bare(cursor: Cursor<'_>) -> Parsed<'_> {
    let one = Amount::Count { low: 1, high: 1, about: false };
    let (amount, unit) = match cursor.kind(0) {
        Kind::Unit(unit, true) => (Amount::Plural, unit),
        Kind::Unit(unit, false) => (one, unit),
        Kind::DayPart => (one, Unit::Day),
        _ => return None,
    };
    let after = cursor.skip(1);
    if after.kind(0) == Kind::Dash && after.kind(1) == Kind::Long {
        return Some((Meaning::Duration { amount, unit }, after.skip(2)));
    }
    if amount == Amount::Plural {
        let lasting =
            || matches!(cursor.kind(-1), Kind::For).then_some((Meaning::Duration { amount, unit }, after));
        return directed(amount, unit, after).or_else(lasting);
    }
    let definite = cursor.kind(-1) == Kind::The && matches!(after.kind(0), Kind::Before | Kind::After);
    if definite { directed(amount, unit, after) } else { None }
}

/// "anniversary of"; the count, if any, has been read.
pub(super) fn anniversary(cursor: Cursor<'_>, count: Option<u8>) -> Parsed<'_> {
    Some((Meaning::Anniversary(count), cursor.eat(Kind::Anniversary)?))
}

/// The word after the unit that says which way to count, and from what.
fn directed(amount: Amount, unit: Unit, at: Cursor<'_>) -> Parsed<'_> {
    let offset = |later, base, after| Some((Meaning::Offset { amount, unit, later, base }, after));
    match at.kind(0) {
        Kind::Ago => offset(false, Base::Published, at.skip(1)),
        Kind::Earlier => offset(false, Base::Reference, at.skip(1)),
        Kind::Later => offset(true, Base::Reference, at.skip(1)),
        Kind::From if at.kind(1) == Kind::Now => offset(true, Base::Published, at.skip(2)),
        direction @ (Kind::Before | Kind::After) => {
            let (base, after) = base(at.skip(1));
            offset(direction == Kind::After, base, after)
        }
        _ => None,
    }
}

/// What stands after "two days before": a date, nothing (what was spoken of last), or an event.
fn base(at: Cursor<'_>) -> (Base, Cursor<'_>) {
    if matches!(at.kind(0), Kind::Period | Kind::Comma | Kind::Mark | Kind::And) {
        return (Base::Reference, at);
    }
    let dated = joined(at.maybe(Kind::The)).filter(|(meaning, _)| is_date(meaning));
    dated.map_or((Base::Event, at), |(meaning, after)| (Base::Date(Box::new(meaning)), after))
}

fn is_date(meaning: &Meaning) -> bool {
    !matches!(meaning, Meaning::Duration { .. } | Meaning::Within { .. } | Meaning::Anniversary(_))
}

/// "two-day", "10-hour": a duration, unless it is an age or a name ("the Six-Day War").
fn hyphenated(amount: Amount, at: Cursor<'_>) -> Parsed<'_> {
    let Kind::Unit(unit, false) = at.kind(0) else { return None };
    // "one-quarter" is a share.
    if unit == Unit::Quarter {
        return None;
    }
    let age = at.kind(1) == Kind::Dash && at.kind(2) == Kind::Old;
    let name = at.word(0).is_some_and(|word| word.case == Case::Title);
    let long = at.kind(1) == Kind::Dash && at.kind(2) == Kind::Long;
    let after = if long { at.skip(3) } else { at.skip(1) };
    (!age && !name).then_some((Meaning::Duration { amount, unit }, after))
}

/// A duration by the word before it or after it: "for three days", "in three days", "three days of fighting".
fn lasting<'w>(start: Cursor<'w>, amount: Amount, unit: Unit, after: Cursor<'w>) -> Parsed<'w> {
    let age = after.kind(0) == Kind::Old || (after.kind(0) == Kind::Of && after.kind(1) == Kind::Old);
    if age {
        return None;
    }
    let before = if start.kind(-1) == Kind::The { start.kind(-2) } else { start.kind(-1) };
    let duration = Some((Meaning::Duration { amount, unit }, after));
    match before {
        _ if after.kind(0) == Kind::Of => duration,
        Kind::For | Kind::During | Kind::After => duration,
        Kind::In => Some((Meaning::Within { amount, unit }, after)),
        _ => None,
    }
}
