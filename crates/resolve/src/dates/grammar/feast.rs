//! Feasts that move: "Easter Sunday", "Good Friday", "during Ramadan", "last Eid al-Adha", "Passover 2002".

use super::super::cursor::{Cursor, Parsed};
use super::super::feast::Feast;
use super::super::meaning::{Meaning, Pick};
use super::super::vocabulary::Kind;
use super::super::word::Case;
use super::year;

/// A feast with its year, or where what stands before it says that it is a time.
pub(super) fn feast(cursor: Cursor<'_>) -> Parsed<'_> {
    let (feast, at) = named(cursor)?;
    if let Some((year, after)) = year::suffix(at) {
        return Some((Meaning::Feast { feast, year: Some(year), pick: Pick::Plain }, after));
    }
    (is_placed(cursor) && !is_name(at))
        .then_some((Meaning::Feast { feast, year: None, pick: Pick::Plain }, at))
}

/// The same after "last", "this", "next".
pub(super) fn picked(cursor: Cursor<'_>, pick: Pick) -> Parsed<'_> {
    let (feast, at) = named(cursor)?;
    (!is_name(at)).then_some((Meaning::Feast { feast, year: None, pick }, at))
}

fn named(cursor: Cursor<'_>) -> Option<(Feast, Cursor<'_>)> {
    // "good Friday night" is no feast, and nobody is called after Passover.
    if cursor.word(0)?.case == Case::Lower {
        return None;
    }
    let at = cursor.skip(1);
    match (cursor.kind(0), at.kind(0)) {
        (Kind::Feast(Feast::Easter), Kind::Weekday { number, .. }) => {
            // Friday to Monday of the feast.
            let offset = if number == 1 { 1 } else { number - 7 };
            (offset >= -3).then(|| (Feast::EasterDay(offset), at.skip(1)))
        }
        (Kind::Holy { offset, weekday }, Kind::Weekday { number, .. }) if number == weekday => {
            Some((Feast::EasterDay(offset), at.skip(1)))
        }
        (Kind::Orthodox, Kind::Feast(Feast::Easter)) => {
            Some((Feast::OrthodoxEaster, at.skip(1).maybe(Kind::Weekday { number: 7, short: false })))
        }
        // "Christmas Day" is a day of the calendar.
        (Kind::Christmas, next) if !matches!(next, Kind::Unit(..) | Kind::Eve) => {
            Some((Feast::Christmas, at))
        }
        (Kind::Eid, _) => eid(at),
        (Kind::Yom, Kind::Feast(feast @ Feast::YomKippur)) => Some((feast, at.skip(1))),
        (Kind::Feast(Feast::YomKippur | Feast::EidAlFitr | Feast::EidAlAdha), _) => None,
        (Kind::Feast(feast), _) => Some((feast, at)),
        _ => None,
    }
}

/// "Eid al-Fitr", "Eid-ul-Adha".
fn eid(cursor: Cursor<'_>) -> Option<(Feast, Cursor<'_>)> {
    /// An article with its hyphens.
    const BETWEEN: usize = 3;
    let mut at = cursor;
    for _ in 0..=BETWEEN {
        match at.kind(0) {
            Kind::Feast(feast @ (Feast::EidAlFitr | Feast::EidAlAdha)) => return Some((feast, at.skip(1))),
            Kind::Dash | Kind::Other | Kind::Apostrophe => at = at.skip(1),
            _ => return None,
        }
    }
    None
}

/// "Yom Kippur War", "Easter Rising", "Ramadan Shallah".
fn is_name(after: Cursor<'_>) -> bool {
    let named = |word: &super::super::word::Word| {
        matches!(word.kind, Kind::Other | Kind::NameHead) && word.case != Case::Lower
    };
    after.word(0).is_some_and(|word| named(word) || word.kind == Kind::Possessive)
}

/// "on Ashura", "during the holy month of Ramadan"; people are called Ramadan, too.
fn is_placed(cursor: Cursor<'_>) -> bool {
    let the = usize::from(cursor.kind(-1) == Kind::The) as isize;
    let before = cursor.kind(-1 - the);
    let of_month = before == Kind::Of && matches!(cursor.kind(-2 - the), Kind::Unit(..));
    of_month
        || matches!(
            before,
            Kind::On
                | Kind::In
                | Kind::During
                | Kind::Since
                | Kind::Before
                | Kind::After
                | Kind::Until
                | Kind::At
                | Kind::Early
                | Kind::Late
        )
}
