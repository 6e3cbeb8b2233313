//! Words that point from the day of publication or from a day spoken of before: "yesterday", "last week", "that day",
//! "the following month", "the past two weeks", "recent days".

use super::super::cursor::{Cursor, Parsed};
use super::super::meaning::{Amount, Base, Calendar, Meaning, Pick};
use super::super::vocabulary::{Kind, Unit};
use super::super::word::Case;
use super::amount::amount;
use super::bounds::joined;
use super::weekday::day_part;
use super::{calendar, feast};

const ONE: Amount = Amount::Count { low: 1, high: 1, about: false };

/// "that day".
const SAME_DAY: Meaning = Meaning::Unit { unit: Unit::Day, offset: 0, base: Base::Reference };

/// A pointing word with what it points at.
pub(super) fn pointed(cursor: Cursor<'_>) -> Parsed<'_> {
    let at = cursor.skip(1);
    match cursor.kind(0) {
        Kind::Today(offset) => today(cursor, offset),
        Kind::Overnight => Some(overnight(at)),
        Kind::Weekend if cursor.kind(-1) != Kind::A => Some((Meaning::Weekend(Pick::Plain), at)),
        Kind::Last => night(at, Meaning::Day(-1))
            .or_else(|| window(cursor, false, Base::Published))
            .or_else(|| named(at, Pick::Last))
            .or_else(|| unit(at, -1, Base::Published)),
        Kind::Past => window(cursor, false, Base::Published).or_else(|| named(at, Pick::Last)),
        Kind::Next => next(cursor),
        Kind::This => night(at, Meaning::Day(0))
            .or_else(|| named(at, Pick::This))
            .or_else(|| unit(at, 0, Base::Published)),
        Kind::That | Kind::Same => same(at),
        Kind::Simultaneous => Some((SAME_DAY, at)),
        Kind::Previous => reference(cursor, false),
        Kind::Following => reference(cursor, true),
        Kind::Coming => recent(at, true)
            .or_else(|| window(cursor, true, Base::Published))
            .or_else(|| named(at, Pick::Next))
            .or_else(|| unit(at, 1, Base::Published)),
        Kind::Recent => recent(at, false),
        _ => None,
    }
}

/// "yesterday evening"; not the "Today" of a newspaper's name. "Today, 30 June" is the day that is named, whenever it was
/// printed.
fn today(cursor: Cursor<'_>, offset: i8) -> Parsed<'_> {
    let at = day_part(cursor.skip(1)).maybe(Kind::Comma);
    if let Some((Meaning::Calendar(Calendar { month: Some(_), day: Some(_), .. }), _)) = calendar::date(at) {
        return calendar::date(at);
    }
    let capital = |offset| cursor.word(offset).is_some_and(|word| word.case == Case::Title);
    let name = offset == 0 && capital(0) && capital(-1) && cursor.kind(-1) == Kind::Other;
    (!name).then(|| (Meaning::Day(offset), day_part(cursor.skip(1))))
}

/// "overnight", "overnight on Thursday", "overnight into Friday".
fn overnight(at: Cursor<'_>) -> (Meaning, Cursor<'_>) {
    let ends = matches!(at.kind(0), Kind::At | Kind::To);
    let inner = if ends { at.skip(1) } else { at.maybe(Kind::On).maybe(Kind::From) };
    match joined(inner) {
        Some((range @ Meaning::Range(..), after)) => (range, after),
        Some((day @ (Meaning::Weekday { .. } | Meaning::Calendar(_)), after)) => {
            (Meaning::NightOf { day: Box::new(day), ends }, after)
        }
        _ => (Meaning::Overnight, at),
    }
}

fn night(at: Cursor<'_>, meaning: Meaning) -> Parsed<'_> {
    at.eat(Kind::DayPart).map(|after| (meaning, after))
}

/// "Thursday", "July", "summer", "weekend" after a pointing word.
fn named(at: Cursor<'_>, pick: Pick) -> Parsed<'_> {
    let after = at.skip(1);
    if let Some(feast) = feast::picked(at, pick) {
        return Some(feast);
    }
    match at.kind(0) {
        Kind::Weekday { number, short: false } => Some((Meaning::Weekday { number, pick }, day_part(after))),
        Kind::Month { number, short: false } if at.word(0).is_some_and(|word| word.case != Case::Lower) => {
            Some((Meaning::MonthPick { month: number, pick }, after))
        }
        Kind::Season(season) => Some((Meaning::Season { season, year: None, pick }, after)),
        Kind::Weekend => Some((Meaning::Weekend(pick), after)),
        _ => None,
    }
}

/// One calendar unit of a week or longer: "last week", "this month". A day or an hour is none ("this day").
fn unit(at: Cursor<'_>, offset: i8, base: Base) -> Parsed<'_> {
    let Kind::Unit(unit, false) = at.kind(0) else { return None };
    let short = matches!(unit, Unit::Minute | Unit::Hour | Unit::Day);
    (!short || base == Base::Reference).then(|| (Meaning::Unit { unit, offset, base }, at.skip(1)))
}

/// "past two weeks", "last 24 hours"; "in the last week" reaches back from today, plain "last week" does not.
fn window(cursor: Cursor<'_>, later: bool, base: Base) -> Parsed<'_> {
    let at = cursor.skip(1);
    if let Some((amount, after)) = amount(at) {
        let Kind::Unit(unit, _) = after.kind(0) else { return None };
        return Some((Meaning::Window { amount, unit, later, base }, after.skip(1)));
    }
    let framed = cursor.kind(-1) == Kind::The
        && matches!(cursor.kind(-2), Kind::In | Kind::During | Kind::For | Kind::About);
    match at.kind(0) {
        Kind::Unit(unit, false) if framed || cursor.kind(0) == Kind::Past => {
            Some((Meaning::Window { amount: ONE, unit, later, base }, at.skip(1)))
        }
        Kind::Unit(..) if base == Base::Published && at.kind(1) != Kind::Of => recent(at, later),
        _ => None,
    }
}

/// "recent days", "coming weeks".
fn recent(at: Cursor<'_>, later: bool) -> Parsed<'_> {
    let Kind::Unit(unit, true) = at.kind(0) else { return None };
    Some((Meaning::Recent { unit, later }, at.skip(1)))
}

/// "next Friday" and "next week" count from publication, "the next day" from the day spoken of.
fn next(cursor: Cursor<'_>) -> Parsed<'_> {
    let at = cursor.skip(1);
    let definite = cursor.kind(-1) == Kind::The;
    let day = matches!(at.kind(0), Kind::Unit(Unit::Day, false) | Kind::DayPart);
    if day {
        let meaning = Meaning::Unit { unit: Unit::Day, offset: 1, base: Base::Reference };
        return Some((meaning, at.skip(1)));
    }
    window(cursor, true, Base::Published)
        .or_else(|| named(at, Pick::Next))
        .or_else(|| unit(at, 1, if definite { Base::Reference } else { Base::Published }))
}

/// "that day", "the same week", "that night", "at the same time".
fn same(at: Cursor<'_>) -> Parsed<'_> {
    if at.kind(0) == Kind::Time && at.kind(-1) == Kind::Same && at.kind(-3) == Kind::At {
        return Some((SAME_DAY, at.skip(1)));
    }
    night(at, SAME_DAY).or_else(|| unit(at, 0, Base::Reference))
}

/// "the previous day", "the following two weeks", "the following Thursday".
fn reference(cursor: Cursor<'_>, later: bool) -> Parsed<'_> {
    let at = cursor.skip(1);
    let offset = if later { 1 } else { -1 };
    let day = Meaning::Unit { unit: Unit::Day, offset, base: Base::Reference };
    let pick = if later { Pick::Following } else { Pick::Previous };
    night(at, day)
        .or_else(|| window(cursor, later, Base::Reference))
        .or_else(|| named(at, pick))
        .or_else(|| unit(at, offset, Base::Reference))
}
