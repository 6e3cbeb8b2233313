//! The grammar: each production takes a place in the words and gives a meaning and the place after it, or nothing.
//!
//! `expression` tries bounds and ranges ("since 2012", "25 July to 3 August") before what they are made of.

mod amount;
mod bounds;
mod calendar;
mod evidence;
mod feast;
mod numeric;
mod offset;
mod part;
mod pointer;
mod weekday;
mod year;

use super::cursor::{Cursor, Parsed};
use super::vocabulary::Kind;

/// The expression that begins at this word, the longest that the grammar knows.
pub(super) fn expression(cursor: Cursor<'_>) -> Parsed<'_> {
    if cannot_start(cursor.kind(0)) {
        return None;
    }
    bounds::bounded(cursor).or_else(|| bounds::joined(cursor))
}

/// Most words of a text: told apart first, so that reading costs little.
fn cannot_start(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Other
            | Kind::Mark
            | Kind::Comma
            | Kind::Period
            | Kind::The
            | Kind::Of
            | Kind::In
            | Kind::On
            | Kind::At
            | Kind::To
            | Kind::And
            | Kind::For
            | Kind::During
            | Kind::Verb
            | Kind::Counted
            | Kind::NameHead
            | Kind::Clock
            | Kind::Zone
    )
}

/// An expression without a bound and with one end.
fn simple(cursor: Cursor<'_>) -> Parsed<'_> {
    let cursor = cursor.deeper()?;
    match cursor.kind(0) {
        Kind::Feast(_) | Kind::Holy { .. } | Kind::Eid | Kind::Yom | Kind::Orthodox => feast::feast(cursor),
        Kind::Number(..) => numeric::date(cursor)
            .or_else(|| calendar::date(cursor))
            .or_else(|| year::year(cursor))
            .or_else(|| offset::counted(cursor)),
        Kind::Ordinal { .. } => calendar::date(cursor).or_else(|| part::of_whole(cursor)),
        Kind::Month { .. } => calendar::date(cursor),
        Kind::Weekday { .. } => calendar::date(cursor).or_else(|| weekday::weekday(cursor)),
        Kind::Last | Kind::Start | Kind::End | Kind::Half | Kind::QuarterCode(_) => {
            part::of_whole(cursor).or_else(|| pointer::pointed(cursor))
        }
        Kind::Early | Kind::Mid | Kind::Late => part::third(cursor),
        Kind::Earlier | Kind::Later => part::rest(cursor),
        Kind::Season(_) | Kind::Fall | Kind::Decade(_) | Kind::Apostrophe => part::named(cursor),
        Kind::DayPart => part::of_day(cursor).or_else(|| offset::bare(cursor)),
        Kind::Christmas => calendar::feast(cursor).or_else(|| feast::feast(cursor)),
        Kind::New => calendar::feast(cursor),
        Kind::Unit(..) => year::spelled(cursor).or_else(|| offset::bare(cursor)),
        Kind::Anniversary => offset::anniversary(cursor, None),
        Kind::Cardinal(_) | Kind::Some(..) | Kind::A | Kind::About => offset::counted(cursor),
        _ => pointer::pointed(cursor),
    }
}
