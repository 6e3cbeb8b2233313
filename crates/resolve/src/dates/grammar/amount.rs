//! "two", "a few", "more than 25", "two or three".

use super::super::cursor::Cursor;
use super::super::meaning::Amount;
use super::super::vocabulary::Kind;

/// More units than this are no span of time that a report speaks of.
const MOST: u32 = 1000;

/// The amount at the cursor.
pub(super) fn amount(cursor: Cursor<'_>) -> Option<(Amount, Cursor<'_>)> {
    let mut at = cursor;
    while at.kind(0) == Kind::About && at.at() < cursor.at() + 3 {
        at = at.skip(1);
    }
    let about = at.at() > cursor.at();
    let (low, high, at) = bare(at)?;
    let (high, at) = second(at, low).unwrap_or((high, at));
    Some((Amount::Count { low, high, about }, at))
}

fn bare(cursor: Cursor<'_>) -> Option<(u32, u32, Cursor<'_>)> {
    if let Some((value, _)) = cursor.number() {
        return (1..=MOST).contains(&value).then(|| (value, value, cursor.skip(1)));
    }
    match (cursor.kind(0), cursor.kind(1)) {
        (Kind::Cardinal(tens), Kind::Dash) if tens >= 20 => {
            let Kind::Cardinal(ones @ 1..=9) = cursor.kind(2) else {
                return Some((tens, tens, cursor.skip(1)));
            };
            Some((tens + ones, tens + ones, cursor.skip(3)))
        }
        (Kind::Cardinal(value), _) => Some((value, value, cursor.skip(1))),
        (Kind::Some(low, high), _) => Some((low, high, cursor.skip(1).maybe(Kind::Of))),
        (Kind::A, Kind::Some(low, high)) => Some((low, high, cursor.skip(2).maybe(Kind::Of))),
        (Kind::A, Kind::Cardinal(value)) => Some((value, value, cursor.skip(2))),
        (Kind::A, Kind::Unit(..) | Kind::Weekend) => Some((1, 1, cursor.skip(1))),
        _ => None,
    }
}

/// "or three", "to three", "-3": the upper end of an amount.
fn second(cursor: Cursor<'_>, low: u32) -> Option<(u32, Cursor<'_>)> {
    if !matches!(cursor.kind(0), Kind::Or | Kind::To | Kind::Dash) {
        return None;
    }
    let (_, high, after) = bare(cursor.skip(1))?;
    (high > low).then_some((high, after))
}
